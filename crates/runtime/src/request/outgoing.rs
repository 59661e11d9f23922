//! Everything that one call sends in each of its attempts.

use reqwest::Request;
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, IF_RANGE, RANGE,
};
use url::Url;

use crate::error::Error;
use crate::request::operation::Operation;
use crate::request::payload::Payload;
use crate::settings::options::{CallOptions, Overrides};

/// Everything that a call sends, except the authorization, which each attempt adds itself.
pub(crate) struct Outgoing {
    pub(crate) operation: &'static Operation,
    pub(crate) url: Url,
    /// Also the headers that request bytes as they are stored, or a range of them.
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Option<Payload>,
    pub(crate) options: CallOptions,
}

impl Outgoing {
    /// The settings of the call that override the client's.
    pub(crate) fn overrides(&self) -> &Overrides {
        self.options.get()
    }

    /// Finds out how long the files in the body are, if there are any.
    ///
    /// # Errors
    /// If one cannot be sent.
    pub(crate) async fn measure(&mut self) -> Result<(), Error> {
        if let Some(body) = self.body.as_mut().filter(|body| body.has_files()) {
            // Boxed, so that other calls need no room for it.
            *body = Box::pin(body.measured()).await?;
        }
        Ok(())
    }

    /// Whether nothing but the address differs from another call of the operation.
    pub(crate) fn is_address_only(&self) -> bool {
        self.body.is_none() && self.headers.is_empty()
    }

    /// The range headers, for the target of a redirect. Other headers belong to the provider alone.
    pub(crate) fn range_headers(&self) -> HeaderMap {
        const OF_RANGES: [HeaderName; 3] = [ACCEPT_ENCODING, RANGE, IF_RANGE];
        let headers = self.headers.iter();
        let of_ranges = headers.filter(|(name, _)| OF_RANGES.contains(name));
        of_ranges.cloned().collect()
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
            // Some bodies say it themselves.
            if let Some(media_type) = &self.operation.content_type
                && !headers.contains_key(CONTENT_TYPE)
            {
                headers.insert(CONTENT_TYPE, media_type.clone());
            }
            *request.body_mut() = Some(body.body());
        }
        request
    }
}
