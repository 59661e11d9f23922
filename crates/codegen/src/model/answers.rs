//! Which components answers are made of.

use std::collections::BTreeSet;

use serde_json::Value;

use super::union::{is_union, is_untagged};
use crate::document::{
    Document, entries, flag, items, map_values, reference_name, text, union_members,
};

/// The properties that answers may have: all but those that only a client writes.
pub(crate) fn read_properties<'a>(
    document: &'a Document,
    schema: &'a Value,
) -> impl Iterator<Item = (&'a String, &'a Value)> {
    entries(schema, "properties").filter(|(_, property)| !document.flag(property, "writeOnly"))
}

/// The properties that must be there and cannot be `null`: only those can do without an `Option`.
pub(crate) fn required(document: &Document, schema: &Value) -> Vec<String> {
    if flag(schema, "x-optional-in-answers") {
        return Vec::new();
    }
    let always_there: BTreeSet<&str> = read_properties(document, schema)
        .filter(|(_, property)| !document.flag(property, "nullable"))
        .map(|(name, _)| name.as_str())
        .collect();
    let names = items(schema, "required").iter().filter_map(Value::as_str);
    names
        .filter(|name| always_there.contains(name))
        .map(str::to_owned)
        .collect()
}

/// The object and enum components that the answers called `names` reach.
pub(super) fn types<'n>(
    document: &Document,
    names: impl Iterator<Item = &'n String>,
) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    for name in names {
        reach(document, name, &mut reached);
    }
    reached
}

fn reach(document: &Document, name: &str, reached: &mut BTreeSet<String>) {
    let Some(schema) = document.schema(name) else {
        return;
    };
    if has_a_type_of_its_own(schema) && !reached.insert(name.to_owned()) {
        return;
    }
    for (_, property) in read_properties(document, schema) {
        reach_nested(document, property, reached);
    }
    for inner in schema.get("items").into_iter().chain(map_values(schema)) {
        reach_nested(document, inner, reached);
    }
    for member in union_members(schema) {
        reach_nested(document, member, reached);
    }
}

/// Whether answers have a type for a component; anything else is written out in its place.
pub(crate) fn has_a_type_of_its_own(schema: &Value) -> bool {
    let is_object = text(schema, "type") == "object" && map_values(schema).is_none();
    is_object || text_enum(schema) || is_union(schema) || is_untagged(schema)
}

/// Integers may have an `enum` too, which binds only what is sent.
fn text_enum(schema: &Value) -> bool {
    text(schema, "type") == "string" && schema.get("enum").is_some()
}

fn reach_nested(document: &Document, schema: &Value, reached: &mut BTreeSet<String>) {
    match reference_name(schema) {
        Some(name) => reach(document, name, reached),
        None => {
            for inner in schema.get("items").into_iter().chain(map_values(schema)) {
                reach_nested(document, inner, reached);
            }
        }
    }
}
