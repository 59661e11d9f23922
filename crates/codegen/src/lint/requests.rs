//! Request bodies: so far, one JSON array of checked texts.

use super::parameters::check_text_kind;
use super::part::{Findings, Part};
use super::schemas::lacks_type;
use crate::document::{Document, reference_name};
use crate::model::is_json;

/// Checks the request body of one operation.
pub(super) fn check(document: &Document, operation: &Part<'_>, findings: &mut Findings<'_>) {
    let Some(body) = operation.get("requestBody") else {
        return;
    };
    let Some(body) = body.follow(document, "requestBodies") else {
        return;
    };
    if !body.flag("required") {
        findings.report(
            &body,
            "an optional request body is not generated yet",
            "write `required: true` if the provider needs it",
        );
    }
    let content = body.members_of("content");
    let [(media_type, media)] = &content[..] else {
        findings.report(
            &body,
            format!("the request body has {} media types", content.len()),
            "leave exactly one: progenitor cannot choose",
        );
        return;
    };
    if !is_json(media_type) {
        findings.report(
            media,
            format!("request bodies of type {media_type} are not generated"),
            "only JSON is: application/json or a vendor type that ends in +json",
        );
    }
    check_schema(document, media, findings);
    check_example(media, findings);
}

/// A media type that has a body must show it.
pub(super) fn check_example(media: &Part<'_>, findings: &mut Findings<'_>) {
    if media.get("example").is_none() && media.members_of("examples").is_empty() {
        findings.report(
            media,
            "the body has no example",
            "add the provider's own; the tests decode it and encode it again",
        );
    }
}

fn check_schema(document: &Document, media: &Part<'_>, findings: &mut Findings<'_>) {
    let hint = "refer to a component `type: array` whose items refer to a component `type: string`; \
                objects in requests need what later work brings: read-only fields left out, limits \
                enforced, null told from absent";
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
    let Some(array) = schema.follow(document, "schemas") else {
        return;
    };
    if lacks_type(&array) {
        return;
    }
    if array.text("type") != "array" {
        let message = format!(
            "a request body of type {:?} is not generated yet",
            array.text("type")
        );
        findings.report(&array, message, hint);
        return;
    }
    for key in ["uniqueItems", "nullable", "default", "x-sensitive"] {
        if let Some(member) = array.get(key) {
            let message = format!("`{key}` of a request body is not generated yet");
            findings.report(
                &member,
                message,
                "remove it, or teach the generator to check it",
            );
        }
    }
    match array
        .get("items")
        .filter(|items| reference_name(items.value).is_some())
    {
        Some(items) => {
            if let Some(kind) = items.follow(document, "schemas") {
                check_text_kind(&kind, false, findings);
            }
        }
        None if array.get("items").is_none() => {} // a finding of the schema itself
        None => findings.report(
            &array,
            "the items of the request body are not a `$ref`",
            hint,
        ),
    }
}
