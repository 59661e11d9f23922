//! Request bodies: JSON and forms, whose schema has a name, texts and bytes.

use super::examples::check_example;
use super::headers::check_token;
use super::literals::check_media_types;
use super::part::{Findings, Part};
use super::walk::sent;
use crate::document::{Document, reference_name};
use crate::model::{Coding, is_file, is_of_the_part};

/// Checks the request body of one operation, but for the properties of objects.
pub(super) fn check(document: &Document, operation: &Part<'_>, findings: &mut Findings<'_>) {
    let Some(body) = operation.get("requestBody") else {
        return;
    };
    let Some(body) = body.follow(document, "requestBodies") else {
        return;
    };
    let mut content = body.members_of("content");
    // Anything else has a finding of its own.
    content.retain(|(media_type, _)| media_type.contains('/'));
    let sent = sent(document, &body);
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
    let Some((media_type, media, coding)) = sent else {
        return;
    };
    if coding != Coding::Json {
        findings.report(
            "house/request-type",
            &media,
            format!("the request body is of type {media_type}"),
            "use JSON: application/json or a type over it that ends in +json",
        );
    }
    if coding.is_made() {
        check_schema(&media, findings);
        check_example(&media, findings);
    }
    match (coding, media.get("encoding")) {
        (Coding::Form | Coding::Multipart, _) => {
            check_form(document, &media, coding, findings);
        }
        (_, Some(encoding)) => findings.report(
            "idle/part-encoding",
            &encoding,
            format!("`encoding` means nothing in a body of type {media_type}"),
            "remove it",
        ),
        (_, None) => {}
    }
}

/// A form is an object, and some of its properties say how they are written.
fn check_form(document: &Document, media: &Part<'_>, coding: Coding, findings: &mut Findings<'_>) {
    let schema = media.get("schema");
    let target = schema.and_then(|schema| schema.follow(document, "schemas"));
    let Some(target) = target else {
        return; // a finding of the schema
    };
    for (name, encoding) in media.members_of("encoding") {
        let property = target.get("properties").and_then(|all| all.get(name));
        let property = property.and_then(|property| property.follow(document, "schemas"));
        if let Some(member) = encoding.get("allowReserved") {
            report_idle(name, &member, findings);
        }
        if let Some(headers) = encoding.get("headers") {
            let item = property.as_ref().map(|property| {
                let items = property.get("items");
                items.unwrap_or_else(|| property.clone())
            });
            let is_file = item.is_some_and(|item| is_file(document, item.value));
            match coding {
                Coding::Multipart => check_headers(name, &headers, is_file, findings),
                _ => report_idle(name, &headers, findings),
            }
        }
        let is_object = property.is_some_and(|property| property.text("type") == "object");
        let is_deep = encoding.text("style") == "deepObject";
        let has = |key: &str| encoding.get(key).is_some();
        let is_styled = coding == Coding::Form && (has("style") || has("explode"));
        if is_object && is_styled && !is_deep {
            findings.report(
                "unsupported/form-object",
                &encoding,
                format!("the object {name} has no name in the form"),
                "write `style: deepObject`, or leave `style` and `explode` out: it is JSON then",
            );
        }
    }
}

fn report_idle(name: &str, member: &Part<'_>, findings: &mut Findings<'_>) {
    findings.report(
        "idle/part-encoding",
        member,
        format!("`{}` of {name} has no effect", member.name()),
        "remove it",
    );
}

/// The caller adds headers to the part of a file, and to no other.
fn check_headers(name: &str, headers: &Part<'_>, is_file: bool, findings: &mut Findings<'_>) {
    let own = headers.members().into_iter();
    let own: Vec<_> = own.filter(|(header, _)| !is_of_the_part(header)).collect();
    let is_needed = |header: &Part<'_>| header.flag("required");
    if own.is_empty() || !is_file && !own.iter().any(|(_, header)| is_needed(header)) {
        report_idle(name, headers, findings);
        return;
    }
    for (header, part) in own.into_iter().filter(|(_, part)| is_needed(part)) {
        if check_token(header, &part, findings) && !is_file {
            findings.report(
                "unsupported/part-header",
                &part,
                format!(
                    "the part {name} must have the header {header}, which only a file can have"
                ),
                "make it a property of its own, or leave `required` out",
            );
        }
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
