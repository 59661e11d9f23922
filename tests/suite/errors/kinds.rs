//! Each kind of error, each predicate and each limit of time, through the public API of a provider
//! crate and against the sandbox.
//!
//! | what | shown true or reached by | shown false by |
//! |---|---|---|
//! | `ErrorKind::InvalidInput` | `what_is_set_up_wrongly_is_not_sent` | |
//! | `ErrorKind::Credentials` | `a_token_that_is_refused_is_told_like_an_answer` | |
//! | `ErrorKind::Connect`, `TimeLimit::Connect` | `a_connection_that_does_not_come_ends_in_time` | |
//! | `ErrorKind::Timeout`, `TimeLimit::Attempt`, `TimeLimit::Call` | `a_stall_ends_with_the_limit_that_is_over`, `a_token_that_does_not_come_ends_with_the_limit_that_is_over` | |
//! | `ErrorKind::Transport` | `a_broken_connection_is_no_answer` | |
//! | `ErrorKind::Api` | `an_answer_is_told_with_all_that_the_provider_said` | |
//! | `ErrorKind::Decode`, `decode_path` | `an_answer_that_does_not_decode_names_the_place` | |
//! | `ErrorKind::Paging` | `a_list_that_repeats_itself_or_never_ends_is_no_list` | |
//! | `ErrorKind::Download` | `a_content_that_changes_cannot_be_continued` | |
//! | `ErrorKind::Io` | `a_writer_that_fails_is_told` | |
//! | `TimeLimit::Read` | `a_download_that_stops_ends_in_time` | |
//! | `is_not_found` | `an_answer_is_told_with_all_that_the_provider_said` | `a_page_of_a_gateway_keeps_status_and_text` |
//! | `is_unauthorized` | `wrong_credentials_are_told_and_sent_once` | the same tests |
//! | `is_throttled`, `retry_after` | `a_token_that_is_refused_is_told_like_an_answer`, `throttling_is_told_with_the_time_to_wait` | the same tests |
//! | `is_timeout` | `a_stall_ends_with_the_limit_that_is_over`, `a_download_that_stops_ends_in_time` | `a_broken_connection_is_no_answer` |
//! | `is_retryable`, `never_sent` | `faults`, every cell; here all tests | the same |
//! | `operation`, `status`, `code`, `message`, `request_id`, `body`, `body_as`, `attempts` | `an_answer_is_told_with_all_that_the_provider_said` | |
//!
//! The limit of a connection is the only one that is not the test's clock: the network keeps it. It is
//! set to a millisecond, to a port whose queue is full, so that no test sleeps.

use std::error::Error as _;
use std::time::Duration;

use backhaul_runtime::{Clock, Error, ErrorKind, Retry, TimeLimit};
use backhaul_sandbox::{Fault, Sandbox};
use tokio::io::AsyncWrite;

use crate::support::clock::{ATTEMPT, CALL, TestClock};

const EXPORT: &str = "getBackupExport";

/// A client of Atlas with an API key that the sandbox knows, and the clock that it goes by.
fn atlas(sandbox: &Sandbox) -> (backhaul_atlas::ClientBuilder, TestClock) {
    let clock = TestClock::new(&sandbox.faults());
    let fixtures = sandbox.fixtures();
    let credentials =
        backhaul_atlas::Credentials::api_key(fixtures.public_key, fixtures.private_key);
    let builder = backhaul_atlas::Client::builder()
        .credentials(credentials)
        .base_url(sandbox.url())
        .timeout(ATTEMPT)
        .call_timeout(CALL)
        .clock(clock.clock());
    (builder, clock)
}

async fn get_export(builder: backhaul_atlas::ClientBuilder, sandbox: &Sandbox, id: &str) -> Error {
    let fixtures = sandbox.fixtures();
    let client = builder.build().unwrap();
    let call = client.get_backup_export().group_id(fixtures.group_id);
    let call = call.cluster_name(fixtures.cluster_name).export_id(id);
    let error = call.send().await.unwrap_err();
    assert_eq!(error.operation(), Some("get_backup_export"));
    assert!(
        error.to_string().starts_with("get_backup_export: "),
        "{error}"
    );
    error
}

