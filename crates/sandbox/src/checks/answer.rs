//! Does the document allow this answer?
//!
//! The answers are written by hand. Without this check a field that is renamed in a document would
//! leave them stale, and a lenient client would not notice.

use axum::http::{Method, StatusCode};
use jsonschema::{ValidationError, Validator};
use serde_json::Value;

use crate::document::{Operation, Response};
use crate::http::{Answer, JSON, Request, one_line};

/// Answers of the sandbox that no document has: the operation, the status, and the documented status
/// whose body they must have.
const UNDOCUMENTED: [(&str, u16, u16); 3] = [
    // A guess: a job that has not failed cannot be retried.
    ("retryLogCollectionJob", 409, 404),
    // Another: one that has expired cannot be extended.
    ("extendLogCollectionJob", 409, 404),
    // Another: a job that runs or has expired cannot be downloaded.
    ("downloadLogCollectionJob", 409, 404),
];

/// Statuses that no operation needs to document. They have the body of any error that it documents:
/// a provider's errors have one shape.
///
/// - 400 is for requests that the document refuses. A client that checks its values may
///   never see it.
/// - 404 is for what the sandbox's world does not have.
/// - 406 is for a version that does not exist; Atlas' general text describes it.
const ANYWHERE: [u16; 3] = [400, 404, 406];

/// Limits apply to requests. Some examples of the providers, which are answers here, break these.
const LIMITS: [&str; 2] = ["minimum", "maximum"];

/// Everything about an answer that the document does not allow. Of the headers, only the media type is
/// checked.
pub(crate) fn check(operation: &Operation, request: &Request, answer: &Answer) -> Vec<String> {
    // Redirects are scheduled by tests; no provider sends them.
    if answer.status.is_redirection() && answer.body().is_empty() {
        return Vec::new();
    }
    // Parts of a body are a matter of HTTP, not of the document: a part is like the whole, and a
    // part that does not exist has no body.
    let status = match answer.status {
        StatusCode::PARTIAL_CONTENT => StatusCode::OK,
        StatusCode::RANGE_NOT_SATISFIABLE if answer.body().is_empty() => return Vec::new(),
        status => status,
    };
    let Some(response) = response(operation, status) else {
        return vec![format!("the document has no status {}", answer.status)];
    };
    if answer.body().is_empty() {
        // The answer to HEAD has the headers of a body and no body; the media type of a 204 only
        // says which version is asked for.
        let allowed = response.content.is_empty()
            || operation.method == Method::HEAD
            || status == StatusCode::NO_CONTENT;
        return if allowed {
            Vec::new()
        } else {
            vec!["the body is missing".to_owned()]
        };
    }
    let media_type = answer.media_type();
    let Some((_, schema)) = response.content.iter().find(|(name, _)| name == media_type) else {
        return vec![format!("the document has no body of type {media_type:?}")];
    };
    // A document describes the content of JSON only.
    if !is_json(media_type) {
        return Vec::new();
    }
    let Ok(body) = serde_json::from_slice::<Value>(answer.body()) else {
        return vec!["the body is not JSON".to_owned()];
    };
    match content(body, answer.status, request) {
        Some(content) => violations(schema, &content)
            // Not the value itself: it may be a link, which must stay secret.
            .map(|error| {
                let place = error.instance_path();
                one_line(&format!("at {:?}: {}", place.as_str(), error.masked()))
            })
            .collect(),
        None => vec!["the envelope is not made of status and content".to_owned()],
    }
}

/// Whether a body is one that the schema of an answer allows.
pub(crate) fn is_allowed(schema: &Validator, body: &Value) -> bool {
    violations(schema, body).next().is_none()
}

fn violations<'a>(
    schema: &'a Validator,
    body: &'a Value,
) -> impl Iterator<Item = ValidationError<'a>> {
    let errors = schema.iter_errors(body);
    errors.filter(|error| !LIMITS.contains(&error.kind().keyword()))
}

/// The answer to a user of the sandbox instead of one that breaks the document.
pub(crate) fn report(operation: &str, answer: &Answer, violations: &[String]) -> Answer {
    let text = format!(
        "The sandbox's answer to {operation} with status {} breaks the document:\n{}\n",
        answer.status.as_u16(),
        violations.join("\n")
    );
    Answer::text(StatusCode::INTERNAL_SERVER_ERROR, "text/plain", text)
}

/// The documented answer with a status, or else the one from the list above.
fn response(operation: &Operation, status: StatusCode) -> Option<&Response> {
    let documented = |status: u16| {
        operation
            .responses
            .iter()
            .find(|response| response.status == status)
    };
    let guessed = || {
        let (.., like) = UNDOCUMENTED
            .iter()
            .find(|(id, undocumented, _)| *id == operation.id && *undocumented == status)?;
        documented(*like)
    };
    let anywhere = || {
        let is_error = |response: &&Response| response.status >= 400;
        let mut responses = operation.responses.iter();
        let any = responses.find(|response| is_error(response) && !response.content.is_empty());
        any.filter(|_| ANYWHERE.contains(&status.as_u16()))
    };
    documented(status.as_u16())
        .or_else(guessed)
        .or_else(anywhere)
}

/// `application/json`, or a type that ends in `+json`.
fn is_json(media_type: &str) -> bool {
    media_type == JSON || media_type.ends_with("+json")
}

