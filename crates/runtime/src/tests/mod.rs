//! Tests of waiting and paging, with a clock that runs as fast as it can.

mod clock;
mod jobs;
mod names;
mod outcomes;
mod paging;
mod polls;
mod sizes;
#[cfg(feature = "stream")]
mod streams;
mod waits;
mod waits_for_all;

use std::sync::{Arc, Mutex};

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use crate::answer::response::Response;
use crate::auth::{Authorization, HeaderToken, Token};
use crate::clock::Clock;
use crate::connection::Connection;
use crate::core::Core;
use crate::error::{Error, ErrorKind};
use crate::provider::Provider;
use crate::request::operation::{Method, Operation};
use crate::request::path_template::PathTemplate;
use crate::settings::config::Config;

use self::clock::ManualClock;

static PROVIDER: Provider = Provider {
    name: "Example",
    paths_begin_with: &[],
    request_id_headers: &[],
    code_pointers: &[],
    message_pointers: &[],
    throttling: &[],
    throttling_window: None,
    follows_server_date: false,
    clock_skew_codes: &[],
};

static OPERATION: Operation = Operation {
    name: "get_job",
    id: "getJob",
    method: Method::Get,
    path: PathTemplate::new("/jobs/{id}"),
    accept: None,
    content_type: None,
    sensitive: false,
    idempotent: true,
    server: None,
    security: &[],
    source: "",
    __may_grow: (),
};

/// A client that sends nothing: polls and pages are fake.
fn core(clock: &ManualClock, polls_at_once: u32) -> Core {
    core_with(clock.clock(), polls_at_once)
}

fn core_with(clock: Clock, polls_at_once: u32) -> Core {
    let mut config = Config::new("test");
    config.clock = clock;
    config.polls_at_once = polls_at_once;
    let connection = Connection::open(&PROVIDER, "http://127.0.0.1:1", config).unwrap();
    let authorizer = HeaderToken::new("X-Auth-Token", Token::new("fake-token"));
    Core::new(connection, Authorization::fixed(authorizer).unwrap())
}

fn response<T>(value: T) -> Response<T> {
    Response::new(value, StatusCode::OK, HeaderMap::new(), &PROVIDER)
}

/// A failure that may be temporary.
fn outage() -> Error {
    Error::new(ErrorKind::Transport, "the connection broke".to_owned())
}

fn not_found() -> Error {
    Error::answered(StatusCode::NOT_FOUND, None)
}

/// Records events for later checks.
struct Notes<T>(Arc<Mutex<Vec<T>>>);

impl<T: Clone> Notes<T> {
    fn new() -> Self {
        Self(Arc::default())
    }

    fn add(&self, note: T) {
        self.0.lock().unwrap().push(note);
    }

    fn list(&self) -> Vec<T> {
        self.0.lock().unwrap().clone()
    }
}

impl<T> Clone for Notes<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}
