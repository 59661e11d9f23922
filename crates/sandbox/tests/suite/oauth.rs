//! MongoDB's service accounts: tokens, what they open, how they end, and how asking for one fails.

use std::time::Duration;

use backhaul_sandbox::{OAuthError, Sandbox, TokenFailure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Method;
use serde_json::json;

use crate::common::{Answer, Sent, TestClock};

const GRANT: &str = "grant_type=client_credentials";

fn escaped(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

fn basic_pair(id: &str, secret: &str) -> String {
    format!("{}:{}", escaped(id), escaped(secret))
}

fn basic(id: &str, secret: &str) -> String {
    raw_basic(&basic_pair(id, secret))
}

fn raw_basic(pair: &str) -> String {
    format!("Basic {}", STANDARD.encode(pair))
}

fn post(sandbox: &Sandbox, name: &str, authorization: &str, form: &str) -> Sent {
    let url = format!("{}/api/oauth/{name}", sandbox.url());
    let mut request = Sent::new(Method::POST, url)
        .header("authorization", authorization)
        .header("content-type", "application/x-www-form-urlencoded");
    request.body = form.as_bytes().to_vec();
    request
}

fn known(sandbox: &Sandbox) -> String {
    let fixtures = sandbox.fixtures();
    basic(fixtures.service_account_id, fixtures.service_account_secret)
}

async fn ask(sandbox: &Sandbox) -> Answer {
    post(sandbox, "token", &known(sandbox), GRANT).send().await
}

async fn token(sandbox: &Sandbox) -> String {
    let answer = ask(sandbox).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()["access_token"].as_str().unwrap().to_owned()
}

/// One operation of Atlas and one of Cloud Manager.
fn calls(sandbox: &Sandbox, token: &str) -> [Sent; 2] {
    let fixtures = sandbox.fixtures();
    let (url, group) = (sandbox.url(), fixtures.group_id);
    let atlas = format!(
        "{url}/api/atlas/v2/groups/{group}/clusters/{}/backup/restoreJobs/{}",
        fixtures.cluster_name, fixtures.finished_restore_job_id
    );
    let cloud_manager = format!(
        "{url}/api/public/v1.0/groups/{group}/logCollectionJobs/{}/retry",
        fixtures.failed_log_job_id
    );
    let bearer = format!("Bearer {token}");
    [
        Sent::new(Method::GET, atlas).header("accept", "application/vnd.atlas.2023-01-01+json"),
        Sent::new(Method::PUT, cloud_manager),
    ]
    .map(|call| call.header("authorization", &bearer))
}

async fn assert_refused(sandbox: &Sandbox, token: &str) {
    for call in calls(sandbox, token) {
        let answer = call.send().await;
        assert_eq!(answer.error("error"), (401, json!(401)));
        assert_eq!(answer.json()["reason"], "Unauthorized");
        let challenge = answer.header("www-authenticate");
        assert!(challenge.starts_with("Bearer ") && challenge.contains("invalid_token"));
    }
}

#[tokio::test]
async fn a_token_opens_atlas_and_cloud_manager() {
    let sandbox = Sandbox::start().await.unwrap();
    let answer = ask(&sandbox).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "application/json");
    let body = answer.json();
    assert_eq!(body["token_type"], "Bearer");
    assert_eq!(body["expires_in"], 3600);
    assert_eq!(body.as_object().unwrap().len(), 3);
    for call in calls(&sandbox, body["access_token"].as_str().unwrap()) {
        assert_eq!(call.send().await.status, 200);
    }
    let fetches = sandbox.token_fetches();
    assert_eq!((fetches.mongodb, fetches.iam), (1, 0));
    let requests = sandbox.requests();
    let seen: Vec<_> = requests
        .iter()
        .map(|r| (r.operation.as_deref().unwrap(), r.status, r.authenticated))
        .collect();
    assert_eq!(
        seen,
        [
            ("oauth token", 200, true),
            ("getBackupRestoreJob", 200, true),
            ("retryLogCollectionJob", 200, true)
        ]
    );
}

#[tokio::test]
async fn id_and_secret_are_taken_as_they_are_and_escaped() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let (id, secret) = (fixtures.service_account_id, fixtures.service_account_secret);
    // The secret is one that escaping changes.
    assert_ne!(escaped(secret), secret);
    for authorization in [raw_basic(&format!("{id}:{secret}")), basic(id, secret)] {
        let answer = post(&sandbox, "token", &authorization, GRANT).send().await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let answer = post(&sandbox, "revoke", &authorization, "token=a");
        assert_eq!(answer.send().await.status, 200);
    }
    assert_eq!(sandbox.token_fetches().mongodb, 2);
}

