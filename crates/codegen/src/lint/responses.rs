//! Responses: one success shape, one error shape, both JSON.

use super::part::{Findings, Part};
use super::requests::{check_example, is_json};
use super::schemas::lacks_type;
use crate::document::{Document, reference_name};

/// Checks the responses of one operation.
pub(super) fn check(document: &Document, operation: &Part<'_>, findings: &mut Findings<'_>) {
    let Some(responses) = operation.get("responses") else {
        findings.report(
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
            _ => findings.report(
                &response,
                format!("response {status} is not generated"),
                "name the statuses one by one; `default` would mix success and failure",
            ),
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
    let [(_, response)] = successes else {
        findings.report(
            responses,
            format!(
                "there are {} success responses ({})",
                successes.len(),
                statuses(successes)
            ),
            "leave exactly one success shape: progenitor has room for one",
        );
        return;
    };
    let Some(response) = response.follow(document, "responses") else {
        return;
    };
    check_content(&response, findings);
    for (media_type, media) in response.members_of("content") {
        if is_json(media_type) {
            check_body(document, &media, findings);
            check_example(&media, findings);
        } else {
            findings.report(
                &media,
                format!("a success of type {media_type} is not generated yet"),
                "only JSON is: application/json or a vendor type that ends in +json",
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
            responses,
            "there is no error response",
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
                findings.report(
                    &media,
                    format!("an error of type {media_type} is not generated"),
                    "errors are read as JSON; anything else reaches the user as raw body",
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
                    &response,
                    format!("error {status} has the shape {shape}, another error {}", shapes[0]),
                    "use one error schema for all errors of an operation: progenitor has room for one",
                );
            }
            shapes.push(shape);
        }
    }
}

/// An empty `content` says neither that there is a body nor that there is none.
fn check_content(response: &Part<'_>, findings: &mut Findings<'_>) {
    if let Some(content) = response.get("content")
        && content.members().is_empty()
    {
        findings.report(
            &content,
            "`content` has no media type",
            "add the media type of the body, or leave `content` out if there is no body",
        );
    }
}

/// Bodies are named object types.
fn check_body(document: &Document, media: &Part<'_>, findings: &mut Findings<'_>) {
    let Some(schema) = media
        .get("schema")
        .filter(|schema| reference_name(schema.value).is_some())
    else {
        findings.report(
            media,
            "the schema of the response is not a `$ref`",
            "declare the type in components.schemas, so that it has a name",
        );
        return;
    };
    let Some(target) = schema.follow(document, "schemas") else {
        return;
    };
    if target.text("type") != "object" && !lacks_type(&target) {
        findings.report(
            &target,
            "the schema of a response is not an object",
            "only `type: object` is generated as an answer yet",
        );
    }
    if target.flag("nullable") {
        findings.report(
            &target,
            "a response that may be null is not generated yet",
            "remove `nullable` if the server never answers null",
        );
    }
}
