//! Arrays that are sent, as a body or within one: of checked texts or enums.

use super::part::{Findings, Part};
use super::texts::{self, Place};
use crate::document::{Document, reference_name};

/// Checks the component of an array.
pub(super) fn check(document: &Document, array: &Part<'_>, findings: &mut Findings<'_>) {
    for key in ["uniqueItems", "default", "x-sensitive"] {
        if let Some(member) = array.get(key) {
            let message = format!("`{key}` is not supported on an array that requests contain");
            findings.report(
                &member,
                message,
                "remove it, or add the check to the generator",
            );
        }
    }
    check_count(array, findings);
    match array
        .get("items")
        .filter(|items| reference_name(items.value).is_some())
    {
        Some(items) => {
            if let Some(kind) = items.follow(document, "schemas") {
                texts::check(&kind, Place::Body, findings);
                if kind.flag("nullable") {
                    findings.report(
                        &kind.at("nullable"),
                        "the items of an array of checked texts cannot be null",
                        "write the array at the property, or remove `nullable`",
                    );
                }
            }
        }
        None if array.get("items").is_none() => {} // a finding of the schema itself
        None => findings.report(
            array,
            "the items of an array that requests contain are not a `$ref`",
            "refer to a component `type: string`, with limits or an `enum`",
        ),
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
            &owner.at(max),
            message,
            "correct one of them: nothing can satisfy both",
        );
    }
}
