//! Atlas and Cloud Manager: digest, jobs, and each documented error.

use backhaul_sandbox::{DigestAlgorithm, DigestOptions, DigestQop, Sandbox};
use http_auth::PasswordClient;
use reqwest::Method;
use serde_json::json;

use crate::common::{Answer, Sent};

const ACCEPT: &str = "application/vnd.atlas.2023-01-01+json";
const NO_SUCH_ID: &str = "5fffffffffffffffffffffff";

fn atlas(sandbox: &Sandbox, rest: &str) -> Sent {
    let group = sandbox.fixtures().group_id;
    atlas_of(sandbox, group, sandbox.fixtures().cluster_name, rest)
}

fn atlas_of(sandbox: &Sandbox, group: &str, cluster: &str, rest: &str) -> Sent {
    let url = sandbox.url();
    let url = format!("{url}/api/atlas/v2/groups/{group}/clusters/{cluster}/backup/{rest}");
    Sent::new(Method::GET, url).header("accept", ACCEPT)
}

fn retry_of(sandbox: &Sandbox, group: &str, job: &str) -> Sent {
    let url = sandbox.url();
    let url = format!("{url}/api/public/v1.0/groups/{group}/logCollectionJobs/{job}/retry");
    Sent::new(Method::PUT, url)
}

fn retry(sandbox: &Sandbox, job: &str) -> Sent {
    retry_of(sandbox, sandbox.fixtures().group_id, job)
}

async fn send(sandbox: &Sandbox, request: Sent) -> Answer {
    let fixtures = sandbox.fixtures();
    request
        .send_with_digest(fixtures.public_key, fixtures.private_key)
        .await
}

#[tokio::test]
async fn a_finished_restore_job_has_links_and_a_running_one_has_none() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let path = format!("restoreJobs/{}", fixtures.finished_restore_job_id);
    let answer = send(&sandbox, atlas(&sandbox, &path)).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), ACCEPT);
    assert_eq!(answer.header("ratelimit-limit"), "1200");
    assert_eq!(answer.header("ratelimit-remaining"), "1199");
    assert!(
        answer
            .header("x-mongodb-service-version")
            .starts_with("gitHash=")
    );
    let job = answer.json();
    assert_eq!(job["id"], fixtures.finished_restore_job_id);
    assert_eq!(job["deliveryType"], "download");
    assert!(job["finishedAt"].is_string());
    let link = job["deliveryUrl"][0].as_str().unwrap();
    assert!(link.starts_with(sandbox.url()) && link.contains("FAKE-SIGNATURE"));
    assert_eq!(job["components"][0]["downloadUrl"], link);

    let path = format!("restoreJobs/{}", fixtures.running_restore_job_id);
    let answer = send(&sandbox, atlas(&sandbox, &path)).await;
    assert_eq!(answer.header("ratelimit-remaining"), "1198");
    let job = answer.json();
    assert_eq!(job["deliveryUrl"], json!([]));
    assert_eq!(job.get("finishedAt"), None);
}

#[tokio::test]
async fn exports_are_in_several_states_and_the_failed_one_says_why() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    for (id, state) in [
        (fixtures.running_export_id, "InProgress"),
        (fixtures.successful_export_id, "Successful"),
        (fixtures.failed_export_id, "Failed"),
        (fixtures.cancelled_export_id, "Cancelled"),
    ] {
        let answer = send(&sandbox, atlas(&sandbox, &format!("exports/{id}"))).await;
        assert_eq!(answer.status, 200);
        let export = answer.json();
        assert_eq!(export["id"], id);
        assert_eq!(export["state"], state);
        assert_eq!(export.get("stateReason").is_some(), state == "Failed");
        assert_eq!(export.get("finishedAt").is_some(), state != "InProgress");
    }
}

#[tokio::test]
async fn an_envelope_and_indentation_are_given_when_asked_for() {
    let sandbox = Sandbox::start().await.unwrap();
    let id = sandbox.fixtures().running_restore_job_id;
    let request = atlas(
        &sandbox,
        &format!("restoreJobs/{id}?envelope=true&pretty=true"),
    );
    let answer = send(&sandbox, request).await;
    assert_eq!(answer.json()["status"], 200);
    assert_eq!(answer.json()["content"]["id"], id);
    assert!(answer.text.contains("\n  "));
}

#[tokio::test]
async fn an_unknown_group_cluster_job_or_export_is_not_found() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let (group, cluster) = (fixtures.group_id, fixtures.cluster_name);
    let job = format!("restoreJobs/{}", fixtures.running_restore_job_id);
    for (request, missing) in [
        (atlas_of(&sandbox, NO_SUCH_ID, cluster, &job), NO_SUCH_ID),
        (atlas_of(&sandbox, group, "no-such", &job), "no-such"),
        (
            atlas(&sandbox, &format!("restoreJobs/{NO_SUCH_ID}")),
            NO_SUCH_ID,
        ),
        (
            atlas(&sandbox, &format!("exports/{NO_SUCH_ID}")),
            NO_SUCH_ID,
        ),
    ] {
        let answer = send(&sandbox, request).await;
        assert_eq!(
            answer.error("errorCode"),
            (404, json!("RESOURCE_NOT_FOUND"))
        );
        assert_eq!(answer.json()["error"], 404);
        assert_eq!(answer.json()["reason"], "Not Found");
        assert_eq!(answer.json()["parameters"], json!([missing]));
    }
}

