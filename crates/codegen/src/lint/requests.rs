//! Request bodies: one JSON object, or one JSON array of checked texts.

use super::examples::check_example;
use super::lists;
use super::literals::check_media_types;
use super::part::{Findings, Part};
use super::walk::{is_composed, is_union, lacks_type};
use crate::document::{Document, reference_name};
use crate::model::is_json;

/// Checks the request body of one operation, but for the properties of objects.
pub(super) fn check(document: &Document, operation: &Part<'_>, findings: &mut Findings<'_>) {
    let Some(body) = operation.get("requestBody") else {
        return;
    };
    let Some(body) = body.follow(document, "requestBodies") else {
        return;
    };
    let content = body.members_of("content");
    let [(media_type, media)] = &content[..] else {
        findings.report(
            &body,
            format!("the request body has {} media types", content.len()),
            "keep exactly one: the generated code sends one",
        );
        return;
    };
    if !is_json(media_type) {
        findings.report(
            media,
            format!("request bodies of type {media_type} are not supported"),
            "use JSON: application/json or a vendor type that ends in +json",
        );
    }
    check_media_types(&body, findings);
    check_schema(document, media, findings);
    check_example(media, findings);
}

fn check_schema(document: &Document, media: &Part<'_>, findings: &mut Findings<'_>) {
    let hint = "refer to a component: an object, or an array whose items refer to a text";
    let Some(schema) = media
        .get("schema")
        .filter(|schema| reference_name(schema.value).is_some())
    else {
        findings.report(
            media,
            "the schema of the request body is not a `$ref`",
            hint,
        );
        return;
    };
    let Some(target) = schema.follow(document, "schemas") else {
        return;
    };
    if lacks_type(&target) || is_composed(&target) {
        return;
    }
    match target.text("type") {
        _ if is_union(&target) => {}
        "object" => {}
        "array" => lists::check(document, &target, findings),
        other => {
            let message = format!("a request body of type {other:?} is not supported");
            findings.report(&target, message, hint);
        }
    }
}
