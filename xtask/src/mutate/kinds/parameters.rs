//! Mistakes in where a parameter travels, and in which parameters there are.

use serde_json::json;

use super::super::book::{Book, join, target};
use super::super::edit::Mutant;
use super::kind::{Kind, kind};

pub(super) const KINDS: &[Kind] = &[
    kind("parameter: in the wrong place", |book| {
        let parameters = book.parameters().into_iter();
        let moved = parameters.flat_map(|part| {
            let others: &[&str] = match part.text("in") {
                "query" => &["header", "path"],
                _ => &["query"],
            };
            let place = join(&part.pointer, "in");
            let moved = others.iter().map(|other| Mutant::put(&place, json!(other)));
            moved.collect::<Vec<_>>()
        });
        moved.collect()
    }),
    kind("parameter: left out of an operation", |book| {
        let operations = book.operations().into_iter();
        let all = operations.flat_map(|one| one.part.parts_of("parameters"));
        all.map(|(_, one)| Mutant::remove(&one.pointer)).collect()
    }),
    kind("parameter: of another operation", other),
    kind("parameter: one too many", one_too_many),
];

/// Each reference to a parameter in the query, leading to another one in the query.
fn other(book: &Book) -> Vec<Mutant> {
    let components = book.components("parameters");
    let mut found = Vec::new();
    for operation in book.operations() {
        for (_, reference) in operation.part.parts_of("parameters") {
            let Some(name) = target(reference.value) else {
                continue;
            };
            let Some(at) = components.iter().position(|(known, _)| known == name) else {
                continue;
            };
            let place = components[at].1.text("in");
            let mut others = components
                .iter()
                .cycle()
                .skip(at + 1)
                .take(components.len() - 1);
            if let Some((other, _)) = others.find(|(_, one)| one.text("in") == place) {
                let reference_to = format!("#/components/parameters/{other}");
                found.push(Mutant::put(
                    &join(&reference.pointer, "$ref"),
                    json!(reference_to),
                ));
            }
        }
    }
    found
}

fn one_too_many(book: &Book) -> Vec<Mutant> {
    let mut found = Vec::new();
    for operation in book.operations() {
        let Some(list) = operation.part.get("parameters") else {
            continue;
        };
        let own: Vec<&str> = list
            .parts()
            .iter()
            .filter_map(|(_, one)| target(one.value))
            .collect();
        let components = book.components("parameters");
        let mut others = components
            .iter()
            .filter(|(_, one)| one.text("in") == "query");
        if let Some((other, _)) = others.find(|(name, _)| !own.contains(&name.as_str())) {
            let reference = json!({"$ref": format!("#/components/parameters/{other}")});
            found.push(Mutant::append(&list.pointer, reference));
        }
    }
    found
}
