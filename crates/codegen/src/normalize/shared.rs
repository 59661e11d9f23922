//! What many operations refer to is written once, and copied: it is the same wherever it is used.

use std::collections::HashMap;

use super::node::Node;
use super::source::{Identity, Source};

/// As what a part is used, which decides how it is written.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Response,
    Header,
    Parameter,
}

/// What is written so far.
#[derive(Default)]
pub(super) struct Shared(HashMap<(Identity, Kind), Node>);

impl Shared {
    /// What `target` has become.
    pub(super) fn get(&self, kind: Kind, target: &Source<'_>) -> Option<Node> {
        self.0.get(&(target.identity(), kind)).cloned()
    }

    /// Remembers that `target` has become `node`.
    pub(super) fn put(&mut self, kind: Kind, target: &Source<'_>, node: &Node) {
        self.0.insert((target.identity(), kind), node.clone());
    }
}
