//! A token, and the scheme that sends it in a header.

use std::fmt;
use std::time::SystemTime;

use reqwest::Request;
use reqwest::header::{HeaderName, HeaderValue};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};

use crate::auth::authorizer::Authorizer;
use crate::auth::carried;
use crate::auth::error::AuthError;
use crate::auth::header::sensitive;
use crate::shown::Secrets;
use crate::text::utc;

/// A token that is a credential by itself.
#[derive(Clone)]
pub struct Token(SecretString);

impl Token {
    /// A token.
    pub fn new(token: impl Into<SecretString>) -> Self {
        Self(token.into())
    }

    pub(crate) fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

/// Only for the client's own use: the comparison does not take constant time.
impl PartialEq for Token {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token([secret])")
    }
}

/// Sends one token unchanged.
#[derive(Clone, Debug)]
pub struct HeaderToken {
    scheme: &'static str,
    /// Made once, and shared by all calls. If a header cannot carry the token, each call fails.
    header: Result<(HeaderName, HeaderValue), AuthError>,
    /// When the token expires, if that is known.
    ends_at: Option<SystemTime>,
}

impl HeaderToken {
    /// Sends `token` in the header `header_name`, such as `X-Auth-Token`.
    pub fn new(header_name: &'static str, token: Token) -> Self {
        Self::with_prefix(header_name, header_name, "", &token)
    }

    /// Sends `token` as `Authorization: Bearer`.
    pub fn bearer(token: Token) -> Self {
        Self::with_prefix("Bearer", "authorization", "Bearer ", &token)
    }

    pub(super) fn with_prefix(
        scheme: &'static str,
        header_name: &'static str,
        prefix: &str,
        token: &Token,
    ) -> Self {
        let sendable = carried::check(scheme, "token", token.expose());
        let text = Zeroizing::new(format!("{prefix}{}", token.expose()));
        let name = HeaderName::from_bytes(header_name.as_bytes())
            .map_err(|_| AuthError::new(scheme, "this is not a valid header name"));
        let header = sendable
            .and(name)
            .and_then(|name| sensitive(scheme, "token", text.as_str()).map(|value| (name, value)));
        Self {
            scheme,
            header,
            ends_at: None,
        }
    }

    /// Sets the time when the token expires.
    #[cfg(feature = "mongodb")]
    pub(crate) fn ends_at(mut self, moment: Option<SystemTime>) -> Self {
        self.ends_at = moment;
        self
    }
}

impl Authorizer for HeaderToken {
    fn scheme(&self) -> &'static str {
        self.scheme
    }

    fn secrets(&self, secrets: &mut Secrets) {
        if let Ok(text) = self
            .header
            .as_ref()
            .map_or(Ok(""), |(_, value)| value.to_str())
        {
            secrets.add_proof(text);
            // The token behind a word that is not known here, such as `Token token=...`.
            if let Some((_, last)) = text.rsplit_once(' ') {
                secrets.add(last);
                secrets.add(last.split_once('=').map_or("", |(_, value)| value));
            }
        }
    }

    fn authorize(&self, request: &mut Request, _now: SystemTime) -> Result<(), AuthError> {
        let (name, value) = self.header.clone()?;
        request.headers_mut().insert(name, value);
        Ok(())
    }

    fn check(&self) -> Result<(), AuthError> {
        self.header.as_ref().map(|_| ()).map_err(Clone::clone)
    }

    fn why_refused(&self, now: SystemTime) -> Option<String> {
        let ended = self.ends_at.filter(|end| *end <= now)?;
        let date = utc::date_of(ended).map(utc::extended)?;
        Some(format!("the token expired at {date}: get a new one"))
    }
}
