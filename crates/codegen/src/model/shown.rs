//! What of an answer people are shown in a table, and what they are not shown.

use serde_json::Value;

use super::answers::read_properties;
use super::job::{Condition, Job};
use super::sensitive::SensitivePlaces;
use super::success::{Content, Success};
use super::times::Time;
use crate::document::{Document, flag, items, reference_name, text, union_members};

/// What a command shows of a success.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    /// Properties of the answer, or of each item of a list: the most important first. A path has dots.
    pub(crate) columns: Vec<String>,
    /// How many of the columns a narrow table has.
    pub(crate) narrow: usize,
    /// The one property whose words give the state of a job, if there is one.
    pub(crate) status: Option<String>,
    /// Properties of the answer as a whole, by which it is told from an error; none of an array.
    pub(crate) known: Vec<String>,
    /// The columns that are times by `x-time`, and whether each is a number.
    pub(crate) times: Vec<(String, Time, bool)>,
    /// JSON pointers to what is `x-sensitive` in the whole answer; see [`SensitivePlaces::places`].
    pub(crate) sensitive: Vec<String>,
}

/// What a row of a table is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Row<'a> {
    /// The answer, or an item of it if that is an array.
    Answer,
    /// An item within the answer, of this component unless it is a scalar.
    Item(Option<&'a str>),
}

/// A table of more columns does not fit on a terminal.
const NARROW: usize = 6;

impl Shown {
    pub(super) fn of(
        document: &Document,
        secrets: &SensitivePlaces<'_>,
        success: &Success,
        row: Row<'_>,
    ) -> Self {
        let (schema, is_list) = match &success.content {
            Content::Json {
                schema, is_list, ..
            } => (schema, *is_list),
            // The array itself.
            Content::Value { schema, .. } => (schema, false),
            Content::Bytes { .. } | Content::Nothing { .. } => return Self::default(),
        };
        let Some(answer) = document.schema(schema) else {
            return Self::default();
        };
        let top = if is_list { "/*" } else { "" };
        let (name, row) = match row {
            Row::Answer => (schema.as_str(), answer),
            Row::Item(Some(name)) => (name, document.schema(name).unwrap_or(answer)),
            // A scalar has no columns.
            Row::Item(None) => ("", &Value::Null),
        };
        let times = times(document, row);
        let chosen: Vec<String> = items(row, "x-columns")
            .iter()
            .filter_map(|column| Some(column.as_str()?.to_owned()))
            .collect();
        let mut columns = usual(document, row);
        columns.retain(|column| !chosen.contains(column));
        let narrow = match chosen.len() {
            0 => NARROW.min(columns.len()),
            number => number,
        };
        columns.splice(0..0, chosen);
        let known = if is_list {
            Vec::new()
        } else {
            properties(document, answer)
        };
        Self {
            known,
            times,
            columns,
            narrow,
            status: status(document, name, row),
            sensitive: secrets.places(schema, top),
        }
    }
}

/// The property whose words alone give the state of the job `row`. A union has one if its members share it.
fn status(document: &Document, name: &str, row: &Value) -> Option<String> {
    let members = items(row, "oneOf");
    if members.is_empty() {
        return status_of(&Job::of(name, row)?).map(str::to_owned);
    }
    let mut shared = members.iter().map(|member| {
        let name = reference_name(member)?;
        status_of(&Job::of(name, document.follow(member))?).map(str::to_owned)
    });
    let first = shared.next()??;
    shared
        .all(|one| one.as_ref() == Some(&first))
        .then_some(first)
}

fn status_of(job: &Job) -> Option<&str> {
    let mut properties = job.rules.iter().map(|rule| match &rule.condition {
        Some((property, Condition::OneOf(_))) if !property.contains('.') => Some(property.as_str()),
        _ => None,
    });
    let first = properties.next()??;
    properties.all(|one| one == Some(first)).then_some(first)
}

/// The properties that an answer of `schema` may have, or of any member of the union that it is.
fn properties(document: &Document, schema: &Value) -> Vec<String> {
    let objects = union_members(schema)
        .map(|member| document.follow(member))
        .chain([schema]);
    let mut names: Vec<String> = objects
        .flat_map(|object| read_properties(document, object))
        .map(|(name, _)| name.clone())
        .collect();
    names.sort();
    names.dedup();
    names
}

/// The properties of `row`, or of any member of the union that it is, that are times by `x-time`.
fn times(document: &Document, row: &Value) -> Vec<(String, Time, bool)> {
    let rows = union_members(row).map(|member| document.follow(member));
    let mut times: Vec<(String, Time, bool)> = Vec::new();
    for row in rows.chain([row]) {
        for (name, property) in read_properties(document, row) {
            let is_new = times.iter().all(|(known, ..)| known != name);
            if let Some(time) = Time::of(document, property).filter(|_| is_new) {
                let is_number = text(document.follow(property), "type") == "integer";
                times.push((name.clone(), time, is_number));
            }
        }
    }
    times
}

/// The scalars among the properties of `row`, as far as people may see them, the most telling first.
fn usual(document: &Document, row: &Value) -> Vec<String> {
    let rows = union_members(row).map(|member| document.follow(member));
    let mut columns: Vec<(u8, String)> = Vec::new();
    for row in rows.chain([row]) {
        for (name, property) in read_properties(document, row) {
            let target = document.follow(property);
            let is_scalar = matches!(
                text(target, "type"),
                "string" | "integer" | "boolean" | "number"
            );
            let is_hidden = flag(property, "x-sensitive") || flag(target, "x-sensitive");
            let is_new = columns.iter().all(|(_, known)| known != name);
            if is_scalar && !is_hidden && is_new {
                columns.push((rank(name, target), name.clone()));
            }
        }
    }
    columns.sort_by_key(|(rank, _)| *rank);
    columns.into_iter().map(|(_, name)| name).collect()
}

/// What people look for first has the lowest rank.
fn rank(name: &str, property: &Value) -> u8 {
    let lower = name.to_lowercase();
    match lower.as_str() {
        "id" => 0,
        "name" => 1,
        "status" | "state" => 2,
        _ if lower.ends_with("status") || lower.ends_with("state") => 3,
        _ if lower.ends_with("name") => 4,
        _ if text(property, "format") == "date-time" => 5,
        _ if lower.ends_with("at") || lower.ends_with("time") || lower.ends_with("date") => 5,
        _ if lower.ends_with("id") => 7,
        _ => 6,
    }
}
