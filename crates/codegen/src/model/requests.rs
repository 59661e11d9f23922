//! What requests are made of below their top, read: objects by name, and types that are checked.

use std::collections::BTreeMap;

use serde_json::Value;

use super::checked::Checked;
use super::field::{Field, Kind};
use super::{Limits, component};
use crate::document::{Document, entries, flag, items, reference_name, text};
use crate::naming;

/// An object that a request carries below its top.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) description: String,
    pub(crate) fields: Vec<Field>,
}

/// Everything that requests need, collected while their parameters and bodies are read.
pub(super) struct Requests<'a> {
    pub(super) document: &'a Document,
    /// Types that are checked before sending, by name.
    pub(super) checked: BTreeMap<String, Checked>,
    /// Objects below the top of a body, by component name.
    pub(super) types: BTreeMap<String, Request>,
}

impl<'a> Requests<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Self {
            document,
            checked: BTreeMap::new(),
            types: BTreeMap::new(),
        }
    }

    /// Adds the checked type of a component.
    pub(super) fn add_checked(&mut self, name: &str) {
        let Some(schema) = component(self.document, name) else {
            return;
        };
        if let Some(item) = schema.get("items").and_then(reference_name) {
            self.add_checked(item);
        }
        self.checked.insert(name.to_owned(), Checked::of(schema));
    }

    /// The properties of the component `owner` that a client may write.
    pub(super) fn fields(&mut self, owner: &str, schema: &'a Value) -> Vec<Field> {
        let required = items(schema, "required");
        let mut fields = Vec::new();
        for (name, property) in entries(schema, "properties") {
            let target = self.document.follow(property);
            if flag(target, "readOnly") {
                continue;
            }
            fields.push(Field {
                name: name.clone(),
                setter: naming::setter(name),
                required: required.iter().any(|item| item == name),
                nullable: flag(target, "nullable"),
                description: text(target, "description").trim().to_owned(),
                // As progenitor calls the enum that answers have there.
                kind: self.kind(property, &format!("{owner}_{name}")),
                default: target.get("default").cloned(),
            });
        }
        fields
    }

    /// The kind of `schema`; an enum without a name gets `inner_name`.
    fn kind(&mut self, schema: &'a Value, inner_name: &str) -> Kind {
        let target = self.document.follow(schema);
        let reference = reference_name(schema);
        match (text(target, "type"), reference) {
            ("object", Some(name)) => {
                self.add_object(name, target);
                Kind::Object(name.to_owned())
            }
            ("array", Some(name)) if self.is_checked_array(target) => {
                self.add_checked(name);
                Kind::Checked(name.to_owned())
            }
            ("array", _) => {
                let number = |key: &str| target.get(key).and_then(Value::as_u64);
                let item = target.get("items").unwrap_or_default();
                Kind::Array {
                    item: Box::new(self.kind(item, &format!("{inner_name}_item"))),
                    min_items: number("minItems").unwrap_or(0),
                    max_items: number("maxItems"),
                }
            }
            ("integer", _) => Kind::Integer(Limits::of(target)),
            ("boolean", _) => Kind::Boolean,
            (_, Some(name)) => {
                self.add_checked(name);
                Kind::Checked(name.to_owned())
            }
            _ if target.get("enum").is_some() => {
                let checked = Checked::of(target);
                self.checked.insert(inner_name.to_owned(), checked);
                Kind::Checked(inner_name.to_owned())
            }
            _ if flag(target, "x-sensitive") => Kind::Secret,
            _ if text(target, "format") == "date-time" => Kind::Timestamp,
            _ => Kind::Text,
        }
    }

    /// Whether an array holds a checked text or enum with a name; it is a checked type itself then.
    fn is_checked_array(&self, array: &Value) -> bool {
        let item = array.get("items").and_then(reference_name);
        item.and_then(|name| component(self.document, name))
            .is_some_and(|target| text(target, "type") == "string")
    }

    fn add_object(&mut self, name: &str, schema: &'a Value) {
        if self.types.contains_key(name) {
            return;
        }
        let request = Request {
            description: text(schema, "description").trim().to_owned(),
            fields: self.fields(name, schema),
        };
        self.types.insert(name.to_owned(), request);
    }
}
