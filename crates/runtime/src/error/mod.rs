//! The one error type of all clients.
//!
//! | file | subject |
//! |---|---|
//! | `mod` | the type, and its methods for users |
//! | `kind` | kinds of errors; time limits |
//! | `line` | how an error is printed |
//! | `transport` | errors of connections, and of time limits for one attempt |
//! | `invalid_value` | a value that the document does not allow |
//! | `problem` | what is wrong with the arguments of a call, as data |
//!
//! Errors from answers are in `answer/failure`, those of credentials in `auth/provide`.

pub(crate) mod invalid_value;
pub(crate) mod kind;
mod line;
pub(crate) mod problem;
pub(crate) mod transport;

use std::borrow::Cow;
use std::error::Error as StdError;
use std::time::Duration;

use bytes::Bytes;
use reqwest::StatusCode;

pub use self::kind::{ErrorKind, TimeLimit};
use self::problem::{Problem, in_one_line};
#[cfg(doc)]
use crate::shown::OneLine;
use crate::shown::without_full_stop;

/// Why a call failed. Cheap to move, `Send` and `Sync`.
///
/// `Display` is one line for a log or a terminal:
///
/// ```text
/// get_backup_restore_job: 404 Not Found, RESOURCE_NOT_FOUND: Cannot find resource 32b6e34b… (request 5B0A6B60BB6EE39764D458B5)
/// ```
///
/// The [`source`](StdError::source) chain leads to the underlying cause, for example a refused connection.
/// Neither shows a credential, a header or an address with a query. The provider's text is shortened and
/// escaped like [`OneLine`]. The accessors return it unchanged, except that the client's secrets are
/// replaced by `[secret]` there too.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    operation: Option<&'static str>,
    message: String,
    /// Provider and schemes, if the provider refused the credentials; no schemes if there were no credentials.
    refused_by: Option<(&'static str, Cow<'static, str>)>,
    answer: Option<Answered>,
    decode_path: Option<String>,
    /// Whether the provider's own rules say that calls come too fast.
    throttled: bool,
    /// Which limit ended the call, if one did.
    time_limit: Option<TimeLimit>,
    /// Whether nothing was sent, although the kind alone does not imply it.
    never_sent: bool,
    /// Whether a source of credentials could not be reached.
    unreachable: bool,
    /// Whether a store says that a link has expired.
    link_expired: bool,
    attempts: u32,
    /// Why the call was deliberately not sent again.
    not_sent_again: Option<&'static str>,
    /// What is wrong with the arguments.
    problems: Vec<Problem>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// The part of an error that came from a server.
pub(crate) struct Answered {
    pub(crate) status: StatusCode,
    pub(crate) code: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) body: Bytes,
}

