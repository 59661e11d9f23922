//! Mistakes in `x-pages`.

use serde_json::json;

use super::super::book::{Book, Part, join};
use super::super::edit::Mutant;
use super::kind::{Kind, kind};
use super::words::misspelled;

pub(super) const KINDS: &[Kind] = &[
    kind("paging: the other style", |book| {
        let changed = pages(book).into_iter().map(|one| {
            let other = if one.text("style") == "page" {
                "offset"
            } else {
                "page"
            };
            Mutant::put(&join(&one.pointer, "style"), json!(other))
        });
        changed.collect()
    }),
    kind("paging: other items", other_items),
    kind("paging: a total that must not end the list", invented_total),
    kind("paging: the total left out", |book| {
        let totals = pages(book).into_iter().filter_map(|one| one.get("total"));
        totals.map(|one| Mutant::remove(&one.pointer)).collect()
    }),
    kind("paging: another total", other_total),
    kind("paging: another position", |book| {
        other_parameter(book, "position")
    }),
    kind("paging: another size", |book| other_parameter(book, "size")),
    kind("paging: position and size exchanged", |book| {
        let pairs = pages(book).into_iter().map(|one| {
            Mutant::exchange(&join(&one.pointer, "position"), &join(&one.pointer, "size"))
        });
        pairs.collect()
    }),
    kind("paging: a name misspelled", |book| {
        let mut found = Vec::new();
        for (key, part) in pages(book).into_iter().flat_map(|one| one.parts()) {
            let text = part
                .value
                .as_str()
                .filter(|_| key != "style")
                .map(misspelled);
            found.extend(text.map(|text| Mutant::put(&part.pointer, json!(text))));
        }
        found
    }),
    kind("paging: left out", |book| {
        pages(book)
            .into_iter()
            .map(|one| Mutant::remove(&one.pointer))
            .collect()
    }),
];

fn pages(book: &Book) -> Vec<Part<'_>> {
    let operations = book.operations().into_iter();
    operations
        .filter_map(|one| one.part.get("x-pages"))
        .collect()
}

/// Each `x-pages` with the names of properties of its page that are of this type.
fn properties(book: &Book, kind: &str) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    for operation in book.operations() {
        let Some(pages) = operation.part.get("x-pages") else {
            continue;
        };
        let responses = operation.part.parts_of("responses").into_iter();
        let successes = responses.filter(|(status, _)| status == "200");
        let media = successes.flat_map(|(_, one)| one.parts_of("content"));
        for schema in media.filter_map(|(_, one)| one.get("schema")) {
            let properties = book.follow(&schema).parts_of("properties").into_iter();
            let of_kind = properties.filter(|(_, one)| book.follow(one).text("type") == kind);
            found.push((
                pages.pointer.clone(),
                of_kind.map(|(name, _)| name).collect(),
            ));
        }
    }
    found
}

fn other_items(book: &Book) -> Vec<Mutant> {
    let mut found = Vec::new();
    for (place, names) in properties(book, "array") {
        let place = join(&place, "items");
        found.extend(names.iter().map(|name| Mutant::put(&place, json!(name))));
    }
    found
}

fn invented_total(book: &Book) -> Vec<Mutant> {
    let mut found = Vec::new();
    for (place, names) in properties(book, "integer") {
        let has_total = book.at(&join(&place, "total")).is_some();
        if !has_total {
            let place = join(&place, "total");
            found.extend(names.iter().map(|name| Mutant::put(&place, json!(name))));
        }
    }
    found
}

fn other_total(book: &Book) -> Vec<Mutant> {
    let mut found = Vec::new();
    for (place, names) in properties(book, "integer") {
        let place = join(&place, "total");
        if book.at(&place).is_some() {
            found.extend(names.iter().map(|name| Mutant::put(&place, json!(name))));
        }
    }
    found
}

/// Another parameter of the operation that is an integer.
fn other_parameter(book: &Book, key: &str) -> Vec<Mutant> {
    let mut found = Vec::new();
    for operation in book.operations() {
        let Some(pages) = operation.part.get("x-pages") else {
            continue;
        };
        let parameters = operation.part.parts_of("parameters").into_iter();
        for parameter in parameters.map(|(_, one)| book.follow(&one)) {
            let is_integer = parameter.value["schema"]["type"] == "integer";
            let place = join(&pages.pointer, key);
            let name = is_integer.then(|| parameter.text("name"));
            found.extend(name.map(|name| Mutant::put(&place, json!(name))));
        }
    }
    found
}
