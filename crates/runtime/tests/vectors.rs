//! Signatures equal those of the providers' official SDKs.
//!
//! The files in `vectors/` were made with the SDKs, or published in their tests. All keys in them are fake.

#![allow(clippy::unwrap_used, clippy::panic)] // Helpers of tests fail as tests do.

use std::io::Write;
use std::time::SystemTime;

use backhaul_runtime::auth::{
    AccessKey, Authorizer, SdkHmac, SecretString, Signable, SlsV1, SlsV4, sdk_hmac_scoped, sls,
};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::NaiveDateTime;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Request, Url};
use serde_json::Value;

#[test]
fn sls() {
    let file: Value = serde_json::from_str(include_str!("vectors/sls-vectors.json")).unwrap();
    let mut equal = 0;
    for vector in list(&file["vectors"]) {
        sls_request_equals(vector);
        equal += 1;
    }
    for vector in list(&file["published_vectors"]) {
        sls_published_equals(vector);
        equal += 1;
    }
    report("sls", equal, 21);
}

#[test]
fn sls_sha256() {
    let file = include_str!("vectors/sls-sha256-vectors.json");
    let file: Value = serde_json::from_str(file).unwrap();
    let mut equal = 0;
    for vector in list(&file["vectors"]) {
        let input = &vector["inputs"];
        let signable = Signable {
            method: text(&input["method"]),
            path: text(&input["path"]),
            query: &pairs(&input["query"]),
            headers: &headers(&input["headers"]),
            body: text(&input["body_utf8"]).as_bytes(),
        };
        let secret = SecretString::from(text(&input["access_key_secret"]));
        let id = text(&input["access_key_id"]);
        assert_eq!(
            sls::v1::authorization_sha256(&signable, id, &secret),
            text(&vector["expected_authorization"]),
            "{}",
            vector["name"]
        );
        equal += 1;
    }
    report("sls sha256", equal, 8);
}

#[test]
fn sdk_hmac() {
    let file: Value = serde_json::from_str(include_str!("vectors/otc-vectors.json")).unwrap();
    let mut equal = 0;
    for vector in list(&file["vectors"]) {
        sdk_hmac_request_equals(vector);
        equal += 1;
    }
    report("sdk_hmac", equal, 13);
}

#[test]
fn sdk_hmac_scoped() {
    let file: Value = serde_json::from_str(include_str!("vectors/otc-vectors.json")).unwrap();
    let mut equal = 0;
    for vector in list(&file["scoped_form"]["vectors"]) {
        sdk_hmac_scoped_equals(vector);
        equal += 1;
    }
    report("sdk_hmac scoped", equal, 4);
}

/// Prints how many vectors are equal, and fails if some of the file's are no longer there.
fn report(set: &str, equal: usize, expected: usize) {
    // Past the capture of the test runner, so that the count shows in every run.
    let line = format!("{set}: {equal} of {expected} equal\n");
    std::io::stdout().write_all(line.as_bytes()).unwrap();
    assert_eq!(equal, expected);
}

/// A whole request, as the Python SDK sends it: same headers, same values.
fn sls_request_equals(vector: &Value) {
    let name = text(&vector["name"]);
    let input = &vector["inputs"];
    let base = format!(
        "http://{}.{}{}",
        text(&input["project"]),
        text(&input["endpoint"]),
        text(&input["path"])
    );
    let mut request = Request::new(method(input), Url::parse(&base).unwrap());
    let query = pairs(&input["query"]);
    if !query.is_empty() {
        request.url_mut().query_pairs_mut().extend_pairs(&query);
    }
    *request.headers_mut() = headers(&input["caller_headers"]);
    if let Some(body) = input["body_utf8"].as_str() {
        *request.body_mut() = Some(body.to_owned().into());
    }

    let (id, secret) = (
        text(&input["access_key_id"]),
        text(&input["access_key_secret"]),
    );
    let mut key = AccessKey::new(id, secret);
    if let Some(token) = input["security_token"].as_str() {
        key = key.security_token(token);
    }
    let now = time(text(&input["utc_time"]));
    match text(&vector["auth_version"]) {
        "v1" => {
            SlsV1::new(key).authorize(&mut request, now).unwrap();
        }
        "v4" => {
            let authorizer = SlsV4::new(key, text(&input["region"]));
            authorizer.authorize(&mut request, now).unwrap();
        }
        other => panic!("{name}: unknown version {other}"),
    }

    // These three are added by the HTTP client when it sends.
    let mut expected = headers(&vector["outputs"]["headers_sent"]);
    for later in ["host", "content-length", "user-agent"] {
        expected.remove(later);
    }
    assert_eq!(request.headers(), &expected, "{name}");
    assert_eq!(
        request.headers()["authorization"],
        text(&vector["outputs"]["authorization"]),
        "{name}"
    );
}

