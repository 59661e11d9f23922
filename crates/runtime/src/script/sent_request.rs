//! A request that a script has answered.

use std::fmt;

use bytes::Bytes;
use percent_encoding::percent_decode_str;
use reqwest::Request;
use reqwest::header::HeaderMap;
use serde_json::Value;
use url::Url;

use crate::intercept::interceptor::RequestInfo;

/// A request that a [`Script`](crate::testing::Script) has answered.
///
/// `Debug` shows operation, method and path, but neither the query nor the body.
#[derive(Clone)]
pub struct SentRequest {
    operation: String,
    method: String,
    template: Option<String>,
    url: Url,
    headers: HeaderMap,
    body: Bytes,
}

impl SentRequest {
    pub(super) fn new(request: &Request, info: &RequestInfo<'_>) -> Self {
        let body = request.body().and_then(reqwest::Body::as_bytes);
        Self {
            operation: info.operation.to_owned(),
            method: info.method.to_owned(),
            template: info.path_template.map(str::to_owned),
            url: request.url().clone(),
            headers: request.headers().clone(),
            body: Bytes::copy_from_slice(body.unwrap_or_default()),
        }
    }

    /// The operation, for example `get_backup_export`; `download_link` for a link, `token` for a token.
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// The HTTP method, for example `GET`.
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The path, percent-encoded as it was sent.
    pub fn path(&self) -> &str {
        self.url.path()
    }

    /// An argument in the path or in the query, decoded; `name` is the provider's, for example `groupId`. `None`
    /// if it was not sent.
    pub fn argument(&self, name: &str) -> Option<String> {
        let of_query = || self.url.query_pairs().find(|(key, _)| key == name);
        self.of_path(name)
            .or_else(|| of_query().map(|(_, value)| value.into_owned()))
    }

    /// A header as text. `None` if it was not sent, or is secret, like `Authorization`.
    pub fn header(&self, name: &str) -> Option<&str> {
        let value = self.headers.get(name)?;
        if value.is_sensitive() {
            return None;
        }
        value.to_str().ok()
    }

    /// The body as bytes; empty if there was none.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body as JSON; `Null` if it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    fn of_path(&self, name: &str) -> Option<String> {
        let template = self.template.as_deref()?;
        let mark = format!("{{{name}}}");
        // From the end, because the base address may have a path too.
        let mut segments = template.rsplit('/').zip(self.url.path().rsplit('/'));
        segments.find_map(|(template, segment)| {
            let (before, after) = template.split_once(&mark)?;
            let value = segment.strip_prefix(before)?.strip_suffix(after)?;
            Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
        })
    }

    /// Whether its address is a secret.
    fn is_of_link(&self) -> bool {
        self.template.is_none()
    }
}

impl fmt::Debug for SentRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation, self.method)?;
        if self.is_of_link() {
            return Ok(());
        }
        write!(f, " {}", self.path())
    }
}