/// What the schema describes: the body, or the content of the envelope that MongoDB wraps around
/// the body of a success if asked to. The documents describe the envelope in words only.
fn content(body: Value, status: StatusCode, request: &Request) -> Option<Value> {
    if !(status.is_success() && request.flag("envelope")) {
        return Some(body);
    }
    let Value::Object(mut envelope) = body else {
        return None;
    };
    let said = envelope.remove("status")? == status.as_u16();
    // A list is its own envelope: it has the status next to its members.
    let content = match envelope.remove("content") {
        Some(content) if envelope.is_empty() => content,
        None if envelope.contains_key("results") => Value::Object(envelope),
        _ => return None,
    };
    said.then_some(content)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, Method, StatusCode};
    use bytes::Bytes;
    use serde_json::{Value, json};

    use super::{check, report};
    use crate::document::embedded::operations_of;
    use crate::document::{Operation, operations};
    use crate::http::{Answer, JSON, Request};

    const VERSION: &str = "application/vnd.atlas.2023-01-01+json";

    /// An operation of Atlas.
    fn of_atlas(id: &str) -> &'static Operation {
        let mut operations = operations_of("atlas").unwrap().iter();
        operations.find(|operation| operation.id == id).unwrap()
    }

    fn operation() -> &'static Operation {
        of_atlas("getBackupExport")
    }

    fn request(query: &str) -> Request {
        Request {
            method: Method::GET,
            target: format!("/{query}"),
            headers: HeaderMap::new(),
            body: Bytes::new(),
        }
    }

    fn checked(query: &str, status: u16, media_type: &str, body: &Value) -> Vec<String> {
        let status = StatusCode::from_u16(status).unwrap();
        let answer = Answer::json(status, media_type, body);
        check(operation(), &request(query), &answer)
    }

    fn export() -> Value {
        json!({
            "exportBucketId": "5f00000000000000000000e2",
            "exportStatus": { "exportedCollections": 1, "totalCollections": 2 },
            "components": [{ "replicaSetName": "shard-0" }],
        })
    }

    #[test]
    fn an_answer_as_documented_is_fine() {
        let error = json!({ "error": 404, "errorCode": "A" });
        let envelope = json!({ "status": 200, "content": export() });
        for (query, status, media_type, body) in [
            ("", 200, VERSION, &export()),
            ("?envelope=true", 200, VERSION, &envelope),
            ("?envelope=true", 404, JSON, &error),
            // Undocumented, but in the list.
            ("", 406, JSON, &error),
        ] {
            let violations = checked(query, status, media_type, body);
            assert!(violations.is_empty(), "{status}{query}: {violations:?}");
        }
    }

    #[test]
    fn a_limit_of_numbers_does_not_bind_an_answer() {
        let operation = of_atlas("getBackupRestoreJob");
        let violations = |body: &Value| {
            let answer = Answer::json(StatusCode::OK, VERSION, body);
            check(operation, &request(""), &answer)
        };
        let job = json!({ "deliveryType": "download", "oplogTs": 42 });
        assert!(violations(&job).is_empty());
        let job = json!({ "deliveryType": "download", "oplogTs": "42" });
        assert_eq!(violations(&job).len(), 1);
    }

    #[test]
    fn a_stale_field_is_found_at_every_level() {
        for pointer in ["", "/exportStatus", "/components/0"] {
            let mut stale = export();
            stale.pointer_mut(pointer).unwrap()["formerName"] = json!("secret-marker");
            let violations = checked("", 200, VERSION, &stale);
            let [violation] = violations.as_slice() else {
                panic!("one violation expected: {violations:?}");
            };
            assert!(violation.starts_with(&format!("at {pointer:?}: ")));
            assert!(violation.contains("formerName"), "{violation}");
            assert!(!violation.contains("secret-marker"), "{violation}");

            let envelope = json!({ "status": 200, "content": stale });
            assert_eq!(
                checked("?envelope=true", 200, VERSION, &envelope),
                violations
            );
        }
        let error = json!({ "error": 404, "errorCode": "A", "formerName": 1 });
        for status in [404, 406] {
            assert_eq!(checked("", status, JSON, &error).len(), 1, "{status}");
        }
    }

    #[test]
    fn status_media_type_and_presence_of_a_body_are_checked() {
        for (query, status, media_type, body) in [
            ("", 418, JSON, &json!({})),
            ("", 200, JSON, &export()),
            ("", 200, VERSION, &json!({})),
            ("?envelope=true", 200, VERSION, &export()),
        ] {
            assert_eq!(
                checked(query, status, media_type, body).len(),
                1,
                "{status}"
            );
        }
        let empty = Answer::empty(StatusCode::OK);
        assert_eq!(check(operation(), &request(""), &empty).len(), 1);
    }

    #[test]
    fn a_204_has_no_body_whatever_version_it_is_of() {
        let document = r#"
paths:
  /things/{id}:
    delete:
      operationId: deleteThing
      responses:
        "204":
          content:
            application/vnd.things+json: {}
"#;
        let operation = operations(document).unwrap().remove(0);
        assert_eq!(operation.produces, ["application/vnd.things+json"]);
        let empty = Answer::empty(StatusCode::NO_CONTENT);
        assert!(check(&operation, &request(""), &empty).is_empty());
    }

    #[test]
    fn the_report_names_operation_status_and_place() {
        let answer = Answer::json(StatusCode::OK, VERSION, &json!({}));
        let report = report("getBackupExport", &answer, &["at \"/a\": no".to_owned()]);
        assert_eq!(report.status, 500);
        let text = String::from_utf8_lossy(report.body());
        for part in ["getBackupExport", "200", "/a"] {
            assert!(text.contains(part), "{text}");
        }
    }
}
