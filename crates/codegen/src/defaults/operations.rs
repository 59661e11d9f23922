//! What operations of others leave out.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::parameters;
use crate::methods::is_method;
use crate::naming;

/// An operation whose `operationId` another one has: where it is, and what it is called now.
pub(super) struct Numbered {
    pub(super) path: [String; 4],
    pub(super) id: String,
}

/// Fills in names, tags, words and security.
pub(super) fn fill(root: &mut Map<String, Value>) -> Vec<Numbered> {
    let for_all = root.remove("security");
    let for_all = for_all.unwrap_or_else(anonymous);
    let mut taken = BTreeSet::new();
    let mut numbered = Vec::new();
    let paths = root.get_mut("paths").and_then(Value::as_object_mut);
    for (path, item) in paths.into_iter().flatten() {
        let shared = item.get_mut("parameters").and_then(Value::as_array_mut);
        shared.into_iter().flatten().for_each(parameters::fill);
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            if let Value::Object(operation) = operation
                && is_method(method)
            {
                if let Some(id) = name(operation, method, path, &mut taken) {
                    let path = ["paths", path, method, "operationId"].map(str::to_owned);
                    numbered.push(Numbered { path, id });
                }
                let call = format!("{} {path}", method.to_uppercase());
                fill_one(operation, &call, &for_all);
            }
        }
    }
    let components = root.get_mut("components").and_then(Value::as_object_mut);
    let Some(components) = components else {
        return numbered;
    };
    let shared = components
        .get_mut("parameters")
        .and_then(Value::as_object_mut);
    for (_, parameter) in shared.into_iter().flatten() {
        parameters::fill(parameter);
    }
    let responses = components
        .get_mut("responses")
        .and_then(Value::as_object_mut);
    for (_, response) in responses.into_iter().flatten() {
        describe(response);
    }
    numbered
}

/// No credentials.
fn anonymous() -> Value {
    json!([{}])
}

/// Gives an operation a name that Rust can have and no other operation has. It does not go over the wire. What is
/// returned is a name that it got because another operation has its own.
fn name(
    operation: &mut Map<String, Value>,
    method: &str,
    path: &str,
    taken: &mut BTreeSet<String>,
) -> Option<String> {
    let own = operation.get("operationId").and_then(Value::as_str);
    let own = own.map(cleaned).filter(|id| naming::has_letters(id));
    let has_own = own.is_some();
    let id = own.unwrap_or_else(|| cleaned(&format!("{method} {path}")));
    let mut unique = id.clone();
    let mut number = 1;
    while !taken.insert(naming::method(&unique)) {
        number += 1;
        unique = format!("{id}_{number}");
    }
    operation.insert("operationId".to_owned(), Value::String(unique.clone()));
    (has_own && number > 1).then_some(unique)
}

/// A text with nothing in it but what the name of an operation may have.
fn cleaned(text: &str) -> String {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    let words = text
        .split(|c| !is_allowed(c))
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_")
}

fn fill_one(operation: &mut Map<String, Value>, call: &str, for_all: &Value) {
    let is_empty = |value: Option<&Value>| value.is_none_or(|value| *value == json!([]));
    if is_empty(operation.get("tags")) {
        operation.insert("tags".to_owned(), json!(["default"]));
    }
    if operation
        .get("summary")
        .and_then(Value::as_str)
        .is_none_or(|text| text.trim().is_empty())
    {
        let summary = summary(operation).unwrap_or(call).to_owned();
        operation.insert("summary".to_owned(), Value::String(summary));
    }
    if !operation.contains_key("security") {
        operation.insert("security".to_owned(), for_all.clone());
    }
    if is_empty(operation.get("security")) {
        operation.insert("security".to_owned(), anonymous());
    }
    let own = operation
        .get_mut("parameters")
        .and_then(Value::as_array_mut);
    own.into_iter().flatten().for_each(parameters::fill);
    if let Some(Value::Object(responses)) = operation.get_mut("responses") {
        name_success(responses);
        responses.values_mut().for_each(describe);
    }
}

/// Where no status means success, what the document says of all successes, or of all answers, does.
fn name_success(responses: &mut Map<String, Value>) {
    let is_success = |status: &String| status.starts_with('2') && status != "2XX";
    if responses.keys().any(is_success) {
        responses.remove("2XX");
    } else if let Some(success) = responses
        .remove("2XX")
        .or_else(|| responses.remove("default"))
    {
        responses.insert("200".to_owned(), success);
    }
}

/// The first line of the description.
fn summary(operation: &Map<String, Value>) -> Option<&str> {
    let description = operation.get("description")?.as_str()?;
    description
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
}

fn describe(response: &mut Value) {
    if let Value::Object(response) = response
        && !response.contains_key("$ref")
    {
        response.entry("description").or_insert(json!(""));
    }
}
