//! The one error type of all clients.

use std::error::Error as StdError;
use std::fmt::{self, Write as _};
use std::time::Duration;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE};
use serde::de::DeserializeOwned;
use url::Url;

use crate::auth::{CredentialsError, ProvideError};
use crate::body::LARGEST_ERROR_BODY;
use crate::download::{brings_file, document_in, is_redirect, place_of_redirect};
use crate::json;
use crate::lenient::Unreadable;
use crate::progress;
use crate::provider::Provider;
use crate::shown::{OneLine, Secrets, beginning, path_in_body, quote};

/// Why a call failed. Small to move, `Send` and `Sync`.
///
/// `Display` is one line for a log or a terminal:
///
/// ```text
/// get_backup_restore_job: 404 Not Found, RESOURCE_NOT_FOUND: Cannot find resource 32b6e34b… (request 5B0A6B60BB6EE39764D458B5)
/// ```
///
/// The [`source`](StdError::source) chain leads to the cause below, for example the connection
/// that was refused. Neither shows a credential, a header or an address with a query, and what the provider
/// wrote is cut and escaped as [`OneLine`] does. The accessors give it as it came, but for the secrets
/// that the client holds, which are `[secret]` there too.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    operation: Option<&'static str>,
    message: String,
    /// Provider and scheme, if the provider refused the credentials.
    refused_by: Option<(&'static str, &'static str)>,
    answer: Option<Answer>,
    decode_path: Option<String>,
    /// Whether the provider says that calls come too fast, by its own rules.
    throttled: bool,
    /// Which limit ended the call, if one did.
    time_limit: Option<TimeLimit>,
    /// Whether nothing was sent although the kind does not say so.
    never_sent: bool,
    /// Whether a place that credentials come from was out of reach.
    unreachable: bool,
    /// Whether a store says that the time of a link is over.
    link_expired: bool,
    attempts: u32,
    /// Why the call was not sent again, if that is on purpose.
    not_sent_again: Option<&'static str>,
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

impl Answer {
    /// One of success, whose body is no error of the provider.
    fn without_code(answer: crate::body::Received, secrets: &Secrets) -> Self {
        Self {
            status: answer.status,
            code: None,
            request_id: request_id(&answer, secrets),
            retry_after: None,
            body: bounded(answer.body),
        }
    }
}

fn request_id(answer: &crate::body::Received, secrets: &Secrets) -> Option<String> {
    Some(secrets.blot_owned(answer.request_id()?.to_owned()))
}

/// What sort of failure an [`Error`] is. New kinds may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client or the call was set up wrongly; nothing was sent.
    InvalidInput,
    /// There are no credentials, or none that can authorize the request; the provider did not act.
    Credentials,
    /// No connection could be made; nothing was sent.
    Connect,
    /// No complete answer came in time; the provider may have acted, unless
    /// [`never_sent`](Error::never_sent) is true: then the time was over before the request was sent, as when
    /// a token does not come.
    Timeout,
    /// The connection broke before a complete answer came; the provider may have acted.
    Transport,
    /// The provider answered with a status other than 2xx, or with 2xx and the body of an error, which has
    /// its code.
    Api,
    /// The provider, or the store behind a link, answered with success, but the body is not what the
    /// document says, or no file where one was expected.
    Decode,
    /// The pages of a list are no sound whole: one came twice, or they do not end.
    Paging,
    /// The pieces of a download do not fit together, or cannot be continued.
    Download,
    /// A file or a writer on this side failed.
    Io,
}

impl TimeLimit {
    /// A short name that stays, for logs and metrics: `connect`, `attempt`, `read`, `call`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Attempt => "attempt",
            Self::Read => "read",
            Self::Call => "call",
        }
    }
}

impl ErrorKind {
    /// A short name that stays, for logs and metrics: `invalid_input`, `credentials`, `connect`,
    /// `timeout`, `transport`, `api`, `decode`, `paging`, `download`, `io`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidInput => "invalid_input",
            Self::Credentials => "credentials",
            Self::Connect => "connect",
            Self::Timeout => "timeout",
            Self::Transport => "transport",
            Self::Api => "api",
            Self::Decode => "decode",
            Self::Paging => "paging",
            Self::Download => "download",
            Self::Io => "io",
        }
    }
}

