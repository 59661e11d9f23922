//! Unions whose members no property names: our own documents name one.

use std::collections::HashSet;

use super::part::{Findings, Part};
use super::walk::{components, is_untagged, members};
use crate::circles::{self, Edges};
use crate::document::reference_name;

/// Checks every such union among the components.
pub(super) fn check(root: &Part<'_>, findings: &mut Findings<'_>) {
    let schemas = components(root, "schemas");
    let unions = schemas.iter().filter(|(_, schema)| is_untagged(schema));
    let mut edges = Edges::new();
    for (name, union) in unions.clone() {
        findings.report(
            "house/untagged-union",
            union,
            format!("no property tells the members of the union {name} apart"),
            "write `oneOf` over objects, with a `discriminator` and its `mapping`",
        );
        let targets = members(union).into_iter();
        edges.insert(
            name,
            targets
                .filter_map(|member| reference_name(member.value))
                .collect(),
        );
    }
    let circular: HashSet<&str> = circles::find(&edges).into_iter().flatten().collect();
    for (name, union) in unions.filter(|(name, _)| circular.contains(name)) {
        findings.report(
            "document/union-of-itself",
            union,
            format!("the union {name} is one of its own members: a circle"),
            "take it out of the members: it says nothing",
        );
    }
}
