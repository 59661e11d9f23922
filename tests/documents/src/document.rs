//! The documents in `specs/`, as plain JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Map, Value};

use crate::root;

/// One document. Cheap to clone.
#[derive(Clone)]
pub struct Document {
    /// The name of the file without its ending.
    pub provider: String,
    content: Arc<Value>,
}

/// What has been made once, by the name of its provider: in tests, parsing YAML takes longest of all.
type Made = Mutex<BTreeMap<String, Document>>;

/// What `made` has for `provider`, or else what `make` gives.
fn once(made: &Made, provider: &str, make: impl FnOnce() -> Document) -> Document {
    let mut made = made.lock().unwrap_or_else(PoisonError::into_inner);
    made.entry(provider.to_owned()).or_insert_with(make).clone()
}

/// The names of the providers that have a document, sorted; drafts are not among them.
pub fn providers() -> Vec<String> {
    let names = named(false);
    assert!(names.len() >= 4, "{names:?}");
    names
}

/// The names of the providers whose document is a draft, sorted.
pub fn drafts() -> Vec<String> {
    named(true)
}

fn named(drafts: bool) -> Vec<String> {
    let files = fs::read_dir(root().join("specs")).unwrap();
    let paths = files.map(|file| file.unwrap().path());
    let is_draft = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        text.lines().any(|line| line.trim_end() == "x-draft: true")
    };
    let documents = paths
        .filter(|path| path.extension().is_some_and(|end| end == "yaml"))
        .filter(|path| is_draft(path) == drafts);
    let mut names: Vec<String> = documents
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// All documents.
pub fn all() -> Vec<Document> {
    let providers = providers().into_iter();
    providers
        .map(|provider| Document::read(&provider))
        .collect()
}

impl Document {
    /// That of `provider`.
    pub fn read(provider: &str) -> Self {
        static READ: Made = Mutex::new(BTreeMap::new());
        once(&READ, provider, || {
            let text = fs::read_to_string(root().join(format!("specs/{provider}.yaml"))).unwrap();
            Self::of(provider, serde_saphyr::from_str(&text).unwrap())
        })
    }

    /// One that a test made.
    pub fn of(provider: &str, content: Value) -> Self {
        Self {
            provider: provider.to_owned(),
            content: Arc::new(content),
        }
    }

    /// The whole of it.
    pub fn content(&self) -> &Value {
        &self.content
    }

    /// Whether it has an operation with this `operationId`.
    pub fn has_operation(&self, id: &str) -> bool {
        let operations = self.operations();
        operations
            .iter()
            .any(|operation| operation["operationId"] == id)
    }

    /// The schema of a component.
    pub fn schema(&self, name: &str) -> &Value {
        let schema = &self.content["components"]["schemas"][name];
        assert!(schema.is_object(), "{}: no schema {name}", self.provider);
        schema
    }

