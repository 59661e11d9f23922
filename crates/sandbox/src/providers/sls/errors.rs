//! The errors of SLS.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::auth::sls::SlsError;
use crate::http::{Answer, JSON};

/// Something does not exist.
pub(super) fn not_found(code: &'static str, message: String) -> SlsError {
    SlsError::new(StatusCode::NOT_FOUND, code, message)
}

/// A parameter is not valid.
pub(super) fn bad_parameter(message: String) -> SlsError {
    SlsError::new(StatusCode::BAD_REQUEST, "ParameterInvalid", message)
}

/// The body is not JSON.
pub(super) fn not_json() -> SlsError {
    SlsError::new(
        StatusCode::BAD_REQUEST,
        "PostBodyInvalid",
        "The request body is not valid JSON object.",
    )
}

/// The answer that says so.
pub(super) fn answer(error: &SlsError) -> Answer {
    let body: Value = json!({ "errorCode": error.code, "errorMessage": error.message });
    Answer::json(error.status, JSON, &body)
}
