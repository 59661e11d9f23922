//! What a kind of mistake is.

use crate::mutate::book::Book;
use crate::mutate::edit::Mutant;

/// A kind of mistake.
pub(in crate::mutate) struct Kind {
    pub(in crate::mutate) name: &'static str,
    /// Every place of a document where it can be made.
    pub(in crate::mutate) find: fn(&Book) -> Vec<Mutant>,
}

pub(super) const fn kind(name: &'static str, find: fn(&Book) -> Vec<Mutant>) -> Kind {
    Kind { name, find }
}
