//! Mistakes in `x-provider`.

use serde_json::{Value, json};

use super::super::book::{Book, Part, join};
use super::super::edit::Mutant;
use super::kind::{Kind, kind};
use super::words::misspelled;

pub(super) const KINDS: &[Kind] = &[
    kind("provider: another header of the id of a request", |book| {
        texts(book, "/requestId")
    }),
    kind("provider: another pointer to the code", |book| {
        texts(book, "/code")
    }),
    kind("provider: another pointer to the message", |book| {
        texts(book, "/message")
    }),
    kind("provider: code and message exchanged", |book| {
        let all = book.at(PROVIDER).into_iter();
        let pairs = all.map(|one| {
            Mutant::exchange(&join(&one.pointer, "code"), &join(&one.pointer, "message"))
        });
        pairs.collect()
    }),
    kind("provider: another status of throttling", |book| {
        let mut found = Vec::new();
        for (_, answer) in parts(book, "/throttling/answers") {
            for other in [503, 400] {
                found.push(Mutant::put(&join(&answer.pointer, "status"), json!(other)));
            }
        }
        found
    }),
    kind("provider: another code of throttling", |book| {
        let answers = parts(book, "/throttling/answers").into_iter();
        let codes = answers.flat_map(|(_, answer)| answer.parts_of("codes"));
        codes.flat_map(|(_, code)| changed(&code)).collect()
    }),
    kind("provider: another window", |book| {
        let window = book.at(&format!("{PROVIDER}/throttling/window"));
        let others = window.into_iter().flat_map(|one| {
            let changed = [6, 600].map(|other| Mutant::put(&one.pointer, json!(other)));
            changed.into_iter().chain([Mutant::remove(&one.pointer)])
        });
        others.collect()
    }),
    kind("provider: the date of the server", |book| {
        let skew = format!("{PROVIDER}/clockSkew");
        let follows = book.at(&format!("{skew}/followsDate"));
        let mut found: Vec<Mutant> = follows
            .iter()
            .map(|one| Mutant::put(&one.pointer, json!(one.value != true)))
            .collect();
        found.extend(book.at(&skew).map(|one| Mutant::remove(&one.pointer)));
        found.extend(
            parts(book, "/clockSkew/codes")
                .iter()
                .flat_map(|(_, code)| changed(code)),
        );
        found
    }),
];

const PROVIDER: &str = "/x-provider";

fn parts<'a>(book: &'a Book, pointer: &str) -> Vec<(String, Part<'a>)> {
    let part = book.at(&format!("{PROVIDER}{pointer}"));
    part.map(|one| one.parts()).unwrap_or_default()
}

/// A text that is misspelled, and one that is left out.
fn changed(part: &Part<'_>) -> Vec<Mutant> {
    let text = part.value.as_str().unwrap_or_default();
    let wrong = Value::String(misspelled(text));
    vec![
        Mutant::put(&part.pointer, wrong),
        Mutant::remove(&part.pointer),
    ]
}

fn texts(book: &Book, pointer: &str) -> Vec<Mutant> {
    let parts = parts(book, pointer).into_iter();
    parts.flat_map(|(_, part)| changed(&part)).collect()
}
