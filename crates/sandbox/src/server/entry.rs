//! From a connection to a request.

use std::error::Error;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, State};
use axum::http::{Response, StatusCode};
use bytes::Bytes;
use http_body_util::LengthLimitError;

use super::record::record;
use super::server::Server;
use crate::faults::Connection;
use crate::http::{Answer, Request};
use crate::records::RequestRecord;

/// More than any provider takes, in bytes.
const MAX_BODY: usize = 16 * 1024 * 1024;

/// The server as axum runs it. Routes are the documents' business, so there is one handler.
pub(crate) fn router(server: Arc<Server>) -> Router {
    Router::new().fallback(handle).with_state(server)
}

async fn handle(
    State(server): State<Arc<Server>>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    request: axum::extract::Request,
) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, MAX_BODY).await;
    let mut request = Request {
        method: parts.method,
        // A client behind a proxy sends the whole address; only path and query count.
        target: parts
            .uri
            .path_and_query()
            .map_or_else(|| "/".to_owned(), ToString::to_string),
        headers: parts.headers,
        body: Bytes::new(),
    };
    match body {
        Ok(body) => {
            connection.has_request();
            request.body = body;
            server.answer(&request, &connection).await
        }
        Err(error) => refuse_body(&server, &request, &error),
    }
}

/// Answers a request whose body is too large or cannot be read, for any provider.
fn refuse_body(server: &Server, request: &Request, error: &axum::Error) -> Response<Body> {
    let is_long = error
        .source()
        .is_some_and(|cause| cause.is::<LengthLimitError>());
    let status = if is_long {
        StatusCode::PAYLOAD_TOO_LARGE
    } else {
        StatusCode::BAD_REQUEST
    };
    server.log.open(RequestRecord {
        status: status.as_u16(),
        ..record(request)
    });
    Answer::empty(status).into_response()
}
