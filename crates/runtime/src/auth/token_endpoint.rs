//! Asking a token endpoint over HTTP.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{RequestBuilder, Response, StatusCode};
use serde_json::Value;
use tracing::Instrument;

use super::provide::{Problem, ProvideError};
use crate::clock::Clock;
use crate::connection::wire::Wire;
use crate::error::Error;
use crate::error::transport::innermost;
use crate::http::redirect::{is_redirect, place_of_redirect};
use crate::http::retry_after::retry_after;
use crate::read::charset;
use crate::read::json;
use crate::shown::{OneLine, Secrets};
use crate::telemetry;

/// Answers of token endpoints have a few kilobytes; Open Telekom Cloud's catalog can be larger.
const LARGEST_ANSWER: usize = 1024 * 1024;

/// The most characters of an endpoint's code or message that an error shows.
const LONGEST_PART: usize = 300;

/// Sends `request`, by `wire`, which asks for a token or revokes one, and returns headers and body of the answer. A body
/// that is not JSON becomes `Null`. `what` names the endpoint in errors, which show none of `secrets`.
/// `clock` is needed for a date in `Retry-After`.
///
/// # Errors
/// If no answer arrives, or its status is not 2xx. The error then has the endpoint's code and message, in any
/// of the known forms.
pub(crate) async fn ask(
    wire: &Wire,
    request: RequestBuilder,
    what: &str,
    secrets: &Secrets,
    clock: &Clock,
) -> Result<(HeaderMap, Value), ProvideError> {
    let (headers, body) = ask_for_bytes(wire, request, what, secrets, clock).await?;
    let body = json_in(&headers, &body);
    Ok((headers, body))
}

/// The same for an answer that is a text.
///
/// # Errors
/// The same as for [`ask`], or if the answer is not a text.
#[cfg(feature = "sls")]
pub(crate) async fn ask_for_text(
    wire: &Wire,
    request: RequestBuilder,
    what: &str,
    secrets: &Secrets,
    clock: &Clock,
) -> Result<String, ProvideError> {
    let (_, body) = ask_for_bytes(wire, request, what, secrets, clock).await?;
    String::from_utf8(body).map_err(|_| {
        ProvideError::new(format!("{what} answered with something that is not a text"))
    })
}

fn json_in(headers: &HeaderMap, body: &[u8]) -> Value {
    let utf8 = charset::to_utf8(body, charset::declared(headers));
    let body: Result<Value, _> = json::read(utf8.as_deref().unwrap_or(body), usize::MAX);
    body.unwrap_or_default()
}

async fn ask_for_bytes(
    wire: &Wire,
    request: RequestBuilder,
    what: &str,
    secrets: &Secrets,
    clock: &Clock,
) -> Result<(HeaderMap, Vec<u8>), ProvideError> {
    let unreachable = |error: Error| {
        let message = format!("{what} did not answer: {}", innermost(&error));
        ProvideError::unreachable(message, error)
    };
    let (http, request) = request.build_split();
    let request = request.map_err(|error| unreachable(Error::from_reqwest(error)))?;
    let span = telemetry::request(request.method(), request.url());
    let (method, url) = (request.method().clone(), request.url().clone());
    let info = || wire.beside("token", method.as_str(), &url, 0);
    let began = wire.begins();
    let answer = exchange(wire.execute(&http, request, &info));
    let answer = answer.instrument(span.clone()).await;
    let status = answer.as_ref().map(|(status, ..)| *status);
    telemetry::request_ended(&span, status);
    wire.ended(began, &span, info, status);
    let (status, headers, body) = answer.map_err(unreachable)?;
    if body.len() > LARGEST_ANSWER {
        return Err(ProvideError::new(format!(
            "{what} sent an answer that is too large"
        )));
    }
    if status.is_success() {
        return Ok((headers, body));
    }
    if is_redirect(status) {
        let place = place_of_redirect(&headers);
        let message = format!(
            "{what} answered with {status} and redirects to {place}; it is not followed, because that would send the credentials along"
        );
        return Err(ProvideError::refused(message, status, None, None));
    }
    let wait = retry_after(&headers, clock);
    let body = json_in(&headers, &body);
    Err(refusal(what, secrets, status, &body, wait))
}

