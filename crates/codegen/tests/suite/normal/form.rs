//! What is true of every normal form: references lead to schemas by name, nothing that needs a name lacks one,
//! and the normal form of a normal form is the same.

use std::collections::HashSet;
use std::panic::catch_unwind;
use std::sync::{LazyLock, Mutex};

use backhaul_codegen::normal_form;
use serde_json::{Map, Value, json};

use crate::whole::ours;

/// What is wrong with a normal form; nothing if it is right.
fn faults(normal: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, item) in normal["paths"].as_object().into_iter().flatten() {
        for key in ["parameters", "servers", "$ref"] {
            if item.get(key).is_some() {
                faults.push(format!("{path}: {key}"));
            }
        }
    }
    look(normal, normal, "", &mut faults);
    for (name, schema) in normal["components"]["schemas"]
        .as_object()
        .into_iter()
        .flatten()
    {
        look_at_schema(schema, true, name, &mut faults);
    }
    faults
}

/// Judges all references, and all schemas outside of the components.
fn look(normal: &Value, part: &Value, place: &str, faults: &mut Vec<String>) {
    match part {
        Value::Object(members) => {
            if let Some(target) = members.get("$ref").and_then(Value::as_str) {
                let name = target.strip_prefix("#/components/schemas/").unwrap_or("/");
                if name.contains('/') || normal["components"]["schemas"].get(name).is_none() {
                    faults.push(format!("{place}: refers to {target}"));
                }
            }
            for (key, member) in members {
                let place_of = place;
                let place = format!("{place}.{key}");
                if key == "schema" && !place.starts_with(".components") {
                    look_at_schema(member, false, &place, faults);
                }
                // What the keys of these are called is up to the document.
                let holders = ["properties", "schemas", "headers"];
                let has_names = holders.iter().any(|holder| place_of.ends_with(holder));
                let is_free = matches!(key.as_str(), "example" | "examples" | "default");
                if has_names || !is_free && !key.starts_with("x-") {
                    look(normal, member, &place, faults);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                look(normal, item, &format!("{place}.{index}"), faults);
            }
        }
        _ => {}
    }
}

fn look_at_schema(schema: &Value, has_name: bool, place: &str, faults: &mut Vec<String>) {
    let is_union = schema
        .get("oneOf")
        .or_else(|| schema.get("anyOf"))
        .is_some();
    if !has_name && (is_union || schema.get("properties").is_some()) {
        faults.push(format!("{place}: has no name"));
    }
    if schema.get("allOf").is_some() {
        faults.push(format!("{place}: has allOf"));
    }
    let properties = schema["properties"].as_object().into_iter().flatten();
    for (name, property) in properties {
        look_at_schema(property, false, &format!("{place}.{name}"), faults);
    }
    let members = ["oneOf", "anyOf"]
        .into_iter()
        .filter_map(|key| schema[key].as_array());
    for member in members
        .flatten()
        .chain(schema.get("items"))
        .chain(schema.get("additionalProperties"))
    {
        look_at_schema(member, false, place, faults);
    }
}

/// The normal form of a document, if it has one, which must be right.
fn check(what: &str, text: &str) -> Option<Value> {
    let normal = answer(what, text)?;
    assert_eq!(faults(&normal), Vec::<String>::new(), "{what}");
    Some(normal)
}

/// What is answered in any case: findings, or a form that is the same when it is read again.
fn answer(what: &str, text: &str) -> Option<Value> {
    let outcome = catch_unwind(|| normal_form("t", text));
    let outcome = outcome.unwrap_or_else(|_| panic!("{what}: panicked"));
    let normal = match outcome {
        Ok(normal) => normal.value().clone(),
        Err(findings) => {
            assert!(!findings.is_empty(), "{what}");
            for finding in findings {
                assert!(!finding.message.contains("panicked"), "{what}: {finding}");
            }
            return None;
        }
    };
    let text = normal.to_string();
    // Much damage leaves the same form, because nothing leads there: once is enough for that.
    if is_new(&text) {
        let again = normal_form("t", &text).unwrap();
        assert_eq!(
            again.value(),
            &normal,
            "{what}: the normal form of the normal form"
        );
    }
    Some(normal)
}

/// Whether this is the first time that a test asks for `text`.
fn is_new(text: &str) -> bool {
    static SEEN: LazyLock<Mutex<HashSet<String>>> = LazyLock::new(Mutex::default);
    let mut seen = SEEN.lock().unwrap();
    seen.insert(text.to_owned())
}

/// Our own documents are written in the normal form: their schemas do not change.
#[test]
fn our_documents_keep_their_schemas() {
    for whole in ours() {
        let (provider, written) = (&whole.name, whole.root());
        let normal = check(provider, whole.text).unwrap();
        let schemas = normal["components"]["schemas"].as_object().unwrap();
        assert!(schemas.len() > 20, "{provider}: {}", schemas.len());
        for (name, schema) in schemas {
            assert_eq!(
                schema, &written["components"]["schemas"][name],
                "{provider}: {name}"
            );
        }
        assert_eq!(normal["x-provider"], written["x-provider"], "{provider}");
    }
}

/// Numbers that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn name(&mut self) -> String {
        format!("S{}", self.below(5))
    }

    fn schema(&mut self, depth: u64) -> Value {
        let inner = if depth == 0 { 6 } else { 13 };
        let mut schema = match self.below(inner) {
            0 => json!({ "type": "string", "maxLength": 5 }),
            1 => json!({ "type": "integer", "minimum": self.below(9) }),
            2 => json!({ "type": "string", "enum": ["a", "b", null] }),
            3 => json!({}),
            4 => json!({ "$ref": format!("#/components/schemas/{}", self.name()) }),
            5 => json!({ "$ref": format!("#/components/schemas/{}/properties/p0", self.name()) }),
            6 | 7 => self.object(depth),
            8 => json!({ "type": "array", "items": self.schema(depth - 1) }),
            9 => json!({ "type": "object", "additionalProperties": self.schema(depth - 1) }),
            10 => json!({ "allOf": self.list(depth) }),
            11 => json!({ "oneOf": self.list(depth) }),
            _ => json!({
                "anyOf": self.list(depth),
                "discriminator": { "propertyName": "p0" },
            }),
        };
        if self.below(4) == 0 {
            schema["description"] = json!("d");
            schema["nullable"] = json!(true);
        }
        schema
    }

    fn list(&mut self, depth: u64) -> Vec<Value> {
        let count = 1 + self.below(3);
        (0..count).map(|_| self.schema(depth - 1)).collect()
    }

    fn object(&mut self, depth: u64) -> Value {
        let count = 1 + self.below(3);
        let properties = (0..count).map(|index| (format!("p{index}"), self.schema(depth - 1)));
        let properties: Map<String, Value> = properties.collect();
        let mut object = json!({ "type": "object", "properties": properties, "required": ["p0"] });
        match self.below(8) {
            0 => object["discriminator"] = json!({ "propertyName": "p0" }),
            1 if depth > 1 => object["oneOf"] = json!(self.list(depth - 1)),
            2 => object["additionalProperties"] = json!(false),
            _ => {}
        }
        object
    }

    fn document(&mut self) -> Value {
        let mut schemas: Map<String, Value> = Map::new();
        for index in 0..5 {
            let mut schema = self.object(2);
            if self.below(2) == 0 {
                schema = json!({ "allOf": [schema, self.schema(2)] });
            }
            schemas.insert(format!("S{index}"), schema);
        }
        let body = |schema: Value| json!({ "application/json": { "schema": schema } });
        json!({
            "openapi": "3.0.3",
            "info": { "title": "T", "version": "1" },
            "paths": { "/a/{b}": {
                "parameters": [{ "name": "b", "in": "path", "required": true, "schema": self.schema(1) }],
                "post": {
                    "requestBody": { "content": body(self.schema(3)) },
                    "responses": {
                        "200": { "description": "d", "content": body(self.schema(3)) },
                        "default": { "description": "d", "content": body(self.schema(3)) },
                    },
                },
            } },
            "components": { "schemas": schemas },
        })
    }
}

