//! Mistakes in the values of an enum.

use serde_json::json;

use super::super::book::{Book, Part};
use super::super::edit::Mutant;
use super::kind::{Kind, kind};
use super::words::misspelled;

pub(super) const KINDS: &[Kind] = &[
    kind("enum: a value misspelled", |book| changed(book, misspelled)),
    kind("enum: a value in other capitals", |book| {
        changed(book, |text| {
            let upper = text.to_ascii_uppercase();
            if upper == text {
                text.to_ascii_lowercase()
            } else {
                upper
            }
        })
    }),
    kind("enum: a value left out", |book| {
        let values = enums(book).into_iter().flat_map(|one| one.parts());
        values
            .map(|(_, value)| Mutant::remove(&value.pointer))
            .collect()
    }),
    kind("enum: a value too many", |book| {
        let others = enums(book).into_iter().map(|one| {
            let is_number = one.value.get(0).is_some_and(serde_json::Value::is_number);
            let other = if is_number { json!(30) } else { json!("OTHER") };
            Mutant::append(&one.pointer, other)
        });
        others.collect()
    }),
    kind("enum: dropped", |book| {
        let enums = enums(book).into_iter();
        enums.map(|one| Mutant::remove(&one.pointer)).collect()
    }),
];

fn enums(book: &Book) -> Vec<Part<'_>> {
    let schemas = book.all_schemas().into_iter();
    schemas.filter_map(|one| one.get("enum")).collect()
}

fn changed(book: &Book, change: impl Fn(&str) -> String) -> Vec<Mutant> {
    let mut found = Vec::new();
    for (_, value) in enums(book).into_iter().flat_map(|one| one.parts()) {
        let text = value.value.as_str().map(&change);
        found.extend(text.map(|text| Mutant::put(&value.pointer, json!(text))));
    }
    found
}