/// The error of a call that would work but for `fault`.
async fn under(sandbox: &Sandbox, fault: Fault) -> Error {
    let (builder, _clock) = atlas(sandbox);
    sandbox.faults().on(EXPORT, fault);
    let running = sandbox.fixtures().running_export_id;
    let error = get_export(builder.retry(Retry::off()), sandbox, running).await;
    sandbox.faults().clear();
    error
}

/// `[is_not_found, is_unauthorized, is_throttled, is_timeout, is_retryable, never_sent]`.
fn predicates(error: &Error) -> [bool; 6] {
    [
        error.is_not_found(),
        error.is_unauthorized(),
        error.is_throttled(),
        error.is_timeout(),
        error.is_retryable(),
        error.never_sent(),
    ]
}

#[tokio::test]
async fn what_is_set_up_wrongly_is_not_sent() {
    let sandbox = Sandbox::start().await.unwrap();
    let (builder, _clock) = atlas(&sandbox);
    let error = builder.base_url("ftp://127.0.0.1").build().unwrap_err();
    assert_eq!(
        (error.kind(), error.operation()),
        (ErrorKind::InvalidInput, None)
    );
    assert!(error.to_string().contains("https://"), "{error}");

    let (builder, _clock) = atlas(&sandbox);
    let error = get_export(builder, &sandbox, "../x").await;
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_eq!(
        predicates(&error),
        [false, false, false, false, false, true]
    );
    assert!(error.to_string().contains("export_id"), "{error}");
    assert_eq!((error.status(), error.body()), (None, None));
    assert!(sandbox.requests().is_empty());
}

#[tokio::test]
async fn an_answer_is_told_with_all_that_the_provider_said() {
    let sandbox = Sandbox::start().await.unwrap();
    let (builder, clock) = atlas(&sandbox);
    let error = get_export(builder, &sandbox, "5f00000000000000000000ff").await;
    assert_eq!((error.kind(), error.status()), (ErrorKind::Api, Some(404)));
    assert_eq!(
        predicates(&error),
        [true, false, false, false, false, false]
    );
    assert_eq!((error.attempts(), clock.waits().len()), (1, 0));
    assert!(error.code().is_some());
    let body: backhaul_atlas::types::ApiError = error.body_as().unwrap();
    assert_eq!(body.error, 404);
    assert_eq!(body.detail.as_deref(), Some(error.message()));

    // The service whose answers carry a request id.
    let fixtures = sandbox.fixtures();
    let client = backhaul_dcs::Client::builder()
        .credentials(backhaul_dcs::Credentials::token(fixtures.dcs_token))
        .base_url(sandbox.url())
        .build()
        .unwrap();
    let call = client
        .create_redislog_download_link()
        .project_id(fixtures.dcs_project_id);
    let call = call.instance_id("0").id(fixtures.dcs_redislog_id);
    let error = call.send().await.unwrap_err();
    assert_eq!(
        (error.status(), error.code()),
        (Some(404), Some("DCS.3022"))
    );
    let id = error.request_id().unwrap();
    assert!(error.to_string().contains(id), "{error}");
}

#[tokio::test]
async fn wrong_credentials_are_told_and_sent_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let (builder, clock) = atlas(&sandbox);
    let public_key = sandbox.fixtures().public_key;
    let wrong = backhaul_atlas::Credentials::api_key(public_key, "fake-wrong");
    let running = sandbox.fixtures().running_export_id;
    let error = get_export(builder.credentials(wrong), &sandbox, running).await;
    assert_eq!((error.kind(), error.status()), (ErrorKind::Api, Some(401)));
    assert_eq!(
        predicates(&error),
        [false, true, false, false, false, false]
    );
    assert!(clock.waits().is_empty());
}

