//! What cannot be brought into the normal form.

use std::collections::HashSet;

use super::source::Source;
use crate::diagnostic::Diagnostic;
use crate::document::Document;

/// Everything found so far.
pub(super) struct Findings<'a> {
    document: &'a Document,
    seen: HashSet<Diagnostic>,
    list: Vec<Diagnostic>,
}

impl<'a> Findings<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Self {
            document,
            seen: HashSet::new(),
            list: Vec::new(),
        }
    }

    /// Adds a finding about `part`, unless it is known: a schema is read once for each that adds to it.
    pub(super) fn report(&mut self, part: &Source<'_>, message: impl Into<String>, hint: &str) {
        let finding = self.document.finding(&part.path(), message.into(), hint);
        if self.seen.insert(finding.clone()) {
            self.list.push(finding);
        }
    }

    /// All of them, sorted by place.
    pub(super) fn sorted(mut self) -> Vec<Diagnostic> {
        let key = |one: &Diagnostic| (one.position, one.path.clone());
        self.list.sort_by_cached_key(key);
        self.list
    }
}
