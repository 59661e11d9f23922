//! Mistakes in limits, patterns and defaults.

use serde_json::{Value, json};

use super::super::book::{Book, join};
use super::super::edit::Mutant;
use super::kind::{Kind, kind};
use super::not_sent::only_read;

const LIMITS: [&str; 6] = [
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
];

pub(super) const KINDS: &[Kind] = &[
    kind("limit: one too many", |book| {
        limits(book, |value| value + 1)
    }),
    kind("limit: one too few", |book| limits(book, |value| value - 1)),
    kind("limit: ten times", |book| limits(book, |value| value * 10)),
    kind("limit: left out", |book| {
        let mut found = Vec::new();
        for schema in book.all_schemas() {
            let set = LIMITS
                .iter()
                .filter(|limit| schema.value.get(limit).is_some());
            found.extend(set.map(|limit| Mutant::remove(&join(&schema.pointer, limit))));
        }
        only_read(book, found, UNBOUND)
    }),
    kind("limit: an invented one", invented),
    kind("pattern: another number of characters", |book| {
        patterns(book, other_count)
    }),
    kind("pattern: fewer characters allowed", |book| {
        patterns(book, fewer_characters)
    }),
    kind("pattern: a repetition narrowed", |book| {
        patterns(book, narrowed)
    }),
    kind("pattern: more characters allowed", |book| {
        patterns(book, more_characters)
    }),
    kind("pattern: left out", |book| {
        let schemas = book
            .all_schemas()
            .into_iter()
            .filter_map(|one| one.get("pattern"));
        let found = schemas.map(|one| Mutant::remove(&one.pointer)).collect();
        only_read(book, found, UNBOUND)
    }),
    kind("default: another one", default),
];

const UNBOUND: &str = "limits of what is in answers only bind nothing";

fn limits(book: &Book, change: impl Fn(i64) -> i64) -> Vec<Mutant> {
    let mut found = Vec::new();
    for schema in book.all_schemas() {
        for limit in LIMITS {
            if let Some(value) = schema.value.get(limit).and_then(Value::as_i64) {
                found.push(Mutant::put(
                    &join(&schema.pointer, limit),
                    json!(change(value)),
                ));
            }
        }
    }
    only_read(book, found, UNBOUND)
}

fn invented(book: &Book) -> Vec<Mutant> {
    let mut found = Vec::new();
    for schema in book.all_schemas() {
        let (limit, value) = match schema.text("type") {
            "integer" if schema.value.get("enum").is_none() => ("maximum", 10000),
            "string" if schema.value.get("enum").is_none() => ("maxLength", 64),
            "array" => ("maxItems", 50),
            _ => continue,
        };
        if schema.value.get(limit).is_none() && schema.value.get("format").is_none() {
            found.push(Mutant::put(&join(&schema.pointer, limit), json!(value)));
        }
    }
    only_read(book, found, UNBOUND)
}

fn patterns(book: &Book, change: impl Fn(&str) -> Option<String>) -> Vec<Mutant> {
    let mut found = Vec::new();
    for schema in book.all_schemas() {
        if let Some(changed) = change(schema.text("pattern")) {
            found.push(Mutant::put(
                &join(&schema.pointer, "pattern"),
                json!(changed),
            ));
        }
    }
    only_read(book, found, UNBOUND)
}

/// `{24}` to `{23}`, `{0,63}` to `{0,62}`.
fn other_count(pattern: &str) -> Option<String> {
    let close = pattern.rfind('}')?;
    let start = pattern[..close].rfind(['{', ','])? + 1;
    let count: u64 = pattern[start..close].parse().ok()?;
    Some(format!(
        "{}{}{}",
        &pattern[..start],
        count - 1,
        &pattern[close..]
    ))
}

/// The last range of characters goes.
fn fewer_characters(pattern: &str) -> Option<String> {
    ["0-9", "a-z", "A-Z", "-"].into_iter().find_map(|range| {
        let changed = pattern.replacen(range, "", 1);
        (changed != pattern && !changed.contains("[]")).then_some(changed)
    })
}

fn narrowed(pattern: &str) -> Option<String> {
    let at = pattern.rfind(['*', '+'])?;
    let narrower = if &pattern[at..=at] == "*" {
        "+"
    } else {
        "{1,30}"
    };
    Some(format!(
        "{}{narrower}{}",
        &pattern[..at],
        &pattern[at + 1..]
    ))
}

fn more_characters(pattern: &str) -> Option<String> {
    ["a-f", "a-z", "0-9"].into_iter().find_map(|range| {
        let changed = pattern.replacen(range, &format!("{range}G-Z"), 1);
        (changed != pattern).then_some(changed)
    })
}

fn default(book: &Book) -> Vec<Mutant> {
    let mut found = Vec::new();
    for schema in book.all_schemas() {
        let Some(default) = schema.get("default") else {
            continue;
        };
        let other = match default.value {
            Value::Bool(value) => json!(!value),
            Value::Number(value) => json!(value.as_i64().unwrap_or_default() + 1),
            _ => match schema.value["enum"].as_array() {
                Some(values) => values.iter().find(|one| *one != default.value).cloned(),
                None => None,
            }
            .unwrap_or_default(),
        };
        if !other.is_null() {
            found.push(Mutant::put(&default.pointer, other));
        }
    }
    found
}