#[tokio::test]
async fn throttling_is_told_with_the_time_to_wait() {
    let sandbox = Sandbox::start().await.unwrap();
    let body = r#"{"detail":"Slow down.","error":429,"errorCode":"RATE_LIMITED"}"#;
    let throttled = Fault::status(429).header("retry-after", "55").body(body);
    let error = under(&sandbox, throttled).await;
    assert_eq!(
        (error.status(), error.code()),
        (Some(429), Some("RATE_LIMITED"))
    );
    assert_eq!(error.retry_after(), Some(Duration::from_secs(55)));
    assert_eq!(predicates(&error), [false, false, true, false, true, false]);
}

#[tokio::test]
async fn a_page_of_a_gateway_keeps_status_and_text() {
    let sandbox = Sandbox::start().await.unwrap();
    let error = under(&sandbox, Fault::html_page(502)).await;
    assert_eq!(
        (error.kind(), error.status(), error.code()),
        (ErrorKind::Api, Some(502), None)
    );
    assert_eq!(
        predicates(&error),
        [false, false, false, false, true, false]
    );
    assert!(error.to_string().contains("Told to fail."), "{error}");
    assert!(error.body_as::<backhaul_atlas::types::ApiError>().is_none());

    let large = "x".repeat(100_000);
    let error = under(&sandbox, Fault::status(500).body(large)).await;
    assert_eq!(
        error.body().map(<[u8]>::len),
        Some(64 * 1024),
        "the body is bounded"
    );
    assert!(error.to_string().len() < 400, "{error}");

    let error = under(&sandbox, Fault::status(503)).await;
    assert!(
        error.to_string().contains("503 Service Unavailable"),
        "{error}"
    );
    assert_eq!(error.body(), Some(&b""[..]));
}

/// A token endpoint's answer is told as an answer of the provider is: with status, code and the time
/// to wait, which the next attempt keeps to.
#[tokio::test]
async fn a_token_that_is_refused_is_told_like_an_answer() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let limited = Fault::status(429)
        .header("retry-after", "9")
        .body(r#"{"error":"rate_limited"}"#);
    let unavailable = Fault::html_page(503).header("retry-after", "Fri, 01 Mar 2024 00:00:05 GMT");
    let (id, secret) = (fixtures.service_account_id, fixtures.service_account_secret);
    for (fault, throttled, code, seconds) in [
        (limited, true, Some("rate_limited"), 9),
        // 7 seconds after the clock of the client.
        (unavailable, false, None, 7),
    ] {
        sandbox
            .faults()
            .on("oauth token", fault.before_credentials());
        let (builder, clock) = atlas(&sandbox);
        let account = backhaul_atlas::Credentials::service_account(id, secret);
        let running = fixtures.running_export_id;
        let error = get_export(builder.credentials(account), &sandbox, running).await;
        sandbox.faults().clear();
        let wait = Duration::from_secs(seconds);
        assert_eq!((error.kind(), error.code()), (ErrorKind::Credentials, code));
        assert_eq!(error.retry_after(), Some(wait), "{error}");
        assert_eq!(
            predicates(&error),
            [false, false, throttled, false, true, true]
        );
        assert_eq!(error.attempts(), 4);
        assert_eq!(
            clock.waits(),
            [wait; 3],
            "it waits as long as it was asked to"
        );
    }

    let login = backhaul_dcs::Credentials::password(backhaul_dcs::PasswordLogin {
        user: backhaul_dcs::IdOrName::Id(fixtures.iam_user_id.into()),
        user_domain: None,
        password: fixtures.iam_password.into(),
        project: backhaul_dcs::IdOrName::Id(fixtures.dcs_project_id.into()),
        project_domain: None,
    });
    let client = backhaul_dcs::Client::builder()
        .credentials(login)
        .base_url(sandbox.url())
        .iam_url(format!("{}/v3", sandbox.url()))
        .retry(Retry::off())
        .build()
        .unwrap();
    let busy = Fault::status(503).header("retry-after", "3");
    sandbox.faults().on("iam token", busy);
    let call = client
        .create_redislog_download_link()
        .project_id(fixtures.dcs_project_id);
    let call = call
        .instance_id(fixtures.dcs_instance_id)
        .id(fixtures.dcs_redislog_id);
    let error = call.send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3)));
}

