//! What success of an operation brings, read.

use serde_json::Value as Json;

use super::answers::has_a_type_of_its_own;
use super::media::{is_json, is_whole_file, newest};
use super::value::Value;
use crate::document::{Document, entries, flag, items, reference_name, text};

/// What success of an operation brings, and by which status.
#[derive(Debug)]
pub(crate) struct Success {
    pub(crate) status: String,
    pub(crate) content: Content,
}

/// What a body of success is.
#[derive(Debug)]
pub(crate) enum Content {
    Nothing {
        /// The media type to ask for all the same: it names the version of the resource.
        media_type: Option<String>,
    },
    /// The newest media type, and the name of its schema; for an array, that of the items.
    Json {
        media_type: String,
        schema: String,
        /// Whether it is an array of these.
        is_list: bool,
        /// Whether 204 may come instead, for an answer with nothing in it.
        or_nothing: bool,
    },
    /// The newest media type and its schema, which is neither an object with a type of its own nor an array of
    /// these.
    Value {
        media_type: String,
        schema: String,
        value: Value,
        /// Whether 204 may come instead, which is then null.
        or_nothing: bool,
    },
    /// Bytes that are handed on as they come.
    Bytes { media_type: String },
}

impl Success {
    /// Reads the responses of an operation.
    pub(super) fn of(document: &Document, method: &str, operation: &Json) -> Self {
        let all: Vec<(&String, &Json)> = entries(operation, "responses")
            .filter(|(status, _)| status.starts_with('2'))
            .map(|(status, response)| (status, document.follow(response)))
            .collect();
        // A 204 has no body, whatever a document says.
        let with_content = all
            .iter()
            .find(|(status, response)| *status != "204" && response.get("content").is_some());
        let Some((status, response)) = with_content.or(all.first()) else {
            return Self {
                status: "200".to_owned(),
                content: Content::Nothing { media_type: None },
            };
        };
        let media_types = || entries(response, "content").map(|(media_type, _)| media_type);
        let is_file = |media: &Json| {
            let schema = media.get("schema");
            schema.is_some_and(|schema| is_whole_file(document, schema))
        };
        let plain =
            media_types().find(|media_type| media_type.contains('/') && !is_json(media_type));
        let files = entries(response, "content").filter(|(_, media)| is_file(media));
        let bytes = plain.or_else(|| files.map(|(media_type, _)| media_type).next());
        let is_empty = |(status, response): &(&String, &Json)| {
            *status == "204" || response.get("content").is_none()
        };
        let has_204 = all.len() > 1 && all.iter().any(is_empty);
        let json = newest(response).filter(|(_, schema)| {
            let schema = document.schema(schema);
            *status != "204" && !schema.is_some_and(|schema| is_whole_file(document, schema))
        });
        let content = match (json, bytes) {
            // Whatever the document says, there is no body.
            _ if method == "head" => Content::Nothing {
                media_type: media_types().max().cloned(),
            },
            (Some((media_type, schema)), _) => Self::json(document, media_type, schema, has_204),
            (None, Some(media_type)) if *status != "204" => Content::Bytes {
                media_type: media_type.clone(),
            },
            (None, _) => Content::Nothing {
                media_type: media_types().filter(|name| is_json(name)).max().cloned(),
            },
        };
        Self {
            status: (*status).clone(),
            content,
        }
    }

    /// A body of the component `schema`, or nothing at all.
    fn json(document: &Document, media_type: String, schema: String, or_nothing: bool) -> Content {
        let target = document.schema(&schema).unwrap_or_default();
        let item = target.get("items").filter(|item| {
            let item = document.follow(item);
            has_a_type_of_its_own(item) && !flag(item, "nullable")
        });
        let item = item.and_then(reference_name).map(str::to_owned);
        // An answer with nothing in it needs one that requires nothing.
        let is_empty = text(target, "type") == "object" && items(target, "required").is_empty();
        let is_missing = or_nothing && !is_empty;
        let has_a_type = item.is_some() || has_a_type_of_its_own(target);
        if !has_a_type || is_missing || flag(target, "nullable") {
            let reference = serde_json::json!({ "$ref": format!("#/components/schemas/{schema}") });
            let value = match (Value::of(document, &reference), or_nothing) {
                (value @ (Value::Nullable(_) | Value::Any), _) | (value, false) => value,
                (value, true) => Value::Nullable(Box::new(value)),
            };
            return Content::Value {
                media_type,
                value,
                schema,
                or_nothing,
            };
        }
        Content::Json {
            media_type,
            is_list: item.is_some(),
            schema: item.unwrap_or(schema),
            or_nothing,
        }
    }
}
