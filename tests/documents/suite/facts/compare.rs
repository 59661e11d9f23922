//! A document against a table of facts.

use std::collections::{BTreeMap, BTreeSet};

use documents::Document;
use serde_json::{Map, Value};

use super::marks;
use super::table::{Operation, Row, Table, Union};

/// Everything in which they differ, each with its place.
pub(super) fn findings(table: &Table, document: &Document) -> Vec<String> {
    let mut comparison = Comparison {
        table,
        document,
        findings: Vec::new(),
        compared: BTreeSet::new(),
        deviating: BTreeSet::new(),
        reached: BTreeSet::new(),
    };
    let paths = document.content()["paths"].as_object();
    for (path, item) in paths.into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            if operation["operationId"].is_string() {
                comparison.operation(path, item, method, operation);
            }
        }
    }
    comparison.check_deviations();
    comparison.findings
}

/// Whether a shape is sent or read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Direction {
    Sent,
    Read,
}

impl Direction {
    /// The mark of fields that do not travel this way.
    fn excludes(self) -> &'static str {
        match self {
            Self::Sent => "readOnly",
            Self::Read => "writeOnly",
        }
    }
}

struct Comparison<'a> {
    table: &'a Table,
    document: &'a Document,
    findings: Vec<String>,
    /// Pairs of schemas that need no second look.
    compared: BTreeSet<(String, String, Direction)>,
    /// Lines that say that the document deviates, and are right.
    deviating: BTreeSet<usize>,
    /// Lines that were compared with something.
    reached: BTreeSet<usize>,
}

