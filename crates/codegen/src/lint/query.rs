//! Query parameters: booleans, integers with limits, checked texts and enums of texts.

use std::collections::HashSet;

use super::parameters::{Place, check_text_kind};
use super::part::{Findings, Part};
use crate::document::{Document, reference_name};
use crate::model::bounds_of_format;

/// What may stand in the schema of a boolean.
const BOOLEAN: [&str; 3] = ["type", "default", "description"];

/// What may stand in the schema of an integer.
const INTEGER: [&str; 7] = [
    "type",
    "format",
    "default",
    "description",
    "minimum",
    "maximum",
    "enum",
];

/// Checks one query parameter.
pub(super) fn check(document: &Document, parameter: &Part<'_>, findings: &mut Findings<'_>) {
    let name = parameter.text("name");
    if parameter.flag("x-omit") {
        check_omitted(parameter, findings);
        return;
    }
    let Some(schema) = parameter.get("schema") else {
        findings.report(parameter, "the parameter has no `schema`", "add its type");
        return;
    };
    if reference_name(schema.value).is_some() {
        if let Some(kind) = schema.follow(document, "schemas") {
            check_kind(&kind, Place::Query, findings);
        }
        return;
    }
    let allowed: &[&str] = match schema.text("type") {
        "boolean" => &BOOLEAN,
        "integer" => &INTEGER,
        _ => &[],
    };
    let keys = schema.members();
    if !allowed.is_empty() && keys.iter().all(|(key, _)| allowed.contains(key)) {
        check_values(&schema, findings);
        return;
    }
    findings.report(
        &schema,
        format!("the schema of query parameter {name} is not generated yet"),
        "use `boolean`, `integer` with `minimum`, `maximum` or `enum`, or a `$ref` to a text with \
         a pattern or an enum of texts",
    );
}

fn check_omitted(parameter: &Part<'_>, findings: &mut Findings<'_>) {
    let name = parameter.text("name");
    if parameter.flag("required") {
        let message = format!("required parameter {name} cannot be omitted");
        findings.report(parameter, message, "remove `x-omit`");
    }
    if parameter.text("x-deviation").is_empty() {
        let message = format!("parameter {name} is omitted without a reason");
        findings.report(parameter, message, "say why in `x-deviation`");
    }
}

/// An enum of texts becomes a closed enum, any other text a checked type. Only within a body may it be
/// null instead, and does a default say what the provider takes.
pub(super) fn check_kind(kind: &Part<'_>, place: Place, findings: &mut Findings<'_>) {
    if kind.get("enum").is_none() || kind.text("type") != "string" {
        check_text_kind(kind, place, findings);
        return;
    }
    for key in ["pattern", "minLength", "maxLength"] {
        if let Some(member) = kind.get(key) {
            let message = format!("`{key}` beside `enum` says nothing more");
            findings.report(
                &member,
                message,
                "remove it: the values say what is allowed",
            );
        }
    }
    for key in ["format", "x-sensitive"].iter().chain(place.refused()) {
        if let Some(member) = kind.get(key) {
            let message = format!("`{key}` in the schema of a parameter is not generated yet");
            findings.report(&member, message, "remove it, or say it in the description");
        }
    }
}

/// The values that a boolean or an integer names must be of its type and within its limits.
pub(super) fn check_values(schema: &Part<'_>, findings: &mut Findings<'_>) {
    if schema.text("type") == "boolean" {
        if let Some(default) = schema
            .get("default")
            .filter(|part| !part.value.is_boolean())
        {
            findings.report(&default, "`default` is no boolean", "write true or false");
        }
        return;
    }
    let mut numbers: Vec<Part<'_>> = ["minimum", "maximum", "default"]
        .into_iter()
        .filter_map(|key| schema.get(key))
        .collect();
    numbers.extend(schema.items_of("enum"));
    let odd: Vec<&Part<'_>> = numbers
        .iter()
        .filter(|part| part.value.as_i64().is_none())
        .collect();
    for part in &odd {
        findings.report(
            part,
            format!("{} is no whole number", part.value),
            "the parameter is an integer of 64 bits",
        );
    }
    if !odd.is_empty() {
        return;
    }
    if let Some(values) = schema
        .get("enum")
        .filter(|values| values.items().is_empty())
    {
        findings.report(&values, "`enum` allows nothing", "list the allowed values");
    }
    let number = |key: &str| schema.get(key).and_then(|part| part.value.as_i64());
    let (of_format, to_format) = bounds_of_format(schema.text("format"));
    let (of_format, to_format) = (of_format.unwrap_or(i64::MIN), to_format.unwrap_or(i64::MAX));
    for part in &numbers {
        let value = part.value.as_i64().unwrap_or_default();
        if value < of_format || value > to_format {
            let format = schema.text("format");
            findings.report(
                part,
                format!("{value} does not fit into the format {format}"),
                "correct the value or the format",
            );
            return;
        }
    }
    let (least, most) = (
        number("minimum").unwrap_or(of_format),
        number("maximum").unwrap_or(to_format),
    );
    if least > most {
        let message = format!("`minimum` {least} is above `maximum` {most}");
        findings.report(schema, message, "correct one of them: nothing is allowed");
        return;
    }
    let values = schema.items_of("enum");
    let values: HashSet<i64> = values
        .iter()
        .filter_map(|item| item.value.as_i64())
        .collect();
    for part in numbers.iter().filter(|part| !is_limit(part)) {
        let Some(value) = part.value.as_i64() else {
            continue;
        };
        let is_listed = values.is_empty() || values.contains(&value);
        if value < least || value > most || !is_listed {
            findings.report(
                part,
                format!("the parameter's own limits do not allow {value}"),
                "correct the value or the limits",
            );
        }
    }
}

fn is_limit(part: &Part<'_>) -> bool {
    part.path
        .last()
        .is_some_and(|key| key == "minimum" || key == "maximum")
}
