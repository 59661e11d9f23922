//! Numbers that others write in another way than ours, or that contradict their limits.

use serde_json::{Map, Value};

/// Whole numbers, which may be written with a fraction of zero, and in an `enum` as texts.
pub(super) fn make_all_whole(object: &mut Map<String, Value>) {
    for key in ["minimum", "maximum", "default"] {
        if let Some(number) = object.get_mut(key) {
            make_whole(number);
        }
    }
    if let Some(Value::Array(values)) = object.get_mut("enum") {
        values.retain(|value| !value.is_null());
        for value in values {
            let whole = value.as_str().and_then(|text| text.parse::<i64>().ok());
            match whole {
                Some(whole) => *value = Value::from(whole),
                None => make_whole(value),
            }
        }
    }
}

fn make_whole(number: &mut Value) {
    // Up to here each whole number has a float of its own.
    const LARGEST: f64 = 9_007_199_254_740_991.0;
    if number.as_i64().is_none()
        && let Some(float) = number.as_f64().filter(|float| float.fract() == 0.0)
        && float.abs() <= LARGEST
        && let Ok(whole) = format!("{float:.0}").parse::<i64>()
    {
        *number = Value::from(whole);
    }
}

/// Takes away the default of a number that its own schema does not allow.
pub(super) fn drop_refused_default(object: &mut Map<String, Value>) {
    let is_integer = match object.get("type").and_then(Value::as_str) {
        Some("integer") => true,
        Some("number") => false,
        _ => return,
    };
    let Some(default) = object.get("default") else {
        return;
    };
    let is_refused = match default.as_f64() {
        _ if is_integer && !default.is_i64() => true,
        Some(default) => is_outside(object, default) || !is_listed(object, default),
        None => false,
    };
    if is_refused {
        object.remove("default");
    }
}

fn is_outside(object: &Map<String, Value>, value: f64) -> bool {
    let limit = |key: &str| object.get(key).and_then(Value::as_f64);
    let is_open = |key: &str| object.get(key).and_then(Value::as_bool) == Some(true);
    let is_low = limit("minimum")
        .is_some_and(|least| value < least || value == least && is_open("exclusiveMinimum"));
    let is_high = limit("maximum")
        .is_some_and(|most| value > most || value == most && is_open("exclusiveMaximum"));
    // Those of OpenAPI 3.1 are numbers.
    let is_low = is_low || limit("exclusiveMinimum").is_some_and(|least| value <= least);
    is_low || is_high || limit("exclusiveMaximum").is_some_and(|most| value >= most)
}

fn is_listed(object: &Map<String, Value>, value: f64) -> bool {
    match object.get("enum").and_then(Value::as_array) {
        Some(values) if !values.is_empty() => values.iter().any(|one| one.as_f64() == Some(value)),
        _ => true,
    }
}
