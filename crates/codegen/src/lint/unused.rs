//! Components that nothing refers to: no rule looks at them, so mistakes in them would go unseen.

use std::collections::HashSet;

use serde_json::Value;

use super::part::{Findings, Part};
use super::walk::components;
use crate::document::reference;

/// Sections whose components are judged where they are used. Schemas are always judged.
const SECTIONS: [&str; 4] = ["parameters", "requestBodies", "responses", "headers"];

/// Reports every component of these sections that nothing refers to.
pub(super) fn check(root: &Part<'_>, findings: &mut Findings<'_>) {
    let mut used = HashSet::new();
    collect(root.value, &mut used);
    for section in SECTIONS {
        for (name, component) in components(root, section) {
            if !used.contains(format!("#/components/{section}/{name}").as_str()) {
                findings.report(
                    "house/unused-component",
                    &component,
                    format!("nothing refers to the component {name}"),
                    "remove it, or refer to it where it belongs",
                );
            }
        }
    }
}

/// The targets of all references in `value`.
fn collect<'a>(value: &'a Value, used: &mut HashSet<&'a str>) {
    used.extend(reference(value));
    match value {
        Value::Object(members) => members.values().for_each(|inner| collect(inner, used)),
        Value::Array(items) => items.iter().for_each(|inner| collect(inner, used)),
        _ => {}
    }
}