#[tokio::test]
async fn a_broken_connection_is_no_answer() {
    let sandbox = Sandbox::start().await.unwrap();
    // A truncated answer is broken too, but what has come of it is kept.
    for (fault, status, text) in [
        (Fault::reset(), None, "broke: "),
        (
            Fault::truncate(5),
            Some(200),
            "200 OK, the answer broke off after 5 bytes: ",
        ),
    ] {
        let error = under(&sandbox, fault).await;
        assert_eq!(
            (error.kind(), error.status()),
            (ErrorKind::Transport, status)
        );
        assert_eq!(error.body().map(<[u8]>::len), status.map(|_| 5));
        assert_eq!(
            predicates(&error),
            [false, false, false, false, true, false]
        );
        assert!(error.source().is_some());
        assert!(error.to_string().contains(text), "{error}");
    }
}

#[tokio::test]
async fn an_answer_that_does_not_decode_names_the_place() {
    let sandbox = Sandbox::start().await.unwrap();
    let odd = r#"{"exportBucketId":"b","components":[{"exportId":[7]}]}"#;
    let error = under(&sandbox, Fault::replace_body(odd)).await;
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Decode, Some(200))
    );
    assert_eq!(error.decode_path(), Some("components[0].exportId"));
    assert_eq!(error.body(), Some(odd.as_bytes()));
    assert_eq!(predicates(&error), [false; 6]);

    let error = under(&sandbox, Fault::replace_body("<html>Sign in</html>")).await;
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Decode, Some(200))
    );
    assert_eq!(error.body(), Some(&b"<html>Sign in</html>"[..]));
    let error = under(&sandbox, Fault::cut(0)).await;
    assert!(error.to_string().contains("the body is empty"), "{error}");
}

/// `setting` is the setter that the text leads to.
fn assert_ended_by(error: &Error, limit: TimeLimit, setting: &str) {
    assert_eq!(
        (error.kind(), error.time_limit()),
        (ErrorKind::Timeout, Some(limit))
    );
    assert!(error.to_string().contains(setting), "{error}");
}

#[tokio::test]
async fn a_stall_ends_with_the_limit_that_is_over() {
    let sandbox = Sandbox::start().await.unwrap();
    let running = sandbox.fixtures().running_export_id;
    for (limit, over, retryable, setting) in [
        (ATTEMPT, TimeLimit::Attempt, true, "(timeout)"),
        (CALL, TimeLimit::Call, false, "(call_timeout)"),
    ] {
        for fault in [
            Fault::stall(),
            Fault::stall().after_applied(),
            Fault::drip(4),
        ] {
            let (builder, clock) = atlas(&sandbox);
            clock.end_with_a_stall(limit);
            sandbox.faults().on(EXPORT, fault);
            let error = get_export(builder.retry(Retry::off()), &sandbox, running).await;
            sandbox.faults().clear();
            assert_ended_by(&error, over, setting);
            assert_eq!(
                predicates(&error),
                [false, false, false, true, retryable, false]
            );
        }
    }
}

