//! What a signature covers, taken from a request.

use std::borrow::Cow;
use std::time::SystemTime;

use jiff::Timestamp;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};
use reqwest::Request;
use reqwest::header::{HOST, HeaderMap};

use super::{AuthError, plain};

/// The characters that RFC 3986 leaves unreserved (`A-Z a-z 0-9 - _ . ~`) stay; all others are percent-encoded.
pub(super) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// The parts of a request that a signature covers.
///
/// A client fills it from the request that it is about to send, a server from the request that it received; both then
/// compute the same signature.
#[derive(Clone, Copy)]
pub struct Signable<'a> {
    /// The method in upper case, such as `GET`.
    pub method: &'a str,
    /// The path, percent-encoded as on the wire.
    pub path: &'a str,
    /// The query's pairs, decoded, in wire order.
    pub query: &'a [(String, String)],
    /// The headers, with `Host`.
    pub headers: &'a HeaderMap,
    /// The body's bytes, empty if there is none.
    pub body: &'a [u8],
}

/// Shows the request line only: headers and body can carry secrets.
impl std::fmt::Debug for Signable<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Signable")
            .field("method", &self.method)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

impl Signable<'_> {
    /// The value of a header, or `""` if it is missing. The first value counts if there are several, and bytes that are
    /// not UTF-8 are replaced: no scheme's source says how either would be signed.
    pub(super) fn header(&self, name: &str) -> Cow<'_, str> {
        self.headers.get(name).map_or(Cow::Borrowed(""), |value| {
            String::from_utf8_lossy(value.as_bytes())
        })
    }

    /// The names of the headers that `signed` selects, lower case, each once, sorted.
    pub(super) fn header_names(&self, signed: impl Fn(&str) -> bool) -> Vec<&str> {
        let mut names: Vec<&str> = self
            .headers
            .keys()
            .map(|name| name.as_str())
            .filter(|name| signed(name))
            .collect();
        names.sort_unstable();
        names
    }
}

/// The parts of a [`Signable`] that a `reqwest::Request` does not hold in the needed form.
pub(super) struct Parts {
    query: Vec<(String, String)>,
    headers: HeaderMap,
}

impl Parts {
    /// Takes the parts from a request that has all its headers but `Authorization`. A request without a `Host` header
    /// gets the one that the HTTP client will send: the URL's host, with the port if it is not the scheme's own.
    pub(super) fn of(scheme: &'static str, request: &Request) -> Result<Self, AuthError> {
        let url = request.url();
        let mut headers = request.headers().clone();
        if !headers.contains_key(HOST) {
            let host = url
                .host_str()
                .ok_or_else(|| AuthError::new(scheme, "the URL has no host"))?;
            let host = match url.port() {
                Some(port) => format!("{host}:{port}"),
                None => host.to_owned(),
            };
            headers.insert(HOST, plain(scheme, "host", &host)?);
        }
        Ok(Self {
            query: url.query_pairs().into_owned().collect(),
            headers,
        })
    }

    pub(super) fn signable<'a>(&'a self, request: &'a Request, body: &'a [u8]) -> Signable<'a> {
        Signable {
            method: request.method().as_str(),
            path: request.url().path(),
            query: &self.query,
            headers: &self.headers,
            body,
        }
    }
}

/// The bytes of a request's body. A body that is not in memory cannot be signed.
pub(super) fn body(scheme: &'static str, request: &Request) -> Result<Vec<u8>, AuthError> {
    match request.body() {
        None => Ok(Vec::new()),
        Some(body) => body
            .as_bytes()
            .map(<[u8]>::to_vec)
            .ok_or_else(|| AuthError::new(scheme, "a body that is a stream cannot be signed")),
    }
}

/// Writes a time in UTC, in a format of `strftime`.
pub(super) fn utc(
    scheme: &'static str,
    now: SystemTime,
    format: &str,
) -> Result<String, AuthError> {
    let now = Timestamp::try_from(now).map_err(|_| {
        AuthError::new(scheme, "the clock is outside the years that can be written")
    })?;
    Ok(now.strftime(format).to_string())
}

/// The form of a time that `x-log-date` (SLS v4) and `X-Sdk-Date` use: `20240229T235958Z`.
pub(super) const BASIC_ISO_8601: &str = "%Y%m%dT%H%M%SZ";