    /// The value itself, or what its `$ref` points to.
    pub fn follow<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value["$ref"].as_str() {
            Some(target) => self.content.pointer(&target[1..]).unwrap(),
            None => value,
        }
    }

    /// The document as answers are read: without the properties that only a client writes.
    pub fn as_read(provider: &str) -> Self {
        static AS_READ: Made = Mutex::new(BTreeMap::new());
        once(&AS_READ, provider, || Self::read(provider).without_sent())
    }

    fn without_sent(&self) -> Self {
        let mut content = self.content().clone();
        let schemas = content["components"]["schemas"].as_object_mut();
        for schema in schemas.unwrap().values_mut() {
            let is_read = |property: &Value| self.follow(property)["writeOnly"] != true;
            if let Some(Value::Object(properties)) = schema.get_mut("properties") {
                properties.retain(|_, property| is_read(property));
            }
            let names: Vec<String> = schema["properties"]
                .as_object()
                .map_or_else(Vec::new, |properties| properties.keys().cloned().collect());
            let is_optional = schema["x-optional-in-answers"] == true;
            if let Some(Value::Array(required)) = schema.get_mut("required") {
                required.retain(|name| !is_optional && names.iter().any(|known| name == known));
            }
        }
        Self::of(&self.provider, content)
    }

    /// Names of the objects and unions that answers decode into, sorted.
    pub fn answer_schemas(&self) -> Vec<String> {
        let mut seen = BTreeSet::new();
        for operation in self.operations() {
            for response in operation["responses"].as_object().unwrap().values() {
                let content = self.follow(response)["content"].as_object();
                for media in content.into_iter().flat_map(Map::values) {
                    self.reach(&media["schema"], &mut seen);
                }
            }
        }
        seen.retain(|name| {
            let schema = self.schema(name);
            schema["type"] == "object" || schema["oneOf"].is_array()
        });
        seen.into_iter().collect()
    }

    /// Adds the names of all components that `schema` leads to when it is read.
    fn reach(&self, schema: &Value, seen: &mut BTreeSet<String>) {
        if schema["$ref"].is_string() && !seen.insert(reference_name(schema)) {
            return;
        }
        let target = self.follow(schema);
        let properties = target["properties"].as_object().into_iter();
        let properties = properties.flat_map(Map::values);
        for property in properties.filter(|one| self.follow(one)["writeOnly"] != true) {
            self.reach(property, seen);
        }
        if target["items"].is_object() {
            self.reach(&target["items"], seen);
        }
        for member in target["oneOf"].as_array().into_iter().flatten() {
            self.reach(member, seen);
        }
    }

    /// Names of the objects that are the bodies of requests, with their examples.
    pub fn request_objects(&self) -> Vec<(String, &Value)> {
        let bodies = self.operations();
        let bodies = bodies.into_iter().filter_map(|one| one.get("requestBody"));
        bodies
            .flat_map(|body| self.follow(body)["content"].as_object().unwrap().values())
            .map(|media| (reference_name(&media["schema"]), &media["example"]))
            .filter(|(name, _)| self.schema(name)["type"] == "object")
            .collect()
    }

    /// Every operation.
    pub fn operations(&self) -> Vec<&Map<String, Value>> {
        let paths = self.content["paths"].as_object().unwrap();
        let items = paths
            .values()
            .flat_map(|item| item.as_object().unwrap().values());
        items
            .filter_map(Value::as_object)
            .filter(|item| item.contains_key("operationId"))
            .collect()
    }

    /// `value` with the name of its schema; of an array of objects, each item with theirs.
    fn objects<'a>(&self, schema: &str, value: &'a Value) -> Vec<(String, &'a Value)> {
        let items = &self.schema(schema)["items"];
        if items["$ref"].is_string() && self.follow(items)["type"] != "string" {
            let items = reference_name(items);
            let values = value.as_array().unwrap().iter();
            return values.map(|value| (items.clone(), value)).collect();
        }
        vec![(schema.to_owned(), value)]
    }

    /// Every example of an answer, and of an array that is a request body, with the name of its schema.
    /// Objects in requests are sent field by field: see [`request_objects`](Self::request_objects).
    pub fn examples(&self) -> Vec<(String, &Value)> {
        let mut found = Vec::new();
        for operation in self.operations() {
            let responses = operation["responses"].as_object().unwrap().values();
            let sent = operation.get("requestBody").filter(|body| {
                let content = self.follow(body)["content"].as_object().unwrap();
                content
                    .values()
                    .all(|media| self.follow(&media["schema"])["type"] == "array")
            });
            for body in responses.chain(sent) {
                let Some(content) = self.follow(body)["content"].as_object() else {
                    continue;
                };
                // What is no JSON has neither a schema of its own nor an example.
                let described = |media: &&Value| media["schema"]["$ref"].is_string();
                for media in content.values().filter(described) {
                    let schema = reference_name(&media["schema"]);
                    let named = media["examples"]
                        .as_object()
                        .into_iter()
                        .flat_map(Map::values);
                    let values = named.map(|named| &self.follow(named)["value"]);
                    for value in values.chain(media.get("example")) {
                        found.extend(self.objects(&schema, value));
                    }
                }
            }
        }
        found
    }
}

/// The name in `$ref: '#/components/schemas/Name'`.
pub fn reference_name(schema: &Value) -> String {
    schema["$ref"]
        .as_str()
        .unwrap()
        .rsplit('/')
        .next()
        .unwrap()
        .to_owned()
}
