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

/// The body of an answer as bytes, read piece by piece as it arrives.
///
/// It does not continue: a body that breaks off is an error. Use `download()` instead of `send()` to get a
/// [`Download`](crate::Download), which continues where it broke off.
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
    /// Kept, because reqwest's own figure shrinks while the body is read.
    content_length: Option<u64>,
    clock: Clock,
    idle: Duration,
    operation: &'static str,
    resource: String,
    retry: Option<Retry>,
}

impl ByteStream {
    /// The body of an answer to `operation`; two pieces may be at most `idle` apart.
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

    /// Sets the retry rule of the call, which a download follows when the body breaks off.
    #[must_use]
    pub(crate) fn retried_by(mut self, retry: Option<Retry>) -> Self {
        self.retry = retry;
        self
    }

    pub(crate) fn retry(&self) -> Option<&Retry> {
        self.retry.as_ref()
    }

    /// Identifies the resource: host and path of the address.
    pub(crate) fn resource(&self) -> &str {
        &self.resource
    }

    /// The next piece, of any size; `None` at the end.
    ///
    /// # Errors
    /// If the connection breaks before the announced end, or no piece arrives within `read_timeout`.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        let chunk = pin!(self.body.chunk());
        match self.clock.within(self.idle, chunk).await {
            Some(Ok(piece)) => Ok(piece),
            Some(Err(error)) => Err(Error::body_broke(error).in_operation(self.operation)),
            None => Err(Error::read_timed_out(self.idle).in_operation(self.operation)),
        }
    }

    /// The announced length of the whole body; `None` if the server did not announce it.
    pub fn content_length(&self) -> Option<u64> {
        self.content_length
    }
}

/// Whether the HTTP client has visibly decompressed `response`, which has `headers`: then it has removed both
/// the length and the coding. A server that sends no length itself must close the connection at the end, or
/// send chunks.
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
    /// Leaves out the address, which may be a pre-signed link.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream")
            .field("operation", &self.operation)
            .field("content_length", &self.content_length())
            .finish_non_exhaustive()
    }
}
