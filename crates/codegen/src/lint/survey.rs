//! Which operations of a document could be generated, and which rule keeps each of the others from it.

use std::collections::{BTreeMap, BTreeSet};

use super::hidden::Region;
use super::part::{Found, Part};
use super::regions::{Into, Users, region};
use super::walk::operations;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::rules::Severity;

/// What the lint says of a document as a whole.
#[derive(Debug, Default)]
pub struct Survey {
    /// What the document says of its OpenAPI version.
    pub version: String,
    /// Method and path of each operation.
    pub operations: Vec<String>,
    /// For each rule with an error, how often it is broken.
    pub findings: BTreeMap<&'static str, usize>,
    /// For each operation that meets an error, the rules that it breaks itself or by what it refers to. A rule that
    /// the document as a whole breaks counts for each operation.
    pub blocked: BTreeMap<String, BTreeSet<&'static str>>,
}

/// Looks at all findings of a document.
pub(super) fn survey(document: &Document, all: Vec<Found>) -> Survey {
    let all = all.iter();
    let all = all.map(|found| (&found.path, &found.finding, !found.is_repeated));
    looked_at(document, Into::Components, all)
}

/// The same for a document as it was loaded: `findings` are what refuses it, with the paths of their places.
pub(super) fn refused(
    document: &Document,
    into: Into,
    findings: &[(Vec<String>, Diagnostic)],
) -> Survey {
    let findings = findings.iter();
    looked_at(
        document,
        into,
        findings.map(|(path, finding)| (path, finding, true)),
    )
}

/// `all` has the path of the place of each finding, and whether it is counted.
fn looked_at<'f>(
    document: &Document,
    into: Into,
    all: impl Iterator<Item = (&'f Vec<String>, &'f Diagnostic, bool)>,
) -> Survey {
    let root = Part::root(document);
    let names = names(&root);
    let mut survey = begun(&root, &names);
    let users = Users::of(&root, into);
    let mut reached: BTreeMap<Region, Vec<&String>> = BTreeMap::new();
    for (path, finding, is_counted) in all {
        if finding.severity != Severity::Error {
            continue;
        }
        let rule = finding.rule;
        if is_counted {
            *survey.findings.entry(rule).or_default() += 1;
        }
        let region = region(path);
        let operations = reached
            .entry(region.clone())
            .or_insert_with(|| met_by(&region, &users, &names));
        for operation in operations {
            let rules = survey.blocked.entry((*operation).clone()).or_default();
            rules.insert(rule);
        }
    }
    survey
}

/// Method and path of each operation, by its place.
fn names(root: &Part<'_>) -> BTreeMap<Region, String> {
    operations(root)
        .into_iter()
        .map(|(method, path, part)| (part.path(), format!("{method} {path}")))
        .collect()
}

/// What is known before any finding.
fn begun(root: &Part<'_>, names: &BTreeMap<Region, String>) -> Survey {
    Survey {
        version: root.text("openapi").to_owned(),
        operations: names.values().cloned().collect(),
        ..Survey::default()
    }
}

/// The operations that meet a mistake in `region`.
fn met_by<'n>(
    region: &Region,
    users: &Users,
    names: &'n BTreeMap<Region, String>,
) -> Vec<&'n String> {
    let is_of_all = !matches!(
        region.first().map(String::as_str),
        Some("components" | "paths")
    );
    let met = users.of_all([region.clone()]);
    // What a path says for all its operations is a region of its own.
    let is_met = |path: &Region| met.contains(path) || met.contains(&path[..2.min(path.len())]);
    let names = names.iter().filter(|(path, _)| {
        is_of_all || is_met(path) || region[0] == "paths" && path.starts_with(region)
    });
    names.map(|(_, name)| name).collect()
}
