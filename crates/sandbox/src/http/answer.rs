//! An answer before it is sent.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};
use serde_json::Value;

use crate::files::Content;

/// The media type of nearly everything here.
pub(crate) const JSON: &str = "application/json";

/// Status, headers and body of an answer.
#[derive(Debug)]
pub(crate) struct Answer {
    /// Status.
    pub(crate) status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Vec<u8>,
    /// Instead of `body`: bytes that are made while they are sent.
    content: Option<Content>,
}

impl Answer {
    /// An answer with neither header nor body.
    pub(crate) fn empty(status: StatusCode) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            content: None,
        }
    }

    /// An answer with a JSON body on one line.
    pub(crate) fn json(status: StatusCode, media_type: &str, body: &Value) -> Self {
        Self::text(status, media_type, body.to_string())
    }

    /// An answer with a body of any kind.
    pub(crate) fn text(status: StatusCode, media_type: &str, body: String) -> Self {
        Self::bytes(status, media_type, body.into_bytes())
    }

    /// An answer with a body that need not be text.
    pub(crate) fn bytes(status: StatusCode, media_type: &str, body: Vec<u8>) -> Self {
        Self {
            body,
            ..Self::empty(status)
        }
        .header(header::CONTENT_TYPE, media_type)
    }

    /// An answer with a body that is made while it is sent. [`Self::body`] does not show it.
    pub(crate) fn streamed(status: StatusCode, media_type: &str, content: Content) -> Self {
        Self {
            content: Some(content),
            ..Self::empty(status)
        }
        .header(header::CONTENT_TYPE, media_type)
    }

    /// The same with this body.
    pub(crate) fn with_body(mut self, body: Vec<u8>) -> Self {
        self.body = body;
        self
    }

    /// The same with one more header. A value that is not valid in a header is left out.
    pub(crate) fn header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((name, value));
        }
        self
    }

    /// The body; empty if there is none.
    pub(crate) fn body(&self) -> &[u8] {
        &self.body
    }

    /// The media type without its parameters; empty if none is named.
    pub(crate) fn media_type(&self) -> &str {
        self.headers
            .iter()
            .find(|(name, _)| name == header::CONTENT_TYPE)
            .and_then(|(_, value)| value.to_str().ok())
            .and_then(|value| value.split(';').next())
            .unwrap_or_default()
            .trim()
    }

    /// As the server sends it.
    pub(crate) fn into_response(self) -> Response<Body> {
        let body = match self.content {
            Some(content) => Body::new(content),
            None => Body::from(self.body),
        };
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        for (name, value) in self.headers {
            response.headers_mut().append(name, value);
        }
        response
    }
}
