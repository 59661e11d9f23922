//! Which paths and operations of a document are generated.

use std::collections::BTreeSet;

use super::findings::Findings;
use super::references::Reading;
use super::source::Source;
use crate::document::Kept;
use crate::methods::is_of_openapi;

/// What a path has: the item that its `$ref` may lead to.
pub(super) struct Item<'a> {
    pub(super) path: &'a str,
    pub(super) source: Source<'a>,
    /// The methods of the operations that are generated, if not all are.
    kept: Option<&'a BTreeSet<String>>,
}

impl<'a> Item<'a> {
    /// The members, without operations that are not generated.
    pub(super) fn members(&self) -> Vec<(&'a str, Source<'a>)> {
        let mut members = self.source.members();
        if let Some(kept) = self.kept {
            members.retain(|(key, _)| !is_of_openapi(key) || kept.contains(*key));
        }
        members
    }

    /// The operations that are generated, with their methods.
    pub(super) fn operations(&self) -> Vec<(&'a str, Source<'a>)> {
        let mut members = self.members();
        members.retain(|(key, _)| is_of_openapi(key));
        members
    }

    /// All that may have parameters: the members, and the item itself.
    pub(super) fn owners(&self) -> impl Iterator<Item = Source<'a>> {
        let operations = self.members().into_iter().map(|(_, operation)| operation);
        operations.chain([self.source.clone()])
    }
}

/// Every path with operations that are generated: all paths where nothing says which.
pub(super) fn items<'a>(
    kept: Option<&'a Kept>,
    reading: &Reading<'a>,
    findings: &mut Findings<'_>,
) -> Vec<Item<'a>> {
    let mut items = Vec::new();
    for (path, item) in reading.root.members_of("paths") {
        let methods = kept.and_then(|kept| kept.get(path));
        // An extension of the document, which is no path.
        if path.starts_with("x-") || kept.is_some() && methods.is_none() {
            continue;
        }
        items.extend(reading.follow(&item, findings).map(|source| Item {
            path,
            source,
            kept: methods,
        }));
    }
    items
}

/// Every operation, with path and method.
pub(super) fn all<'a>(items: &[Item<'a>]) -> Vec<(&'a str, &'a str, Source<'a>)> {
    let mut all = Vec::new();
    for item in items {
        for (method, operation) in item.operations() {
            if operation.value.is_object() {
                all.push((item.path, method, operation));
            }
        }
    }
    all
}
