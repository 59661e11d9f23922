//! Receiving an answer: all of it, or only its head if the body is read as a stream.

use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, HeaderValue};

use crate::answer::reading::{Reading, is_whole, limit_of};
use crate::answer::response::Response;
use crate::answer::unread::Unread;
use crate::auth::InUse;
use crate::clock::Clock;
use crate::error::Error;
use crate::http::retry_after::retry_after;
use crate::intercept::ending::Ending;
use crate::provider::Provider;
use crate::read::charset;
use crate::shown::Secrets;

/// An answer. Always boxed: on its way from the wire to the caller it is moved many times.
pub(crate) struct Received {
    pub(crate) provider: &'static Provider,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// How long the server asks to wait; nobody asks this after a success.
    pub(crate) retry_after: Option<Duration>,
    /// The body as far as it has been read, converted to UTF-8.
    pub(crate) body: Bytes,
    /// The answer with its unread body, only for a file that is read as a stream. Boxed, so that other
    /// answers stay small.
    pub(crate) unread: Option<Box<Unread>>,
    /// How many attempts it took.
    pub(crate) attempts: u32,
    /// How the request was authorized, if that is known.
    pub(crate) proof: Option<Proof>,
    /// Whether a success may contain secrets, so that its body must not be quoted.
    pub(crate) is_sensitive: bool,
    /// Properties of a success; one of any JSON is told from an error by them.
    pub(crate) known: &'static [&'static str],
    /// Whom to tell how the call ends.
    pub(crate) ending: Option<Box<Ending>>,
}

/// How one attempt was authorized. A server may repeat it in its answer.
pub(crate) struct Proof {
    pub(crate) in_use: Arc<InUse>,
    /// The `Authorization` header as sent, if it is known.
    pub(crate) sent: Option<HeaderValue>,
}

impl Received {
    /// The head of an answer; takes the headers out of `response`.
    pub(crate) fn head(
        response: &mut reqwest::Response,
        provider: &'static Provider,
        clock: &Clock,
    ) -> Box<Self> {
        let headers = std::mem::take(response.headers_mut());
        let status = response.status();
        let retry_after = match status.is_success() {
            true => None,
            false => retry_after(&headers, clock),
        };
        let mut head = Self::with(provider, status, Bytes::new());
        head.headers = headers;
        head.retry_after = retry_after;
        head
    }

    /// An answer of which only the status and the body are known.
    pub(crate) fn with(provider: &'static Provider, status: StatusCode, body: Bytes) -> Box<Self> {
        Box::new(Self {
            provider,
            status,
            retry_after: None,
            headers: HeaderMap::new(),
            body,
            unread: None,
            attempts: 1,
            proof: None,
            is_sensitive: false,
            known: &[],
            ending: None,
        })
    }

    /// The secrets that must not show if some of the answer is shown. Call this only in that case.
    pub(crate) fn secrets(&self) -> Secrets {
        let mut secrets = Secrets::new();
        if let Some(proof) = &self.proof {
            proof.in_use.authorizer.secrets(&mut secrets);
            let sent = proof.sent.as_ref().and_then(|sent| sent.to_str().ok());
            if let Some(sent) = sent {
                secrets.add_proof(sent);
            }
        }
        secrets
    }

    /// Adds the body that [`read_up_to`] has read.
    ///
    /// # Errors
    /// If the body of a success broke off or is larger than allowed; the error keeps the part that arrived.
    /// For other answers the status says enough, so an incomplete body is accepted.
    pub(crate) fn with_body(
        mut self: Box<Self>,
        reading: Reading,
        (body, broke_off): (Bytes, Option<reqwest::Error>),
    ) -> Result<Box<Self>, Error> {
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
        if !(self.status.is_success() && matches!(reading, Reading::Raw { .. })) {
            self.convert();
        }
        if !self.status.is_success() {
            self.body.truncate(limit);
        }
        Ok(self)
    }

    /// Converts the body to UTF-8.
    pub(crate) fn convert(&mut self) {
        if let Some(utf8) = charset::to_utf8(&self.body, charset::declared(&self.headers)) {
            self.body = utf8.into();
        }
    }

    /// The charset that the answer declares, if it is not UTF-8.
    pub(crate) fn other_charset(&self) -> Option<&str> {
        let declared = charset::declared(&self.headers);
        declared.filter(|name| !name.eq_ignore_ascii_case("utf-8"))
    }

    /// The typed answer.
    #[inline]
    pub(crate) fn into_response<T>(self: Box<Self>, value: T) -> Response<T> {
        Response::new(value, self.status, self.headers, self.provider)
    }

    /// Whether the body has an error code where the provider's errors have one, or a message if
    /// `message_will_do`.
    pub(crate) fn is_error(&self, message_will_do: bool) -> bool {
        self.provider.code_of(&self.body).is_some()
            || (message_will_do && self.provider.message_of(&self.body).is_some())
    }

    /// The provider's id of the request.
    pub(crate) fn request_id(&self) -> Option<&str> {
        self.provider.request_id_in(&self.headers)
    }
}

/// The body, or slightly more than its first `limit` bytes, and why it is incomplete.
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