/// A limit of time that a client has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeLimit {
    /// `connect_timeout`: to set up a connection.
    Connect,
    /// `timeout`: for one attempt, from sending to the last byte of the answer, or for the credentials that
    /// it needs.
    Attempt,
    /// `read_timeout`: between two pieces of a streamed body.
    Read,
    /// `call_timeout`: for a whole call, with all its attempts and the waits between them.
    Call,
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
            refused_by: None,
            answer: None,
            decode_path: None,
            throttled: false,
            time_limit: None,
            never_sent: false,
            unreachable: false,
            link_expired: false,
            attempts: 1,
            not_sent_again: None,
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

    /// Reqwest's own text has the address in it; a query may hold a signature, so only host and port stay.
    pub(crate) fn from_reqwest(error: reqwest::Error) -> Self {
        let host = error.url().map_or("the host".to_owned(), host_and_port);
        let error = error.without_url();
        let (kind, message) = if error.is_connect() && error.is_timeout() {
            (
                ErrorKind::Connect,
                format!("no connection to {host} in time (connect_timeout)"),
            )
        } else if error.is_connect() {
            (
                ErrorKind::Connect,
                format!("no connection to {host}: {}", innermost(&error)),
            )
        } else if error.is_timeout() {
            (
                ErrorKind::Timeout,
                format!("no complete answer from {host} in time (timeout)"),
            )
        } else if error.is_builder() {
            (
                ErrorKind::InvalidInput,
                "the request cannot be built".to_owned(),
            )
        } else {
            let cause = innermost(&error);
            (
                ErrorKind::Transport,
                format!("the connection to {host} broke: {cause}"),
            )
        };
        let limit = match kind {
            ErrorKind::Connect => TimeLimit::Connect,
            _ => TimeLimit::Attempt,
        };
        let time_limit = error.is_timeout().then_some(limit);
        let mut error = Self::new(kind, message).with_source(error);
        error.0.time_limit = time_limit;
        error
    }

    /// The time for one attempt is over.
    pub(crate) fn attempt_timed_out(base: &Url, limit: Duration) -> Self {
        let host = host_and_port(base);
        let seconds = limit.as_secs_f64();
        let message = format!("no complete answer from {host} within {seconds} s (timeout)");
        let mut error = Self::new(ErrorKind::Timeout, message);
        error.0.time_limit = Some(TimeLimit::Attempt);
        error
    }

    /// The time for the whole call is over. The failure of the attempt before is its cause.
    pub(crate) fn call_timed_out(limit: Duration, progress: progress::State) -> Self {
        let mut message = format!(
            "the call took longer than {} s (call_timeout)",
            limit.as_secs_f64()
        );
        if let Some(last) = &progress.last_error {
            message = format!("{message}; the last failure was: {}", last.line());
        }
        let mut error = Self::new(ErrorKind::Timeout, message).after_attempts(progress.attempts);
        error.0.time_limit = Some(TimeLimit::Call);
        error.0.never_sent = !progress.received && !progress.under_way;
        error.0.source = progress.last_error.map(|last| Box::new(last) as _);
        error
    }

    /// Says why the call was not sent again, unless that is plain.
    pub(crate) fn not_sent_again(mut self, why: Option<&'static str>) -> Self {
        self.0.not_sent_again = why;
        self
    }

    pub(crate) fn after_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// The provider answered with an error; `scheme` proved the caller.
    pub(crate) fn from_answer(
        provider: &Provider,
        scheme: &'static str,
        answer: crate::body::Received,
    ) -> Self {
        let secrets = answer.secrets();
        let message = if is_redirect(answer.status) {
            // Not what came: pages that redirect quote the address, which may be a secret.
            let place = place_of_redirect(&answer.headers);
            format!(
                "the answer redirects to {place}, and is not followed, since credentials would go along: \
                 check the address that the client calls"
            )
        } else {
            match provider.message_of(&answer.body) {
                Some(message) => secrets.blot_owned(message),
                None => quote(&answer.body, &secrets),
            }
        };
        let code = provider.code_of(&answer.body);
        let mut error = Self::new(ErrorKind::Api, message);
        error.0.throttled = provider.throttles(answer.status.as_u16(), &answer.body);
        if answer.status == StatusCode::UNAUTHORIZED {
            error.0.refused_by = Some((provider.name, scheme));
        }
        error.0.answer = Some(Answer {
            status: answer.status,
            code: code.map(|code| secrets.blot_owned(code)),
            request_id: request_id(&answer, &secrets),
            retry_after: answer.retry_after,
            body: answer.body,
        });
        error
    }

    /// There are no credentials to prove the caller with.
    pub(crate) fn from_provide(provider: &'static str, cause: ProvideError) -> Self {
        let kind = if cause.is_timeout() {
            ErrorKind::Timeout
        } else {
            ErrorKind::Credentials
        };
        let mut error = Self::new(kind, format!("{provider}: {cause}"));
        error.0.time_limit = cause.is_timeout().then_some(TimeLimit::Attempt);
        // The request itself was still to come.
        error.0.never_sent = true;
        let status = cause
            .status()
            .and_then(|status| StatusCode::from_u16(status).ok());
        error.0.answer = status.map(|status| Answer {
            status,
            code: cause.code().map(str::to_owned),
            request_id: None,
            retry_after: cause.retry_after(),
            body: Bytes::new(),
        });
        error.0.unreachable = cause.is_unreachable();
        error.with_source(cause)
    }

    /// The provider answered with success, but the body is an error of its own.
    pub(crate) fn within_success(answer: crate::body::Received) -> Self {
        let secrets = answer.secrets();
        let message = answer.provider.message_of(&answer.body);
        let message = message.map(|message| secrets.blot_owned(message));
        let message = message.unwrap_or_else(|| "no message".to_owned());
        let mut error = Self::new(ErrorKind::Api, message).after_attempts(answer.attempts);
        let code = answer.provider.code_of(&answer.body);
        let code = code.map(|code| secrets.blot_owned(code));
        let answer = Answer::without_code(answer, &secrets);
        error.0.answer = Some(Answer { code, ..answer });
        error.with_note("the status says success, but the body is an error")
    }

    pub(crate) fn decode(answer: crate::body::Received, mut unreadable: Unreadable) -> Self {
        let secrets = answer.secrets();
        unreadable.path = unreadable.path.map(|path| {
            let path = secrets.blot(beginning(&path, LONGEST_PATH));
            OneLine::new(&path).at_most(LONGEST_PATH).to_string()
        });
        let path = unreadable.path.take();
        unreadable.path = path.as_deref().map(path_in_body);
        let message = if answer.body.is_empty() {
            "the body is empty where JSON was expected".to_owned()
        } else if let Some(coding) = content_coding(&answer) {
            let coding = OneLine::name(coding);
            format!("the body is packed ({coding}), although nobody asked for that")
        } else if let Some(media_type) = other_media_type(&answer) {
            let media_type = OneLine::name(media_type);
            let beginning = quote_of_success(&answer, &secrets);
            format!("the body is {media_type} where JSON was expected: {beginning}")
        } else {
            unreadable.to_string()
        };
        let mut error = Self::undecoded(message, answer);
        error.0.decode_path = path;
        error
    }

    /// JSON that no call brought.
    pub(crate) fn unreadable(unreadable: Unreadable) -> Self {
        let message = unreadable.to_string().replacen("the body", "the JSON", 1);
        let mut error = Self::new(ErrorKind::Decode, message);
        error.0.decode_path = unreadable.path;
        error
    }

    /// The body of a success is larger than allowed.
    pub(crate) fn too_large(limit: usize, answer: crate::body::Received) -> Self {
        let message = format!(
            "the body is larger than {limit} bytes (answer_limit): ask for smaller pages, or raise the \
             limit with .answer_limit(...) of the client or the call"
        );
        Self::undecoded(message, answer)
    }

    /// The answer where a file was expected is a page, an error, or nothing.
    pub(crate) fn no_file(answer: crate::body::Received) -> Self {
        let document = document_in(&answer.headers).filter(|_| brings_file(answer.status));
        let message = match document {
            Some(document) => {
                let secrets = answer.secrets();
                let said = match answer.provider.message_of(&answer.body) {
                    Some(message) => secrets.blot_owned(message),
                    None => quote_of_success(&answer, &secrets),
                };
                format!(
                    "the body is {} where a file was expected: {said}",
                    document.name()
                )
            }
            None => "the answer brings no file, or none yet".to_owned(),
        };
        let code = answer.provider.code_of(&answer.body);
        let code = code.map(|code| answer.secrets().blot_owned(code));
        let mut error = Self::undecoded(message, answer);
        if let Some(answer) = &mut error.0.answer {
            answer.code = code;
        }
        error
    }

    /// The HTTP client that the user set by `setter` has unpacked a file on the way.
    pub(crate) fn unpacked(setter: &str) -> Self {
        Self::download(format!(
            "the HTTP client unpacked the answer on the way, so that these are not the bytes that the \
             server stores: build the one for .{setter}(...) with .no_gzip().no_brotli().no_zstd().no_deflate()"
        ))
    }

    /// A body that is read as a stream broke off.
    pub(crate) fn body_broke(cause: reqwest::Error) -> Self {
        Self::broke("the answer broke off", cause)
    }

    /// The body of a success broke off; what has come of it is kept.
    pub(crate) fn broke_off(answer: crate::body::Received, cause: reqwest::Error) -> Self {
        let length = answer.body.len();
        let mut error = Self::broke(&format!("the answer broke off after {length} bytes"), cause);
        let secrets = answer.secrets();
        error.0.answer = Some(Answer::without_code(answer, &secrets));
        error
    }

    /// Reqwest does not know whose body it was, so its failure is told in our words.
    fn broke(what: &str, cause: reqwest::Error) -> Self {
        let mut error = Self::from_reqwest(cause);
        if let (ErrorKind::Transport, Some(cause)) = (error.0.kind, error.source()) {
            error.0.message = format!("{what}: {}", innermost(cause));
        }
        error
    }

    fn undecoded(message: String, answer: crate::body::Received) -> Self {
        let mut error = Self::new(ErrorKind::Decode, message).after_attempts(answer.attempts);
        let secrets = answer.secrets();
        error.0.answer = Some(Answer::without_code(answer, &secrets));
        error
    }

    /// Whoever answered is not the provider, so that its rules do not hold; `message` is our own. A success
    /// is no file.
    pub(crate) fn from_other(
        message: String,
        status: StatusCode,
        code: Option<String>,
        request_id: Option<String>,
        retry_after: Option<Duration>,
        body: Bytes,
    ) -> Self {
        let kind = if status.is_success() {
            ErrorKind::Decode
        } else {
            ErrorKind::Api
        };
        let mut error = Self::new(kind, message);
        error.0.answer = Some(Answer {
            status,
            code,
            request_id,
            retry_after,
            body,
        });
        error
    }

    /// A store says that the time of a link is over.
    pub(crate) fn of_ended_link(mut self) -> Self {
        self.0.link_expired = true;
        self
    }

    /// The pieces of a download do not fit together.
    pub(crate) fn download(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Download, message.into())
    }

    /// A file or a writer failed; `what` says which, and what was tried.
    pub(crate) fn io(what: &str, source: std::io::Error) -> Self {
        Self::new(ErrorKind::Io, format!("{what}: {source}")).with_source(source)
    }

    /// No further piece of a body came in time.
    pub(crate) fn read_timed_out(limit: Duration) -> Self {
        let seconds = limit.as_secs_f64();
        let message = format!("the answer stopped: nothing came for {seconds} s (read_timeout)");
        let mut error = Self::new(ErrorKind::Timeout, message);
        error.0.time_limit = Some(TimeLimit::Read);
        error
    }

    /// Adds to the message what else there is to know.
    pub(crate) fn with_note(mut self, note: &str) -> Self {
        self.0.message = format!("{}; {note}", without_full_stop(&self.0.message));
        self
    }

    /// What sort of failure this is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The operation that failed, for example `get_backup_export`; `None` while a client is built.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// The message: the provider's own where it sent one, as long as it is and with whatever is in it but the
    /// client's secrets. [`OneLine`] shows it as `Display` does.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The HTTP status, if the provider answered.
    pub fn status(&self) -> Option<u16> {
        self.0.answer.as_ref().map(|answer| answer.status.as_u16())
    }

    /// The provider's error code as it came, for example `RESOURCE_NOT_FOUND`, `ShipperNotExist`, `DCS.4800`.
    pub fn code(&self) -> Option<&str> {
        self.last_answer()?.code.as_deref()
    }

    /// The provider's id for the failed request as it came, to quote in a support case.
    pub fn request_id(&self) -> Option<&str> {
        self.last_answer()?.request_id.as_deref()
    }

    /// How long the provider asks to wait before the next try.
    pub fn retry_after(&self) -> Option<Duration> {
        self.last_answer()?.retry_after
    }

    /// The answer, or else that of the attempt before the time of the call was over.
    fn last_answer(&self) -> Option<&Answer> {
        let before = || self.source()?.downcast_ref::<Self>()?.0.answer.as_ref();
        self.0.answer.as_ref().or_else(before)
    }

    /// What `Display` writes, without the operation.
    pub(crate) fn line(&self) -> impl fmt::Display + '_ {
        Line(self)
    }

    /// The body of the answer as it came, but in UTF-8, and cut at 64 KiB. It may hold data that does not
    /// belong in a log. Nothing is blotted out of it: a server may repeat secrets that it was sent.
    pub fn body(&self) -> Option<&[u8]> {
        self.0.answer.as_ref().map(|answer| answer.body.as_ref())
    }

    /// The provider's error body as one of the crate's types (`types::ApiError`, ...), read as leniently
    /// as answers are; `None` if the provider did not answer or the body is something else, an HTML page
    /// for example.
    pub fn body_as<T: DeserializeOwned>(&self) -> Option<T> {
        json::read(self.body()?, usize::MAX).ok()
    }

    /// Where in the JSON body decoding failed, for example `components[0].exportId`. It may be a property
    /// that is missing. `None` if the body is no JSON.
    pub fn decode_path(&self) -> Option<&str> {
        self.0.decode_path.as_deref()
    }

    /// Whether the provider says that the resource does not exist.
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(404)
    }

    /// Whether the provider says that calls come too fast, in its own way: most by status 429, SLS by
    /// 403 with a code for a quota.
    pub fn is_throttled(&self) -> bool {
        self.0.throttled || self.status() == Some(429)
    }

    /// Whether a store says that the time of a pre-signed link, or of the credentials that it was signed
    /// with, is over. Ask the provider for a new one: a download to the same file goes on where it was. Some
    /// stores only refuse, with status 403 and no reason.
    pub fn is_link_expired(&self) -> bool {
        self.0.link_expired
    }

    /// Whether the failure is one that time may mend: throttling, a server in trouble, a connection
    /// that broke or was not made, a time limit other than `call_timeout`, which is your own. It does not say that sending again is safe: see
    /// [`never_sent`](Self::never_sent).
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

    /// Which limit of time ended the call, if one did.
    pub fn time_limit(&self) -> Option<TimeLimit> {
        self.0.time_limit
    }

    /// How many attempts the call had. A challenge that was answered does not count.
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

