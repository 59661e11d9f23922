//! Answers from the document's examples, for operations that the sandbox does not implement.

use axum::http::StatusCode;
use serde_json::Value;

use super::provider::Call;
use crate::checks;
use crate::document::Shown;
use crate::http::{Answer, decode};

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
        Shown::Json(mut body) => {
            repeat_what_was_sent(call, example.status, media_type, &mut body);
            json(example.status, media_type, body)
        }
        Shown::Bytes(bytes) => Answer::bytes(example.status, media_type, bytes),
    })
}

/// Gives an example the values that the request has sent under the same names, so that a client sees
/// its changes. Texts, numbers and flags only, and only where the document has them in
/// the answer: lists and objects get ids and more from the provider.
fn repeat_what_was_sent(call: &Call<'_>, status: StatusCode, media_type: &str, body: &mut Value) {
    let Ok(Value::Object(sent)) = serde_json::from_slice(&call.request.body) else {
        return;
    };
    let mut responses = call.operation.responses.iter();
    let response = responses.find(|response| response.status == status.as_u16());
    let mut content = response.iter().flat_map(|response| &response.content);
    let Some((_, schema)) = content.find(|(name, _)| name == media_type) else {
        return;
    };
    for (name, value) in sent {
        let Some(members) = body.as_object_mut().filter(|_| is_scalar(&value)) else {
            continue;
        };
        let before = members.insert(name.clone(), value);
        if checks::answer::is_allowed(schema, body) {
            continue;
        }
        if let Some(members) = body.as_object_mut() {
            match before {
                Some(before) => members.insert(name, before),
                None => members.remove(&name),
            };
        }
    }
}

fn is_scalar(value: &Value) -> bool {
    matches!(value, Value::Bool(_) | Value::Number(_) | Value::String(_))
}

/// Whether the path ends with its last parameter: then it names the thing itself, as in
/// `/jobs/{jobId}`, and not an action on it, as in `/jobs/{jobId}/retry`.
fn ends_with_parameter(call: &Call<'_>) -> bool {
    let last = call.request.path().rsplit('/').next().map(decode);
    let parameter = call.path_parameters.last();
    parameter.is_some_and(|(_, value)| last.as_ref() == Some(value))
}