/// The request itself was still to come, so nobody has acted on it.
#[tokio::test]
async fn a_token_that_does_not_come_ends_with_the_limit_that_is_over() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let (id, secret) = (fixtures.service_account_id, fixtures.service_account_secret);
    for (limit, over, retryable, setting) in [
        (ATTEMPT, TimeLimit::Attempt, true, "(timeout)"),
        (CALL, TimeLimit::Call, false, "(call_timeout)"),
    ] {
        let (builder, clock) = atlas(&sandbox);
        clock.end_with_a_stall(limit);
        sandbox.faults().on("oauth token", Fault::stall());
        let account = backhaul_atlas::Credentials::service_account(id, secret);
        let builder = builder.credentials(account).retry(Retry::off());
        let error = get_export(builder, &sandbox, fixtures.running_export_id).await;
        sandbox.faults().clear();
        assert_ended_by(&error, over, setting);
        assert_eq!(
            predicates(&error),
            [false, false, false, true, retryable, true]
        );
    }
    assert!(
        sandbox
            .requests()
            .iter()
            .all(|one| one.target.contains("oauth"))
    );
}

#[tokio::test]
async fn a_connection_that_does_not_come_ends_in_time() {
    let sandbox = Sandbox::start().await.unwrap();
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    // Room for one connection, which nobody accepts. The kernel drops what comes after it.
    let full = socket.listen(0).unwrap();
    let address = full.local_addr().unwrap();
    let _first = tokio::net::TcpStream::connect(address).await.unwrap();
    let (builder, clock) = atlas(&sandbox);
    let builder = builder
        .base_url(format!("http://{address}"))
        .connect_timeout(Duration::from_millis(1));
    let error = get_export(builder, &sandbox, sandbox.fixtures().running_export_id).await;
    assert_eq!(
        (error.kind(), error.time_limit()),
        (ErrorKind::Connect, Some(TimeLimit::Connect))
    );
    assert_eq!(predicates(&error), [false, false, false, true, true, true]);
    assert_eq!((error.attempts(), clock.waits().len()), (4, 3));
    assert!(error.to_string().contains("(connect_timeout)"), "{error}");
}

/// A page of exports, the same each time but for the id.
fn page(id: &str) -> Fault {
    Fault::replace_body(format!(
        r#"{{"results":[{{"exportBucketId":"b","id":"{id}"}}]}}"#
    ))
}

#[tokio::test]
async fn a_list_that_repeats_itself_or_never_ends_is_no_list() {
    const LIST: &str = "listBackupExports";
    let sandbox = Sandbox::start().await.unwrap();
    let (faults, fixtures) = (sandbox.faults(), sandbox.fixtures());
    let (builder, clock) = atlas(&sandbox);
    let client = builder.build().unwrap();
    let list = client.list_backup_exports().group_id(fixtures.group_id);
    let list = list.cluster_name(fixtures.cluster_name);
    let asked = || {
        let requests = sandbox.requests();
        requests.iter().filter(|one| one.authenticated).count()
    };

    faults.on(LIST, page("a"));
    let mut items = list.clone().items();
    assert!(items.try_next().await.unwrap().is_some());
    let repeated = items.try_next().await.unwrap_err();
    assert_eq!(asked(), 2, "it is noticed at once");

    faults.clear();
    faults.on(LIST, page("b")).every(2);
    faults.on(LIST, page("a"));
    let endless = list.items().page_limit(20).collect().await.unwrap_err();
    assert_eq!(asked(), 2 + 21, "20 pages, and the one that is too much");

    for (error, texts) in [
        (repeated, ["the same page came twice", "1 items were read"]),
        (endless, ["goes on after 20 pages (page_limit)", "20 items"]),
    ] {
        assert_eq!((error.kind(), error.status()), (ErrorKind::Paging, None));
        assert_eq!(error.kind().as_str(), "paging");
        assert_eq!(error.operation(), Some("list_backup_exports"));
        assert_eq!(predicates(&error), [false; 6]);
        for text in texts {
            assert!(error.to_string().contains(text), "{error}");
        }
    }
    assert!(clock.waits().is_empty(), "it is not asked for again");
}

const DOWNLOAD: &str = "downloadLogCollectionJob";

