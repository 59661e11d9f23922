//! Answers from the document's examples: for operations that have no life of their own here.

use super::Call;
use crate::answer::Answer;
use crate::example::Shown;
use crate::request::decode;
use axum::http::StatusCode;
use serde_json::Value;

/// The answer that the document shows, with the ids of the request. `json` writes a body that is
/// JSON. `None` if the document has no example: then there is nothing to answer.
pub(super) fn answer(
    call: &Call<'_>,
    json: impl FnOnce(StatusCode, &str, Value) -> Answer,
) -> Option<Answer> {
    let example = call.operation.example.as_ref()?;
    let media_type = example.media_type.as_deref().unwrap_or_default();
    let shown = example.shown(
        call.path_parameters,
        ends_with_parameter(call),
        &call.request.query(),
    )?;
    Some(match shown {
        Shown::Nothing => Answer::empty(example.status),
        Shown::NoContent => Answer::empty(StatusCode::NO_CONTENT),
        Shown::Json(body) => json(example.status, media_type, body),
        Shown::Bytes(bytes) => Answer::bytes(example.status, media_type, bytes),
    })
}

/// Whether the path ends with its last parameter: then it names the thing itself, as in
/// `/jobs/{jobId}`, and not something to be done with it, as in `/jobs/{jobId}/retry`.
fn ends_with_parameter(call: &Call<'_>) -> bool {
    let last = call.request.path().rsplit('/').next().map(decode);
    let parameter = call.path_parameters.last();
    parameter.is_some_and(|(_, value)| last.as_ref() == Some(value))
}
