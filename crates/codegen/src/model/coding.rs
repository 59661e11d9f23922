//! What a request is sent as, of all that a document allows.

use std::cmp::Reverse;

use serde_json::Value;

use super::media::{Coding, FORM_DATA, age, is_json, is_whole_file, name, subtype_of_parts};
use super::parts::{has_file, has_properties, is_writable};
use crate::document::{Document, entries, text};

/// What a request is sent as: the first of JSON, a form, a form of parts, text and bytes that can carry what the schema
/// says; of JSON the newest. Only a form of parts can carry files.
pub(crate) fn sent<'a>(
    document: &Document,
    body: &'a Value,
) -> Option<(&'a str, &'a Value, Coding)> {
    let content = entries(body, "content");
    let all = content.filter(|(media_type, media)| media_type.contains('/') && media.is_object());
    let all = all.map(|(media_type, media)| {
        let schema = media.get("schema").unwrap_or_default();
        let coding = coding(document, media_type, schema);
        let fits = match coding {
            Coding::Json => !has_file(document, schema),
            Coding::Form => is_writable(document, schema) && !has_file(document, schema),
            Coding::Multipart => is_writable(document, schema),
            Coding::Text | Coding::Bytes => true,
        };
        let newest = (coding == Coding::Json).then(|| age(media_type));
        let is_other = match coding {
            Coding::Multipart => !is_form_data(media_type),
            Coding::Text => name(media_type) == FORM,
            _ => false,
        };
        let rank = (!fits, coding, is_other, Reverse(newest));
        (rank, media_type.as_str(), media)
    });
    let ((_, coding, ..), media_type, media) =
        all.min_by(|(one, ..), (other, ..)| one.cmp(other))?;
    Some((media_type, media, coding))
}

fn coding(document: &Document, media_type: &str, schema: &Value) -> Coding {
    match name(media_type).as_str() {
        _ if is_json(media_type) && is_whole_file(document, schema) => Coding::Bytes,
        _ if is_json(media_type) => Coding::Json,
        FORM if is_object(document, schema) => Coding::Form,
        _ if is_form_data(media_type) && is_object(document, schema) => Coding::Multipart,
        // What is no object is in parts that only the caller knows.
        _ if subtype_of_parts(media_type).is_some() && has_properties(document, schema) => {
            Coding::Multipart
        }
        // Some call bytes a text.
        name if name.starts_with("text/") && !is_binary(document.follow(schema)) => Coding::Text,
        // The caller writes the pairs.
        FORM if !is_binary(document.follow(schema)) => Coding::Text,
        _ => Coding::Bytes,
    }
}

const FORM: &str = "application/x-www-form-urlencoded";

/// Whether properties may be pairs or parts: anything but a value of a type that has none.
fn is_object(document: &Document, schema: &Value) -> bool {
    matches!(text(document.follow(schema), "type"), "object" | "")
}

fn is_form_data(media_type: &str) -> bool {
    subtype_of_parts(media_type).as_deref() == Some(FORM_DATA)
}

fn is_binary(schema: &Value) -> bool {
    matches!(text(schema, "format"), "binary" | "byte")
}