#[test]
fn random_documents() {
    let mut normal = 0;
    for seed in 0..400 {
        let document = Random(seed).document().to_string();
        normal += u64::from(check(&format!("seed {seed}"), &document).is_some());
    }
    assert!(normal > 50, "only {normal} of them had a normal form");
}

/// Every part of a document, by its pointer.
fn pointers(value: &Value, pointer: String, all: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                let key = key.replace('~', "~0").replace('/', "~1");
                pointers(member, format!("{pointer}/{key}"), all);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointers(item, format!("{pointer}/{index}"), all);
            }
        }
        _ => {}
    }
    all.push(pointer);
}

#[test]
fn damaged_documents_are_refused_or_normal() {
    let whole: Vec<Value> = (0..2).map(|seed| Random(seed).document()).collect();
    let mut tried = 0;
    for document in &whole {
        let mut all = Vec::new();
        pointers(document, String::new(), &mut all);
        for pointer in &all {
            for value in [json!(42), json!([{}]), json!({}), json!("x")] {
                let mut damaged = document.clone();
                if let Some(part) = damaged.pointer_mut(pointer) {
                    *part = value;
                }
                answer(pointer, &damaged.to_string());
                tried += 1;
            }
        }
    }
    assert!(tried > 500, "{tried}");
}

/// All documents in the folder that `DOCUMENTS` names, and small ones damaged in many places.
#[test]
#[ignore = "set DOCUMENTS to a folder of OpenAPI documents, and run with --ignored"]
fn documents_of_a_folder() {
    let folder = std::env::var_os("DOCUMENTS").expect("DOCUMENTS names a folder");
    let mut tried = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.display().to_string();
        check(&name, &text);
        tried += 1;
        if text.len() > 250_000 {
            continue;
        }
        let document: Value = serde_saphyr::from_str(&text).unwrap();
        let mut all = Vec::new();
        pointers(&document, String::new(), &mut all);
        let step = all.len() / 150 + 1;
        for (index, pointer) in all.iter().enumerate().step_by(step) {
            let values = [
                json!(42),
                json!([{}]),
                json!({}),
                json!({ "$ref": "#/components" }),
            ];
            let mut damaged = document.clone();
            if let Some(part) = damaged.pointer_mut(pointer) {
                *part = values[index / step % 4].clone();
            }
            answer(&format!("{name}{pointer}"), &damaged.to_string());
            tried += 1;
        }
    }
    assert!(tried > 0);
}
