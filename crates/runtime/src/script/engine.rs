//! The script: which answer comes next, and what was asked.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::future::ready;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::{Body, Request, Response, ResponseBuilderExt};
use url::Url;

use super::broken_body::{BrokenBody, reset};
use super::error_body;
use super::reply::{Reply, What};
use super::sent_request::SentRequest;
use super::test_clock::TestClock;
use super::unfinished::Unfinished;
use crate::error::transport::host_and_port;
use crate::error::{Error, ErrorKind};
use crate::future::BoxFuture;
use crate::intercept::interceptor::RequestInfo;
use crate::provider::Provider;
use crate::request::operation::CALL;

/// The name of requests for links, as in errors.
pub(crate) const LINK: &str = "download_link";

/// The name of requests to token endpoints.
pub(crate) const TOKEN: &str = "token";

/// Answers for a client in a test, by operation, in place of the network: set it with `.script(&script)` on
/// the builder. Clones share everything.
///
/// The module has [an example](crate::testing). All else works as with a provider: arguments are checked, requests
/// are authorized and retried, answers are read, waits and downloads go on. No socket is opened.
///
/// - The answers for an operation come in the order of the script, one for each request: a call that is retried
///   takes several. Between operations there is no order; [`requests`](Self::requests) has it.
/// - A request without an answer fails, and is not retried. [`finish`](Self::finish) reports it too, in case that
///   the code under test expects failures.
/// - Tokens are made up, and their requests are not listed, unless [`on_token`](Self::on_token) has an answer.
/// - The client gets a [`TestClock`], whose pauses take no time: see [`elapsed`](Self::elapsed). To give it
///   another one, call `.clock(...)` after `.script(...)`; then [`Reply::timeout`] takes as long as that clock says.
#[derive(Clone, Default)]
pub struct Script {
    state: Arc<Mutex<State>>,
    clock: TestClock,
}

#[derive(Default)]
struct State {
    replies: BTreeMap<String, VecDeque<Reply>>,
    requests: Vec<SentRequest>,
    problems: Vec<String>,
}

impl Script {
    /// A script without answers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers the next request for a pre-signed link, or for the target of a redirected download.
    pub fn on_link(&self, reply: Reply) -> &Self {
        self.add(LINK, reply)
    }

    /// Answers the next request of a [`CustomCall`](crate::CustomCall), from `Client::call`.
    pub fn on_call(&self, reply: Reply) -> &Self {
        self.add(CALL, reply)
    }

    /// Answers the next request for a token, or to revoke one.
    pub fn on_token(&self, reply: Reply) -> &Self {
        self.add(TOKEN, reply)
    }

    /// Answers the next request for `operation`.
    pub(crate) fn add(&self, operation: &str, reply: Reply) -> &Self {
        let mut state = self.state();
        let replies = state.replies.entry(operation.to_owned()).or_default();
        replies.push_back(reply);
        drop(state);
        self
    }

    /// All requests so far, in the order in which they were sent. A call that is retried is here once for each
    /// attempt.
    pub fn requests(&self) -> Vec<SentRequest> {
        self.state().requests.clone()
    }

    /// How much time has passed for the client: the pauses of its waits and retries, and its timeouts.
    pub fn elapsed(&self) -> Duration {
        self.clock.elapsed()
    }

    /// Ends the script: all requests, if each of them had an answer and no answer is left.
    ///
    /// # Errors
    /// If there was a request without an answer, or an answer is left, unless it is one
    /// [`for all`](Reply::for_all). The error lists them.
    pub fn finish(&self) -> Result<Vec<SentRequest>, Unfinished> {
        let state = self.state();
        let mut problems = state.problems.clone();
        for (operation, replies) in &state.replies {
            let left = replies.iter().filter(|reply| !reply.is_for_all).count();
            match left {
                0 => {}
                1 => problems.push(format!("1 answer for {operation} is left")),
                _ => problems.push(format!("{left} answers for {operation} are left")),
            }
        }
        if problems.is_empty() {
            Ok(state.requests.clone())
        } else {
            Err(Unfinished(problems))
        }
    }

    pub(crate) fn clock(&self) -> &TestClock {
        &self.clock
    }

