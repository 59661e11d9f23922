//! Sources of credentials while a client lives.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use reqwest::StatusCode;

use crate::error::{Answered, Error, ErrorKind, TimeLimit};
use crate::future::BoxFuture;
use crate::shown::OneLine;

/// A source of credentials of type `C`: a vault, a metadata service, a token endpoint.
///
/// A client asks when it has no credentials yet, when its credentials are about to expire, and when the
/// provider refused them. It asks once, no matter how many calls wait.
///
/// - **After a refusal** (401), a call asks once, and sends its request once more if it gets different
///   credentials. It does not send the same credentials again. Between two such requests for credentials
///   there is a pause of ten seconds, which doubles each time, up to five minutes, and ends at once when new
///   credentials are accepted. During a pause, calls use the credentials that they have. The exception is a
///   key of Open Telekom Cloud that was never accepted: it is not sent, because wrong signatures lock it, and
///   those calls fail with the refusal.
/// - **A failed renewal** while the old credentials are still valid is followed by such a pause too, which is
///   never shorter than the `Retry-After` of a token endpoint. Once the credentials have expired, each call
///   asks; only a token endpoint that refuses the secret itself twice in a row (401) is asked with such
///   pauses.
/// - **Credentials that a header cannot carry** count as a failure to provide: they are empty, or have a line
///   break, another control character or a character that is not ASCII. The call fails, and the next one asks
///   again.
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
    /// The current credentials. The future is dropped if it takes longer than the `timeout` of the call that
    /// needs them, or else of the client.
    ///
    /// # Errors
    /// If there are none. Every waiting call gets the error; it must not contain a secret.
    fn provide(&self) -> BoxFuture<'_, Result<Provided<C>, ProvideError>>;

    /// Revokes `credentials` at their source, if the source can do that. By default this does nothing.
    ///
    /// # Errors
    /// If the source refuses or cannot be reached.
    fn revoke<'a>(&'a self, credentials: &'a C) -> BoxFuture<'a, Result<(), ProvideError>> {
        let _ = credentials;
        Box::pin(async { Ok(()) })
    }
}

/// Credentials with the time when they expire.
#[derive(Clone, Debug)]
pub struct Provided<C> {
    pub(crate) credentials: C,
    pub(crate) expires_at: Option<SystemTime>,
}

impl<C> Provided<C> {
    /// Credentials without a known expiry.
    pub fn new(credentials: C) -> Self {
        Self {
            credentials,
            expires_at: None,
        }
    }

    /// They expire at `moment`; a client asks for new ones slightly earlier.
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
    /// Reads the refusal from the error of a call.
    pub(crate) fn by(error: &Error) -> Self {
        Self {
            status: error.status(),
            code: error.code().map(str::to_owned),
        }
    }
}

/// The most characters that are shown of a message.
const LONGEST_MESSAGE: usize = 1_000;

/// Why there are no credentials. Cheap to clone, because every waiting call gets it.
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
    /// An error with this `message`, which must not contain a secret. It is shown like [`OneLine`] text, with
    /// at most 1,000 characters.
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

    /// The time of an attempt ended before there were credentials.
    pub(crate) fn timed_out(limit: Duration) -> Self {
        let seconds = limit.as_secs_f64();
        Self(Arc::new(Problem {
            message: format!("no credentials within {seconds} s (timeout)"),
            timed_out: true,
            ..Problem::default()
        }))
    }

    /// The provider refused a key. It is not sent again; the client may ask for another one in `left`.
    pub(super) fn locked(refusal: &Refused, left: Duration) -> Self {
        let status = refusal.status.map(|status| status.to_string());
        let code = refusal.code.as_deref();
        let code = code.map(|code| code.escape_debug().take(100).collect::<String>());
        let parts: Vec<_> = status.iter().chain(&code).map(String::as_str).collect();
        let how = parts.join(", ");
        let seconds = left.as_secs_f64().ceil();
        Self(Arc::new(Problem {
            message: format!(
                "the key was refused ({how}) and is not sent again for now, because wrong signatures can lock a key; the client \
                 asks for another one in {seconds} s"
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

    /// Whether a token endpoint did not answer.
    pub(crate) fn is_unreachable(&self) -> bool {
        self.0.unreachable
    }

    /// The HTTP status with which the source refused to give credentials.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The error code with which the source refused to give credentials, unescaped: use [`OneLine`] to show it.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// How long the source that refused to give credentials asks to wait before the next try.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }
}

impl Error {
    /// There are no credentials to authorize the call with.
    pub(crate) fn from_provide(provider: &'static str, cause: ProvideError) -> Self {
        let kind = if cause.is_timeout() {
            ErrorKind::Timeout
        } else {
            ErrorKind::Credentials
        };
        let mut error = Self::new(kind, format!("{provider}: {cause}"))
            .ended_by(cause.is_timeout().then_some(TimeLimit::Attempt))
            // The request itself was not sent yet.
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
        // On one line even for `{:#?}`, because it ends up in logs.
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
