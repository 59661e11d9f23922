//! Types that are checked before sending, read.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Body, Operation, component};
use crate::document::{Document, reference_name, text};
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

/// Every checked type that the operations need, by name.
pub(super) fn all(document: &Document, operations: &[Operation]) -> BTreeMap<String, Checked> {
    let mut checked = BTreeMap::new();
    for operation in operations {
        for parameter in &operation.parameters {
            if let Some(name) = reference_name(&parameter.schema) {
                add_checked(document, name, &mut checked);
            }
        }
        for name in operation.body.iter().flat_map(Body::checked) {
            add_checked(document, name, &mut checked);
        }
    }
    checked
}

fn add_checked(document: &Document, name: &str, checked: &mut BTreeMap<String, Checked>) {
    let Some(schema) = component(document, name) else {
        return;
    };
    let description = text(schema, "description").trim().to_owned();
    let number = |key: &str| schema.get(key).and_then(Value::as_u64);
    let item = schema.get("items").and_then(reference_name);
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        let values = values.iter().filter_map(Value::as_str);
        let kind = Checked::Enum {
            description,
            values: values.map(str::to_owned).collect(),
        };
        checked.insert(name.to_owned(), kind);
    } else if let Some(item) = item {
        add_checked(document, item, checked);
        let array = Checked::Array {
            description,
            item: item.to_owned(),
            min_items: number("minItems").unwrap_or(0),
            max_items: number("maxItems"),
        };
        checked.insert(name.to_owned(), array);
    } else {
        let pattern = text(schema, "pattern");
        let atoms = pattern::parse(pattern).ok();
        let kind = Checked::Text {
            description,
            pattern: atoms.map(|atoms| (pattern.to_owned(), atoms)),
            min_length: number("minLength"),
            max_length: number("maxLength"),
        };
        checked.insert(name.to_owned(), kind);
    }
}
