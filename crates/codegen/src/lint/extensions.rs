//! Extensions: known, in the right place, of the right type.

use serde_json::Value;

use super::part::{Findings, Part};
use crate::openapi::EXTENSIONS;

/// Checks one extension; `has_meaning` says whether it means something in this place.
pub(super) fn check_one(
    name: &str,
    member: &Part<'_>,
    has_meaning: bool,
    findings: &mut Findings<'_>,
) {
    match name {
        _ if !EXTENSIONS.contains(&name) => findings.report("house/unknown-extension", 
            member,
            format!("`{name}` is not an extension of this project"),
            "correct the name, or define it in specs/README.md and in the lint",
        ),
        "x-deviation" if !is_one_line(member.value) => findings.report("house/deviation", 
            member,
            "`x-deviation` is not one line of text",
            "say in one line what the provider's page gets wrong, what this document says instead, and why",
        ),
        "x-deviation" => {}
        _ if !has_meaning || name == "x-job" && !is_of_a_component_schema(member) => findings
            .report("extension/misplaced", 
                member,
                format!("`{name}` has no meaning here"),
                "move it to a place that specs/README.md lists for it",
            ),
        "x-draft" | "x-idempotent" | "x-sensitive" | "x-omit" | "x-optional-in-answers"
            if !member.value.is_boolean() =>
        {
            findings.report("extension/not-boolean", 
                member,
                format!("`{name}` is not a boolean"),
                "write `true` or `false`",
            );
        }
        _ => {}
    }
}

/// Only a component has the name that its type gets.
fn is_of_a_component_schema(member: &Part<'_>) -> bool {
    matches!(&member.path()[..], [first, second, _, _] if first == "components" && second == "schemas")
}

fn is_one_line(value: &Value) -> bool {
    value
        .as_str()
        .is_some_and(|text| !text.trim().is_empty() && !text.trim().contains('\n'))
}
