//! Limits of time, and what the error says of the attempts before.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use backhaul_runtime::{Clock, ErrorKind, Retry, TimeLimit};
use wire::recorder;

use crate::retry::calls::{Unused, answer};

/// A clock by which a limit of `over` is over at once, and no other ever.
fn clock_that_ends(over: Duration) -> Clock {
    Clock::new(|| SystemTime::UNIX_EPOCH).with_limit(move |limit| {
        Box::pin(async move {
            if limit != over {
                std::future::pending::<()>().await;
            }
        })
    })
}

#[tokio::test]
async fn each_limit_of_time_says_that_it_ended_the_call() {
    // A listener that takes connections and never answers.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", silent.local_addr().unwrap());
    let builder = || {
        backhaul_atlas::Client::builder()
            .credentials(backhaul_atlas::Credentials::access_token("fake-token"))
            .base_url(&address)
            .retry(Retry::off())
    };
    let call = |client: backhaul_atlas::Client| async move {
        let call = client
            .get_backup_export()
            .group_id("5f0000000000000000000001");
        let call = call
            .cluster_name("Cluster-0")
            .export_id("5f00000000000000000000b1");
        call.send().await.map(|_| ())
    };
    let attempt = builder()
        .timeout(Duration::from_secs(5))
        .clock(clock_that_ends(Duration::from_secs(5)))
        .build()
        .unwrap();
    let error = call(attempt).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.time_limit()),
        (ErrorKind::Timeout, Some(TimeLimit::Attempt))
    );
    assert!(
        error.is_timeout() && error.to_string().contains("within 5 s (timeout)"),
        "{error}"
    );

    let five = Duration::from_secs(5);
    let client = builder().clock(clock_that_ends(five)).build().unwrap();
    let one = client
        .get_backup_export()
        .group_id("5f0000000000000000000001")
        .cluster_name("Cluster-0")
        .export_id("5f00000000000000000000b1");
    let error = one.timeout(five).send().await.unwrap_err();
    assert_eq!(
        error.time_limit(),
        Some(TimeLimit::Attempt),
        "set for one call"
    );

    let limit = Duration::from_secs(7);
    let whole = builder()
        .call_timeout(limit)
        .clock(clock_that_ends(limit))
        .build()
        .unwrap();
    let error = call(whole).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.time_limit()),
        (ErrorKind::Timeout, Some(TimeLimit::Call))
    );
    assert!(
        error.to_string().contains("longer than 7 s (call_timeout)"),
        "{error}"
    );
    assert!(!error.is_retryable());
}

/// A clock by which the time of a call is over while it waits for its second attempt.
fn clock_that_ends_in_a_wait(limit: Duration) -> Clock {
    let waiting = Arc::new(tokio::sync::Notify::new());
    let begins = Arc::clone(&waiting);
    Clock::new(|| SystemTime::UNIX_EPOCH)
        .with_sleep(move |_| {
            begins.notify_one();
            Box::pin(std::future::pending())
        })
        .with_limit(move |time| {
            let waiting = Arc::clone(&waiting);
            Box::pin(async move {
                if time != limit {
                    std::future::pending::<()>().await;
                }
                waiting.notified().await;
            })
        })
}

#[tokio::test]
async fn a_call_that_runs_out_of_time_tells_what_failed_before() {
    let unused = Unused::new();
    let limit = Duration::from_secs(7);
    let client = backhaul_dcs::Client::builder()
        .credentials(backhaul_dcs::Credentials::token("fake-token"))
        .base_url(&unused.address)
        .clock(clock_that_ends_in_a_wait(limit))
        .call_timeout(limit)
        .build()
        .unwrap();
    let call = client.create_redislog_download_link().project_id("p");
    let error = call.instance_id("i").id("l").send().await.unwrap_err();
    assert_eq!(
        (error.attempts(), error.time_limit()),
        (1, Some(TimeLimit::Call))
    );
    assert!(error.never_sent(), "no attempt had left this machine");
    let text = error.to_string();
    assert!(
        text.contains("call_timeout") && text.contains("refused"),
        "{text}"
    );
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn a_call_that_runs_out_of_time_also_has_the_last_answer() {
    let body = "{\"errorCode\":\"BUSY\",\"detail\":\"try later\"}";
    let headers = "X-Request-Id: 5B0A\r\nRetry-After: 30\r\n";
    let busy = answer("503 Service Unavailable", headers, body);
    let (address, _recorded) = recorder(vec![busy]).await;
    let limit = Duration::from_secs(7);
    let client = backhaul_atlas::Client::builder()
        .credentials(backhaul_atlas::Credentials::access_token("fake-token"))
        .base_url(&address)
        .clock(clock_that_ends_in_a_wait(limit))
        .build()
        .unwrap();
    let call = client
        .get_backup_export()
        .group_id("5f0000000000000000000001")
        .cluster_name("Cluster-0")
        .export_id("5f00000000000000000000b1");
    let error = call.call_timeout(limit).send().await.unwrap_err();
    assert_eq!(error.time_limit(), Some(TimeLimit::Call));
    assert_eq!(
        (error.request_id(), error.code()),
        (Some("5B0A"), Some("BUSY"))
    );
    assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
    let end = "the last failure was: 503 Service Unavailable, BUSY: try later (request 5B0A)";
    assert!(error.to_string().ends_with(end), "{error}");
}
