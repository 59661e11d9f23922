//! Mistakes in examples.

use serde_json::{Value, json};

use super::super::book::{Book, Part, join, target};
use super::super::edit::Mutant;
use super::kind::{Kind, kind};
use super::words::misspelled;

pub(super) const KINDS: &[Kind] = &[
    kind("example: a value of another type", |book| {
        let mut found = Vec::new();
        for leaf in leaves(book)
            .into_iter()
            .filter(|leaf| !may_be_any(book, leaf))
        {
            let other = match leaf.value {
                Value::String(_) => json!({"value": 1}),
                Value::Number(_) => json!("many"),
                Value::Bool(_) => json!("perhaps"),
                _ => continue,
            };
            found.push(Mutant::put(&leaf.pointer, other));
        }
        found
    }),
    kind("example: a member misspelled", |book| {
        let mut found = Vec::new();
        for leaf in leaves(book) {
            let name = leaf.pointer.rsplit('/').next().unwrap_or_default();
            if name.parse::<usize>().is_err() {
                found.push(Mutant::rename(&leaf.pointer, &misspelled(name)));
            }
        }
        found
    }),
    kind("example: of another operation", |book| {
        let examples = bodies(book);
        let pairs = examples.windows(2);
        let exchanged = pairs.map(|pair| {
            let mutant = Mutant::exchange(&pair[0].pointer, &pair[1].pointer);
            if are_alike(book, &pair[0], &pair[1]) {
                mutant.same_because(
                    "both bodies have the same schema, so each example is right for both",
                )
            } else {
                mutant
            }
        });
        exchanged.collect()
    }),
    kind("example: a parameter's of another type", |book| {
        let mut found = Vec::new();
        for parameter in book.parameters() {
            if let Some(example) = parameter.get("example") {
                let other = match example.value {
                    Value::String(_) => json!(12),
                    _ => json!("many"),
                };
                found.push(Mutant::put(&example.pointer, other));
            }
        }
        found
    }),
    kind("example: a value that an enum does not have", |book| {
        let mut found = Vec::new();
        for leaf in leaves(book)
            .into_iter()
            .filter(|leaf| is_of_enum(book, leaf))
        {
            found.push(Mutant::put(&leaf.pointer, json!("NEVER_HEARD_OF")));
        }
        found
    }),
    kind("example: left out", |book| {
        bodies(book)
            .into_iter()
            .map(|one| Mutant::remove(&one.pointer))
            .collect()
    }),
];

/// The example of every request and every success.
fn bodies(book: &Book) -> Vec<Part<'_>> {
    let media = book.media_types().into_iter();
    media.filter_map(|(_, one)| one.get("example")).collect()
}

/// Whether two bodies are of the same component, or of the same member of two unions.
fn are_alike(book: &Book, one: &Part<'_>, other: &Part<'_>) -> bool {
    let [first, second] = [one, other].map(|example| {
        let schema = schema(book, example);
        schema.and_then(|schema| target(schema.value).map(str::to_owned))
    });
    first.is_some() && first == second || schema_of(book, one) == schema_of(book, other)
}

/// The schema beside an example.
fn schema<'a>(book: &'a Book, example: &Part<'a>) -> Option<Part<'a>> {
    let (media, _) = example.pointer.rsplit_once('/')?;
    book.at(media)?.get("schema")
}

/// The name of the schema of the body that has this example; of a union, that of the member it is.
fn schema_of<'a>(book: &'a Book, example: &Part<'a>) -> Option<&'a str> {
    let schema = schema(book, example)?;
    let discriminator = &book.follow(&schema).value["discriminator"];
    let tag = discriminator["propertyName"].as_str();
    let member = tag.and_then(|tag| example.value[tag].as_str());
    let member =
        member.and_then(|value| discriminator["mapping"][value].as_str()?.rsplit('/').next());
    member.or_else(|| target(schema.value))
}

/// Every value of an example that holds no other value.
fn leaves(book: &Book) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    let mut open = bodies(book);
    while let Some(part) = open.pop() {
        let inner = part.parts();
        if inner.is_empty() {
            found.push(part);
        }
        open.extend(inner.into_iter().map(|(_, one)| one));
    }
    found
}

/// Whether the value may be of a property, by its name, that is any JSON.
fn may_be_any(book: &Book, leaf: &Part<'_>) -> bool {
    let name = leaf.pointer.rsplit('/').next().unwrap_or_default();
    let mut named = book.properties().into_iter().filter(|one| one.name == name);
    named.any(|one| {
        let schema = book.follow(&one.part);
        ["type", "oneOf"]
            .iter()
            .all(|key| schema.value.get(key).is_none())
    })
}

/// Whether the value is a property, by its name, of which every schema that has it lists the values.
fn is_of_enum(book: &Book, leaf: &Part<'_>) -> bool {
    let name = leaf.pointer.rsplit('/').next().unwrap_or_default();
    let named = book.properties().into_iter().filter(|one| one.name == name);
    let mut listed = named
        .map(|one| book.follow(&one.part).get("enum").is_some())
        .peekable();
    listed.peek().is_some() && listed.all(|is_listed| is_listed) && join("", name).len() > 1
}
