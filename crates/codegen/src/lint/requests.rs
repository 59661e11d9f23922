//! Request bodies: JSON, whose schema has a name.

use super::examples::check_example;
use super::literals::check_media_types;
use super::part::{Findings, Part};
use super::walk::newest_json;
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
        check_schema(&media, findings);
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

fn check_schema(media: &Part<'_>, findings: &mut Findings<'_>) {
    let schema = media.get("schema");
    let is_named = schema.is_some_and(|schema| reference_name(schema.value).is_some());
    if !is_named {
        findings.report(
            "unsupported/inline-body",
            media,
            "the schema of the request body is not a `$ref`",
            "refer to a component: an object, or an array whose items refer to a text",
        );
    }
}
