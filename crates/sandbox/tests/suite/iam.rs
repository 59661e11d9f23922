//! Open Telekom Cloud IAM: tokens by password, what they open, how they end, and how asking for
//! one fails.

use std::time::Duration;

use backhaul_runtime::auth::{Signable, sdk_hmac};
use backhaul_sandbox::{IamTokenFailure, Sandbox};
use reqwest::Method;
use secrecy::SecretString;
use serde_json::{Value, json};

use crate::common::{Answer, Sent, TestClock};

/// 2024-02-29T23:59:58Z.
const NOW: u64 = 1_709_251_198;

fn user(sandbox: &Sandbox) -> Value {
    let fixtures = sandbox.fixtures();
    json!({
        "name": fixtures.iam_user_name,
        "password": fixtures.iam_password,
        "domain": { "name": fixtures.iam_domain_name },
    })
}

fn by_id(sandbox: &Sandbox) -> Value {
    json!({ "project": { "id": sandbox.fixtures().dcs_project_id } })
}

fn body(user: &Value, scope: Option<Value>) -> Value {
    let identity = json!({ "methods": ["password"], "password": { "user": user } });
    let mut body = json!({ "auth": { "identity": identity } });
    if let Some(scope) = scope {
        body["auth"]["scope"] = scope;
    }
    body
}

fn post(sandbox: &Sandbox, body: &[u8]) -> Sent {
    let url = format!("{}/v3/auth/tokens", sandbox.url());
    let mut request = Sent::new(Method::POST, url).header("content-type", "application/json");
    request.body = body.to_vec();
    request
}

async fn ask(sandbox: &Sandbox, user: &Value, scope: Option<Value>) -> Answer {
    let body = body(user, scope).to_string();
    post(sandbox, body.as_bytes()).send().await
}

async fn ask_well(sandbox: &Sandbox) -> Answer {
    let answer = ask(sandbox, &user(sandbox), Some(by_id(sandbox))).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer
}

async fn token(sandbox: &Sandbox) -> String {
    ask_well(sandbox).await.header("x-subject-token").to_owned()
}

/// The status and the error code of a DCS call for a project.
async fn dcs(sandbox: &Sandbox, project: &str, token: &str) -> (u16, Value) {
    let fixtures = sandbox.fixtures();
    let url = format!(
        "{}/v2/{project}/instances/{}/redislog/{}/links",
        sandbox.url(),
        fixtures.dcs_instance_id,
        fixtures.dcs_redislog_id
    );
    let request = Sent::new(Method::POST, url).header("x-auth-token", token);
    request.send().await.error("error_code")
}

fn assert_keystone_error(answer: &Answer, status: u16, title: &str) {
    let error = &answer.json()["error"];
    assert_eq!(answer.status, status, "{answer:?}");
    assert_eq!(
        (&error["code"], &error["title"]),
        (&json!(status), &json!(title))
    );
    assert!(error["message"].is_string());
}

async fn sandbox_with_clock() -> (Sandbox, TestClock) {
    let clock = TestClock::at(NOW);
    let now = clock.clone();
    let builder = Sandbox::builder().clock(move || now.now());
    (builder.start().await.unwrap(), clock)
}

#[tokio::test]
async fn a_token_is_described_in_the_body_and_sent_in_a_header() {
    let (sandbox, _) = sandbox_with_clock().await;
    let fixtures = sandbox.fixtures();
    let answer = ask_well(&sandbox).await;
    let token = answer.header("x-subject-token");
    assert!(
        token.starts_with("MIIFAKE") && token.len() > 2048,
        "{}",
        token.len()
    );
    assert!(!answer.text.contains(token));
    let described = &answer.json()["token"];
    assert_eq!(described["issued_at"], "2024-02-29T23:59:58.000000Z");
    assert_eq!(described["expires_at"], "2024-03-01T23:59:58.000000Z");
    assert_eq!(described["methods"], json!(["password"]));
    assert_eq!(described["user"]["id"], fixtures.iam_user_id);
    assert_eq!(described["user"]["domain"]["id"], fixtures.iam_domain_id);
    assert_eq!(described["project"]["id"], fixtures.dcs_project_id);
    assert_eq!(described["project"]["name"], fixtures.iam_project_name);
    assert_eq!(described["catalog"][0]["type"], "dcs");
    let fetches = sandbox.token_fetches();
    assert_eq!((fetches.mongodb, fetches.iam), (0, 1));
    let record = &sandbox.requests()[0];
    assert_eq!(record.operation.as_deref(), Some("iam token"));
    assert_eq!((record.status, record.authenticated), (201, true));
}

#[tokio::test]
async fn the_catalog_is_left_out_when_asked() {
    let sandbox = Sandbox::start().await.unwrap();
    let body = body(&user(&sandbox), Some(by_id(&sandbox))).to_string();
    let mut request = post(&sandbox, body.as_bytes());
    request.url.push_str("?nocatalog=true");
    let answer = request.send().await;
    assert_eq!(answer.status, 201);
    assert_eq!(answer.json()["token"].get("catalog"), None);
}

