//! Stage 2, lint: every reason why a document cannot become a good client, all at once.
//!
//! The rules are this project's (`specs/README.md`) and progenitor's. What no rule allows is
//! refused: a construct that the generator does not know must never be generated wrongly.

mod answers;
mod characters;
mod circles;
mod extensions;
mod fields;
mod jobs;
mod lists;
mod literals;
mod names;
mod openapi;
mod operations;
mod pages;
mod parameters;
mod part;
mod property;
mod query;
mod reach;
mod references;
mod requests;
mod responses;
mod schemas;
mod shape;
mod unions;

use part::{Findings, Part};
use unions::Unions;

use crate::diagnostic::Diagnostic;
use crate::document::Document;

/// Checks `document` against every rule.
pub(crate) fn lint(document: &Document) -> Vec<Diagnostic> {
    let mut findings = Findings::new(document);
    let root = Part::root(document);
    if !is_openapi_3_0(&root, &mut findings) {
        return findings.list;
    }
    characters::check(&root, &mut findings);
    if shape::check(document, &root, &openapi::DOCUMENT, &mut findings) {
        let unions = Unions::of(&root);
        extensions::check_source(&root, &mut findings);
        operations::check(document, &root, &unions, &mut findings);
        schemas::check(document, &root, &mut findings);
        unions::check(document, &root, &unions, &mut findings);
        names::check(document, &root, &mut findings);
        answers::check(document, &root, &unions, &mut findings);
        jobs::check(document, &root, &mut findings);
    }
    let mut list = findings.list;
    list.sort_by(|a, b| (a.position, &a.path).cmp(&(b.position, &b.path)));
    list
}

/// Anything else cannot be judged by the rules below.
fn is_openapi_3_0(root: &Part<'_>, findings: &mut Findings<'_>) -> bool {
    let Some(version) = root.get("openapi") else {
        findings.report(
            root,
            "not an OpenAPI document: there is no `openapi`",
            "begin with `openapi: 3.0.3`; specs/README.md shows the form",
        );
        return false;
    };
    let text = root.text("openapi");
    if text.starts_with("3.0.") {
        return true;
    }
    findings.report(
        &version,
        format!("OpenAPI version {} is not supported", version.value),
        "write the document in OpenAPI 3.0.3; progenitor reads no other version",
    );
    false
}
