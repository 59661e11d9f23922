//! Receiving an answer: whole, or only its head when the body is to be read as a stream.

use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};

use crate::auth::Held;
use crate::charset;
use crate::clock::Clock;
use crate::download::{Expected, Judged, Unread, judge};
use crate::error::Error;
use crate::provider::Provider;
use crate::response::Response;
use crate::shown::Secrets;

/// An answer.
pub(crate) struct Received {
    pub(crate) provider: &'static Provider,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) retry_after: Option<Duration>,
    /// The body as far as it has been read, in UTF-8 whatever it came in.
    pub(crate) body: Bytes,
    /// The answer itself, whose body has not been read yet; only for a file that is read as a stream.
    /// In a box, so that other answers stay small.
    pub(crate) unread: Option<Box<Unread>>,
    /// How many attempts it took.
    pub(crate) attempts: u32,
    /// What proved the caller, if it is known.
    pub(crate) proof: Option<Proof>,
    /// Whether a success may hold what gives access, so that nothing of its body may be quoted.
    pub(crate) is_sensitive: bool,
}

/// What proved the caller of one attempt. A server may repeat it in its answer.
pub(crate) struct Proof {
    pub(crate) held: Arc<Held>,
    /// The `Authorization` header as sent, where it is known.
    pub(crate) sent: Option<HeaderValue>,
}

impl Received {
    /// The head of an answer; its headers are moved here.
    pub(crate) fn head(
        response: &mut reqwest::Response,
        provider: &'static Provider,
        clock: &Clock,
    ) -> Self {
        let headers = std::mem::take(response.headers_mut());
        Self {
            provider,
            status: response.status(),
            retry_after: retry_after(&headers, clock),
            headers,
            body: Bytes::new(),
            unread: None,
            attempts: 1,
            proof: None,
            is_sensitive: false,
        }
    }

    /// What must not show of the answer. To be asked for only if something of it is shown.
    pub(crate) fn secrets(&self) -> Secrets {
        let mut secrets = Secrets::new();
        if let Some(proof) = &self.proof {
            proof.held.authorizer.secrets(&mut secrets);
            let sent = proof.sent.as_ref().and_then(|sent| sent.to_str().ok());
            if let Some(sent) = sent {
                secrets.add_proof(sent);
            }
        }
        secrets
    }

    /// The same with what [`read_up_to`] has read.
    ///
    /// # Errors
    /// If the body of a success broke off or is larger than allowed; they keep what has come of the
    /// answer. Of other answers the status says enough, so whatever has come of their body will do.
    pub(crate) fn with_body(
        mut self,
        reading: Reading,
        (body, broke_off): (Bytes, Option<reqwest::Error>),
    ) -> Result<Self, Error> {
        let limit = limit_of(self.status, reading);
        self.body = body;
        if is_whole(self.status, reading) {
            if let Some(error) = broke_off {
                return Err(Error::broke_off(self, error));
            }
            if self.body.len() > limit {
                return Err(Error::too_large(limit, self));
            }
        }
        if let Some(utf8) = charset::to_utf8(&self.body, charset::declared(&self.headers)) {
            self.body = utf8.into();
        }
        if !self.status.is_success() {
            self.body.truncate(limit);
        }
        Ok(self)
    }

    /// The typed answer.
    pub(crate) fn into_response<T>(self, value: T) -> Response<T> {
        Response::new(value, self.status, self.headers, self.provider)
    }

    /// Whether the body has the code of an error where the provider's errors have it; or, if
    /// `message_will_do`, the message.
    pub(crate) fn is_error(&self, message_will_do: bool) -> bool {
        self.provider.code_of(&self.body).is_some()
            || (message_will_do && self.provider.message_of(&self.body).is_some())
    }

    /// The provider's id of the request.
    pub(crate) fn request_id(&self) -> Option<&str> {
        self.provider.request_id_in(&self.headers)
    }
}

/// How the body of a success is read. The body of an error is always read at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// At once, into memory, if it has no more bytes than this.
    Whole { limit: usize },
    /// By the caller, piece by piece, if it is a file.
    Stream(Expected),
}

