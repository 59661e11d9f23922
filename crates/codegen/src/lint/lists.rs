//! Arrays that are sent, as a body or within one: of checked texts or enums.

use super::part::{Findings, Part};
use super::texts::{self, Place};
use crate::document::Document;

/// Checks the component of an array.
pub(super) fn check(document: &Document, array: &Part<'_>, findings: &mut Findings<'_>) {
    for key in ["uniqueItems", "default"] {
        if let Some(member) = array.get(key) {
            let message = format!("`{key}` is not supported on an array that requests contain");
            findings.report(
                "idle/array-key",
                &member,
                message,
                "remove it, or add the check to the generator",
            );
        }
    }
    check_count(array, findings);
    let items = array.get("items");
    let items = items.and_then(|items| items.follow(document, "schemas"));
    if let Some(kind) = items {
        texts::check(&kind, Place::Body, findings);
    }
}

/// Limits that no array can keep.
pub(super) fn check_count(array: &Part<'_>, findings: &mut Findings<'_>) {
    check_range(array, "minItems", "maxItems", findings);
}

/// Two limits that nothing can keep.
pub(super) fn check_range(owner: &Part<'_>, min: &str, max: &str, findings: &mut Findings<'_>) {
    let count = |key: &str| owner.get(key).and_then(|part| part.value.as_u64());
    if let (Some(least), Some(most)) = (count(min), count(max))
        && least > most
    {
        let message = format!("`{min}` {least} is greater than `{max}` {most}");
        findings.report(
            "document/item-limits",
            &owner.at(max),
            message,
            "correct one of them: nothing can satisfy both",
        );
    }
}
