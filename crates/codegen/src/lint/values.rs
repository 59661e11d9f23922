//! The values that the schema of a boolean or a number names: of its type, and within its limits.

use std::collections::HashSet;

use serde_json::Value;

use super::part::{Findings, Part};
use super::walk::schema_members;
use crate::model::bounds_of_format;

/// Checks the schema of a single value that is a parameter, called `name`: what it says is checked, or it is
/// refused.
pub(super) fn check_scalar(name: &str, schema: &Part<'_>, findings: &mut Findings<'_>) {
    const ANY: [&str; 6] = [
        "type",
        "default",
        "description",
        "example",
        "format",
        "x-time",
    ];
    let (own, hint): (&[&str], _) = match schema.text("type") {
        "boolean" => (&["enum"], "only `enum` is checked"),
        "integer" | "number" => (
            &[
                "minimum",
                "maximum",
                "exclusiveMinimum",
                "exclusiveMaximum",
                "enum",
            ],
            "only `minimum`, `maximum` and `enum` are checked",
        ),
        _ => (
            &[],
            "move a text with limits to components.schemas: its name becomes the name of the checked type",
        ),
    };
    let is_secret = schema.text("type") == "string" && schema.flag("x-sensitive");
    if is_secret {
        findings.report(
            "house/secret-parameter",
            &schema.at("x-sensitive"),
            format!("parameter {name} is sensitive"),
            "describe credentials in `securitySchemes`",
        );
    }
    for (key, member) in schema_members(schema) {
        let is_known = ANY.contains(&key) || own.contains(&key);
        // Of items, the rule for arrays tells it.
        let is_item = || schema.path().last().is_some_and(|last| last == "items");
        let is_told = is_secret && key == "x-sensitive" || key == "nullable" && is_item();
        if !is_known && !is_told {
            let message = format!("`{key}` is not supported on parameter {name}");
            findings.report("idle/parameter-limit", &member, message, hint);
        }
    }
    if schema.text("type") == "string" {
        check_format(name, schema, findings);
    } else {
        check(schema, findings);
    }
}

/// Of the formats of texts, only dates are checked.
fn check_format(name: &str, schema: &Part<'_>, findings: &mut Findings<'_>) {
    let format = schema.text("format");
    let is_known = match format {
        "date" | "date-time" => true,
        "password" => schema.flag("x-sensitive"),
        _ => false,
    };
    if let Some(member) = schema.get("format").filter(|_| !is_known) {
        let message = format!("format {format:?} is not supported on parameter {name}");
        findings.report(
            "idle/parameter-limit",
            &member,
            message,
            "leave it out, or write a pattern",
        );
    }
}

/// The values that a boolean or a number names must be of its type and within its limits.
pub(super) fn check(schema: &Part<'_>, findings: &mut Findings<'_>) {
    if schema.text("type") == "boolean" {
        if let Some(default) = schema
            .get("default")
            .filter(|part| !part.value.is_boolean())
        {
            findings.report(
                "document/default-not-boolean",
                &default,
                "`default` is not a boolean",
                "write true or false",
            );
        }
        check_enum(schema, "boolean", Value::is_boolean, findings);
        return;
    }
    if schema.text("type") == "number" {
        check_number(schema, findings);
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
            "document/not-whole",
            part,
            format!("{} is not a whole number", part.value),
            "write an integer of at most 64 bits",
        );
    }
    if !odd.is_empty() {
        return;
    }
    check_not_empty(schema, findings);
    let number = |key: &str| schema.get(key).and_then(|part| part.value.as_i64());
    let (of_format, to_format) = bounds_of_format(schema.text("format"));
    let (of_format, to_format) = (of_format.unwrap_or(i64::MIN), to_format.unwrap_or(i64::MAX));
    for part in &numbers {
        let value = part.value.as_i64().unwrap_or_default();
        if value < of_format || value > to_format {
            let format = schema.text("format");
            findings.report(
                "document/out-of-format",
                part,
                format!("{value} is out of range for the format {format}"),
                "correct the value or the format",
            );
            return;
        }
    }
    let inside = |key: &str| i64::from(schema.flag(key));
    let (least, most) = (
        number("minimum").map(|least| least.saturating_add(inside("exclusiveMinimum"))),
        number("maximum").map(|most| most.saturating_sub(inside("exclusiveMaximum"))),
    );
    let (least, most) = (least.unwrap_or(of_format), most.unwrap_or(to_format));
    if least > most {
        let message = format!("`minimum` {least} is greater than `maximum` {most}");
        let place = match schema.get("maximum") {
            Some(maximum) => maximum,
            None => schema.at("minimum"),
        };
        findings.report(
            "document/number-limits",
            &place,
            message,
            "correct one of them: no value can satisfy both",
        );
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
                "document/value-out-of-limits",
                part,
                format!("the limits of this schema do not allow {value}"),
                "correct the value or the limits",
            );
        }
    }
}

