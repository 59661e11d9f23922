//! Mistakes in what is required, null, read-only, sensitive or omitted.

use serde_json::json;

use super::super::book::{Book, Part, Property, join, target};
use super::super::edit::Mutant;
use super::kind::{Kind, kind};
use super::not_sent::{not_read, not_sent, only_read};

pub(super) const KINDS: &[Kind] = &[
    kind("required: a property too many", |book| {
        let properties = book
            .properties()
            .into_iter()
            .filter(|one| !is_required(one));
        let added = properties.map(|one| match one.owner.get("required") {
            Some(list) => Mutant::append(&list.pointer, json!(one.name)),
            None => Mutant::put(&join(&one.owner.pointer, "required"), json!([one.name])),
        });
        added.collect()
    }),
    kind("required: a property left out", |book| {
        let schemas = book.components("schemas").into_iter();
        let names = schemas.flat_map(|(_, schema)| schema.parts_of("required"));
        names
            .map(|(_, name)| Mutant::remove(&name.pointer))
            .collect()
    }),
    kind("required: a parameter", |book| {
        flipped(book.parameters(), "required")
    }),
    kind("required: a request body", |book| {
        flipped(book.requests(), "required")
    }),
    kind("nullable: too much", |book| {
        nullable(book, set_where_not(book, "nullable"))
    }),
    kind("nullable: left out", |book| {
        nullable(book, removed(book, "nullable"))
    }),
    kind("readOnly: too much", read_only),
    kind("readOnly: left out", writable),
    kind("writeOnly: too much", |book| {
        not_read(book, set_where_not(book, "writeOnly"), NEVER_READ)
    }),
    kind("writeOnly: left out", |book| {
        not_read(book, removed(book, "writeOnly"), NEVER_READ)
    }),
    kind("x-sensitive: left out", |book| removed(book, "x-sensitive")),
    kind("x-sensitive: too much", |book| {
        let texts = book
            .properties()
            .into_iter()
            .map(|one| one.part)
            .filter(|one| {
                let plain = ["enum", "format", "x-sensitive"];
                one.text("type") == "string" && plain.iter().all(|key| one.value.get(key).is_none())
            });
        texts
            .map(|one| Mutant::put(&join(&one.pointer, "x-sensitive"), json!(true)))
            .collect()
    }),
    kind("x-time: left out", |book| {
        let parameters = book.parameters().into_iter();
        let schemas = parameters.filter_map(|one| one.get("schema"));
        let timed = schemas.filter_map(|one| one.get("x-time"));
        timed.map(|one| Mutant::remove(&one.pointer)).collect()
    }),
    kind("x-omit: left out", |book| {
        let parameters = book.parameters().into_iter();
        let omitted = parameters.filter_map(|one| one.get("x-omit"));
        omitted.map(|one| Mutant::remove(&one.pointer)).collect()
    }),
    kind("x-omit: too much", |book| {
        let parameters = book.parameters().into_iter();
        let given = parameters.filter(|one| one.value.get("x-omit").is_none());
        given
            .map(|one| Mutant::put(&join(&one.pointer, "x-omit"), json!(true)))
            .collect()
    }),
    kind("x-optional-in-answers: left out", |book| {
        let schemas = book.components("schemas").into_iter();
        let set = schemas.filter_map(|(_, one)| one.get("x-optional-in-answers"));
        set.map(|one| Mutant::remove(&one.pointer)).collect()
    }),
    kind("x-optional-in-answers: too much", |book| {
        let schemas = book.components("schemas").into_iter().map(|(_, one)| one);
        let given = schemas.filter(|one| {
            one.value["required"].is_array() && one.value.get("x-optional-in-answers").is_none()
        });
        let changed = given.map(|one| join(&one.pointer, "x-optional-in-answers"));
        changed
            .map(|place| Mutant::put(&place, json!(true)))
            .collect()
    }),
    kind("allowEmptyValue: flipped", |book| {
        flipped(book.parameters(), "allowEmptyValue")
    }),
];

fn is_required(property: &Property<'_>) -> bool {
    let names = property.owner.value["required"].as_array();
    names.is_some_and(|names| names.iter().any(|name| name == property.name))
}

fn flipped(parts: Vec<Part<'_>>, key: &str) -> Vec<Mutant> {
    let changed = parts.into_iter().map(|part| {
        let now = part.value[key] != true;
        Mutant::put(&join(&part.pointer, key), json!(now))
    });
    changed.collect()
}

/// Every property that says nothing of `key`, with it.
fn set_where_not(book: &Book, key: &str) -> Vec<Mutant> {
    let properties = book.properties().into_iter().map(|one| one.part);
    let others =
        properties.filter(|one| one.value.get(key).is_none() && target(one.value).is_none());
    others
        .map(|one| Mutant::put(&join(&one.pointer, key), json!(true)))
        .collect()
}

fn removed(book: &Book, key: &str) -> Vec<Mutant> {
    let schemas = book.all_schemas().into_iter();
    let set = schemas.filter_map(|one| one.get(key));
    set.map(|one| Mutant::remove(&one.pointer)).collect()
}

const NEVER_SENT: &str = "the schema is in answers only, so nothing of it is sent";
const NEVER_READ: &str = "the schema is in requests only, so nothing of it is read";
const NULL_ANYWAY: &str = "an optional property of an answer may be null anyway";

fn read_only(book: &Book) -> Vec<Mutant> {
    not_sent(book, set_where_not(book, "readOnly"), NEVER_SENT)
}

fn writable(book: &Book) -> Vec<Mutant> {
    not_sent(book, removed(book, "readOnly"), NEVER_SENT)
}

/// `nullable` of what is in answers only, by whether it is required there.
fn nullable(book: &Book, mutants: Vec<Mutant>) -> Vec<Mutant> {
    let properties = book.properties();
    let required = properties.iter().filter(|one| is_required(one));
    let required: Vec<String> = required
        .map(|one| join(&one.part.pointer, "nullable"))
        .collect();
    let (strict, others) = mutants
        .into_iter()
        .partition(|one| required.contains(&one.place));
    let mut found: Vec<Mutant> = strict;
    found.extend(only_read(book, others, NULL_ANYWAY));
    found
}
