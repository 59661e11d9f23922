//! Forms: which properties are files, and how the others are written.

use serde_json::Value;

use super::media::{Coding, is_json};
use super::parameter::ListStyle;
use crate::document::{Document, entries, flag, map_values, text};

/// How a property of a form is written, if not as usual: a scalar as it is, an object as JSON, an array as so many values
/// of the same name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PartStyle {
    /// An array in one value.
    List(ListStyle),
    /// An object as so many names in brackets.
    Deep,
    /// Each value as JSON.
    Json,
    /// Each value with this media type.
    Type(String),
    /// Each file with one of these media types.
    OneOf(String),
    /// Beside another style: the headers that the part of each file must have.
    Headers(Vec<String>),
}

/// The properties of a form that are not written as usual. `media` is what the document says of its media type.
pub(super) fn styles(
    document: &Document,
    media: &Value,
    schema: &Value,
    coding: Coding,
) -> Vec<(String, PartStyle)> {
    let mut styles = Vec::new();
    for (name, encoding) in entries(media, "encoding") {
        let property = schema.get("properties").and_then(|all| all.get(name));
        let Some(property) = property.map(|property| document.follow(property)) else {
            continue;
        };
        let holds_file = is_file(document, property.get("items").unwrap_or(property));
        let of_style = match coding {
            Coding::Form => of_style(encoding, property),
            _ => None,
        };
        let is_style = ["style", "explode"]
            .into_iter()
            .any(|key| encoding.get(key).is_some());
        let style = match text(encoding, "contentType") {
            _ if of_style.is_some() => of_style,
            _ if coding == Coding::Form && is_style => None,
            media_type if is_json(media_type) => Some(PartStyle::Json),
            media_type if coding == Coding::Multipart && is_single(media_type) => {
                Some(PartStyle::Type(media_type.to_owned()))
            }
            media_type if coding == Coding::Multipart && holds_file && is_several(media_type) => {
                Some(PartStyle::OneOf(media_type.to_owned()))
            }
            _ => None,
        };
        styles.extend(style.map(|style| (name.clone(), style)));
        let headers = needed_headers(encoding);
        if coding == Coding::Multipart && holds_file && !headers.is_empty() {
            styles.push((name.clone(), PartStyle::Headers(headers)));
        }
    }
    styles
}

fn of_style(encoding: &Value, property: &Value) -> Option<PartStyle> {
    if text(encoding, "style") == "deepObject" {
        return Some(PartStyle::Deep);
    }
    let is_list = text(property, "type") == "array";
    match ListStyle::of(encoding) {
        style if is_list && style != ListStyle::Repeated => Some(PartStyle::List(style)),
        _ => None,
    }
}

/// Whether it names one type that a header can carry: neither several nor a range of them.
fn is_single(media_type: &str) -> bool {
    let is_plain = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
    media_type.contains('/') && !media_type.contains([',', '*']) && media_type.bytes().all(is_plain)
}

/// Whether it names several types or a range of them, each of which is one.
fn is_several(media_types: &str) -> bool {
    let is_type = |one: &str| {
        let is_plain = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
        one.split('/')
            .filter(|part| !part.trim().is_empty())
            .count()
            == 2
            && one.bytes().all(is_plain)
    };
    media_types.split(',').all(is_type)
}

/// Whether a schema is that of a file.
pub(crate) fn is_file(document: &Document, schema: &Value) -> bool {
    let target = document.follow(schema);
    text(target, "type") == "string" && text(target, "format") == "binary"
}

/// Whether a property of an object is a file, or several.
pub(super) fn has_file(document: &Document, schema: &Value) -> bool {
    let target = document.follow(schema);
    entries(target, "properties").any(|(_, property)| {
        let property = document.follow(property);
        let item = property.get("items").unwrap_or(property);
        is_file(document, item)
    })
}

/// Whether it is an object that says what it has.
pub(super) fn has_properties(document: &Document, schema: &Value) -> bool {
    let target = document.follow(schema);
    text(target, "type") == "object" && target.get("properties").is_some()
}

/// The headers that the part of a file must have.
fn needed_headers(encoding: &Value) -> Vec<String> {
    let headers = entries(encoding, "headers").filter(|(_, header)| flag(header, "required"));
    let names = headers.map(|(name, _)| name.clone());
    names.filter(|name| !is_of_the_part(name)).collect()
}

/// Whether a part has the header anyway: OpenAPI ignores the one, and the other is how parts are made.
pub(crate) fn is_of_the_part(header: &str) -> bool {
    ["content-type", "content-disposition"].contains(&header.to_ascii_lowercase().as_str())
}

/// Whether a form can carry it: an object, or what may be one.
pub(super) fn is_writable(document: &Document, schema: &Value) -> bool {
    let target = document.follow(schema);
    matches!(text(target, "type"), "object" | "") || map_values(target).is_some()
}
