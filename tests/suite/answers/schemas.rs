//! The JSON Schema that `schemars` derives from a type agrees with the document's schema.
//!
//! Both are reduced to the shape that a reader of JSON sees: names, types, what is required, known
//! enum values. Constraints are left out on purpose: answers are read without them.

use documents::Document;
use serde_json::{Map, Value, json};

use crate::answers;
use crate::answers::recursion::{leads_back, way};

#[test]
fn derived_schemas_agree_with_the_documents() {
    for answer in answers::all() {
        let document = Document::as_read(answer.provider);
        let derived = (answer.derived)();
        assert_eq!(
            derived_shape(&derived, &derived, &[]),
            documented_shape(&document, document.schema(answer.schema), &[]),
            "{}: {}",
            answer.provider,
            answer.schema
        );
    }
    documents::report!(
        "schemas: {} derived ones agree with the documents",
        answers::all().count()
    );
}

/// The shape of an object: property names to shapes, and the required names in order.
fn object(schema: &Value, mut shape: impl FnMut(&Value) -> Value) -> Value {
    let properties: Map<String, Value> = schema["properties"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, property)| (name.clone(), shape(property)))
        .collect();
    let mut required: Vec<&str> = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        // What may be null may be missing, too: answers are read leniently.
        .filter(|name| schema["properties"][name]["nullable"] != true)
        .collect();
    required.sort_unstable();
    json!({ "properties": properties, "required": required })
}

fn documented_shape(document: &Document, schema: &Value, within: &[&str]) -> Value {
    if leads_back(within, schema) {
        return json!("again");
    }
    let within = &way(within, schema);
    let schema = document.follow(schema);
    let shape = |schema: &Value| documented_shape(document, schema, within);
    if let Some(members) = schema["oneOf"].as_array() {
        let members = members.iter();
        let shapes: Vec<Value> = members.map(shape).collect();
        return json!({ "union": shapes });
    }
    match schema["type"].as_str() {
        Some("object") if schema["properties"].is_null() => {
            json!({ "each": shape(&schema["additionalProperties"]) })
        }
        Some("object") => object(schema, shape),
        Some("array") => json!([shape(&schema["items"])]),
        Some("string") if schema["enum"].is_array() => json!({ "known": schema["enum"] }),
        Some("string") if schema["format"] == "date-time" => json!("date-time"),
        Some(plain) => json!(plain),
        None => json!("anything"),
    }
}

fn derived_shape(root: &Value, schema: &Value, within: &[&str]) -> Value {
    if leads_back(within, schema) {
        return json!("again");
    }
    let within = &way(within, schema);
    let shape = |schema: &Value| derived_shape(root, schema, within);
    if let Some(target) = schema["$ref"].as_str() {
        // Without a path it is the type itself.
        return shape(root.pointer(&target[1..]).unwrap());
    }
    // An optional value may also be null, which the documents do not say of what they leave out.
    let alternatives = schema["anyOf"].as_array().into_iter().flatten();
    let alternatives: Vec<&Value> = alternatives.filter(|one| one["type"] != "null").collect();
    match alternatives[..] {
        [] => {}
        [ref members @ .., any] if *any == json!({ "type": "object" }) => {
            let members = members.iter();
            let shapes: Vec<Value> = members.map(|member| shape(member)).collect();
            return json!({ "union": shapes });
        }
        [only] => return shape(only),
        [known, any] => {
            assert_eq!(any, &json!({ "type": "string" }), "an enum must stay open");
            return json!({ "known": known["enum"] });
        }
        _ => panic!("unexpected alternatives: {schema}"),
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().find(|kind| *kind != "null").unwrap(),
        kind => kind,
    };
    match kind.as_str() {
        Some("object") if schema["properties"].is_null() => {
            json!({ "each": shape(&schema["additionalProperties"]) })
        }
        Some("object") => object(schema, shape),
        Some("array") => json!([shape(&schema["items"])]),
        Some("string") if schema["format"] == "date-time" => json!("date-time"),
        Some(plain) => json!(plain),
        None => json!("anything"),
    }
}

#[test]
fn the_comparison_sees_a_difference() {
    let document = Document::as_read("atlas");
    let answer = answers::find("atlas", "DiskBackupExportJob").unwrap();
    let derived = (answer.derived)();
    let documented = documented_shape(&document, document.schema("DiskBackupExportJob"), &[]);
    for (pointer, value) in [
        ("/properties/prefix/type", json!("integer")),
        ("/properties/state/anyOf/0", json!({ "type": "string" })),
        ("/required", json!([])),
        ("/$defs/StateReason/properties", json!({})),
    ] {
        let mut broken = derived.clone();
        *broken
            .pointer_mut(pointer)
            .unwrap_or_else(|| panic!("{pointer} in {derived}")) = value;
        assert_ne!(
            derived_shape(&broken, &broken, &[]),
            documented,
            "{pointer}"
        );
    }
}
