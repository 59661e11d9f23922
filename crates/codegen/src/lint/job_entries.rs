//! `x-job`: rules on the entries of an array, and reasons in them.

use serde_json::Value;

use super::part::{Findings, Part};
use super::property::{self, Property};
use super::shape;
use crate::document::Document;
use crate::openapi::{Shape, must};

const HINT: &str = "correct it: specs/README.md has the forms of rules on entries";

static REASON: Shape = Shape::Object(&[must("any", &Shape::Text), must("property", &Shape::Text)]);

/// Checks a rule with `any` or `all`.
pub(super) fn rule<'a>(
    document: &'a Document,
    job: &Part<'a>,
    rule: &Part<'a>,
    findings: &mut Findings<'_>,
) {
    let (Some(property), Some(is)) = (rule.get("property"), rule.get("is")) else {
        let message = "a rule on entries needs `property` and `is`";
        return findings.report("extension/job-entries", rule, message, HINT);
    };
    let array = match (rule.get("any"), rule.get("all")) {
        (Some(array), None) | (None, Some(array)) => array,
        _ => {
            return findings.report(
                "extension/job-entries",
                rule,
                "`any` and `all` exclude each other",
                HINT,
            );
        }
    };
    if let Some(entry) = entry(document, job, &array, findings) {
        integer(document, &entry, &property, findings);
    }
    match is.members()[..] {
        [("equals", ref other)] if other.value.is_string() => {
            integer(document, job, other, findings);
        }
        [("not", ref number)] if number.value.is_i64() => {}
        _ => findings.report(
            "extension/job-entries",
            &is,
            "entries are compared neither with a property nor with a number",
            "write `{equals: PROPERTY}`, an integer of the job, or `{not: 0}`",
        ),
    }
}

/// Checks a reason that is in an entry.
pub(super) fn reason<'a>(
    document: &'a Document,
    job: &Part<'a>,
    reason: &Part<'a>,
    findings: &mut Findings<'_>,
) {
    if !shape::check(document, reason, &REASON, findings) {
        return;
    }
    let (array, text) = (reason.at("any"), reason.at("property"));
    if let Some(entry) = entry(document, job, &array, findings)
        && let Some(found) = find(document, &entry, &text, findings)
        && !found.is_plain_text()
    {
        let message = format!("{} is not a text that may be shown", text.value);
        findings.report("extension/job-entries", &text, message, HINT);
    }
}

/// The schema of an entry of the array that `name` names, which must be the job's own.
fn entry<'a>(
    document: &'a Document,
    job: &Part<'a>,
    name: &Part<'a>,
    findings: &mut Findings<'_>,
) -> Option<Part<'a>> {
    let path = name.value.as_str().unwrap_or_default();
    let found = find(document, job, name, findings)?;
    let items = found.schema.get("items");
    let entry = items.and_then(|items| items.follow(document, "schemas"));
    let entry = entry.filter(|entry| entry.text("type") == "object");
    if entry.is_none() || path.contains('.') {
        let message = format!("{path} is not an array of objects that the job itself has");
        findings.report("extension/job-entries", name, message, HINT);
        return None;
    }
    entry
}

fn integer<'a>(
    document: &'a Document,
    owner: &Part<'a>,
    name: &Part<'a>,
    findings: &mut Findings<'_>,
) {
    if let Some(found) = find(document, owner, name, findings)
        && found.schema.text("type") != "integer"
    {
        findings.report(
            "extension/job-entries",
            name,
            format!("{} is not an integer", name.value),
            HINT,
        );
    }
}

/// The property of `owner` that `name` names.
fn find<'a>(
    document: &'a Document,
    owner: &Part<'a>,
    name: &Part<'a>,
    findings: &mut Findings<'_>,
) -> Option<Property<'a>> {
    let Value::String(path) = name.value else {
        return None;
    };
    match property::find(document, owner, path) {
        Ok(found) => found,
        Err(reason) => {
            let message = format!("{path:?} does not lead to a property: {reason}");
            findings.report("extension/job-entries", name, message, HINT);
            None
        }
    }
}
