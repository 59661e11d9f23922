//! What the command makes of a document beyond the clients: `x-confirm`, `x-columns` and `x-file-suffix`.

use std::collections::HashSet;

use super::part::{Findings, Part};
use super::walk::components;
use crate::document::Document;

/// Checks the question of an operation.
pub(super) fn check_question(
    operation: &Part<'_>,
    document: &Document,
    findings: &mut Findings<'_>,
) {
    check_typed(operation, document, findings);
    let Some(question) = operation.get("x-confirm") else {
        return;
    };
    let text = question.value.as_str().unwrap_or_default();
    if text != text.trim() || text.contains('\n') || !text.ends_with('?') || text.len() < 10 {
        findings.report(
            "extension/confirm-question",
            &question,
            "`x-confirm` is not a question in one line",
            "ask for what a person must know before the call is sent, and end with a question mark",
        );
    }
}

/// Checks which parameter a person types instead of "yes".
fn check_typed(operation: &Part<'_>, document: &Document, findings: &mut Findings<'_>) {
    let Some(typed) = operation.get("x-confirm-with") else {
        return;
    };
    if operation.get("x-confirm").is_none() {
        findings.report(
            "extension/confirm-with-alone",
            &typed,
            "`x-confirm-with` has no question",
            "add the question as `x-confirm`, or remove it",
        );
    }
    let name = typed.value.as_str().unwrap_or_default();
    let parameters = operation.items_of("parameters").into_iter();
    let mut parameters = parameters.filter_map(|one| one.follow(document, "parameters"));
    if !parameters.any(|one| one.text("in") == "path" && one.text("name") == name) {
        findings.report(
            "extension/confirm-with-unknown",
            &typed,
            format!("`{name}` is not a parameter of the path"),
            "name the parameter of the path whose value a person types instead of \"yes\"",
        );
    }
}

/// Checks how the name of a file ends that the operation answers.
pub(super) fn check_suffix(operation: &Part<'_>, findings: &mut Findings<'_>) {
    let Some(suffix) = operation.get("x-file-suffix") else {
        return;
    };
    let text = suffix.value.as_str().unwrap_or_default();
    let is_part = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    if !text
        .strip_prefix('.')
        .is_some_and(|rest| rest.split('.').all(is_part))
    {
        findings.report(
            "extension/file-suffix",
            &suffix,
            "`x-file-suffix` is not the end of a file name",
            "write it with its dots and in small letters, such as `.tar.gz`",
        );
        return;
    }
    let responses = operation
        .get("responses")
        .map(|responses| responses.value.to_string());
    if !responses.is_some_and(|text| text.contains("\"binary\"")) {
        findings.report(
            "extension/file-suffix-place",
            &suffix,
            "`x-file-suffix` is at an operation that answers no file",
            "remove it, or describe the success as bytes",
        );
    }
}

/// Checks the columns of every schema.
pub(super) fn check_columns(document: &Document, root: &Part<'_>, findings: &mut Findings<'_>) {
    for (_, schema) in components(root, "schemas") {
        let Some(columns) = schema.get("x-columns") else {
            continue;
        };
        let listed = columns.items();
        if listed.is_empty() {
            findings.report(
                "extension/columns-empty",
                &columns,
                "`x-columns` is not a list of properties",
                "list the properties that a table shows, the most important first, or remove it",
            );
        }
        let mut seen = HashSet::new();
        for column in listed {
            let name = column.value.as_str().unwrap_or_default();
            if !seen.insert(name) {
                findings.report(
                    "extension/columns-twice",
                    &column,
                    format!("`{name}` is listed twice"),
                    "remove one",
                );
            } else if !is_shown(document, &schema, name) {
                findings.report("extension/columns-unfit", 
                    &column,
                    format!("`{name}` is not a property that a table can show"),
                    "name a text, a number or a boolean of this schema, or of a member of this union, that \
                     answers may have and that is not `x-sensitive`",
                );
            }
        }
    }
}

/// Whether `schema`, or a member of the union that it is, has a scalar `name` that people may see.
fn is_shown(document: &Document, schema: &Part<'_>, name: &str) -> bool {
    let members = schema.items_of("oneOf").into_iter();
    let members = members.filter_map(|member| member.follow(document, "schemas"));
    members.chain([schema.clone()]).any(|object| {
        let property = object.get("properties").and_then(|all| all.get(name));
        property.is_some_and(|property| {
            let target = property.follow(document, "schemas");
            target.is_some_and(|target| {
                let kind = target.text("type");
                matches!(kind, "string" | "integer" | "number" | "boolean")
                    && !target.flag("x-sensitive")
                    && !target.flag("writeOnly")
            })
        })
    })
}
