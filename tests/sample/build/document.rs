//! One document that has the names and the texts in every place that takes any.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::kinds::{component, object, reference};
use super::texts::{TEXTS, Texts};
use super::words::{LITERALS, MEDIA_TYPES, NAMES, ODD_NAMES, SIGNS};

/// The names of `lists` that stay different in Rust: what is equal but for case and signs is a finding.
fn distinct(lists: &[&[&'static str]]) -> Vec<&'static str> {
    let mut seen = BTreeSet::new();
    let mut names = lists.concat();
    names.retain(|name| {
        let letters = name.chars().filter(|c| c.is_alphanumeric() && *c != '²');
        let key: String = letters.flat_map(char::to_lowercase).collect();
        let key = match *name {
            "+1" | "-1" => (*name).to_owned(),
            _ => key,
        };
        seen.insert(key)
    });
    names
}

/// Names of components and operations have letters of ASCII and few signs.
fn plain() -> Vec<&'static str> {
    let mut names = distinct(&[NAMES]);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
    names.retain(|name| name.chars().all(is_plain));
    names
}

fn operation(id: &str, texts: &mut Texts) -> Value {
    json!({
        "operationId": id,
        "tags": [id, "<b>", "[Vec]"],
        "summary": texts.next(),
        "description": texts.next(),
        "x-source": { "url": "https://example.com/a_(b)?c=[d]", "read": "2026-11-29" },
        "security": [{ "Key": [] }],
        "parameters": [],
        "responses": { "404": { "description": texts.next(), "content": body("Failure") } },
    })
}

fn body(schema: &str) -> Value {
    json!({ "application/json": { "schema": reference(schema), "example": {} } })
}

fn answer(schema: &str, texts: &mut Texts) -> Value {
    json!({ "description": texts.next(), "content": body(schema) })
}

/// The whole document, as JSON, which is YAML.
pub(super) fn document() -> String {
    let mut texts = Texts(0);
    let wire = distinct(&[NAMES, ODD_NAMES]);
    let mut schemas = Map::new();
    let mut paths = Map::new();

    // Every name as a component that is sent, read, or both.
    let (mut sent, mut read) = (Map::new(), Map::new());
    for (index, name) in plain().into_iter().enumerate() {
        let (schema, is_read) = component(index, &mut texts);
        schemas.insert(name.to_owned(), schema);
        sent.insert(format!("p{index}"), reference(name));
        if is_read {
            read.insert(format!("p{index}"), reference(name));
        }
    }
    let of = |properties: Map<String, Value>, texts: &mut Texts| json!({ "type": "object", "description": texts.next(), "properties": properties });
    schemas.insert("SampleSent".to_owned(), of(sent, &mut texts));
    schemas.insert("SampleRead".to_owned(), of(read, &mut texts));

    // Every name as a property: at the top of a body, below it, and in an answer.
    for name in ["SampleTop", "SampleNested", "SampleAnswer"] {
        schemas.insert(name.to_owned(), object(&wire, &mut texts));
    }
    let mut values = distinct(&[NAMES, ODD_NAMES]);
    // These have no letters in any script that Rust knows as such, or the same as another.
    values.retain(|value| !value.contains('\u{1F600}'));
    values.extend(SIGNS);
    schemas.extend([
        (
            "SampleValues".to_owned(),
            json!({ "type": "string", "description": texts.next(), "enum": values }),
        ),
        (
            "SampleText".to_owned(),
            json!({ "type": "string", "description": texts.next(), "pattern": "^[a-z]{1,9}$" }),
        ),
        (
            "SampleTexts".to_owned(),
            json!({
                "type": "object", "description": texts.next(),
                "additionalProperties": { "type": "array", "items": { "type": "string", "nullable": true } },
            }),
        ),
        (
            "SampleObject".to_owned(),
            object(&["x", "into", "clone"], &mut texts),
        ),
        ("Failure".to_owned(), object(&["code"], &mut texts)),
    ]);
    schemas.insert(
        "SampleBody".to_owned(),
        json!({
            "type": "object",
            "description": texts.next(),
            "required": ["nested", "value", "union", "sent"],
            "properties": {
                "nested": reference("SampleNested"),
                "value": reference("SampleValues"),
                "union": reference("SampleUnion"),
                "sent": reference("SampleSent"),
            },
        }),
    );
    schemas.insert(
        "SampleWhole".to_owned(),
        json!({
            "type": "object",
            "description": texts.next(),
            "properties": {
                "values": reference("SampleValues"),
                "read": reference("SampleRead"),
                "answer": reference("SampleAnswer"),
                "union": reference("SampleUnion"),
            },
        }),
    );

    // A union whose members are told apart by odd values.
    let tags = ["unknown", "Error", "Self", "<a`b>", "none", "ERR1"];
    let mut mapping = Map::new();
    let mut members = Vec::new();
    for (index, tag) in tags.iter().enumerate() {
        let name = format!("SampleMember{index}");
        let mut member = object(&["into", "clone", "type"], &mut texts);
        member["properties"]["kind of"] = json!({ "type": "string", "description": texts.next() });
        mapping.insert(
            (*tag).to_owned(),
            Value::from(format!("#/components/schemas/{name}")),
        );
        members.push(reference(&name));
        schemas.insert(name, member);
    }
    schemas.insert(
        "SampleUnion".to_owned(),
        json!({
            "description": texts.next(),
            "oneOf": members,
            "discriminator": { "propertyName": "kind of", "mapping": mapping },
        }),
    );

    // A job whose fields have the names of what reads them.
    schemas.insert(
        "SampleJob".to_owned(),
        json!({
            "type": "object",
            "description": texts.next(),
            "required": ["is_one_of", "part"],
            "x-job": {
                "rules": [
                    { "state": "queued", "property": "is_one_of", "is": ["a`b", "<c>"] },
                    { "state": "running", "property": "part.text_it", "is": ["d"] },
                    { "state": "failed", "property": "part_text.it", "is": ["e"] },
                    { "state": "failed", "any": "entry", "property": "value", "is": { "not": -1 } },
                    { "state": "succeeded", "all": "entry", "property": "entry", "is": { "equals": "done" } },
                    { "state": "succeeded", "property": "type", "is": true },
                ],
                "unknown": "is_one_of",
                "reason": ["part.text_it", "self", { "any": "entry", "property": "text" }],
                "progress": { "done": "done", "total": "total" },
            },
            "properties": {
                "is_one_of": { "type": "string", "description": texts.next() },
                "part": reference("SamplePart"),
                "part_text": reference("SamplePart"),
                "type": { "type": "boolean", "description": texts.next() },
                "self": reference("Value"),
                "done": { "type": "integer", "description": texts.next() },
                "total": { "type": "integer", "description": texts.next() },
                "entry": {
                    "type": "array",
                    "description": texts.next(),
                    "items": reference("SampleEntry"),
                },
            },
        }),
    );
    schemas.insert(
        "SampleEntry".to_owned(),
        json!({
            "type": "object",
            "description": texts.next(),
            "required": ["value", "text"],
            "properties": {
                "value": { "type": "integer", "description": texts.next() },
                "entry": { "type": "integer", "description": texts.next() },
                "text": { "type": "string", "description": texts.next() },
            },
        }),
    );
    schemas.insert(
        "Value".to_owned(),
        json!({ "type": "string", "description": texts.next(), "enum": ["Some"] }),
    );
    schemas.insert(
        "SamplePart".to_owned(),
        json!({
            "type": "object",
            "description": texts.next(),
            "properties": {
                "text_it": { "type": "string", "description": texts.next() },
                "it": { "type": "string", "description": texts.next() },
            },
        }),
    );
    schemas.insert("SamplePage".to_owned(), json!({
        "type": "object",
        "description": texts.next(),
        "properties": {
            "Self": { "type": "array", "items": reference("SampleJob"), "description": texts.next() },
            "all": { "type": "integer", "description": texts.next() },
        },
    }));

    // Every name as an operation; in turn with each kind of answer.
    for (index, id) in plain().into_iter().enumerate() {
        let mut read = operation(id, &mut texts);
        let literal = LITERALS[index % LITERALS.len()];
        let path = format!("/{index}/{literal}/{{text}}");
        read["parameters"] = json!([path_parameter("text", &mut texts)]);
        let media_type = MEDIA_TYPES[index % MEDIA_TYPES.len()];
        let bytes = json!({ media_type: { "schema": { "type": "string", "format": "binary" } } });
        match index % 4 {
            0 => read["responses"]["200"] = answer("SampleJob", &mut texts),
            1 => {
                read["responses"]["200"] = json!({ "description": texts.next(), "content": bytes });
            }
            2 => {
                let mut position = query("wait", &json!({ "type": "integer" }), &mut texts);
                let mut size = query(
                    "pages",
                    &json!({ "type": "integer", "format": "int32" }),
                    &mut texts,
                );
                position["required"] = false.into();
                size["required"] = false.into();
                read["parameters"] = json!([path_parameter("text", &mut texts), position, size]);
                read["x-pages"] = json!({
                    "style": "page", "position": "wait", "size": "pages", "items": "Self", "total": "all",
                });
                read["responses"]["200"] = answer("SamplePage", &mut texts);
            }
            _ => read["responses"]["204"] = json!({ "description": texts.next() }),
        }
        paths.insert(path, json!({ "get": read }));
    }

    // Every name as a parameter, with a body whose properties have the same ones.
    let mut everything = operation("sampleEverything", &mut texts);
    let kinds = [
        json!({ "type": "boolean" }),
        json!({ "type": "integer" }),
        reference("SampleValues"),
        reference("SampleText"),
        json!({ "type": "array", "items": reference("SampleValues") }),
        json!({ "type": "number", "maximum": 0 }),
        json!({ "type": "string", "format": "date" }),
        json!({ "type": "array", "items": { "type": "integer" }, "minItems": 2 }),
        json!({ "type": "string" }),
    ];
    let parameters = wire.iter().enumerate();
    let parameters =
        parameters.map(|(index, name)| query(name, &kinds[index % kinds.len()], &mut texts));
    everything["parameters"] = parameters.collect();
    everything["requestBody"] = sends("SampleTop", &mut texts);
    everything["responses"]["200"] = answer("SampleWhole", &mut texts);
    paths.insert("/everything".to_owned(), json!({ "post": everything }));

    // Every name as a header that one can have, beside parameters in one segment.
    let mut headers = operation("sampleHeaders", &mut texts);
    let is_header = |name: &&str| {
        let is_ours = matches!(
            name.to_ascii_lowercase().as_str(),
            "accept"
                | "connection"
                | "cookie"
                | "date"
                | "expect"
                | "host"
                | "range"
                | "te"
                | "upgrade"
        );
        !name.contains('_') && !is_ours
    };
    let names = plain().into_iter().filter(is_header).enumerate();
    let parameters = names.map(|(index, name)| {
        let mut header = query(name, &kinds[index % kinds.len()], &mut texts);
        header["in"] = "header".into();
        header
    });
    let mut parameters: Vec<Value> = parameters.collect();
    parameters.push(path_parameter("in one", &mut texts));
    parameters.push(path_parameter("segment", &mut texts));
    headers["parameters"] = parameters.into();
    headers["responses"]["200"] = answer("SampleTexts", &mut texts);
    paths.insert(
        "/headers/v{in one}.{segment}:all".to_owned(),
        json!({ "options": headers }),
    );

    // As many parameters in a path as there may be, and the other kinds of bodies.
    let names = &wire[wire.len() - 16..];
    let path: String = names
        .iter()
        .map(|name| format!("/{{{}}}", name.replace(['{', '}', '/'], "")))
        .collect();
    let mut deep = operation("sampleDeep", &mut texts);
    let in_path = names
        .iter()
        .map(|name| path_parameter(&name.replace(['{', '}', '/'], ""), &mut texts));
    deep["parameters"] = in_path.collect();
    deep["requestBody"] = sends("SampleBody", &mut texts);
    deep["responses"]["204"] = json!({ "description": texts.next() });
    paths.insert(path, json!({ "put": deep }));
    let mut whole = operation("sampleUnion", &mut texts);
    whole["requestBody"] = sends("SampleUnion", &mut texts);
    whole["responses"]["204"] = json!({ "description": texts.next() });
    paths.insert("/union".to_owned(), json!({ "put": whole }));

    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": TEXTS[0], "version": "v1", "description": texts.next() },
        "tags": [{ "name": "a", "description": texts.next() }],
        "x-source": { "url": "https://example.com", "read": "2026-11-29" },
        "servers": [{ "url": "https://example.com", "description": texts.next() }],
        "x-provider": provider(&mut texts),
        "paths": paths,
        "components": {
            "securitySchemes": {
                "Key": { "type": "apiKey", "in": "header", "name": "X-Key", "description": texts.next() },
            },
            "schemas": schemas,
        },
    });
    document.to_string()
}

fn provider(texts: &mut Texts) -> Value {
    json!({
        "name": "A \"sample\" \\ <b>",
        "requestId": ["x-request-id"],
        "code": ["/code", "/a~1b/\"\\"],
        "message": ["/code"],
        "throttling": {
            "description": texts.next(),
            "answers": [{ "status": 429 }, { "status": 403, "codes": ["\"\\{}"] }],
            "window": 60,
        },
        "clockSkew": {
            "description": texts.next(), "followsDate": true, "codes": ["TooOld"],
        },
    })
}

fn path_parameter(name: &str, texts: &mut Texts) -> Value {
    json!({
        "name": name, "in": "path", "required": true, "description": texts.next(),
        "schema": reference("SampleText"),
    })
}

fn query(name: &str, schema: &Value, texts: &mut Texts) -> Value {
    json!({ "name": name, "in": "query", "required": true, "description": texts.next(), "schema": schema })
}

fn sends(schema: &str, texts: &mut Texts) -> Value {
    json!({ "required": true, "description": texts.next(), "content": body(schema) })
}
