//! A sandbox that misbehaves, seen by a plain HTTP client and by bare sockets.
#![allow(clippy::unwrap_used, clippy::panic)] // In helpers too, not only in the tests.

mod common;

use std::error::Error;
use std::io::ErrorKind;
use std::time::{Duration, SystemTime};

use backhaul_sandbox::{Fault, Sandbox};
use common::Sent;
use reqwest::{Client, Method, Response};
use serde_json::json;

const OPERATION: &str = "CreateRedislogDownloadLink";

/// A request that is not idempotent and that DCS accepts.
fn post(sandbox: &Sandbox) -> Sent {
    let fixtures = sandbox.fixtures();
    let url = format!(
        "{}/v2/{}/instances/{}/redislog/{}/links",
        sandbox.url(),
        fixtures.dcs_project_id,
        fixtures.dcs_instance_id,
        fixtures.dcs_redislog_id
    );
    Sent::new(Method::POST, url)
        .header("x-auth-token", fixtures.dcs_token)
        .header("content-length", "0")
}

/// A sandbox whose clock stands still, so that answers may be compared with each other: a link says
/// to the second when it expires.
async fn at_rest() -> Sandbox {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_709_251_198);
    Sandbox::builder().clock(move || now).start().await.unwrap()
}

fn client() -> Client {
    Client::builder()
        .no_proxy()
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
        .build()
        .unwrap()
}

async fn head(sandbox: &Sandbox) -> Result<Response, reqwest::Error> {
    let Sent {
        method,
        url,
        headers,
        ..
    } = post(sandbox);
    client().request(method, url).headers(headers).send().await
}

/// The status and the body, or what went wrong.
async fn send(sandbox: &Sandbox) -> Result<(u16, String), reqwest::Error> {
    let response = head(sandbox).await?;
    let status = response.status().as_u16();
    Ok((status, response.text().await?))
}

/// How often the request was applied.
fn applied(sandbox: &Sandbox) -> u64 {
    let applied = sandbox.applied();
    assert!(applied.len() <= 1 && applied.iter().all(|one| !one.idempotent));
    applied.first().map_or(0, |one| one.times)
}

/// Whether the peer sent a RST: a FIN would be no I/O error.
fn is_reset(error: &reqwest::Error) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<std::io::Error>()
            && error.kind() == ErrorKind::ConnectionReset
        {
            return true;
        }
        cause = error.source();
    }
    false
}

#[tokio::test]
async fn faults_before_the_operation_leave_the_world_as_it_was() {
    let sandbox = Sandbox::start().await.unwrap();
    let faults = sandbox.faults();
    let busy = Fault::status(503)
        .header("retry-after", "7")
        .header("content-type", "application/json")
        .body("{}");
    faults.on(OPERATION, busy).times(1);
    let response = head(&sandbox).await.unwrap();
    assert_eq!(response.status(), 503);
    assert_eq!(response.headers()["retry-after"], "7");
    assert_eq!(response.text().await.unwrap(), "{}");

    faults.on(OPERATION, Fault::html_page(502)).times(1);
    let (status, page) = send(&sandbox).await.unwrap();
    assert!(status == 502 && page.contains("<html>"), "{page}");

    faults.on(OPERATION, Fault::reset()).times(1);
    assert!(is_reset(&send(&sandbox).await.unwrap_err()));
    assert_eq!(applied(&sandbox), 0);

    assert_eq!(send(&sandbox).await.unwrap().0, 200);
    assert_eq!(applied(&sandbox), 1);
    let seen: Vec<_> = sandbox
        .requests()
        .iter()
        .map(|request| (request.status, request.faults.join(", ")))
        .collect();
    let expected = [
        (503, "status 503"),
        (502, "status 502"),
        (0, "reset"),
        (200, ""),
    ];
    assert_eq!(
        seen,
        expected.map(|(status, name)| (status, name.to_owned()))
    );
}

