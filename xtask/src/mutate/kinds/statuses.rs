//! Mistakes in statuses and in what they mean.

use serde_json::{Value, json};

use super::super::book::{Book, join, target};
use super::super::edit::Mutant;
use super::kind::{Kind, kind};
use super::words::misspelled;

pub(super) const KINDS: &[Kind] = &[
    kind("status: another success", |book| {
        let mut found = Vec::new();
        for (status, part) in book.successes() {
            let others: &[&str] = match status.as_str() {
                "200" => &["201", "202"],
                "204" => &["200", "205"],
                _ => &["200"],
            };
            let changed = others
                .iter()
                .map(|other| Mutant::rename(&part.pointer, other));
            found.extend(changed);
        }
        found
    }),
    kind("status: an empty success left out", |book| {
        let all = book
            .successes()
            .into_iter()
            .filter(|(status, _)| status == "204");
        all.map(|(_, part)| Mutant::remove(&part.pointer)).collect()
    }),
    kind("status: an invented empty success", invented_204),
    kind("status: an error left out", |book| {
        errors(book)
            .into_iter()
            .map(|(_, place, _)| Mutant::remove(&place))
            .collect()
    }),
    kind("status: another error", |book| {
        let changed = errors(book).into_iter().map(|(status, place, _)| {
            let other = match status.as_str() {
                "400" => "422",
                "404" => "410",
                "500" => "502",
                _ => "418",
            };
            Mutant::rename(&place, other)
        });
        changed.collect()
    }),
    kind("status: an error too many", |book| {
        let mut found = Vec::new();
        for operation in book.operations() {
            let responses = operation.part.parts_of("responses");
            if let (Some(list), Some((_, error))) = (
                operation.part.get("responses"),
                responses.iter().find(|one| one.0 == "400"),
            ) {
                let other = error.value.clone();
                found.push(Mutant::put(&join(&list.pointer, "412"), other));
            }
        }
        found
    }),
    kind(
        "error: 401 and 403 exchanged in an operation",
        exchanged_references,
    ),
    kind("error: another response at a status", other_reference),
    kind("error: the texts of two statuses exchanged", |book| {
        exchanged(book, "description")
    }),
    kind("error: the examples of two statuses exchanged", |book| {
        exchanged(book, "content")
    }),
    kind("error: a code misspelled", codes),
];

/// Every error of an operation: its status, its place and the name of its response.
fn errors(book: &Book) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for operation in book.operations() {
        for (status, part) in operation.part.parts_of("responses") {
            if !status.starts_with('2') {
                let name = target(part.value).unwrap_or_default().to_owned();
                found.push((status, part.pointer, name));
            }
        }
    }
    found
}

fn invented_204(book: &Book) -> Vec<Mutant> {
    let mut found = Vec::new();
    for operation in book.operations() {
        if let Some(responses) = operation.part.get("responses")
            && responses.value.get("200").is_some()
            && responses.value.get("204").is_none()
        {
            let place = join(&responses.pointer, "204");
            found.push(Mutant::put(
                &place,
                json!({"description": "There is nothing."}),
            ));
        }
    }
    found
}

fn exchanged_references(book: &Book) -> Vec<Mutant> {
    let mut found = Vec::new();
    for operation in book.operations() {
        if let Some(responses) = operation.part.get("responses") {
            let [first, second] = ["401", "403"].map(|status| join(&responses.pointer, status));
            found.push(Mutant::exchange(&first, &second));
        }
    }
    found
}

fn other_reference(book: &Book) -> Vec<Mutant> {
    let responses = book.components("responses");
    let mut found = Vec::new();
    for (_, place, name) in errors(book) {
        let at = responses.iter().position(|(known, _)| *known == name);
        if let Some((other, _)) = at.and_then(|at| responses.iter().cycle().nth(at + 1)) {
            let reference = format!("#/components/responses/{other}");
            found.push(Mutant::put(&join(&place, "$ref"), json!(reference)));
        }
    }
    found
}

/// What two neighbours among the responses say, exchanged.
fn exchanged(book: &Book, key: &str) -> Vec<Mutant> {
    let responses = book.components("responses");
    let mut found = Vec::new();
    for (at, (_, first)) in responses.iter().enumerate() {
        for (_, second) in &responses[at + 1..] {
            let places = [first, second].map(|one| join(&one.pointer, key));
            let [one, other] = [first, second].map(|one| &one.value[key]);
            // Where one has no example, what is exchanged is nothing but the examples of the other.
            if has_example(one, key) || has_example(other, key) {
                found.push(Mutant::exchange(&places[0], &places[1]));
            }
        }
    }
    found
}

fn has_example(value: &Value, key: &str) -> bool {
    key == "description" || value["application/json"]["examples"].is_object()
}

/// The names of the examples, which are the provider's codes.
fn codes(book: &Book) -> Vec<Mutant> {
    let mut found = Vec::new();
    for (_, response) in book.components("responses") {
        for (_, media) in response.parts_of("content") {
            for (name, example) in media.parts_of("examples") {
                found.push(Mutant::rename(&example.pointer, &misspelled(&name)));
            }
        }
    }
    found
}
