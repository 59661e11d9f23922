//! Which components answers are made of.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Operation, component, is_union};
use crate::document::{Document, entries, flag, items, reference_name, text};

/// The properties that answers may have: all but those that only a client writes.
pub(crate) fn read_properties<'a>(
    document: &'a Document,
    schema: &'a Value,
) -> impl Iterator<Item = (&'a String, &'a Value)> {
    entries(schema, "properties")
        .filter(|(_, property)| !flag(document.follow(property), "writeOnly"))
}

/// The object and enum components that answers reach.
pub(super) fn types(document: &Document, operations: &[Operation]) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    for operation in operations {
        let error = operation.error_content.as_ref().map(|(_, schema)| schema);
        for name in operation.answer().into_iter().chain(error) {
            reach(document, name, &mut reached);
        }
    }
    reached
}

fn reach(document: &Document, name: &str, reached: &mut BTreeSet<String>) {
    let Some(schema) = component(document, name) else {
        return;
    };
    if has_a_type_of_its_own(schema) && !reached.insert(name.to_owned()) {
        return;
    }
    for (_, property) in read_properties(document, schema) {
        reach_nested(document, property, reached);
    }
    if let Some(items) = schema.get("items") {
        reach_nested(document, items, reached);
    }
    for member in items(schema, "oneOf") {
        reach_nested(document, member, reached);
    }
}

/// Whether answers have a type for a component; anything else is written out where it stands.
pub(crate) fn has_a_type_of_its_own(schema: &Value) -> bool {
    text(schema, "type") == "object" || text_enum(schema) || is_union(schema)
}

/// Integers may have an `enum` too, which binds only what is sent.
fn text_enum(schema: &Value) -> bool {
    text(schema, "type") == "string" && schema.get("enum").is_some()
}

fn reach_nested(document: &Document, schema: &Value, reached: &mut BTreeSet<String>) {
    match reference_name(schema) {
        Some(name) => reach(document, name, reached),
        None => {
            if let Some(items) = schema.get("items") {
                reach_nested(document, items, reached);
            }
        }
    }
}