#[tokio::test]
async fn atlas_wants_a_version_date_that_it_knows() {
    let sandbox = Sandbox::start().await.unwrap();
    let path = format!("restoreJobs/{}", sandbox.fixtures().running_restore_job_id);
    for accept in [
        "*/*",
        "application/json",
        "application/vnd.atlas.2022-06-01+json",
    ] {
        let answer = send(&sandbox, atlas(&sandbox, &path).header("accept", accept)).await;
        assert_eq!(
            answer.error("errorCode"),
            (406, json!("INVALID_VERSION_DATE"))
        );
        assert_eq!(answer.header("content-type"), "application/json");
    }
    // The date in the documents' samples is later than the only version there is.
    let later = atlas(&sandbox, &path).header("accept", "application/vnd.atlas.2024-10-23+json");
    let answer = send(&sandbox, later).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), ACCEPT);
}

#[tokio::test]
async fn atlas_refuses_what_its_document_does_not_allow() {
    let sandbox = Sandbox::start().await.unwrap();
    let id = sandbox.fixtures().running_restore_job_id;
    for (path, field) in [
        (format!("restoreJobs/{id}?quiet=true"), "quiet"),
        (format!("restoreJobs/{id}?pretty=yes"), "pretty"),
        ("restoreJobs/NOT-HEX".to_owned(), "restoreJobId"),
    ] {
        let answer = send(&sandbox, atlas(&sandbox, &path)).await;
        assert_eq!(answer.error("errorCode"), (400, json!("VALIDATION_ERROR")));
        assert_eq!(
            answer.json()["badRequestDetail"]["fields"][0]["field"],
            field
        );
    }
    assert!(sandbox.requests().iter().all(|r| r.operation.is_some()));
}

#[tokio::test]
async fn a_retried_log_job_runs_and_then_succeeds() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let (group, job) = (fixtures.group_id, fixtures.failed_log_job_id);
    assert_eq!(sandbox.advance_log_job(group, job), Some("FAILURE"));
    let answer = send(&sandbox, retry(&sandbox, job)).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.text, "");
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("content-length"), "0");
    assert_eq!(answer.header("strict-transport-security"), "max-age=300");
    assert!(
        answer
            .header("x-mongodb-service-version")
            .starts_with("gitHash=")
    );
    assert_eq!(sandbox.log_job_status(group, job), Some("IN_PROGRESS"));
    assert_eq!(sandbox.advance_log_job(group, job), Some("IN_PROGRESS"));
    assert_eq!(sandbox.advance_log_job(group, job), Some("SUCCESS"));
    assert_eq!(sandbox.log_job_status(group, NO_SUCH_ID), None);
}

#[tokio::test]
async fn only_a_failed_log_job_can_be_retried() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    for job in [fixtures.running_log_job_id, fixtures.successful_log_job_id] {
        let before = sandbox.log_job_status(fixtures.group_id, job);
        let answer = send(&sandbox, retry(&sandbox, job)).await;
        assert_eq!(answer.error("reason"), (409, json!("Conflict")));
        assert_eq!(sandbox.log_job_status(fixtures.group_id, job), before);
    }
}

#[tokio::test]
async fn cloud_manager_errors_have_no_code() {
    let sandbox = Sandbox::start().await.unwrap();
    let job = sandbox.fixtures().failed_log_job_id;
    let mut with_body = retry(&sandbox, job).header("content-type", "application/json");
    with_body.body = b"{}".to_vec();
    let mut unknown = retry(&sandbox, job);
    unknown.url.push_str("?verbose=true");
    for (request, status, reason) in [
        (retry(&sandbox, NO_SUCH_ID), 404, "Not Found"),
        (retry_of(&sandbox, NO_SUCH_ID, job), 404, "Not Found"),
        (retry(&sandbox, "XYZ"), 400, "Bad Request"),
        (unknown, 400, "Bad Request"),
        (with_body, 400, "Bad Request"),
    ] {
        let answer = send(&sandbox, request).await;
        assert_eq!(answer.error("reason"), (status, json!(reason)));
        assert_eq!(answer.json()["error"], status);
        assert!(answer.json()["detail"].is_string());
        assert_eq!(answer.json().get("errorCode"), None);
    }
    let group = sandbox.fixtures().group_id;
    assert_eq!(sandbox.log_job_status(group, job), Some("FAILURE"));
}