/// The limit between two pieces of a body, for [`archive`].
const READ: Duration = Duration::from_secs(7);

/// The error of a download to `writer`, by a client with these settings.
async fn archive(
    sandbox: &Sandbox,
    (clock, retry): (Clock, Retry),
    writer: impl AsyncWrite + Unpin + Send,
) -> Error {
    let fixtures = sandbox.fixtures();
    let (public_key, private_key) = (fixtures.public_key, fixtures.private_key);
    let credentials = backhaul_cloud_manager::Credentials::api_key(public_key, private_key);
    let client = backhaul_cloud_manager::Client::builder()
        .credentials(credentials)
        .base_url(sandbox.url())
        .timeout(ATTEMPT)
        .read_timeout(READ)
        .retry(retry)
        .clock(clock)
        .build()
        .unwrap();
    let call = client
        .download_log_collection_job()
        .group_id(fixtures.group_id)
        .job_id(fixtures.successful_log_job_id);
    let mut writer = writer;
    let error = call.download().to_writer(&mut writer).await.unwrap_err();
    assert_eq!(error.operation(), Some("download_log_collection_job"));
    error
}

#[tokio::test]
async fn a_content_that_changes_cannot_be_continued() {
    let sandbox = Sandbox::start().await.unwrap();
    let clock = TestClock::new(&sandbox.faults());
    let other = Fault::status(200)
        .header("etag", "\"other\"")
        .body("another archive");
    sandbox.faults().on(DOWNLOAD, Fault::truncate(20)).times(1);
    sandbox.faults().on(DOWNLOAD, other);
    let mut bytes = Vec::new();
    let error = archive(&sandbox, (clock.clock(), Retry::standard()), &mut bytes).await;
    assert_eq!(
        (error.kind(), error.kind().as_str()),
        (ErrorKind::Download, "download")
    );
    assert_eq!(predicates(&error), [false; 6]);
    assert_eq!((error.attempts(), clock.waits().len()), (2, 1));
    assert!(error.to_string().contains("download it anew"), "{error}");
    assert_eq!(bytes.len(), 20, "nothing of the other one was written");
}

#[tokio::test]
async fn a_writer_that_fails_is_told() {
    let sandbox = Sandbox::start().await.unwrap();
    let clock = TestClock::new(&sandbox.faults());
    let (writer, nobody_reads) = tokio::io::duplex(8);
    drop(nobody_reads);
    let error = archive(&sandbox, (clock.clock(), Retry::standard()), writer).await;
    assert_eq!((error.kind(), error.kind().as_str()), (ErrorKind::Io, "io"));
    assert_eq!(predicates(&error), [false; 6]);
    let source = error.source().and_then(|source| source.downcast_ref());
    let source: &std::io::Error = source.unwrap();
    assert_eq!(source.kind(), std::io::ErrorKind::BrokenPipe);
    assert!(clock.waits().is_empty(), "it is not downloaded again");
}

#[tokio::test]
async fn a_download_that_stops_ends_in_time() {
    let sandbox = Sandbox::start().await.unwrap();
    // The limit is over whenever there is nothing to read; that of the attempt never is.
    let clock = TestClock::new(&sandbox.faults()).clock();
    let clock = clock.with_limit(|limit| match limit {
        READ => Box::pin(async {}),
        _ => Box::pin(std::future::pending()),
    });
    sandbox.faults().on(DOWNLOAD, Fault::drip(4));
    let mut bytes = Vec::new();
    let error = archive(&sandbox, (clock, Retry::off()), &mut bytes).await;
    assert_eq!(
        (error.kind(), error.time_limit()),
        (ErrorKind::Timeout, Some(TimeLimit::Read))
    );
    assert_eq!(predicates(&error), [false, false, false, true, true, false]);
    assert!(error.to_string().contains("7 s (read_timeout)"), "{error}");
    assert!(error.attempts() == 1 && bytes.len() <= 4, "{error}");
}
