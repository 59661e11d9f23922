//! Mistakes in idempotency and security.

use serde_json::{Value, json};

use super::super::book::{Book, Part, join};
use super::super::edit::Mutant;
use super::kind::{Kind, kind};
use super::words::misspelled;

pub(super) const KINDS: &[Kind] = &[
    kind(
        "idempotency: a POST or PATCH that is called idempotent",
        |book| marked(book, |method| matches!(method, "post" | "patch"), true),
    ),
    kind(
        "idempotency: a call that is called not idempotent",
        |book| marked(book, |method| !matches!(method, "post" | "patch"), false),
    ),
    kind("idempotency: the mark left out", |book| {
        let operations = book.operations().into_iter();
        let marks = operations.filter_map(|one| one.part.get("x-idempotent"));
        marks.map(|one| Mutant::remove(&one.pointer)).collect()
    }),
    kind("idempotency: the mark flipped", |book| {
        let operations = book.operations().into_iter();
        let marks = operations.filter_map(|one| one.part.get("x-idempotent"));
        marks
            .map(|one| Mutant::put(&one.pointer, json!(one.value != true)))
            .collect()
    }),
    kind("question: that of a DELETE left out", |book| {
        let operations = book.operations().into_iter();
        let deletes = operations.filter(|one| one.method == "delete");
        let questions = deletes.filter_map(|one| one.part.get("x-confirm"));
        questions.map(|one| Mutant::remove(&one.pointer)).collect()
    }),
    kind("security: a scheme left out", |book| {
        let entries = operations(book)
            .into_iter()
            .flat_map(|one| one.parts_of("security"));
        entries
            .map(|(_, one)| Mutant::remove(&one.pointer))
            .collect()
    }),
    kind("security: none", |book| {
        let lists = operations(book)
            .into_iter()
            .filter_map(|one| one.get("security"));
        lists
            .map(|one| Mutant::put(&one.pointer, json!([])))
            .collect()
    }),
    kind("security: anonymous allowed", |book| {
        let lists = operations(book)
            .into_iter()
            .filter_map(|one| one.get("security"));
        lists
            .map(|one| Mutant::append(&one.pointer, json!({})))
            .collect()
    }),
    kind("security: the order exchanged", |book| {
        let lists = operations(book)
            .into_iter()
            .filter_map(|one| one.get("security"));
        let pairs = lists.map(|one| {
            let [first, second] = ["0", "1"].map(|at| join(&one.pointer, at));
            Mutant::exchange(&first, &second)
                .same_because("alternatives have no order: the credentials of the caller choose")
        });
        pairs.collect()
    }),
    kind("security: both schemes at once", |book| {
        let mut found = Vec::new();
        for list in operations(book)
            .into_iter()
            .filter_map(|one| one.get("security"))
        {
            let entries = list.value.as_array().into_iter().flatten();
            let all = entries.filter_map(Value::as_object).flatten();
            let all: serde_json::Map<String, Value> = all
                .map(|(name, scopes)| (name.clone(), scopes.clone()))
                .collect();
            found.push(Mutant::put(&list.pointer, json!([all])));
        }
        found
    }),
    kind("security: a scheme misspelled", |book| {
        let entries = operations(book)
            .into_iter()
            .flat_map(|one| one.parts_of("security"));
        let names = entries.flat_map(|(_, one)| one.parts());
        names
            .map(|(name, one)| Mutant::rename(&one.pointer, &misspelled(&name)))
            .collect()
    }),
    kind("security: what two schemes are, exchanged", |book| {
        let schemes = book.components("securitySchemes");
        let pairs = schemes.windows(2);
        pairs
            .map(|pair| Mutant::exchange(&pair[0].1.pointer, &pair[1].1.pointer))
            .collect()
    }),
    kind("security: a scheme of another sort", scheme),
];

fn operations(book: &Book) -> Vec<Part<'_>> {
    book.operations().into_iter().map(|one| one.part).collect()
}

fn marked(book: &Book, is_it: impl Fn(&str) -> bool, mark: bool) -> Vec<Mutant> {
    let operations = book.operations().into_iter();
    let others =
        operations.filter(|one| is_it(one.method) && one.part.value.get("x-idempotent").is_none());
    let places = others.map(|one| join(&one.part.pointer, "x-idempotent"));
    places
        .map(|place| Mutant::put(&place, json!(mark)))
        .collect()
}

fn scheme(book: &Book) -> Vec<Mutant> {
    let mut found = Vec::new();
    for (_, scheme) in book.components("securitySchemes") {
        for (key, other) in [
            ("scheme", "basic"),
            ("name", "X-Api-Key"),
            ("in", "query"),
            ("type", "openIdConnect"),
        ] {
            if scheme.value.get(key).is_some() {
                found.push(Mutant::put(&join(&scheme.pointer, key), json!(other)));
            }
        }
        for (flow, part) in scheme.parts_of("flows") {
            if let Some(url) = part.value["tokenUrl"].as_str() {
                let place = join(&part.pointer, "tokenUrl");
                found.push(Mutant::put(&place, json!(url.replace("oauth", "oauth2"))));
                found.push(Mutant::put(&place, json!(url.replace("https:", "http:"))));
            }
            if flow == "clientCredentials" {
                found.push(Mutant::rename(&part.pointer, "password"));
            }
        }
    }
    found
}
