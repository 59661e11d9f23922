//! What is tried again, after which pause, and what the last failure says.

use std::time::Duration;

use backhaul_runtime::{ErrorKind, Retry};
use wire::{json_answer, recorder};

use crate::retry::calls::{Unused, answer, closed, get, unavailable};
use crate::support::pauses::Pauses;

#[tokio::test]
async fn an_idempotent_call_is_repeated_until_it_works() {
    let waits = Pauses::default();
    let good = json_answer("{\"exportBucketId\":\"b\"}");
    let script = vec![unavailable(), closed(), unavailable(), good];
    let (outcome, requests) = get(script, &waits, Retry::standard()).await;
    outcome.unwrap();
    assert_eq!(requests.await.unwrap().len(), 4);
    let waits = waits.list();
    for (wait, limit) in waits.iter().zip([500, 1000, 2000]) {
        assert!(*wait <= Duration::from_millis(limit), "{waits:?}");
    }
    assert_eq!(waits.len(), 3);
}

#[tokio::test]
async fn the_last_failure_is_reported_with_the_number_of_attempts() {
    let waits = Pauses::default();
    let retry = Retry::standard().attempts(3);
    let (outcome, _) = get(vec![unavailable(); 3], &waits, retry).await;
    let error = outcome.unwrap_err();
    assert_eq!((error.attempts(), error.status()), (3, Some(503)));
    assert!(error.is_retryable() && !error.never_sent());
    let text = error.to_string();
    assert!(
        text.contains("MongoDB Cloud Manager Unavailable"),
        "the page is quoted: {text}"
    );
    assert!(text.ends_with("(3 attempts)"), "{text}");
}

#[tokio::test]
async fn retry_after_is_the_least_wait_in_both_of_its_forms() {
    for header in [
        "Retry-After: 55\r\n",
        "Retry-After: Fri, 01 Mar 2024 00:00:53 GMT\r\n",
    ] {
        let waits = Pauses::default();
        let limited = answer(
            "429 Too Many Requests",
            header,
            "{\"errorCode\":\"RATE_LIMITED\"}",
        );
        let script = vec![limited, json_answer("{\"exportBucketId\":\"b\"}")];
        get(script, &waits, Retry::standard()).await.0.unwrap();
        assert_eq!(waits.list(), [Duration::from_secs(55)], "{header}");
    }
}

#[tokio::test]
async fn what_time_cannot_fix_is_sent_once() {
    let refused = |status: &str| answer(status, "", "{\"errorCode\":\"CODE\"}");
    for script in [
        vec![refused("400 Bad Request")],
        vec![refused("401 Unauthorized")],
        vec![refused("403 Forbidden")],
        vec![refused("404 Not Found")],
        vec![refused("409 Conflict")],
        vec![refused("501 Not Implemented")],
        vec![json_answer("{\"exportBucketId\":")],
    ] {
        let waits = Pauses::default();
        let shown = script[0].lines().next().unwrap().to_owned();
        let error = get(script, &waits, Retry::standard()).await.0.unwrap_err();
        assert_eq!((error.attempts(), waits.list().len()), (1, 0), "{shown}");
        assert!(!error.is_retryable(), "{shown}");
    }
}

#[tokio::test]
async fn retries_can_be_switched_off() {
    let waits = Pauses::default();
    let error = get(vec![unavailable()], &waits, Retry::off())
        .await
        .0
        .unwrap_err();
    assert_eq!((error.attempts(), waits.list().len()), (1, 0));
}

#[tokio::test]
async fn sls_throttles_with_403_and_a_quota_code() {
    for (code, attempts) in [
        ("MetaOperationQpsLimitExceeded", 2),
        ("ProjectForbidden", 1),
    ] {
        let waits = Pauses::default();
        let body = format!("{{\"errorCode\":\"{code}\",\"errorMessage\":\"m\"}}");
        let ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_owned();
        let (address, _recorded) = recorder(vec![answer("403 Forbidden", "", &body), ok]).await;
        let client = backhaul_sls::Client::builder()
            .credentials(backhaul_sls::Credentials::access_key(
                "FAKEAKID",
                "fake-secret",
            ))
            .endpoint(&address)
            .region("cn-hangzhou")
            .project("ali-test-project")
            .clock(waits.clock())
            .build()
            .unwrap();
        let call = client
            .retry_shipper_task()
            .logstore("ls")
            .shipper_name("sh")
            .body(["id"]);
        let outcome = call.send().await;
        assert_eq!(outcome.is_ok(), attempts == 2, "{code}");
        assert_eq!(waits.list().len(), attempts - 1, "{code}");
        if let Err(error) = outcome {
            assert!(!error.is_throttled());
        }
    }
}

#[tokio::test]
async fn fetching_a_token_is_repeated_too() {
    let unused = Unused::new();
    let waits = Pauses::default();
    let client = backhaul_atlas::Client::builder()
        .credentials(backhaul_atlas::Credentials::service_account(
            "mdb_sa_id_fake",
            "fake-secret",
        ))
        .base_url(&unused.address)
        .clock(waits.clock())
        .build()
        .unwrap();
    let call = client
        .get_backup_export()
        .group_id("5f0000000000000000000001");
    let call = call
        .cluster_name("Cluster-0")
        .export_id("5f00000000000000000000b1");
    let error = call.send().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.attempts()),
        (ErrorKind::Credentials, 4)
    );
    assert!(error.is_retryable() && error.never_sent());
    assert_eq!(waits.list().len(), 3);
    assert!(error.to_string().contains("did not answer: "), "{error}");
}