/// The host, with the port if it is not the scheme's own.
fn host_and_port(url: &Url) -> String {
    let host = url.host_str().unwrap_or("the host");
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

/// The cause at the end of the chain, which says what really happened.
pub(crate) fn innermost(error: &dyn StdError) -> String {
    let mut last = error;
    while let Some(source) = last.source() {
        last = source;
    }
    last.to_string()
}

/// A copy of the beginning, so that the error does not hold on to a large body.
fn bounded(body: Bytes) -> Bytes {
    match body.get(..LARGEST_ERROR_BODY) {
        None => body,
        Some(beginning) => Bytes::copy_from_slice(beginning),
    }
}

/// The media type of a body that does not even claim to be JSON, nor looks like it: a proxy's page
/// for instance.
fn other_media_type(answer: &crate::body::Received) -> Option<&str> {
    let media_type = answer.headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let media_type = media_type.split(';').next()?.trim();
    let looks_like_json = matches!(answer.body.trim_ascii_start().first(), Some(b'{' | b'['));
    (!media_type.ends_with("json") && !looks_like_json).then_some(media_type)
}

/// A provider's sentence, where our own words go on after it. An ellipsis stays.
pub(crate) fn without_full_stop(message: &str) -> &str {
    match message.strip_suffix('.') {
        Some(sentence) if !sentence.ends_with('.') => sentence,
        _ => message,
    }
}

/// Most characters of a place in a body that an error keeps.
const LONGEST_PATH: usize = 1_000;

/// The beginning of the body of a success, unless that may give access.
fn quote_of_success(answer: &crate::body::Received, secrets: &Secrets) -> String {
    if answer.is_sensitive {
        return "it is not shown, since answers to this operation may hold what gives access"
            .to_owned();
    }
    quote(&answer.body, secrets)
}

/// The coding of a body, if it has one: gzip for instance. Nothing unpacks it here.
fn content_coding(answer: &crate::body::Received) -> Option<&str> {
    let coding = answer.headers.get(CONTENT_ENCODING)?.to_str().ok()?.trim();
    (!coding.is_empty() && !coding.eq_ignore_ascii_case("identity")).then_some(coding)
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(f, "{operation}: ")?;
        }
        self.line().fmt(f)
    }
}

