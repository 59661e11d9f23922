//! The object that a request carries: each property that a client may write becomes a setter.

use super::lists::check_list;
use super::part::{Findings, Part};
use super::query::{check_kind, check_values};
use super::schemas::lacks_type;
use crate::document::{Document, reference_name};
use crate::naming;

/// What may stand in the schema of any field; the rest depends on its type.
const ANY: [&str; 6] = [
    "type",
    "description",
    "example",
    "default",
    "readOnly",
    "writeOnly",
];

/// The properties of an object that is sent, without those that only the provider writes.
pub(super) fn all<'a>(document: &'a Document, object: &Part<'a>) -> Vec<(&'a str, Part<'a>)> {
    let mut properties = object.members_of("properties");
    properties.retain(|(_, property)| {
        let target = property.follow(document, "schemas");
        !target.is_some_and(|target| target.flag("readOnly"))
    });
    properties
}

/// Checks an object that is the body of a request.
pub(super) fn check(document: &Document, object: &Part<'_>, findings: &mut Findings<'_>) {
    for key in ["nullable", "default", "x-job"] {
        if let Some(member) = object.get(key) {
            let message = format!("`{key}` of a request body is not generated yet");
            findings.report(
                &member,
                message,
                "remove it, or teach the generator what it means",
            );
        }
    }
    let fields = all(document, object);
    if fields.is_empty() && !object.members_of("properties").is_empty() {
        findings.report(
            object,
            "every property of the request body is `readOnly`: there is nothing to send",
            "leave out the `requestBody`, or correct the properties",
        );
    }
    for (name, field) in fields {
        if !naming::is_identifier(&naming::snake(name)) {
            findings.report(
                &field,
                format!("property {name:?} gives no setter name"),
                "a Rust keyword is not supported: teach the generator another name",
            );
        }
        check_field(document, name, &field, findings);
    }
}

fn check_field(document: &Document, name: &str, field: &Part<'_>, findings: &mut Findings<'_>) {
    let Some(target) = field.follow(document, "schemas") else {
        return;
    };
    // The rules for all schemas have a word for these.
    if lacks_type(&target) || super::schemas::is_composed(&target) {
        return;
    }
    for key in ["nullable", "x-sensitive"] {
        if let Some(member) = target.get(key) {
            findings.report(
                &member,
                format!("`{key}` of property {name}, which is sent, is not generated yet"),
                "leave the property out, or teach the generator first: null and absent would be \
                 different things, and what is secret must not show",
            );
            return;
        }
    }
    let is_reference = reference_name(field.value).is_some();
    match (target.text("type"), is_reference) {
        ("string", true) => check_kind(&target, findings),
        ("array", true) => check_list(document, &target, findings),
        ("string", false) => check_text(name, field, findings),
        ("integer", false) => {
            check_keys(
                name,
                field,
                &["format", "minimum", "maximum", "enum"],
                findings,
            );
            check_values(field, findings);
        }
        ("boolean", false) => {
            check_keys(name, field, &[], findings);
            check_values(field, findings);
        }
        (kind, _) => findings.report(
            field,
            match kind {
                "" => format!("property {name}, which is sent, has no type: not generated yet"),
                kind => format!("property {name}, {kind:?}, is not generated yet where it stands"),
            },
            "a field of a request is a boolean or an integer, written at the property; a text; or \
             a `$ref` to an enum, to a text with limits, or to an array of either",
        ),
    }
}

/// A text without a name: any text, or a date.
fn check_text(name: &str, field: &Part<'_>, findings: &mut Findings<'_>) {
    check_keys(name, field, &["format"], findings);
    let format = field.text("format");
    if let Some(member) = field.get("format").filter(|_| format != "date-time") {
        findings.report(
            &member,
            format!("format {format:?} of property {name}, which is sent, is not generated yet"),
            "leave it out, or write a pattern",
        );
    }
}

fn check_keys(name: &str, field: &Part<'_>, own: &[&str], findings: &mut Findings<'_>) {
    for (key, member) in field.members() {
        if ANY.contains(&key) || own.contains(&key) || key.starts_with("x-") {
            continue;
        }
        findings.report(
            &member,
            format!("`{key}` of property {name}, which is sent, is not generated where it stands"),
            "a text with limits or an enum belongs into components.schemas: its name becomes that \
             of the checked type; other limits come with the first operation that needs them",
        );
    }
}
