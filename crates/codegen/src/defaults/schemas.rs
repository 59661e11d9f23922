//! What schemas of others leave out.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::numbers;
use crate::diagnostic::is_invisible;

/// Gives components without a description their title, or else their name.
pub(super) fn describe(root: &mut Map<String, Value>) {
    let components = root.get_mut("components").and_then(Value::as_object_mut);
    let schemas = components.and_then(|all| all.get_mut("schemas")?.as_object_mut());
    for (name, schema) in schemas.into_iter().flatten() {
        let is_text = |value: Option<&Value>| {
            let text = value.and_then(Value::as_str);
            text.is_some_and(|text| !text.trim().is_empty())
        };
        let Value::Object(schema) = schema else {
            continue;
        };
        if !schema.contains_key("$ref") && !is_text(schema.get("description")) {
            let words = match schema.get("title") {
                title if is_text(title) => title.cloned().unwrap_or_default(),
                _ => json!(format!("`{name}`.")),
            };
            schema.insert("description".to_owned(), words);
        }
    }
}

/// Keys that compose a schema from others, which have types of their own.
const COMPOSING: [&str; 5] = ["$ref", "allOf", "anyOf", "not", "oneOf"];

/// Fills in what is missing in `object`, if it is a schema.
pub(super) fn fill(object: &mut Map<String, Value>) {
    let is_composed = COMPOSING.iter().any(|key| object.contains_key(*key));
    if !object.contains_key("type") && !is_composed {
        let kind = implied_type(object);
        object.extend(kind.map(|kind| ("type".to_owned(), Value::from(kind))));
    }
    let kind = object
        .get("type")
        .and_then(Value::as_str)
        .map(str::to_owned);
    object.retain(|key, value| key != "default" || is_default(kind.as_deref(), value));
    // Its members are objects; it has no properties itself.
    if object.contains_key("oneOf") && object.contains_key("discriminator") {
        object.remove("type");
    }
    if object.get("type").is_some_and(is_type_of_texts) {
        fill_secret(object);
    }
    // What is no secret need not say it any longer.
    if object.get("x-sensitive") == Some(&json!(false)) {
        object.remove("x-sensitive");
    }
    match object.get("type").and_then(Value::as_str) {
        Some("string") => fill_text(object),
        Some("integer") => numbers::make_all_whole(object),
        _ => {}
    }
    numbers::drop_refused_default(object);
}

/// Whether a default says something: null and a value of another type do not, and neither does a text that shows as
/// another one.
fn is_default(kind: Option<&str>, value: &Value) -> bool {
    let is_hidden = |c| is_invisible(c) && !matches!(c, '\n' | '\t');
    match kind {
        _ if value.is_null() => false,
        _ if value.as_str().is_some_and(|text| text.contains(is_hidden)) => false,
        Some("integer" | "number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        _ => true,
    }
}

fn fill_secret(object: &mut Map<String, Value>) {
    let is_password = object
        .get("format")
        .is_some_and(|format| format == "password");
    if is_password {
        object.entry("x-sensitive").or_insert(json!(true));
    }
    if is_password && object.get("x-sensitive") == Some(&json!(false)) {
        object.remove("format");
    }
    hide(object);
}

fn fill_text(object: &mut Map<String, Value>) {
    if let Some(Value::Array(values)) = object.get_mut("enum") {
        let had_any = !values.is_empty();
        *values = texts(values);
        // Nothing but null: what else it could be, nobody says.
        if had_any && values.is_empty() {
            object.remove("enum");
            object.insert("nullable".to_owned(), json!(true));
        }
    }
}

/// A secret that is checked would show in the error, so it is not checked. What is one of a few known values is no
/// secret.
fn hide(object: &mut Map<String, Value>) {
    if object.get("x-sensitive") != Some(&json!(true)) {
        return;
    }
    let without: &[&str] = match object.contains_key("enum") {
        true => &["format", "x-sensitive"],
        false => &["maxLength", "minLength", "pattern"],
    };
    for key in without {
        object.remove(*key);
    }
}

/// Whether a type is that of texts, of which OpenAPI 3.1 can say that they may be null.
pub(super) fn is_type_of_texts(kind: &Value) -> bool {
    match kind {
        Value::Array(kinds) => {
            let is_known = |kind: &Value| kind == "string" || kind == "null";
            kinds.iter().any(|kind| kind == "string") && kinds.iter().all(is_known)
        }
        kind => kind == "string",
    }
}

/// The type that other keys have a meaning for.
pub(super) fn implied_type(object: &Map<String, Value>) -> Option<&'static str> {
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