impl Error {
    /// An error about invalid input: nothing was sent.
    pub fn invalid_input(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidInput, message.into())
    }

    /// An error about the arguments of a call, with everything that is wrong with them.
    pub(crate) fn of_arguments(problems: Vec<Problem>) -> Self {
        let mut error = Self::invalid_input(in_one_line(&problems));
        error.0.problems = problems;
        error
    }

    /// Says what the message is about.
    pub(crate) fn about(mut self, what: &str) -> Self {
        self.0.message = format!("{what}: {}", self.0.message);
        self
    }

    pub(crate) fn new(kind: ErrorKind, message: String) -> Self {
        Self(Box::new(Inner {
            kind,
            operation: None,
            message,
            refused_by: None,
            answer: None,
            decode_path: None,
            throttled: false,
            time_limit: None,
            never_sent: false,
            unreachable: false,
            link_expired: false,
            attempts: u32::from(kind != ErrorKind::InvalidInput),
            not_sent_again: None,
            problems: Vec::new(),
            source: None,
        }))
    }

    pub(crate) fn with_source(mut self, source: impl StdError + Send + Sync + 'static) -> Self {
        self.0.source = Some(Box::new(source));
        self
    }

    pub(crate) fn in_operation(mut self, operation: &'static str) -> Self {
        self.0.operation = Some(operation);
        self
    }

    /// Adds the answer of a server.
    pub(crate) fn with_answer(mut self, answer: Answered) -> Self {
        self.0.answer = Some(answer);
        self
    }

    /// Sets where in the body decoding failed.
    pub(crate) fn at_path(mut self, path: Option<String>) -> Self {
        self.0.decode_path = path;
        self
    }

    /// Whether the provider says, by its own rules, that calls come too fast.
    pub(crate) fn throttled_if(mut self, throttled: bool) -> Self {
        self.0.throttled = throttled;
        self
    }

    /// `provider` refused the credentials of `scheme`.
    pub(crate) fn refused_by(mut self, provider: &'static str, scheme: Cow<'static, str>) -> Self {
        self.0.refused_by = Some((provider, scheme));
        self
    }

    /// `limit` ended the call, if there is one.
    pub(crate) fn ended_by(mut self, limit: impl Into<Option<TimeLimit>>) -> Self {
        self.0.time_limit = limit.into();
        self
    }

    /// Nothing was sent, although the kind alone does not imply it.
    pub(crate) fn never_sent_if(mut self, never_sent: bool) -> Self {
        self.0.never_sent = never_sent;
        self
    }

    /// A source of credentials could not be reached.
    pub(crate) fn unreachable_if(mut self, unreachable: bool) -> Self {
        self.0.unreachable = unreachable;
        self
    }

    /// Adds why the call was not sent again, unless that is obvious.
    pub(crate) fn not_sent_again(mut self, why: Option<&'static str>) -> Self {
        self.0.not_sent_again = why;
        self
    }

    pub(crate) fn after_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// A store says that a link has expired.
    pub(crate) fn of_ended_link(mut self) -> Self {
        self.0.link_expired = true;
        self
    }

    /// The pieces of a download do not fit together.
    pub(crate) fn download(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Download, message.into())
    }

    /// A file or a writer failed; `what` says which, and what the client tried.
    pub(crate) fn io(what: &str, source: std::io::Error) -> Self {
        Self::new(ErrorKind::Io, format!("{what}: {source}")).with_source(source)
    }

    /// Appends a note to the message.
    pub(crate) fn with_note(mut self, note: &str) -> Self {
        self.0.message = format!("{}; {note}", without_full_stop(&self.0.message));
        self
    }

    /// The kind of failure.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The operation that failed, for example `get_backup_export`; `None` while a client is built.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// The message: the provider's own if it sent one, complete and unescaped, but without the client's
    /// secrets. [`OneLine`] shows it like `Display`.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// What is wrong with the arguments of the call, as data: each missing, wrong or unknown one. Empty for
    /// other errors.
    pub fn problems(&self) -> &[Problem] {
        &self.0.problems
    }

    /// The HTTP status, if the provider answered.
    pub fn status(&self) -> Option<u16> {
        self.0.answer.as_ref().map(|answer| answer.status.as_u16())
    }

    /// The provider's error code, unchanged, for example `RESOURCE_NOT_FOUND`, `ShipperNotExist`, `DCS.4800`.
    pub fn code(&self) -> Option<&str> {
        self.last_answer()?.code.as_deref()
    }

    /// The provider's id for the failed request, unchanged, to quote in a support case.
    pub fn request_id(&self) -> Option<&str> {
        self.last_answer()?.request_id.as_deref()
    }

    /// How long the provider asks to wait before the next try.
    pub fn retry_after(&self) -> Option<Duration> {
        self.last_answer()?.retry_after
    }

    /// The answer, or else the answer of the attempt before the call's time ended.
    fn last_answer(&self) -> Option<&Answered> {
        let before = || self.source()?.downcast_ref::<Self>()?.0.answer.as_ref();
        self.0.answer.as_ref().or_else(before)
    }

    /// The body of the answer, converted to UTF-8 and cut at 64 KiB. It may hold data that does not belong in
    /// a log. Secrets are not removed from it, and a server may repeat secrets that it was sent.
    pub fn body(&self) -> Option<&[u8]> {
        self.0.answer.as_ref().map(|answer| answer.body.as_ref())
    }

    /// Where in the JSON body decoding failed, for example `components[0].exportId`. It may be a missing
    /// property. `None` if the body is not JSON.
    pub fn decode_path(&self) -> Option<&str> {
        self.0.decode_path.as_deref()
    }

    /// Whether the provider says that the resource does not exist.
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(404)
    }

    /// Whether the provider says that calls come too fast. Most providers use status 429; SLS uses 403 with a
    /// code for a quota.
    pub fn is_throttled(&self) -> bool {
        self.0.throttled || self.status() == Some(429)
    }

    /// Whether a store says that a pre-signed link has expired, or the credentials that signed it. Ask the
    /// provider for a new link: a download to the same file continues where it stopped. Some stores only
    /// refuse, with status 403 and no reason.
    pub fn is_link_expired(&self) -> bool {
        self.0.link_expired
    }

    /// Whether the failure may be temporary: throttling, a server error, a connection that failed or broke, or
    /// a time limit other than `call_timeout`, which you set yourself. It does not say that sending again is
    /// safe: see [`never_sent`](Self::never_sent).
    pub fn is_retryable(&self) -> bool {
        match self.0.kind {
            ErrorKind::Connect | ErrorKind::Transport => true,
            ErrorKind::Timeout => self.0.time_limit != Some(TimeLimit::Call),
            ErrorKind::Api | ErrorKind::Credentials => {
                self.0.unreachable
                    || self.is_throttled()
                    || matches!(self.status(), Some(408 | 500 | 502 | 503 | 504))
            }
            ErrorKind::InvalidInput
            | ErrorKind::Decode
            | ErrorKind::Paging
            | ErrorKind::Download
            | ErrorKind::Io => false,
        }
    }

    /// The time limit that ended the call, if one did.
    pub fn time_limit(&self) -> Option<TimeLimit> {
        self.0.time_limit
    }

    /// How many attempts the call made: 0 if a mistake in the arguments kept it from being sent. Answering a challenge
    /// does not count as another attempt.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Whether the provider refused the credentials.
    pub fn is_unauthorized(&self) -> bool {
        self.status() == Some(401)
    }

    /// Whether a time limit ended the call.
    pub fn is_timeout(&self) -> bool {
        self.0.time_limit.is_some()
    }

    /// Whether the provider cannot have acted on the request, so that sending it again is safe.
    pub fn never_sent(&self) -> bool {
        self.0.never_sent
            || matches!(
                self.0.kind,
                ErrorKind::InvalidInput | ErrorKind::Credentials | ErrorKind::Connect
            )
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

/// For tests of the layers above calls.
#[cfg(test)]
impl Error {
    /// An answer with `status`.
    pub(crate) fn answered(status: StatusCode, retry_after: Option<Duration>) -> Self {
        let mut error = Self::new(ErrorKind::Api, "made up".to_owned());
        error.0.answer = Some(Answered {
            status,
            code: None,
            request_id: None,
            retry_after,
            body: Bytes::new(),
        });
        error
    }
}
