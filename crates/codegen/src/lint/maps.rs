//! What only maps can have, which are objects without `properties`.

use super::part::{Findings, Part};

/// Checks an object that has properties.
pub(super) fn check_beside_properties(object: &Part<'_>, findings: &mut Findings<'_>) {
    let values = object.get("additionalProperties");
    let has_keys = |part: &Part<'_>| !part.members().is_empty();
    if let Some(values) = values.filter(has_keys) {
        findings.report(
            "idle/mixed-map",
            &values,
            "`additionalProperties` with a schema is not supported beside `properties`",
            "describe an object with properties, or a map without",
        );
    }
    for key in ["minProperties", "maxProperties"] {
        if let Some(member) = object.get(key) {
            findings.report(
                "idle/entry-count",
                &member,
                format!("`{key}` is not supported beside `properties`"),
                "only the entries of a map are counted: remove it",
            );
        }
    }
}