#[tokio::test]
async fn faults_after_the_operation_hide_that_the_world_has_changed() {
    let sandbox = at_rest().await;
    let faults = sandbox.faults();
    let (_, whole) = send(&sandbox).await.unwrap();
    let length = whole.len();
    let once = |fault| faults.on(OPERATION, fault).times(1);

    once(Fault::reset().after_applied());
    assert!(is_reset(&send(&sandbox).await.unwrap_err()));
    once(Fault::status(504).after_applied());
    assert_eq!(send(&sandbox).await.unwrap(), (504, String::new()));

    once(Fault::truncate(10));
    let mut response = head(&sandbox).await.unwrap();
    assert_eq!(response.content_length(), Some(length as u64));
    assert_eq!(response.chunk().await.unwrap().unwrap(), whole[..10]);
    let error = response.chunk().await.unwrap_err();
    assert!(
        !is_reset(&error),
        "the connection closes in peace: {error:?}"
    );

    once(Fault::cut(10));
    assert_eq!(send(&sandbox).await.unwrap(), (200, whole[..10].to_owned()));
    once(Fault::replace_body("[1]"));
    assert_eq!(send(&sandbox).await.unwrap(), (200, "[1]".to_owned()));
    once(Fault::content_type("text/plain"));
    let response = head(&sandbox).await.unwrap();
    assert_eq!(response.headers().get_all("content-type").iter().count(), 1);
    assert_eq!(response.headers()["content-type"], "text/plain");
    once(Fault::oversize(1_000_000));
    let (_, text) = send(&sandbox).await.unwrap();
    assert_eq!((text.len(), text.trim_end()), (1_000_000, whole.as_str()));

    assert_eq!(applied(&sandbox), 8);
    assert!(
        sandbox.requests()[1..]
            .iter()
            .all(|one| one.status == 504 || one.status == 200)
    );
    assert_eq!(faults.injected().len(), 7);
}

#[tokio::test]
async fn a_stalled_request_goes_on_when_it_is_let() {
    let sandbox = Sandbox::start().await.unwrap();
    let faults = sandbox.faults();
    for (fault, applied_while_it_stalls) in [
        (Fault::stall(), 0),
        (Fault::stall().after_applied(), 2),
        (Fault::stall().before_credentials(), 2),
    ] {
        faults.on(OPERATION, fault).times(1);
        let stalled = faults.next_stall();
        let look = async {
            stalled.await;
            assert_eq!(applied(&sandbox), applied_while_it_stalls);
            faults.release();
        };
        let (answer, ()) = tokio::join!(send(&sandbox), look);
        assert_eq!(answer.unwrap().0, 200);
    }
    assert_eq!(applied(&sandbox), 3);
    let statuses: Vec<_> = sandbox.requests().iter().map(|one| one.status).collect();
    assert_eq!(statuses, [200; 3]);
}

#[tokio::test]
async fn a_client_that_goes_away_ends_its_stall_and_leaves_a_trace() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.faults().on(OPERATION, Fault::stall()).times(1);
    let stalled = sandbox.faults().next_stall();
    tokio::select! {
        _ = send(&sandbox) => panic!("it stalls"),
        () = stalled => {}
    }
    while sandbox.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    let request = &sandbox.requests()[0];
    assert_eq!(
        (request.status, request.faults.as_slice()),
        (0, &["stall".to_owned()][..])
    );
    assert_eq!(applied(&sandbox), 0);
}

#[tokio::test]
async fn a_stalled_request_does_not_hold_up_the_end() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.faults().on(OPERATION, Fault::stall());
    let stalled = sandbox.faults().next_stall();
    let Sent {
        method,
        url,
        headers,
        ..
    } = post(&sandbox);
    let request = client().request(method, url).headers(headers);
    let answer = tokio::spawn(async move { request.send().await.map(|one| one.status()) });
    stalled.await;
    sandbox.stop().await;
    assert_eq!(answer.await.unwrap().unwrap(), 200);
}

#[tokio::test]
async fn a_body_drips_as_it_is_let() {
    let sandbox = at_rest().await;
    let faults = sandbox.faults();
    let (_, whole) = send(&sandbox).await.unwrap();
    faults.on(OPERATION, Fault::drip(u64::MAX)).times(1);
    assert_eq!(send(&sandbox).await.unwrap().1, whole);

    faults.on(OPERATION, Fault::drip(2)).times(1);
    let mut stalled = faults.next_stall();
    let mut response = head(&sandbox).await.unwrap();
    let mut seen = Vec::new();
    for (due, more) in [(2, 1), (3, 2), (5, 1)] {
        stalled.await;
        while seen.len() < due {
            seen.extend_from_slice(&response.chunk().await.unwrap().unwrap());
        }
        assert_eq!(seen, whole.as_bytes()[..due]);
        stalled = faults.next_stall();
        faults.let_bytes(more);
    }
    stalled.await;
    faults.release();
    while let Some(bytes) = response.chunk().await.unwrap() {
        seen.extend_from_slice(&bytes);
    }
    assert_eq!(seen, whole.as_bytes());
}

#[tokio::test]
async fn a_closed_port_refuses_and_opens_again() {
    let sandbox = Sandbox::start().await.unwrap();
    let faults = sandbox.faults();
    let Sent {
        method,
        url,
        headers,
        ..
    } = post(&sandbox);
    let client = client();
    let request = || {
        client
            .request(method.clone(), &url)
            .headers(headers.clone())
    };
    assert!(request().send().await.is_ok());
    for _ in 0..3 {
        faults.refuse_connections().unwrap();
        faults.refuse_connections().unwrap();
        let error = send(&sandbox).await.unwrap_err();
        assert!(error.is_connect() && !is_reset(&error), "{error:?}");
        faults.accept_connections().unwrap();
        faults.accept_connections().unwrap();
        assert_eq!(send(&sandbox).await.unwrap().0, 200);
    }
    // A client that keeps its connections has lost them too, and makes others.
    assert!(request().send().await.is_ok());
}

