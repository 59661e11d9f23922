//! Calls that no document has.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use backhaul_runtime::testing::{Reply, Script};
use backhaul_runtime::{
    CallEnd, CallInfo, ErrorKind, Interceptor, Method, RequestEnd, RequestInfo, Retry,
};
use backhaul_sandbox::Sandbox;
use serde_json::{Value, json};
use tracing_subscriber::fmt::format::FmtSpan;

use crate::support::answering::{Answering, answer, json};
use crate::support::clients;
use crate::support::log::{Log, listen};

fn client(url: &str) -> backhaul_atlas::Client {
    let token = backhaul_atlas::Credentials::access_token("fake-marker");
    let client = backhaul_atlas::Client::builder().credentials(token);
    client.base_url(url).build().unwrap()
}

#[tokio::test]
async fn an_operation_that_no_document_has_is_called() {
    let server = Answering::start(|_| json("200 OK", &json!({ "id": "w", "size": "8" }))).await;
    let client = client(&server.url);
    let call = client.call(Method::Post, "/api/atlas/v2/groups/{groupId}/widgets");
    let call = call
        .path("groupId", "a b")
        .query("envelope", false)
        .query("tag", "x&y");
    let call = call.query("tag", "z").header("X-Mine", "1");
    let call = call
        .accept("application/vnd.atlas.2025-03-12+json")
        .json(&json!({ "name": "n" }))
        .content_type("application/vnd.atlas.2025-03-12+json");

    #[derive(serde::Deserialize)]
    struct Widget {
        id: String,
        size: i64,
    }
    let widget = call.clone().send_json::<Widget>().await.unwrap();
    assert_eq!((widget.id.as_str(), widget.size), ("w", 8));
    let raw = call.await.unwrap();
    assert_eq!(raw.json::<Value>().unwrap()["id"], "w");

    for asked in server.asked() {
        let line = asked.head.lines().next().unwrap();
        assert_eq!(
            line,
            "POST /api/atlas/v2/groups/a%20b/widgets?envelope=false&tag=x%26y&tag=z HTTP/1.1"
        );
        let versioned = Some("application/vnd.atlas.2025-03-12+json");
        assert_eq!(asked.header("accept"), versioned);
        assert_eq!(asked.header("content-type"), versioned);
        assert_eq!(asked.header("x-mine"), Some("1"));
        assert_eq!(asked.header("authorization"), Some("Bearer fake-marker"));
        assert_eq!(asked.body, r#"{"name":"n"}"#);
    }
}

#[tokio::test]
async fn a_body_may_be_any_bytes_and_json_asks_for_json() {
    let server = Answering::start(|_| json("200 OK", &json!([1]))).await;
    let client = client(&server.url);
    let call = client
        .call(Method::Put, "/x")
        .bytes("a,b\n")
        .content_type("text/csv");
    assert_eq!(
        call.send_json::<Vec<i64>>().await.unwrap().into_inner(),
        [1]
    );
    let call = client.call(Method::Put, "/x").bytes(vec![1_u8, 2]);
    call.send_raw().await.unwrap();
    client.call(Method::Head, "/x").send_raw().await.unwrap();
    let asked = server.asked();
    assert_eq!(asked[0].header("content-type"), Some("text/csv"));
    assert_eq!(asked[0].header("accept"), Some("application/json"));
    assert_eq!(
        asked[1].header("content-type"),
        Some("application/octet-stream")
    );
    assert!(asked[2].head.starts_with("HEAD /x HTTP/1.1"), "{asked:?}");
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_not_quoted() {
    let server = Answering::start(|_| json("200 OK", &json!({ "link": "hidden-text" }))).await;
    let call = client(&server.url).call(Method::Get, "/x");
    let error = call.send_json::<Vec<i64>>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.operation(), Some("call"));
    assert!(
        !format!("{error} {error:?}").contains("hidden-text"),
        "{error:?}"
    );

    let body = json!({ "errorCode": "GONE", "detail": "No." });
    let server = Answering::start(move |_| json("200 OK", &body)).await;
    let call = client(&server.url).call(Method::Get, "/x");
    let error = call.send_json::<Vec<i64>>().await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Api, Some("GONE")));
}

#[tokio::test]
async fn everything_wrong_is_named_and_nothing_is_sent() {
    let server = Answering::start(|_| answer("200 OK", &[], "")).await;
    let client = client(&server.url);
    let call = client.call(Method::Get, "//elsewhere.example/x?token=hidden-text");
    let call = call
        .header("Authorization", "hidden-text")
        .header("a b", "hidden-text");
    let error = call.send_raw().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "call: header(\"authorization\"): is set by the client itself; header: is not the name of a header; path: must \
         not have an empty segment (//); path: must not have a query: call .query(name, value)"
    );
    assert!(error.never_sent());
    assert_eq!(error.problems().len(), 4);
    for path in [
        "https://elsewhere.example/x",
        "/a/../../b",
        "/a/%2e%2e/b",
        "a",
    ] {
        let call = client.call(Method::Delete, path);
        let error = call.send_json::<Value>().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{path}");
    }
    assert!(server.asked().is_empty());
}

