//! The values that the schema of a boolean or an integer names: of its type, and within its limits.

use std::collections::HashSet;

use super::part::{Findings, Part};
use crate::model::bounds_of_format;

/// The values that a boolean or an integer names must be of its type and within its limits.
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
    if let Some(values) = schema
        .get("enum")
        .filter(|values| values.items().is_empty())
    {
        findings.report(
            "document/empty-enum",
            &values,
            "`enum` allows nothing",
            "list the allowed values",
        );
    }
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
    let (least, most) = (
        number("minimum").unwrap_or(of_format),
        number("maximum").unwrap_or(to_format),
    );
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

fn is_limit(part: &Part<'_>) -> bool {
    matches!(part.name(), "minimum" | "maximum")
}
