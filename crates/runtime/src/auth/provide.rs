//! Where credentials come from while a client lives.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use reqwest::StatusCode;

use crate::error::{Answered, Error, ErrorKind, TimeLimit};
use crate::future::BoxFuture;
use crate::shown::OneLine;

/// A place that credentials of the kind `C` come from: a vault, a metadata service, a token endpoint.
///
/// A client asks when it has no credentials yet, when those that it has are about to end, and when the provider refused
/// them. However many calls wait, it asks once.
///
/// - **After a refusal** (401) a call asks once, and goes once more if it gets others. What is the same as before is not
///   sent again by that call. Between two such askings is a pause of ten seconds, then of twice as long each time, up to
///   five minutes. It is over at once when the others were accepted. In a pause calls use what there is; but a key of Open
///   Telekom Cloud that never was accepted is not sent, because wrong signatures lock it: those calls fail with the refusal.
/// - **A renewal that fails** while the old credentials are still valid is followed by such a pause too, which is never
///   shorter than the `Retry-After` of a token endpoint. Once they have ended, each call asks;
///   but a token endpoint that refuses the secret itself twice in a row (401) is asked with such pauses.
/// - **What no header can carry**, because it is empty, or has a line break, another control character or a character that
///   is not ASCII, counts as a failure to provide: the call fails, and the next one asks again.
///
/// ```
/// use backhaul_runtime::auth::{BoxFuture, ProvideCredentials, ProvideError, Provided, Token};
///
/// #[derive(Debug)]
/// struct Vault;
///
/// impl ProvideCredentials<Token> for Vault {
///     fn provide(&self) -> BoxFuture<'_, Result<Provided<Token>, ProvideError>> {
///         Box::pin(async {
///             // Ask the vault here.
///             Ok(Provided::new(Token::new("fake-token")))
///         })
///     }
/// }
/// ```
pub trait ProvideCredentials<C>: fmt::Debug + Send + Sync {
    /// The credentials as they are now. The future is dropped if it takes longer than the `timeout` of the
    /// call, or else the client, that needs them.
    ///
    /// # Errors
    /// If there are none. The error reaches every call that waits; it must not contain a secret.
    fn provide(&self) -> BoxFuture<'_, Result<Provided<C>, ProvideError>>;

    /// Ends `credentials` at the place that they came from, if it can do that. By default it does
    /// nothing.
    ///
    /// # Errors
    /// If the place refuses or cannot be reached.
    fn revoke<'a>(&'a self, credentials: &'a C) -> BoxFuture<'a, Result<(), ProvideError>> {
        let _ = credentials;
        Box::pin(async { Ok(()) })
    }
}

/// Credentials with the moment that they end.
#[derive(Clone, Debug)]
pub struct Provided<C> {
    pub(crate) credentials: C,
    pub(crate) expires_at: Option<SystemTime>,
}

impl<C> Provided<C> {
    /// Credentials without a known end.
    pub fn new(credentials: C) -> Self {
        Self {
            credentials,
            expires_at: None,
        }
    }

    /// They end at `moment`; a client asks for new ones a little earlier.
    #[must_use]
    pub fn expires_at(mut self, moment: SystemTime) -> Self {
        self.expires_at = Some(moment);
        self
    }
}

/// How a provider refused credentials.
#[derive(Clone, Debug)]
pub(crate) struct Refused {
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<String>,
}

impl Refused {
    /// As the error says that a call ended with.
    pub(crate) fn by(error: &Error) -> Self {
        Self {
            status: error.status(),
            code: error.code().map(str::to_owned),
        }
    }
}

/// Most characters that are shown of a message.
const LONGEST_MESSAGE: usize = 1_000;

/// Why there are no credentials. Cheap to clone, since every call that waits gets it.
#[derive(Clone)]
pub struct ProvideError(pub(super) Arc<Problem>);

#[derive(Default)]
pub(super) struct Problem {
    pub(super) message: String,
    pub(super) status: Option<u16>,
    pub(super) code: Option<String>,
    pub(super) retry_after: Option<Duration>,
    pub(super) unreachable: bool,
    pub(super) timed_out: bool,
    pub(super) source: Option<Box<dyn StdError + Send + Sync>>,
}

