//! An interceptor that writes down what it sees.

use std::sync::{Arc, Mutex};

use backhaul_runtime::{
    AddedHeaders, CallEnd, CallInfo, Interceptor, RequestEnd, RequestInfo, RetryInfo,
};

/// Writes down what it sees, a line for each call of a method, and adds a header that names the request.
#[derive(Clone, Default)]
pub(super) struct Watcher(Arc<Mutex<Vec<String>>>);

impl Watcher {
    pub(super) fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    fn note(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }
}

impl Interceptor for Watcher {
    fn add_headers(&self, request: &RequestInfo<'_>, headers: &mut AddedHeaders<'_>) {
        self.note(format!("add_headers {request:?}"));
        let (attempt, resends) = (request.attempt, request.resends);
        headers.insert("traceparent", &format!("{attempt}-{resends}"));
    }

    fn after_request(&self, request: &RequestInfo<'_>, end: &RequestEnd) {
        self.note(format!("after_request {request:?} {end:?}"));
    }

    fn before_retry(&self, call: &CallInfo<'_>, retry: &RetryInfo) {
        self.note(format!("before_retry {call:?} {retry:?}"));
    }

    fn after_call(&self, call: &CallInfo<'_>, end: &CallEnd<'_>) {
        self.note(format!("after_call {call:?} {end:?}"));
    }
}