/// Published vectors lack headers that every real request has, so they go through the signature alone.
fn sls_published_equals(vector: &Value) {
    let input = &vector["inputs"];
    let mut headers = headers(&input["headers"]);
    let mut add = |name: &'static str, value: &str| {
        headers.insert(name, HeaderValue::from_str(value).unwrap());
    };
    let query = pairs(&input["query"]);
    let id = text(&input["access_key_id"]);
    let secret = SecretString::from(text(&input["access_key_secret"]));

    let authorization = if vector["auth_version"] == "v1" {
        let body = STANDARD.decode(text(&input["body_base64"])).unwrap();
        add("date", text(&input["date"]));
        add("x-log-signaturemethod", "hmac-sha1");
        if let Some(token) = input["security_token"].as_str() {
            add("x-acs-security-token", token);
        }
        if !body.is_empty() {
            let md5 = text(&vector["string_to_sign"]).lines().nth(1).unwrap();
            add("content-md5", md5);
        }
        let signable = Signable {
            method: text(&input["method"]),
            path: text(&input["path"]),
            query: &query,
            headers: &headers,
            body: &body,
        };
        sls::v1::authorization(&signable, id, &secret)
    } else {
        let timestamp = text(&input["x_log_date"]);
        let sha256 = text(&vector["canonical_request"]).lines().last().unwrap();
        add("x-log-date", timestamp);
        add("x-log-content-sha256", sha256);
        let signable = Signable {
            method: text(&input["method"]),
            path: text(&input["path"]),
            query: &query,
            headers: &headers,
            body: text(&input["body_utf8"]).as_bytes(),
        };
        sls::v4::authorization(&signable, id, &secret, text(&input["region"]), timestamp)
    };
    assert_eq!(
        authorization,
        text(&vector["expected_authorization"]),
        "{}",
        vector["name"]
    );
}

/// A whole request, as the Python SDK sends it: same headers, same query.
fn sdk_hmac_request_equals(vector: &Value) {
    let name = text(&vector["name"]);
    let input = &vector["input"];
    let base = format!(
        "{}://{}{}",
        text(&input["scheme"]),
        text(&input["host"]),
        text(&input["resource_path"])
    );
    let mut request = Request::new(method(input), Url::parse(&base).unwrap());
    for pair in list(&input["query_params"]) {
        let mut query = request.url_mut().query_pairs_mut();
        match &pair[1] {
            Value::Array(values) => {
                query.extend_pairs(values.iter().map(|value| (text(&pair[0]), text(value))));
            }
            Value::String(value) => {
                query.append_pair(text(&pair[0]), value);
            }
            number_or_bool => {
                query.append_pair(text(&pair[0]), &number_or_bool.to_string());
            }
        }
    }
    *request.headers_mut() = headers(&input["headers"]);
    if let Some(body) = input["body"].as_str() {
        *request.body_mut() = Some(body.to_owned().into());
    }

    let mut key = AccessKey::new(text(&input["access_key"]), text(&input["secret_key"]));
    if let Some(token) = input["security_token"].as_str() {
        key = key.security_token(token);
    }
    let mut authorizer = SdkHmac::new(key);
    if let Some(project_id) = input["project_id"].as_str() {
        authorizer = authorizer.project_id(project_id);
    }
    let now = time(text(&input["x_sdk_date"]));
    authorizer.authorize(&mut request, now).unwrap();

    let output = &vector["output"];
    let mut expected = headers(&output["headers_after_signing"]);
    expected.remove("host");
    // The SDK trims what the caller gave; an HTTP client does that when it sends.
    let mut sent = request.headers().clone();
    for value in sent.values_mut() {
        *value = HeaderValue::from_str(value.to_str().unwrap().trim()).unwrap();
    }
    assert_eq!(sent, expected, "{name}");
    assert_eq!(
        sent["authorization"],
        text(&output["authorization"]),
        "{name}"
    );
    let wire_query = text(&output["wire_uri"])
        .split_once('?')
        .map(|(_, query)| query);
    assert_eq!(request.url().query(), wire_query, "{name}");
}

/// The signature alone, over the headers that the Go SDK had set when it signed.
fn sdk_hmac_scoped_equals(vector: &Value) {
    let name = text(&vector["name"]);
    let input = &vector["input"];
    let url = Url::parse(text(&input["url"])).unwrap();
    let timestamp = text(&input["x_sdk_date"]);
    let mut headers = headers(&input["headers"]);
    for (name, value) in [("host", url.host_str().unwrap()), ("x-sdk-date", timestamp)] {
        headers.insert(name, HeaderValue::from_str(value).unwrap());
    }
    let signed: Vec<&str> = headers.keys().map(HeaderName::as_str).collect();
    let query: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let signable = Signable {
        method: text(&input["method"]),
        path: url.path(),
        query: &query,
        headers: &headers,
        body: text(&input["body"]).as_bytes(),
    };
    let authorization = sdk_hmac_scoped::authorization(
        &signable,
        &signed,
        text(&input["access_key"]),
        &SecretString::from(text(&input["secret_key"])),
        timestamp,
        text(&input["region"]),
        text(&input["service"]),
    );
    assert_eq!(
        authorization,
        text(&vector["output"]["authorization"]),
        "{name}"
    );
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

fn method(input: &Value) -> Method {
    text(&input["method"]).parse().unwrap()
}

fn pairs(object: &Value) -> Vec<(String, String)> {
    let object = object.as_object().unwrap();
    let pair = |(name, value): (&String, &Value)| (name.clone(), text(value).to_owned());
    object.iter().map(pair).collect()
}

/// Headers of a vector. One published vector has a name with blanks, which no header can have and no signature covers.
fn headers(object: &Value) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs(object) {
        if let Ok(name) = name.parse::<HeaderName>() {
            headers.insert(name, HeaderValue::from_str(&value).unwrap());
        } else {
            assert_eq!(name, " Ko ");
        }
    }
    headers
}

/// The time of `2024-02-29T23:59:58Z` or `20240229T235958Z`.
fn time(text: &str) -> SystemTime {
    let basic = text.replace(['-', ':'], "");
    let time = NaiveDateTime::parse_from_str(&basic, "%Y%m%dT%H%M%SZ").unwrap();
    time.and_utc().into()
}
