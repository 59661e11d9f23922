//! The server as a whole: what it keeps, and when it ends.

use std::time::{Duration, SystemTime};

use backhaul_sandbox::Sandbox;
use reqwest::Method;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use crate::common::Sent;

#[tokio::test]
async fn requests_are_kept_in_order_without_their_headers() {
    let sandbox = Sandbox::start().await.unwrap();
    let get = |path: &str| Sent::new(Method::GET, format!("{}{path}", sandbox.url()));
    assert_eq!(get("/nowhere?x=1").send().await.status, 404);
    let secret = get("/v2/p/instances/i/redislog/l/links").header("x-auth-token", "secret-marker");
    assert_eq!(secret.send().await.status, 404);
    let requests = sandbox.requests();
    let seen: Vec<_> = requests
        .iter()
        .map(|r| (r.method.as_str(), r.target.as_str(), r.status))
        .collect();
    assert_eq!(
        seen,
        [
            ("GET", "/nowhere?x=1", 404),
            ("GET", "/v2/p/instances/i/redislog/l/links", 404)
        ]
    );
    assert!(requests.iter().all(|r| r.operation.is_none()));
    assert!(!format!("{requests:?} {sandbox:?}").contains("secret-marker"));
}

/// Sends bytes as they are, and returns the first line of the answer.
async fn first_line(sandbox: &Sandbox, bytes: &[u8]) -> String {
    let address = sandbox.url().strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).await.unwrap();
    line.trim_end().to_owned()
}

#[tokio::test]
async fn a_body_that_is_too_long_or_broken_is_refused_and_recorded() {
    let sandbox = Sandbox::start().await.unwrap();
    let chunked = "Transfer-Encoding: chunked\r\n\r\n";
    let broken = format!("POST /api/oauth/token HTTP/1.1\r\nHost: a\r\n{chunked}zz\r\n");
    let line = first_line(&sandbox, broken.as_bytes()).await;
    assert_eq!(line, "HTTP/1.1 400 Bad Request");
    let path = "/fake-download/a?Signature=marker";
    let head = format!("PUT {path} HTTP/1.1\r\nHost: a\r\n{chunked}1000001\r\n");
    let long = [head.into_bytes(), vec![b'a'; 0x0100_0001]].concat();
    let line = first_line(&sandbox, &long).await;
    assert_eq!(line, "HTTP/1.1 413 Payload Too Large");
    let seen: Vec<String> = sandbox.requests().iter().map(ToString::to_string).collect();
    let expected = [
        "POST /api/oauth/token -> 400",
        "PUT /fake-download/a?[signed] -> 413",
    ];
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn a_record_is_shown_on_one_line() {
    let sandbox = Sandbox::start().await.unwrap();
    // Invisible characters are allowed in a path; control characters are not.
    let long = "a".repeat(5000);
    let request = format!("GET /x\u{202e}{long} HTTP/1.1\r\nHost: a\r\n\r\n");
    first_line(&sandbox, request.as_bytes()).await;
    let record = sandbox.requests().remove(0);
    assert_eq!(record.target, format!("/x\u{202e}{long}"));
    let shown = record.to_string();
    assert!(shown.starts_with("GET /x\\u{202e}aaa"), "{shown}");
    assert!(
        shown.ends_with("a... (4003 characters more) -> 404"),
        "{shown}"
    );
    // A target with a line break, as a test may make one.
    let mut forged = record;
    forged.target = "/x\nGET /y -> 200\u{1b}[2J".to_owned();
    assert_eq!(
        forged.to_string(),
        "GET /x\\nGET /y -> 200\\u{1b}[2J -> 404"
    );
}

#[tokio::test]
async fn the_date_of_answers_is_that_of_the_injected_clock() {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_527_408_304);
    let sandbox = Sandbox::builder().clock(move || now).start().await.unwrap();
    let answer = Sent::new(Method::GET, sandbox.url().to_owned())
        .send()
        .await;
    assert_eq!(answer.header("date"), "Sun, 27 May 2018 08:05:04 GMT");
}

#[tokio::test]
async fn a_stopped_or_dropped_sandbox_answers_no_more() {
    let connects = async |url: &str| {
        let address = url.strip_prefix("http://").unwrap();
        tokio::net::TcpStream::connect(address).await.is_ok()
    };
    let sandbox = Sandbox::start().await.unwrap();
    let url = sandbox.url().to_owned();
    // Neither an idle connection nor one that was never used delays it.
    let client = reqwest::Client::builder()
        .no_proxy()
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
        .build()
        .unwrap();
    let kept = client.get(&url).send().await.unwrap().bytes().await;
    assert!(kept.is_ok());
    let address = url.strip_prefix("http://").unwrap();
    let unused = tokio::net::TcpStream::connect(address).await;
    assert!(unused.is_ok());
    sandbox.stop().await;
    assert!(!connects(&url).await);

    let sandbox = Sandbox::start().await.unwrap();
    let url = sandbox.url().to_owned();
    drop(sandbox);
    // The server's task ends as soon as it gets its turn.
    while connects(&url).await {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_request_that_never_ends_does_not_delay_the_stop() {
    let head = "POST /api/oauth/token HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n";
    for sent in [
        "POST /api",
        head,
        &format!("{head}\r\n"),
        &format!("{head}\r\nabc"),
    ] {
        let sandbox = Sandbox::start().await.unwrap();
        let address = sandbox.url().strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(sent.as_bytes()).await.unwrap();
        // By the time this is answered, the server has seen the other one too.
        first_line(&sandbox, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").await;
        let limit = Duration::from_secs(20);
        let stopped = tokio::time::timeout(limit, sandbox.stop()).await;
        assert!(stopped.is_ok(), "{sent:?}");
    }
}

#[tokio::test]
async fn two_sandboxes_do_not_share_their_state() {
    let (one, other) = (
        Sandbox::start().await.unwrap(),
        Sandbox::start().await.unwrap(),
    );
    let fixtures = one.fixtures();
    let running = fixtures.running_log_job_id;
    one.advance_log_job(fixtures.group_id, running);
    assert_eq!(
        one.log_job_status(fixtures.group_id, running),
        Some("SUCCESS")
    );
    assert_eq!(
        other.log_job_status(fixtures.group_id, running),
        Some("IN_PROGRESS")
    );
}
