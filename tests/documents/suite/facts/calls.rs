//! How an operation is called: idempotency, security, paging, and the page that says so.

use std::collections::BTreeSet;

use documents::Document;
use serde_json::{Map, Value};

use super::service::Service;

/// The lines of an operation that say how it is called.
#[derive(Default)]
pub(super) struct Calls {
    /// Whether a second call does no harm, where the method does not say it.
    idempotent: Option<bool>,
    security: Vec<String>,
    /// Style, position, size, items and total of its pages.
    pages: Option<String>,
    /// A part of the address of its source.
    source: Option<String>,
    /// The server that it has in place of that of all others.
    server: Option<String>,
    /// The codes that the examples of an error show, by status.
    codes: Vec<(String, String)>,
}

impl Calls {
    /// Reads a line, if it is one of these.
    pub(super) fn read(&mut self, words: &[&str]) -> bool {
        match *words {
            ["idempotent"] => self.idempotent = Some(true),
            ["not", "idempotent"] => self.idempotent = Some(false),
            ["security", _, ..] => {
                self.security = words[1..].iter().map(|&word| word.to_owned()).collect();
            }
            ["pages", _, _, _, _] | ["pages", _, _, _, _, _] => {
                self.pages = Some(words[1..].join(" "));
            }
            ["source", part] => self.source = Some(part.trim_start_matches('~').to_owned()),
            ["server", url] => self.server = Some(url.to_owned()),
            ["codes", status, codes] => self.codes.push((status.to_owned(), codes.to_owned())),
            _ => return false,
        }
        true
    }

    /// In which errors the document shows other codes.
    pub(super) fn other_codes(&self, document: &Document, responses: &Value) -> Vec<String> {
        let mut found = Vec::new();
        for (status, facts) in &self.codes {
            let content = document.follow(&responses[status])["content"].as_object();
            let media = content.into_iter().flat_map(Map::values);
            let examples = media.filter_map(|one| one["examples"].as_object());
            let said: BTreeSet<&str> = examples.flat_map(Map::keys).map(String::as_str).collect();
            if said != facts.split('|').collect() {
                found.push(format!(
                    "{status} with {facts}, but {said:?} in the document"
                ));
            }
        }
        found
    }

    /// In what the document says otherwise.
    pub(super) fn differences(
        &self,
        service: &Service,
        method: &str,
        operation: &Map<String, Value>,
    ) -> Vec<String> {
        let mut found = Vec::new();
        let member = |key: &str| operation.get(key).unwrap_or(&Value::Null);
        let by_method = matches!(method, "get" | "head" | "put" | "delete");
        let fact = self.idempotent.unwrap_or(by_method);
        let said = member("x-idempotent").as_bool().unwrap_or(by_method);
        if fact != said {
            let not = if fact { "" } else { "not " };
            found.push(format!("{not}idempotent, but the document says otherwise"));
        }
        let fact = if self.security.is_empty() {
            &service.security
        } else {
            &self.security
        };
        let said = member("security")
            .as_array()
            .into_iter()
            .flatten()
            .map(alternative);
        let said: Vec<String> = said.collect();
        let is_same = fact.len() == said.len() && fact.iter().all(|name| said.contains(name));
        if !fact.is_empty() && !is_same {
            let (fact, said) = (fact.join(", "), said.join(", "));
            found.push(format!("security by {fact}, but by {said} in the document"));
        }
        let pages = member("x-pages");
        let keys = ["style", "position", "size", "items", "total"];
        let said: Vec<&str> = keys.iter().filter_map(|key| pages[key].as_str()).collect();
        let (fact, said) = (self.pages.as_deref().unwrap_or_default(), said.join(" "));
        if fact != said {
            found.push(format!("pages {fact:?}, but {said:?} in the document"));
        }
        let said: Vec<&str> = member("servers")
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|server| server["url"].as_str())
            .collect();
        if self.server.iter().ne(said.iter()) {
            let fact = self.server.as_deref().unwrap_or("none");
            found.push(format!(
                "a server of its own: {fact}, but {said:?} in the document"
            ));
        }
        let url = member("x-source")["url"].as_str().unwrap_or_default();
        if let Some(part) = self.source.as_ref().filter(|part| !url.contains(*part)) {
            found.push(format!("from {part}, but from {url} in the document"));
        }
        found
    }
}

/// One entry of `security`: all schemes that it wants at once.
fn alternative(entry: &Value) -> String {
    let names: Vec<&str> = entry
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name.as_str())
        .collect();
    if names.is_empty() {
        "nothing".to_owned()
    } else {
        names.join("+")
    }
}

#[cfg(test)]
mod tests {
    use documents::Document;
    use serde_json::{Value, json};

    use super::Calls;
    use crate::facts::service::Service;

    fn differences(method: &str, key: &str, value: Value) -> Vec<String> {
        let (mut service, mut calls) = (Service::default(), Calls::default());
        assert!(service.read(&["security", "Key", "Token"]));
        assert!(calls.read(&["pages", "page", "pageNum", "size", "results"]));
        assert!(calls.read(&["source", "list-a"]));
        let mut operation = json!({
            "security": [{ "Token": [] }, { "Key": [] }],
            "x-pages": { "style": "page", "position": "pageNum", "size": "size", "items": "results" },
            "x-source": { "url": "https://x.com/list-a/" },
        });
        operation[key] = value;
        calls.differences(&service, method, operation.as_object().unwrap())
    }

    #[test]
    fn the_codes_of_an_error_are_compared() {
        let mut calls = Calls::default();
        assert!(calls.read(&["codes", "400", "NoBody|TooLong"]));
        let document = Document::of("made", json!({}));
        let other_codes = |examples: Value| {
            let content = json!({ "application/json": { "examples": examples } });
            calls.other_codes(&document, &json!({ "400": { "content": content } }))
        };
        assert_eq!(other_codes(json!({ "TooLong": {}, "NoBody": {} })), [""; 0]);
        assert_eq!(other_codes(json!({ "NoBody": {} })).len(), 1);
    }

    #[test]
    fn how_an_operation_is_called_is_compared() {
        assert_eq!(differences("get", "summary", json!("")), [""; 0]);
        assert_eq!(differences("get", "x-idempotent", json!(true)), [""; 0]);
        for (method, key, value) in [
            ("get", "x-idempotent", json!(false)),
            ("post", "x-idempotent", json!(true)),
            ("get", "security", json!([{ "Key": [] }])),
            (
                "get",
                "security",
                json!([{ "Key": [] }, { "Token": [] }, {}]),
            ),
            ("get", "security", json!([{ "Key": [], "Token": [] }])),
            ("get", "security", json!([])),
            ("get", "x-pages", json!({ "style": "offset" })),
            ("get", "x-source", json!({ "url": "https://x.com/get-a/" })),
        ] {
            assert_eq!(differences(method, key, value).len(), 1, "{method} {key}");
        }
    }
}
