//! Errors of a token endpoint.

use std::time::Duration;

use backhaul_runtime::{ErrorKind, Retry, TimeLimit};
use backhaul_sandbox::{Fault, Sandbox};

use crate::errors::client::{assert_ended_by, atlas, get_export, predicates};
use crate::support::clock::{ATTEMPT, CALL};

/// A token endpoint's answer is told as an answer of the provider is: with status, code and the time
/// to wait, which the next attempt keeps to.
#[tokio::test]
async fn a_refused_token_is_reported_like_an_answer() {
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

/// The request itself was not sent yet, so nobody has acted on it.
#[tokio::test]
async fn a_token_that_never_comes_ends_with_the_limit_that_is_over() {
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
