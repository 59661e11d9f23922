//! The headers that both signatures set and sign.

use std::borrow::Cow;

use reqwest::Request;
use reqwest::header::{HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};

use crate::auth::error::AuthError;
use crate::auth::header::{plain, sensitive};
use crate::auth::signable::{Signable, utf8_of};

const API_VERSION: HeaderName = HeaderName::from_static("x-log-apiversion");
const BODY_RAW_SIZE: HeaderName = HeaderName::from_static("x-log-bodyrawsize");
pub(super) const DATE: HeaderName = HeaderName::from_static("x-log-date");
const SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-acs-security-token");

/// Sets the headers that both signatures need. Keeps the caller's own: a compressed body has a different raw
/// size.
pub(super) fn prepare(
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
        .or_insert_with(|| HeaderValue::from(body_length));
    if let Some(token) = security_token {
        let token = sensitive(scheme, "security token", token.expose_secret())?;
        headers.insert(SECURITY_TOKEN, token);
    }
    Ok(())
}

/// Whether a signature covers a header because of how its name begins. The exception for `x-log-meta-` comes
/// from the official Python SDK; calls of this service do not use such headers.
pub(super) fn is_service_header(name: &str) -> bool {
    (name.starts_with("x-log-") && !name.starts_with("x-log-meta-")) || name.starts_with("x-acs-")
}

/// The headers of `request` that `signed` selects by name, and `host` if that is still to come, each once, sorted.
/// Of several values, the first is used, and bytes that are not UTF-8 are replaced.
pub(super) fn headers_where<'a>(
    request: &Signable<'a>,
    host: Option<&'a str>,
    mut signed: impl FnMut(&'a HeaderName, &'a HeaderValue) -> bool,
) -> Vec<(&'a str, Cow<'a, [u8]>)> {
    let mut headers = Vec::with_capacity(request.headers.len() + 1);
    headers.extend(host.map(|host| ("host", Cow::Borrowed(host.as_bytes()))));
    for (name, value) in request.headers {
        if signed(name, value) {
            headers.push((name.as_str(), utf8_of(value)));
        }
    }
    // Stable, so the first value of a name stays first.
    headers.sort_by_key(|(name, _)| *name);
    headers.dedup_by_key(|(name, _)| *name);
    headers
}

/// Sets a header that is not secret.
pub(super) fn set(
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