#[tokio::test]
async fn id_and_secret_must_be_right() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let (id, secret) = (fixtures.service_account_id, fixtures.service_account_secret);
    for authorization in [
        basic(id, "wrong"),
        basic("mdb_sa_id_wrong", secret),
        // Escaped once too often.
        raw_basic(&basic_pair(id, &escaped(secret))),
        raw_basic(&format!("{id}:{secret} ")),
        raw_basic(&format!("{id}:{}", secret.replace('+', " "))),
        raw_basic(id),
        "Basic %%%".to_owned(),
        "Bearer abc".to_owned(),
    ] {
        for name in ["token", "revoke"] {
            let answer = post(&sandbox, name, &authorization, GRANT).send().await;
            assert_eq!(answer.error("error"), (401, json!("invalid_client")));
            assert!(answer.json()["error_description"].is_string());
            assert!(answer.header("www-authenticate").starts_with("Basic "));
            assert!(!answer.text.contains(secret));
        }
    }
    assert_eq!(sandbox.token_fetches().mongodb, 0);
    assert!(sandbox.requests().iter().all(|r| !r.authenticated));
}

#[tokio::test]
async fn the_form_must_ask_for_client_credentials() {
    let sandbox = Sandbox::start().await.unwrap();
    let with = |form| post(&sandbox, "token", &known(&sandbox), form);
    for (request, error) in [
        (with(""), "invalid_request"),
        (with("grant=client_credentials"), "invalid_request"),
        (
            with(GRANT).header("content-type", "application/json"),
            "invalid_request",
        ),
        (with("grant_type=password"), "unsupported_grant_type"),
    ] {
        let answer = request.send().await;
        assert_eq!(answer.error("error"), (400, json!(error)));
    }
    assert_eq!(sandbox.token_fetches().mongodb, 0);
}

#[tokio::test]
async fn a_token_ends_by_the_clock() {
    let clock = TestClock::at(1_709_251_198);
    let now = clock.clone();
    let sandbox = Sandbox::builder()
        .clock(move || now.now())
        .token_lifetime(Duration::from_secs(90))
        .start()
        .await
        .unwrap();
    let answer = ask(&sandbox).await;
    assert_eq!(answer.json()["expires_in"], 90);
    let token = answer.json()["access_token"].as_str().unwrap().to_owned();
    clock.advance(89);
    for call in calls(&sandbox, &token) {
        assert_eq!(call.send().await.status, 200);
    }
    clock.advance(1);
    assert_refused(&sandbox, &token).await;
}

#[tokio::test]
async fn a_revoked_token_opens_nothing_and_others_still_do() {
    let sandbox = Sandbox::start().await.unwrap();
    let (one, other) = (token(&sandbox).await, token(&sandbox).await);
    let revoke = |form: &str| post(&sandbox, "revoke", &known(&sandbox), form);
    let answer = revoke(&format!("token={one}&token_type_hint=access_token"))
        .send()
        .await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (200, ""));
    assert_refused(&sandbox, &one).await;
    let [atlas, _] = calls(&sandbox, &other);
    assert_eq!(atlas.send().await.status, 200);
    // A token that does not exist is not an error, a missing one is.
    assert_eq!(revoke("token=never").send().await.status, 200);
    let missing = revoke("TOKEN=never").send().await;
    assert_eq!(missing.error("error"), (400, json!("invalid_request")));

    sandbox.revoke_tokens();
    assert_refused(&sandbox, &other).await;
    assert_refused(&sandbox, "made-up").await;
    let operations = sandbox.requests();
    let revoked =
        |r: &&backhaul_sandbox::RequestRecord| r.operation.as_deref() == Some("oauth revoke");
    assert_eq!(operations.iter().filter(revoked).count(), 3);
}

