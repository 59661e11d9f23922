//! The trait for what users add around calls and requests.

use std::sync::Arc;
use std::time::Duration;

use crate::error::kind::{ErrorKind, TimeLimit};
use crate::intercept::added_headers::AddedHeaders;

/// Adds headers to requests, and sees how requests and calls end: for `traceparent`, metrics, an audit log.
/// Set it with `.interceptor(...)` on the builder of a client. All methods do nothing by default.
///
/// A call is what one `send()` does: it makes one request or more. Each poll of a wait, each page of a list
/// and each part of a download is a call.
///
/// | method | calls of operations | links, targets of redirected downloads | requests for tokens |
/// |---|---|---|---|
/// | [`add_headers`](Self::add_headers) | before each request | never: another company may own the store | never: many calls share a token |
/// | [`after_request`](Self::after_request) | after each request | after each request | after each request |
/// | [`before_retry`](Self::before_retry) | before each pause | never | never |
/// | [`after_call`](Self::after_call) | once | once for each part of a link | never |
///
/// An interceptor sees names, numbers and times, and no secret: no header, no query, no body, and the path only
/// as the template of the document.
///
/// The methods run on the task of the call, which waits for them. So they must be quick, and must not block or
/// panic. They may run concurrently. When [`add_headers`](Self::add_headers) and
/// [`after_request`](Self::after_request) run, the current span of `tracing` is `http.request` of that request,
/// if it is enabled.
///
/// A counter and a histogram, without any other library:
///
/// ```
/// use std::collections::BTreeMap;
/// use std::sync::{Arc, Mutex};
///
/// use backhaul_runtime::{Interceptor, RequestEnd, RequestInfo};
///
/// /// Requests by operation and result, and their durations in buckets.
/// #[derive(Default)]
/// struct Metrics {
///     requests: Mutex<BTreeMap<(String, String), u64>>,
///     /// Up to 0.1 s, 1 s, 10 s, and longer.
///     durations: Mutex<[u64; 4]>,
/// }
///
/// impl Interceptor for Metrics {
///     fn after_request(&self, request: &RequestInfo<'_>, end: &RequestEnd) {
///         let result = match (end.status, end.error) {
///             (Some(status), _) => status.to_string(),
///             (None, Some(error)) => error.as_str().to_owned(),
///             (None, None) => "unknown".to_owned(),
///         };
///         let key = (request.operation.to_owned(), result);
///         *self.requests.lock().unwrap().entry(key).or_default() += 1;
///         let limits = [0.1, 1.0, 10.0];
///         let bucket = limits.iter().position(|limit| end.duration.as_secs_f64() <= *limit);
///         self.durations.lock().unwrap()[bucket.unwrap_or(limits.len())] += 1;
///     }
/// }
///
/// let metrics = Arc::new(Metrics::default());
/// // Client::builder().interceptor(Arc::clone(&metrics))
/// # let _: Box<dyn Interceptor> = Box::new(Arc::clone(&metrics));
/// ```
pub trait Interceptor: Send + Sync {
    /// Adds headers to a request that is about to be sent, after it was authorized: no signature covers them,
    /// so a proxy on the way may change them. A later interceptor may replace what an earlier one added.
    ///
    /// Some headers cannot be added: see [`AddedHeaders::insert`]. If one is, nothing is sent and the call fails
    /// with an error of the kind [`InvalidInput`](ErrorKind::InvalidInput).
    fn add_headers(&self, request: &RequestInfo<'_>, headers: &mut AddedHeaders<'_>) {
        let _ = (request, headers);
    }

    /// A request got its answer, or failed. Not called if the future of the call is dropped before.
    fn after_request(&self, request: &RequestInfo<'_>, end: &RequestEnd) {
        let _ = (request, end);
    }

    /// An attempt failed, and another one will follow after a pause.
    fn before_retry(&self, call: &CallInfo<'_>, retry: &RetryInfo) {
        let _ = (call, retry);
    }

