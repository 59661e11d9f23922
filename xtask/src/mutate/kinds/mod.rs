//! The kinds of mistakes, one file per family.
//!
//! | file | mistakes in |
//! |---|---|
//! | `address` | paths, methods, servers |
//! | `names` | names of operations, parameters, properties |
//! | `types` | types, formats, references |
//! | `enums` | the values of an enum |
//! | `limits` | limits, patterns, defaults |
//! | `flags` | what is required, null, read-only, sensitive, omitted |
//! | `parameters` | where a parameter travels, and which there are |
//! | `bodies` | media types |
//! | `statuses` | statuses and the errors that they mean |
//! | `calls` | idempotency and security |
//! | `provider` | `x-provider` |
//! | `pages` | `x-pages` |
//! | `jobs` | `x-job` |
//! | `unions` | how members are told apart |
//! | `examples` | examples |
//! | `sources` | `x-source` |

mod address;
mod bodies;
mod calls;
mod enums;
mod examples;
mod flags;
mod jobs;
mod limits;
mod names;
mod pages;
mod parameters;
mod provider;
mod sources;
mod statuses;
mod types;
mod unions;

use super::book::Book;
use super::edit::Mutant;

/// A kind of mistake.
pub(super) struct Kind {
    pub(super) name: &'static str,
    /// Every place of a document where it can be made.
    pub(super) find: fn(&Book) -> Vec<Mutant>,
}

const fn kind(name: &'static str, find: fn(&Book) -> Vec<Mutant>) -> Kind {
    Kind { name, find }
}

/// All kinds, by family.
pub(super) fn all() -> impl Iterator<Item = &'static Kind> {
    let families = [
        address::KINDS,
        names::KINDS,
        types::KINDS,
        enums::KINDS,
        limits::KINDS,
        flags::KINDS,
        parameters::KINDS,
        bodies::KINDS,
        statuses::KINDS,
        calls::KINDS,
        provider::KINDS,
        pages::KINDS,
        jobs::KINDS,
        unions::KINDS,
        examples::KINDS,
        sources::KINDS,
    ];
    families.into_iter().flatten()
}

/// The same mistakes; those in schemas that no request has mean nothing, for this reason.
fn not_sent(book: &Book, mutants: Vec<Mutant>, reason: &'static str) -> Vec<Mutant> {
    let sent = book.sent();
    let judged = mutants.into_iter().map(|mutant| {
        let mut keys = mutant.place.split('/').skip(2);
        let is_schema = keys.next() == Some("schemas");
        if is_schema && !sent.contains(keys.next().unwrap_or_default()) {
            mutant.same_because(reason)
        } else {
            mutant
        }
    });
    judged.collect()
}

/// The same, and those at properties that are read only.
fn only_read(book: &Book, mutants: Vec<Mutant>, reason: &'static str) -> Vec<Mutant> {
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

/// A text with two of its letters in the wrong order, as hasty fingers write it.
fn misspelled(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let middle = letters.len() / 2;
    let swap = (middle..letters.len())
        .chain(1..middle)
        .find(|at| *at > 0 && letters[*at] != letters[at - 1] && is_plain(&letters[at - 1..=*at]));
    let Some(at) = swap else {
        return format!("{text}s");
    };
    let mut changed = letters;
    changed.swap(at, at - 1);
    changed.into_iter().collect()
}

fn is_plain(letters: &[char]) -> bool {
    letters.iter().all(|letter| letter.is_ascii_alphanumeric())
}

/// `snake_case` for `camelCase`, and the other way round.
fn other_case(text: &str) -> String {
    let mut changed = String::new();
    let mut after_mark = false;
    for letter in text.chars() {
        if letter == '_' {
            after_mark = true;
        } else if after_mark {
            changed.push(letter.to_ascii_uppercase());
            after_mark = false;
        } else if letter.is_ascii_uppercase() && !changed.is_empty() {
            changed.push('_');
            changed.push(letter.to_ascii_lowercase());
        } else {
            changed.push(letter);
        }
    }
    changed
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;

    use super::{Book, all, misspelled, other_case};

    fn books() -> Vec<Book> {
        let root = crate::root::find().unwrap();
        let providers = backhaul_codegen::workspace::providers(&root).unwrap();
        let texts = providers
            .iter()
            .map(|provider| fs::read_to_string(root.join(format!("specs/{provider}.yaml"))));
        let trees = texts.map(|text| serde_saphyr::from_str(&text.unwrap()).unwrap());
        trees.map(|root| Book { root }).collect()
    }

    /// A kind that finds no place in any document would count for nothing.
    #[test]
    fn every_kind_changes_some_document() {
        let books = books();
        let mut names = BTreeSet::new();
        for kind in all() {
            assert!(names.insert(kind.name), "{} stands there twice", kind.name);
            let mut mutants = books.iter().flat_map(|book| {
                let found = (kind.find)(book).into_iter();
                found.filter_map(|mutant| mutant.apply(&book.root))
            });
            assert!(mutants.next().is_some(), "{}", kind.name);
        }
        assert!(names.len() >= 40, "{} kinds", names.len());
    }

    #[test]
    fn a_misspelled_text_is_another_one() {
        for (text, wrong) in [
            ("restoreJobs", "restroeJobs"),
            ("id", "di"),
            ("a", "as"),
            ("aa", "aas"),
        ] {
            assert_eq!(misspelled(text), wrong);
        }
        assert_eq!(other_case("pageNum"), "page_num");
        assert_eq!(other_case("file_list"), "fileList");
        assert_eq!(other_case("tasks"), "tasks");
    }
}
