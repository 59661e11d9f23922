//! Stage 2, lint: every reason why a document cannot become a good client, all at once.
//!
//! The rules are this project's (`specs/README.md`) and progenitor's. What no rule allows is
//! refused: a construct that the generator does not know must never be generated wrongly.
//!
//! | rules | judge |
//! |---|---|
//! | `characters` | every key and text: characters that do not show |
//! | `shape` | every value: its kind, and that something reads it; `openapi` lists what there may be, `references` and `extensions` judge `$ref` and `x-...` |
//! | `provider`, `servers` | `x-provider` and `servers` |
//! | `paths` | path templates and their methods |
//! | `operations`, `idempotency` | names, descriptions and security of operations, and `x-idempotent` |
//! | `parameters`, `query` | parameters, and those in the query and in headers in detail |
//! | `requests`, `fields` | request bodies, and the properties of objects in them |
//! | `responses`, `answers` | responses, and the objects that they reach |
//! | `pages`, `jobs`, `job_entries` | `x-pages` and `x-job` |
//! | `command` | `x-confirm`, `x-columns` and `x-file-suffix` |
//! | `schemas`, `maps`, `unions` | every component schema |
//! | `names` | names that would clash in Rust |
//! | `unused` | components that nothing refers to |
//!
//! They share what follows, and never call each other.
//!
//! | file | has |
//! |---|---|
//! | `part` | a part of a document with the way to it, and the list of findings |
//! | `walk` | finding operations, components, properties, unions |
//! | `reach` | which objects requests reach |
//! | `property` | what a path such as `owner.name` leads to |
//! | `tags` | what tells the members of unions apart |
//! | `circles` | circles among schemas |
//! | `texts`, `lists`, `values` | what may be sent: texts and enums, arrays, numbers and booleans |
//! | `headers` | names of headers that are parameters |
//! | `literals` | what is sent as it is written: paths, media types, addresses |
//! | `examples`, `sources` | a body's example, `x-source` |

mod answers;
mod characters;
mod circles;
mod command;
mod examples;
mod extensions;
mod fields;
mod headers;
mod idempotency;
mod job_entries;
mod jobs;
mod lists;
mod literals;
mod maps;
mod names;
mod openapi;
mod operations;
mod pages;
mod parameters;
mod part;
mod paths;
mod property;
mod provider;
mod query;
mod reach;
mod references;
mod requests;
mod responses;
mod schemas;
mod servers;
mod shape;
mod sources;
mod tags;
mod texts;
mod unions;
mod unused;
mod values;
mod walk;

pub(crate) use circles::has_any as has_circles;
use fields::Bodies;
use part::{Findings, Part};
use tags::Unions;

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
        sources::check(&root, &mut findings);
        provider::check(document, &root, &mut findings);
        servers::check(&root, &mut findings);
        paths::check(&root, &mut findings);
        check_operations(document, &root, &unions, &mut findings);
        schemas::check(document, &root, &mut findings);
        unions::check(document, &root, &unions, &mut findings);
        names::check(document, &root, &mut findings);
        answers::check(document, &root, &unions, &mut findings);
        jobs::check(document, &root, &mut findings);
        command::check_columns(document, &root, &mut findings);
        // Another mistake, such as a wrong reference, may be why nothing refers to a component.
        if findings.list.is_empty() {
            unused::check(&root, &mut findings);
        }
    }
    let mut list = findings.list;
    list.sort_by(|a, b| (a.position, &a.path).cmp(&(b.position, &b.path)));
    list
}

fn check_operations(
    document: &Document,
    root: &Part<'_>,
    unions: &Unions<'_>,
    findings: &mut Findings<'_>,
) {
    let schemes = operations::schemes(root);
    let mut bodies = Bodies::new(document, unions);
    for (method, template, operation) in walk::operations(root) {
        operations::check(&schemes, &operation, findings);
        idempotency::check(method, &operation, findings);
        command::check_question(&operation, document, findings);
        command::check_suffix(&operation, findings);
        parameters::check(document, template, &operation, findings);
        query::check(document, &operation, findings);
        requests::check(document, &operation, findings);
        bodies.check(&operation, findings);
        responses::check(document, &operation, findings);
        pages::check(document, method, &operation, findings);
    }
    pages::check_shared(document, root, findings);
}

/// Anything else cannot be judged by the rules below.
fn is_openapi_3_0(root: &Part<'_>, findings: &mut Findings<'_>) -> bool {
    let Some(version) = root.get("openapi") else {
        findings.report(
            root,
            "not an OpenAPI document: `openapi` is missing",
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
