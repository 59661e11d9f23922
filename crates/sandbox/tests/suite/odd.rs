//! Requests that no correct client sends: each gets an answer, and none is a server error.

use backhaul_sandbox::Sandbox;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use reqwest::header::HeaderValue;
use serde_json::json;

use crate::common::Sent;

const QUERIES: [&str; 16] = [
    "",
    "?",
    "?&&=&",
    "?pretty=&envelope=&verbose=",
    "?pretty=true&pretty=true",
    "?pageNum=&itemsPerPage=",
    "?pageNum=1&pageNum=2",
    "?pageNum=18446744073709551615&itemsPerPage=500",
    "?pageNum=9223372036854775807&itemsPerPage=1",
    "?offset=&limit=&size=",
    "?offset=18446744073709551616&limit=-1",
    "?log_type=run&offset=9223372036854775807&limit=1000",
    "?begin_time=%ff&end_time=%00",
    "?from=-9223372036854775808&to=9223372036854775807&status=",
    "?x=%zz&%=%",
    "?%E2%80%AE=%F0%9F%98%80",
];

const BODIES: [&str; 10] = [
    "",
    "{}",
    "[]",
    "null",
    "\"\\ud800\"",
    "{\"a\":1e999999}",
    "{\"a\":1,\"a\":2}",
    "\u{feff}{}",
    r#"{"retentionUnit":"YEARS","retentionValue":2147483647}"#,
    r#"{"expirationDate":"+262142-12-31T23:59:59Z","expires":"0000-01-01T00:00:00Z"}"#,
];

/// Addresses of all providers and of the token endpoints.
fn targets(sandbox: &Sandbox) -> Vec<String> {
    let fixtures = sandbox.fixtures();
    let (group, cluster) = (fixtures.group_id, fixtures.cluster_name);
    let backup = format!("/api/atlas/v2/groups/{group}/clusters/{cluster}/backup");
    let jobs = format!("/api/public/v1.0/groups/{group}/logCollectionJobs");
    let (project, instance) = (fixtures.dcs_project_id, fixtures.dcs_instance_id);
    let instance = format!("/v2/{project}/instances/{instance}");
    vec![
        format!("{backup}/restoreJobs"),
        format!("{backup}/snapshots"),
        format!("{backup}/snapshots/{}", fixtures.snapshot_id),
        format!("{backup}/restoreJobs/%2e%2e"),
        jobs.clone(),
        format!("{jobs}/{}", fixtures.failed_log_job_id),
        format!("{instance}/redislog"),
        format!("{instance}/backups"),
        format!("{instance}/%ff/%00"),
        "/logstores//shipper".to_owned(),
        "/api/oauth/token".to_owned(),
        "/v3/auth/tokens".to_owned(),
        "/fake-bucket/%2e%2e/x".to_owned(),
        "//".to_owned(),
    ]
}

/// One connection for all, since there are many.
async fn status(client: &reqwest::Client, sent: Sent) -> u16 {
    let request = client.request(sent.method, sent.url).headers(sent.headers);
    let answer = request.body(sent.body).send().await.unwrap();
    answer.status().as_u16()
}

