//! An answer whose body has not been read yet, apart from a beginning that was inspected.

use std::time::Duration;

use bytes::{Bytes, BytesMut};

use crate::clock::Clock;
use crate::retry::rule::Retry;

/// An answer whose body has not been read yet. Reading gives the inspected beginning again.
pub(crate) struct Unread {
    pub(crate) response: reqwest::Response,
    /// Length of the whole body. Reqwest's own figure shrinks while the body is read.
    pub(crate) content_length: Option<u64>,
    seen: BytesMut,
    /// Why inspecting stopped.
    failure: Option<reqwest::Error>,
    /// Which resource this is, if a redirect led elsewhere: host and path of the requested address.
    pub(crate) resource: Option<String>,
    /// How the call that received it reads on.
    pub(crate) terms: Option<Terms>,
}

/// How a call reads a body on, piece by piece.
pub(crate) struct Terms {
    pub(crate) clock: Clock,
    /// Two pieces may be at most this far apart.
    pub(crate) idle: Duration,
    /// The retry rule of the call, if it has its own.
    pub(crate) retry: Option<Retry>,
    /// Whether an HTTP client of the user's may have received it.
    pub(crate) has_own_client: bool,
}

impl Unread {
    pub(crate) fn new(response: reqwest::Response) -> Self {
        Self {
            content_length: response.content_length(),
            response,
            seen: BytesMut::new(),
            failure: None,
            resource: None,
            terms: None,
        }
    }

    /// The part that was inspected so far.
    pub(crate) fn seen(&self) -> &[u8] {
        &self.seen
    }

    /// Inspects one more piece. Returns whether there was one.
    pub(crate) async fn look(&mut self) -> bool {
        if self.failure.is_some() {
            return false;
        }
        match self.response.chunk().await {
            Ok(Some(piece)) => {
                self.seen.extend_from_slice(&piece);
                return true;
            }
            Ok(None) => {}
            Err(error) => self.failure = Some(error),
        }
        false
    }

    /// Inspects more until there is enough, or the body ends.
    pub(crate) async fn look_until(&mut self, is_enough: impl Fn(&[u8]) -> bool) {
        while !is_enough(&self.seen) && self.look().await {}
    }

    /// Inspects the whole body if it has at most `limit` bytes. Returns whether it did.
    pub(crate) async fn look_at_all(&mut self, limit: usize) -> bool {
        if self
            .content_length
            .is_some_and(|length| length > limit as u64)
        {
            return false;
        }
        self.look_until(|seen| seen.len() > limit).await;
        self.seen.len() <= limit && self.failure.is_none()
    }

    /// At most `limit` bytes of the inspected part.
    pub(crate) fn into_seen(mut self, limit: usize) -> Bytes {
        self.seen.truncate(limit);
        self.seen.freeze()
    }

    /// The next piece, beginning with the inspected part.
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, reqwest::Error> {
        if !self.seen.is_empty() {
            return Ok(Some(self.seen.split().freeze()));
        }
        match self.failure.take() {
            Some(error) => Err(error),
            None => self.response.chunk().await,
        }
    }
}