/// As HTTP defines the methods, until the caller says otherwise.
#[tokio::test]
async fn only_what_is_idempotent_is_repeated() {
    let server = Answering::start(|_| answer("503 Busy", &[("Retry-After", "0")], "")).await;
    let client = client(&server.url);
    let attempts = async |method, says: Option<bool>| {
        let call = client
            .call(method, "/x")
            .retry(Retry::default().attempts(2));
        let call = match says {
            Some(says) => call.idempotent(says),
            None => call,
        };
        call.call_timeout(Duration::from_secs(60))
            .send_raw()
            .await
            .unwrap_err()
            .attempts()
    };
    for method in [Method::Get, Method::Head, Method::Put, Method::Delete] {
        assert_eq!(attempts(method, None).await, 2, "{method:?}");
        assert_eq!(attempts(method, Some(false)).await, 1, "{method:?}");
    }
    for method in [Method::Post, Method::Patch] {
        assert_eq!(attempts(method, None).await, 1, "{method:?}");
        assert_eq!(attempts(method, Some(true)).await, 2, "{method:?}");
    }
}

/// A redirect is not followed, an error has the provider's code, and wrong credentials are refused.
#[tokio::test]
async fn credentials_go_nowhere_else() {
    let other = Answering::start(|_| answer("200 OK", &[], "")).await;
    let place = format!("{}/x", other.url);
    let server = Answering::start(move |_| answer("307 Temporary", &[("Location", &place)], ""));
    let call = client(&server.await.url).call(Method::Get, "/x");
    let error = call.send_raw().await.unwrap_err();
    assert!(
        error.message().contains("the answer redirects to"),
        "{error}"
    );
    assert!(other.asked().is_empty());

    let sandbox = Sandbox::start().await.unwrap();
    let wrong = clients::atlas(&sandbox, "00000000-wrong-wrong-000000000000");
    let call = wrong.call(
        Method::Get,
        "/api/atlas/v2/groups/{id}/backupCompliancePolicy",
    );
    let call = call.path("id", sandbox.fixtures().group_id);
    let error = call
        .accept("application/vnd.atlas.2023-10-01+json")
        .send_raw()
        .await;
    assert!(error.unwrap_err().is_unauthorized());
}

/// A path may hold anything: no log and no error has it.
#[tokio::test]
async fn no_log_has_the_path_or_anything_else_of_it() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_ansi(false)
        .with_writer(log.clone())
        .finish();
    let guard = listen(subscriber);
    let server = Answering::start(|_| answer("404 Not Found", &[], "")).await;
    let call = client(&server.url).call(Method::Post, "/hidden-path/{id}");
    let call = call
        .path("id", "hidden-value")
        .query("hidden-name", "hidden-query");
    let call = call.header("x-mine", "hidden-header").json("hidden-body");
    let error = call.send_raw().await.unwrap_err();
    drop(guard);
    let text = format!("{} {error} {error:?}", log.text());
    assert!(text.contains("backhaul.operation=\"call\""), "{text}");
    assert!(text.contains("POST"), "{text}");
    assert!(!text.contains("hidden"), "{text}");
    assert!(!text.contains("url.template"), "{text}");
}

/// Writes down all that it sees.
#[derive(Clone, Default)]
struct Watcher(Arc<Mutex<Vec<String>>>);

impl Interceptor for Watcher {
    fn after_request(&self, request: &RequestInfo<'_>, end: &RequestEnd) {
        let line = format!("{request:?} {end:?}");
        self.0.lock().unwrap().push(line);
    }

    fn after_call(&self, call: &CallInfo<'_>, end: &CallEnd<'_>) {
        let line = format!("{call:?} {end:?}");
        self.0.lock().unwrap().push(line);
    }
}

#[tokio::test]
async fn a_script_answers_it_and_an_interceptor_sees_no_path() {
    let script = Script::new();
    script.on_call(Reply::json(&json!({ "new": 1 })));
    let watcher = Watcher::default();
    let token = backhaul_atlas::Credentials::access_token("fake-marker");
    let client = backhaul_atlas::Client::builder().credentials(token);
    let client = client.script(&script).interceptor(watcher.clone());
    let call = client.build().unwrap().call(Method::Get, "/hidden-path");
    let answer = call.query("hidden", 1).send_raw().await.unwrap();
    assert_eq!(answer.json::<Value>().unwrap()["new"], 1);
    let requests = script.finish().unwrap();
    assert_eq!(requests[0].operation(), "call");

    let seen = watcher.0.lock().unwrap();
    assert_eq!(seen.len(), 2, "{seen:?}");
    for line in seen.iter() {
        assert!(line.contains("operation: \"call\""), "{line}");
        assert!(line.contains("path_template: None"), "{line}");
        assert!(!line.contains("hidden"), "{line}");
    }
}
