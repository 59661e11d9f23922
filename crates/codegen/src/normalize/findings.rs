//! What cannot be brought into the normal form, and what is lost on the way there.

use std::collections::HashSet;

use super::source::Source;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::rules::{self, Profile, Severity};

/// Everything found so far, with the paths of the places.
pub(super) struct Findings<'a> {
    document: &'a Document,
    seen: HashSet<Diagnostic>,
    list: Vec<(Vec<String>, Diagnostic)>,
}

/// Why a document has no normal form: findings with the paths of their places, of which one at least is an error.
#[derive(Debug)]
pub(crate) struct NoForm(pub(crate) Vec<(Vec<String>, Diagnostic)>);

impl From<NoForm> for Vec<Diagnostic> {
    fn from(reasons: NoForm) -> Self {
        let reasons = reasons.0.into_iter();
        reasons.map(|(_, finding)| finding).collect()
    }
}

impl<'a> Findings<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Self {
            document,
            seen: HashSet::new(),
            list: Vec::new(),
        }
    }

    /// Adds a finding about `part`, unless it is known: a schema is read once for each that adds to it. It counts as
    /// much as in the documents of others: ours are judged as they are written.
    pub(super) fn report(
        &mut self,
        rule: &'static str,
        part: &Source<'_>,
        message: impl Into<String>,
        hint: &str,
    ) {
        let path = part.path();
        let mut finding = self.document.finding(rule, &path, message.into(), hint);
        finding.severity = rules::severity(rule, Profile::Open).unwrap_or(Severity::Error);
        if self.seen.insert(finding.clone()) {
            self.list.push((path, finding));
        }
    }

    /// The warnings, sorted by place.
    ///
    /// # Errors
    /// All of it, if it is not warnings only.
    pub(super) fn warnings(mut self) -> Result<Vec<Diagnostic>, NoForm> {
        let key = |(_, one): &(Vec<String>, Diagnostic)| (one.position, one.path.clone());
        self.list.sort_by_cached_key(key);
        let is_error = |(_, one): &(Vec<String>, Diagnostic)| one.severity == Severity::Error;
        let reasons = NoForm(self.list);
        match reasons.0.iter().any(is_error) {
            true => Err(reasons),
            false => Ok(reasons.into()),
        }
    }
}
