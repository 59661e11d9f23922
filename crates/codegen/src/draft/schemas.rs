//! Schemas without their texts.

use serde_json::{Map, Value, json};

use super::kept::only;
use crate::document::entries;
use crate::gap::GAP;

/// What of a schema is a fact. What it is made of is written apart.
const FACTS: [&str; 25] = [
    "$ref",
    "type",
    "format",
    "pattern",
    "enum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "uniqueItems",
    "nullable",
    "readOnly",
    "writeOnly",
    "deprecated",
    "required",
    "discriminator",
    "x-sensitive",
    "x-optional-in-answers",
];

/// Every component schema. Each needs words, and so does each of its properties.
pub(super) fn components(components: &Value) -> Value {
    let schemas = entries(components, "schemas").map(|(name, schema)| {
        let mut written = one(schema);
        written.insert("description".to_owned(), json!(GAP));
        // Only a component can be a job, or has columns.
        written.extend(only(Some(schema), &["x-job", "x-columns"]));
        (name.clone(), Value::Object(written))
    });
    Value::Object(schemas.collect())
}

/// A schema where it is used.
pub(super) fn used(schema: &Value) -> Value {
    Value::Object(one(schema))
}

fn one(schema: &Value) -> Map<String, Value> {
    let mut written = only(Some(schema), &FACTS);
    // A value that has blanks may be words of others.
    let is_fact = |default: &&Value| match default {
        Value::String(text) => !text.contains(char::is_whitespace),
        other => other.is_number() || other.is_boolean(),
    };
    if let Some(default) = schema.get("default").filter(is_fact) {
        written.insert("default".to_owned(), default.clone());
    }
    let properties = entries(schema, "properties").map(|(name, property)| {
        let mut inner = one(property);
        // Beside a reference our documents have nothing; the component has the words.
        if !inner.contains_key("$ref") {
            inner.insert("description".to_owned(), json!(GAP));
        }
        (name.clone(), Value::Object(inner))
    });
    let properties: Map<String, Value> = properties.collect();
    if !properties.is_empty() {
        written.insert("properties".to_owned(), Value::Object(properties));
    }
    for key in ["items", "additionalProperties", "not"] {
        match schema.get(key) {
            Some(inner) if inner.is_object() => written.insert(key.to_owned(), used(inner)),
            Some(other) => written.insert(key.to_owned(), other.clone()),
            None => None,
        };
    }
    for key in ["oneOf", "anyOf", "allOf"] {
        if let Some(Value::Array(members)) = schema.get(key) {
            let members = members.iter().map(used).collect();
            written.insert(key.to_owned(), Value::Array(members));
        }
    }
    written
}
