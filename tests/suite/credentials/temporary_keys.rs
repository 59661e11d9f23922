//! Temporary keys of Alibaba Cloud: of a RAM role, and from an address.

use std::sync::Arc;

use backhaul_runtime::{Error, ErrorKind, Retry};
use backhaul_sls::{Client, Credentials, RamRole};
use serde_json::{Value, json as value};

use crate::support::answering::{Answering, Asked, answer, json};
use crate::support::time::Time;

const ROLES: &str = "/latest/meta-data/ram/security-credentials/";

/// A key that lives for an hour, named by the minute that it was given in.
fn key(time: &Time) -> Value {
    let now = chrono::DateTime::<chrono::Utc>::from(time.now());
    let end = now + chrono::TimeDelta::hours(1);
    value!({
        "Code": "Success",
        "AccessKeyId": format!("FAKE{}", now.format("%H%M")),
        "AccessKeySecret": "fake-marker-secret",
        "SecurityToken": "fake-marker-token",
        "Expiration": end.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        "LastUpdated": now.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
    })
}

/// A metadata service in hardened mode, with the service that the keys are for.
async fn instance(time: &Time) -> Answering {
    let time = time.clone();
    Answering::start(move |asked| {
        let line = asked.head.lines().next().unwrap();
        let token = asked.header("X-aliyun-ecs-metadata-token");
        if line.starts_with("PUT /latest/api/token ") {
            assert_eq!(
                asked.header("X-aliyun-ecs-metadata-token-ttl-seconds"),
                Some("21600")
            );
            return answer("200 OK", &[], "fake-marker-metadata\n");
        }
        if line.contains(ROLES) && token != Some("fake-marker-metadata") {
            return answer("403 Forbidden", &[], "");
        }
        if line.starts_with(&format!("GET {ROLES} ")) {
            return answer("200 OK", &[], "log-reader");
        }
        if line.starts_with(&format!("GET {ROLES}log-reader ")) || line.starts_with("GET /keys?") {
            return json("200 OK", &key(&time));
        }
        if line.contains(ROLES) {
            return answer("404 Not Found", &[], "<html>");
        }
        json("200 OK", &value!({"count": 0, "total": 0, "shipper": []}))
    })
    .await
}

fn client(url: &str, credentials: Credentials, time: &Time) -> Client {
    built(url, credentials, time).unwrap()
}

fn built(url: &str, credentials: Credentials, time: &Time) -> Result<Client, Error> {
    let builder = Client::builder().credentials(credentials).endpoint(url);
    let builder = builder.region("cn-hangzhou").clock(time.clock());
    let builder = builder.retry(Retry::off()).project("ali-test-project");
    builder.build()
}

async fn list(client: &Client) -> Result<(), Error> {
    let call = client.list_shipper().logstore("ali-test-logstore");
    call.send().await.map(|_| ())
}

/// Method and path of each request.
fn lines(asked: &[Asked]) -> Vec<String> {
    let line = |asked: &Asked| {
        let mut words = asked.head.split([' ', '?']);
        format!("{} {}", words.next().unwrap(), words.next().unwrap())
    };
    asked.iter().map(line).collect()
}

#[tokio::test]
async fn a_role_gives_keys_in_hardened_mode_which_are_renewed_before_they_expire() {
    let time = Time::default();
    let server = instance(&time).await;
    let role = RamRole::of_instance().address(&server.url);
    let client = client(&server.url, Credentials::ram_role(role), &time);
    list(&client).await.unwrap();
    list(&client).await.unwrap();
    let renewal = [
        "PUT /latest/api/token".to_owned(),
        format!("GET {ROLES}"),
        format!("GET {ROLES}log-reader"),
    ];
    let call = "GET /logstores/ali-test-logstore/shipper".to_owned();
    let mut expected = renewal.to_vec();
    expected.extend([call.clone(), call.clone()]);
    assert_eq!(lines(&server.asked()), expected);
    let used = |server: &Answering| {
        let asked = server.asked().pop().unwrap();
        let proof = asked.header("authorization").unwrap().to_owned();
        assert_eq!(
            asked.header("x-acs-security-token"),
            Some("fake-marker-token")
        );
        proof.split(['=', '/']).nth(1).unwrap().to_owned()
    };
    let first = used(&server);
    time.advance(3600 - 301);
    list(&client).await.unwrap();
    assert_eq!(used(&server), first);
    // Five minutes before the end.
    time.advance(1);
    list(&client).await.unwrap();
    assert_ne!(used(&server), first);
    expected.push(call.clone());
    expected.extend(renewal);
    expected.push(call);
    assert_eq!(lines(&server.asked()), expected);
    let shown = format!("{client:?}");
    assert!(!shown.contains("fake-marker"), "{shown}");
}