    /// A call has ended: its answer was decoded, or the bytes of its answer begin, or it failed. Not called for
    /// a call whose arguments are wrong, which sends nothing, and not if its future is dropped before.
    fn after_call(&self, call: &CallInfo<'_>, end: &CallEnd<'_>) {
        let _ = (call, end);
    }
}

impl<T: Interceptor + ?Sized> Interceptor for Arc<T> {
    fn add_headers(&self, request: &RequestInfo<'_>, headers: &mut AddedHeaders<'_>) {
        (**self).add_headers(request, headers);
    }

    fn after_request(&self, request: &RequestInfo<'_>, end: &RequestEnd) {
        (**self).after_request(request, end);
    }

    fn before_retry(&self, call: &CallInfo<'_>, retry: &RetryInfo) {
        (**self).before_retry(call, retry);
    }

    fn after_call(&self, call: &CallInfo<'_>, end: &CallEnd<'_>) {
        (**self).after_call(call, end);
    }
}

/// A call, as an [`Interceptor`] sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallInfo<'a> {
    /// The provider of the client, for example `MongoDB Atlas`.
    pub provider: &'a str,
    /// The operation, for example `get_backup_export`; `call` for a [`CustomCall`](crate::CustomCall),
    /// `download_link` for a link.
    pub operation: &'a str,
    /// The HTTP method, for example `GET`.
    pub method: &'a str,
    /// The path as in the document, with its parameters in braces; `None` for a custom call and a link.
    pub path_template: Option<&'a str>,
}

/// A request, as an [`Interceptor`] sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestInfo<'a> {
    /// The provider of the client, for example `MongoDB Atlas`.
    pub provider: &'a str,
    /// The operation, for example `get_backup_export`; `call` for a [`CustomCall`](crate::CustomCall),
    /// `download_link` for a link, and for the target of a redirected download; `token` for a request to a token endpoint.
    pub operation: &'a str,
    /// The HTTP method, for example `GET`.
    pub method: &'a str,
    /// The path as in the document, with its parameters in braces; `None` for custom calls, links and tokens.
    pub path_template: Option<&'a str>,
    /// The host that the request goes to.
    pub host: &'a str,
    /// The port that it goes to.
    pub port: Option<u16>,
    /// Which attempt of its call the request belongs to, beginning with 1. Always 1 for links and tokens.
    pub attempt: u32,
    /// How many requests of its call were sent before. An attempt may send more than one: the second answers a
    /// challenge, or has other credentials. For links, redirects count.
    pub resends: u32,
}

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestEnd {
    /// The HTTP status of the answer, if one came.
    pub status: Option<u16>,
    /// Why there is no usable answer; `None` if one came, whatever its status.
    pub error: Option<ErrorKind>,
    /// The time limit that ended the request, if one did.
    pub time_limit: Option<TimeLimit>,
    /// From sending to the last byte of the answer; to the end of its headers if its body is read as a stream.
    pub duration: Duration,
}

/// Another attempt follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryInfo {
    /// How many attempts have failed so far.
    pub failed_attempts: u32,
    /// The HTTP status of the last one, if an answer came.
    pub status: Option<u16>,
    /// Why the last one failed.
    pub error: ErrorKind,
    /// How long the client waits before the next one.
    pub pause: Duration,
}

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallEnd<'a> {
    /// The HTTP status of the last answer, if one came.
    pub status: Option<u16>,
    /// Why the call failed; `None` if it succeeded.
    pub error: Option<ErrorKind>,
    /// The time limit that ended the call, if one did.
    pub time_limit: Option<TimeLimit>,
    /// How many attempts it made.
    pub attempts: u32,
    /// From sending to the decoded answer, with all attempts and pauses; to the first byte of a stream.
    pub duration: Duration,
    /// The provider's id of the last request, shortened and escaped, if it sent one.
    pub request_id: Option<&'a str>,
}