#[tokio::test]
async fn user_and_project_go_by_name_or_id() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let (password, project) = (fixtures.iam_password, fixtures.iam_project_name);
    let domain_id = json!({ "id": fixtures.iam_domain_id });
    let domain_name = json!({ "name": fixtures.iam_domain_name });
    let name = fixtures.iam_user_name;
    let users = [
        user(&sandbox),
        json!({ "name": name, "password": password, "domain": domain_id }),
        json!({ "id": fixtures.iam_user_id, "password": password }),
    ];
    let scopes = [
        by_id(&sandbox),
        json!({ "project": { "name": project } }),
        json!({ "project": { "name": project, "domain": domain_name } }),
        json!({ "project": { "name": project, "domain": domain_id } }),
        // With both, the project counts.
        json!({ "project": { "name": project }, "domain": domain_name }),
    ];
    for user in &users {
        for scope in &scopes {
            let answer = ask(&sandbox, user, Some(scope.clone())).await;
            assert_eq!(answer.status, 201, "{user} {scope} {answer:?}");
            let token = answer.header("x-subject-token");
            let (status, _) = dcs(&sandbox, fixtures.dcs_project_id, token).await;
            assert_eq!(status, 200);
        }
    }
}

#[tokio::test]
async fn a_wrong_user_password_domain_or_project_is_unauthorized() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let (name, password) = (fixtures.iam_user_name, fixtures.iam_password);
    let domain = json!({ "name": fixtures.iam_domain_name });
    for wrong in [
        json!({ "name": name, "password": "wrong", "domain": domain }),
        json!({ "name": "nobody", "password": password, "domain": domain }),
        json!({ "name": name, "password": password, "domain": { "name": "nowhere" } }),
        json!({ "name": name, "password": password }),
        json!({ "id": "nobody", "password": password }),
        json!({ "id": fixtures.iam_user_id }),
        json!(null),
    ] {
        let answer = ask(&sandbox, &wrong, Some(by_id(&sandbox))).await;
        assert_keystone_error(&answer, 401, "Unauthorized");
        assert!(!answer.text.contains(password));
    }
    assert!(sandbox.requests().iter().all(|r| !r.authenticated));
    let elsewhere = json!({ "name": "nowhere" });
    for scope in [
        json!({ "project": { "id": "no-such" } }),
        json!({ "project": { "name": "no-such" } }),
        json!({ "project": { "name": fixtures.iam_project_name, "domain": elsewhere } }),
        json!({ "project": {} }),
        json!({ "domain": elsewhere }),
    ] {
        let answer = ask(&sandbox, &user(&sandbox), Some(scope)).await;
        assert_keystone_error(&answer, 401, "Unauthorized");
    }
    let token_method = json!({ "auth": { "identity": { "methods": ["token"] } } });
    let answer = post(&sandbox, token_method.to_string().as_bytes())
        .send()
        .await;
    assert_keystone_error(&answer, 401, "Unauthorized");
    for malformed in [&b"not JSON"[..], b"{}", b""] {
        let answer = post(&sandbox, malformed).send().await;
        assert_keystone_error(&answer, 400, "Bad Request");
    }
    assert_eq!(sandbox.token_fetches().iam, 0);
}

#[tokio::test]
async fn a_token_opens_its_own_project_only() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let project = fixtures.dcs_project_id;
    let other = json!({ "project": { "name": fixtures.iam_other_project_name } });
    let domain = json!({ "domain": { "id": fixtures.iam_domain_id } });
    for scope in [Some(other), Some(domain), None] {
        let answer = ask(&sandbox, &user(&sandbox), scope).await;
        assert_eq!(answer.status, 201);
        let token = answer.header("x-subject-token");
        let refused = (401, json!("DCS.1004"));
        assert_eq!(dcs(&sandbox, project, token).await, refused);
        let described = &answer.json()["token"];
        if described["project"]["id"] == fixtures.iam_other_project_id {
            // It is accepted there, where nothing exists.
            let found = dcs(&sandbox, fixtures.iam_other_project_id, token).await;
            assert_eq!(found, (404, json!("DCS.3022")));
        }
    }
}

#[tokio::test]
async fn a_token_ends_by_the_clock_or_when_it_is_revoked() {
    let clock = TestClock::at(NOW);
    let now = clock.clone();
    let sandbox = Sandbox::builder()
        .clock(move || now.now())
        .iam_token_lifetime(Duration::from_secs(90))
        .start()
        .await
        .unwrap();
    let project = sandbox.fixtures().dcs_project_id;
    let answer = ask_well(&sandbox).await;
    assert_eq!(
        answer.json()["token"]["expires_at"],
        "2024-03-01T00:01:28.000000Z"
    );
    let one = answer.header("x-subject-token");
    clock.advance(89);
    assert_eq!(dcs(&sandbox, project, one).await.0, 200);
    let other = token(&sandbox).await;
    clock.advance(1);
    assert_eq!(dcs(&sandbox, project, one).await, (401, json!("DCS.1002")));
    // A new token does not end an old one, nor the other way round.
    assert_eq!(dcs(&sandbox, project, &other).await.0, 200);
    sandbox.revoke_tokens();
    assert_eq!(
        dcs(&sandbox, project, &other).await,
        (401, json!("DCS.1001"))
    );
    assert_eq!(sandbox.token_fetches().iam, 2);
}

