//! Mistakes that mean nothing, since what they are in is never sent, or never read.

use std::collections::BTreeSet;

use crate::mutate::book::Book;
use crate::mutate::edit::Mutant;

/// The same mistakes; those in schemas that no request has mean nothing, for this reason.
pub(super) fn not_sent(book: &Book, mutants: Vec<Mutant>, reason: &'static str) -> Vec<Mutant> {
    outside(&book.sent(), mutants, reason)
}

/// The same mistakes; those in schemas that no answer has mean nothing, for this reason.
pub(super) fn not_read(book: &Book, mutants: Vec<Mutant>, reason: &'static str) -> Vec<Mutant> {
    outside(&book.read(), mutants, reason)
}

fn outside(schemas: &BTreeSet<String>, mutants: Vec<Mutant>, reason: &'static str) -> Vec<Mutant> {
    let judged = mutants.into_iter().map(|mutant| {
        let mut keys = mutant.place.split('/').skip(2);
        let is_schema = keys.next() == Some("schemas");
        if is_schema && !schemas.contains(keys.next().unwrap_or_default()) {
            mutant.same_because(reason)
        } else {
            mutant
        }
    });
    judged.collect()
}

/// The same, and those at properties that are read only.
pub(super) fn only_read(book: &Book, mutants: Vec<Mutant>, reason: &'static str) -> Vec<Mutant> {
    let read_only = |mutant: &Mutant| {
        let mut keys = mutant.place.split('/').collect::<Vec<_>>();
        keys.truncate(6);
        let property = book.at(&keys.join("/"));
        keys.len() == 6 && property.is_some_and(|one| one.value["readOnly"] == true)
    };
    let (read, others) = mutants.into_iter().partition(read_only);
    let read: Vec<Mutant> = read;
    let mut judged: Vec<Mutant> = read
        .into_iter()
        .map(|one| one.same_because(reason))
        .collect();
    judged.extend(not_sent(book, others, reason));
    judged
}
