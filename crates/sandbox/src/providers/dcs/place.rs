//! The project, the instance and the page that a request names, its body, and an answer.

use std::ops::Range;

use axum::http::StatusCode;
use serde_json::Value;

use crate::http::{Answer, JSON};
use crate::providers::provider::Call;

/// Project and instance.
pub(super) fn instance<'a>(call: &'a Call<'_>) -> [&'a str; 2] {
    [call.path("project_id"), call.path("instance_id")]
}

/// The items of a list that a request asks for. The default size and its bounds are those of Huawei
/// Cloud, which runs the same service. It is unknown what a number outside of them does.
pub(super) fn page(call: &Call<'_>) -> Range<usize> {
    let number = |name: &str| call.query(name).and_then(|text| text.parse::<usize>().ok());
    let skip = number("offset").unwrap_or_default();
    let take = number("limit").unwrap_or(10).clamp(1, 1000);
    skip..skip.saturating_add(take)
}

/// The body, which the document has found good.
pub(super) fn body(call: &Call<'_>) -> Value {
    serde_json::from_slice(&call.request.body).unwrap_or_default()
}

/// An answer with this body.
pub(super) fn ok(body: &Value) -> Answer {
    Answer::json(StatusCode::OK, JSON, body)
}
