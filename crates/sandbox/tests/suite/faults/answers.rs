//! Faults instead of an answer, or on its way.

use std::time::Duration;

use backhaul_sandbox::{Fault, Sandbox};
use reqwest::Method;
use serde_json::json;

use super::request::{OPERATION, applied, at_rest, client, head, is_reset, post, send};
use crate::common::Sent;

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

/// No fault waits for real time.
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
