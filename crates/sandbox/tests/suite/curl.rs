//! `curl`, a client that is not ours, against the sandbox: digest and bearer tokens.
//!
//! Skipped with a message where there is no curl.

use std::process::Command;

use backhaul_sandbox::{DigestAlgorithm, DigestOptions, DigestQop, Sandbox};

/// As [`run`], with digest.
async fn curl(arguments: &[&str]) -> Option<(String, String)> {
    run(&[&["--digest"], arguments].concat()).await
}

/// Status and standard output of curl, or `None` where curl is missing.
async fn run(arguments: &[&str]) -> Option<(String, String)> {
    let mut command = Command::new("curl");
    command
        .args(["--silent", "--noproxy", "*"])
        .args(["--write-out", "\n%{http_code}"])
        .args(arguments);
    // Curl blocks its thread; the server needs one too.
    let output = tokio::task::spawn_blocking(move || command.output())
        .await
        .unwrap();
    let output = match output {
        Ok(output) => output,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("skipped: there is no curl on this computer");
            return None;
        }
        Err(error) => panic!("cannot run curl: {error}"),
    };
    let text = String::from_utf8(output.stdout).unwrap();
    let (body, status) = text.rsplit_once('\n').unwrap();
    Some((status.to_owned(), body.to_owned()))
}

fn user(sandbox: &Sandbox, password: &str) -> String {
    format!("{}:{password}", sandbox.fixtures().public_key)
}

fn retry_url(sandbox: &Sandbox) -> String {
    format!(
        "{}/api/public/v1.0/groups/{}/logCollectionJobs/{}/retry?pretty=true",
        sandbox.url(),
        sandbox.fixtures().group_id,
        sandbox.fixtures().failed_log_job_id
    )
}

fn restore_job_url(sandbox: &Sandbox) -> String {
    let fixtures = sandbox.fixtures();
    format!(
        "{}/api/atlas/v2/groups/{}/clusters/{}/backup/restoreJobs/{}?pretty=true",
        sandbox.url(),
        fixtures.group_id,
        fixtures.cluster_name,
        fixtures.finished_restore_job_id
    )
}

#[tokio::test]
async fn curl_retries_a_log_job() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let (url, user) = (retry_url(&sandbox), user(&sandbox, fixtures.private_key));
    // As in the provider's own sample.
    let Some((status, body)) = curl(&[
        "--user",
        &user,
        "--header",
        "Accept: application/json",
        "--header",
        "Content-Type: application/json",
        "--request",
        "PUT",
        &url,
    ])
    .await
    else {
        return;
    };
    assert_eq!((status.as_str(), body.as_str()), ("200", ""));
    let status = sandbox.log_job_status(fixtures.group_id, fixtures.failed_log_job_id);
    assert_eq!(status, Some("IN_PROGRESS"));
    let seen: Vec<_> = sandbox
        .requests()
        .iter()
        .map(|request| (request.status, request.authenticated))
        .collect();
    assert_eq!(seen, [(401, false), (200, true)]);
}

#[tokio::test]
async fn curl_gets_a_restore_job_whatever_the_challenge() {
    for algorithm in [DigestAlgorithm::Md5, DigestAlgorithm::Sha256] {
        for qop in [DigestQop::Auth, DigestQop::None, DigestQop::AsDocumented] {
            let options = DigestOptions {
                algorithm,
                qop,
                nonce_uses: Some(1),
            };
            let sandbox = Sandbox::builder().digest(options).start().await.unwrap();
            let user = user(&sandbox, sandbox.fixtures().private_key);
            let url = restore_job_url(&sandbox);
            let accept = "Accept: application/vnd.atlas.2023-10-01+json";
            let arguments = ["--user", &user, "--header", accept, &url];
            let Some((status, body)) = curl(&arguments).await else {
                return;
            };
            assert_eq!(status, "200", "{options:?}");
            let job: serde_json::Value = serde_json::from_str(&body).unwrap();
            assert_eq!(job["id"], sandbox.fixtures().finished_restore_job_id);
        }
    }
}

#[tokio::test]
async fn curl_with_a_wrong_password_is_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    let (url, user) = (retry_url(&sandbox), user(&sandbox, "wrong"));
    let arguments = ["--user", &user, "--request", "PUT", &url];
    let Some((status, body)) = curl(&arguments).await else {
        return;
    };
    assert_eq!(status, "401");
    let error: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(error["error"], 401);
    assert_eq!(error["reason"], "Unauthorized");
}

#[tokio::test]
async fn curl_fetches_uses_and_revokes_a_token() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    // As the program prints them: curl escapes nothing.
    let (id, secret) = (fixtures.service_account_id, fixtures.service_account_secret);
    let user = format!("{id}:{secret}");
    let oauth = |name: &str| format!("{}/api/oauth/{name}", sandbox.url());
    let grant = "grant_type=client_credentials";
    let arguments = ["--user", &user, "--data", grant, &oauth("token")];
    let Some((status, body)) = run(&arguments).await else {
        return;
    };
    assert_eq!(status, "200", "{body}");
    let body: serde_json::Value = serde_json::from_str(&body).unwrap();
    let token = body["access_token"].as_str().unwrap();

    let url = retry_url(&sandbox);
    let call = ["--oauth2-bearer", token, "--request", "PUT", &url];
    assert_eq!(run(&call).await.unwrap().0, "200");

    let form = format!("token={token}");
    let hint = "token_type_hint=access_token";
    let url = oauth("revoke");
    let arguments = ["--user", &user, "--data", &form, "--data", hint, &url];
    let (status, body) = run(&arguments).await.unwrap();
    assert_eq!((status.as_str(), body.as_str()), ("200", ""));
    assert_eq!(run(&call).await.unwrap().0, "401");

    let wrong = format!("{}:wrong", fixtures.service_account_id);
    let arguments = ["--user", &wrong, "--data", grant, &oauth("token")];
    let (status, body) = run(&arguments).await.unwrap();
    let body: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(
        (status.as_str(), &body["error"]),
        ("401", &"invalid_client".into())
    );
}
