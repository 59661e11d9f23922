//! Mistakes in types, formats and references.

use serde_json::{Value, json};

use super::super::book::{Book, Part, join, target};
use super::super::edit::Mutant;
use super::kind::{Kind, kind};
use super::not_sent::only_read;

pub(super) const KINDS: &[Kind] = &[
    kind("type: another one", types),
    kind("type: a single value for an array", single),
    kind("type: an array for a single value", array),
    kind("type: an array of something else", item),
    kind("format: another integer", integer_format),
    kind("format: no date", |book| {
        let dates = scalars(book)
            .into_iter()
            .filter(|one| one.text("format") == "date-time");
        dates
            .map(|one| Mutant::remove(&join(&one.pointer, "format")))
            .collect()
    }),
    kind("format: an invented date", invented_date),
    kind("reference: to another schema", |book| {
        let properties = book.properties().into_iter();
        references(book, properties.map(|one| one.part).collect())
    }),
    kind("reference: an array of another schema", |book| {
        let schemas = book.all_schemas().into_iter();
        references(book, schemas.filter_map(|one| one.get("items")).collect())
    }),
    kind("reference: a request of another operation", |book| {
        let requests = book.requests().into_iter();
        let media = requests.flat_map(|one| one.parts_of("content"));
        references(
            book,
            media.filter_map(|(_, one)| one.get("schema")).collect(),
        )
    }),
    kind("reference: an answer of another operation", |book| {
        let successes = book.successes().into_iter();
        let media = successes.flat_map(|(_, one)| one.parts_of("content"));
        references(
            book,
            media.filter_map(|(_, one)| one.get("schema")).collect(),
        )
    }),
    kind("reference: a parameter with another schema", |book| {
        let parameters = book.parameters().into_iter();
        references(
            book,
            parameters.filter_map(|one| one.get("schema")).collect(),
        )
    }),
];

/// Every schema that holds one value, and no limits that go with its type only.
fn scalars(book: &Book) -> Vec<Part<'_>> {
    let mut schemas = book.all_schemas();
    schemas.retain(|one| {
        matches!(
            one.text("type"),
            "string" | "integer" | "boolean" | "number"
        )
    });
    schemas
}

fn types(book: &Book) -> Vec<Mutant> {
    let mut found = Vec::new();
    for schema in scalars(book) {
        let others: &[&str] = match schema.text("type") {
            "string" => &["integer", "boolean"],
            "integer" => &["string", "number"],
            "number" => &["string", "integer"],
            _ => &["string", "integer"],
        };
        for other in others {
            found.push(Mutant::put(&join(&schema.pointer, "type"), json!(other)));
        }
    }
    found
}

fn single(book: &Book) -> Vec<Mutant> {
    let mut found = Vec::new();
    for property in book.properties() {
        if let Some(items) = property.part.get("items") {
            let mut schema = items.value.clone();
            if target(&schema).is_none() {
                schema["description"] = property.part.value["description"].clone();
            }
            found.push(Mutant::put(&property.part.pointer, schema));
        }
    }
    found
}

fn array(book: &Book) -> Vec<Mutant> {
    let mut found = Vec::new();
    for property in book.properties() {
        let value = property.part.value;
        let description = &value["description"];
        let items = match target(value) {
            Some(_) => json!({"$ref": value["$ref"]}),
            None if value["type"] != "array" => json!({"type": value["type"]}),
            None => continue,
        };
        let schema = json!({"type": "array", "description": description, "items": items});
        found.push(Mutant::put(&property.part.pointer, schema));
    }
    found
}

fn item(book: &Book) -> Vec<Mutant> {
    let mut found = Vec::new();
    for schema in book.all_schemas() {
        if let Some(items) = schema.get("items") {
            let other = if items.text("type") == "string" {
                "integer"
            } else {
                "string"
            };
            found.push(Mutant::put(&items.pointer, json!({"type": other})));
        }
    }
    found
}

fn integer_format(book: &Book) -> Vec<Mutant> {
    let mut found = Vec::new();
    for schema in scalars(book) {
        if schema.text("type") == "integer" {
            let place = join(&schema.pointer, "format");
            let other = if schema.text("format") == "int32" {
                "int64"
            } else {
                "int32"
            };
            found.push(Mutant::put(&place, json!(other)));
        }
    }
    only_read(
        book,
        found,
        "integers of answers have 64 bits, whatever their format",
    )
}

fn invented_date(book: &Book) -> Vec<Mutant> {
    let mut found = Vec::new();
    for schema in scalars(book) {
        let is_plain = ["format", "enum", "pattern", "x-sensitive"]
            .iter()
            .all(|key| schema.value.get(key).is_none());
        if schema.text("type") == "string" && is_plain {
            found.push(Mutant::put(
                &join(&schema.pointer, "format"),
                json!("date-time"),
            ));
        }
    }
    found
}

/// Each reference among these, leading to the next schema of the same type.
fn references(book: &Book, parts: Vec<Part<'_>>) -> Vec<Mutant> {
    let schemas = book.components("schemas");
    let mut found = Vec::new();
    for part in parts {
        let Some(name) = target(part.value) else {
            continue;
        };
        let Some(at) = schemas.iter().position(|(known, _)| known == name) else {
            continue;
        };
        let kind = |value: &Value| (value["type"].clone(), value["oneOf"].is_array());
        let own = kind(schemas[at].1.value);
        let others = schemas.iter().cycle().skip(at + 1).take(schemas.len() - 1);
        for (other, _) in others.filter(|(_, other)| kind(other.value) == own).take(1) {
            let reference = format!("#/components/schemas/{other}");
            found.push(Mutant::put(&join(&part.pointer, "$ref"), json!(reference)));
        }
    }
    found
}