#[tokio::test]
async fn scheduled_failures_come_in_order_and_then_it_works() {
    let sandbox = Sandbox::start().await.unwrap();
    let retry_after = Duration::from_secs(17);
    sandbox.fail_iam_token_requests(1, IamTokenFailure::Unauthorized);
    sandbox.fail_iam_token_requests(1, IamTokenFailure::Throttled { retry_after });
    sandbox.fail_iam_token_requests(1, IamTokenFailure::Unavailable);
    let again = async || ask(&sandbox, &user(&sandbox), Some(by_id(&sandbox))).await;
    assert_keystone_error(&again().await, 401, "Unauthorized");
    let answer = again().await;
    assert_eq!(answer.error("error_code"), (429, json!("IAM.0012")));
    assert_eq!(answer.header("retry-after"), "17");
    assert_keystone_error(&again().await, 503, "Service Unavailable");
    assert_eq!(again().await.status, 201);
    assert_eq!(sandbox.token_fetches().iam, 1);
}

#[tokio::test]
async fn the_version_document_is_for_anyone() {
    let sandbox = Sandbox::start().await.unwrap();
    for path in ["/v3", "/v3/"] {
        let answer = Sent::new(Method::GET, format!("{}{path}", sandbox.url()))
            .send()
            .await;
        assert_eq!(answer.status, 200);
        let version = &answer.json()["version"];
        assert_eq!(version["status"], "stable");
        assert_eq!(
            version["links"][0]["href"],
            format!("{}/v3/", sandbox.url())
        );
    }
    let record = &sandbox.requests()[0];
    assert_eq!(record.operation.as_deref(), Some("iam version"));
    assert!(!record.authenticated);
}

#[tokio::test]
async fn projects_are_found_by_name_with_a_token_or_a_signature() {
    let (sandbox, clock) = sandbox_with_clock().await;
    let fixtures = sandbox.fixtures();
    let token = token(&sandbox).await;
    let get = |query: &str| {
        let url = format!("{}/v3/projects{query}", sandbox.url());
        Sent::new(Method::GET, url)
    };
    let ids = |answer: &Answer| -> Vec<String> {
        let body = answer.json();
        let id = |project: &Value| project["id"].as_str().unwrap().to_owned();
        body["projects"]
            .as_array()
            .unwrap()
            .iter()
            .map(id)
            .collect()
    };
    let (one, other) = (fixtures.dcs_project_id, fixtures.iam_other_project_id);
    for (query, expected) in [
        ("", vec![one, other]),
        ("?name=eu-de", vec![one]),
        ("?name=eu-de_other", vec![other]),
        ("?name=no-such", vec![]),
    ] {
        let answer = get(query).header("x-auth-token", &token).send().await;
        assert_eq!(answer.status, 200);
        assert_eq!(ids(&answer), expected, "{query}");
    }

    let host = sandbox.url().replace("http://", "");
    let mut signed = get("?name=eu-de")
        .header("host", &host)
        .header("x-sdk-date", "20240229T235958Z");
    let authorization = |secret: &str| {
        let signable = Signable {
            method: "GET",
            path: "/v3/projects",
            query: &[("name".to_owned(), "eu-de".to_owned())],
            headers: &signed.headers,
            body: b"",
        };
        let names = ["host", "x-sdk-date"];
        let secret = SecretString::from(secret);
        sdk_hmac::authorization(&signable, &names, fixtures.dcs_access_key, &secret)
    };
    let (right, wrong) = (
        authorization(fixtures.dcs_secret_key),
        authorization("wrong"),
    );
    signed = signed.header("authorization", &right);
    assert_eq!(ids(&signed.clone().send().await), [one]);

    let refused = [
        get(""),
        get("").header("x-auth-token", "made-up"),
        get("").header("x-auth-token", fixtures.dcs_expired_token),
        signed.header("authorization", &wrong),
    ];
    for request in refused {
        assert_keystone_error(&request.send().await, 401, "Unauthorized");
    }
    clock.advance(24 * 60 * 60);
    let late = get("").header("x-auth-token", &token).send().await;
    assert_keystone_error(&late, 401, "Unauthorized");
}

#[tokio::test]
async fn no_secret_is_in_the_log_or_in_debug() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = token(&sandbox).await;
    let project = sandbox.fixtures().dcs_project_id;
    assert_eq!(dcs(&sandbox, project, &token).await.0, 200);
    let shown = format!("{:?} {sandbox:?}", sandbox.requests());
    assert!(shown.contains("iam token"));
    assert!(!shown.contains("MIIFAKE") && !shown.contains("Fake Password"));
}
