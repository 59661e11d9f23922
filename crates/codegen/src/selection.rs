//! Which operations of a document are generated: all, those that somebody names, or those that can be.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::lint::{self, Into, Survey};
use crate::normalize::{self, NoForm};
use crate::only;
use crate::rules::Profile;

/// Which operations of a document are wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Only those that these name, by tag, by `operationId` or by the beginning of their paths; all of them if it is
    /// empty.
    pub only: Vec<String>,
    /// Whether to leave out those that cannot be generated. Without it, each is an error.
    pub supported: bool,
}

/// Keeps of `document` what is wanted. What could not be generated of it: method and path of each operation,
/// with the rules that it breaks.
///
/// # Errors
/// What of [`Wanted::only`] names nothing.
pub(crate) fn select(
    document: &mut Document,
    profile: Profile,
    wanted: &Wanted,
) -> Result<Vec<String>, Vec<Diagnostic>> {
    only::keep(document, &wanted.only)?;
    cut_ours(document, profile);
    if !wanted.supported {
        return Ok(Vec::new());
    }
    let survey = survey(document, profile);
    // What keeps all of them from being generated is wrong with the document.
    if survey.blocked.len() == survey.operations.len() {
        return Ok(Vec::new());
    }
    let left_out = only::leave_out(document, survey.blocked);
    cut_ours(document, profile);
    Ok(left_out)
}

/// Our documents are judged as they are written, and never refer into operations.
fn cut_ours(document: &mut Document, profile: Profile) {
    if profile == Profile::House {
        only::cut(document);
    }
}

/// Which operations of `document` could be generated.
pub(crate) fn survey(document: &Document, profile: Profile) -> Survey {
    if profile == Profile::House {
        return lint::survey(document, profile);
    }
    match normalize::normalize(document) {
        Ok(normal) => Survey {
            // The normal form is always of 3.0.
            version: crate::document::text(&document.root, "openapi").to_owned(),
            ..of_normal(document, &normal, profile)
        },
        Err(reasons) => of_the_rest(document, &reasons, profile),
    }
}

/// The same for a document that has no normal form, for these reasons: it may have one without the operations that
/// meet them.
fn of_the_rest(document: &Document, reasons: &NoForm, profile: Profile) -> Survey {
    let mut all = refused(document, Into::Components, reasons);
    let mut rest = copy(document);
    while all.blocked.len() < all.operations.len() {
        only::leave_out(&mut rest, all.blocked.clone());
        match normalize::normalize(&rest) {
            Ok(normal) => {
                let further = of_normal(&rest, &normal, profile);
                for (rule, count) in further.findings {
                    *all.findings.entry(rule).or_default() += count;
                }
                all.blocked.extend(further.blocked);
                break;
            }
            // What is left refers into what is left out.
            Err(reasons) => {
                let known = all.blocked.len();
                for (name, rules) in refused(&rest, Into::Operations, &reasons).blocked {
                    all.blocked.entry(name).or_insert(rules);
                }
                if all.blocked.len() == known {
                    // Something leads there that is no reference.
                    block_all(&mut all, &reasons);
                }
            }
        }
    }
    all
}

fn copy(document: &Document) -> Document {
    Document {
        name: document.name.clone(),
        root: document.root.clone(),
        kept: document.kept.clone(),
        places: document.places.clone(),
        warnings: document.warnings.clone(),
    }
}

/// Everything that is wrong with a document that has no normal form for these reasons, sorted by place: with the
/// operations that do not meet them too.
pub(crate) fn all_findings(
    document: &Document,
    reasons: NoForm,
    profile: Profile,
) -> Vec<Diagnostic> {
    let met = refused(document, Into::Components, &reasons);
    let mut all: Vec<Diagnostic> = reasons.into();
    if met.blocked.len() < met.operations.len() {
        let mut rest = copy(document);
        only::leave_out(&mut rest, met.blocked);
        let further = match normalize::normalize(&rest) {
            Ok(normal) => lint::lint(&normal, profile),
            Err(reasons) => reasons.into(),
        };
        let known: HashSet<Diagnostic> = all.iter().cloned().collect();
        all.extend(further.into_iter().filter(|one| !known.contains(one)));
    }
    all.sort_by(|a, b| (a.position, &a.path).cmp(&(b.position, &b.path)));
    all
}

/// Which operations of `document`, which has this normal form, could be generated. Paths may have other keys there: the
/// operations are called as in the document.
fn of_normal(document: &Document, normal: &Document, profile: Profile) -> Survey {
    let survey = lint::survey(normal, profile);
    let written = names(document);
    let called = |name: String| match written.contains(&name) {
        true => name,
        false => as_written(normal, &name).unwrap_or(name),
    };
    let operations: BTreeSet<String> = survey.operations.into_iter().map(called).collect();
    let mut blocked: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
    for (name, rules) in survey.blocked {
        blocked.entry(called(name)).or_default().extend(rules);
    }
    Survey {
        operations: operations.into_iter().collect(),
        blocked,
        ..survey
    }
}

/// The name that an operation of a normal form has in the file.
fn as_written(normal: &Document, name: &str) -> Option<String> {
    let (method, path) = name.split_once(' ')?;
    let way = ["paths", path, method].map(str::to_owned);
    let shown = normal.places.shown(&way);
    let path = shown.strip_prefix("paths.")?.strip_suffix(method)?;
    Some(format!("{method} {}", path.strip_suffix('.')?))
}

/// Method and path of each operation that is generated.
fn names(document: &Document) -> BTreeSet<String> {
    let operations = normalize::operations(document).into_iter();
    operations
        .map(|(path, method, _)| format!("{method} {path}"))
        .collect()
}

/// The operations that meet one of `reasons`, of those that are generated.
fn refused(document: &Document, counted: Into, reasons: &NoForm) -> Survey {
    let mut survey = lint::survey_refused(document, counted, &reasons.0);
    let kept = names(document);
    survey.operations.retain(|name| kept.contains(name));
    survey.blocked.retain(|name, _| kept.contains(name));
    survey
}

/// Says that each operation which is not blocked is so for `reasons`.
fn block_all(survey: &mut Survey, reasons: &NoForm) {
    let rules: BTreeSet<&str> = reasons.0.iter().map(|(_, finding)| finding.rule).collect();
    let blocked: BTreeMap<String, BTreeSet<&'static str>> = survey
        .operations
        .iter()
        .filter(|name| !survey.blocked.contains_key(*name))
        .map(|name| (name.clone(), rules.clone()))
        .collect();
    survey.blocked.extend(blocked);
}