impl Comparison<'_> {
    fn find(&mut self, place: &str, what: impl std::fmt::Display) {
        self.findings.push(format!("{place}: {what}"));
    }

    /// Reports what differs in a row itself, unless it is the one thing in which the row says that the
    /// document deviates.
    fn settle(&mut self, row: &Row, place: &str, differences: Vec<String>) {
        self.settle_said(row, place, differences, &[]);
    }

    /// The same for what stands in the document at `said`: one of these must say so, too.
    fn settle_said(&mut self, row: &Row, place: &str, differences: Vec<String>, said: &[&Value]) {
        self.reached.insert(row.line);
        let deviates = self.table.deviations.contains_key(&row.line);
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

    fn check_deviations(&mut self) {
        for (line, reason) in &self.table.deviations {
            if self.reached.contains(line) && !self.deviating.contains(line) {
                let what = "the document does not deviate here any more";
                self.find(&format!("line {line}"), format_args!("{what}: {reason}"));
            }
        }
    }

    fn operation(&mut self, path: &str, item: &Value, method: &str, operation: &Value) {
        let id = operation["operationId"].as_str().unwrap_or_default();
        let table = self.table;
        let Some(facts) = table.operations.iter().find(|one| one.id == id) else {
            if !table.beyond.iter().any(|one| one == id) {
                self.find(id, "the facts do not have this operation");
            }
            return;
        };
        for (fact, said) in [(&facts.method, method), (&facts.path, path)] {
            if !fact.eq_ignore_ascii_case(said) || (fact.starts_with('/') && fact != said) {
                self.find(id, format_args!("{fact}, but {said} in the document"));
            }
        }
        let description = operation["description"].as_str().unwrap_or_default();
        if let Some(also) = facts
            .also
            .as_ref()
            .filter(|also| !description.contains(*also))
        {
            self.find(id, format_args!("the description does not mention {also}"));
        }
        let description = description.split_whitespace().collect::<Vec<_>>().join(" ");
        for text in facts
            .says
            .iter()
            .filter(|text| !description.contains(*text))
        {
            self.find(id, format_args!("the description does not say {text}"));
        }
        self.parameters(facts, item, operation);
        self.request(facts, operation);
        self.responses(facts, operation);
    }

    fn parameters(&mut self, facts: &Operation, item: &Value, operation: &Value) {
        let document = self.document;
        let lists = [&operation["parameters"], &item["parameters"]];
        let parameters = lists.into_iter().filter_map(Value::as_array).flatten();
        let mut parameters: Vec<&Value> = parameters.map(|one| document.follow(one)).collect();
        for row in &facts.parameters {
            let place = format!("{} parameter {} in {}", facts.id, row.name, row.place);
            let is_it = |one: &Value| one["name"] == *row.name && one["in"] == *row.place;
            let Some(index) = parameters.iter().position(|one| is_it(one)) else {
                self.missing(row, &place);
                continue;
            };
            let parameter = parameters.swap_remove(index);
            let required = parameter["required"] == true;
            let schema = &parameter["schema"];
            self.row(row, schema, parameter, required, Direction::Sent, &place);
        }
        for parameter in parameters {
            let text = |key: &str| parameter[key].as_str().unwrap_or_default();
            let place = format!("{} parameter {} in {}", facts.id, text("name"), text("in"));
            self.find(&place, "the facts do not have it");
        }
    }

    fn request(&mut self, facts: &Operation, operation: &Value) {
        let document = self.document;
        let place = format!("{} request", facts.id);
        match (&facts.request, operation.get("requestBody")) {
            (None, None) => {}
            (None, Some(_)) => self.find(&place, "the facts do not have it"),
            (Some(row), None) => self.missing(row, &place),
            (Some(row), Some(body)) => {
                let body = document.follow(body);
                if body["required"] != true {
                    self.find(&place, "the document lets it be missing");
                }
                self.content(row, &body["content"], Direction::Sent, &place);
            }
        }
    }

    fn responses(&mut self, facts: &Operation, operation: &Value) {
        let document = self.document;
        let mut errors = BTreeSet::new();
        let mut successes = BTreeMap::new();
        for (status, response) in operation["responses"].as_object().into_iter().flatten() {
            let content = &document.follow(response)["content"];
            if status.starts_with('2') {
                successes.insert(status.as_str(), content);
                continue;
            }
            errors.insert(status.clone());
            for media in content.as_object().into_iter().flat_map(Map::values) {
                if let (Some(kind), schema) = (&self.table.error, &media["schema"]) {
                    let place = format!("{} error {status}", facts.id);
                    let difference = self.kind(kind, schema, Direction::Read, &place);
                    difference
                        .into_iter()
                        .for_each(|one| self.find(&place, one));
                }
            }
        }
        for row in &facts.answers {
            if row.place == "?" {
                successes.clear();
                continue;
            }
            let place = format!("{} answer {}", facts.id, row.place);
            match successes.remove(row.place.as_str()) {
                Some(content) => self.content(row, content, Direction::Read, &place),
                None => self.missing(row, &place),
            }
        }
        for status in successes.keys() {
            let place = format!("{} answer {status}", facts.id);
            self.find(&place, "the facts do not have it");
        }
        if let Some((statuses, more)) = &facts.errors {
            let wanted: BTreeSet<String> = statuses.iter().cloned().collect();
            let fine = if *more {
                wanted.is_subset(&errors)
            } else {
                wanted == errors
            };
            if !fine {
                let list = |statuses: BTreeSet<String>| Vec::from_iter(statuses).join(" ");
                let (wanted, errors) = (list(wanted), list(errors));
                let place = format!("{} errors", facts.id);
                self.find(
                    &place,
                    format_args!("{wanted}, but {errors} in the document"),
                );
            }
        }
    }

    /// A body: its media type, and what is in it.
    fn content(&mut self, row: &Row, content: &Value, direction: Direction, place: &str) {
        let media_types = content.as_object().into_iter().flat_map(Map::keys);
        let said = media_types.cloned().collect::<Vec<_>>().join(", ");
        if said != row.name && row.name != "?" {
            let [fact, said] = [&row.name, &said].map(|text| match text.as_str() {
                "" => "nothing",
                text => text,
            });
            let difference = format!("{fact}, but {said} in the document");
            return self.settle(row, place, vec![difference]);
        }
        let schema = content
            .as_object()
            .and_then(|content| content.values().next());
        let schema = schema.and_then(|media| media.get("schema"));
        let shape = match direction {
            // Of successes there is one with a body, so its status says nothing.
            Direction::Read => place.rsplit_once(' ').map_or(place, |(shape, _)| shape),
            Direction::Sent => place,
        };
        let difference = match (schema, row.kind.as_str()) {
            (None, "nothing" | "?") => None,
            (Some(schema), kind) => self.kind(kind, schema, direction, shape),
            (None, kind) => Some(format!("{kind}, but nothing in the document")),
        };
        self.settle(row, place, Vec::from_iter(difference));
    }

    fn missing(&mut self, row: &Row, place: &str) {
        if row.kind != "absent" && !row.has("maybe") {
            self.settle(row, place, vec!["the document does not have it".to_owned()]);
        } else {
            self.settle(row, place, Vec::new());
        }
    }

    /// A field or a parameter, which `holder` holds.
    fn row(
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
        if holder["allowEmptyValue"] == true {
            said.insert("allowEmptyValue", String::new());
        }
        if row.kind == "?" {
            // What the kind is, its limits are too.
            said.retain(|mark, _| *mark == "required");
        }
        differences.extend(marks::differences(self.table, row, &said, direction));
        let target = self.document.follow(schema);
        let item = self.document.follow(&target["items"]);
        self.settle_said(row, place, differences, &[holder, schema, target, item]);
    }

    /// Compares what is within, and says if the kind itself differs.
    fn kind(
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
        } else if !is_kind(kind, said) {
            return Some(format!("{kind}, but {said} in the document"));
        }
        None
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
        let travels = |property: &Value| {
            property[excluded] != true && document.follow(property)[excluded] != true
        };
        let required = schema["required"].as_array();
        for row in rows.iter().filter(|row| !row.has(excluded)) {
            let place = format!("{place}.{}", row.name);
            let property = properties.and_then(|properties| properties.get(&row.name));
            match property.filter(|property| travels(property)) {
                Some(property) => {
                    let required =
                        required.is_some_and(|names| names.iter().any(|one| *one == *row.name));
                    self.row(row, property, property, required, direction, &place);
                }
                None => self.missing(row, &place),
            }
        }
        for (name, property) in properties.into_iter().flatten() {
            let place = format!("{place}.{name}");
            let what = "the facts do not have it";
            match rows.iter().find(|row| row.name == *name) {
                _ if !travels(property) => {}
                None => self.find(&place, what),
                Some(row) if row.has(excluded) => {
                    let said = [property, document.follow(property)];
                    self.settle_said(row, &place, vec![what.to_owned()], &said);
                }
                Some(_) => {}
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
fn is_kind(fact: &str, said: &str) -> bool {
    match fact {
        "time" => said == "text" || said == "date-time",
        "integer" => matches!(said, "integer" | "int32" | "int64"),
        fact => fact == said,
    }
}
