//! Limits of numbers, read.

use std::ops::Bound;

use serde_json::Value;

use crate::document::{flag, items, text};

/// What an integer that is sent may be.
#[derive(Debug, Default)]
pub(crate) struct Limits {
    pub(crate) least: Option<i64>,
    pub(crate) most: Option<i64>,
    /// Every allowed value; empty if only the limits count.
    pub(crate) allowed: Vec<i64>,
}

impl Limits {
    pub(super) fn of(schema: &Value) -> Self {
        let number = |key: &str| schema.get(key).and_then(Value::as_i64);
        let (least, most) = match schema.get("enum") {
            // The values say all.
            Some(_) => (None, None),
            None => bounds_of_format(text(schema, "format")),
        };
        let minimum = number("minimum").map(|minimum| match flag(schema, "exclusiveMinimum") {
            true => minimum.saturating_add(1),
            false => minimum,
        });
        let maximum = number("maximum").map(|maximum| match flag(schema, "exclusiveMaximum") {
            true => maximum.saturating_sub(1),
            false => maximum,
        });
        Self {
            least: minimum.max(least),
            most: [maximum, most].into_iter().flatten().min(),
            allowed: items(schema, "enum")
                .iter()
                .filter_map(Value::as_i64)
                .collect(),
        }
    }
}

/// What a number that is sent may be.
#[derive(Debug)]
pub(crate) struct Range {
    pub(crate) least: Bound<f64>,
    pub(crate) most: Bound<f64>,
    /// Every allowed value; empty if only the limits count.
    pub(crate) allowed: Vec<f64>,
}

impl Range {
    pub(super) fn of(schema: &Value) -> Self {
        let bound = |key: &str, exclusive: &str| match schema.get(key).and_then(Value::as_f64) {
            None => Bound::Unbounded,
            Some(limit) if flag(schema, exclusive) => Bound::Excluded(limit),
            Some(limit) => Bound::Included(limit),
        };
        Self {
            least: bound("minimum", "exclusiveMinimum"),
            most: bound("maximum", "exclusiveMaximum"),
            allowed: items(schema, "enum")
                .iter()
                .filter_map(Value::as_f64)
                .collect(),
        }
    }
}

/// The only boolean that an `enum` lists, if it does not list both.
pub(super) fn only_boolean(schema: &Value) -> Option<bool> {
    let listed = items(schema, "enum").iter();
    let listed: Vec<bool> = listed.filter_map(Value::as_bool).collect();
    let first = *listed.first()?;
    listed.iter().all(|value| *value == first).then_some(first)
}

/// The least and the greatest integer of a format, where it has fewer than the 64 bits of an argument.
pub(crate) fn bounds_of_format(format: &str) -> (Option<i64>, Option<i64>) {
    let between = |least: i64, most: i64| (Some(least), Some(most));
    match format {
        "int8" => between(i8::MIN.into(), i8::MAX.into()),
        "int16" => between(i16::MIN.into(), i16::MAX.into()),
        "int32" => between(i32::MIN.into(), i32::MAX.into()),
        "uint8" => between(0, u8::MAX.into()),
        "uint16" => between(0, u16::MAX.into()),
        "uint32" => between(0, u32::MAX.into()),
        "uint64" => (Some(0), None),
        _ => (None, None),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Limits;

    fn limits(schema: &Value) -> (Option<i64>, Option<i64>) {
        let limits = Limits::of(schema);
        (limits.least, limits.most)
    }

    #[test]
    fn the_narrower_of_format_and_limit_counts() {
        let int32 = (Some(-2_147_483_648), Some(2_147_483_647));
        assert_eq!(limits(&json!({ "format": "int32" })), int32);
        let schema = json!({ "format": "int32", "minimum": 1 });
        assert_eq!(limits(&schema), (Some(1), Some(2_147_483_647)));
        let schema = json!({ "format": "int32", "minimum": -5_000_000_000_i64, "maximum": 7 });
        assert_eq!(limits(&schema), (Some(-2_147_483_648), Some(7)));
        assert_eq!(
            limits(&json!({ "format": "int64", "minimum": 1 })),
            (Some(1), None)
        );
        assert_eq!(limits(&json!({ "format": "uint64" })), (Some(0), None));
        assert_eq!(limits(&json!({ "format": "uint8" })), (Some(0), Some(255)));
        assert_eq!(limits(&json!({})), (None, None));
        let schema = json!({
            "minimum": 1, "exclusiveMinimum": true, "maximum": 9, "exclusiveMaximum": true,
        });
        assert_eq!(limits(&schema), (Some(2), Some(8)));
    }
}