/// An error without its operation.
struct Line<'a>(&'a Error);

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = String::new();
        self.0.write_line(&mut line)?;
        OneLine::line(&line).fmt(f)
    }
}

impl Error {
    fn write_line(&self, f: &mut String) -> fmt::Result {
        // What a token endpoint answered is in the message already.
        if let Some(answer) = self
            .0
            .answer
            .as_ref()
            .filter(|_| self.0.kind != ErrorKind::Credentials)
        {
            write!(f, "{}, ", answer.status)?;
            if let Some(code) = &answer.code {
                write!(f, "{}: ", OneLine::name(code))?;
            }
        }
        let mut rest = String::new();
        if let Some((provider, scheme)) = self.0.refused_by {
            rest = format!("; {provider} does not accept these credentials ({scheme})");
        }
        if let Some(why) = self.0.not_sent_again {
            rest.push_str(&format!("; {why}"));
        }
        let answer = self.0.answer.as_ref();
        if let Some(id) = answer.and_then(|answer| answer.request_id.as_ref()) {
            rest.push_str(&format!(" (request {})", OneLine::name(id)));
        }
        if self.0.attempts > 1 {
            rest.push_str(&format!(" ({} attempts)", self.0.attempts));
        }
        let message = match self.0.kind {
            ErrorKind::Api => OneLine::new(&self.0.message),
            // Most of it is our own.
            _ => OneLine::line(&self.0.message),
        };
        let message = message.to_string();
        if rest.is_empty() {
            f.push_str(&message);
        } else {
            f.push_str(without_full_stop(&message));
            f.push_str(&rest);
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    /// The line that `Display` writes, and behind it every cause: this is what a program shows whose
    /// `main` returns the error. The body is left out; it may hold data that does not belong in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = self.to_string();
        let mut cause = self.source();
        while let Some(error) = cause {
            let line = error.to_string();
            let line = OneLine::new(&line).to_string();
            if !text.contains(&line) {
                text.push_str("; caused by: ");
                text.push_str(&line);
            }
            cause = error.source();
        }
        fmt::Display::fmt(&OneLine::line(&text), f)
    }
}

impl From<CredentialsError> for Error {
    /// So that one `?` serves for finding credentials and for using them. The kind is
    /// [`Credentials`](ErrorKind::Credentials), and nothing was sent.
    fn from(cause: CredentialsError) -> Self {
        let mut error = Self::new(ErrorKind::Credentials, cause.to_string());
        error.0.never_sent = true;
        error.with_source(cause)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

/// For tests of what stands above a call.
#[cfg(test)]
impl Error {
    /// An answer with `status`.
    pub(crate) fn answered(status: StatusCode, retry_after: Option<Duration>) -> Self {
        let mut error = Self::new(ErrorKind::Api, "made up".to_owned());
        error.0.answer = Some(Answer {
            status,
            code: None,
            request_id: None,
            retry_after,
            body: Bytes::new(),
        });
        error
    }

    /// A call that `limit` ended.
    pub(crate) fn ended_by(limit: TimeLimit) -> Self {
        let mut error = Self::new(ErrorKind::Timeout, "made up".to_owned());
        error.0.time_limit = Some(limit);
        error
    }
}

#[cfg(test)]
mod tests {
    use super::{Error, ErrorKind};

    #[test]
    fn the_full_stop_of_a_provider_ends_a_line_only() {
        let error = |message: &str| Error::new(ErrorKind::Api, message.to_owned());
        assert_eq!(error("Expired.").to_string(), "Expired.");
        let mut refused = error("Expired.");
        refused.0.refused_by = Some(("Atlas", "token"));
        assert_eq!(
            refused.to_string(),
            "Expired; Atlas does not accept these credentials (token)"
        );
        let again = |message| error(message).after_attempts(2).to_string();
        assert_eq!(again("Busy."), "Busy (2 attempts)");
        assert_eq!(again("Busy..."), "Busy... (2 attempts)");
        assert_eq!(
            error("Gone.").with_note("10 bytes are kept").message(),
            "Gone; 10 bytes are kept"
        );
    }
}
