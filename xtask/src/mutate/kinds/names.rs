//! Mistakes in the names of operations, parameters and properties.

use serde_json::json;

use super::super::book::{Book, Part, join};
use super::super::edit::Mutant;
use super::kind::{Kind, kind};
use super::words::{misspelled, other_case};

pub(super) const KINDS: &[Kind] = &[
    kind("operationId: misspelled", |book| {
        texts(operations(book), "operationId", misspelled)
    }),
    kind("operationId: two exchanged", exchanged_operations),
    kind("parameter: a name misspelled", |book| {
        texts(book.parameters(), "name", misspelled)
    }),
    kind("parameter: a name in the other case", |book| {
        texts(book.parameters(), "name", other_case)
    }),
    kind("property: misspelled", |book| properties(book, misspelled)),
    kind("property: in the other case", |book| {
        properties(book, other_case)
    }),
    kind("property: left out", |book| {
        let all = book.properties().into_iter();
        all.map(|one| Mutant::remove(&one.part.pointer)).collect()
    }),
    kind("property: another invented", invented),
    kind("property: two exchanged", exchanged_properties),
    kind("required: a name misspelled", required),
];

fn operations(book: &Book) -> Vec<Part<'_>> {
    book.operations().into_iter().map(|one| one.part).collect()
}

fn texts(parts: Vec<Part<'_>>, key: &str, change: impl Fn(&str) -> String) -> Vec<Mutant> {
    let changed = parts.into_iter().map(|part| {
        let text = change(part.text(key));
        Mutant::put(&join(&part.pointer, key), json!(text))
    });
    changed.collect()
}

fn exchanged_operations(book: &Book) -> Vec<Mutant> {
    let operations = operations(book);
    let ids: Vec<String> = operations
        .iter()
        .map(|one| join(&one.pointer, "operationId"))
        .collect();
    ids.windows(2)
        .map(|pair| Mutant::exchange(&pair[0], &pair[1]))
        .collect()
}

fn properties(book: &Book, change: impl Fn(&str) -> String) -> Vec<Mutant> {
    let all = book.properties().into_iter();
    all.map(|one| Mutant::rename(&one.part.pointer, &change(one.name)))
        .collect()
}

fn invented(book: &Book) -> Vec<Mutant> {
    let mut found = Vec::new();
    for (_, schema) in book.components("schemas") {
        if let Some(properties) = schema.get("properties") {
            let text = json!({"type": "string", "description": "A note."});
            found.push(Mutant::put(&join(&properties.pointer, "note"), text));
        }
    }
    found
}

/// Two neighbours, with all that is said of them.
fn exchanged_properties(book: &Book) -> Vec<Mutant> {
    let properties = book.properties();
    let pairs = properties.windows(2).filter(|pair| {
        let kinds = [&pair[0], &pair[1]].map(|one| {
            let schema = book.follow(&one.part).value;
            ["type", "format", "properties", "enum"].map(|key| schema[key].clone())
        });
        pair[0].owner.pointer == pair[1].owner.pointer && kinds[0] != kinds[1]
    });
    pairs
        .map(|pair| Mutant::exchange(&pair[0].part.pointer, &pair[1].part.pointer))
        .collect()
}

fn required(book: &Book) -> Vec<Mutant> {
    let mut found = Vec::new();
    for (_, schema) in book.components("schemas") {
        for (_, name) in schema.parts_of("required") {
            let text = name.value.as_str().map(misspelled);
            found.extend(text.map(|text| Mutant::put(&name.pointer, json!(text))));
        }
    }
    found
}