/// Receives a success that the caller reads as a stream, or what is followed to one. What is no file is
/// read at once, so that it can be told.
pub(crate) async fn receive_file(
    mut response: reqwest::Response,
    expected: Expected,
    provider: &'static Provider,
    clock: &Clock,
) -> Received {
    if !response.status().is_success() {
        // It may be a page that comes slowly, and nobody needs it.
        return Received::head(&mut response, provider, clock);
    }
    let (mut body, is_file) = match judge(response, expected).await {
        Judged::File(body) => (body, true),
        Judged::Other(body, _) => (body, false),
    };
    let mut received = Received::head(&mut body.response, provider, clock);
    if is_file {
        received.unread = Some(Box::new(body));
    } else {
        body.look_until(|seen| seen.len() >= LARGEST_ERROR_BODY)
            .await;
        received.body = body.into_seen(LARGEST_ERROR_BODY);
    }
    received
}

/// How much is read at most of the body of an answer with this status.
pub(crate) fn limit_of(status: StatusCode, reading: Reading) -> usize {
    match reading {
        Reading::Whole { limit } if status.is_success() => limit,
        _ => LARGEST_ERROR_BODY,
    }
}

/// Whether an answer is only good if all of its body came.
fn is_whole(status: StatusCode, reading: Reading) -> bool {
    status.is_success() && matches!(reading, Reading::Whole { .. })
}

/// An error body is kept for the caller, and errors should stay small.
pub(crate) const LARGEST_ERROR_BODY: usize = 64 * 1024;

/// The body, or a little more than `limit` of it, and why it is not whole.
pub(crate) async fn read_up_to(
    limit: usize,
    response: &mut reqwest::Response,
) -> (Bytes, Option<reqwest::Error>) {
    let first = match response.chunk().await {
        Ok(Some(first)) => first,
        Ok(None) => return (Bytes::new(), None),
        Err(error) => return (Bytes::new(), Some(error)),
    };
    // Most answers come in one piece, which needs no copy.
    let mut next = response.chunk().await;
    if matches!(next, Ok(None)) {
        return (first, None);
    }
    let mut body = BytesMut::from(first);
    loop {
        match next {
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return (body.freeze(), None),
            Err(error) => return (body.freeze(), Some(error)),
        }
        if body.len() > limit {
            return (body.freeze(), None);
        }
        next = response.chunk().await;
    }
}

/// `Retry-After` in either of its forms: seconds, or a date. A fraction of a second counts, and a number
/// beyond all time is the longest there is.
pub(crate) fn retry_after(headers: &HeaderMap, clock: &Clock) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Some(seconds) = seconds(text) {
        return Some(seconds);
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(clock.now()).unwrap_or_default())
}

/// Digits with or without a fraction: `parse` would take a sign and an exponent too.
fn seconds(text: &str) -> Option<Duration> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let seconds = whole.parse().map_or(Duration::MAX, Duration::from_secs);
    let fraction = format!("0.{fraction}").parse().unwrap_or_default();
    Some(seconds.saturating_add(Duration::try_from_secs_f64(fraction).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};

    use super::retry_after;
    use crate::clock::Clock;

    #[test]
    fn retry_after_is_read_as_seconds_or_as_a_date() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
        let clock = Clock::new(move || now);
        for (text, expected) in [
            ("55", Some(55)),
            ("Sun, 06 Nov 1994 08:50:37 GMT", Some(60)),
            ("Sun, 06 Nov 1994 08:40:37 GMT", Some(0)),
            ("soon", None),
            ("", None),
            ("-1", None),
            ("+1", None),
            ("1e3", None),
            (".", None),
            ("1.", None),
            ("18446744073709551615", Some(u64::MAX)),
            ("Mon, 01 Jan 0001 00:00:00 GMT", None),
            ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
            (
                "Fri, 31 Dec 9999 23:59:59 GMT",
                Some(253_402_300_799 - 784_111_777),
            ),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_static(text));
            assert_eq!(
                retry_after(&headers, &clock),
                expected.map(Duration::from_secs),
                "{text}"
            );
        }
    }

    #[test]
    fn retry_after_may_be_beyond_all_time_or_have_a_fraction() {
        let clock = Clock::new(|| SystemTime::UNIX_EPOCH);
        for (text, expected) in [
            ("1.5", Duration::from_millis(1500)),
            ("0.0", Duration::ZERO),
            ("18446744073709551616", Duration::MAX),
            ("99999999999999999999999999.9999999999999999", Duration::MAX),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_static(text));
            assert_eq!(retry_after(&headers, &clock), Some(expected), "{text}");
        }
    }
}
