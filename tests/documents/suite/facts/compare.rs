//! A document against a table of facts: operations with their parameters, requests and answers.

use std::collections::{BTreeMap, BTreeSet};

use documents::Document;
use serde_json::{Map, Value};

use super::marks::{self, Direction};
use super::shapes::Comparison;
use super::table::{Operation, Row, Table};

/// Everything in which they differ, each with its place.
pub(super) fn compare(table: &Table, document: &Document) -> Vec<String> {
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
                // What tells operations with the same method and path apart is not sent.
                let path = path.split('#').next().unwrap_or_default();
                comparison.operation(path, item, method, operation);
            }
        }
    }
    for facts in &table.operations {
        if !document.has_operation(&facts.id) {
            comparison.find(&facts.id, "the document does not have this operation");
        }
    }
    comparison.check_deviations();
    comparison
        .findings
        .extend(table.service.differences(document));
    comparison.findings
}

impl Comparison<'_> {
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
        if let Some(members) = operation.as_object() {
            let differences = facts.calls.differences(&table.service, method, members);
            differences.into_iter().for_each(|one| self.find(id, one));
            let codes = facts
                .calls
                .other_codes(self.document, &operation["responses"]);
            codes.into_iter().for_each(|one| self.find(id, one));
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
                match (row.has("optional"), body["required"] == true) {
                    (false, false) => self.find(&place, "the document lets it be missing"),
                    (true, true) => self.find(&place, "optional, but required in the document"),
                    _ => {}
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
                Some(_) if row.kind == "absent" => {
                    self.settle(row, &place, vec!["the facts do not have it".to_owned()]);
                }
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
        let document = self.document;
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
        let mut differences = Vec::from_iter(difference);
        // Objects have limits at their fields; an array of texts has them here.
        if let (Some(schema), true) = (schema, row.kind.starts_with('[')) {
            let said = marks::said(document, schema, false);
            differences.extend(marks::differences(self.table, row, &said, direction));
        }
        self.settle(row, place, differences);
    }
}
