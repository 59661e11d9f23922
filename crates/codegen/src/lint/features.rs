//! `x-features`: that each tag gives a feature of the crate.

use std::collections::BTreeMap;

use super::part::{Findings, Part};
use super::walk;
use crate::naming;

/// Features that Cargo or every crate has, whatever its document says.
const TAKEN: [&str; 2] = ["default", naming::ALL_OPERATIONS];

/// Checks the `x-features` of the document, and the tags that it makes features of.
pub(super) fn check(root: &Part<'_>, findings: &mut Findings<'_>) {
    let Some(features) = root.get("x-features") else {
        return;
    };
    if features.value != "tags" {
        findings.report(
            "extension/features",
            &features,
            "`x-features` is not `tags`",
            "write `x-features: tags`, or leave it out",
        );
        return;
    }
    let mut known = BTreeMap::new();
    for tag in root.items_of("tags") {
        let name = tag.text("name");
        let feature = naming::feature(name);
        if let Some(message) = unusable(&feature, name, &known) {
            findings.report(
                "extension/feature-name",
                &tag,
                message,
                "give the tag another name: operations with this tag are a feature of the crate",
            );
        }
        known.entry(feature).or_insert(name);
    }
    for (_, _, operation) in walk::operations(root) {
        // None at all is a finding already.
        let Some(tag) = operation.items_of("tags").into_iter().next() else {
            continue;
        };
        let name = tag.value.as_str().unwrap_or_default();
        if !known.values().any(|known| *known == name) {
            findings.report(
                "extension/feature-tag",
                &tag,
                format!("`{name}` is not among the `tags` of the document"),
                "correct the name, or add the tag to the document: each tag is a feature of the crate",
            );
        }
    }
}

fn unusable(feature: &str, tag: &str, known: &BTreeMap<String, &str>) -> Option<String> {
    if feature.is_empty() || TAKEN.contains(&feature) {
        return Some(format!("`{tag}` gives no name for a feature"));
    }
    let other = known.get(feature)?;
    Some(format!(
        "`{tag}` and `{other}` give the same feature, `{feature}`"
    ))
}