impl ProvideError {
    /// An error that says `message`, which must not contain a secret. It is shown as [`OneLine`] shows it, at
    /// most 1,000 characters.
    pub fn new(message: impl Into<String>) -> Self {
        Self(Arc::new(Problem {
            message: message.into(),
            ..Problem::default()
        }))
    }

    /// The same with the error that caused it.
    pub fn caused_by(
        message: impl Into<String>,
        source: impl StdError + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(Problem {
            message: message.into(),
            source: Some(Box::new(source)),
            ..Problem::default()
        }))
    }

    /// The time of an attempt was over before there were credentials.
    pub(crate) fn timed_out(limit: Duration) -> Self {
        let seconds = limit.as_secs_f64();
        Self(Arc::new(Problem {
            message: format!("no credentials within {seconds} s (timeout)"),
            timed_out: true,
            ..Problem::default()
        }))
    }

    /// The provider refused a key, which is not sent again before others may be asked for, in `left`.
    pub(super) fn locked(refusal: &Refused, left: Duration) -> Self {
        let status = refusal.status.map(|status| status.to_string());
        let code = refusal.code.as_deref();
        let code = code.map(|code| code.escape_debug().take(100).collect::<String>());
        let parts: Vec<_> = status.iter().chain(&code).map(String::as_str).collect();
        let how = parts.join(", ");
        let seconds = left.as_secs_f64().ceil();
        Self(Arc::new(Problem {
            message: format!(
                "the key was refused ({how}) and is not sent again now, since wrong signatures lock a key; another one \
                 is asked for in {seconds} s"
            ),
            status: refusal.status,
            code: refusal.code.clone(),
            retry_after: Some(left),
            ..Problem::default()
        }))
    }

    pub(crate) fn is_timeout(&self) -> bool {
        self.0.timed_out
    }

    /// Whether a token endpoint gave no answer.
    pub(crate) fn is_unreachable(&self) -> bool {
        self.0.unreachable
    }

    /// The HTTP status of the place that refused to give credentials.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The error code of the place that refused to give credentials, as it came: show it through
    /// [`OneLine`].
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// How long the place that refused to give credentials asks to wait before the next try.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }
}

impl Error {
    /// There are no credentials to prove the caller with.
    pub(crate) fn from_provide(provider: &'static str, cause: ProvideError) -> Self {
        let kind = if cause.is_timeout() {
            ErrorKind::Timeout
        } else {
            ErrorKind::Credentials
        };
        let mut error = Self::new(kind, format!("{provider}: {cause}"))
            .ended_by(cause.is_timeout().then_some(TimeLimit::Attempt))
            // The request itself was still to come.
            .never_sent_if(true)
            .unreachable_if(cause.is_unreachable());
        let status = cause
            .status()
            .and_then(|status| StatusCode::from_u16(status).ok());
        if let Some(status) = status {
            error = error.with_answer(Answered {
                status,
                code: cause.code().map(str::to_owned),
                request_id: None,
                retry_after: cause.retry_after(),
                body: Bytes::new(),
            });
        }
        error.with_source(cause)
    }
}

impl fmt::Display for ProvideError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        OneLine::new(&self.0.message)
            .at_most(LONGEST_MESSAGE)
            .fmt(f)
    }
}

impl fmt::Debug for ProvideError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cause = self.source().map(ToString::to_string);
        let Problem {
            message,
            status,
            code,
            retry_after,
            ..
        } = &*self.0;
        let message = OneLine::new(message).at_most(LONGEST_MESSAGE);
        let (code, cause) = (
            code.as_deref().map(OneLine::name),
            cause.as_deref().map(OneLine::new),
        );
        // On one line even where `{:#?}` asks for more: it ends up in logs.
        f.write_str(&format!(
            "ProvideError {{ message: {message:?}, status: {status:?}, code: {code:?}, \
             retry_after: {retry_after:?}, source: {cause:?} }}"
        ))
    }
}

impl StdError for ProvideError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