#[tokio::test]
async fn scheduled_failures_come_in_order_and_then_it_works() {
    let sandbox = Sandbox::start().await.unwrap();
    let retry_after = Duration::from_secs(17);
    sandbox.fail_token_requests(2, TokenFailure::RateLimited { retry_after });
    sandbox.fail_token_requests(1, TokenFailure::RateLimitedAsApiError { retry_after });
    sandbox.fail_token_requests(1, TokenFailure::Unavailable);
    for _ in 0..2 {
        let answer = ask(&sandbox).await;
        assert_eq!(answer.error("error"), (429, json!("rate_limited")));
        assert!(answer.json()["error_description"].is_string());
        assert_eq!(answer.header("retry-after"), "17");
    }
    let answer = ask(&sandbox).await;
    assert_eq!(answer.error("error"), (429, json!(429)));
    assert_eq!(answer.json()["errorCode"], "RATE_LIMITED");
    assert_eq!(answer.json()["reason"], "Too Many Requests");
    assert_eq!(answer.json()["parameters"][0], "/api/oauth/token");
    assert_eq!(answer.header("retry-after"), "17");
    let answer = ask(&sandbox).await;
    assert_eq!(answer.status, 503);
    assert_eq!(answer.header("content-type"), "text/html");
    for (error, status, code) in [
        (OAuthError::InvalidRequest, 400, "invalid_request"),
        (OAuthError::InvalidGrant, 400, "invalid_grant"),
        (
            OAuthError::UnsupportedGrantType,
            400,
            "unsupported_grant_type",
        ),
        (OAuthError::InvalidClient, 401, "invalid_client"),
        (OAuthError::AccessDenied, 403, "access_denied"),
        (OAuthError::ServerError, 500, "server_error"),
    ] {
        sandbox.fail_token_requests(1, TokenFailure::OAuth(error));
        assert_eq!(ask(&sandbox).await.error("error"), (status, json!(code)));
    }
    assert_eq!(sandbox.token_fetches().mongodb, 0);
    token(&sandbox).await;
    assert_eq!(sandbox.token_fetches().mongodb, 1);
}

#[tokio::test]
async fn a_service_account_has_100_active_tokens_at_most() {
    let sandbox = Sandbox::start().await.unwrap();
    for _ in 0..100 {
        token(&sandbox).await;
    }
    let answer = ask(&sandbox).await;
    assert_eq!(answer.error("error"), (403, json!("access_denied")));
    sandbox.revoke_tokens();
    token(&sandbox).await;
    assert_eq!(sandbox.token_fetches().mongodb, 101);
}

#[tokio::test]
async fn no_secret_is_in_the_log_or_in_debug() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = token(&sandbox).await;
    let [atlas, _] = calls(&sandbox, &token);
    assert_eq!(atlas.send().await.status, 200);
    let shown = format!("{:?} {sandbox:?}", sandbox.requests());
    let secret = sandbox.fixtures().service_account_secret;
    assert!(shown.contains("oauth token"));
    assert!(!shown.contains(&token) && !shown.contains(secret));
}

#[tokio::test]
async fn another_method_gets_told_the_right_one() {
    let sandbox = Sandbox::start().await.unwrap();
    let url = format!("{}/api/oauth/token", sandbox.url());
    let answer = Sent::new(Method::GET, url).send().await;
    assert_eq!(answer.status, 404);
    assert_eq!(answer.text, "The sandbox answers POST here, not GET.\n");
}
