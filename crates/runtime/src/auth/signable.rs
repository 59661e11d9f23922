//! The parts of a request that a signature covers.

use std::borrow::Cow;
use std::time::SystemTime;

use chrono::{DateTime, Datelike, Timelike, Utc};
#[cfg(feature = "sls")]
use httpdate::HttpDate;
use reqwest::Request;
#[cfg(feature = "otc")]
use reqwest::header::AsHeaderName;
use reqwest::header::{HOST, HeaderMap, HeaderValue};

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

#[cfg(feature = "otc")]
impl Signable<'_> {
    /// The value of a header in UTF-8, empty if it is missing. Of several values, the first is used, and bytes
    /// that are not UTF-8 are replaced: no source of any scheme says how to sign either.
    pub(super) fn header(&self, name: impl AsHeaderName) -> Cow<'_, [u8]> {
        self.headers.get(name).map_or_else(Cow::default, utf8_of)
    }
}

/// A header's value in UTF-8; bytes that are not are replaced.
pub(super) fn utf8_of(value: &HeaderValue) -> Cow<'_, [u8]> {
    let bytes = value.as_bytes();
    // Nearly every value is ASCII, which is the cheapest to see.
    if bytes.is_ascii() {
        return Cow::Borrowed(bytes);
    }
    match String::from_utf8_lossy(bytes) {
        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    }
}

/// `text`, which is UTF-8, without blanks at its ends.
pub(super) fn trimmed(text: &[u8]) -> &[u8] {
    if text.is_ascii() {
        return text.trim_ascii();
    }
    std::str::from_utf8(text).map_or(text, |text| text.trim().as_bytes())
}

/// Adds `parts` to `text`.
#[inline]
pub(super) fn push<const N: usize>(text: &mut Vec<u8>, parts: [&[u8]; N]) {
    for part in parts {
        text.extend_from_slice(part);
    }
}

/// Calls `compute` with the signable parts of a request, which has all its headers except `Authorization`, and
/// maybe `Host`: see [`host_to_come`].
pub(super) fn sign<T>(
    scheme: &'static str,
    request: &Request,
    compute: impl FnOnce(&Signable<'_>) -> T,
) -> Result<T, AuthError> {
    let query: Vec<_> = request.url().query_pairs().into_owned().collect();
    let body = body(scheme, request)?;
    Ok(compute(&Signable {
        method: request.method().as_str(),
        path: request.url().path(),
        query: &query,
        headers: request.headers(),
        body,
    }))
}

/// The same with `Host` among the headers.
#[cfg(feature = "otc")]
pub(super) fn sign_with_host<T>(
    scheme: &'static str,
    request: &mut Request,
    compute: impl FnOnce(&Signable<'_>) -> T,
) -> Result<T, AuthError> {
    let host = match host_to_come(scheme, request)? {
        Some(host) => Some(plain(scheme, "host", &*host)?),
        None => None,
    };
    let adds_host = host.is_some();
    // Only for that time, which is cheaper than a copy of all headers.
    request.headers_mut().extend(host.map(|host| (HOST, host)));
    let signature = sign(scheme, request, compute);
    if adds_host {
        request.headers_mut().remove(HOST);
    }
    signature
}

/// The `Host` header that the HTTP client will send: the URL's host, with the port unless it is the scheme's default.
/// `None` if the request has one already.
pub(super) fn host_to_come<'a>(
    scheme: &'static str,
    request: &'a Request,
) -> Result<Option<Cow<'a, str>>, AuthError> {
    if request.headers().contains_key(HOST) {
        return Ok(None);
    }
    let url = request.url();
    let host = url
        .host_str()
        .ok_or_else(|| AuthError::new(scheme, "the URL has no host"))?;
    Ok(Some(match url.port() {
        Some(port) => Cow::Owned(format!("{host}:{port}")),
        None => Cow::Borrowed(host),
    }))
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

/// Writes a time in UTC in the form below, or in another one.
pub(super) fn utc<T>(
    scheme: &'static str,
    now: SystemTime,
    form: fn(DateTime<Utc>) -> T,
) -> Result<T, AuthError> {
    date_of(now)
        .filter(|date| date.year() >= 1970)
        .map(form)
        .ok_or_else(|| no_date(scheme))
}

/// `Thu, 29 Feb 2024 23:59:58 GMT`, the HTTP form of a time in the years that [`utc`] writes.
#[cfg(feature = "sls")]
pub(super) fn http_date(scheme: &'static str, now: SystemTime) -> Result<HeaderValue, AuthError> {
    use std::io::Write as _;

    // 10000-01-01, in seconds since 1970.
    const TOO_LATE: u64 = 253_402_300_800;
    match now.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) if since.as_secs() < TOO_LATE => {}
        _ => return Err(no_date(scheme)),
    }
    let mut text = [0; 29];
    write!(&mut text[..], "{}", HttpDate::from(now)).map_err(|_| no_date(scheme))?;
    plain(scheme, "date", &text[..])
}

fn no_date(scheme: &'static str) -> AuthError {
    AuthError::new(scheme, "the clock shows a year before 1970 or after 9999")
}

/// A date in the form `20240229T235958Z`.
pub(super) struct BasicDate([u8; 16]);

impl BasicDate {
    pub(super) fn as_str(&self) -> &str {
        // It is ASCII.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// `20240229T235958Z`. Digit by digit, because formatting would cost as much as hashing.
pub(super) fn basic(date: DateTime<Utc>) -> BasicDate {
    let year = date.year().unsigned_abs();
    let [y, e, a, r] = [year / 1000, year / 100, year / 10, year].map(digit);
    let two = |number: u32| [number / 10, number].map(digit);
    let ([m, o], [d, i]) = (two(date.month()), two(date.day()));
    let ([h, j], [k, l], [s, t]) = (two(date.hour()), two(date.minute()), two(date.second()));
    BasicDate([y, e, a, r, m, o, d, i, b'T', h, j, k, l, s, t, b'Z'])
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
        assert_eq!(date.unwrap().as_str(), "20240229T235958Z");
        let before_1970 = SystemTime::UNIX_EPOCH - Duration::from_secs(1);
        for wrong in [seconds(1 << 40), before_1970] {
            let error = utc("scheme", wrong, basic).err().unwrap();
            assert!(error.to_string().contains("the clock"), "{error}");
            #[cfg(feature = "sls")]
            assert_eq!(
                super::http_date("scheme", wrong).unwrap_err().to_string(),
                error.to_string()
            );
        }
    }
}
