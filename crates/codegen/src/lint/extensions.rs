//! Extensions: known, in the right place, of the right type.

use serde_json::Value;

use super::part::{Findings, Part};

const KNOWN: &[&str] = &[
    "x-deviation",
    "x-idempotent",
    "x-job",
    "x-omit",
    "x-pages",
    "x-sensitive",
    "x-source",
];

/// Checks the whole document.
pub(super) fn check(root: &Part<'_>, findings: &mut Findings<'_>) {
    visit(root, findings);
    check_source(root, findings);
}

/// Visits every part but examples, whose content belongs to the provider.
fn visit(part: &Part<'_>, findings: &mut Findings<'_>) {
    for (name, member) in part.members() {
        if matches!(name, "example" | "examples" | "default" | "enum") {
            continue;
        }
        if name.starts_with("x-") && is_extension_place(part) {
            check_one(name, &member, findings);
        } else {
            visit(&member, findings);
        }
    }
    for item in part.items() {
        visit(&item, findings);
    }
}

/// Header, property and schema names may begin with `x-` too.
fn is_extension_place(part: &Part<'_>) -> bool {
    let last = part.path.last().map(String::as_str);
    let is_map_of_names = matches!(
        last,
        Some("headers" | "properties" | "schemas" | "parameters")
    );
    !is_map_of_names
}

fn check_one(name: &str, member: &Part<'_>, findings: &mut Findings<'_>) {
    match name {
        "x-idempotent" | "x-sensitive" | "x-omit" if !member.value.is_boolean() => findings.report(
            member,
            format!("`{name}` is not a boolean"),
            "write `true` or `false`",
        ),
        "x-deviation" if !is_one_line(member.value) => findings.report(
            member,
            "`x-deviation` is not one line of text",
            "say in one line what the provider's text has wrong, what was taken and why",
        ),
        "x-source" => {}
        _ if KNOWN.contains(&name) => {}
        _ => findings.report(
            member,
            format!("`{name}` is not an extension of this project"),
            "correct the name, or define it in specs/README.md and in the lint",
        ),
    }
}

fn is_one_line(value: &Value) -> bool {
    value
        .as_str()
        .is_some_and(|text| !text.trim().is_empty() && !text.trim().contains('\n'))
}

/// The `x-source` of a document or an operation.
pub(super) fn check_source(owner: &Part<'_>, findings: &mut Findings<'_>) {
    let hint = "write `x-source: {url: <the provider's page>, read: \"YYYY-MM-DD\"}`";
    let Some(source) = owner.get("x-source") else {
        findings.report(owner, "there is no `x-source`", hint);
        return;
    };
    let is_date = source.text("read").len() == "2026-01-31".len();
    if !source.text("url").starts_with("https://") || !is_date {
        findings.report(&source, "`x-source` has no `url` or no date `read`", hint);
    }
}
