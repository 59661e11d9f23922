//! Mistakes in `x-source`.

use serde_json::json;

use super::super::book::{Book, Part, join};
use super::super::edit::Mutant;
use super::kind::{Kind, kind};

pub(super) const KINDS: &[Kind] = &[
    kind("source: of another operation", |book| {
        let sources = sources(book);
        let changed = sources.windows(2).map(|pair| {
            let other = pair[1].text("url");
            Mutant::put(&join(&pair[0].pointer, "url"), json!(other))
        });
        changed.collect()
    }),
    kind("source: somebody else's", |book| {
        let all = sources(book)
            .into_iter()
            .map(|one| join(&one.pointer, "url"));
        all.map(|place| Mutant::put(&place, json!("https://www.example.com/docs/")))
            .collect()
    }),
    kind("source: left out", |book| {
        sources(book)
            .into_iter()
            .map(|one| Mutant::remove(&one.pointer))
            .collect()
    }),
];

fn sources(book: &Book) -> Vec<Part<'_>> {
    let operations = book.operations().into_iter();
    operations
        .filter_map(|one| one.part.get("x-source"))
        .collect()
}
