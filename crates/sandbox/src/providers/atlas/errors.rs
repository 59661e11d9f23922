//! The errors of Atlas.

use axum::http::StatusCode;
use serde_json::json;

use crate::http::Answer;
use crate::providers::mongodb::{ERROR_MEDIA_TYPE, error_body};

/// Something does not exist.
pub(super) fn not_found(what: &str) -> Answer {
    let status = StatusCode::NOT_FOUND;
    let detail = format!("Cannot find resource {what}.");
    let mut body = error_body(status, Some("RESOURCE_NOT_FOUND"), &detail);
    body["parameters"] = json!([what]);
    Answer::json(status, ERROR_MEDIA_TYPE, &body)
}

/// What is wrong with one field of a request.
pub(super) fn invalid(field: &str, description: &str) -> Answer {
    let status = StatusCode::BAD_REQUEST;
    let mut body = error_body(status, Some("VALIDATION_ERROR"), description);
    body["badRequestDetail"] =
        json!({ "fields": [{ "field": field, "description": description }] });
    Answer::json(status, ERROR_MEDIA_TYPE, &body)
}
