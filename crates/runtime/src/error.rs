//! The one error type of all clients.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use reqwest::StatusCode;
use serde::de::DeserializeOwned;

use crate::provider::Provider;

/// Why a call failed. Small to move, `Send` and `Sync`.
///
/// `Display` is one line for a log or a terminal:
///
/// ```text
/// get_backup_restore_job: 404 Not Found, RESOURCE_NOT_FOUND: Cannot find resource 32b6e34b… (request 5B0A6B60BB6EE39764D458B5)
/// ```
///
/// The [`source`](StdError::source) chain leads to the cause below, for example the connection
/// that was refused. Neither shows a credential, a header or an address with a query.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    operation: Option<&'static str>,
    message: String,
    answer: Option<Answer>,
    decode_path: Option<String>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// The part of an error that came from the provider.
struct Answer {
    status: StatusCode,
    code: Option<String>,
    request_id: Option<String>,
    retry_after: Option<Duration>,
    body: Bytes,
}

/// What sort of failure an [`Error`] is. New kinds may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client or the call was set up wrongly; nothing was sent.
    InvalidInput,
    /// The credentials could not be turned into a signature or a token; nothing was sent.
    Credentials,
    /// No connection could be made; nothing was sent.
    Connect,
    /// No complete answer came in time; the provider may have acted.
    Timeout,
    /// The connection broke before a complete answer came; the provider may have acted.
    Transport,
    /// The provider answered with a status other than 2xx.
    Api,
    /// The provider answered with success, but the body is not what the document says.
    Decode,
}

impl Error {
    /// An error about the set-up of a client: nothing was sent.
    pub fn invalid_input(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidInput, message.into())
    }

    pub(crate) fn new(kind: ErrorKind, message: String) -> Self {
        Self(Box::new(Inner {
            kind,
            operation: None,
            message,
            answer: None,
            decode_path: None,
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

    /// Reqwest's own text has the address in it; a query may hold a signature.
    pub(crate) fn from_reqwest(error: reqwest::Error) -> Self {
        let error = error.without_url();
        let (kind, message) = if error.is_connect() {
            (ErrorKind::Connect, "no connection")
        } else if error.is_timeout() {
            (ErrorKind::Timeout, "no complete answer in time")
        } else if error.is_builder() {
            (ErrorKind::InvalidInput, "the request cannot be built")
        } else {
            (
                ErrorKind::Transport,
                "the connection broke before a complete answer came",
            )
        };
        Self::new(kind, message.to_owned()).with_source(error)
    }

    pub(crate) fn from_answer(provider: &Provider, answer: crate::body::Received) -> Self {
        let details: Option<serde_json::Value> = serde_json::from_slice(&answer.body).ok();
        let text_at = |pointers: &[&str]| {
            let details = details.as_ref()?;
            pointers
                .iter()
                .find_map(|pointer| scalar_text(details.pointer(pointer)?))
        };
        let code = text_at(provider.code_pointers);
        let message =
            text_at(provider.message_pointers).unwrap_or_else(|| beginning_of(&answer.body));
        let mut error = Self::new(ErrorKind::Api, message);
        error.0.answer = Some(Answer {
            status: answer.status,
            code,
            request_id: answer.request_id,
            retry_after: answer.retry_after,
            body: answer.body,
        });
        error
    }

    pub(crate) fn decode(
        answer: crate::body::Received,
        path: Option<String>,
        source: serde_json::Error,
    ) -> Self {
        let place = match path.as_deref() {
            None | Some(".") => String::new(),
            Some(path) => format!(" at {path}"),
        };
        let message = if answer.body.is_empty() {
            "the body is empty where JSON was expected".to_owned()
        } else {
            // Serde's message may quote the offending value; the position is enough to find it.
            format!(
                "the body does not decode{place} (line {}, column {})",
                source.line(),
                source.column()
            )
        };
        let mut error = Self::new(ErrorKind::Decode, message);
        error.0.decode_path = path;
        error.0.answer = Some(Answer {
            status: answer.status,
            code: None,
            request_id: answer.request_id,
            retry_after: None,
            body: answer.body,
        });
        error
    }

    /// What sort of failure this is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The operation that failed, for example `get_backup_export`; `None` while a client is built.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// The message: the provider's own where it sent one.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The HTTP status, if the provider answered.
    pub fn status(&self) -> Option<u16> {
        self.0.answer.as_ref().map(|answer| answer.status.as_u16())
    }

    /// The provider's error code, for example `RESOURCE_NOT_FOUND`, `ShipperNotExist`, `DCS.4800`.
    pub fn code(&self) -> Option<&str> {
        self.0.answer.as_ref()?.code.as_deref()
    }

    /// The provider's id for the failed request, to quote in a support case.
    pub fn request_id(&self) -> Option<&str> {
        self.0.answer.as_ref()?.request_id.as_deref()
    }

    /// How long the provider asks to wait before the next try.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.answer.as_ref()?.retry_after
    }

    /// The raw body of the answer, cut at 64 KiB. It may hold data that does not belong in a log.
    pub fn body(&self) -> Option<&[u8]> {
        self.0.answer.as_ref().map(|answer| answer.body.as_ref())
    }

    /// The provider's error body as one of the crate's types (`types::ApiError`, ...); `None` if
    /// the provider did not answer or the body is something else, an HTML page for example.
    pub fn body_as<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(self.body()?).ok()
    }

    /// Where in the JSON body decoding failed, for example `components[0].exportId`.
    pub fn decode_path(&self) -> Option<&str> {
        self.0.decode_path.as_deref()
    }

    /// Whether the provider says that the resource does not exist.
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(404)
    }

    /// Whether the provider says that calls come too fast.
    pub fn is_throttled(&self) -> bool {
        self.status() == Some(429)
    }

    /// Whether the provider refused the credentials.
    pub fn is_unauthorized(&self) -> bool {
        self.status() == Some(401)
    }

    /// Whether a time limit ended the call.
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
    }

    /// Whether the provider cannot have received the request, so that sending it again is safe.
    pub fn never_sent(&self) -> bool {
        matches!(
            self.0.kind,
            ErrorKind::InvalidInput | ErrorKind::Credentials | ErrorKind::Connect
        )
    }
}

/// A string or number as text.
fn scalar_text(value: &serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::String(text) if !text.is_empty() => Some(text.clone()),
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The first line or so of a body that is not the provider's JSON.
fn beginning_of(body: &[u8]) -> String {
    const LONGEST: usize = 200;
    let text = String::from_utf8_lossy(body);
    let mut words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        return "the answer has no body".to_owned();
    }
    if let Some((end, _)) = words.char_indices().nth(LONGEST) {
        words.truncate(end);
        words.push('…');
    }
    words
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(f, "{operation}: ")?;
        }
        if let Some(answer) = &self.0.answer {
            write!(f, "{}, ", answer.status)?;
            if let Some(code) = &answer.code {
                write!(f, "{code}: ")?;
            }
        }
        f.write_str(&self.0.message)?;
        if let Some(id) = self.request_id() {
            write!(f, " (request {id})")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    /// The body is left out: it may hold data that does not belong in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("operation", &self.0.operation)
            .field("status", &self.status())
            .field("code", &self.code())
            .field("message", &self.0.message)
            .field("request_id", &self.request_id())
            .field("decode_path", &self.0.decode_path)
            .field("source", &self.0.source)
            .finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
