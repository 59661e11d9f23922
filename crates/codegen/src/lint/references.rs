//! References: local, resolving, alone.

use super::part::{Findings, Part};
use crate::document::{Document, reference};

/// Checks every `$ref` of the document.
pub(super) fn check(document: &Document, root: &Part<'_>, findings: &mut Findings<'_>) {
    visit(document, root, findings);
    for (name, schema) in components(root, "schemas") {
        if reference(schema.value).is_some() {
            findings.report(
                &schema,
                format!("component schema {name} is only a reference"),
                "refer to the other schema where this one is used",
            );
        }
    }
}

/// The members of one section of `components`.
pub(super) fn components<'a>(root: &Part<'a>, section: &str) -> Vec<(&'a str, Part<'a>)> {
    root.get("components")
        .map(|part| part.members_of(section))
        .unwrap_or_default()
}

fn visit(document: &Document, part: &Part<'_>, findings: &mut Findings<'_>) {
    if let Some(target) = part.get("$ref") {
        check_one(document, part, &target, findings);
        return;
    }
    for (name, member) in part.members() {
        if !matches!(name, "example" | "default" | "enum") {
            visit(document, &member, findings);
        }
    }
    for item in part.items() {
        visit(document, &item, findings);
    }
}

fn check_one(
    document: &Document,
    owner: &Part<'_>,
    target: &Part<'_>,
    findings: &mut Findings<'_>,
) {
    let Some(text) = target.value.as_str() else {
        findings.report(
            target,
            "`$ref` is not a text",
            "write `$ref: '#/components/schemas/Name'`",
        );
        return;
    };
    let segments: Vec<&str> = text.split('/').collect();
    if !matches!(segments[..], ["#", "components", _, _]) {
        findings.report(
            target,
            format!("`$ref` to {text} does not point to a component of this document"),
            "move the part to `components` and refer to `#/components/SECTION/NAME`",
        );
    } else if document.resolve(text).is_none() {
        findings.report(
            target,
            format!("`$ref` points to {text}, which does not exist"),
            "correct the name or add the component",
        );
    }
    if owner.members().len() > 1 {
        findings.report(
            owner,
            "members beside `$ref` are ignored by every reader of OpenAPI 3.0",
            "move them to the component, or write the part out here",
        );
    }
}
