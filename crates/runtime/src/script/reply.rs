//! One answer of a script.

use std::fmt;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;

/// One answer of a [`Script`](crate::testing::Script), or a failure in place of one.
///
/// ```
/// use backhaul_runtime::testing::Reply;
/// use serde_json::json;
///
/// let job = Reply::json(&json!({"id": "5f00000000000000000000b1", "state": "Queued"}));
/// let busy = Reply::error(503, "UNAVAILABLE", "Try later.").header("retry-after", "2");
/// let log = Reply::bytes("not really a log").status(206);
/// # drop((job, busy, log));
/// ```
#[derive(Clone)]
pub struct Reply {
    pub(super) what: What,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) request_id: Option<String>,
    pub(super) is_for_all: bool,
    /// The announced length of a body that breaks off.
    pub(super) breaks_off: Option<u64>,
    /// What is wrong with the reply itself.
    pub(super) problem: Option<String>,
}

#[derive(Clone)]
pub(super) enum What {
    Body(Bytes),
    /// In the form of whoever answers.
    Error {
        code: String,
        message: String,
    },
    Timeout,
    NoConnection,
    BrokenConnection,
}

impl Reply {
    /// An answer with status 200 and this value as JSON: an answer type of the client, or
    /// [`json!`](https://docs.rs/serde_json/latest/serde_json/macro.json.html). The client reads it as it reads
    /// the answers of the provider.
    pub fn json(value: &impl Serialize) -> Self {
        match serde_json::to_vec(value) {
            Ok(body) => Self::of(What::Body(body.into())).header(CONTENT_TYPE, "application/json"),
            Err(error) => Self {
                problem: Some(format!("the value cannot be written as JSON: {error}")),
                ..Self::of(What::Body(Bytes::new()))
            },
        }
    }

    /// An answer with status 200 and these bytes, for a download.
    pub fn bytes(body: impl Into<Bytes>) -> Self {
        Self::of(What::Body(body.into())).header(CONTENT_TYPE, "application/octet-stream")
    }

    /// An answer with status 204 and without a body.
    pub fn empty() -> Self {
        Self::of(What::Body(Bytes::new())).status(204)
    }

    /// An error, with code and message where this provider's errors have them. For a link, it has the form of
    /// an object store's error; for a token, that of a token endpoint.
    pub fn error(status: u16, code: &str, message: &str) -> Self {
        let what = What::Error {
            code: code.to_owned(),
            message: message.to_owned(),
        };
        Self::of(what).status(status)
    }

    /// No answer. The attempt ends when the client's `timeout` is over, which takes no real time.
    pub fn timeout() -> Self {
        Self::of(What::Timeout)
    }

    /// A connection that is refused: nothing is sent.
    pub fn no_connection() -> Self {
        Self::of(What::NoConnection)
    }

    /// A connection that breaks before the answer: the provider may have acted.
    pub fn broken_connection() -> Self {
        Self::of(What::BrokenConnection)
    }

    /// Sets the HTTP status.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        match StatusCode::from_u16(status) {
            Ok(status) => self.status = status,
            Err(_) => self.complain(format!("{status} is not an HTTP status")),
        }
        self
    }

    /// Sets a header, for example `retry-after`, `etag` or `location`.
    #[must_use]
    pub fn header(mut self, name: impl AsRef<str>, value: &str) -> Self {
        let name = name.as_ref();
        let header = HeaderName::from_bytes(name.as_bytes())
            .ok()
            .zip(HeaderValue::from_str(value).ok());
        match header {
            Some((name, value)) => {
                self.headers.insert(name, value);
            }
            None => self.complain(format!("the header {name:?} is not valid")),
        }
        self
    }

    /// Sets the provider's id of the request, in the header that this provider uses.
    #[must_use]
    pub fn request_id(mut self, id: impl Into<String>) -> Self {
        self.request_id = Some(id.into());
        self
    }

    /// The connection breaks after these bytes, although the answer has announced this many in all.
    #[must_use]
    pub fn breaks_off(mut self, announced: u64) -> Self {
        self.breaks_off = Some(announced);
        self
    }

    /// Answers all further requests for the operation, as many as come, even none.
    #[must_use]
    pub fn for_all(mut self) -> Self {
        self.is_for_all = true;
        self
    }

    fn of(what: What) -> Self {
        Self {
            what,
            status: StatusCode::OK,
            headers: HeaderMap::new(),
            request_id: None,
            is_for_all: false,
            breaks_off: None,
            problem: None,
        }
    }

    fn complain(&mut self, problem: String) {
        self.problem.get_or_insert(problem);
    }
}

impl fmt::Debug for Reply {
    /// Leaves out body and headers, which may have anything in them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match &self.what {
            What::Body(_) | What::Error { .. } => self.status.as_str(),
            What::Timeout => "timeout",
            What::NoConnection => "no connection",
            What::BrokenConnection => "broken connection",
        };
        write!(f, "Reply({what})")
    }
}
