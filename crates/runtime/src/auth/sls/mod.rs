//! Signatures of Alibaba Cloud Simple Log Service (SLS).
//!
//! [`SlsV4`] is the newer signature and binds host and region; [`SlsV1`] is the one that the service began with. Both work
//! with permanent access keys and with temporary ones, which come with a security token (STS).
//!
//! The service refuses a request whose date differs from its own by more than 15 minutes.

pub mod v1;
pub mod v4;

use std::borrow::Cow;

use reqwest::Request;
use reqwest::header::{HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};

use crate::auth::error::AuthError;
use crate::auth::header::plain;
use crate::auth::header::sensitive;
use crate::auth::signable::Signable;

pub use self::v1::SlsV1;
pub use self::v4::SlsV4;

const API_VERSION: HeaderName = HeaderName::from_static("x-log-apiversion");
const BODY_RAW_SIZE: HeaderName = HeaderName::from_static("x-log-bodyrawsize");
const DATE: HeaderName = HeaderName::from_static("x-log-date");
const SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-acs-security-token");

/// Sets the headers that both signatures need. What the caller has set stays: a compressed body has a raw size of its own.
fn prepare(
    scheme: &'static str,
    request: &mut Request,
    body_length: usize,
    security_token: Option<&SecretString>,
) -> Result<(), AuthError> {
    let headers = request.headers_mut();
    headers
        .entry(API_VERSION)
        .or_insert(HeaderValue::from_static("0.6.0"));
    headers
        .entry(BODY_RAW_SIZE)
        .or_insert(HeaderValue::from(body_length));
    if let Some(token) = security_token {
        let token = sensitive(scheme, "security token", token.expose_secret())?;
        headers.insert(SECURITY_TOKEN, token);
    }
    Ok(())
}

/// Whether a signature covers a header because of its name's beginning. `x-log-meta-` is the exception that the official
/// Python SDK makes; the calls of this service do not use such headers.
fn is_service_header(name: &str) -> bool {
    (name.starts_with("x-log-") && !name.starts_with("x-log-meta-")) || name.starts_with("x-acs-")
}

/// The headers of `request` that `signed` selects by their names, each once, sorted. The same holds for values as for
/// [`Signable::header`].
fn headers_where<'a>(
    request: &Signable<'a>,
    signed: impl Fn(&str) -> bool,
) -> Vec<(&'a str, Cow<'a, str>)> {
    let mut headers: Vec<_> = request
        .headers
        .iter()
        .filter(|(name, _)| signed(name.as_str()))
        .map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value.as_bytes())))
        .collect();
    // Stable, so the first value of a name stays first.
    headers.sort_by_key(|(name, _)| *name);
    headers.dedup_by_key(|(name, _)| *name);
    headers
}

/// Sets a header that is no secret.
fn set(
    scheme: &'static str,
    request: &mut Request,
    name: HeaderName,
    what: &'static str,
    text: impl TryInto<HeaderValue>,
) -> Result<(), AuthError> {
    request
        .headers_mut()
        .insert(name, plain(scheme, what, text)?);
    Ok(())
}
