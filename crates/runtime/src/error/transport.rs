//! Connections that failed, broke, or took too long.

use std::error::Error as StdError;
use std::time::Duration;

use url::Url;

use super::{Error, ErrorKind, TimeLimit};

/// What a client says that was built without TLS.
const NO_TLS: &str = "invalid URL, scheme is not http";

/// What we say instead.
const HAS_NO_TLS: &str = "the address is https, and the HTTP client that was given has no TLS: turn on a feature of \
     reqwest for it, such as `rustls`";

/// What rustls says of an authority that it does not trust.
const UNKNOWN_ISSUER: &str = "invalid peer certificate: UnknownIssuer";

impl Error {
    /// Reqwest's own text contains the address, whose query may hold a signature. So only host and port stay.
    pub(crate) fn from_reqwest(error: reqwest::Error) -> Self {
        let host = error.url().map_or("the host".to_owned(), host_and_port);
        let error = error.without_url();
        let (kind, message) = if error.is_connect() && error.is_timeout() {
            (
                ErrorKind::Connect,
                format!("no connection to {host} in time (connect_timeout)"),
            )
        } else if error.is_connect() {
            let cause = innermost(&error);
            if cause == HAS_NO_TLS {
                return Self::invalid_input(format!("no connection to {host}: {cause}"))
                    .with_source(error);
            }
            (
                ErrorKind::Connect,
                format!("no connection to {host}: {cause}"),
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
        Self::new(kind, message)
            .with_source(error)
            .ended_by(time_limit)
    }

    /// The time for one attempt is over.
    pub(crate) fn attempt_timed_out(base: &Url, limit: Duration) -> Self {
        let host = host_and_port(base);
        let seconds = limit.as_secs_f64();
        let message = format!("no complete answer from {host} within {seconds} s (timeout)");
        Self::new(ErrorKind::Timeout, message).ended_by(TimeLimit::Attempt)
    }

    /// No further piece of a body arrived in time.
    pub(crate) fn read_timed_out(limit: Duration) -> Self {
        let seconds = limit.as_secs_f64();
        let message = format!("the answer stopped: no data came for {seconds} s (read_timeout)");
        Self::new(ErrorKind::Timeout, message).ended_by(TimeLimit::Read)
    }

    /// A body that is read as a stream broke off.
    pub(crate) fn body_broke(cause: reqwest::Error) -> Self {
        Self::broke("the answer broke off", cause)
    }

    /// Reqwest does not know whose body broke off, so the message is our own.
    pub(crate) fn broke(what: &str, cause: reqwest::Error) -> Self {
        let mut error = Self::from_reqwest(cause);
        if let (ErrorKind::Transport, Some(cause)) = (error.0.kind, error.source()) {
            error.0.message = format!("{what}: {}", innermost(cause));
        }
        error
    }
}

/// The host, with the port unless it is the scheme's default.
pub(crate) fn host_and_port(url: &Url) -> String {
    let host = url.host_str().unwrap_or("the host");
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

/// The last cause in the chain, which says what really happened; and what to do, where it does not.
pub(crate) fn innermost(error: &dyn StdError) -> String {
    let mut last = error;
    while let Some(source) = last.source() {
        last = source;
    }
    let text = last.to_string();
    match text.as_str() {
        NO_TLS => HAS_NO_TLS.to_owned(),
        UNKNOWN_ISSUER => {
            format!("{text}; if the authority is your own, call .ca_certificates_file(...)")
        }
        _ => text,
    }
}
