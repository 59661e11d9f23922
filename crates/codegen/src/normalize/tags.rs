//! Which unions a property can tell apart. The others stay unions, but nothing relies on the property.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::Value;

use super::node::Node;
use crate::circles;
use crate::document::{entries, flag, items, map_values, reference, reference_name, text};
use crate::naming;

/// What a property says of one member: its name, and the texts that mean the member.
type Mark = (String, Vec<String>);

/// Writes as `anyOf` each union whose `discriminator` does not tell its members apart. What it says of the members
/// stays.
pub(super) fn check(paths: &Value, schemas: &mut BTreeMap<String, Node>) {
    let on_circles = on_circles(schemas);
    let sent = reached(paths, schemas, "requestBody");
    let read = reached(paths, schemas, "responses");
    let mut marks: BTreeMap<String, Mark> = BTreeMap::new();
    let mut odd = Vec::new();
    for (name, schema) in schemas.iter() {
        if !is_tagged(&schema.value) {
            continue;
        }
        let hides = [
            ("readOnly", sent.contains(name)),
            ("writeOnly", read.contains(name)),
        ];
        let found = match on_circles.contains(name) {
            true => None,
            false => told_apart(schemas, &schema.value, &hides),
        };
        let is_known =
            |(member, mark): &(String, Mark)| marks.get(member).is_none_or(|known| known == mark);
        match found.filter(|found| found.iter().all(is_known)) {
            Some(found) => marks.extend(found),
            None => odd.push(name.clone()),
        }
    }
    for name in odd {
        if let Some(schema) = schemas.get_mut(&name)
            && let Some(members) = schema.take("oneOf")
        {
            schema.put("anyOf", members);
        }
    }
}

fn is_tagged(schema: &Value) -> bool {
    schema.get("oneOf").is_some() && schema.get("discriminator").is_some()
}

/// The mark of each member, if all have one that holds.
fn told_apart(
    schemas: &BTreeMap<String, Node>,
    union: &Value,
    hides: &[(&str, bool)],
) -> Option<Vec<(String, Mark)>> {
    let discriminator = union.get("discriminator")?;
    let tag = text(discriminator, "propertyName");
    let mut texts: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (value, target) in entries(discriminator, "mapping") {
        let target = target.as_str()?.rsplit('/').next()?;
        texts.entry(target).or_default().push(value.clone());
    }
    let mut variants = BTreeSet::new();
    let mut found = Vec::new();
    for member in items(union, "oneOf") {
        let name = reference_name(member)?;
        let texts = texts.remove(name)?;
        let variant = match &texts[..] {
            [only] => naming::variant(only),
            _ => naming::variant(name),
        };
        let object = &schemas.get(name)?.value;
        let is_object = text(object, "type") == "object" && map_values(object).is_none();
        let is_named = naming::is_identifier(&variant) && variants.insert(variant);
        let property = object.get("properties").and_then(|all| all.get(tag))?;
        if !is_object || !is_named || !says(schemas, property, &texts, hides) {
            return None;
        }
        found.push((name.to_owned(), (tag.to_owned(), texts)));
    }
    // What is mapped to something else is no member.
    (texts.is_empty() && !found.is_empty()).then_some(found)
}

/// Whether the property that tells a member apart is a text that may be these, and is there wherever the member goes:
/// none of the keys `hides` that count keeps it away.
fn says(
    schemas: &BTreeMap<String, Node>,
    property: &Value,
    texts: &[String],
    hides: &[(&str, bool)],
) -> bool {
    let target = match reference_name(property) {
        Some(name) => schemas.get(name).map(|node| &node.value),
        None => Some(property),
    };
    let Some(target) = target else { return false };
    let is = |key: &str| flag(property, key) || flag(target, key);
    let listed = items(target, "enum");
    let is_listed = |value: &String| listed.iter().any(|one| one.as_str() == Some(value));
    text(target, "type") == "string"
        && !hides.iter().any(|(key, counts)| *counts && is(key))
        && !is("x-sensitive")
        && (listed.is_empty() || texts.iter().all(is_listed))
}

/// The components that a part of any operation leads to.
fn reached(paths: &Value, schemas: &BTreeMap<String, Node>, part: &str) -> HashSet<String> {
    let items = paths.as_object().into_iter().flatten();
    let operations = items.flat_map(|(_, item)| item.as_object().into_iter().flatten());
    let parts = operations.filter_map(|(_, operation)| operation.get(part));
    let mut waiting = Vec::new();
    parts.for_each(|part| collect(part, &mut waiting));
    let mut seen = HashSet::new();
    while let Some(name) = waiting.pop() {
        if let Some(schema) = schemas.get(&name).filter(|_| seen.insert(name.clone())) {
            collect(&schema.value, &mut waiting);
        }
    }
    seen
}

fn collect(part: &Value, found: &mut Vec<String>) {
    found.extend(reference_name(part).map(str::to_owned));
    match part {
        Value::Object(members) => members.values().for_each(|member| collect(member, found)),
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        _ => {}
    }
}

/// The components that hold themselves outside of arrays and maps: a union there would have no end.
fn on_circles(schemas: &BTreeMap<String, Node>) -> HashSet<String> {
    let target = |part: &'_ Value| {
        let target = reference(part)?.strip_prefix("#/components/schemas/")?;
        schemas.get_key_value(target).map(|(name, _)| name.as_str())
    };
    let edges = schemas.iter().map(|(name, schema)| {
        let properties = entries(&schema.value, "properties").map(|(_, property)| property);
        let members = match is_tagged(&schema.value) {
            true => items(&schema.value, "oneOf"),
            false => &[],
        };
        let inner = properties.chain(members);
        (name.as_str(), inner.filter_map(target).collect())
    });
    let found = circles::find(&edges.collect());
    found.into_iter().flatten().map(str::to_owned).collect()
}
