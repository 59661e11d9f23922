//! All interceptors of a client.

use std::fmt;
use std::sync::Arc;

use reqwest::header::HeaderMap;

use crate::intercept::added_headers::AddedHeaders;
use crate::intercept::interceptor::{
    CallEnd, CallInfo, Interceptor, RequestEnd, RequestInfo, RetryInfo,
};

/// All interceptors of a client, in order. Cheap to clone, and nothing but a branch if there are none.
#[derive(Clone, Default)]
pub(crate) struct Interceptors(Option<Arc<Vec<Arc<dyn Interceptor>>>>);

impl Interceptors {
    /// Adds one at the end.
    pub(crate) fn push(&mut self, interceptor: Arc<dyn Interceptor>) {
        Arc::make_mut(self.0.get_or_insert_default()).push(interceptor);
    }

    pub(crate) fn are_none(&self) -> bool {
        self.0.is_none()
    }

    /// Adds headers to a request, which has `all` others.
    ///
    /// # Errors
    /// Why the request must not be sent.
    pub(crate) fn add_headers(
        &self,
        request: &RequestInfo<'_>,
        all: &mut HeaderMap,
    ) -> Result<(), String> {
        let mut headers = AddedHeaders::to(all);
        for interceptor in self.each() {
            interceptor.add_headers(request, &mut headers);
        }
        headers.refused().map_or(Ok(()), Err)
    }

    pub(crate) fn after_request(&self, request: &RequestInfo<'_>, end: &RequestEnd) {
        for interceptor in self.each() {
            interceptor.after_request(request, end);
        }
    }

    pub(crate) fn before_retry(&self, call: &CallInfo<'_>, retry: &RetryInfo) {
        for interceptor in self.each() {
            interceptor.before_retry(call, retry);
        }
    }

    pub(crate) fn after_call(&self, call: &CallInfo<'_>, end: &CallEnd<'_>) {
        for interceptor in self.each() {
            interceptor.after_call(call, end);
        }
    }

    fn each(&self) -> impl Iterator<Item = &Arc<dyn Interceptor>> {
        self.0.iter().flat_map(|list| list.iter())
    }
}

impl fmt::Debug for Interceptors {
    /// Shows how many there are: their own `Debug` may show anything.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.0.as_ref().map_or(0, |list| list.len());
        write!(f, "{number}")
    }
}
