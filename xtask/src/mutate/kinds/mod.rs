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
//!
//! `kind` is what a kind of mistake is, `words` misspells, and `not_sent` finds mistakes that mean nothing in an
//! answer, or in a request.

mod address;
mod bodies;
mod calls;
mod enums;
mod examples;
mod flags;
mod jobs;
mod kind;
mod limits;
mod names;
mod not_sent;
mod pages;
mod parameters;
mod provider;
mod sources;
mod statuses;
mod types;
mod unions;
mod words;

use self::kind::Kind;

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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;

    use super::all;
    use crate::mutate::book::Book;

    /// The documents, the smallest first: most kinds find their place there, and each try copies a whole document.
    fn books() -> Vec<Book> {
        let root = documents::root();
        let providers = backhaul_codegen::workspace::providers(&root).unwrap();
        let texts = providers
            .iter()
            .map(|provider| fs::read_to_string(root.join(format!("specs/{provider}.yaml"))));
        let mut texts: Vec<String> = texts.map(Result::unwrap).collect();
        texts.sort_by_key(String::len);
        let trees = texts
            .iter()
            .map(|text| serde_saphyr::from_str(text).unwrap());
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
}
