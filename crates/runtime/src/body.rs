//! Receiving an answer whole.

use std::time::{Duration, SystemTime};

use bytes::{Bytes, BytesMut};
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, RETRY_AFTER};

use crate::error::{Error, ErrorKind};
use crate::provider::Provider;

/// An answer that has been read to its end.
pub(crate) struct Received {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) request_id: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) body: Bytes,
}

/// JSON answers are read into memory; no documented one comes near this.
const LARGEST_BODY: usize = 64 * 1024 * 1024;

/// An error body is kept for the caller, and errors should stay small.
const LARGEST_ERROR_BODY: usize = 64 * 1024;

/// Reads `response` to its end.
///
/// # Errors
/// If the connection breaks or a body of success is larger than any documented one. The rest of a
/// large error body is not read.
pub(crate) async fn receive(
    mut response: reqwest::Response,
    provider: &Provider,
    now: SystemTime,
) -> Result<Received, Error> {
    let status = response.status();
    let headers = response.headers().clone();
    let limit = if status.is_success() {
        LARGEST_BODY
    } else {
        LARGEST_ERROR_BODY
    };
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(Error::from_reqwest)? {
        body.extend_from_slice(&chunk);
        if body.len() > limit {
            if status.is_success() {
                let message = format!("the body is larger than {limit} bytes");
                return Err(Error::new(ErrorKind::Decode, message));
            }
            body.truncate(limit);
            break;
        }
    }
    Ok(Received {
        status,
        request_id: request_id(provider, &headers),
        retry_after: retry_after(&headers, now),
        headers,
        body: body.freeze(),
    })
}

fn request_id(provider: &Provider, headers: &HeaderMap) -> Option<String> {
    let value = provider
        .request_id_headers
        .iter()
        .find_map(|name| headers.get(*name))?;
    value.to_str().ok().map(str::to_owned)
}

/// `Retry-After` in either of its forms: seconds, or a date.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};

    use super::retry_after;

    #[test]
    fn retry_after_is_read_as_seconds_or_as_a_date() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
        for (text, expected) in [
            ("55", Some(55)),
            ("Sun, 06 Nov 1994 08:50:37 GMT", Some(60)),
            ("Sun, 06 Nov 1994 08:40:37 GMT", Some(0)),
            ("soon", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_static(text));
            assert_eq!(
                retry_after(&headers, now),
                expected.map(Duration::from_secs),
                "{text}"
            );
        }
    }
}
