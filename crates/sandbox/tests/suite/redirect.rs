//! Redirects: one request with valid credentials is sent elsewhere and does nothing.

use backhaul_sandbox::{Redirect, Sandbox};
use reqwest::Method;

use crate::common::Sent;

const ELSEWHERE: &str = "http://192.0.2.1/elsewhere";

fn retry(sandbox: &Sandbox) -> Sent {
    let fixtures = sandbox.fixtures();
    let url = format!(
        "{}/api/public/v1.0/groups/{}/logCollectionJobs/{}/retry",
        sandbox.url(),
        fixtures.group_id,
        fixtures.failed_log_job_id
    );
    Sent::new(Method::PUT, url)
}

fn status_of_job(sandbox: &Sandbox) -> Option<&'static str> {
    let fixtures = sandbox.fixtures();
    sandbox.log_job_status(fixtures.group_id, fixtures.failed_log_job_id)
}

#[tokio::test]
async fn the_next_request_with_good_credentials_is_redirected_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let (user, password) = (fixtures.public_key, fixtures.private_key);
    sandbox.redirect_next(ELSEWHERE);
    assert_eq!(
        retry(&sandbox).send_with_digest(user, "wrong").await.status,
        401
    );
    let answer = retry(&sandbox).send_with_digest(user, password).await;
    assert_eq!(answer.status, 307);
    assert_eq!(answer.header("location"), ELSEWHERE);
    assert_eq!(status_of_job(&sandbox), Some("FAILURE"));
    let last = sandbox.requests().pop().unwrap();
    assert_eq!((last.status, last.authenticated), (307, true));

    let answer = retry(&sandbox).send_with_digest(user, password).await;
    assert_eq!(answer.status, 200);
    assert_eq!(status_of_job(&sandbox), Some("IN_PROGRESS"));
}

#[tokio::test]
async fn a_redirect_of_one_operation_leaves_others_alone() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let redirect = Redirect::to(ELSEWHERE).found().of_operation("iam token");
    sandbox.redirect_next(redirect);
    let answer = retry(&sandbox)
        .send_with_digest(fixtures.public_key, fixtures.private_key)
        .await;
    assert_eq!(answer.status, 200);

    let login = || {
        let user =
            serde_json::json!({ "id": fixtures.iam_user_id, "password": fixtures.iam_password });
        let identity = serde_json::json!({ "methods": ["password"], "password": { "user": user } });
        let body = serde_json::json!({ "auth": { "identity": identity } });
        let mut login = Sent::new(Method::POST, format!("{}/v3/auth/tokens", sandbox.url()));
        login.body = body.to_string().into_bytes();
        login.send()
    };
    let answer = login().await;
    assert_eq!(answer.status, 302);
    assert_eq!(answer.header("location"), ELSEWHERE);
    assert_eq!(answer.headers.get("x-subject-token"), None);
    assert_eq!(sandbox.token_fetches().iam, 0);
    assert_eq!(login().await.status, 201);
}
