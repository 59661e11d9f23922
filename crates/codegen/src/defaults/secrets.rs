//! Texts that are secrets, as the document says or as their names say.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value, json};

use super::secret_names::is_secret;
use super::{schemas, walk};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, reference, text};
use crate::suggest::closest;

const MARK: &str = "x-sensitive";

/// What somebody says of names in a document that is not theirs to change.
#[derive(Clone, Debug, Default)]
pub(crate) struct Secrets {
    /// Names of properties and parameters that are secrets.
    pub(crate) hidden: BTreeSet<String>,
    /// Names that are not, whatever they are called.
    pub(crate) shown: BTreeSet<String>,
}

/// Puts `x-sensitive` on each text that is a secret by its name, and `false` on those that somebody says are none.
/// What the document says counts more than a name.
///
/// # Errors
/// Names of `said` that are not in the document.
pub(crate) fn mark(document: &mut Document, said: &Secrets) -> Result<(), Vec<Diagnostic>> {
    let texts = texts(&document.root);
    let mut marks = Marks {
        said,
        texts: &texts,
        used: BTreeSet::new(),
        names: BTreeSet::new(),
    };
    walk::each_object(&mut document.root, &mut |object| marks.mark(object));
    let (used, names) = (marks.used, marks.names);
    let asked = said.hidden.iter().chain(&said.shown);
    let unused: Vec<Diagnostic> = asked
        .filter(|name| !used.contains(*name))
        .map(|name| nowhere(document, name, &names))
        .collect();
    match unused.is_empty() {
        true => Ok(()),
        false => Err(unused),
    }
}

/// Refuses names for a document that says itself what is secret.
pub(crate) fn refuse(document: &Document, said: &Secrets) -> Result<(), Vec<Diagnostic>> {
    let asked = said.hidden.iter().chain(&said.shown);
    let all: Vec<Diagnostic> = asked
        .map(|name| {
            let message = format!(
                "`{name}` is named as a secret or as none beside a document by the rules `house`"
            );
            document.finding(
                RULE,
                &[],
                message,
                "write `x-sensitive: true` into the document, or leave it out there",
            )
        })
        .collect();
    match all.is_empty() {
        true => Ok(()),
        false => Err(all),
    }
}

const RULE: &str = "workspace/no-such-secret";

fn nowhere(document: &Document, name: &str, names: &BTreeSet<String>) -> Diagnostic {
    let message = format!("`{name}` is neither a property nor a parameter that is a text");
    let known: Vec<&str> = names.iter().map(String::as_str).collect();
    let meant = closest(name, &known).map(|one| format!("did you mean `{one}`? "));
    let hint = format!(
        "{}write the name as the document has it: case counts, and no list of a parameter can be a secret",
        meant.unwrap_or_default()
    );
    document.finding(RULE, &[], message, &hint)
}

/// The components that are texts, by their references.
fn texts(root: &Value) -> HashMap<String, Map<String, Value>> {
    let mut texts = HashMap::new();
    let Some(Value::Object(schemas)) = root.pointer("/components/schemas") else {
        return texts;
    };
    for name in schemas.keys() {
        let mut target = schemas.get(name);
        // A few names for one text.
        for _ in 0..8 {
            let next = target
                .and_then(reference)
                .and_then(|next| next.strip_prefix("#/components/schemas/"));
            match next {
                Some(next) => target = schemas.get(next),
                None => break,
            }
        }
        if let Some(Value::Object(schema)) = target
            && is_text(schema)
        {
            texts.insert(format!("#/components/schemas/{name}"), schema.clone());
        }
    }
    texts
}

struct Marks<'a> {
    said: &'a Secrets,
    texts: &'a HashMap<String, Map<String, Value>>,
    /// Names of what was said that a text has.
    used: BTreeSet<String>,
    /// Names that a text has.
    names: BTreeSet<String>,
}

