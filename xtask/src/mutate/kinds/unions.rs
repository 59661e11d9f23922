//! Mistakes in how the members of a union are told apart.

use serde_json::json;

use super::super::book::{Book, Part, join};
use super::super::edit::Mutant;
use super::kind::{Kind, kind};
use super::words::misspelled;

pub(super) const KINDS: &[Kind] = &[
    kind("union: a member left out", |book| {
        let members = unions(book)
            .into_iter()
            .flat_map(|one| one.parts_of("oneOf"));
        members
            .map(|(_, one)| Mutant::remove(&one.pointer))
            .collect()
    }),
    kind("union: a value left out", |book| {
        mapping(book)
            .into_iter()
            .map(|(_, one)| Mutant::remove(&one.pointer))
            .collect()
    }),
    kind("union: a value misspelled", |book| {
        let values = mapping(book).into_iter();
        values
            .map(|(name, one)| Mutant::rename(&one.pointer, &misspelled(&name)))
            .collect()
    }),
    kind("union: two members exchanged", |book| {
        let mut found = Vec::new();
        for union in unions(book) {
            let discriminator = union.get("discriminator");
            let values = discriminator
                .map(|one| one.parts_of("mapping"))
                .unwrap_or_default();
            for pair in values.windows(2) {
                found.push(Mutant::exchange(&pair[0].1.pointer, &pair[1].1.pointer));
            }
        }
        found
    }),
    kind("union: told apart by another property", |book| {
        let mut found = Vec::new();
        for discriminator in unions(book)
            .into_iter()
            .filter_map(|one| one.get("discriminator"))
        {
            let place = join(&discriminator.pointer, "propertyName");
            for other in [
                misspelled(discriminator.text("propertyName")),
                "id".to_owned(),
            ] {
                found.push(Mutant::put(&place, json!(other)));
            }
        }
        found
    }),
];

fn unions(book: &Book) -> Vec<Part<'_>> {
    let schemas = book.components("schemas").into_iter().map(|(_, one)| one);
    schemas
        .filter(|one| one.value["oneOf"].is_array())
        .collect()
}

fn mapping(book: &Book) -> Vec<(String, Part<'_>)> {
    let all = unions(book)
        .into_iter()
        .filter_map(|one| one.get("discriminator"));
    all.flat_map(|one| one.parts_of("mapping")).collect()
}
