//! What schemas of others leave out.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

/// Keys that compose a schema from others, which have types of their own.
const COMPOSING: [&str; 5] = ["$ref", "allOf", "anyOf", "not", "oneOf"];

/// Fills in what is missing in `object`, if it is a schema.
pub(super) fn fill(object: &mut Map<String, Value>) {
    let is_composed = COMPOSING.iter().any(|key| object.contains_key(*key));
    if !object.contains_key("type") && !is_composed {
        let kind = implied_type(object);
        object.extend(kind.map(|kind| ("type".to_owned(), Value::from(kind))));
    }
    if object.get("type").is_none_or(|kind| kind != "string") {
        return;
    }
    if object
        .get("format")
        .is_some_and(|format| format == "password")
    {
        object.entry("x-sensitive").or_insert(json!(true));
    }
    if let Some(Value::Array(values)) = object.get_mut("enum") {
        *values = texts(values);
    }
}

/// The type that other keys have a meaning for.
fn implied_type(object: &Map<String, Value>) -> Option<&'static str> {
    let has = |key: &str| object.contains_key(key);
    let values = object.get("enum").and_then(Value::as_array);
    let are_texts = |values: &Vec<Value>| !values.is_empty() && values.iter().all(Value::is_string);
    if object.get("properties").is_some_and(Value::is_object) {
        Some("object")
    } else if object.get("items").is_some_and(Value::is_object) {
        Some("array")
    } else if has("pattern")
        || has("minLength")
        || has("maxLength")
        || values.is_some_and(are_texts)
    {
        Some("string")
    } else {
        None
    }
}

/// The values of an enum of texts, each once. YAML reads `1.0` and `true` as something else; `null` only says again
/// that the text may be missing.
fn texts(values: &[Value]) -> Vec<Value> {
    let mut texts = Vec::with_capacity(values.len());
    let mut seen = HashSet::new();
    for value in values {
        let text = match value {
            Value::Null => continue,
            Value::Number(number) => Value::from(number.to_string()),
            Value::Bool(flag) => Value::from(flag.to_string()),
            other => other.clone(),
        };
        if seen.insert(text.to_string()) {
            texts.push(text);
        }
    }
    texts
}
