//! Request bodies: one JSON object, or one JSON array of checked texts.

pub(super) use super::fields::Bodies;
use super::lists::check_list;
use super::literals::check_media_types;
use super::part::{Findings, Part};
use super::schemas::{is_composed, lacks_type};
use super::unions::is_union;
use crate::document::{Document, reference_name};
use crate::model::is_json;

/// Checks the request body of one operation.
pub(super) fn check<'a>(
    bodies: &mut Bodies<'a, '_>,
    operation: &Part<'a>,
    findings: &mut Findings<'_>,
) {
    let document = bodies.document;
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
    check_media_types(&body, findings);
    check_schema(bodies, media, findings);
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

/// The reference to the schema of the body, if there is exactly one.
pub(super) fn schema<'a>(document: &'a Document, operation: &Part<'a>) -> Option<Part<'a>> {
    let body = operation
        .get("requestBody")?
        .follow(document, "requestBodies")?;
    match &body.members_of("content")[..] {
        [(_, media)] => media.get("schema"),
        _ => None,
    }
}

fn check_schema<'a>(bodies: &mut Bodies<'a, '_>, media: &Part<'a>, findings: &mut Findings<'_>) {
    let document = bodies.document;
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
        _ if is_union(&target) => bodies.check(&target, findings),
        "array" => check_list(document, &target, findings),
        "object" => bodies.check(&target, findings),
        other => {
            let message = format!("a request body of type {other:?} is not generated yet");
            findings.report(&target, message, hint);
        }
    }
}
