//! Receiving an answer: whole, or only its head when the body is to be read as a stream.

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
use crate::provider::Provider;
use crate::read::charset;
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
    pub(crate) in_use: Arc<InUse>,
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
            proof.in_use.authorizer.secrets(&mut secrets);
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
