//! What is kept of an object.

use serde_json::{Map, Value};

/// The members `keys` of an object.
pub(super) fn only(object: Option<&Value>, keys: &[&str]) -> Map<String, Value> {
    let members = object.and_then(Value::as_object).into_iter().flatten();
    let kept = members.filter(|(key, _)| keys.contains(&key.as_str()));
    kept.map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}
