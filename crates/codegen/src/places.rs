//! The line and column of each part of a document.

use std::collections::HashMap;

/// Where a part of a document is, and where the parts in it are. A tree like the document's, so that no part
/// repeats the path that leads to it.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// Line and column, if they are known.
    pub(crate) here: Option<(u64, u64)>,
    pub(crate) parts: Parts,
}

/// The places of what a part contains.
#[derive(Debug, Default)]
pub(crate) enum Parts {
    #[default]
    None,
    Items(Vec<Places>),
    Members(HashMap<String, Places>),
}

impl Places {
    /// The place of the part at `path`, or of the nearest part around it that has one.
    pub(crate) fn nearest(&self, path: &[String]) -> Option<(u64, u64)> {
        let mut found = self.here;
        let mut places = self;
        for key in path {
            let Some(inner) = places.part(key) else { break };
            found = inner.here.or(found);
            places = inner;
        }
        found
    }

    fn part(&self, key: &str) -> Option<&Self> {
        match &self.parts {
            Parts::None => None,
            Parts::Items(items) => items.get(key.parse::<usize>().ok()?),
            Parts::Members(members) => members.get(key),
        }
    }
}
