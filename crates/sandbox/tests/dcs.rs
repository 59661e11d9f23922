//! Open Telekom Cloud DCS: token and signature, the link, and each documented error.
#![allow(clippy::unwrap_used, clippy::panic)] // In helpers too, not only in the tests.

mod common;

use std::time::{Duration, SystemTime};

use backhaul_runtime::auth::{Signable, sdk_hmac, sdk_hmac_scoped};
use backhaul_sandbox::Sandbox;
use common::{Answer, Sent};
use reqwest::Method;
use secrecy::SecretString;
use serde_json::json;

/// 2024-02-29T23:59:58Z, in the two forms that are needed.
const NOW: u64 = 1_709_251_198;
const SDK_DATE: &str = "20240229T235958Z";

async fn sandbox_at(offset: i64) -> Sandbox {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(NOW.checked_add_signed(offset).unwrap());
    Sandbox::builder().clock(move || now).start().await.unwrap()
}

fn links_of(sandbox: &Sandbox, project: &str, instance: &str, id: &str) -> Sent {
    let url = sandbox.url();
    let url = format!("{url}/v2/{project}/instances/{instance}/redislog/{id}/links");
    Sent::new(Method::POST, url)
}

fn links(sandbox: &Sandbox) -> Sent {
    let fixtures = sandbox.fixtures();
    links_of(
        sandbox,
        fixtures.dcs_project_id,
        fixtures.dcs_instance_id,
        fixtures.dcs_redislog_id,
    )
}

fn with_token(sandbox: &Sandbox, request: Sent) -> Sent {
    request.header("x-auth-token", sandbox.fixtures().dcs_token)
}

/// Signs as the official SDK does: host, date, project and content type.
fn signed(sandbox: &Sandbox, request: Sent, access_key: &str, secret_key: &str) -> Sent {
    let host = sandbox.url().replace("http://", "");
    let mut request = request;
    if !request.headers.contains_key("x-project-id") {
        request = request.header("x-project-id", sandbox.fixtures().dcs_project_id);
    }
    let request = request
        .header("host", &host)
        .header("content-type", "application/json")
        .header("x-sdk-date", SDK_DATE);
    sign(
        request,
        &["host", "content-type", "x-sdk-date", "x-project-id"],
        access_key,
        secret_key,
    )
}

/// Signs as the provider's own Go SDK does: the project and the security token are left out.
fn scoped(sandbox: &Sandbox, request: Sent, scope: [&str; 2], key: (&str, &str)) -> Sent {
    let host = sandbox.url().replace("http://", "");
    let request = request
        .header("host", &host)
        .header("accept", "application/json")
        .header("x-sdk-date", SDK_DATE);
    let url = reqwest::Url::parse(&request.url).unwrap();
    let query: Vec<_> = url.query_pairs().into_owned().collect();
    let signable = Signable {
        method: request.method.as_str(),
        path: url.path(),
        query: &query,
        headers: &request.headers,
        body: &request.body,
    };
    let authorization = sdk_hmac_scoped::authorization(
        &signable,
        &["accept", "host", "x-sdk-date"],
        key.0,
        &SecretString::from(key.1),
        SDK_DATE,
        scope[0],
        scope[1],
    );
    request.header("authorization", &authorization)
}

fn sign(request: Sent, names: &[&str], access_key: &str, secret_key: &str) -> Sent {
    let url = reqwest::Url::parse(&request.url).unwrap();
    let query: Vec<_> = url.query_pairs().into_owned().collect();
    let signable = Signable {
        method: request.method.as_str(),
        path: url.path(),
        query: &query,
        headers: &request.headers,
        body: &request.body,
    };
    let secret = SecretString::from(secret_key);
    let authorization = sdk_hmac::authorization(&signable, names, access_key, &secret);
    request.header("authorization", &authorization)
}

fn good(sandbox: &Sandbox, request: Sent) -> Sent {
    let fixtures = sandbox.fixtures();
    signed(
        sandbox,
        request,
        fixtures.dcs_access_key,
        fixtures.dcs_secret_key,
    )
}

fn error(answer: &Answer) -> (u16, String) {
    let body = answer.json();
    assert!(body["error_msg"].is_string(), "{answer:?}");
    assert_eq!(answer.header("x-request-id").len(), 32);
    // The gateway repeats the request id in the body, the service does not.
    let code = body["error_code"].as_str().unwrap();
    if code.starts_with("APIGW.") {
        assert_eq!(body["request_id"], answer.header("x-request-id"));
    } else {
        assert_eq!(body.get("request_id"), None);
    }
    (answer.status.as_u16(), code.to_owned())
}

