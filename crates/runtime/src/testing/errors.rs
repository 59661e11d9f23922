//! Errors for tests.

use std::error::Error as StdError;
use std::time::Duration;

use bytes::Bytes;
use reqwest::StatusCode;

use crate::error::{Answered, Error, ErrorKind, TimeLimit};

/// Makes an [`Error`] for a test of your own code, of any kind.
///
/// ```
/// use backhaul_runtime::testing::FakeError;
/// use backhaul_runtime::{Error, ErrorKind, TimeLimit};
///
/// let missing: Error = FakeError::api(404, "RESOURCE_NOT_FOUND")
///     .message("Cannot find resource 5f00.")
///     .operation("get_backup_export")
///     .build();
/// assert!(missing.is_not_found());
/// assert_eq!(
///     missing.to_string(),
///     "get_backup_export: 404 Not Found, RESOURCE_NOT_FOUND: Cannot find resource 5f00."
/// );
///
/// let slow = FakeError::timeout(TimeLimit::Call).build();
/// assert!(slow.is_timeout() && !slow.is_retryable());
/// let broken = FakeError::of(ErrorKind::Transport).build();
/// assert!(broken.is_retryable() && !broken.never_sent());
/// ```
#[derive(Debug)]
#[must_use = "an error comes from `build`"]
pub struct FakeError {
    kind: ErrorKind,
    status: Option<u16>,
    code: Option<String>,
    message: String,
    body: Bytes,
    request_id: Option<String>,
    retry_after: Option<Duration>,
    decode_path: Option<String>,
    operation: Option<&'static str>,
    attempts: u32,
    time_limit: Option<TimeLimit>,
    is_throttled: bool,
    is_link_expired: bool,
    is_never_sent: bool,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl FakeError {
    /// The provider answered with this status, and with this error code if it is not empty.
    pub fn api(status: u16, code: &str) -> Self {
        Self {
            code: Some(code.to_owned()).filter(|code| !code.is_empty()),
            ..Self::of(ErrorKind::Api).status(status)
        }
    }

    /// This time limit ended the call.
    pub fn timeout(limit: TimeLimit) -> Self {
        let kind = match limit {
            TimeLimit::Connect => ErrorKind::Connect,
            TimeLimit::Attempt | TimeLimit::Read | TimeLimit::Call => ErrorKind::Timeout,
        };
        Self {
            time_limit: Some(limit),
            ..Self::of(kind)
        }
    }

    /// An error of any kind: [`Connect`](ErrorKind::Connect) if no connection could be made,
    /// [`Transport`](ErrorKind::Transport) if it broke, [`Decode`](ErrorKind::Decode), and so on.
    /// [`Api`](ErrorKind::Api) has the status 500, and [`Timeout`](ErrorKind::Timeout) is that of an attempt.
    pub fn of(kind: ErrorKind) -> Self {
        Self {
            kind,
            status: (kind == ErrorKind::Api).then_some(500),
            code: None,
            message: "made up by a test".to_owned(),
            body: Bytes::new(),
            request_id: None,
            retry_after: None,
            decode_path: None,
            operation: None,
            attempts: 1,
            time_limit: (kind == ErrorKind::Timeout).then_some(TimeLimit::Attempt),
            is_throttled: false,
            is_link_expired: false,
            is_never_sent: false,
            source: None,
        }
    }

    /// Sets the HTTP status of the answer.
    pub fn status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// Sets the message.
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.message = message.into();
        self
    }

    /// Sets the body of the answer.
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    /// Sets the provider's id of the request.
    pub fn request_id(mut self, id: impl Into<String>) -> Self {
        self.request_id = Some(id.into());
        self
    }

    /// Sets how long the provider asks to wait.
    pub fn retry_after(mut self, time: Duration) -> Self {
        self.retry_after = Some(time);
        self
    }

    /// Sets where decoding failed, for example `components[0].exportId`.
    pub fn decode_path(mut self, path: impl Into<String>) -> Self {
        self.decode_path = Some(path.into());
        self
    }

    /// Sets the operation that failed.
    pub fn operation(mut self, name: &'static str) -> Self {
        self.operation = Some(name);
        self
    }

    /// Sets how many attempts the call made.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// The provider says by its own rules that calls come too fast. Status 429 says so by itself.
    pub fn throttled(mut self) -> Self {
        self.is_throttled = true;
        self
    }

    /// A store says that a link has expired.
    pub fn link_expired(mut self) -> Self {
        self.is_link_expired = true;
        self
    }

    /// Nothing was sent, for example because the time ended while the client waited for a token. Errors of the
    /// kinds [`InvalidInput`](ErrorKind::InvalidInput), [`Credentials`](ErrorKind::Credentials) and
    /// [`Connect`](ErrorKind::Connect) say so by themselves.
    pub fn never_sent(mut self) -> Self {
        self.is_never_sent = true;
        self
    }

    /// Sets the underlying cause.
    pub fn caused_by(mut self, cause: impl StdError + Send + Sync + 'static) -> Self {
        self.source = Some(Box::new(cause));
        self
    }

    /// The error. If the status is not between 100 and 999, it says so instead.
    pub fn build(self) -> Error {
        let mut error = Error::new(self.kind, self.message)
            .throttled_if(self.is_throttled)
            .never_sent_if(self.is_never_sent)
            .ended_by(self.time_limit)
            .after_attempts(self.attempts)
            .at_path(self.decode_path);
        let has_answer = self.code.is_some()
            || self.request_id.is_some()
            || self.retry_after.is_some()
            || !self.body.is_empty();
        if let Some(status) = self.status.or(has_answer.then_some(200)) {
            let Ok(status) = StatusCode::from_u16(status) else {
                let message = format!("FakeError: {status} is not an HTTP status");
                return Error::invalid_input(message);
            };
            error = error.with_answer(Answered {
                status,
                code: self.code,
                request_id: self.request_id,
                retry_after: self.retry_after,
                body: self.body,
            });
        }
        if let Some(operation) = self.operation {
            error = error.in_operation(operation);
        }
        if self.is_link_expired {
            error = error.of_ended_link();
        }
        match self.source {
            Some(source) => error.with_source(Cause(source)),
            None => error,
        }
    }
}

/// A cause of any type.
#[derive(Debug)]
struct Cause(Box<dyn StdError + Send + Sync>);

impl std::fmt::Display for Cause {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl StdError for Cause {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}
