//! The parts of a request that a signature covers.

use std::borrow::Cow;
use std::time::SystemTime;

use chrono::{DateTime, Datelike, Timelike, Utc};
use reqwest::Request;
use reqwest::header::{AsHeaderName, HOST, HeaderMap, HeaderValue};

use crate::auth::error::AuthError;
use crate::auth::header::plain;
use crate::text::utc::date_of;

/// The parts of a request that a signature covers.
///
/// A client fills it from the request that it is about to send, a server from the request that it received.
/// Both then compute the same signature.
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
    /// The value of a header, or `""` if it is missing. Of several values, the first is used, and bytes that
    /// are not UTF-8 are replaced: no source of any scheme says how to sign either.
    pub(super) fn header(&self, name: impl AsHeaderName) -> Cow<'_, str> {
        self.headers
            .get(name)
            .map_or(Cow::Borrowed(""), |value| text_of(value))
    }
}

/// A header's value as text; bytes that are not UTF-8 are replaced.
pub(super) fn text_of(value: &HeaderValue) -> Cow<'_, str> {
    // Checking is cheaper than replacing what nearly never has to be replaced.
    match std::str::from_utf8(value.as_bytes()) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(value.as_bytes()),
    }
}

/// Calls `compute` with the signable parts of a request, which has all its headers except `Authorization`.
///
/// If the request has no `Host` header, it is signed with the one that the HTTP client will send: the URL's
/// host, with the port unless it is the scheme's default. The header is added only for that time, which is
/// cheaper than a copy of all headers.
pub(super) fn sign<T>(
    scheme: &'static str,
    request: &mut Request,
    compute: impl FnOnce(&Signable<'_>) -> T,
) -> Result<T, AuthError> {
    let adds_host = !request.headers().contains_key(HOST);
    if adds_host {
        let host = host(scheme, request)?;
        request.headers_mut().insert(HOST, host);
    }
    let query: Vec<_> = request.url().query_pairs().into_owned().collect();
    let signature = body(scheme, request).map(|body| {
        compute(&Signable {
            method: request.method().as_str(),
            path: request.url().path(),
            query: &query,
            headers: request.headers(),
            body,
        })
    });
    if adds_host {
        request.headers_mut().remove(HOST);
    }
    signature
}

/// The `Host` header that the HTTP client will send.
fn host(scheme: &'static str, request: &Request) -> Result<HeaderValue, AuthError> {
    let url = request.url();
    let host = url
        .host_str()
        .ok_or_else(|| AuthError::new(scheme, "the URL has no host"))?;
    match url.port() {
        Some(port) => plain(scheme, "host", format!("{host}:{port}")),
        None => plain(scheme, "host", host),
    }
}

/// The bytes of a request's body, empty if there is none. A body that is not in memory cannot be signed.
pub(super) fn body<'a>(scheme: &'static str, request: &'a Request) -> Result<&'a [u8], AuthError> {
    match request.body() {
        None => Ok(&[]),
        Some(body) => body
            .as_bytes()
            .ok_or_else(|| AuthError::new(scheme, "a body that is a stream cannot be signed")),
    }
}

/// Writes a time in UTC in one of the forms below.
pub(super) fn utc(
    scheme: &'static str,
    now: SystemTime,
    form: fn(DateTime<Utc>) -> String,
) -> Result<String, AuthError> {
    date_of(now)
        .filter(|date| date.year() >= 1970)
        .map(form)
        .ok_or_else(|| no_date(scheme))
}

/// `Thu, 29 Feb 2024 23:59:58 GMT`, the HTTP form of a time in the years that [`utc`] writes.
#[cfg(feature = "sls")]
pub(super) fn http_date(scheme: &'static str, now: SystemTime) -> Result<String, AuthError> {
    // 10000-01-01, in seconds since 1970.
    const TOO_LATE: u64 = 253_402_300_800;
    match now.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) if since.as_secs() < TOO_LATE => Ok(httpdate::fmt_http_date(now)),
        _ => Err(no_date(scheme)),
    }
}

fn no_date(scheme: &'static str) -> AuthError {
    AuthError::new(scheme, "the clock shows a year before 1970 or after 9999")
}

/// `20240229T235958Z`. Digit by digit, because formatting would cost as much as hashing.
pub(super) fn basic(date: DateTime<Utc>) -> String {
    let year = date.year().unsigned_abs();
    let [y, e, a, r] = [year / 1000, year / 100, year / 10, year].map(digit);
    let two = |number: u32| [number / 10, number].map(digit);
    let ([m, o], [d, i]) = (two(date.month()), two(date.day()));
    let ([h, j], [k, l], [s, t]) = (two(date.hour()), two(date.minute()), two(date.second()));
    let text = [y, e, a, r, m, o, d, i, b'T', h, j, k, l, s, t, b'Z'];
    // It is ASCII.
    String::from_utf8(text.to_vec()).unwrap_or_default()
}

/// The last digit of `number`.
fn digit(number: u32) -> u8 {
    u8::try_from(number % 10).unwrap_or_default() + b'0'
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::{basic, utc};

    #[test]
    fn a_clock_without_a_writable_date_is_an_error() {
        let seconds = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        let date = utc("scheme", seconds(1_709_251_198), basic);
        assert_eq!(date.unwrap(), "20240229T235958Z");
        let before_1970 = SystemTime::UNIX_EPOCH - Duration::from_secs(1);
        for wrong in [seconds(1 << 40), before_1970] {
            let error = utc("scheme", wrong, basic).unwrap_err();
            assert!(error.to_string().contains("the clock"), "{error}");
            #[cfg(feature = "sls")]
            assert_eq!(
                super::http_date("scheme", wrong).unwrap_err().to_string(),
                error.to_string()
            );
        }
    }
}
