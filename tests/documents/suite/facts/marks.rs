//! What is required, what may be null or empty, and what limits a value.

use std::collections::{BTreeMap, BTreeSet};

use documents::Document;
use serde_json::Value;

use super::table::{Row, Table, compared_marks};

/// Whether a shape is sent or read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Direction {
    Sent,
    Read,
}

impl Direction {
    /// The mark of fields that do not travel this way.
    pub(super) fn excludes(self) -> &'static str {
        match self {
            Self::Sent => "readOnly",
            Self::Read => "writeOnly",
        }
    }

    pub(super) fn other(self) -> Self {
        match self {
            Self::Sent => Self::Read,
            Self::Read => Self::Sent,
        }
    }
}

/// What a property has by the names that the tables have for it.
pub(super) fn said(
    document: &Document,
    property: &Value,
    required: bool,
) -> BTreeMap<&'static str, String> {
    let schema = document.follow(property);
    let mut marks = BTreeMap::new();
    for (mark, is_set) in [
        ("required", required),
        (
            "nullable",
            schema["nullable"] == true || property["nullable"] == true,
        ),
    ] {
        if is_set {
            marks.insert(mark, String::new());
        }
    }
    if let Some(default) = schema.get("default") {
        let default = default.as_str().map_or(default.to_string(), str::to_owned);
        marks.insert("default", default);
    }
    let is_array = schema["type"] == "array";
    let inner = if is_array {
        document.follow(&schema["items"])
    } else {
        schema
    };
    if [schema, property, inner]
        .iter()
        .any(|one| one["x-sensitive"] == true)
    {
        marks.insert("sensitive", String::new());
    }
    for (limits, schema) in [
        (["minItems", "maxItems"].as_slice(), schema),
        (&["minimum", "maximum", "minLength", "maxLength"], inner),
    ] {
        for limit in limits {
            if let Some(value) = schema.get(limit) {
                marks.insert(limit, value.to_string());
            }
        }
    }
    if let Some(pattern) = inner["pattern"].as_str() {
        marks.insert("pattern", pattern.to_owned());
    }
    if let Some(values) = inner["enum"].as_array() {
        let values = values.iter().filter(|value| !value.is_null());
        let values = values.map(|value| value.as_str().map_or(value.to_string(), str::to_owned));
        marks.insert("enum", values.collect::<Vec<_>>().join("|"));
    }
    marks
}

/// In what these differ from those of a row.
pub(super) fn differences(
    table: &Table,
    row: &Row,
    said: &BTreeMap<&'static str, String>,
    direction: Direction,
) -> Vec<String> {
    let mut differences = Vec::new();
    // What limits one value is one difference.
    let mut limits = Vec::new();
    for mark in compared_marks() {
        let fact = row.marks.get(mark);
        let is_unknown = fact.is_some_and(|value| value == "?");
        let read = direction == Direction::Read;
        let is_listed = |list: &[String]| list.iter().any(|unknown| unknown == mark);
        let untold = is_listed(&table.untold) || read && is_listed(&table.unknown);
        let says_nothing = read && mark == "nullable" && !row.has("required");
        if is_unknown || untold || (says_nothing && !said.contains_key(mark)) {
            continue;
        }
        match (fact, said.get(mark)) {
            (None, None) => {}
            (Some(fact), Some(said)) if mark == "enum" => {
                let (fact, said) = (values(fact), values(said));
                let lacking = list(fact.difference(&said));
                differences
                    .extend(lacking.map(|some| format!("enum lacks {some} in the document")));
                let more = list(said.difference(&fact));
                differences
                    .extend(more.map(|some| format!("enum has {some} in the document only")));
            }
            (Some(fact), Some(said)) if fact == said => {}
            (Some(fact), Some(said)) => {
                differences.push(format!("{mark} {fact}, but {said} in the document"));
            }
            (Some(fact), None) => {
                let fact = format!("{mark} {fact}");
                let fact = fact.trim();
                differences.push(format!("{fact}, but the document does not say so"));
            }
            (None, Some(said)) if said.is_empty() => {
                differences.push(format!("{mark} in the document only"));
            }
            (None, Some(said)) => limits.push(format!("{mark} {said}")),
        }
    }
    let limits = list(limits.iter());
    differences.extend(limits.map(|limits| format!("{limits} in the document only")));
    differences
}

/// All of them in one text, if there are any.
fn list(items: impl Iterator<Item = impl ToString>) -> Option<String> {
    let items: Vec<String> = items.map(|item| item.to_string()).collect();
    (!items.is_empty()).then(|| items.join(", "))
}

fn values(text: &str) -> BTreeSet<&str> {
    text.split('|').collect()
}
