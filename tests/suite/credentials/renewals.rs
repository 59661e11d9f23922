//! Tokens that are about to end and cannot be renewed: the old one serves, and the endpoint is left alone for a while.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use backhaul_dcs::{IdOrName, PasswordLogin};
use backhaul_runtime::{ErrorKind, Retry};
use backhaul_sandbox::{IamTokenFailure, OAuthError, Sandbox, TokenFailure};

use crate::credentials::clients::atlas;
use crate::support::server::{Server, answer, header};
use crate::support::time::Time;

async fn list(client: &backhaul_atlas::Client) -> Result<(), backhaul_runtime::Error> {
    let call = client
        .list_backup_exports()
        .group_id("32b6e34b3d91647abb20e7b8");
    call.cluster_name("Cluster0").send().await.map(|_| ())
}

/// Requests to the token endpoint, with those that it refused.
fn token_requests(sandbox: &Sandbox) -> usize {
    let is_token = |operation: Option<&str>| matches!(operation, Some("oauth token" | "iam token"));
    let requests = sandbox.requests();
    requests
        .iter()
        .filter(|one| is_token(one.operation.as_deref()))
        .count()
}

#[tokio::test]
async fn a_hundred_calls_leave_a_token_endpoint_alone_as_long_as_it_asks() {
    let time = Time::default();
    let sandbox = time.sandbox().await;
    let fixtures = sandbox.fixtures();
    let account = backhaul_atlas::Credentials::service_account(
        fixtures.service_account_id,
        fixtures.service_account_secret,
    );
    let client = atlas(sandbox.url(), account, &time);
    let call = || async {
        let call = client.get_backup_export().group_id(fixtures.group_id);
        let call = call.cluster_name(fixtures.cluster_name);
        call.export_id(fixtures.running_export_id)
            .send()
            .await
            .unwrap();
    };
    call().await;
    assert_eq!(token_requests(&sandbox), 1);
    // The token lives for an hour; five minutes before its end the client renews it.
    time.advance(3400);
    let retry_after = Duration::from_secs(60);
    sandbox.fail_token_requests(1, TokenFailure::RateLimited { retry_after });
    for _ in 0..100 {
        call().await;
    }
    assert_eq!(token_requests(&sandbox), 2, "one renewal, which failed");
    time.advance(59);
    call().await;
    assert_eq!(token_requests(&sandbox), 2);
    time.advance(1);
    call().await;
    assert_eq!(
        token_requests(&sandbox),
        3,
        "renewed as soon as the endpoint allows"
    );
    assert_eq!(sandbox.token_fetches().mongodb, 2);
}

#[tokio::test]
async fn renewals_that_fail_without_saying_how_long_pause_longer_and_longer() {
    let time = Time::default();
    let sandbox = time.sandbox().await;
    let fixtures = sandbox.fixtures();
    let login = PasswordLogin {
        user: IdOrName::Id(fixtures.iam_user_id.into()),
        user_domain: None,
        password: fixtures.iam_password.into(),
        project: IdOrName::Id(fixtures.dcs_project_id.into()),
        project_domain: None,
    };
    let client = backhaul_dcs::Client::builder()
        .credentials(backhaul_dcs::Credentials::password(login))
        .base_url(sandbox.url())
        .iam_url(sandbox.url())
        .clock(time.clock())
        .retry(Retry::off())
        .build()
        .unwrap();
    let call = || async {
        let call = client.list_instances().project_id(fixtures.dcs_project_id);
        call.send().await.unwrap();
    };
    call().await;
    time.advance(24 * 3600 - 299);
    sandbox.fail_iam_token_requests(3, IamTokenFailure::Unauthorized);
    for (pause, failed) in [(10, 2), (20, 3), (40, 4)] {
        for _ in 0..20 {
            call().await;
        }
        assert_eq!(token_requests(&sandbox), failed);
        time.advance(pause);
    }
    call().await;
    assert_eq!(token_requests(&sandbox), 5);
    assert_eq!(sandbox.token_fetches().iam, 2);
}