fn expected(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

#[tokio::test]
async fn a_link_is_made_with_a_token_or_a_signature() {
    let sandbox = sandbox_at(0).await;
    let id = sandbox.fixtures().dcs_redislog_id;
    for request in [
        with_token(&sandbox, links(&sandbox)),
        good(&sandbox, links(&sandbox)),
    ] {
        let answer = request.send().await;
        assert_eq!(answer.status, 200, "{answer:?}");
        assert_eq!(answer.header("x-request-id").len(), 32);
        let body = answer.json();
        assert_eq!(body["id"], id);
        assert_eq!(body["backup_id"], id);
        let link = body["link"].as_str().unwrap();
        assert!(link.starts_with(sandbox.url()), "{link}");
        assert!(link.contains("AWSAccessKeyId=FAKE") && link.contains("Signature=FAKE"));
    }
    let requests = sandbox.requests();
    assert!(requests.iter().all(|r| r.authenticated && r.status == 200));
    assert_eq!(
        requests[0].operation.as_deref(),
        Some("CreateRedislogDownloadLink")
    );
}

#[tokio::test]
async fn each_fault_of_a_token_has_its_code() {
    let sandbox = sandbox_at(0).await;
    let fixtures = sandbox.fixtures();
    let other = links_of(
        &sandbox,
        "other",
        fixtures.dcs_instance_id,
        fixtures.dcs_redislog_id,
    );
    let token = |value| links(&sandbox).header("x-auth-token", value);
    for (request, code) in [
        (token("wrong"), "DCS.1001"),
        (token(fixtures.dcs_expired_token), "DCS.1002"),
        (links(&sandbox), "DCS.1003"),
        (
            links(&sandbox).header("authorization", "Basic abc"),
            "DCS.1003",
        ),
        (with_token(&sandbox, other), "DCS.1004"),
        (
            with_token(&sandbox, links(&sandbox)).header("x-project-id", "other"),
            "DCS.1004",
        ),
    ] {
        assert_eq!(error(&request.send().await), expected(401, code));
    }
    assert!(sandbox.requests().iter().all(|r| !r.authenticated));
}

#[tokio::test]
async fn each_fault_of_a_signature_is_refused_by_the_gateway() {
    let sandbox = sandbox_at(0).await;
    let fixtures = sandbox.fixtures();
    let (access, secret) = (fixtures.dcs_access_key, fixtures.dcs_secret_key);
    let mut other_path = good(&sandbox, links(&sandbox));
    other_path.url = other_path.url.replace(fixtures.dcs_redislog_id, "other");
    let mut no_date = good(&sandbox, links(&sandbox));
    no_date.headers.remove("x-sdk-date");
    let host = sandbox.url().replace("http://", "");
    let dated = || {
        links(&sandbox)
            .header("x-sdk-date", SDK_DATE)
            .header("host", &host)
    };
    let scoped =
        "SDK-HMAC-SHA256 Credential=AK/20240229///sdk_request, SignedHeaders=host, Signature=0";
    for request in [
        signed(&sandbox, links(&sandbox), access, "wrong"),
        signed(&sandbox, links(&sandbox), "NOBODY", secret),
        other_path,
        no_date,
        sign(dated(), &["host"], access, secret),
        sign(dated(), &["x-sdk-date"], access, secret),
        good(&sandbox, links(&sandbox).header("x-project-id", "other")),
        good(&sandbox, links(&sandbox)).header("x-project-id", "other"),
        links(&sandbox).header("authorization", scoped),
    ] {
        let answer = request.send().await;
        assert_eq!(error(&answer), expected(401, "APIGW.0301"));
        assert!(!answer.text.contains(secret));
    }
}

#[tokio::test]
async fn a_date_more_than_15_minutes_off_is_refused() {
    for (offset, fresh) in [(-901, false), (-900, true), (900, true), (901, false)] {
        let sandbox = sandbox_at(offset).await;
        let answer = good(&sandbox, links(&sandbox)).send().await;
        if fresh {
            assert_eq!(answer.status, 200, "{offset}");
        } else {
            assert_eq!(error(&answer), expected(401, "APIGW.0301"));
        }
    }
}

#[tokio::test]
async fn an_unknown_instance_or_log_and_a_bad_parameter_are_refused() {
    let sandbox = sandbox_at(0).await;
    let fixtures = sandbox.fixtures();
    let (project, instance, id) = (
        fixtures.dcs_project_id,
        fixtures.dcs_instance_id,
        fixtures.dcs_redislog_id,
    );
    let mut query = links(&sandbox);
    query.url.push_str("?x=1");
    let mut body = links(&sandbox).header("content-type", "application/json");
    body.body = b"{}".to_vec();
    for (request, status, code) in [
        (links_of(&sandbox, project, "no-such", id), 404, "DCS.3022"),
        (
            links_of(&sandbox, project, instance, "no-such"),
            400,
            "DCS.4800",
        ),
        (links_of(&sandbox, project, "a.b", id), 400, "DCS.4061"),
        (
            links_of(&sandbox, project, instance, "a%2Fb"),
            400,
            "DCS.4800",
        ),
        (query, 400, "DCS.4800"),
        (body, 400, "DCS.4800"),
    ] {
        let answer = with_token(&sandbox, request).send().await;
        assert_eq!(error(&answer), expected(status, code));
    }
    let mut nowhere = links(&sandbox);
    nowhere.url.push_str("/more");
    let answer = with_token(&sandbox, nowhere).send().await;
    assert_eq!(error(&answer), expected(404, "APIGW.0101"));
    assert_eq!(
        answer.json(),
        json!({
            "error_code": "APIGW.0101",
            "error_msg": "The API does not exist or has not been published in the environment",
            "request_id": answer.header("x-request-id"),
        })
    );
}

#[tokio::test]
async fn the_scoped_dialect_opens_too_whatever_its_region_and_service() {
    let sandbox = sandbox_at(0).await;
    let fixtures = sandbox.fixtures();
    let key = (fixtures.dcs_access_key, fixtures.dcs_secret_key);
    for scope in [["", ""], ["eu-de", "dcs"]] {
        let project = fixtures.dcs_project_id;
        let request = scoped(&sandbox, links(&sandbox), scope, key);
        let answer = request.header("x-project-id", project).send().await;
        assert_eq!(answer.status, 200, "{answer:?}");
    }
}

#[tokio::test]
async fn each_fault_of_a_scoped_signature_is_refused_by_the_gateway() {
    let sandbox = sandbox_at(0).await;
    let fixtures = sandbox.fixtures();
    let key = (fixtures.dcs_access_key, fixtures.dcs_secret_key);
    let good = |request| scoped(&sandbox, request, ["", ""], key);
    let replaced = |from: &str, to: &str| {
        let request = good(links(&sandbox));
        let authorization = request.headers["authorization"].to_str().unwrap();
        let changed = authorization.replace(from, to);
        assert_ne!(changed, authorization);
        request.header("authorization", &changed)
    };
    let mut other_path = good(links(&sandbox));
    other_path.url = other_path.url.replace(fixtures.dcs_redislog_id, "other");
    let mut other_query = good(links(&sandbox));
    other_query.url.push_str("?a=1");
    let wrong = |key| scoped(&sandbox, links(&sandbox), ["", ""], key);
    for request in [
        wrong((key.0, "wrong")),
        wrong(("NOBODY", key.1)),
        replaced("/20240229/", "/20240228/"),
        replaced("/20240229/", "//"),
        replaced("///sdk_request", "/eu-de/dcs/sdk_request"),
        replaced("///sdk_request", "///aws4_request"),
        replaced("accept;", ""),
        replaced(";host", ""),
        other_path,
        // It stands in the payload's hash, for this POST has no body.
        other_query,
        good(links(&sandbox)).header("x-project-id", "other"),
    ] {
        let answer = request.send().await;
        assert_eq!(error(&answer), expected(401, "APIGW.0301"));
        assert!(!answer.text.contains(key.1));
    }
}

#[tokio::test]
async fn a_temporary_key_needs_its_security_token_in_both_dialects() {
    let sandbox = sandbox_at(0).await;
    let fixtures = sandbox.fixtures();
    let lasting = (fixtures.dcs_access_key, fixtures.dcs_secret_key);
    let temporary = (
        fixtures.dcs_temporary_access_key,
        fixtures.dcs_temporary_secret_key,
    );
    let token = fixtures.dcs_security_token;
    for (key, sent, opens) in [
        (temporary, Some(token), true),
        (temporary, Some("wrong"), false),
        (temporary, None, false),
        (lasting, Some(token), false),
    ] {
        let request = |request: Sent| match sent {
            Some(token) => request.header("x-security-token", token),
            None => request,
        };
        let signed = signed(&sandbox, request(links(&sandbox)), key.0, key.1);
        let scoped = request(scoped(&sandbox, links(&sandbox), ["", ""], key));
        for request in [signed, scoped] {
            let answer = request.send().await;
            if opens {
                assert_eq!(answer.status, 200, "{answer:?}");
            } else {
                assert_eq!(error(&answer), expected(401, "APIGW.0301"));
                assert!(!answer.text.contains(token));
            }
        }
    }
}

fn redislog(sandbox: &Sandbox, method: Method, instance: &str, query: &str) -> Sent {
    let url = sandbox.url();
    let project = sandbox.fixtures().dcs_project_id;
    let url = format!("{url}/v2/{project}/instances/{instance}/redislog?log_type=run{query}");
    with_token(sandbox, Sent::new(method, url))
}

async fn statuses(sandbox: &Sandbox, instance: &str) -> Vec<String> {
    let answer = redislog(sandbox, Method::GET, instance, "").send().await;
    let body = answer.json();
    let files = body["file_list"].as_array().unwrap();
    let status = |file: &serde_json::Value| file["status"].as_str().unwrap().to_owned();
    files.iter().map(status).collect()
}

#[tokio::test]
async fn run_logs_are_collected_listed_linked_and_fetched() {
    let sandbox = Sandbox::builder().jobs_advance(true).start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let instance = fixtures.dcs_other_instance_id;
    // There is none at first, which is no error and no body.
    let none = redislog(&sandbox, Method::GET, instance, "").send().await;
    assert_eq!((none.status.as_u16(), none.text.as_str()), (204, ""));

    let collect = redislog(&sandbox, Method::POST, instance, "&query_time=3");
    let collect = collect.send().await;
    assert_eq!((collect.status.as_u16(), collect.text.as_str()), (204, ""));
    assert_eq!(statuses(&sandbox, instance).await, ["collecting"; 3]);
    assert_eq!(
        statuses(&sandbox, instance).await,
        ["succeed", "collecting", "succeed"]
    );
    assert_eq!(statuses(&sandbox, instance).await, ["succeed"; 3]);

    let page = redislog(&sandbox, Method::GET, instance, "&offset=2&limit=2");
    let page = page.send().await.json();
    assert_eq!(page["total_num"], 3);
    assert_eq!(page["file_list"].as_array().unwrap().len(), 1);
    let log = &page["file_list"][0];
    let day = log["time"].as_str().unwrap();
    assert_eq!(log["file_name"], format!("redis_192.0.2.1_{day}.log"));

    let links = links_of(
        &sandbox,
        fixtures.dcs_project_id,
        instance,
        log["id"].as_str().unwrap(),
    );
    let link = with_token(&sandbox, links).send().await.json();
    let link = link["link"].as_str().unwrap();
    let file = Sent::new(Method::GET, link.to_owned()).send().await;
    assert_eq!(file.status, 200);
    assert_eq!(
        file.bytes,
        sandbox.object_content(link).flatten().collect::<Vec<u8>>()
    );
    assert_eq!(file.bytes.len(), 200_000);

    // A second collection makes its files anew.
    redislog(&sandbox, Method::POST, instance, "").send().await;
    assert_eq!(statuses(&sandbox, instance).await.len(), 4);
    let behind = redislog(&sandbox, Method::GET, instance, "&offset=4");
    assert_eq!(behind.send().await.status, 204);
}

#[tokio::test]
async fn run_logs_stand_still_unless_a_test_moves_them() {
    let sandbox = sandbox_at(0).await;
    let instance = sandbox.fixtures().dcs_instance_id;
    assert_eq!(statuses(&sandbox, instance).await, ["succeed", "failed"]);
    redislog(&sandbox, Method::POST, instance, "&query_time=0")
        .send()
        .await;
    for _ in 0..3 {
        assert_eq!(
            statuses(&sandbox, instance).await,
            ["succeed", "failed", "collecting"]
        );
    }
    sandbox.advance_run_logs();
    assert_eq!(
        statuses(&sandbox, instance).await,
        ["succeed", "failed", "succeed"]
    );
}

#[tokio::test]
async fn what_is_not_collected_has_no_link_and_bad_queries_are_refused() {
    let sandbox = sandbox_at(0).await;
    let fixtures = sandbox.fixtures();
    let (project, instance) = (fixtures.dcs_project_id, fixtures.dcs_instance_id);
    let links = links_of(&sandbox, project, instance, fixtures.dcs_failed_redislog_id);
    let answer = with_token(&sandbox, links).send().await;
    assert_eq!(error(&answer), expected(400, "DCS.4026"));
    for (method, instance, query, status, code) in [
        (Method::GET, "no-such", "", 404, "DCS.3022"),
        (Method::POST, "no-such", "", 404, "DCS.3022"),
        (Method::GET, instance, "&offset=-1", 400, "DCS.4800"),
        (Method::POST, instance, "&query_time=2", 400, "DCS.4800"),
        (Method::POST, instance, "&log_type=run", 400, "DCS.4800"),
    ] {
        let answer = redislog(&sandbox, method, instance, query).send().await;
        assert_eq!(error(&answer), expected(status, code), "{query}");
    }
}
