//! Schemas that hold for one value at once.

use super::source::{Identity, Source};

/// One or more schemas, all of which a value must fit.
#[derive(Clone)]
pub(super) struct View<'a> {
    pub(super) parts: Vec<Source<'a>>,
    /// Schemas whose union does not count: this view is one member of it.
    pub(super) without: Vec<Identity>,
}

/// What tells a view from all others.
pub(super) type Key = (Vec<Identity>, Vec<Identity>);

impl<'a> View<'a> {
    pub(super) fn of(schema: Source<'a>) -> Self {
        Self {
            parts: vec![schema],
            without: Vec::new(),
        }
    }

    /// No schema yet.
    pub(super) fn empty() -> Self {
        Self {
            parts: Vec::new(),
            without: Vec::new(),
        }
    }

    pub(super) fn key(&self) -> Key {
        let parts = self.parts.iter().map(Source::identity).collect();
        (parts, self.without.clone())
    }

    /// The schema, if this is one alone, as it is.
    pub(super) fn only(&self) -> Option<&Source<'a>> {
        match &self.parts[..] {
            [only] if self.without.is_empty() => Some(only),
            _ => None,
        }
    }
}
