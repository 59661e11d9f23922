//! What a request carries in its body, read.

use serde_json::Value;

use super::description::description;
use super::field::{Field, Kind};
use super::media::newest;
use super::requests::Requests;
use super::union::{is_union, is_untagged};
use crate::document::{flag, map_values, text};

/// The body of a request.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) media_type: String,
    /// Whether the provider wants it. One that nobody sets is not sent otherwise.
    pub(crate) required: bool,
    pub(crate) description: String,
    pub(crate) content: Sent,
}

/// What is sent.
#[derive(Debug)]
pub(crate) enum Sent {
    /// The checked array of this name, which has one setter.
    Array(String),
    /// An object, each field of which has a setter.
    Object {
        fields: Vec<Field>,
        /// The properties that only the provider writes.
        read_only: Vec<String>,
    },
    /// The request type of this name, a union, which has one setter.
    Union(String),
    /// Anything else, which has one setter.
    Value(Kind),
}

impl Body {
    /// Reads the body of an operation; `taken` are the setters of its parameters.
    pub(super) fn of(requests: &mut Requests<'_>, body: &Value, taken: &[String]) -> Option<Self> {
        let body = requests.document.follow(body);
        let (media_type, name) = newest(body)?;
        let schema = requests.document.schema(&name)?;
        let is_map = map_values(schema).is_some();
        let content = if text(schema, "type") == "object" && !is_map {
            let mut fields = requests.fields(&name, schema, "");
            for field in &mut fields {
                field.put_on_builder(taken);
            }
            let read_only = requests.read_only(schema);
            Sent::Object { fields, read_only }
        } else if is_union(schema) {
            requests.add_union(&name, schema);
            Sent::Union(name)
        } else if is_untagged(schema) {
            requests.add_untagged(&name, schema);
            Sent::Union(name)
        } else if text(schema, "type") == "array" && requests.is_checked_array(schema) {
            requests.add_checked(&name);
            Sent::Array(name)
        } else {
            Sent::Value(requests.whole(&name, schema))
        };
        Some(Self {
            media_type,
            required: flag(body, "required"),
            description: description(body),
            content,
        })
    }

    /// The fields, if it is an object.
    pub(crate) fn fields(&self) -> &[Field] {
        match &self.content {
            Sent::Array(_) | Sent::Union(_) | Sent::Value(_) => &[],
            Sent::Object { fields, .. } => fields,
        }
    }
}
