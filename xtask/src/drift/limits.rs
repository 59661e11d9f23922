//! Types, values and limits of one schema on both sides.

use std::collections::BTreeSet;

use serde_json::Value;

use super::difference::Weight;
use super::side::{Schema, items};

/// Which way a schema goes over the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Way {
    Sent,
    Read,
}

/// Limits of what is sent, and whether a greater number allows more.
const LIMITS: [(&str, bool); 8] = [
    ("minimum", false),
    ("maximum", true),
    ("minLength", false),
    ("maxLength", true),
    ("minItems", false),
    ("maxItems", true),
    ("minProperties", false),
    ("maxProperties", true),
];

/// What differs, without the schemas within: what it is about, and words.
pub(super) fn compare(
    ours: Schema<'_>,
    theirs: Schema<'_>,
    way: Way,
) -> Vec<(Weight, String, String)> {
    let mut found = Vec::new();
    let mut add = |weight, thing: &str, what| found.push((weight, thing.to_owned(), what));
    let (own, other) = (ours.text("type"), theirs.text("type"));
    // An object of which nothing is known is any JSON to whoever reads it.
    if way == Way::Read && own.is_empty() && is_unknown_object(theirs) {
        return found;
    }
    if own != other {
        let shown = |kind: &str| if kind.is_empty() { "any JSON" } else { kind }.to_owned();
        let what = format!("the type is {}, here {}", shown(other), shown(own));
        // What we pass on unchanged takes every type.
        let weight = if own.is_empty() {
            Weight::Additive
        } else {
            Weight::Breaking
        };
        add(weight, "type", what);
        return found;
    }
    if ours.flag("nullable") != theirs.flag("nullable") {
        let (weight, what) = match (theirs.flag("nullable"), way) {
            (true, Way::Read) => (Weight::Breaking, "it may be null"),
            (true, Way::Sent) => (Weight::Additive, "null may be sent"),
            (false, Way::Read) => (Weight::Additive, "it is never null"),
            (false, Way::Sent) => (Weight::Breaking, "null is refused"),
        };
        add(weight, "nullable", what.to_owned());
    }
    compare_values(ours, theirs, way, &mut add);
    if own == "integer" || own == "string" {
        compare_format(ours, theirs, &mut add);
    }
    if way == Way::Sent {
        compare_limits(ours, theirs, &mut add);
    }
    found
}

fn is_unknown_object(schema: Schema<'_>) -> bool {
    let has = |key: &str| schema.target.get(key).is_some_and(Value::is_object);
    schema.text("type") == "object" && !has("properties") && !has("additionalProperties")
}

fn compare_values(
    ours: Schema<'_>,
    theirs: Schema<'_>,
    way: Way,
    add: &mut impl FnMut(Weight, &str, String),
) {
    let values = |schema: Schema<'_>| -> BTreeSet<String> {
        let values = items(schema.target, "enum").iter();
        values
            .map(|value| {
                value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned)
            })
            .collect()
    };
    let (own, other) = (values(ours), values(theirs));
    match (own.is_empty(), other.is_empty()) {
        (false, true) => add(Weight::Additive, "enum", "it has no `enum`".to_owned()),
        (true, false) => {
            let weight = if way == Way::Sent {
                Weight::Breaking
            } else {
                Weight::Additive
            };
            let list: Vec<&str> = other.iter().map(String::as_str).collect();
            add(
                weight,
                "enum",
                format!("it has an `enum`: {}", list.join(", ")),
            );
        }
        _ => {
            for value in other.difference(&own) {
                add(Weight::Additive, value, format!("{value:?} is a new value"));
            }
            for value in own.difference(&other) {
                // An answer with fewer values breaks nobody.
                let weight = if way == Way::Sent {
                    Weight::Breaking
                } else {
                    Weight::Additive
                };
                add(weight, value, format!("the value {value:?} is gone"));
            }
        }
    }
}

fn compare_format(
    ours: Schema<'_>,
    theirs: Schema<'_>,
    add: &mut impl FnMut(Weight, &str, String),
) {
    // Only these change what our types are.
    let known = ["date-time", "binary", "int32", "int64"];
    let format = |schema: Schema<'_>| {
        let format = schema.text("format").to_owned();
        if known.contains(&format.as_str()) {
            format
        } else {
            String::new()
        }
    };
    let (own, other) = (format(ours), format(theirs));
    if own != other {
        let shown = |format: String| {
            if format.is_empty() {
                "none".to_owned()
            } else {
                format
            }
        };
        let what = format!("the format is {}, here {}", shown(other), shown(own));
        add(Weight::Breaking, "format", what);
    }
}

fn compare_limits(
    ours: Schema<'_>,
    theirs: Schema<'_>,
    add: &mut impl FnMut(Weight, &str, String),
) {
    for (key, is_upper) in LIMITS {
        let number = |schema: Schema<'_>| schema.target.get(key).and_then(Value::as_f64);
        // No length and no number of items is below zero.
        let least = (!is_upper && key != "minimum").then_some(0.0);
        let (own, other) = (number(ours).or(least), number(theirs).or(least));
        if own == other {
            continue;
        }
        let is_narrower = match (own, other) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(own), Some(other)) => (other < own) == is_upper,
        };
        let weight = if is_narrower {
            Weight::Breaking
        } else {
            Weight::Additive
        };
        let shown =
            |limit: Option<f64>| limit.map_or("not set".to_owned(), |limit| limit.to_string());
        let what = format!("`{key}` is {}, here {}", shown(other), shown(own));
        add(weight, key, what);
    }
    let (own, other) = (ours.text("pattern"), theirs.text("pattern"));
    if own != other {
        let what = match (own, other) {
            (_, "") => "it has no `pattern`".to_owned(),
            ("", other) => format!("it has the pattern {other}"),
            (own, other) => format!("the pattern is {other}, here {own}"),
        };
        let weight = if other.is_empty() {
            Weight::Additive
        } else {
            Weight::Breaking
        };
        add(weight, "pattern", what);
    }
}