/// Reads the answer, but not much more than [`LARGEST_ANSWER`] of its body.
async fn exchange(
    answer: impl Future<Output = Result<Response, Error>>,
) -> Result<(StatusCode, HeaderMap, Vec<u8>), Error> {
    let mut response = answer.await?;
    let (status, headers) = (response.status(), response.headers().clone());
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(Error::from_reqwest)? {
        body.extend_from_slice(&chunk);
        if body.len() > LARGEST_ANSWER {
            break;
        }
    }
    Ok((status, headers, body))
}

impl ProvideError {
    /// A token endpoint did not answer, so asking again later may help.
    fn unreachable(message: String, source: Error) -> Self {
        Self(Arc::new(Problem {
            message,
            unreachable: true,
            source: Some(Box::new(source)),
            ..Problem::default()
        }))
    }

    /// A token endpoint answered with `status`, and asks to wait for `retry_after`.
    fn refused(
        message: String,
        status: StatusCode,
        code: Option<String>,
        retry_after: Option<Duration>,
    ) -> Self {
        Self(Arc::new(Problem {
            message,
            status: Some(status.as_u16()),
            code,
            retry_after,
            ..Problem::default()
        }))
    }
}

fn refusal(
    what: &str,
    secrets: &Secrets,
    status: StatusCode,
    body: &Value,
    retry_after: Option<Duration>,
) -> ProvideError {
    let code = first_text(
        body,
        &[
            "/errorCode",
            "/error_code",
            "/error",
            "/error/code",
            "/error/title",
        ],
    );
    let message = first_text(
        body,
        &[
            "/error_description",
            "/detail",
            "/error/message",
            "/error_msg",
            "/reason",
        ],
    );
    let [code, message] = [code, message].map(|text| Some(secrets.blot_owned(text?)));
    // A failing gateway says nothing about the credentials.
    let verb = if status.is_server_error() {
        "failed"
    } else {
        "refused"
    };
    let mut text = format!("{what} {verb} with {status}");
    for part in [&code, &message].into_iter().flatten() {
        text.push_str(&format!(": {}", OneLine::new(part).at_most(LONGEST_PART)));
    }
    ProvideError::refused(text, status, code, retry_after)
}

/// The first of several places that contains a string or a number.
fn first_text(body: &Value, pointers: &[&str]) -> Option<String> {
    pointers
        .iter()
        .find_map(|pointer| match body.pointer(pointer)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
}

#[cfg(test)]
mod tests {
    use reqwest::StatusCode;
    use serde_json::json;

    use super::refusal;
    use crate::shown::Secrets;

    /// The known forms of answers from MongoDB's and Open Telekom Cloud's endpoints.
    #[test]
    fn every_known_error_shape_gives_code_and_message() {
        for (body, code, message) in [
            (
                json!({"error": "invalid_client", "error_description": "Bad."}),
                Some("invalid_client"),
                "Bad.",
            ),
            (
                json!({"error": 429, "errorCode": "RATE_LIMITED", "detail": "Slow.", "reason": "Too Many Requests"}),
                Some("RATE_LIMITED"),
                "Slow.",
            ),
            (
                json!({"error": {"message": "No.", "code": 401, "title": "Unauthorized"}}),
                Some("401"),
                "No.",
            ),
            (
                json!({"error_msg": "Odd.", "error_code": "AS.0001"}),
                Some("AS.0001"),
                "Odd.",
            ),
            (json!(null), None, "401"),
        ] {
            let none = Secrets::new();
            let error = refusal("the endpoint", &none, StatusCode::UNAUTHORIZED, &body, None);
            assert_eq!((error.status(), error.code()), (Some(401), code), "{body}");
            assert!(error.to_string().contains(message), "{error}");
        }
    }
}
