//! Spans and events: every name that this workspace writes with `tracing` is defined here.
//!
//! Names follow OpenTelemetry's conventions for HTTP clients where those exist. Only the values listed below
//! are recorded: host, port and `url.template` of an address, but never a path, a query, a header or a body,
//! because each of them may contain secrets or data.
//!
//! | span | level | fields |
//! |---|---|---|
//! | `download`: all of `to_file` or `to_writer`, with all requests. There is none for a user who reads a [`ByteStream`](crate::ByteStream) directly | INFO | `otel.name`, `otel.kind`, `backhaul.operation`, `backhaul.bytes`, `error.type`, `backhaul.time_limit`, `otel.status_code` |
//! | `operation`: from `send()` to the decoded answer, or to the first byte of a stream. Within `download`, one for each requested stream | INFO | `otel.name`, `otel.kind`, `backhaul.provider`, `backhaul.operation`, `backhaul.attempts`, `backhaul.request_id`, `http.request.method`, `url.template`, `http.response.status_code`, `error.type`, `backhaul.time_limit`, `otel.status_code` |
//! | `operation` of a call that no document has, which is called `call`, and its `http.request` | INFO, DEBUG | the same without `url.template` |
//! | `operation` of a pre-signed link, which belongs to no provider and is called `download_link` | INFO | the same without `backhaul.provider`, `backhaul.attempts`, `http.request.method`, `url.template` |
//! | `http.request`: one request with its answer, within the `operation` that sends it | DEBUG | `otel.name`, `otel.kind`, `http.request.method`, `url.template`, `server.address`, `server.port`, `http.request.resend_count`, `http.response.status_code`, `error.type`, `backhaul.time_limit`, `otel.status_code` |
//! | `http.request` for a pre-signed link, for the target of a redirected download, or for a token: within the `operation` that needs it, or alone when a token is revoked | DEBUG | the same without `url.template`, `http.request.resend_count` |
//!
//! `backhaul.bytes` counts the bytes of the content so far, including those of an earlier run. It and the
//! error are recorded at the end; they are missing if the future is dropped before.
//!
//! Events, all at level DEBUG, say why work continues after a failure: `trying again` between two attempts,
//! within `operation`; `still waiting` after a failed poll; `download goes on` after an answer that broke
//! off, within `download`. `download without a lock`, also within `download`, says that the file system does
//! not support locks, so nothing prevents another download from writing the same file.
//!
//! The one event at level WARN is `token store`, when the store that processes share their tokens in does not
//! work or has something that cannot be used. Its `error.message` names the file and the problem; the client
//! goes on with a token of its own.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use tracing::Span;
use tracing::field::Empty;
use url::Url;

use crate::error::{Error, ErrorKind};
use crate::provider::Provider;
use crate::request::operation::Operation;
use crate::shown::OneLine;

/// The span of one call.
pub(crate) fn operation(provider: &Provider, operation: &Operation) -> Span {
    tracing::info_span!(
        "operation",
        otel.name = operation.name,
        otel.kind = "internal",
        backhaul.provider = provider.name,
        backhaul.operation = operation.name,
        backhaul.attempts = Empty,
        backhaul.request_id = Empty,
        http.request.method = operation.method.as_str(),
        url.template = operation.template(),
        http.response.status_code = Empty,
        error.r#type = Empty,
        backhaul.time_limit = Empty,
        otel.status_code = Empty,
    )
}

/// Records the answer of a call.
pub(crate) fn operation_answered(
    span: &Span,
    attempts: u32,
    status: StatusCode,
    id: impl FnOnce() -> Option<String>,
) {
    span.record("backhaul.attempts", attempts);
    span.record("http.response.status_code", status.as_u16());
    // Computed only if the span is enabled.
    if !span.is_disabled()
        && let Some(id) = id()
    {
        request_id(span, &id);
    }
}

/// Records the failure of a call.
pub(crate) fn operation_failed(span: &Span, error: &Error) {
    span.record("backhaul.attempts", error.attempts());
    if let Some(id) = error.request_id() {
        request_id(span, id);
    }
    failed(span, error);
}

/// The span of one request; `before` requests of the same call have already been sent.
pub(crate) fn attempt(operation: &Operation, base: &Url, before: u32) -> Span {
    let span = tracing::debug_span!(
        "http.request",
        otel.name = Empty,
        otel.kind = "client",
        http.request.method = operation.method.as_str(),
        url.template = operation.template(),
        server.address = base.host_str(),
        server.port = base.port_or_known_default(),
        http.request.resend_count = Empty,
        http.response.status_code = Empty,
        error.r#type = Empty,
        backhaul.time_limit = Empty,
        otel.status_code = Empty,
    );
    if !span.is_disabled() {
        let method = operation.method.as_str();
        match operation.template() {
            Some(path) => span.record("otel.name", format!("{method} {path}")),
            None => span.record("otel.name", method),
        };
        if before > 0 {
            span.record("http.request.resend_count", before);
        }
    }
    span
}