/// The same for a number with a fraction.
fn check_number(schema: &Part<'_>, findings: &mut Findings<'_>) {
    let number = |key: &str| schema.get(key).and_then(|part| part.value.as_f64());
    if let Some(default) = schema.get("default").filter(|part| !part.value.is_number()) {
        findings.report(
            "document/default-not-number",
            &default,
            "`default` is not a number",
            "write a number",
        );
    }
    let (least, most) = (number("minimum"), number("maximum"));
    let is_open = schema.flag("exclusiveMinimum") || schema.flag("exclusiveMaximum");
    if let (Some(least), Some(most)) = (least, most)
        && (least > most || least == most && is_open)
    {
        let message = format!("no number is between `minimum` {least} and `maximum` {most}");
        findings.report(
            "document/number-limits",
            &schema.at("maximum"),
            message,
            "correct one of them",
        );
        return;
    }
    check_enum(schema, "number", Value::is_number, findings);
    let listed = schema.items_of("enum");
    let listed: Vec<Part<'_>> = listed
        .into_iter()
        .filter(|part| part.value.is_number())
        .collect();
    let default = schema.get("default");
    for part in listed.iter().chain(&default) {
        let Some(value) = part.value.as_f64() else {
            continue;
        };
        let is_low = least.is_some_and(|least| {
            value < least || value == least && schema.flag("exclusiveMinimum")
        });
        let is_high = most
            .is_some_and(|most| value > most || value == most && schema.flag("exclusiveMaximum"));
        let is_it = |one: &Part<'_>| one.value.as_f64() == Some(value);
        let is_listed = listed.is_empty() || listed.iter().any(is_it);
        if is_low || is_high || !is_listed {
            findings.report(
                "document/value-out-of-limits",
                part,
                format!("the limits of this schema do not allow {value}"),
                "correct the value or the limits",
            );
        }
    }
}

/// No value can be one of none, and a value of another type is none of those that may be sent.
fn check_enum(
    schema: &Part<'_>,
    kind: &str,
    fits: fn(&Value) -> bool,
    findings: &mut Findings<'_>,
) {
    check_not_empty(schema, findings);
    for part in schema.items_of("enum") {
        if !fits(part.value) {
            findings.report(
                "idle/enum-value",
                &part,
                format!(
                    "{} in the `enum` is no {kind}, so it is never sent",
                    part.value
                ),
                "write it as the `type` says, or correct the `type`",
            );
        }
    }
}

fn check_not_empty(schema: &Part<'_>, findings: &mut Findings<'_>) {
    let values = schema.get("enum");
    if let Some(values) = values.filter(|values| values.items().is_empty()) {
        findings.report(
            "document/empty-enum",
            &values,
            "`enum` allows nothing",
            "list the allowed values",
        );
    }
}

fn is_limit(part: &Part<'_>) -> bool {
    matches!(part.name(), "minimum" | "maximum")
}
