//! Types that are checked before sending, read.

use serde_json::Value;

use super::description::description;
use crate::document::{reference_name, text};
use crate::pattern::{self, Atom};

/// A type that is checked before sending.
#[derive(Debug)]
pub(crate) enum Checked {
    /// A text.
    Text {
        description: String,
        pattern: Option<(String, Vec<Atom>)>,
        min_length: Option<u64>,
        max_length: Option<u64>,
    },
    /// An enum that takes no other text.
    Enum {
        description: String,
        values: Vec<String>,
    },
    /// An array of a checked text or enum.
    Array {
        description: String,
        item: String,
        min_items: u64,
        max_items: Option<u64>,
    },
}

impl Checked {
    /// Reads a text, an enum, or an array of a component that is one of these.
    pub(super) fn of(schema: &Value) -> Self {
        let description = description(schema);
        let number = |key: &str| schema.get(key).and_then(Value::as_u64);
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            let values = values.iter().filter_map(Value::as_str);
            return Self::Enum {
                description,
                values: values.map(str::to_owned).collect(),
            };
        }
        if let Some(item) = schema.get("items").and_then(reference_name) {
            return Self::Array {
                description,
                item: item.to_owned(),
                min_items: number("minItems").unwrap_or(0),
                max_items: number("maxItems"),
            };
        }
        let pattern = text(schema, "pattern");
        let atoms = pattern::parse(pattern).ok();
        Self::Text {
            description,
            pattern: atoms.map(|atoms| (pattern.to_owned(), atoms)),
            min_length: number("minLength"),
            max_length: number("maxLength"),
        }
    }
}
