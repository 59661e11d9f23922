//! Spans and events: every name that this workspace writes with `tracing` stands here.
//!
//! Names are those of OpenTelemetry's conventions for HTTP clients, where it has one. A value is
//! recorded only if it is on the list below: no address, query, header or body ever is, since each of
//! them may hold a secret or data.
//!
//! | span | level | fields |
//! |---|---|---|
//! | `operation`, from `send()` to the decoded answer, or to the first byte of a stream; for each request of a pre-signed link too, as `download_link` | INFO | `otel.name`, `otel.kind`, `backhaul.provider`, `backhaul.operation`, `backhaul.attempts`, `backhaul.request_id`, `http.request.method`, `url.template`, `http.response.status_code`, `error.type`, `backhaul.time_limit`, `otel.status_code` |
//! | `http.request`, one request with its answer; without `url.template` and `http.request.resend_count` if it is for a pre-signed link | DEBUG | `otel.name`, `otel.kind`, `http.request.method`, `url.template`, `server.address`, `server.port`, `http.request.resend_count`, `http.response.status_code`, `error.type`, `backhaul.time_limit`, `otel.status_code` |
//!
//! Events, all of level DEBUG, tell why something goes on after a failure: `trying again` between two
//! attempts, within `operation`; `still waiting` after a poll that failed; `download goes on` after
//! an answer that broke off.

use std::time::Duration;

use reqwest::StatusCode;
use tracing::Span;
use tracing::field::Empty;
use url::Url;

use crate::body::Received;
use crate::error::{Error, ErrorKind};
use crate::operation::Operation;
use crate::provider::Provider;

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
        url.template = operation.path.as_str(),
        http.response.status_code = Empty,
        error.r#type = Empty,
        backhaul.time_limit = Empty,
        otel.status_code = Empty,
    )
}

/// A call has its answer.
pub(crate) fn operation_answered(span: &Span, received: &Received) {
    span.record("backhaul.attempts", received.attempts);
    span.record("http.response.status_code", received.status.as_u16());
    // Looked up only if someone wants it.
    if !span.is_disabled()
        && let Some(id) = received.request_id()
    {
        span.record("backhaul.request_id", id);
    }
}

/// A call has failed.
pub(crate) fn operation_failed(span: &Span, error: &Error) {
    span.record("backhaul.attempts", error.attempts());
    if let Some(id) = error.request_id() {
        span.record("backhaul.request_id", id);
    }
    failed(span, error);
}

/// The span of one request; `before` requests of the same call have been sent already.
pub(crate) fn attempt(operation: &Operation, base: &Url, before: u32) -> Span {
    let span = tracing::debug_span!(
        "http.request",
        otel.name = Empty,
        otel.kind = "client",
        http.request.method = operation.method.as_str(),
        url.template = operation.path.as_str(),
        server.address = base.host_str(),
        server.port = base.port_or_known_default(),
        http.request.resend_count = Empty,
        http.response.status_code = Empty,
        error.r#type = Empty,
        backhaul.time_limit = Empty,
        otel.status_code = Empty,
    );
    if !span.is_disabled() {
        let name = format!("{} {}", operation.method.as_str(), operation.path.as_str());
        span.record("otel.name", name);
        if before > 0 {
            span.record("http.request.resend_count", before);
        }
    }
    span
}

/// The span of opening a pre-signed link, which is an operation of no provider.
pub(crate) fn link(name: &'static str) -> Span {
    tracing::info_span!(
        "operation",
        otel.name = name,
        otel.kind = "internal",
        backhaul.operation = name,
        backhaul.request_id = Empty,
        backhaul.attempts = Empty,
        http.response.status_code = Empty,
        error.r#type = Empty,
        backhaul.time_limit = Empty,
        otel.status_code = Empty,
    )
}

/// A link has been opened, or not.
pub(crate) fn link_opened(span: &Span, outcome: Result<StatusCode, &Error>) {
    match outcome {
        Ok(status) => {
            span.record("http.response.status_code", status.as_u16());
        }
        Err(error) => operation_failed(span, error),
    }
}

/// The span of one request for a pre-signed link, of which only the host may be shown.
pub(crate) fn link_request(link: &Url) -> Span {
    tracing::debug_span!(
        "http.request",
        otel.name = "GET",
        otel.kind = "client",
        http.request.method = "GET",
        server.address = link.host_str(),
        server.port = link.port_or_known_default(),
        http.response.status_code = Empty,
        error.r#type = Empty,
        backhaul.time_limit = Empty,
        otel.status_code = Empty,
    )
}

/// A request has its answer, or none.
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

/// A poll has failed, and the wait goes on.
pub(crate) fn still_waiting(operation: &str, polls: u32, error: &Error) {
    tracing::debug!(
        backhaul.operation = operation,
        backhaul.polls = polls,
        error.r#type = %ErrorType(error),
        "still waiting"
    );
}

/// An answer has broken off, and its rest will be asked for after `wait`.
pub(crate) fn download_goes_on(
    operation: Option<&str>,
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

/// What sort of failure: the HTTP status if it was one, else a word.
struct ErrorType<'a>(&'a Error);

impl std::fmt::Display for ErrorType<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.0.kind(), self.0.status()) {
            (ErrorKind::Api, Some(status)) => write!(f, "{status}"),
            (kind, _) => f.write_str(kind.as_str()),
        }
    }
}