async fn token(sandbox: &Sandbox) -> String {
    let fixtures = sandbox.fixtures();
    let (id, secret) = (fixtures.service_account_id, fixtures.service_account_secret);
    let basic = format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")));
    let url = format!("{}/api/oauth/token", sandbox.url());
    let mut sent = Sent::new(Method::POST, url)
        .header("authorization", &basic)
        .header("content-type", "application/x-www-form-urlencoded");
    sent.body = b"grant_type=client_credentials".to_vec();
    let answer = sent.send().await.json();
    answer["access_token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_odd_request_is_answered_and_is_not_a_server_error() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let bearer = format!("Bearer {}", token(&sandbox).await);
    let call = |method: &str, target: &str| {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        Sent::new(method, format!("{}{target}", sandbox.url()))
            .header("authorization", &bearer)
            .header("x-auth-token", sandbox.fixtures().dcs_token)
            .header("accept", "application/vnd.atlas.2025-03-12+json")
    };
    let mut answers = 0;
    let mut check = |status: u16, what: String| {
        answers += 1;
        assert!(status < 500, "{status}: {what}");
    };
    for target in targets(&sandbox) {
        for query in QUERIES {
            let what = format!("{target}{query}");
            check(status(&client, call("GET", &what)).await, what);
        }
        for method in ["HEAD", "OPTIONS", "TRACE", "PATCH", "M-SEARCH", "get"] {
            let what = format!("{method} {target}");
            check(status(&client, call(method, &target)).await, what);
        }
        for method in ["POST", "PUT", "PATCH", "DELETE"] {
            for body in BODIES {
                let mut sent = call(method, &target).header("content-type", "application/json");
                sent.body = body.as_bytes().to_vec();
                let what = format!("{method} {target} {body}");
                check(status(&client, sent).await, what);
            }
        }
    }
    assert_eq!(answers, 14 * (16 + 6 + 40));
    let requests = sandbox.requests();
    let broken = |one: &&backhaul_sandbox::RequestRecord| !one.violations.is_empty();
    let broken: Vec<_> = requests.iter().filter(broken).collect();
    assert!(broken.is_empty(), "{broken:?}");
}

#[tokio::test]
async fn odd_credentials_are_refused_as_others_are() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let fixtures = sandbox.fixtures();
    let (access, sls) = (fixtures.dcs_access_key, fixtures.sls_access_key_id);
    let odd = [
        "".to_owned(),
        "\u{e9}".to_owned(),
        "Basic".to_owned(),
        "Basic !!!".to_owned(),
        "Bearer  ".to_owned(),
        "Digest username=\"a\\".to_owned(),
        "Digest username=\"x\", realm=\"MMS Public API\", nonce=\"\", nc=zz, response=".to_owned(),
        format!(
            "SDK-HMAC-SHA256 Access={access}, SignedHeaders=host;x-sdk-date;\u{e9};, Signature="
        ),
        format!(
            "SDK-HMAC-SHA256 Credential={access}/\u{e9}///sdk_request, SignedHeaders=, Signature="
        ),
        "LOG :".to_owned(),
        format!("LOG {sls}:\u{e9}"),
        "SLS4-HMAC-SHA256 Credential=,Signature=".to_owned(),
        format!("SLS4-HMAC-SHA256 Credential={sls}/,Signature="),
    ];
    let mut targets = targets(&sandbox);
    targets.truncate(12);
    targets.push("/v3/projects".to_owned());
    for authorization in &odd {
        for date in ["", "99999999T999999Z", "20260229T000000Z", "\u{e9}"] {
            for target in &targets {
                let mut sent = Sent::new(Method::GET, format!("{}{target}", sandbox.url()));
                for (name, value) in [
                    ("authorization", authorization.as_str()),
                    ("x-sdk-date", date),
                    ("x-log-date", date),
                    ("x-log-apiversion", "0.6.0"),
                    ("x-log-signaturemethod", "hmac-sha256"),
                ] {
                    let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
                    sent.headers.insert(name, value);
                }
                if target.starts_with("/logstores") {
                    sent = sent.header("host", "p.127.0.0.1");
                }
                let status = status(&client, sent).await;
                let refused = (400..500).contains(&status);
                assert!(refused, "{status}: {target} {authorization:?} {date:?}");
            }
        }
    }
    assert!(sandbox.requests().iter().all(|one| !one.authenticated));
}

#[tokio::test]
async fn an_odd_login_is_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    let url = format!("{}/v3/auth/tokens", sandbox.url());
    let user = sandbox.fixtures().iam_user_name;
    for body in [
        json!(null),
        json!([]),
        json!({ "auth": null }),
        json!({ "auth": { "identity": { "methods": {} } } }),
        json!({ "auth": { "identity": { "methods": [null, "password"], "password": [] } } }),
        json!({ "auth": { "identity": { "methods": ["password"], "password": { "user": user } } } }),
    ] {
        let mut sent = Sent::new(Method::POST, url.clone());
        sent.body = body.to_string().into_bytes();
        let answer = sent.send().await;
        assert!(
            [400, 401].contains(&answer.status.as_u16()),
            "{body}: {answer:?}"
        );
    }
    assert_eq!(sandbox.token_fetches().iam, 0);
}
