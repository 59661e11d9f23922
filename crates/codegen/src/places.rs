//! The line and column of each part of a document.

use std::collections::HashMap;

/// Where a part of a document is, and where the parts in it are. A tree like the document's, so that no part
/// repeats the path that leads to it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    /// Line and column, if they are known.
    pub(crate) here: Option<(u64, u64)>,
    /// The path that the part has in the file, if it was moved.
    pub(crate) moved_from: Option<Box<str>>,
    pub(crate) parts: Parts,
}

/// The places of what a part contains.
#[derive(Clone, Debug, Default)]
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

    /// The path by which people find the part at `path` in the file.
    pub(crate) fn shown(&self, path: &[String]) -> String {
        let mut shown = String::new();
        let mut places = Some(self);
        for key in path {
            places = places.and_then(|places| places.part(key));
            match places.and_then(|places| places.moved_from.as_deref()) {
                Some(origin) => origin.clone_into(&mut shown),
                None => {
                    if !shown.is_empty() {
                        shown.push('.');
                    }
                    shown.push_str(key);
                }
            }
        }
        shown
    }

    /// The places of the member or item `key`.
    pub(crate) fn part(&self, key: &str) -> Option<&Self> {
        match &self.parts {
            Parts::None => None,
            Parts::Items(_) => self.item(key.parse().ok()?),
            Parts::Members(members) => members.get(key),
        }
    }

    /// The places of an item.
    pub(crate) fn item(&self, index: usize) -> Option<&Self> {
        match &self.parts {
            Parts::Items(items) => items.get(index),
            Parts::None | Parts::Members(_) => None,
        }
    }
}
