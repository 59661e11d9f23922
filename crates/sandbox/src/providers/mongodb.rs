//! What Atlas and Cloud Manager have in common: the error shape, the challenge, the wrappers
//! around a body.

use crate::answer::{Answer, JSON};
use crate::auth::mongodb::MongodbGate;
use crate::document::Place;
use crate::request::Request;
use crate::validate::Violation;
use axum::http::{HeaderName, StatusCode, header};
use serde_json::{Value, json};

/// The version that every answer names.
const SERVICE_VERSION: &str =
    "gitHash=0000000000000000000000000000000000000000; versionString=sandbox";

/// An error body: `error`, `reason`, `detail` and, where the provider has one, `errorCode`.
pub(super) fn error_body(status: StatusCode, code: Option<&str>, detail: &str) -> Value {
    let mut body = json!({
        "error": status.as_u16(),
        "reason": status.canonical_reason(),
        "detail": detail,
    });
    if let Some(code) = code {
        body["errorCode"] = Value::from(code);
    }
    body
}

/// 401 with a challenge unless the digest or the token is right.
pub(super) fn authenticate(
    gate: &MongodbGate,
    request: &Request,
    media_type: &str,
    code: Option<&str>,
) -> Result<(), Answer> {
    gate.check(request).map_err(|challenge| {
        let status = StatusCode::UNAUTHORIZED;
        let body = error_body(status, code, "You are not authorized for this resource.");
        Answer::json(status, media_type, &body).header(header::WWW_AUTHENTICATE, &challenge)
    })
}

/// A body as the flags `envelope` and `pretty` of the query ask for it.
pub(super) fn success(request: &Request, media_type: &str, content: Value) -> Answer {
    let status = StatusCode::OK;
    let body = if request.flag("envelope") {
        json!({ "status": status.as_u16(), "content": content })
    } else {
        content
    };
    if request.flag("pretty") {
        Answer::text(status, media_type, format!("{body:#}"))
    } else {
        Answer::json(status, media_type, &body)
    }
}

/// Adds the header that names the server's version.
pub(super) fn complete(answer: Answer) -> Answer {
    answer.header(
        HeaderName::from_static("x-mongodb-service-version"),
        SERVICE_VERSION,
    )
}

/// What is wrong with a request: the name of the culprit, and a sentence in our own words.
pub(super) fn describe(violation: &Violation) -> (String, String) {
    match violation {
        Violation::Missing { place, name } => (
            name.clone(),
            format!("The {} {name} is missing.", noun(*place)),
        ),
        Violation::Unknown { name } => (
            name.clone(),
            format!("The query parameter {name} is not known."),
        ),
        Violation::Parameter {
            place,
            name,
            detail,
        } => (
            name.clone(),
            format!("The {} {name} is invalid: {detail}.", noun(*place)),
        ),
        Violation::UnexpectedBody => body("This request takes no body.".to_owned()),
        Violation::MissingBody => body("The body is missing.".to_owned()),
        Violation::MissingMediaType => body("Content-Type is missing.".to_owned()),
        Violation::MediaType { found } => body(format!("Content-Type {found} is not supported.")),
        Violation::NotJson => body("The body is not JSON.".to_owned()),
        Violation::Body {
            pointer, detail, ..
        } => (pointer.clone(), format!("The body is invalid: {detail}.")),
    }
}

fn body(detail: String) -> (String, String) {
    ("body".to_owned(), detail)
}

fn noun(place: Place) -> &'static str {
    match place {
        Place::Path => "path parameter",
        Place::Query => "query parameter",
        Place::Header => "header",
    }
}

/// The media type of Cloud Manager's and Atlas' plain errors.
pub(super) const ERROR_MEDIA_TYPE: &str = JSON;
