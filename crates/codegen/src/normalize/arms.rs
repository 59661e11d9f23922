//! `oneOf` and `anyOf`, read: what is a choice between schemas, and what only looks like one.

use std::collections::HashSet;

use serde_json::Value;

use super::dialect::{is_note, is_null};
use super::references::Reading;
use super::source::Source;

/// What `oneOf` or `anyOf` of a schema says.
pub(super) enum Arms<'a> {
    /// Each value fits one of several schemas.
    Choice(Vec<Source<'a>>),
    /// There is only one schema to choose.
    Only(Source<'a>),
    /// The values of an enum of texts, written in several.
    Values(Vec<Value>),
    /// Which properties belong together, which is not checked.
    Combinations,
}

/// The two keys that say that a value fits one of several schemas.
pub(super) const KEYS: [&str; 2] = ["oneOf", "anyOf"];

/// Reads the list `key` of `schema`, and whether `null` is in it.
pub(super) fn read<'a>(
    reading: &Reading<'a>,
    schema: &Source<'a>,
    key: &str,
) -> Option<(Arms<'a>, bool)> {
    schema.value.get(key)?.as_array()?;
    let mut arms = schema.items_of(key);
    let all = arms.len();
    arms.retain(|arm| !is_null(arm) && !is_mark_for_null(arm));
    let has_null = arms.len() < all;
    let is_told_apart = schema.has("discriminator");
    if !arms.is_empty() && arms.iter().all(is_combination) {
        return Some((Arms::Combinations, has_null));
    }
    if let [only] = &arms[..]
        && !is_told_apart
    {
        return Some((Arms::Only(only.clone()), has_null));
    }
    let values: Option<Vec<Vec<Value>>> = arms.iter().map(|arm| values(reading, arm)).collect();
    let read = match values {
        Some(values) if !values.is_empty() && !is_told_apart => {
            Arms::Values(each_once(values.concat()))
        }
        _ => Arms::Choice(arms),
    };
    Some((read, has_null))
}

fn each_once(values: Vec<Value>) -> Vec<Value> {
    let mut seen = HashSet::new();
    let values = values.into_iter();
    values
        .filter(|value| seen.insert(value.to_string()))
        .collect()
}

/// Whether a schema only says which properties there must be.
fn is_combination(arm: &Source<'_>) -> bool {
    let known = |key: &str| matches!(key, "required" | "not" | "type") || is_note(key);
    arm.entries().all(|(key, _)| known(key))
        && (arm.has("required") || arm.has("not"))
        && (arm.text("type").is_empty() || arm.text("type") == "object")
}

/// Whether a schema says that there may be `null`, and nothing else: 3.0 has no other way to say it here.
fn is_mark_for_null(arm: &Source<'_>) -> bool {
    arm.flag("nullable") && arm.entries().all(|(key, _)| is_note(key))
}

/// The texts that a schema allows, if it is an enum and nothing more.
fn values(reading: &Reading<'_>, arm: &Source<'_>) -> Option<Vec<Value>> {
    let target = arm.value.get("$ref").and_then(Value::as_str);
    let arm = match target {
        Some(target) => &reading.root.pointed(target)?,
        None => arm,
    };
    let known = |key: &str| matches!(key, "type" | "enum" | "const") || is_note(key);
    if !arm.entries().all(|(key, _)| known(key)) || arm.flag("nullable") {
        return None;
    }
    let values = match arm.value.get("const") {
        Some(only) => std::slice::from_ref(only),
        None => arm.value.get("enum")?.as_array()?,
    };
    let are_texts = !values.is_empty() && values.iter().all(Value::is_string);
    are_texts.then(|| values.to_vec())
}
