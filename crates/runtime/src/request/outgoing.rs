//! Everything that one call sends in each of its attempts.

use bytes::Bytes;
use reqwest::Request;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use url::Url;

use crate::request::operation::Operation;
use crate::settings::options::{CallOptions, Overrides};

/// Everything that a call sends, except the authorization, which each attempt adds itself.
pub(crate) struct Outgoing {
    pub(crate) operation: &'static Operation,
    pub(crate) url: Url,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Option<Bytes>,
    pub(crate) options: CallOptions,
}

impl Outgoing {
    /// The settings of the call that override the client's.
    pub(crate) fn overrides(&self) -> &Overrides {
        self.options.get()
    }

    /// The range headers, for the target of a redirect.
    pub(crate) fn range_headers(&self) -> HeaderMap {
        self.headers.iter().cloned().collect()
    }

    /// The request of one attempt.
    pub(crate) fn request(&self) -> Request {
        let mut request = Request::new(self.operation.method.into(), self.url.clone());
        let headers = request.headers_mut();
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        if let Some(media_type) = &self.operation.accept {
            headers.insert(ACCEPT, media_type.clone());
        }
        if let Some(body) = &self.body {
            if let Some(media_type) = &self.operation.content_type {
                headers.insert(CONTENT_TYPE, media_type.clone());
            }
            *request.body_mut() = Some(body.clone().into());
        }
        request
    }
}
