//! A sandbox at a fixed time, and requests to it with a token or a signature.

use std::time::{Duration, SystemTime};

use backhaul_runtime::auth::{Signable, sdk_hmac, sdk_hmac_scoped};
use backhaul_sandbox::Sandbox;
use reqwest::Method;
use secrecy::SecretString;

use crate::common::{Answer, Sent};

/// 2024-02-29T23:59:58Z, in the two forms that are needed.
pub(super) const NOW: u64 = 1_709_251_198;

pub(super) const SDK_DATE: &str = "20240229T235958Z";

pub(super) async fn sandbox_at(offset: i64) -> Sandbox {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(NOW.checked_add_signed(offset).unwrap());
    Sandbox::builder().clock(move || now).start().await.unwrap()
}

pub(super) fn links_of(sandbox: &Sandbox, project: &str, instance: &str, id: &str) -> Sent {
    let url = sandbox.url();
    let url = format!("{url}/v2/{project}/instances/{instance}/redislog/{id}/links");
    Sent::new(Method::POST, url)
}

pub(super) fn links(sandbox: &Sandbox) -> Sent {
    let fixtures = sandbox.fixtures();
    links_of(
        sandbox,
        fixtures.dcs_project_id,
        fixtures.dcs_instance_id,
        fixtures.dcs_redislog_id,
    )
}

pub(super) fn with_token(sandbox: &Sandbox, request: Sent) -> Sent {
    request.header("x-auth-token", sandbox.fixtures().dcs_token)
}

/// Signs as the official SDK does: host, date, project and content type.
pub(super) fn signed(sandbox: &Sandbox, request: Sent, access_key: &str, secret_key: &str) -> Sent {
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
pub(super) fn scoped(
    sandbox: &Sandbox,
    request: Sent,
    scope: [&str; 2],
    key: (&str, &str),
) -> Sent {
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

pub(super) fn sign(request: Sent, names: &[&str], access_key: &str, secret_key: &str) -> Sent {
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

pub(super) fn good(sandbox: &Sandbox, request: Sent) -> Sent {
    let fixtures = sandbox.fixtures();
    signed(
        sandbox,
        request,
        fixtures.dcs_access_key,
        fixtures.dcs_secret_key,
    )
}

pub(super) fn error(answer: &Answer) -> (u16, String) {
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

pub(super) fn expected(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}
