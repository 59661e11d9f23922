//! Headers that are parameters, and whether signatures cover them.

use backhaul_constructs::Credentials;
use backhaul_constructs::parameters::Status;
use backhaul_runtime::auth::{AccessKey, SdkHmac, SlsV4};

use crate::recorder::{answering, json, problems, unasked, with};

const THING: &str = r#"{"names":{}}"#;

#[tokio::test]
async fn they_are_sent_as_they_are() {
    let (client, sent) = answering(&json(THING)).await;
    let call = client
        .get_with_headers()
        .x_feature("a b; c=\"d\"")
        .x_log_mode(Status::On)
        .x_limit(7)
        .x_fresh(false)
        .x_since("2026-11-30T00:00:00+01:00")
        .x_kinds(["a", "b c"]);
    call.await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(sent.line, "GET /headers");
    assert_eq!(
        sent.headers(),
        [
            "accept: application/json",
            "x-feature: a b; c=\"d\"",
            "x-fresh: false",
            "x-kinds: a,b c",
            "x-limit: 7",
            "x-log-mode: ON",
            "x-since: 2026-11-30T00:00:00+01:00",
        ]
    );
    assert_eq!(sent.header("authorization"), Some("Bearer fake-token"));
}

#[tokio::test]
async fn what_no_header_can_carry_is_refused() {
    let client = unasked().await;
    let call = client
        .get_with_headers()
        .x_feature("a\r\nAuthorization: Basic x")
        .x_limit(0)
        .x_since("soon")
        .x_kinds(["a,b", "é"]);
    let told = problems(&call.await.unwrap_err());
    assert_eq!(
        told,
        [
            "x_feature: has a character that no header can carry: use printable ASCII",
            r#"x_kinds[0]: "a,b" contains ",", which separates items"#,
            "x_limit: 0 is not allowed: it must be at least 1",
            r#"x_since: "soon" is not a valid Timestamp: it must be a date and time with a time zone in ISO 8601, such as 2026-11-22T10:00:00Z"#,
            "x_log_mode is missing: call .x_log_mode(...)",
        ]
    );
}

#[tokio::test]
async fn a_redirect_of_a_download_does_not_pass_them_on() {
    let store = crate::recorder::listen(
        "HTTP/1.1 200 OK\r\ncontent-type: application/gzip\r\ncontent-length: 2\r\nconnection: close\r\n\r\n\x1f\x0b",
    );
    let (address, stored) = store.await;
    let answer = format!(
        "HTTP/1.1 302 Found\r\nlocation: {address}/bytes\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    );
    let (client, sent) = answering(&answer).await;
    let answer = client.download_with_header().x_feature("mine").await;
    let chunk = answer.unwrap().into_inner().chunk().await.unwrap();
    assert_eq!(chunk.as_deref(), Some(&b"\x1f\x0b"[..]));
    let sent = sent.await.unwrap();
    assert_eq!(
        sent.headers(),
        ["accept: application/gzip", "x-feature: mine"]
    );
    assert_eq!(sent.header("accept-encoding"), Some("identity"));
    let stored = stored.await.unwrap();
    assert_eq!(
        (stored.line.as_str(), stored.header("x-feature")),
        ("GET /bytes", None)
    );
    assert_eq!(stored.header("accept-encoding"), Some("identity"));
}

#[tokio::test]
async fn a_signature_covers_them() {
    let key = || AccessKey::new("fake-id", "fake-secret".to_owned());
    let (client, sent) = with(Credentials::of(SdkHmac::new(key())), &json(THING)).await;
    let call = client.get_with_headers().x_feature("a").x_log_mode("ON");
    call.await.unwrap();
    let sent = sent.await.unwrap();
    let authorization = sent.header("authorization").unwrap();
    assert!(
        authorization.contains("SignedHeaders=accept;host;x-feature;x-log-mode;x-sdk-date,"),
        "{authorization}"
    );

    // Of the service's own headers, each one changes the signature.
    let mut signatures = Vec::new();
    for mode in ["ON", "OFF"] {
        let signer = SlsV4::new(key(), "region-1");
        let (client, sent) = with(Credentials::of(signer), &json(THING)).await;
        client.get_with_headers().x_log_mode(mode).await.unwrap();
        let sent = sent.await.unwrap();
        assert_eq!(sent.header("x-log-mode"), Some(mode));
        signatures.push(expected(&sent, sent.header("x-log-mode")));
        assert_ne!(signatures.last(), Some(&expected(&sent, None)));
        assert_eq!(
            sent.header("authorization"),
            signatures.last().map(String::as_str)
        );
    }
}

/// The signature of `sent` by the other implementation of it, that for servers, if `x-log-mode` is `mode`.
fn expected(sent: &crate::recorder::Sent, mode: Option<&str>) -> String {
    use backhaul_runtime::auth::{SecretString, Signable, sls};
    use backhaul_runtime::reqwest::header::{HeaderMap, HeaderName, HeaderValue};
    let mut headers = HeaderMap::new();
    for line in sent.headers() {
        let (name, value) = line.split_once(": ").unwrap();
        let name = HeaderName::try_from(name).unwrap();
        headers.insert(name, HeaderValue::from_str(value).unwrap());
    }
    headers.insert("host", sent.header("host").unwrap().parse().unwrap());
    headers.remove("x-log-mode");
    if let Some(mode) = mode {
        headers.insert("x-log-mode", mode.parse().unwrap());
    }
    let signable = Signable {
        method: "GET",
        path: "/headers",
        query: &[],
        headers: &headers,
        body: b"",
    };
    let secret = SecretString::from("fake-secret".to_owned());
    let date = sent.header("x-log-date").unwrap();
    sls::v4::authorization(&signable, "fake-id", &secret, "region-1", date)
}
