//! A document as a tree, and the walks over it from which mistakes are made.

use std::collections::BTreeSet;

use serde_json::Value;

/// One document.
pub(super) struct Book {
    pub(super) root: Value,
}

/// A part of a document with the JSON pointer to it.
#[derive(Clone)]
pub(super) struct Part<'a> {
    pub(super) pointer: String,
    pub(super) value: &'a Value,
}

/// An operation and its method.
pub(super) struct Operation<'a> {
    pub(super) part: Part<'a>,
    pub(super) method: &'a str,
}

/// A property of a schema in `components`.
pub(super) struct Property<'a> {
    pub(super) part: Part<'a>,
    pub(super) name: &'a str,
    /// The schema that has it.
    pub(super) owner: Part<'a>,
}

const METHODS: [&str; 5] = ["get", "put", "post", "patch", "delete"];

/// The pointer to the member or item `key` of what `pointer` leads to.
pub(super) fn join(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// The name that a reference ends with.
pub(super) fn target(value: &Value) -> Option<&str> {
    value["$ref"].as_str()?.rsplit('/').next()
}

impl<'a> Part<'a> {
    /// The member `key`, if there is one.
    pub(super) fn get(&self, key: &str) -> Option<Part<'a>> {
        Some(Part {
            pointer: join(&self.pointer, key),
            value: self.value.get(key)?,
        })
    }

    /// The members with their names, or the items with their numbers.
    pub(super) fn parts(&self) -> Vec<(String, Part<'a>)> {
        let named: Vec<(String, &'a Value)> = match self.value {
            Value::Object(members) => members.iter().map(|(k, v)| (k.clone(), v)).collect(),
            Value::Array(items) => (0..).map(|i: usize| i.to_string()).zip(items).collect(),
            _ => Vec::new(),
        };
        let parts = named.into_iter().map(|(key, value)| {
            let pointer = join(&self.pointer, &key);
            (key, Part { pointer, value })
        });
        parts.collect()
    }

    /// The members or items of the member `key`.
    pub(super) fn parts_of(&self, key: &str) -> Vec<(String, Part<'a>)> {
        self.get(key).map(|part| part.parts()).unwrap_or_default()
    }

    /// The text of the member `key`, or nothing.
    pub(super) fn text(&self, key: &str) -> &'a str {
        self.value[key].as_str().unwrap_or_default()
    }
}