#[tokio::test]
async fn a_name_saves_a_request_and_a_missing_role_is_told() {
    let time = Time::default();
    let server = instance(&time).await;
    let role = RamRole::of_instance().address(&server.url);
    let named = client(
        &server.url,
        Credentials::ram_role(role.clone().name("log-reader")),
        &time,
    );
    list(&named).await.unwrap();
    assert_eq!(server.asked().len(), 3);
    // No role can have this name, so no client is built.
    for name in ["..", ".", "", " ", "a\nb"] {
        let role = Credentials::ram_role(role.clone().name(name));
        let error = built(&server.url, role, &time).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        let text = error.to_string();
        assert!(text.contains("cannot be the name of a RAM role"), "{text}");
    }
    assert_eq!(server.asked().len(), 3);
    for name in ["none", "../../secret"] {
        let wrong = client(
            &server.url,
            Credentials::ram_role(role.clone().name(name)),
            &time,
        );
        let error = list(&wrong).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credentials);
        assert!(
            error.to_string().contains("the metadata service of ECS"),
            "{error}"
        );
        assert!(!error.to_string().contains("fake-marker"), "{error}");
    }
    let paths = lines(&server.asked());
    assert!(
        paths.iter().all(|path| !path.ends_with("/secret")),
        "{paths:?}"
    );
}

#[tokio::test]
async fn an_address_gives_keys_and_its_query_is_not_shown() {
    let time = Time::default();
    let server = instance(&time).await;
    let uri = format!("{}/keys?sig=fake-marker", server.url);
    let client = client(&server.url, Credentials::credentials_uri(uri), &time);
    list(&client).await.unwrap();
    list(&client).await.unwrap();
    assert_eq!(lines(&server.asked())[0], "GET /keys");
    assert_eq!(server.asked().len(), 3);
    assert!(!format!("{client:?}").contains("fake-marker"), "{client:?}");

    // Keys must not come over plain http from elsewhere.
    let builder = Client::builder()
        .endpoint(&server.url)
        .region("cn-hangzhou");
    let builder = builder.project("ali-test-project");
    let elsewhere = Credentials::credentials_uri("http://keys.example/?fake-marker");
    let error = builder
        .credentials(elsewhere)
        .build()
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("plain http") && !error.contains("fake-marker"),
        "{error}"
    );
}

#[tokio::test]
async fn an_answer_without_a_key_is_told_and_not_shown() {
    for (body, told) in [
        (value!({"Code": "Failed"}), "the code Failed"),
        (
            value!({"AccessKeyId": "FAKE", "AccessKeySecret": "fake-marker"}),
            "without SecurityToken",
        ),
        (value!(["fake-marker"]), "without AccessKeyId"),
    ] {
        let body = Arc::new(body);
        let answers = Arc::clone(&body);
        let server = Answering::start(move |_| json("200 OK", &answers)).await;
        let time = Time::default();
        let uri = Credentials::credentials_uri(&server.url);
        let error = list(&client(&server.url, uri, &time))
            .await
            .unwrap_err()
            .to_string();
        assert!(
            error.contains(told) && !error.contains("fake-marker"),
            "{error}"
        );
    }
}
