//! What success of an operation brings, read.

use serde_json::Value;

use super::media::{is_json, newest};
use crate::document::{Document, entries, reference_name};

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
    /// Bytes that are handed on as they come.
    Bytes { media_type: String },
}

impl Success {
    /// Reads the responses of an operation.
    pub(super) fn of(document: &Document, operation: &Value) -> Self {
        let all: Vec<(&String, &Value)> = entries(operation, "responses")
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
        let bytes = media_types().find(|media_type| !is_json(media_type));
        let json = newest(response).filter(|_| *status != "204");
        let content = match (json, bytes) {
            (Some((media_type, schema)), _) => {
                let item = document
                    .schema(&schema)
                    .and_then(|schema| schema.get("items"))
                    .and_then(reference_name);
                Content::Json {
                    media_type,
                    is_list: item.is_some(),
                    schema: item.map_or(schema.clone(), str::to_owned),
                    or_nothing: all.iter().any(|(status, _)| *status == "204"),
                }
            }
            (None, Some(media_type)) if *status != "204" => Content::Bytes {
                media_type: media_type.clone(),
            },
            (None, _) => Content::Nothing {
                media_type: media_types().max().cloned(),
            },
        };
        Self {
            status: (*status).clone(),
            content,
        }
    }
}