#[tokio::test]
async fn a_wrong_password_or_user_gets_a_challenge_and_changes_nothing() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let job = fixtures.failed_log_job_id;
    for (user, password) in [
        (fixtures.public_key, "wrong"),
        ("WRONGKEY", fixtures.private_key),
    ] {
        let answer = retry(&sandbox, job).send_with_digest(user, password).await;
        assert_eq!(answer.error("error"), (401, json!(401)));
        assert_eq!(
            answer.header("content-type"),
            "application/json;charset=ISO-8859-1"
        );
        let challenge = answer.header("www-authenticate");
        assert!(challenge.starts_with("Digest realm=\"MMS Public API\", domain=\"\", nonce=\""));
        assert!(challenge.ends_with("algorithm=MD5, qop=\"auth\", stale=false"));
    }
    assert_eq!(
        sandbox.log_job_status(fixtures.group_id, job),
        Some("FAILURE")
    );
    assert!(sandbox.requests().iter().all(|r| !r.authenticated));
}

#[tokio::test]
async fn every_form_of_challenge_can_be_answered() {
    // In the old form this client never names the hash, so there it can only do MD5. The tests
    // with curl have all six.
    for (algorithm, qop) in [
        (DigestAlgorithm::Md5, DigestQop::Auth),
        (DigestAlgorithm::Md5, DigestQop::None),
        (DigestAlgorithm::Md5, DigestQop::AsDocumented),
        (DigestAlgorithm::Sha256, DigestQop::Auth),
    ] {
        let options = DigestOptions {
            algorithm,
            qop,
            nonce_uses: None,
        };
        let sandbox = Sandbox::builder().digest(options).start().await.unwrap();
        let job = sandbox.fixtures().failed_log_job_id;
        let answer = send(&sandbox, retry(&sandbox, job)).await;
        assert_eq!(answer.status, 200, "{options:?}");
        let user = sandbox.fixtures().public_key;
        let answer = retry(&sandbox, job).send_with_digest(user, "wrong").await;
        assert_eq!(answer.status, 401, "{options:?}");
    }
}

#[tokio::test]
async fn a_nonce_serves_many_requests_until_it_is_used_up() {
    let options = DigestOptions {
        nonce_uses: Some(2),
        ..DigestOptions::default()
    };
    let sandbox = Sandbox::builder().digest(options).start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let path = format!("restoreJobs/{}", fixtures.running_restore_job_id);
    let request = atlas(&sandbox, &path);
    let first = request.clone().send().await;
    let mut client = PasswordClient::try_from(first.header("www-authenticate")).unwrap();
    let mut statuses = Vec::new();
    for _ in 0..3 {
        let authorization = request.answer(&mut client, fixtures.public_key, fixtures.private_key);
        let sent = request.clone().header("authorization", &authorization);
        let answer = sent.send().await;
        statuses.push(answer.status.as_u16());
        if answer.status == 401 {
            assert!(answer.header("www-authenticate").ends_with("stale=true"));
        }
    }
    assert_eq!(statuses, [200, 200, 401]);
}

#[tokio::test]
async fn an_answer_cannot_be_used_for_another_request_or_twice() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let running = atlas(
        &sandbox,
        &format!("restoreJobs/{}", fixtures.running_restore_job_id),
    );
    let finished = atlas(
        &sandbox,
        &format!("restoreJobs/{}", fixtures.finished_restore_job_id),
    );
    let first = running.clone().send().await;
    let mut client = PasswordClient::try_from(first.header("www-authenticate")).unwrap();
    let authorization = running.answer(&mut client, fixtures.public_key, fixtures.private_key);
    let with = |request: &Sent| request.clone().header("authorization", &authorization);
    assert_eq!(with(&finished).send().await.status, 401);
    assert_eq!(with(&running).send().await.status, 200);
    assert_eq!(with(&running).send().await.status, 401);
}

#[tokio::test]
async fn expired_nonces_are_stale_if_the_password_is_right() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let job = format!("restoreJobs/{}", fixtures.running_restore_job_id);
    let request = atlas(&sandbox, &job);
    let first = request.clone().send().await;
    let mut client = PasswordClient::try_from(first.header("www-authenticate")).unwrap();
    let mut answer = |password: &str| {
        let authorization = request.answer(&mut client, fixtures.public_key, password);
        request.clone().header("authorization", &authorization)
    };
    assert_eq!(answer(fixtures.private_key).send().await.status, 200);
    sandbox.expire_nonces();
    for (password, end) in [
        (fixtures.private_key, "stale=true"),
        ("wrong", "stale=false"),
    ] {
        let refused = answer(password).send().await;
        assert_eq!(refused.status, 401);
        assert!(refused.header("www-authenticate").ends_with(end));
    }
    let again = send(&sandbox, request.clone()).await;
    assert_eq!(again.status, 200);
}
