//! Which operations of a document are generated: all, those that somebody names, or those that can be.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::lint::{self, Survey};
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

/// Takes out of `document` what is not wanted. What could not be generated of it: method and path of each operation,
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
    if !wanted.supported {
        return Ok(Vec::new());
    }
    let survey = survey(document, profile);
    // What keeps all of them from being generated is wrong with the document.
    match survey.blocked.len() == survey.operations.len() {
        true => Ok(Vec::new()),
        false => Ok(only::leave_out(document, survey.blocked)),
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
            ..lint::survey(&normal, profile)
        },
        Err(reasons) => of_the_rest(document, &reasons, profile),
    }
}

/// The same for a document that has no normal form, for these reasons: it may have one without the operations that
/// meet them.
fn of_the_rest(document: &Document, reasons: &NoForm, profile: Profile) -> Survey {
    let mut all = lint::survey_refused(document, &reasons.0);
    if all.blocked.len() == all.operations.len() {
        return all;
    }
    let mut rest = Document {
        name: document.name.clone(),
        root: document.root.clone(),
        places: document.places.clone(),
        warnings: Vec::new(),
    };
    only::leave_out(&mut rest, all.blocked.clone());
    match normalize::normalize(&rest) {
        Ok(normal) => {
            let further = lint::survey(&normal, profile);
            for (rule, count) in further.findings {
                *all.findings.entry(rule).or_default() += count;
            }
            all.blocked.extend(further.blocked);
        }
        // Something leads there that is no reference.
        Err(reasons) => block_all(&mut all, &reasons),
    }
    all
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
