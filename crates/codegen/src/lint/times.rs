//! `x-time` and `x-time-range`: which numbers and texts are times, and which two of them are a range.

use super::part::{Findings, Part};
use super::shape;
use super::walk::{body_schema, sent_properties};
use crate::document::Document;
use crate::openapi::{Shape, must};

static RANGE: Shape = Shape::Object(&[must("from", &Shape::Text), must("to", &Shape::Text)]);

/// Checks the `x-time` of a schema.
pub(super) fn check(schema: &Part<'_>, findings: &mut Findings<'_>) {
    let Some(time) = schema.get("x-time") else {
        return;
    };
    let said = time.value.as_str().unwrap_or_default();
    let is_fit = matches!(
        (schema.text("type"), said),
        ("integer", "seconds" | "milliseconds")
            | ("string", "seconds" | "milliseconds" | "compact")
    );
    if !is_fit {
        findings.report(
            "extension/time",
            &time,
            format!("`x-time: {said}` is no way in which this schema can hold a time"),
            "write `seconds` or `milliseconds` at an integer, or one of these or `compact` at a text",
        );
    }
}

/// Checks the `x-time-range` of an operation.
pub(super) fn check_range(document: &Document, operation: &Part<'_>, findings: &mut Findings<'_>) {
    let Some(range) = operation.get("x-time-range") else {
        return;
    };
    if !shape::check(document, &range, &RANGE, findings) {
        return;
    }
    for key in ["from", "to"] {
        let name = range.text(key);
        if !schema_of(document, operation, name).is_some_and(|schema| is_time(&schema)) {
            findings.report(
                "extension/time-range",
                &range.at(key),
                format!("`{key}` names {name}, which is no time that this operation takes"),
                "name a parameter or a property of the body that is a `date`, a `date-time`, or has `x-time`",
            );
        }
    }
    if range.text("from") == range.text("to") {
        findings.report(
            "extension/time-range",
            &range.at("to"),
            "`from` and `to` are the same",
            "name the end of the range",
        );
    }
}

/// The schema of a parameter, or of a property of the body.
fn schema_of<'a>(document: &'a Document, operation: &Part<'a>, name: &str) -> Option<Part<'a>> {
    let parameters = operation.items_of("parameters").into_iter();
    let mut parameters = parameters.filter_map(|one| one.follow(document, "parameters"));
    let parameter = parameters.find(|one| one.text("name") == name && !one.flag("x-omit"));
    let own = match parameter {
        Some(parameter) => parameter.get("schema"),
        None => {
            let body = body_schema(document, operation)?.follow(document, "schemas")?;
            let mut properties = sent_properties(document, &body).into_iter();
            properties
                .find(|(known, _)| *known == name)
                .map(|(_, schema)| schema)
        }
    };
    own?.follow(document, "schemas")
}

fn is_time(schema: &Part<'_>) -> bool {
    schema.get("x-time").is_some() || matches!(schema.text("format"), "date" | "date-time")
}