#[tokio::test]
async fn a_sandbox_that_has_ended_has_no_port_any_more() {
    let sandbox = Sandbox::start().await.unwrap();
    let faults = sandbox.faults();
    let url = sandbox.url().to_owned();
    sandbox.stop().await;
    let error = client().get(url).send().await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    assert!(faults.refuse_connections().is_err() && faults.accept_connections().is_err());
}

#[tokio::test]
async fn a_connection_can_be_reset_before_a_request() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.faults().reset_connections(2);
    for _ in 0..2 {
        let error = send(&sandbox).await.unwrap_err();
        assert!(!error.is_connect(), "the connection stood: {error:?}");
    }
    assert_eq!(send(&sandbox).await.unwrap().0, 200);
    assert_eq!(sandbox.requests().len(), 1);
    sandbox.faults().reset_connections(1);
    sandbox.faults().clear();
    assert_eq!(send(&sandbox).await.unwrap().0, 200);
}

#[tokio::test]
async fn a_fault_waits_for_the_request_that_answers_the_challenge() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let url = format!(
        "{}/api/atlas/v2/groups/{}/clusters/{}/backup/exports/{}",
        sandbox.url(),
        fixtures.group_id,
        fixtures.cluster_name,
        fixtures.running_export_id
    );
    let get = Sent::new(Method::GET, url).header("accept", "application/vnd.atlas.2023-01-01+json");
    let order = sandbox
        .faults()
        .on("getBackupExport", Fault::status(503))
        .times(1);
    let wrong = get
        .clone()
        .send_with_digest(fixtures.public_key, "fake-wrong")
        .await;
    assert_eq!((wrong.status.as_u16(), order.injected()), (401, 0));
    let right = || {
        get.clone()
            .send_with_digest(fixtures.public_key, fixtures.private_key)
    };
    assert_eq!(right().await.status, 503);
    assert_eq!(order.injected(), 1);
    assert_eq!(right().await.status, 200);

    let gateway = Fault::status(503).before_credentials();
    sandbox.faults().on("getBackupExport", gateway).times(1);
    assert_eq!(get.clone().send().await.status, 503);
    assert_eq!(get.send().await.status, 401);
}

#[tokio::test]
async fn token_endpoints_are_operations_too() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let operations = sandbox.operations();
    assert!(operations.contains(&"iam token") && operations.contains(&"getBackupExport"));
    let order = sandbox
        .faults()
        .on("iam token", Fault::reset().after_applied());
    let user = json!({ "id": fixtures.iam_user_id, "password": fixtures.iam_password });
    let identity = json!({ "methods": ["password"], "password": { "user": user } });
    let token = client()
        .post(format!("{}/v3/auth/tokens", sandbox.url()))
        .body(json!({ "auth": { "identity": identity } }).to_string());
    assert!(is_reset(&token.send().await.unwrap_err()));
    assert_eq!((order.injected(), sandbox.token_fetches().iam), (1, 1));
    assert!(sandbox.applied().is_empty());
}

#[tokio::test]
async fn what_is_applied_twice_shows() {
    let sandbox = Sandbox::start().await.unwrap();
    let other = Sent {
        url: post(&sandbox).url.replace("/links", "/nowhere"),
        ..post(&sandbox)
    };
    let mut missing = post(&sandbox);
    missing.url = missing
        .url
        .replace(sandbox.fixtures().dcs_redislog_id, "nothing");
    for request in [post(&sandbox), other, missing, post(&sandbox)] {
        request.send().await;
    }
    let applied = sandbox.applied();
    assert_eq!(
        applied.len(),
        1,
        "what was refused was not applied: {applied:?}"
    );
    assert_eq!(
        (applied[0].operation.as_str(), applied[0].times),
        (OPERATION, 2)
    );
    assert!(post(&sandbox).url.ends_with(&applied[0].target));
}

/// Nothing else looks at real time: all of the above must be quick.
#[tokio::test]
async fn many_faults_take_no_time() {
    let sandbox = Sandbox::start().await.unwrap();
    let order = sandbox.faults().everywhere(Fault::reset()).every(10);
    let all = async {
        let mut failed = 0;
        for _ in 0..100 {
            failed += u64::from(send(&sandbox).await.is_err());
        }
        failed
    };
    let failed = tokio::time::timeout(Duration::from_secs(60), all)
        .await
        .unwrap();
    assert_eq!((failed, order.injected(), applied(&sandbox)), (10, 10, 90));
}