    /// The answer to `request`, with the errors of `provider`.
    pub(crate) fn answer(
        &self,
        request: Request,
        info: &RequestInfo<'_>,
        provider: &Provider,
    ) -> BoxFuture<'static, Result<Response, Error>> {
        let reply = match self.next(&request, info) {
            Ok(reply) => reply,
            Err(error) => return Box::pin(ready(Err(error))),
        };
        let url = request.url().clone();
        let id_headers = match info.operation {
            LINK => &["x-amz-request-id"],
            _ => provider.request_id_headers,
        };
        let failure = |kind, what: &str, cause: io::Error| {
            let message = format!("{what} {}: {cause}", host_and_port(&url));
            Err(Error::new(kind, message).with_source(cause))
        };
        let answer = match &reply.what {
            What::Timeout => {
                let clock = self.clock.clone();
                return Box::pin(async move {
                    clock.forever().await;
                    std::future::pending().await
                });
            }
            What::NoConnection => failure(
                ErrorKind::Connect,
                "no connection to",
                io::Error::new(
                    io::ErrorKind::ConnectionRefused,
                    "connection refused by the script",
                ),
            ),
            What::BrokenConnection => {
                failure(ErrorKind::Transport, "the connection broke to", reset())
            }
            What::Body(body) => response(&reply, body.clone(), None, url, id_headers),
            What::Error { code, message } => {
                let (body, media_type) = error(provider, info, code, message);
                response(&reply, body, Some(media_type), url, id_headers)
            }
        };
        Box::pin(ready(answer))
    }

    /// Takes the next reply, and lists the request.
    fn next(&self, request: &Request, info: &RequestInfo<'_>) -> Result<Reply, Error> {
        let mut state = self.state();
        let replies = state.replies.get_mut(info.operation);
        let reply = replies.and_then(|replies| match replies.front() {
            Some(reply) if reply.is_for_all => Some(reply.clone()),
            _ => replies.pop_front(),
        });
        if info.operation == TOKEN && reply.is_none() {
            return Ok(token());
        }
        state.requests.push(SentRequest::new(request, info));
        let problem = match reply {
            None => format!("no answer was left for {}", info.operation),
            Some(reply) => match reply.problem {
                None => return Ok(reply),
                Some(problem) => format!("an answer for {}: {problem}", info.operation),
            },
        };
        let number = state.requests.len();
        let problem = format!("request {number}: {problem}");
        state.problems.push(problem.clone());
        Err(Error::new(
            ErrorKind::InvalidInput,
            format!("the script was not followed: {problem}"),
        ))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A token as all token endpoints give it.
fn token() -> Reply {
    let answer = serde_json::json!({
        "access_token": "made-up-token", "token_type": "Bearer", "expires_in": 3600,
    });
    Reply::json(&answer).header("x-subject-token", "made-up-token")
}

fn error(
    provider: &Provider,
    info: &RequestInfo<'_>,
    code: &str,
    message: &str,
) -> (Bytes, HeaderValue) {
    let json = HeaderValue::from_static("application/json");
    match info.operation {
        LINK => (
            error_body::of_store(code, message).into(),
            HeaderValue::from_static("application/xml"),
        ),
        TOKEN => {
            let body = error_body::of_token_endpoint(code, message);
            (body.to_string().into(), json)
        }
        _ => {
            let body = error_body::of_provider(provider, code, message);
            (body.to_string().into(), json)
        }
    }
}

fn response(
    reply: &Reply,
    body: Bytes,
    media_type: Option<HeaderValue>,
    url: Url,
    id_headers: &[&str],
) -> Result<Response, Error> {
    let body = match reply.breaks_off {
        Some(announced) => Body::wrap(BrokenBody::after(body, announced)),
        None => Body::from(body),
    };
    let wrong = |what: &dyn fmt::Display| Error::invalid_input(format!("a script: {what}"));
    let response = http::Response::builder().status(reply.status).url(url);
    let mut response = response.body(body).map_err(|error| wrong(&error))?;
    let headers = response.headers_mut();
    if let Some(media_type) = media_type {
        headers.insert(CONTENT_TYPE, media_type);
    }
    for (name, value) in &reply.headers {
        headers.insert(name, value.clone());
    }
    if let Some(id) = &reply.request_id {
        let id = HeaderValue::from_str(id).map_err(|error| wrong(&error))?;
        let name = id_headers.first().copied().unwrap_or("x-request-id");
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|error| wrong(&error))?;
        headers.insert(name, id);
    }
    Ok(response.into())
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("Script")
            .field("replies", &state.replies)
            .field("requests", &state.requests)
            .finish_non_exhaustive()
    }
}
