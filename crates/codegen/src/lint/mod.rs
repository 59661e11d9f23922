//! Stage 2, lint: every reason why a document cannot become a good client, all at once.
//!
//! The rules are this project's; `rules` has them as data, with the reason for each. What no rule allows is
//! refused: a construct that the generator does not know must never be generated wrongly.
//!
//! | rules | judge |
//! |---|---|
//! | `characters` | every key and text: characters that do not show |
//! | `shape` | every value: its kind, and that something reads it; `crate::openapi` lists what there may be, `references` and `extensions` judge `$ref` and `x-...` |
//! | `provider`, `servers` | `x-provider` and `servers` |
//! | `features` | `x-features` |
//! | `paths` | path templates and their methods |
//! | `operations`, `idempotency` | names and descriptions of operations, and `x-idempotent` |
//! | `security` | what operations need of the security schemes |
//! | `parameters`, `query` | parameters, and those in detail that are no single values in the path |
//! | `requests`, `fields` | request bodies, and the properties of objects in them |
//! | `responses`, `statuses`, `successes`, `answers` | responses, and the objects that they reach |
//! | `pages`, `jobs`, `job_entries` | `x-pages` and `x-job` |
//! | `command` | `x-confirm`, `x-columns` and `x-file-suffix` |
//! | `items` | `x-items` |
//! | `times` | `x-time` and `x-time-range` |
//! | `schemas`, `arrays`, `maps`, `unions`, `untagged` | every component schema |
//! | `names` | names that would clash in Rust |
//! | `gaps` | drafts, and the texts that they lack |
//! | `unused` | components that nothing refers to |
//!
//! They share what follows, and never call each other.
//!
//! | file | has |
//! |---|---|
//! | `part` | a part of a document with the way to it, and the list of findings |
//! | `regions`, `hidden` | operations and components as a whole, and what a value of the wrong kind hides |
//! | `walk` | finding operations, components, properties, unions |
//! | `reach` | which objects requests reach |
//! | `property` | what a path such as `owner.name` leads to |
//! | `tags` | what tells the members of unions apart |
//! | `texts`, `lists`, `values`, `pieces` | what may be sent: texts and enums, arrays, numbers and booleans, arrays and objects in one piece |
//! | `headers` | names of headers that are parameters |
//! | `kinds` | which keys mean something in a schema, by its type |
//! | `literals` | what is sent as it is written: paths, media types, addresses |
//! | `examples`, `sources` | a body's example, `x-source` |
//!
//! `survey` looks at all findings together: which operations they keep from being generated.

mod answers;
mod arrays;
mod characters;
mod command;
mod examples;
mod extensions;
mod features;
mod fields;
mod gaps;
mod headers;
mod hidden;
mod idempotency;
mod items;
mod job_entries;
mod jobs;
mod kinds;
mod lists;
mod literals;
mod maps;
mod names;
mod operations;
mod pages;
mod parameters;
mod part;
mod paths;
mod pieces;
mod property;
mod provider;
mod query;
mod reach;
mod references;
mod regions;
mod requests;
mod responses;
mod schemas;
mod security;
mod servers;
mod shape;
mod sources;
mod statuses;
mod successes;
mod survey;
mod tags;
mod texts;
mod times;
mod unions;
mod untagged;
mod unused;
mod values;
mod walk;

use fields::Bodies;
use part::{Findings, Found, Part};
pub(crate) use regions::Into;
use security::Schemes;
pub use survey::Survey;
use tags::Unions;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::openapi::DOCUMENT;
use crate::rules::Profile;

/// Checks `document` against every rule.
pub(crate) fn lint(document: &Document, profile: Profile) -> Vec<Diagnostic> {
    let found = find(document, profile).into_iter();
    let found = found.filter(|found| !found.is_repeated);
    let mut all = document.warnings.clone();
    all.extend(found.map(|found| found.finding));
    all.sort_by(|a, b| (a.position, &a.path).cmp(&(b.position, &b.path)));
    all
}

/// Which operations of `document` could be generated.
pub(crate) fn survey(document: &Document, profile: Profile) -> Survey {
    survey::survey(document, find(document, profile))
}

/// The same for a `document` that has no normal form: what keeps it from one, with the paths of the places. A mistake
/// is met by all that refer to it by references that count.
pub(crate) fn survey_refused(
    document: &Document,
    counted: Into,
    reasons: &[(Vec<String>, Diagnostic)],
) -> Survey {
    survey::refused(document, counted, reasons)
}

/// The findings with the paths of their places.
fn find(document: &Document, profile: Profile) -> Vec<Found> {
    let mut findings = Findings::new(document, profile);
    let root = Part::root(document);
    if is_openapi_3(&root, &mut findings) {
        characters::check(&root, &mut findings);
        shape::check(document, &root, &DOCUMENT, &mut findings);
        let hidden = regions::hidden_by(&root, &findings.broken);
        findings.hide(hidden);
        let unions = Unions::of(&root);
        gaps::check(&root, &mut findings);
        sources::check(&root, &mut findings);
        provider::check(document, &root, &mut findings);
        features::check(&root, &mut findings);
        servers::check(&root, &mut findings);
        paths::check(&root, &mut findings);
        check_operations(document, &root, &unions, &mut findings);
        schemas::check(document, &root, &mut findings);
        arrays::check(&root, &mut findings);
        unions::check(document, &root, &unions, &mut findings);
        untagged::check(&root, &mut findings);
        names::check(document, &root, &mut findings);
        answers::check(document, &root, &unions, &mut findings);
        jobs::check(document, &root, &mut findings);
        command::check_columns(document, &root, &mut findings);
        if findings.knows_all_uses() {
            unused::check(&root, &mut findings);
        }
    }
    let mut list = findings.list;
    list.sort_by(|Found { finding: a, .. }, Found { finding: b, .. }| {
        (a.position, &a.path).cmp(&(b.position, &b.path))
    });
    list
}

fn check_operations(
    document: &Document,
    root: &Part<'_>,
    unions: &Unions<'_>,
    findings: &mut Findings<'_>,
) {
    let schemes = Schemes::of(root);
    let operations = walk::operations(root);
    let parts: Vec<Part<'_>> = operations.iter().map(|(.., part)| part.clone()).collect();
    schemes.check(&parts, findings);
    let mut bodies = Bodies::new(document, unions);
    for (method, template, operation) in operations {
        operations::check(root, &operation, findings);
        servers::check_own(&operation, findings);
        schemes.check_operation(&operation, findings);
        idempotency::check(method, &operation, findings);
        command::check_question(&operation, document, findings);
        command::check_suffix(&operation, findings);
        parameters::check(document, template, &operation, findings);
        query::check(document, &operation, findings);
        requests::check(document, &operation, findings);
        bodies.check(&operation, findings);
        responses::check(document, &operation, findings);
        pages::check(document, method, &operation, findings);
        items::check(document, method, &operation, findings);
        times::check_range(document, &operation, findings);
    }
    pages::check_shared(document, root, findings);
}

/// Whether the rules below mean anything in this document. Those for OpenAPI 3.0 judge one of 3.1 too: they say
/// what else would have to be written differently.
fn is_openapi_3(root: &Part<'_>, findings: &mut Findings<'_>) -> bool {
    let Some(version) = root.get("openapi") else {
        findings.report(
            "document/no-openapi",
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
        "unsupported/version",
        &version,
        format!("OpenAPI version {} is not supported", version.value),
        "write the document in OpenAPI 3.0.3",
    );
    text.starts_with("3.1.")
}
