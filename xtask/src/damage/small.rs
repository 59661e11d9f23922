//! A few operations of a document with what they refer to, so that one try takes milliseconds.

use std::collections::BTreeSet;

use fastrand::Rng;
use serde_json::{Map, Value};

/// How many paths are kept.
const PATHS: usize = 3;

/// A part of `document` with some of its paths.
pub(super) fn part_of(document: &Value, random: &mut Rng) -> Value {
    let Some(members) = document.as_object() else {
        return document.clone();
    };
    let mut part: Map<String, Value> = members
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "paths" | "components"))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let paths = document.get("paths").and_then(Value::as_object);
    let all: Vec<_> = paths.into_iter().flatten().collect();
    let mut kept = Map::new();
    for _ in 0..PATHS.min(all.len()) {
        if let Some((path, item)) = random.choice(&all) {
            kept.insert((*path).clone(), (*item).clone());
        }
    }
    let mut components = Map::new();
    let schemes = document.pointer("/components/securitySchemes");
    if let Some(schemes) = schemes {
        components.insert("securitySchemes".to_owned(), schemes.clone());
    }
    let kept = Value::Object(kept);
    let mut known = BTreeSet::new();
    let mut waiting = references(&kept);
    while let Some(reference) = waiting.pop() {
        let place: Vec<&str> = reference.split('/').collect();
        // `#/components/SECTION/NAME`, and maybe something below.
        let ["#", "components", section, name, ..] = place[..] else {
            continue;
        };
        if !known.insert((section.to_owned(), name.to_owned())) {
            continue;
        }
        let target = document.pointer(&format!("/components/{section}/{name}"));
        if let Some(target) = target {
            waiting.extend(references(target));
            let section = components
                .entry(section)
                .or_insert_with(|| Value::Object(Map::new()));
            if let Some(section) = section.as_object_mut() {
                section.insert(name.to_owned(), target.clone());
            }
        }
    }
    part.insert("paths".to_owned(), kept);
    part.insert("components".to_owned(), Value::Object(components));
    Value::Object(part)
}

/// The targets of all references in `value`.
fn references(value: &Value) -> Vec<String> {
    match value {
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, member)| match (name.as_str(), member) {
                ("$ref", Value::String(target)) => vec![target.clone()],
                _ => references(member),
            })
            .collect(),
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}