impl Marks<'_> {
    fn mark(&mut self, object: &mut Map<String, Value>) {
        let is_text_of = |key: &str| object.get(key).is_some_and(Value::is_string);
        if is_text_of("in") && is_text_of("name") && !is_scheme(object) {
            self.parameter(object);
            return;
        }
        if let Some(Value::Object(properties)) = object.get_mut("properties") {
            for (name, property) in properties.iter_mut() {
                self.named(name, None, property);
            }
        }
        if object.get(MARK) == Some(&json!(true)) && !is_text(object) {
            let mut whole = Value::Object(std::mem::take(object));
            self.put(&mut whole, Mark::new(true));
            if let Value::Object(whole) = whole {
                *object = whole;
            }
        }
    }

    /// Whether a name means a secret; nothing if it says nothing.
    fn says(&self, name: &str, place: Option<&str>) -> Option<bool> {
        if self.said.shown.contains(name) {
            return Some(false);
        }
        (self.said.hidden.contains(name) || is_secret(name, place)).then_some(true)
    }

    /// A property, or the schema of a parameter `place`.
    fn named(&mut self, name: &str, place: Option<&str>, schema: &mut Value) {
        let is_said = self.said.shown.contains(name) || self.said.hidden.contains(name);
        let has_text = match self.says(name, place) {
            Some(is_secret) => self.put(
                schema,
                Mark {
                    is_secret,
                    is_said,
                    in_lists: place.is_none(),
                },
            ),
            None => schema.as_object().is_some_and(is_text),
        };
        if has_text {
            if is_said {
                self.used.insert(name.to_owned());
            }
            self.names.insert(name.to_owned());
        }
    }

    fn parameter(&mut self, object: &mut Map<String, Value>) {
        let own = object.get(MARK).and_then(Value::as_bool);
        let mut parameter = Value::Object(std::mem::take(object));
        let name = text(&parameter, "name").to_owned();
        let place = text(&parameter, "in").to_owned();
        let says = self.says(&name, Some(&place));
        if let Some(schema) = schema_of(&mut parameter, own.is_some() || says.is_some()) {
            if let Some(is_secret) = own {
                self.put(
                    schema,
                    Mark {
                        in_lists: false,
                        ..Mark::new(is_secret)
                    },
                );
            }
            self.named(&name, Some(&place), schema);
        }
        if let Value::Object(parameter) = parameter {
            *object = parameter;
        }
        // It is in the schema now. One of Swagger 2.0 is its own schema.
        if own.is_some() && !object.contains_key("type") {
            object.remove(MARK);
        }
    }

    /// Puts a mark on the texts that a value of `schema` may be, unless they have one; whether there are any.
    fn put(&self, schema: &mut Value, mark: Mark) -> bool {
        let Value::Object(schema) = schema else {
            return false;
        };
        let reference = schema.get("$ref").and_then(Value::as_str);
        if let Some(target) = reference.and_then(|reference| self.texts.get(reference)) {
            // Only here it is a secret, so it is written here.
            schema.remove("$ref");
            for (key, member) in target {
                schema.entry(key).or_insert_with(|| member.clone());
            }
        }
        if is_text(schema) {
            let known = schema.entry(MARK).or_insert(json!(mark.is_secret));
            if mark.is_said {
                *known = json!(mark.is_secret);
            }
            return true;
        }
        match schema.get(MARK) {
            Some(Value::Bool(false)) if !mark.is_said => false,
            _ => self.put_on_parts(schema, mark),
        }
    }

    fn put_on_parts(&self, schema: &mut Map<String, Value>, mark: Mark) -> bool {
        let mut has_text = false;
        for key in ["allOf", "anyOf", "oneOf"] {
            if let Some(Value::Array(parts)) = schema.get_mut(key) {
                for part in parts {
                    has_text |= self.put(part, mark);
                }
            }
        }
        if let Some(items) = schema.get_mut("items")
            && mark.in_lists
        {
            has_text |= self.put(items, mark);
        }
        // It is where it is meant now.
        if has_text {
            schema.remove(MARK);
        }
        has_text
    }
}

/// What is put on a text.
#[derive(Clone, Copy)]
struct Mark {
    is_secret: bool,
    /// Whether it counts more than what the document says.
    is_said: bool,
    /// Whether the items of an array have it too. A parameter writes its items into one text.
    in_lists: bool,
}

impl Mark {
    fn new(is_secret: bool) -> Self {
        Self {
            is_secret,
            is_said: false,
            in_lists: true,
        }
    }
}

/// Whether an object with a name and a place is a security scheme.
fn is_scheme(object: &Map<String, Value>) -> bool {
    object.get("type").is_some_and(|kind| kind == "apiKey")
}

/// The schema of a parameter. One that says nothing is a text here if the parameter is `known` to be one.
fn schema_of(parameter: &mut Value, known: bool) -> Option<&mut Value> {
    if parameter.get("$ref").is_some() {
        return None;
    }
    if parameter.get("content").is_some() {
        let mut content = parameter.get_mut("content")?.as_object_mut()?.values_mut();
        return content.find_map(|media| media.get_mut("schema"));
    }
    if parameter.get("schema").is_none() && parameter.get("type").is_some() {
        return Some(parameter);
    }
    let schema = parameter
        .as_object_mut()?
        .entry("schema")
        .or_insert_with(|| json!({}));
    if known && schema.as_object().is_some_and(says_nothing) {
        schema["type"] = json!("string");
    }
    Some(schema)
}

/// Whether a schema allows anything.
fn says_nothing(schema: &Map<String, Value>) -> bool {
    let notes = [
        "description",
        "title",
        "example",
        "examples",
        "deprecated",
        MARK,
    ];
    schema.keys().all(|key| notes.contains(&key.as_str()))
}

/// Whether a schema is a text that could be a secret: a document lists the values of an `enum`, and dates and files
/// have types of their own.
fn is_text(schema: &Map<String, Value>) -> bool {
    let has = |key: &str| schema.contains_key(key);
    let others = ["binary", "date", "date-time"];
    let format = schema.get("format").and_then(Value::as_str);
    if has("enum") || has("const") || format.is_some_and(|format| others.contains(&format)) {
        return false;
    }
    match schema.get("type") {
        Some(kind) => schemas::is_type_of_texts(kind),
        None => schemas::implied_type(schema) == Some("string"),
    }
}
