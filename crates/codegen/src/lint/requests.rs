//! Request bodies: one JSON object, or one JSON array of checked texts.

use super::examples::check_example;
use super::lists;
use super::literals::check_media_types;
use super::part::{Findings, Part};
use super::walk::{is_composed, is_union, lacks_type, newest_json};
use crate::document::{Document, reference_name};

/// Checks the request body of one operation, but for the properties of objects.
pub(super) fn check(document: &Document, operation: &Part<'_>, findings: &mut Findings<'_>) {
    let Some(body) = operation.get("requestBody") else {
        return;
    };
    let Some(body) = body.follow(document, "requestBodies") else {
        return;
    };
    let content = body.members_of("content");
    let sent = newest_json(&body);
    if content.len() != 1 {
        findings.report(
            match sent {
                Some(_) => "idle/several-request-types",
                None => "unsupported/several-request-types",
            },
            &body,
            format!("the request body has {} media types", content.len()),
            "keep exactly one: the generated code sends one",
        );
    }
    check_media_types(&body, findings);
    if let Some((_, media)) = sent {
        check_schema(document, &media, findings);
        check_example(&media, findings);
    } else if let [(media_type, media)] = &content[..] {
        findings.report(
            "unsupported/request-type",
            media,
            format!("request bodies of type {media_type} are not supported"),
            "use JSON: application/json or a type over it that ends in +json",
        );
    }
}

fn check_schema(document: &Document, media: &Part<'_>, findings: &mut Findings<'_>) {
    let hint = "refer to a component: an object, or an array whose items refer to a text";
    let Some(schema) = media
        .get("schema")
        .filter(|schema| reference_name(schema.value).is_some())
    else {
        findings.report(
            "unsupported/inline-body",
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
            findings.report("unsupported/body-schema", &target, message, hint);
        }
    }
}
