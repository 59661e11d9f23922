//! Responses: one success shape, JSON or bytes; one error shape, JSON.

use super::examples::check_example;
use super::literals::check_media_types;
use super::part::{Findings, Part};
use super::statuses::other_status;
use super::successes::{are_alike, may_be_late, may_be_nothing};
use super::walk::{is_choice, is_composed, lacks_type};
use crate::document::{Document, map_values, reference_name};
use crate::model::is_json;

/// Checks the responses of one operation.
pub(super) fn check(document: &Document, operation: &Part<'_>, findings: &mut Findings<'_>) {
    let Some(responses) = operation.get("responses") else {
        findings.report(
            "document/no-responses",
            operation,
            "the operation has no `responses`",
            "add the one success and every documented error",
        );
        return;
    };
    let mut successes = Vec::new();
    let mut errors = Vec::new();
    for (status, response) in responses.members() {
        match status.as_bytes() {
            [b'2', b'0'..=b'9', b'0'..=b'9'] => successes.push((status, response)),
            [b'4' | b'5', b'0'..=b'9', b'0'..=b'9'] | [b'4' | b'5', b'X', b'X'] => {
                errors.push((status, response));
            }
            _ => {
                let (rule, what, hint) = other_status(status);
                let message = format!("response {status} {what}");
                findings.report(rule, &response, message, &hint);
            }
        }
    }
    check_successes(document, &responses, &successes, findings);
    check_errors(document, &responses, &errors, findings);
}

