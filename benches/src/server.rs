//! The server that answers the calls: the same program in a process of its own, so that its work is
//! not counted.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, Response};
use axum::routing::{get, put};
use bytes::Bytes;
use tokio::net::TcpListener;

use crate::answers::{EXPORT_JOB, MOVING_CLUSTER, POLLS};

/// What turns a benchmark into its server.
const ARGUMENT: &str = "--as-server";

/// A server that runs until this is dropped.
pub struct Server {
    process: Child,
    url: String,
}

impl Server {
    /// Starts this program once more, as the server.
    ///
    /// # Errors
    /// If it does not start, or does not say where it listens.
    pub fn start() -> io::Result<Self> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg(ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut url = String::new();
        if let Some(stdout) = process.stdout.take() {
            BufReader::new(stdout).read_line(&mut url)?;
        }
        let url = url.trim_end().to_owned();
        Ok(Self { process, url })
    }

    /// Its address, without a path.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It ends when its standard input does.
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

/// Is the server, if this process was started as one; a benchmark calls it first of all. True if it
/// was, and has ended.
///
/// # Errors
/// If no port is free.
pub fn serve_if_asked() -> io::Result<bool> {
    if !std::env::args().any(|argument| argument == ARGUMENT) {
        return Ok(false);
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let listener = runtime.block_on(TcpListener::bind(("127.0.0.1", 0)))?;
    let mut stdout = io::stdout();
    writeln!(stdout, "http://{}", listener.local_addr()?)?;
    stdout.flush()?;
    std::thread::spawn(|| {
        let _ = io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
    runtime.block_on(async { axum::serve(listener, routes()).await })?;
    Ok(true)
}

fn routes() -> Router {
    Router::new()
        .route(
            "/api/atlas/v2/groups/{group}/clusters/{cluster}/backup/exports/{export}",
            get(export),
        )
        .route(
            "/logstores/{logstore}/shipper/{shipper}/tasks",
            put(|_: Bytes| async { sls() }),
        )
        .with_state(Polls::default())
}

/// How often each job that moves has been looked at.
type Polls = Arc<Mutex<HashMap<String, u32>>>;

static SUCCESSFUL_JOB: LazyLock<String> =
    LazyLock::new(|| EXPORT_JOB.replace("InProgress", "Successful"));

async fn export(
    State(polls): State<Polls>,
    Path((_, cluster, job)): Path<(String, String, String)>,
) -> Response<Body> {
    if cluster != MOVING_CLUSTER {
        return atlas(EXPORT_JOB);
    }
    let mut polls = polls.lock().unwrap_or_else(PoisonError::into_inner);
    let count = polls.entry(job).or_default();
    *count += 1;
    // It begins anew afterwards, for the next wait.
    if count.is_multiple_of(POLLS) {
        atlas(&SUCCESSFUL_JOB)
    } else {
        atlas(EXPORT_JOB)
    }
}

/// An answer with as many headers as the real service sends.
fn atlas(body: &'static str) -> Response<Body> {
    answer(
        &[
            (
                "content-type",
                "application/vnd.atlas.2023-01-01+json;charset=utf-8",
            ),
            ("x-request-id", "6f1b0a52-fake-fake-fake-5b0a52c0ffee"),
            ("ratelimit-limit", "1200"),
            ("ratelimit-remaining", "1199"),
            (
                "strict-transport-security",
                "max-age=31536000; includeSubdomains;",
            ),
            ("referrer-policy", "strict-origin-when-cross-origin"),
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("vary", "Accept-Encoding"),
            ("server", "mdbws"),
        ],
        body,
    )
}

fn sls() -> Response<Body> {
    answer(
        &[
            ("server", "AliyunSLS"),
            ("x-log-requestid", "5EDE210000000000FAKE0000"),
            ("access-control-allow-origin", "*"),
        ],
        "",
    )
}

fn answer(headers: &[(&'static str, &'static str)], body: &'static str) -> Response<Body> {
    let mut answer = Response::new(Body::from(body));
    for (name, value) in headers {
        answer.headers_mut().insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    answer
}