#[tokio::test]
async fn a_token_that_has_ended_is_asked_for_whatever_pause_was_on() {
    let time = Time::default();
    let sandbox = time.sandbox().await;
    let fixtures = sandbox.fixtures();
    let account = backhaul_atlas::Credentials::service_account(
        fixtures.service_account_id,
        fixtures.service_account_secret,
    );
    let client = atlas(sandbox.url(), account, &time);
    let call = || {
        let call = client.get_backup_export().group_id(fixtures.group_id);
        let call = call.cluster_name(fixtures.cluster_name);
        call.export_id(fixtures.running_export_id).send()
    };
    call().await.unwrap();
    time.advance(3590);
    // No clock reaches this far.
    let retry_after = Duration::from_secs(u64::MAX);
    sandbox.fail_token_requests(1, TokenFailure::RateLimited { retry_after });
    call().await.unwrap();
    call().await.unwrap();
    assert_eq!(token_requests(&sandbox), 2);
    time.advance(10);
    sandbox.fail_token_requests(1, TokenFailure::OAuth(OAuthError::InvalidClient));
    let error = call().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials, "{error}");
    call().await.unwrap();
    assert_eq!(token_requests(&sandbox), 4);
}

/// A service account and an IAM login: what the endpoint gave first is refused, or cannot be sent.
#[tokio::test]
async fn a_fetched_token_that_is_refused_or_cannot_be_sent_is_fetched_again() {
    for broken in [false, true] {
        let time = Time::default();
        let fetched = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&fetched);
        let server = Server::start(move |request| {
            if request.starts_with("POST /api/oauth/token") {
                let token = match count.fetch_add(1, Ordering::SeqCst) {
                    0 if broken => r"fake-marker\n\u00fc",
                    0 => "fake-marker",
                    _ => "fake-right",
                };
                let body = format!(r#"{{"access_token":"{token}","expires_in":3600}}"#);
                answer("200 OK", "", &body)
            } else if request.starts_with("POST /v3/auth/tokens") {
                let token = match count.fetch_add(1, Ordering::SeqCst) {
                    0 if broken => "fake-marker-\u{fc}",
                    0 => "fake-marker",
                    _ => "fake-right",
                };
                answer(
                    "201 Created",
                    &format!("X-Subject-Token: {token}\r\n"),
                    "{}",
                )
            } else if header(request, "authorization") == Some("Bearer fake-right")
                || header(request, "x-auth-token") == Some("fake-right")
            {
                answer("200 OK", "", r#"{"results":[],"totalCount":0}"#)
            } else {
                answer("401 Unauthorized", "", "{}")
            }
        })
        .await;
        let account = backhaul_atlas::Credentials::service_account("mdb_sa_id_fake", "fake-secret");
        let client = atlas(server.url(), account, &time);
        if broken {
            let error = list(&client).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Credentials, "{error}");
            assert!(
                !format!("{error} {error:?}").contains("fake-marker"),
                "{error:?}"
            );
            assert!(error.to_string().contains("line break"), "{error}");
        }
        list(&client).await.unwrap();
        list(&client).await.unwrap();
        assert_eq!(fetched.load(Ordering::SeqCst), 2, "broken: {broken}");

        fetched.store(0, Ordering::SeqCst);
        let login = PasswordLogin {
            user: IdOrName::Id("fake-user".into()),
            user_domain: None,
            password: "fake-password".into(),
            project: IdOrName::Id("fake-project".into()),
            project_domain: None,
        };
        let client = backhaul_dcs::Client::builder()
            .credentials(backhaul_dcs::Credentials::password(login))
            .base_url(server.url())
            .iam_url(server.url())
            .clock(time.clock())
            .retry(Retry::off())
            .build()
            .unwrap();
        let call = || client.list_instances().project_id("fake-project").send();
        if broken {
            let error = call().await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Credentials, "{error}");
            assert!(error.to_string().contains("not ASCII"), "{error}");
            assert!(
                !format!("{error} {error:?}").contains("fake-marker"),
                "{error:?}"
            );
        }
        call().await.unwrap();
        call().await.unwrap();
        assert_eq!(fetched.load(Ordering::SeqCst), 2, "broken: {broken}");
    }
}
