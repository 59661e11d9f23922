//! When a failed call is tried again, and when it is not: against a listener that plays a script.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use backhaul_runtime::{Clock, Error, ErrorKind, Retry, TimeLimit};
use tokio::task::JoinHandle;
use wire::{json_answer, recorder};

/// The waits that a client asked for; none of them really passes.
#[derive(Clone, Default)]
struct Waits(Arc<Mutex<Vec<Duration>>>);

impl Waits {
    fn clock(&self) -> Clock {
        let waits = self.clone();
        Clock::new(|| SystemTime::UNIX_EPOCH + Duration::from_secs(1_709_251_198)).with_sleep(
            move |wait| {
                waits.0.lock().unwrap().push(wait);
                Box::pin(async {})
            },
        )
    }

    fn list(&self) -> Vec<Duration> {
        self.0.lock().unwrap().clone()
    }
}

fn answer(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

fn unavailable() -> String {
    answer(
        "503 Service Unavailable",
        "",
        "<html>MongoDB Cloud Manager Unavailable</html>",
    )
}

/// A reset: the request is read, and the connection closed without an answer.
fn closed() -> String {
    String::new()
}

/// An idempotent call (GET an export) against `script`: its outcome, and what the listener got.
async fn get(
    script: Vec<String>,
    waits: &Waits,
    retry: Retry,
) -> (Result<(), Error>, JoinHandle<Vec<String>>) {
    let (address, requests) = recorder(script).await;
    let client = backhaul_atlas::Client::builder()
        .credentials(backhaul_atlas::Credentials::access_token("fake-token"))
        .base_url(&address)
        .clock(waits.clock())
        .retry(retry)
        .build()
        .unwrap();
    let call = client
        .get_backup_export()
        .group_id("5f0000000000000000000001");
    let call = call
        .cluster_name("Cluster-0")
        .export_id("5f00000000000000000000b1");
    (call.send().await.map(|_| ()), requests)
}

/// A call that is not idempotent (POST for a link).
async fn post(script: Vec<String>, waits: &Waits, idempotent: Option<bool>) -> Result<(), Error> {
    let (address, _recorded) = recorder(script).await;
    let client = backhaul_dcs::Client::builder()
        .credentials(backhaul_dcs::Credentials::token("fake-token"))
        .base_url(&address)
        .clock(waits.clock())
        .build()
        .unwrap();
    let call = client.create_redislog_download_link().project_id("p");
    let mut call = call.instance_id("i").id("l");
    if let Some(idempotent) = idempotent {
        call = call.idempotent(idempotent);
    }
    call.send().await.map(|_| ())
}

#[tokio::test]
async fn an_idempotent_call_goes_again_until_it_works() {
    let waits = Waits::default();
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
async fn the_last_failure_is_told_with_the_number_of_attempts() {
    let waits = Waits::default();
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
        let waits = Waits::default();
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
async fn what_time_cannot_mend_goes_once() {
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
        let waits = Waits::default();
        let shown = script[0].lines().next().unwrap().to_owned();
        let error = get(script, &waits, Retry::standard()).await.0.unwrap_err();
        assert_eq!((error.attempts(), waits.list().len()), (1, 0), "{shown}");
        assert!(!error.is_retryable(), "{shown}");
    }
}

#[tokio::test]
async fn retries_can_be_switched_off() {
    let waits = Waits::default();
    let error = get(vec![unavailable()], &waits, Retry::off())
        .await
        .0
        .unwrap_err();
    assert_eq!((error.attempts(), waits.list().len()), (1, 0));
}

#[tokio::test]
async fn a_client_without_a_budget_tries_once() {
    let waits = Waits::default();
    let retry = Retry::standard().budget(0);
    let error = get(vec![unavailable()], &waits, retry).await.0.unwrap_err();
    assert_eq!((error.attempts(), waits.list().len()), (1, 0));
    assert!(error.is_retryable());
    let line = error.to_string();
    assert!(line.contains("budget of retries is used up"), "{line}");
    // Without retries there is nothing to explain.
    let off = get(vec![unavailable()], &waits, Retry::off()).await.0;
    let line = off.unwrap_err().to_string();
    assert!(!line.contains("not sent again"), "{line}");
}

#[tokio::test]
async fn a_post_that_may_have_been_received_is_never_sent_twice() {
    for script in [
        vec![closed()],
        vec![unavailable()],
        vec![answer("429 Too Many Requests", "", "")],
    ] {
        let waits = Waits::default();
        let error = post(script, &waits, None).await.unwrap_err();
        assert_eq!((error.attempts(), waits.list().len()), (1, 0), "{error}");
        assert!(error.is_retryable() && !error.never_sent(), "{error}");
    }
    // Unless the caller knows better.
    let waits = Waits::default();
    post(vec![unavailable(), json_answer("{}")], &waits, Some(true))
        .await
        .unwrap();
    assert_eq!(waits.list().len(), 1);
}

#[tokio::test]
async fn a_post_that_was_never_sent_goes_again() {
    let unused = Unused::new();
    let waits = Waits::default();
    let client = backhaul_dcs::Client::builder()
        .credentials(backhaul_dcs::Credentials::token("fake-token"))
        .base_url(&unused.address)
        .clock(waits.clock())
        .build()
        .unwrap();
    let call = client.create_redislog_download_link().project_id("p");
    let error = call.instance_id("i").id("l").send().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 4));
    assert!(error.never_sent() && error.status().is_none());
    assert!(std::error::Error::source(&error).is_some());
    assert_eq!(waits.list().len(), 3);
}

/// An address that nothing listens on, and nothing else can while this lives.
struct Unused {
    _held: tokio::net::TcpSocket,
    address: String,
}

impl Unused {
    fn new() -> Self {
        let held = tokio::net::TcpSocket::new_v4().unwrap();
        held.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let address = format!("http://{}", held.local_addr().unwrap());
        Self {
            _held: held,
            address,
        }
    }
}

#[tokio::test]
async fn sls_throttles_with_403_and_a_quota_code() {
    for (code, attempts) in [
        ("MetaOperationQpsLimitExceeded", 2),
        ("ProjectForbidden", 1),
    ] {
        let waits = Waits::default();
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
async fn a_provider_that_stays_down_is_not_flooded() {
    let unused = Unused::new();
    let waits = Waits::default();
    let client = backhaul_atlas::Client::builder()
        .credentials(backhaul_atlas::Credentials::access_token("fake-token"))
        .base_url(&unused.address)
        .clock(waits.clock())
        .build()
        .unwrap();
    for _ in 0..200 {
        let call = client
            .get_backup_export()
            .group_id("5f0000000000000000000001");
        let call = call
            .cluster_name("Cluster-0")
            .export_id("5f00000000000000000000b1");
        call.send().await.unwrap_err();
    }
    assert_eq!(
        waits.list().len(),
        100,
        "the budget of the client ends the retries of its calls"
    );
}

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
async fn a_call_that_runs_out_of_time_has_the_last_answer_too() {
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

#[tokio::test]
async fn fetching_a_token_goes_again_too() {
    let unused = Unused::new();
    let waits = Waits::default();
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
    assert!(error.to_string().contains("gave no answer: "), "{error}");
}