fn statuses(list: &[(&str, Part<'_>)]) -> String {
    list.iter()
        .map(|(status, _)| *status)
        .collect::<Vec<_>>()
        .join(", ")
}

fn check_successes(
    document: &Document,
    responses: &Part<'_>,
    successes: &[(&str, Part<'_>)],
    findings: &mut Findings<'_>,
) {
    let empty = match successes {
        [("200", _), ("204", empty)] | [("204", empty), ("200", _)] => Some(empty),
        _ => None,
    };
    if empty.is_none() && successes.len() != 1 {
        findings.report(
            match successes {
                [] => "idle/no-success",
                _ if are_alike(document, successes)
                    || may_be_nothing(document, successes)
                    || may_be_late(document, successes) =>
                {
                    "idle/several-successes"
                }
                _ => "unsupported/several-successes",
            },
            responses,
            match successes {
                [] => "there is no success response".to_owned(),
                _ => format!(
                    "there are {} success responses ({})",
                    successes.len(),
                    statuses(successes)
                ),
            },
            match successes {
                [] => "add the success: without one, a method returns nothing",
                _ => {
                    "keep exactly one success, or 200 with a body and 204 for an empty list: a method \
                     returns one type"
                }
            },
        );
    }
    for (status, response) in successes {
        let Some(response) = response.follow(document, "responses") else {
            continue;
        };
        if *status != "204" {
            check_content(&response, findings);
            check_bodies(&response, findings);
            if let Some(empty) = empty.and_then(|empty| empty.follow(document, "responses")) {
                check_empty_beside(document, &response, &empty, findings);
            }
        } else if empty.is_none() {
            check_content(&response, findings);
            check_versions(&response, findings);
        }
    }
}

/// What a success brings.
fn check_bodies(response: &Part<'_>, findings: &mut Findings<'_>) {
    let mut content = response.members_of("content");
    // Anything else has a finding of its own.
    content.retain(|(media_type, _)| media_type.contains('/'));
    for (media_type, media) in &content {
        if is_json(media_type) {
            is_named(media, findings);
            check_example(media, findings);
        } else {
            check_bytes(media_type, media, findings);
        }
    }
    check_one_kind(response, &content, findings);
}

/// Anything but JSON is handed on as bytes.
fn check_bytes(media_type: &str, media: &Part<'_>, findings: &mut Findings<'_>) {
    let is_binary = media
        .get("schema")
        .is_some_and(|schema| schema.text("type") == "string" && schema.text("format") == "binary");
    if !is_binary {
        findings.report(
            "house/success-type",
            media,
            format!("a success of type {media_type} has no schema for bytes"),
            "write `schema: {type: string, format: binary}`; only JSON is decoded",
        );
    }
    if media_type.contains('*') {
        findings.report(
            "house/media-range",
            media,
            format!("the media type {media_type} is a range"),
            "write the media type that the provider sends",
        );
    }
}

/// JSON comes in versions, of which one is generated; bytes are bytes.
fn check_one_kind(response: &Part<'_>, content: &[(&str, Part<'_>)], findings: &mut Findings<'_>) {
    if content.len() > 1 && !content.iter().all(|(media_type, _)| is_json(media_type)) {
        findings.report(
            "idle/mixed-success-types",
            response,
            format!("{} media types, and not all of them JSON", content.len()),
            "keep exactly one: nobody could tell what an answer is",
        );
    }
}

/// The media types of a 204 only say which version to ask for.
fn check_versions(response: &Part<'_>, findings: &mut Findings<'_>) {
    for (media_type, media) in response.members_of("content") {
        if let Some((_, member)) = media.members().first() {
            findings.report(
                "idle/no-content-body",
                member,
                "204 has no body",
                "keep only the media type to ask for, as `application/json: {}`, or no `content`",
            );
        }
        if !is_json(media_type) {
            findings.report(
                "unsupported/no-content-type",
                &media,
                format!("a 204 of type {media_type} is not supported"),
                "write the JSON type that names the version, or no `content`",
            );
        }
    }
}

/// 204 beside 200 means an answer with nothing in it, which there must be.
fn check_empty_beside(
    document: &Document,
    full: &Part<'_>,
    empty: &Part<'_>,
    findings: &mut Findings<'_>,
) {
    let content = full.members_of("content");
    if let Some(content) = empty.get("content") {
        findings.report(
            "idle/no-content-body",
            &content,
            "204 has no body",
            "remove `content`",
        );
    }
    let is_object =
        !content.is_empty() && content.iter().all(|(media_type, _)| is_json(media_type));
    if !is_object {
        findings.report(
            "house/empty-success",
            empty,
            "a 204 is beside a success that is not a JSON object",
            "remove it: only an object can be empty",
        );
        return;
    }
    for (_, media) in content {
        let schema = media.get("schema");
        let Some(schema) = schema.and_then(|schema| schema.follow(document, "schemas")) else {
            continue;
        };
        if schema.text("type") != "object" || map_values(schema.value).is_some() {
            findings.report(
                "house/empty-success",
                empty,
                "a 204 is beside a body that is not an object with properties",
                "remove it, or add support for it to the generator",
            );
        }
        if schema.flag("nullable") {
            findings.report(
                "house/empty-success",
                &schema.at("nullable"),
                "a 204 is beside a body that may be null",
                "remove one of the two: both say that there is nothing",
            );
        }
        if !schema.items_of("required").is_empty() {
            findings.report(
                "house/empty-success",
                empty,
                "a 204 is beside a body with required properties, so an empty answer is impossible",
                "leave out `required` of the schema, or the 204",
            );
        }
    }
}

fn check_errors(
    document: &Document,
    responses: &Part<'_>,
    errors: &[(&str, Part<'_>)],
    findings: &mut Findings<'_>,
) {
    if errors.is_empty() {
        findings.report(
            "house/no-errors",
            responses,
            "no error response is documented",
            "add the documented statuses with the provider's error schema",
        );
    }
    let mut shapes: Vec<&str> = Vec::new();
    for (status, response) in errors {
        let Some(response) = response.follow(document, "responses") else {
            continue;
        };
        check_content(&response, findings);
        for (media_type, media) in response.members_of("content") {
            if !is_json(media_type) {
                findings.report("idle/error-type", 
                    &media,
                    format!("an error of type {media_type} is not supported"),
                    "remove it: errors are read as JSON, and the user gets anything else as a raw body",
                );
                continue;
            }
            check_body(document, &media, findings);
            let shape = media.get("schema").and_then(|schema| {
                schema.follow(document, "schemas")?;
                reference_name(schema.value)
            });
            let Some(shape) = shape else { continue };
            if shapes.first().is_some_and(|first| *first != shape) {
                findings.report(
                    "house/error-shapes",
                    &response,
                    format!(
                        "error {status} has the shape {shape}, another error {}",
                        shapes[0]
                    ),
                    "use one error schema for all errors of an operation",
                );
            }
            shapes.push(shape);
        }
    }
}

/// An empty `content` says neither that there is a body nor that there is none.
fn check_content(response: &Part<'_>, findings: &mut Findings<'_>) {
    check_media_types(response, findings);
    if let Some(content) = response.get("content")
        && content.members().is_empty()
    {
        findings.report(
            "house/empty-content",
            &content,
            "`content` has no media type",
            "add the media type of the body, or leave `content` out if there is no body",
        );
    }
}

/// Whether the schema of a body has a name in components.schemas, which a finding says if not. What it is, is judged
/// there.
fn is_named(media: &Part<'_>, findings: &mut Findings<'_>) -> bool {
    let schema = media.get("schema");
    let is_named = schema.is_some_and(|schema| reference_name(schema.value).is_some());
    if !is_named {
        findings.report(
            "idle/inline-response",
            media,
            "the schema of the response is not a `$ref`",
            "declare the type in components.schemas, so that it has a name",
        );
    }
    is_named
}

/// Bodies are named object types.
fn check_body(document: &Document, media: &Part<'_>, findings: &mut Findings<'_>) {
    if !is_named(media, findings) {
        return;
    }
    let schema = media.get("schema");
    let Some(target) = schema.and_then(|schema| schema.follow(document, "schemas")) else {
        return;
    };
    let is_answer = target.text("type") == "object" || is_choice(&target);
    if !is_answer && !lacks_type(&target) && !is_composed(&target) {
        findings.report(
            "idle/error-schema",
            &target.at("type"),
            match target.text("type") {
                "" => "the schema of an error is any JSON, which has no type of its own".to_owned(),
                kind => format!("the schema of an error is of type {kind}, not an object"),
            },
            "describe the provider's error as an object or a union",
        );
    }
    check_not_null(&target, findings);
}

fn check_not_null(target: &Part<'_>, findings: &mut Findings<'_>) {
    if target.flag("nullable") {
        findings.report(
            "idle/nullable-response",
            &target.at("nullable"),
            "responses that may be null are not supported",
            "remove `nullable` if the server never answers null",
        );
    }
}
