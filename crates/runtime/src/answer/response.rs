//! A typed answer with its status and headers.

use std::fmt;
use std::ops::{Deref, DerefMut};

use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde::{Serialize, Serializer};

use crate::provider::Provider;
use crate::shown::OneLine;

/// A successful answer: the decoded value, which it dereferences to, with status and headers.
pub struct Response<T> {
    value: T,
    status: StatusCode,
    headers: HeaderMap,
    provider: &'static Provider,
}

impl<T> Response<T> {
    pub(crate) fn new(
        value: T,
        status: StatusCode,
        headers: HeaderMap,
        provider: &'static Provider,
    ) -> Self {
        Self {
            value,
            status,
            headers,
            provider,
        }
    }

    /// Replaces the value and keeps the rest.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            value: change(self.value),
            status: self.status,
            headers: self.headers,
            provider: self.provider,
        }
    }

    /// The value alone.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The HTTP status, always 2xx.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// A response header as text; `None` if it is absent or not text. Names are case-insensitive.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The provider's id for this request, to quote in a support case.
    pub fn request_id(&self) -> Option<&str> {
        self.provider.request_id_in(&self.headers)
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Response<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: Serialize> Serialize for Response<T> {
    /// Writes the value as the provider's JSON, without status and headers. What the document does not know is
    /// not in it. Texts that are sensitive, such as pre-signed links, are written in full.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    /// Leaves out the headers: a provider may put anything into them, such as cookies.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status.as_u16())
            .field("request_id", &self.request_id().map(OneLine::name))
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}