impl Book {
    /// The part that `pointer` leads to.
    pub(super) fn at(&self, pointer: &str) -> Option<Part<'_>> {
        Some(Part {
            pointer: pointer.to_owned(),
            value: self.root.pointer(pointer)?,
        })
    }

    /// Everything in one section of `components`, with its name.
    pub(super) fn components(&self, section: &str) -> Vec<(String, Part<'_>)> {
        let section = self.at(&format!("/components/{section}"));
        section.map(|part| part.parts()).unwrap_or_default()
    }

    /// The part itself, or what its `$ref` leads to.
    pub(super) fn follow<'a>(&'a self, part: &Part<'a>) -> Part<'a> {
        let pointer = part.value["$ref"]
            .as_str()
            .and_then(|to| to.strip_prefix('#'));
        pointer
            .and_then(|to| self.at(to))
            .unwrap_or_else(|| part.clone())
    }

    /// Every operation.
    pub(super) fn operations(&self) -> Vec<Operation<'_>> {
        let mut found = Vec::new();
        let paths = self.root["paths"].as_object();
        for (path, item) in paths.into_iter().flatten() {
            for (method, value) in item.as_object().into_iter().flatten() {
                if METHODS.contains(&method.as_str()) {
                    let pointer = join(&join("/paths", path), method);
                    let part = Part { pointer, value };
                    found.push(Operation { part, method });
                }
            }
        }
        found
    }

    /// Every property of every schema.
    pub(super) fn properties(&self) -> Vec<Property<'_>> {
        let mut found = Vec::new();
        for (_, owner) in self.components("schemas") {
            let properties = owner.value["properties"].as_object();
            for (name, value) in properties.into_iter().flatten() {
                let pointer = join(&join(&owner.pointer, "properties"), name);
                found.push(Property {
                    part: Part { pointer, value },
                    name,
                    owner: owner.clone(),
                });
            }
        }
        found
    }

    /// Every parameter that stands in `components`, which is where all stand.
    pub(super) fn parameters(&self) -> Vec<Part<'_>> {
        let named = self.components("parameters").into_iter();
        named.map(|(_, part)| part).collect()
    }

    /// Every schema that has keywords of its own: components, properties, items, parameters.
    pub(super) fn all_schemas(&self) -> Vec<Part<'_>> {
        let mut found = Vec::new();
        let named = self.components("schemas").into_iter().map(|(_, part)| part);
        let properties = self.properties().into_iter().map(|one| one.part);
        let parameters = self
            .parameters()
            .into_iter()
            .filter_map(|one| one.get("schema"));
        for part in named.chain(properties).chain(parameters) {
            let items = part.get("items");
            found.extend([Some(part), items].into_iter().flatten());
        }
        found.retain(|part| target(part.value).is_none());
        found
    }

    /// Every body in an answer of an operation that says success, with the status.
    pub(super) fn successes(&self) -> Vec<(String, Part<'_>)> {
        let mut found = Vec::new();
        for operation in self.operations() {
            let responses = operation.part.parts_of("responses").into_iter();
            found.extend(responses.filter(|(status, _)| status.starts_with('2')));
        }
        found
    }

    /// Every media type of a request or of a success, with its name.
    pub(super) fn media_types(&self) -> Vec<(String, Part<'_>)> {
        let requests = self.requests().into_iter();
        let successes = self.successes().into_iter().map(|(_, part)| part);
        let bodies = requests.chain(successes);
        bodies.flat_map(|body| body.parts_of("content")).collect()
    }

    /// Every request body.
    pub(super) fn requests(&self) -> Vec<Part<'_>> {
        let operations = self.operations().into_iter();
        operations
            .filter_map(|one| one.part.get("requestBody"))
            .collect()
    }

    /// The names of all schemas that requests and parameters reach.
    pub(super) fn sent(&self) -> BTreeSet<String> {
        let mut seen = BTreeSet::new();
        for part in self.requests().into_iter().chain(self.parameters()) {
            self.reach(part.value, "readOnly", &mut seen);
        }
        seen
    }

    /// The names of all schemas that answers reach, those of errors included.
    pub(super) fn read(&self) -> BTreeSet<String> {
        let mut seen = BTreeSet::new();
        for operation in self.operations() {
            for (_, response) in operation.part.parts_of("responses") {
                let response = self.follow(&response);
                self.reach(response.value, "writeOnly", &mut seen);
            }
        }
        seen
    }

    /// Adds what `value` leads to, but for what has the mark of the other direction.
    fn reach(&self, value: &Value, excluded: &str, seen: &mut BTreeSet<String>) {
        let travels = |value: &Value| value.get(excluded) != Some(&Value::Bool(true));
        if let Some(name) = target(value) {
            let schema = self.at(&format!("/components/schemas/{name}"));
            let schema = schema.filter(|one| travels(one.value));
            if let Some(schema) = schema.filter(|_| seen.insert(name.to_owned())) {
                self.reach(schema.value, excluded, seen);
            }
            return;
        }
        match value {
            Value::Object(members) if travels(value) => {
                let inner = members
                    .iter()
                    .filter(|(key, _)| !key.starts_with("example"));
                inner.for_each(|(_, inner)| self.reach(inner, excluded, seen));
            }
            Value::Array(items) => items
                .iter()
                .for_each(|inner| self.reach(inner, excluded, seen)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Book;

    #[test]
    fn what_only_the_provider_writes_is_not_sent() {
        let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let root = json!({
            "paths": { "/a": { "post": { "requestBody": { "content": { "application/json": {
                "schema": reference("A"),
            } } } } } },
            "components": { "schemas": {
                "A": { "properties": {
                    "b": reference("B"),
                    "c": reference("C"),
                    "d": { "readOnly": true, "items": reference("D") },
                } },
                "B": { "type": "string" },
                "C": { "readOnly": true, "properties": { "d": reference("D") } },
                "D": { "type": "string" },
            } },
        });
        assert_eq!(Vec::from_iter(Book { root }.sent()), ["A", "B"]);
    }

    #[test]
    fn what_only_the_client_writes_is_not_read() {
        let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let content = json!({ "content": { "application/json": { "schema": reference("A") } } });
        let root = json!({
            "paths": { "/a": { "post": {
                "requestBody": { "content": { "application/json": { "schema": reference("D") } } },
                "responses": { "200": { "$ref": "#/components/responses/Fine" } },
            } } },
            "components": {
                "responses": { "Fine": content },
                "schemas": {
                    "A": { "properties": {
                        "b": reference("B"),
                        "c": { "writeOnly": true, "items": reference("C") },
                    } },
                    "B": { "type": "string" },
                    "C": { "type": "string" },
                    "D": { "type": "string" },
                },
            },
        });
        assert_eq!(Vec::from_iter(Book { root }.read()), ["A", "B"]);
    }
}
