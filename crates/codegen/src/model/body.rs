//! What a request carries in its body, read.

use serde_json::Value;

use super::{Limits, component, newest};
use crate::document::{Document, entries, flag, items, reference_name, text};

/// The body of a request.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) media_type: String,
    pub(crate) description: String,
    pub(crate) content: Sent,
}

/// What is sent.
#[derive(Debug)]
pub(crate) enum Sent {
    /// The checked array of this name, which has one setter.
    Array(String),
    /// An object, each field of which has a setter.
    Object(Vec<Field>),
}

/// One property of an object that is sent.
#[derive(Debug)]
pub(crate) struct Field {
    /// Name on the wire.
    pub(crate) name: String,
    pub(crate) required: bool,
    pub(crate) description: String,
    pub(crate) kind: Kind,
    pub(crate) limits: Limits,
}

/// What a field may hold.
#[derive(Debug)]
pub(crate) enum Kind {
    /// The checked type of this name.
    Checked(String),
    /// Any text.
    Text,
    Timestamp,
    Integer,
    Boolean,
}

impl Body {
    pub(super) fn of(document: &Document, body: &Value) -> Option<Self> {
        let body = document.follow(body);
        let (media_type, name) = newest(body)?;
        let schema = component(document, &name)?;
        let content = if text(schema, "type") == "object" {
            Sent::Object(fields(document, schema))
        } else {
            Sent::Array(name)
        };
        Some(Self {
            media_type,
            description: text(body, "description").trim().to_owned(),
            content,
        })
    }

    /// The fields, if it is an object.
    pub(crate) fn fields(&self) -> &[Field] {
        match &self.content {
            Sent::Array(_) => &[],
            Sent::Object(fields) => fields,
        }
    }

    /// Names of the checked types that it is made of.
    pub(super) fn checked(&self) -> Vec<&str> {
        match &self.content {
            Sent::Array(name) => vec![name],
            Sent::Object(fields) => fields.iter().filter_map(Field::checked).collect(),
        }
    }
}

impl Field {
    fn checked(&self) -> Option<&str> {
        match &self.kind {
            Kind::Checked(name) => Some(name),
            _ => None,
        }
    }
}

/// The properties that a client may write.
fn fields(document: &Document, schema: &Value) -> Vec<Field> {
    let required = items(schema, "required");
    entries(schema, "properties")
        .filter(|(_, property)| !flag(document.follow(property), "readOnly"))
        .map(|(name, property)| Field {
            name: name.clone(),
            required: required.iter().any(|item| item == name),
            description: text(document.follow(property), "description")
                .trim()
                .to_owned(),
            kind: kind(property),
            limits: Limits::of(property),
        })
        .collect()
}

fn kind(property: &Value) -> Kind {
    match (reference_name(property), text(property, "type")) {
        (Some(name), _) => Kind::Checked(name.to_owned()),
        (None, "integer") => Kind::Integer,
        (None, "boolean") => Kind::Boolean,
        (None, _) if text(property, "format") == "date-time" => Kind::Timestamp,
        (None, _) => Kind::Text,
    }
}
