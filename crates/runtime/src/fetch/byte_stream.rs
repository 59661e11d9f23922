//! The body of an answer, piece by piece.

use std::fmt;
use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{
    CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, HeaderMap, HeaderName, TRANSFER_ENCODING,
};
use reqwest::{StatusCode, Version};
use url::Url;

use crate::answer::unread::Unread;
use crate::clock::Clock;
use crate::error::Error;
use crate::retry::rule::Retry;

/// The body of an answer that is bytes, read piece by piece as it arrives.
///
/// It knows nothing of continuing: a body that breaks off gives an error. `download()` in place of
/// `send()` gives a [`Download`](crate::Download), which goes on where it broke off.
///
/// ```
/// # use backhaul_runtime::{ByteStream, Error, Response};
///
/// async fn count(mut body: Response<ByteStream>) -> Result<usize, Error> {
///     let mut bytes = 0;
///     while let Some(piece) = body.chunk().await? {
///         bytes += piece.len();
///     }
///     Ok(bytes)
/// }
/// ```
pub struct ByteStream {
    body: Unread,
    /// What reqwest says of it shrinks while it is read.
    content_length: Option<u64>,
    clock: Clock,
    idle: Duration,
    operation: &'static str,
    resource: String,
    retry: Option<Retry>,
}

impl ByteStream {
    /// The body of an answer to `operation`; two pieces may be `idle` apart.
    pub(crate) fn new(
        mut body: Unread,
        clock: Clock,
        idle: Duration,
        operation: &'static str,
    ) -> Self {
        let resource = body.resource.take();
        Self {
            resource: resource.unwrap_or_else(|| resource_of(body.response.url())),
            content_length: body.content_length,
            body,
            clock,
            idle,
            operation,
            retry: None,
        }
    }

    /// Notes the rule of the call for trying again, which a download follows when the body breaks off.
    #[must_use]
    pub(crate) fn retried_by(mut self, retry: Option<Retry>) -> Self {
        self.retry = retry;
        self
    }

    pub(crate) fn retry(&self) -> Option<&Retry> {
        self.retry.as_ref()
    }

    /// What it is: host and path of the address.
    pub(crate) fn resource(&self) -> &str {
        &self.resource
    }

    /// The next piece, of any size; `None` at the end.
    ///
    /// # Errors
    /// If the connection breaks before the announced end, or no piece comes within `read_timeout`.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        let chunk = pin!(self.body.chunk());
        match self.clock.within(self.idle, chunk).await {
            Some(Ok(piece)) => Ok(piece),
            Some(Err(error)) => Err(Error::body_broke(error).in_operation(self.operation)),
            None => Err(Error::read_timed_out(self.idle).in_operation(self.operation)),
        }
    }

    /// How many bytes the server announced for the whole body; `None` if it did not.
    pub fn content_length(&self) -> Option<u64> {
        self.content_length
    }
}

/// Whether the HTTP client has unpacked `response`, which came with `headers`, on the way, as far as can be
/// told: then neither the length nor the coding is there any more. A server must close the connection at the
/// end of such an answer, or send it in chunks.
pub(crate) fn shows_unpacking(response: &reqwest::Response, headers: &HeaderMap) -> bool {
    let has = |name: &HeaderName| headers.contains_key(name);
    let closes = headers
        .get(CONNECTION)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.to_ascii_lowercase().contains("close"));
    let has_body = matches!(
        response.status(),
        StatusCode::OK | StatusCode::PARTIAL_CONTENT
    );
    has_body
        && response.version() == Version::HTTP_11
        && !has(&CONTENT_LENGTH)
        && !has(&CONTENT_ENCODING)
        && !has(&TRANSFER_ENCODING)
        && !closes
}

/// Host and path of an address, without the query, which may be a signature.
pub(crate) fn resource_of(url: &Url) -> String {
    format!("{}{}", url.authority(), url.path())
}

impl fmt::Debug for ByteStream {
    /// Without the address: it may be a pre-signed link.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream")
            .field("operation", &self.operation)
            .field("content_length", &self.content_length())
            .finish_non_exhaustive()
    }
}
