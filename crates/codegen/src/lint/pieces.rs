//! Arrays and objects that are written into one piece of a path, a header, a cookie or the query: OpenAPI says how
//! single values are written in them, and nothing of what is below.

use super::part::{Findings, Part};
use super::walk::{is_union, is_untagged, members, sent_properties, within};
use crate::document::{Document, map_values};
use crate::model::is_exploded;

/// Checks a parameter whose schema is `target`.
pub(super) fn check(
    document: &Document,
    parameter: &Part<'_>,
    target: &Part<'_>,
    findings: &mut Findings<'_>,
) {
    let (name, place) = (parameter.text("name"), parameter.text("in"));
    if place == "cookie" && is_exploded(parameter.value) {
        findings.report(
            "unsupported/exploded-cookie",
            &parameter.at("explode"),
            format!(
                "the parts of cookie {name} would be cookies of their own: OpenAPI does not say how"
            ),
            "write `explode: false`: all of them are in one cookie then, with commas between them",
        );
    }
    for part in parts(document, target) {
        if is_nested(document, &part) {
            findings.report(
                "unsupported/nested-parameter",
                &part,
                format!(
                    "parameter {name} holds an array or an object: OpenAPI does not say how the {place} has it"
                ),
                "use single values, or move the parameter to the query with `style: deepObject` or `content` of JSON",
            );
        }
    }
}

/// What an array or an object holds.
fn parts<'a>(document: &'a Document, target: &Part<'a>) -> Vec<Part<'a>> {
    if target.text("type") == "array" || map_values(target.value).is_some() {
        return within(target).into_iter().collect();
    }
    let properties = sent_properties(document, target).into_iter();
    properties.map(|(_, property)| property).collect()
}

fn is_nested(document: &Document, part: &Part<'_>) -> bool {
    let Some(target) = part.follow(document, "schemas") else {
        return false; // a finding of the reference
    };
    match target.text("type") {
        "array" | "object" => true,
        _ if is_union(&target) => true,
        _ if is_untagged(&target) => {
            let members = members(&target);
            members.iter().any(|member| is_nested(document, member))
        }
        _ => false,
    }
}
