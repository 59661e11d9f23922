//! One of the two documents, in the normal form.

use std::collections::BTreeMap;

use serde_json::Value;

/// A document.
pub(super) struct Side<'a> {
    root: &'a Value,
    /// Each operation by its method and what its path is on the wire.
    pub(super) operations: BTreeMap<(String, &'a str), Operation<'a>>,
}

/// An operation with the path as the document writes it.
pub(super) struct Operation<'a> {
    pub(super) path: &'a str,
    pub(super) value: &'a Value,
}

const METHODS: [&str; 8] = [
    "get", "put", "post", "patch", "delete", "head", "options", "trace",
];

impl<'a> Side<'a> {
    pub(super) fn of(root: &'a Value) -> Self {
        let mut operations = BTreeMap::new();
        let base = root["servers"][0]["url"].as_str().unwrap_or_default();
        let base = base_path(base);
        for (path, item) in entries(root, "paths") {
            for (method, value) in item.as_object().into_iter().flatten() {
                if METHODS.contains(&method.as_str()) {
                    let key = (without_names(&format!("{base}{path}")), method.as_str());
                    operations.insert(key, Operation { path, value });
                }
            }
        }
        Self { root, operations }
    }

    /// A schema and, where it is used by reference, what it refers to.
    pub(super) fn follow(&self, schema: &'a Value) -> Schema<'a> {
        let name = name(schema);
        let target = name.and_then(|name| self.root["components"]["schemas"].get(name));
        Schema {
            used: schema,
            target: target.unwrap_or(schema),
        }
    }
}

/// A use of a schema.
#[derive(Clone, Copy)]
pub(super) struct Schema<'a> {
    pub(super) used: &'a Value,
    pub(super) target: &'a Value,
}

impl<'a> Schema<'a> {
    /// What is said about the use, or else about the schema.
    pub(super) fn get(self, key: &str) -> Option<&'a Value> {
        self.used.get(key).or_else(|| self.target.get(key))
    }

    pub(super) fn flag(self, key: &str) -> bool {
        self.get(key) == Some(&Value::Bool(true))
    }

    pub(super) fn text(self, key: &str) -> &'a str {
        self.get(key).and_then(Value::as_str).unwrap_or_default()
    }
}

/// The name of the component that is used.
pub(super) fn name(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.rsplit('/').next()
}

/// The members of the member `key`.
pub(super) fn entries<'a>(
    value: &'a Value,
    key: &str,
) -> impl Iterator<Item = (&'a str, &'a Value)> {
    let members = value.get(key).and_then(Value::as_object);
    let members = members.into_iter().flatten();
    members.map(|(key, value)| (key.as_str(), value))
}

/// The items of the member `key`.
pub(super) fn items<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    let items = value.get(key).and_then(Value::as_array);
    items.map(Vec::as_slice).unwrap_or_default()
}

/// What an address has behind the host.
fn base_path(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.find('/').map_or("", |slash| &rest[slash..]);
    path.trim_end_matches('/')
}

/// A path without the names of its parameters, which each document chooses for itself.
fn without_names(path: &str) -> String {
    let mut plain = String::new();
    let mut rest = path;
    while let Some((literal, behind)) = rest.split_once('{') {
        plain.push_str(literal);
        plain.push_str("{}");
        rest = behind.split_once('}').map_or("", |(_, behind)| behind);
    }
    plain + rest
}
