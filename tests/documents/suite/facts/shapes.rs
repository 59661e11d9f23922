//! Shapes of a document against those of a table: kinds, fields, members.

use std::collections::BTreeSet;

use documents::Document;
use serde_json::{Map, Value};

use super::marks::{self, Direction};
use super::references;
use super::table::{Row, Table, Union};

/// A comparison that is under way.
pub(super) struct Comparison<'a> {
    pub(super) table: &'a Table,
    pub(super) document: &'a Document,
    pub(super) findings: Vec<String>,
    /// Pairs of schemas that need no second look.
    pub(super) compared: BTreeSet<(String, String, Direction)>,
    /// Lines that say that the document deviates, and are right.
    pub(super) deviating: BTreeSet<usize>,
    /// Lines that were compared with something.
    pub(super) reached: BTreeSet<usize>,
}

impl Comparison<'_> {
    pub(super) fn find(&mut self, place: &str, what: impl std::fmt::Display) {
        self.findings.push(format!("{place}: {what}"));
    }

    /// Reports what differs in a row itself, unless it is the one thing in which the row says that the
    /// document deviates.
    pub(super) fn settle(&mut self, row: &Row, place: &str, differences: Vec<String>) {
        self.settle_said(row, place, differences, &[]);
    }

    /// The same for what stands in the document at `said`: one of these must say so, too.
    pub(super) fn settle_said(
        &mut self,
        row: &Row,
        place: &str,
        differences: Vec<String>,
        said: &[&Value],
    ) {
        self.reached.insert(row.line);
        let deviates = self.table.deviations.contains_key(&row.line);
        // Where the table has what we chose, the document has that and nothing else.
        let (deviates, differences) = match (deviates && row.is_chosen, differences.is_empty()) {
            (true, true) => (true, vec!["what we chose".to_owned()]),
            (true, false) => {
                self.deviating.insert(row.line);
                (false, differences)
            }
            (false, _) => (deviates, differences),
        };
        if deviates && differences.len() <= 1 {
            if !differences.is_empty() {
                self.deviating.insert(row.line);
                let is_said = said.iter().any(|one| one["x-deviation"].is_string());
                if !said.is_empty() && !is_said {
                    self.find(place, "the document deviates here without an `x-deviation`");
                }
            }
            return;
        }
        for difference in differences {
            self.find(place, difference);
        }
    }

    pub(super) fn check_deviations(&mut self) {
        for (line, reason) in &self.table.deviations {
            if self.reached.contains(line) && !self.deviating.contains(line) {
                let what = "the document does not deviate here any more";
                self.find(&format!("line {line}"), format_args!("{what}: {reason}"));
            }
        }
    }

    pub(super) fn missing(&mut self, row: &Row, place: &str) {
        if row.kind != "absent" && !row.has("maybe") {
            // What a row says of a field that deviates is not that it may be missing.
            self.reached.insert(row.line);
            self.deviating.insert(row.line);
            self.find(place, "the document does not have it");
        } else {
            self.settle(row, place, Vec::new());
        }
    }

    /// A field or a parameter, which `holder` holds.
    pub(super) fn row(
        &mut self,
        row: &Row,
        schema: &Value,
        holder: &Value,
        required: bool,
        direction: Direction,
        place: &str,
    ) {
        if row.kind == "absent" {
            return self.settle(row, place, vec!["the facts do not have it".to_owned()]);
        }
        let mut differences = Vec::from_iter(self.kind(&row.kind, schema, direction, place));
        let mut said = marks::said(self.document, schema, required);
        for (mark, key) in [
            ("allowEmptyValue", "allowEmptyValue"),
            ("omit", "x-omit"),
            ("sensitive", "x-sensitive"),
        ] {
            if holder[key] == true {
                said.insert(mark, String::new());
            }
        }
        if row.kind == "?" {
            // What the kind is, its limits are too.
            said.retain(|mark, _| ["required", "sensitive"].contains(mark));
        }
        differences.extend(marks::differences(self.table, row, &said, direction));
        let target = self.document.follow(schema);
        let item = self.document.follow(&target["items"]);
        self.settle_said(row, place, differences, &[holder, schema, target, item]);
    }

    /// Compares what is within, and says if the kind itself differs.
    pub(super) fn kind(
        &mut self,
        kind: &str,
        schema: &Value,
        direction: Direction,
        place: &str,
    ) -> Option<String> {
        if kind == "?" {
            return None;
        }
        let document = self.document;
        let name = schema["$ref"].as_str();
        let schema = document.follow(schema);
        let said = said_kind(schema);
        if let Some(inner) = kind
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            if said != "an array" {
                return Some(format!("{kind}, but {said} in the document"));
            }
            let difference = self.kind(inner, &schema["items"], direction, &format!("{place}[]"));
            return difference.map(|one| format!("each {one}"));
        }
        if let Some(name) = name {
            let pair = (kind.to_owned(), name.to_owned(), direction);
            if self.is_shape(kind) && !self.compared.insert(pair) {
                return None;
            }
        }
        let table = self.table;
        if let Some(union) = table.unions.get(kind) {
            if said != "a union" {
                return Some(format!("a union, but {said} in the document"));
            }
            self.members(union, schema, direction, place);
        } else if let Some(fields) = table.schemas.get(kind) {
            if said != "an object" {
                return Some(format!("an object, but {said} in the document"));
            }
            self.fields(fields, schema, direction, place);
            self.schema(kind, schema, place);
        } else if !is_kind(kind, said, direction) {
            return Some(format!("{kind}, but {said} in the document"));
        }
        None
    }

    /// What stands at the schema itself: where a job stands, and what answers may leave out.
    fn schema(&mut self, kind: &str, schema: &Value, place: &str) {
        let said = &schema["x-job"];
        match self.table.jobs.get(kind) {
            None if said.is_null() => {}
            None => self.find(place, "the facts do not have its job"),
            Some(job) => {
                let difference = job.difference(said);
                difference.into_iter().for_each(|one| self.find(place, one));
            }
        }
        let fact = self.table.optional_in_answers.iter().any(|one| one == kind);
        if fact != (schema["x-optional-in-answers"] == true) {
            let not = if fact { "" } else { "not " };
            self.find(
                place,
                format_args!("{not}optional in answers, but the document says otherwise"),
            );
        }
    }

    fn is_shape(&self, kind: &str) -> bool {
        self.table.unions.contains_key(kind) || self.table.schemas.contains_key(kind)
    }

    fn members(&mut self, union: &Union, schema: &Value, direction: Direction, place: &str) {
        let discriminator = &schema["discriminator"];
        let tag = discriminator["propertyName"].as_str().unwrap_or_default();
        if tag != union.tag {
            let (fact, said) = (&union.tag, tag);
            self.find(
                place,
                format_args!("told apart by {fact}, but by {said} in the document"),
            );
        }
        let mapping = discriminator["mapping"].as_object();
        for (value, kind) in &union.members {
            match mapping.and_then(|mapping| mapping.get(value)) {
                _ if kind == "?" => {}
                Some(target) => {
                    let member = serde_json::json!({ "$ref": target });
                    let place = format!("{place}({value})");
                    let difference = self.kind(kind, &member, direction, &place);
                    difference
                        .into_iter()
                        .for_each(|one| self.find(&place, one));
                }
                None => self.find(place, format_args!("the document does not have {value}")),
            }
        }
        for value in mapping.into_iter().flat_map(Map::keys) {
            if !union.members.iter().any(|(known, _)| known == value) {
                self.find(place, format_args!("the facts do not have {value}"));
            }
        }
    }

    fn fields(&mut self, rows: &[Row], schema: &Value, direction: Direction, place: &str) {
        let document = self.document;
        let excluded = direction.excludes();
        let properties = schema["properties"].as_object();
        let says = |property: &Value, mark: &str| {
            property[mark] == true || document.follow(property)[mark] == true
        };
        let required = schema["required"].as_array();
        for row in rows {
            let place = format!("{place}.{}", row.name);
            let property = properties.and_then(|properties| properties.get(&row.name));
            let Some(property) = property.filter(|one| row.has(excluded) || !says(one, excluded))
            else {
                if !row.has(excluded) {
                    self.missing(row, &place);
                }
                continue;
            };
            if row.has(excluded) && !says(property, excluded) {
                let said = [property, document.follow(property)];
                let what = "the facts do not have it";
                self.settle_said(row, &place, vec![what.to_owned()], &said);
            }
            let is_sent_anyway = row.has("readOnly") && !says(property, "readOnly");
            let own;
            let row = if is_sent_anyway {
                // A reason to send what is read only is none to differ in anything else.
                own = Row {
                    line: 0,
                    ..row.clone()
                };
                &own
            } else {
                row
            };
            // What does not travel this way may travel no way at all, and is compared all the same.
            let direction = if row.has(excluded) {
                direction.other()
            } else {
                direction
            };
            let required = required.is_some_and(|names| names.iter().any(|one| *one == *row.name));
            self.row(row, property, property, required, direction, &place);
            if let Some(wrong) = references::wrong(document, row, property) {
                self.find(&place, wrong);
            }
        }
        // A name that does not travel this way may be misspelled all the same.
        for name in properties.into_iter().flat_map(Map::keys) {
            if !rows.iter().any(|row| row.name == *name) {
                self.find(&format!("{place}.{name}"), "the facts do not have it");
            }
        }
    }
}

/// The kind of a schema in the words of the tables.
fn said_kind(schema: &Value) -> &'static str {
    let format = schema["format"].as_str().unwrap_or_default();
    match schema["type"].as_str() {
        _ if schema["oneOf"].is_array() => "a union",
        Some("array") => "an array",
        Some("object") if schema["properties"].is_object() => "an object",
        Some("string") if format == "date-time" => "date-time",
        Some("string") if format == "binary" => "bytes",
        Some("string") => "text",
        Some("integer") if format == "int32" => "int32",
        Some("integer") if format == "int64" => "int64",
        Some("integer") => "integer",
        Some("number") => "number",
        Some("boolean") => "boolean",
        _ => "any",
    }
}

/// Whether a kind of the tables covers one of a document.
fn is_kind(fact: &str, said: &str, direction: Direction) -> bool {
    match (fact, direction) {
        ("time", _) => said == "text" || said == "date-time",
        // What is sent is checked by its format, and integers of answers have 64 bits anyway.
        ("integer", Direction::Sent) => matches!(said, "integer" | "int64"),
        ("integer", Direction::Read) => matches!(said, "integer" | "int32" | "int64"),
        (fact, _) => fact == said,
    }
}