/// The span of opening a pre-signed link, which is not an operation of a provider.
pub(crate) fn link(name: &'static str) -> Span {
    tracing::info_span!(
        "operation",
        otel.name = name,
        otel.kind = "internal",
        backhaul.operation = name,
        backhaul.request_id = Empty,
        http.response.status_code = Empty,
        error.r#type = Empty,
        backhaul.time_limit = Empty,
        otel.status_code = Empty,
    )
}

/// Records whether a link was opened.
pub(crate) fn link_opened(span: &Span, outcome: Result<(u16, Option<&str>), &Error>) {
    match outcome {
        Ok((status, id)) => {
            span.record("http.response.status_code", status);
            if let Some(id) = id {
                request_id(span, id);
            }
        }
        Err(error) => operation_failed(span, error),
    }
}

/// The span of a whole download.
pub(crate) fn download(operation: &'static str) -> Span {
    tracing::info_span!(
        "download",
        // Not the name of the operation, which names each request of the download.
        otel.name = "download",
        otel.kind = "internal",
        backhaul.operation = operation,
        backhaul.bytes = Empty,
        error.r#type = Empty,
        backhaul.time_limit = Empty,
        otel.status_code = Empty,
    )
}

/// Records that a download is complete or has failed, with `bytes` of the content.
pub(crate) fn download_ended(span: &Span, bytes: u64, failure: Option<&Error>) {
    span.record("backhaul.bytes", bytes);
    if let Some(error) = failure {
        failed(span, error);
    }
}

/// The span of one request outside any operation's document, for a pre-signed link or a token. Only host and
/// port of its address may be shown.
pub(crate) fn request(method: &Method, url: &Url) -> Span {
    tracing::debug_span!(
        "http.request",
        otel.name = method.as_str(),
        otel.kind = "client",
        http.request.method = method.as_str(),
        server.address = url.host_str(),
        server.port = url.port_or_known_default(),
        http.response.status_code = Empty,
        error.r#type = Empty,
        backhaul.time_limit = Empty,
        otel.status_code = Empty,
    )
}

/// Records the answer of a request, or its failure.
pub(crate) fn request_ended(span: &Span, outcome: Result<StatusCode, &Error>) {
    match outcome {
        Err(error) => failed(span, error),
        Ok(status) => {
            span.record("http.response.status_code", status.as_u16());
            if status.is_client_error() || status.is_server_error() {
                span.record("error.type", status.as_str());
                span.record("otel.status_code", "ERROR");
            }
        }
    }
}

/// Another attempt will follow, after `wait`.
pub(crate) fn trying_again(failed_attempts: u32, wait: Duration, error: &Error) {
    tracing::debug!(
        backhaul.attempts = failed_attempts,
        backhaul.wait_seconds = wait.as_secs_f64(),
        error.r#type = %ErrorType(error),
        "trying again"
    );
}

/// A poll has failed, and the wait continues.
pub(crate) fn still_waiting(operation: &str, polls: u32, error: &Error) {
    tracing::debug!(
        backhaul.operation = operation,
        backhaul.polls = polls,
        error.r#type = %ErrorType(error),
        "still waiting"
    );
}

/// An answer has broken off, and the rest will be requested after `wait`.
pub(crate) fn download_goes_on(
    operation: &'static str,
    position: u64,
    wait: Duration,
    error: &Error,
) {
    tracing::debug!(
        backhaul.operation = operation,
        backhaul.bytes = position,
        backhaul.wait_seconds = wait.as_secs_f64(),
        error.r#type = %ErrorType(error),
        "download goes on"
    );
}

/// The file system of a download does not support locks.
pub(crate) fn download_without_lock() {
    tracing::debug!("download without a lock");
}

/// The token store does not work, or has something that cannot be used. The client can do without.
#[cfg(any(feature = "oauth", feature = "otc"))]
pub(crate) fn token_store_failed(problem: &std::io::Error) {
    let problem = problem.to_string();
    tracing::warn!(
        error.message = %OneLine::line(&problem),
        "token store"
    );
}

/// Records a request id, shortened and escaped: it comes from a header of the server.
fn request_id(span: &Span, id: &str) {
    if !span.is_disabled() {
        span.record("backhaul.request_id", OneLine::name(id).to_string());
    }
}

fn failed(span: &Span, error: &Error) {
    if let Some(status) = error.status() {
        span.record("http.response.status_code", status);
    }
    span.record("error.type", tracing::field::display(ErrorType(error)));
    if let Some(limit) = error.time_limit() {
        span.record("backhaul.time_limit", limit.as_str());
    }
    span.record("otel.status_code", "ERROR");
}

/// The kind of failure: the HTTP status if there is one, otherwise a word.
struct ErrorType<'a>(&'a Error);

impl std::fmt::Display for ErrorType<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.0.kind(), self.0.status()) {
            (ErrorKind::Api, Some(status)) => write!(f, "{status}"),
            (kind, _) => f.write_str(kind.as_str()),
        }
    }
}
