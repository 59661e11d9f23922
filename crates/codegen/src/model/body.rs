//! What a request carries in its body, read.

use serde_json::Value;

use super::coding::sent;
use super::description::description;
use super::field::{Field, Kind, put_on_builder};
use super::media::{Coding, FORM_DATA};
use super::parts::{self, PartStyle};
use super::requests::Requests;
use super::union::{is_union, is_untagged};
use crate::document::{Document, flag, map_values, reference_name, text};

/// The body of a request.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) media_type: String,
    /// Whether the provider wants it. One that nobody sets is not sent otherwise.
    pub(crate) required: bool,
    pub(crate) description: String,
    pub(crate) content: Sent,
    pub(crate) coding: Coding,
    /// The properties of a form that are not written as usual.
    pub(crate) styles: Vec<(String, PartStyle)>,
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
    /// A text that the caller writes.
    Text,
    /// Bytes that the caller has.
    Bytes,
}

impl Body {
    /// Reads the body of an operation; `taken` are the setters of its parameters.
    pub(super) fn of(requests: &mut Requests<'_>, body: &Value, taken: &[String]) -> Option<Self> {
        let body = requests.document.follow(body);
        let document = requests.document;
        let (media_type, media, coding) = sent(document, body)?;
        let mut read = Self {
            media_type: media_type.to_owned(),
            required: flag(body, "required"),
            description: description(body),
            content: match coding {
                Coding::Text => Sent::Text,
                _ => Sent::Bytes,
            },
            coding,
            styles: Vec::new(),
        };
        if !coding.is_made() {
            // The media type is of no use where only the caller knows it.
            if media_type.contains('*') {
                let usual = match coding {
                    Coding::Text => "text/plain",
                    _ => "application/octet-stream",
                };
                usual.clone_into(&mut read.media_type);
            }
            return Some(read);
        }
        let name = reference_name(media.get("schema")?)?.to_owned();
        let schema = document.schema(&name)?;
        let is_map = map_values(schema).is_some();
        read.content = if text(schema, "type") == "object" && !is_map {
            let mut fields = requests.fields(&name, schema, None);
            if coding != Coding::Json {
                for field in &mut fields {
                    put_in_form(document, schema, coding, field);
                }
            }
            put_on_builder(&mut fields, taken);
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
        if coding != Coding::Json {
            read.styles = parts::styles(document, media, schema, coding);
            read.tell_headers();
        }
        if coding == Coding::Multipart && media_type.contains('*') {
            read.media_type = format!("multipart/{FORM_DATA}");
        }
        Some(read)
    }

    /// Says at each file which headers its part must have.
    fn tell_headers(&mut self) {
        let Sent::Object { fields, .. } = &mut self.content else {
            return;
        };
        for (name, style) in &self.styles {
            let field = fields.iter_mut().find(|field| field.name == *name);
            if let (Some(field), PartStyle::Headers(headers)) = (field, style) {
                let headers = headers.join(", ");
                field.description = format!(
                    "{}\n\nIts part must have these headers: {headers}.",
                    field.description.trim_end()
                );
            }
        }
    }

    /// The fields, if it is an object.
    pub(crate) fn fields(&self) -> &[Field] {
        match &self.content {
            Sent::Object { fields, .. } => fields,
            _ => &[],
        }
    }
}

/// A form has no null, and one of parts has files.
fn put_in_form(document: &Document, schema: &Value, coding: Coding, field: &mut Field) {
    field.nullable = false;
    let property = schema
        .get("properties")
        .and_then(|all| all.get(&field.name));
    let Some(property) = property.filter(|_| coding == Coding::Multipart) else {
        return;
    };
    let item = document.follow(property).get("items").unwrap_or_default();
    match &mut field.kind {
        Kind::Array { item: kind, .. } if parts::is_file(document, item) => **kind = Kind::File,
        kind if parts::is_file(document, property) => *kind = Kind::File,
        _ => {}
    }
}
