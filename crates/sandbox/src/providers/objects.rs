//! The files that pre-signed links lead to, as object storage serves them. No document has them.

use std::ops::Range;
use std::sync::Arc;

use axum::http::{Method, StatusCode};

use crate::http::range;
use crate::http::{Answer, Request};
use crate::state::{Object, SIGNATURE, World};
use crate::time::Clock;
use crate::time::date;

/// The folders that hold files.
const FOLDERS: [&str; 2] = ["/fake-bucket/", "/fake-download/"];

/// Headers with credentials for a provider. A client must not send them to a link.
const CREDENTIALS: [&str; 4] = [
    "authorization",
    "x-auth-token",
    "x-security-token",
    "x-acs-security-token",
];

/// Object storage, over the common world.
#[derive(Debug)]
pub(crate) struct ObjectStorage {
    world: Arc<World>,
    clock: Clock,
}

impl ObjectStorage {
    pub(crate) fn new(world: Arc<World>, clock: Clock) -> Self {
        Self { world, clock }
    }

    /// Whether a request is for a file.
    pub(crate) fn serves(request: &Request) -> bool {
        let path = request.path();
        FOLDERS.iter().any(|folder| path.starts_with(folder))
    }

    /// The file, or a part of it, or why not.
    pub(crate) fn answer(&self, request: &Request) -> Answer {
        match self.find(request) {
            Ok(object) => {
                let (etag, size) = (object.etag(), object.size);
                let part = |status, range: Range<u64>| {
                    let content = object.content().slice(range);
                    Answer::streamed(status, "application/octet-stream", content)
                };
                range::serve(request, self.world.ranges, &etag, size, part)
            }
            Err(refusal) => refusal,
        }
    }

    /// In the order in which object storage looks: method, credentials, signature, time, file.
    fn find(&self, request: &Request) -> Result<Object, Answer> {
        if request.method != Method::GET && request.method != Method::HEAD {
            let status = StatusCode::METHOD_NOT_ALLOWED;
            return Err(refusal(
                status,
                "MethodNotAllowed",
                "A link is for reading.",
            ));
        }
        if CREDENTIALS
            .iter()
            .any(|name| request.header(name).is_some())
        {
            let message = "Only one auth mechanism allowed: the link or a header.";
            return Err(refusal(StatusCode::BAD_REQUEST, "InvalidArgument", message));
        }
        let query = request.query();
        let value = |name: &str| {
            let found = query.iter().find(|(key, _)| key == name);
            found.map(|(_, value)| value.as_str())
        };
        let denied = |code, message| Err(refusal(StatusCode::FORBIDDEN, code, message));
        match value("Signature") {
            None => return denied("AccessDenied", "Access Denied."),
            Some(signature) if signature != SIGNATURE => {
                return denied("SignatureDoesNotMatch", "The signature does not match.");
            }
            Some(_) => {}
        }
        let expires = value("Expires").and_then(|text| text.parse().ok());
        if expires.is_none_or(|expires: i64| expires < date::unix(self.clock.now())) {
            return denied("AccessDenied", "Request has expired.");
        }
        let path = request.path().trim_start_matches('/');
        self.world.objects.get(path).ok_or_else(|| {
            let message = "The specified key does not exist.";
            refusal(StatusCode::NOT_FOUND, "NoSuchKey", message)
        })
    }
}

/// An error as object storage words it. It repeats nothing of the link.
fn refusal(status: StatusCode, code: &str, message: &str) -> Answer {
    let body = format!("<Error><Code>{code}</Code><Message>{message}</Message></Error>");
    Answer::text(status, "application/xml", body)
}
