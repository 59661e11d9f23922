//! What Atlas and Cloud Manager have in common: the error shape, the challenge, the wrappers
//! around a body.

use std::ops::Range;

use axum::http::{HeaderName, StatusCode, header};
use serde_json::{Value, json};

use crate::auth::mongodb::MongodbGate;
use crate::checks::Violation;
use crate::document::Place;
use crate::http::{Answer, JSON, Request};
use crate::providers::examples;
use crate::providers::provider::Call;

/// The version that every answer names.
const SERVICE_VERSION: &str =
    "gitHash=0000000000000000000000000000000000000000; versionString=sandbox";

/// An error body: `error`, `reason`, `detail` and, where the provider has one, `errorCode`.
pub(in crate::providers) fn error_body(
    status: StatusCode,
    code: Option<&str>,
    detail: &str,
) -> Value {
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

/// 401 with a challenge, unless the digest or the token is valid.
pub(in crate::providers) fn authenticate(
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
pub(in crate::providers) fn success(request: &Request, media_type: &str, content: Value) -> Answer {
    answered(request, StatusCode::OK, media_type, content)
}

/// The same with another status.
pub(in crate::providers) fn answered(
    request: &Request,
    status: StatusCode,
    media_type: &str,
    content: Value,
) -> Answer {
    let body = if request.flag("envelope") {
        json!({ "status": status.as_u16(), "content": content })
    } else {
        content
    };
    written(request, status, media_type, &body)
}

/// The document's example of a success, if it has one.
pub(in crate::providers) fn example(call: &Call<'_>) -> Option<Answer> {
    changed_example(call, |_| {})
}

/// The document's example of a success, if it has one, after `change`.
pub(in crate::providers) fn changed_example(
    call: &Call<'_>,
    change: impl FnOnce(&mut Value),
) -> Option<Answer> {
    let request = call.request;
    examples::answer(call, |status, media_type, mut body| {
        change(&mut body);
        let is_list = body.get("results").is_some();
        if !is_list {
            return answered(request, status, media_type, body);
        }
        if let (Some(list), true) = (body.as_object_mut(), is_uncounted(request)) {
            list.remove("totalCount");
        }
        if request.flag("envelope") {
            body["status"] = json!(status.as_u16());
        }
        written(request, status, media_type, &body)
    })
}

/// Whether the query asks for a list without the number of its items.
fn is_uncounted(request: &Request) -> bool {
    let query = request.query();
    query
        .iter()
        .any(|(key, value)| key == "includeCount" && value == "false")
}

fn written(request: &Request, status: StatusCode, media_type: &str, body: &Value) -> Answer {
    if request.flag("pretty") {
        Answer::text(status, media_type, format!("{body:#}"))
    } else {
        Answer::json(status, media_type, body)
    }
}

/// Which page of a list a request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::providers) struct Page {
    /// Its number, from 1.
    number: usize,
    /// Most items on it.
    size: usize,
}

impl Page {
    pub(in crate::providers) fn of(request: &Request) -> Self {
        let query = request.query();
        let number = |name: &str, default: usize| {
            let value = query.iter().find(|(key, _)| key == name);
            let value = value.and_then(|(_, value)| value.parse().ok());
            // What less than 1 means is not documented everywhere; here it means 1.
            value.unwrap_or(default).max(1)
        };
        Self {
            number: number("pageNum", 1),
            size: number("itemsPerPage", 100),
        }
    }

    /// The places of its items, whether there are as many or not.
    pub(in crate::providers) fn range(self) -> Range<usize> {
        let start = (self.number - 1).saturating_mul(self.size);
        start..start.saturating_add(self.size)
    }
}

/// One page of a list of `total` items, with links to its neighbours. Of a list, `envelope` makes
/// the same object with the status in it.
pub(in crate::providers) fn list(
    request: &Request,
    media_type: &str,
    page: Page,
    total: usize,
    results: Vec<Value>,
) -> Answer {
    let kept: String = request
        .raw_query()
        .split('&')
        .filter(|pair| !pair.is_empty())
        .filter(|pair| !pair.starts_with("pageNum=") && !pair.starts_with("itemsPerPage="))
        .map(|pair| format!("{pair}&"))
        .collect();
    let host = request.header("host").unwrap_or_default();
    let link = |rel: &str, number: usize| {
        let (path, size) = (request.path(), page.size);
        let href = format!("http://{host}{path}?{kept}pageNum={number}&itemsPerPage={size}");
        json!({ "href": href, "rel": rel })
    };
    let mut links = vec![link("self", page.number)];
    if page.number > 1 {
        links.push(link("previous", page.number - 1));
    }
    if page.range().end < total {
        links.push(link("next", page.number + 1));
    }
    let mut body = json!({ "links": links, "results": results });
    if !is_uncounted(request) {
        body["totalCount"] = json!(total);
    }
    if request.flag("envelope") {
        body["status"] = json!(StatusCode::OK.as_u16());
    }
    written(request, StatusCode::OK, media_type, &body)
}

/// Adds the header that names the server's version.
pub(in crate::providers) fn complete(answer: Answer) -> Answer {
    answer.header(
        HeaderName::from_static("x-mongodb-service-version"),
        SERVICE_VERSION,
    )
}

/// What is wrong with a request: the name of the culprit, and a sentence in our own words.
pub(in crate::providers) fn describe(violation: &Violation) -> (String, String) {
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
pub(in crate::providers) const ERROR_MEDIA_TYPE: &str = JSON;
