//! Alibaba Cloud SLS: both signatures, tasks, and each documented error.
#![allow(clippy::unwrap_used, clippy::panic)] // In helpers too, not only in the tests.

mod common;

use std::time::{Duration, SystemTime};

use backhaul_runtime::auth::Signable;
use backhaul_runtime::auth::sls::{v1, v4};
use backhaul_sandbox::{Fixtures, Sandbox};
use common::{Answer, Sent, TestClock};
use md5::Md5;
use reqwest::Method;
use secrecy::SecretString;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// 2024-02-29T23:59:58Z, in the three forms that are needed.
const NOW: u64 = 1_709_251_198;
const HTTP_DATE: &str = "Thu, 29 Feb 2024 23:59:58 GMT";
const LOG_DATE: &str = "20240229T235958Z";

#[derive(Clone, Copy, Debug, PartialEq)]
enum Version {
    V1,
    /// With HMAC-SHA256, as the provider's generated SDKs sign.
    V1Sha256,
    V4,
}

const VERSIONS: [Version; 3] = [Version::V1, Version::V1Sha256, Version::V4];

async fn sandbox_at(offset: i64) -> Sandbox {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(NOW.checked_add_signed(offset).unwrap());
    Sandbox::builder().clock(move || now).start().await.unwrap()
}

async fn sandbox() -> Sandbox {
    sandbox_at(0).await
}

/// A call whose parts can be changed before it is signed.
struct Retry<'a> {
    method: Method,
    project: &'a str,
    logstore: &'a str,
    shipper: &'a str,
    query: &'a str,
    body: Value,
    media_type: Option<&'a str>,
    key: (&'a str, &'a str),
    token: Option<&'a str>,
    region: &'a str,
}

impl<'a> Retry<'a> {
    fn of(fixtures: &'a Fixtures, tasks: &[&str]) -> Self {
        Self {
            method: Method::PUT,
            project: fixtures.sls_project,
            logstore: fixtures.sls_logstore,
            shipper: fixtures.sls_shipper,
            query: "",
            body: json!(tasks),
            media_type: Some("application/json"),
            key: (fixtures.sls_access_key_id, fixtures.sls_access_key_secret),
            token: None,
            region: fixtures.sls_region,
        }
    }

    /// A request for the list of tasks.
    fn list(fixtures: &'a Fixtures, query: &'a str) -> Self {
        Self {
            method: Method::GET,
            query,
            body: json!(""),
            media_type: None,
            ..Self::of(fixtures, &[])
        }
    }

    fn sign(self, sandbox: &Sandbox, version: Version) -> Sent {
        let Self {
            logstore, shipper, ..
        } = self;
        let path = format!("/logstores/{logstore}/shipper/{shipper}/tasks");
        let url = format!("{}{path}{}", sandbox.url(), self.query);
        let body = match &self.body {
            // Text stands for a body that is not JSON.
            Value::String(text) => text.clone().into_bytes(),
            other => other.to_string().into_bytes(),
        };
        let mut sent = Sent::new(self.method.clone(), url)
            .header("host", &format!("{}.127.0.0.1", self.project))
            .header("x-log-apiversion", "0.6.0")
            .header("x-log-bodyrawsize", &body.len().to_string());
        sent.body = body;
        if let Some(media_type) = self.media_type {
            sent = sent.header("content-type", media_type);
        }
        if let Some(token) = self.token {
            sent = sent.header("x-acs-security-token", token);
        }
        let url = reqwest::Url::parse(&sent.url).unwrap();
        let query: Vec<_> = url.query_pairs().into_owned().collect();
        let (id, secret) = self.key;
        let secret = SecretString::from(secret);
        let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
        sent = match version {
            Version::V1 | Version::V1Sha256 => {
                let md5 = hex(&Md5::digest(&sent.body)).to_uppercase();
                let sha256 = version == Version::V1Sha256;
                let method = if sha256 { "hmac-sha256" } else { "hmac-sha1" };
                let sent = sent
                    .header("x-log-signaturemethod", method)
                    .header("date", HTTP_DATE);
                if sent.body.is_empty() {
                    sent
                } else {
                    sent.header("content-md5", &md5)
                }
            }
            Version::V4 => {
                let sha256 = hex(&Sha256::digest(&sent.body));
                sent.header("x-log-date", LOG_DATE)
                    .header("x-log-content-sha256", &sha256)
            }
        };
        let signable = Signable {
            method: self.method.as_str(),
            path: &path,
            query: &query,
            headers: &sent.headers,
            body: &sent.body,
        };
        let authorization = match version {
            Version::V1 => v1::authorization(&signable, id, &secret),
            Version::V1Sha256 => v1::authorization_sha256(&signable, id, &secret),
            Version::V4 => v4::authorization(&signable, id, &secret, self.region, LOG_DATE),
        };
        let mut sent = sent.header("authorization", &authorization);
        if version == Version::V1 {
            // As the official Python SDK does it: a copy of the date, added after signing.
            sent = sent.header("x-log-date", HTTP_DATE);
        }
        sent
    }

    async fn send(self, sandbox: &Sandbox, version: Version) -> Answer {
        self.sign(sandbox, version).send().await
    }
}

fn code(answer: &Answer) -> (u16, String, String) {
    let id = answer.header("x-log-requestid");
    let is_upper_hex = |byte: u8| byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte);
    assert!(id.len() == 24 && id.bytes().all(is_upper_hex), "{id}");
    let body = answer.json();
    let text = |name: &str| body[name].as_str().unwrap().to_owned();
    (
        answer.status.as_u16(),
        text("errorCode"),
        text("errorMessage"),
    )
}

#[tokio::test]
async fn retried_tasks_run_and_then_succeed() {
    for version in VERSIONS {
        let sandbox = sandbox().await;
        let fixtures = sandbox.fixtures();
        let [first, second, third, ..] = fixtures.sls_failed_task_ids;
        let answer = Retry::of(fixtures, &[first, second])
            .send(&sandbox, version)
            .await;
        assert_eq!(answer.status, 200, "{version:?}: {answer:?}");
        assert_eq!(answer.text, "");
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(answer.header("content-length"), "0");
        assert_eq!(answer.header("x-log-requestid").len(), 24);
        assert_eq!(sandbox.shipper_task_status(first), Some("running"));
        assert_eq!(sandbox.advance_shipper_task(first), Some("running"));
        assert_eq!(sandbox.advance_shipper_task(first), Some("success"));
        assert_eq!(sandbox.shipper_task_status(second), Some("running"));
        assert_eq!(sandbox.shipper_task_status(third), Some("fail"));
        assert_eq!(sandbox.shipper_task_status("no-such"), None);
    }
}

#[tokio::test]
async fn ids_that_have_not_failed_or_do_not_exist_change_nothing() {
    let sandbox = sandbox().await;
    let fixtures = sandbox.fixtures();
    let ids = [fixtures.sls_successful_task_id, "no-such-task"];
    let answer = Retry::of(fixtures, &ids).send(&sandbox, Version::V4).await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        sandbox.shipper_task_status(fixtures.sls_successful_task_id),
        Some("success")
    );
}

#[tokio::test]
async fn a_temporary_key_works_with_its_token_only() {
    for version in VERSIONS {
        let sandbox = sandbox().await;
        let fixtures = sandbox.fixtures();
        let with = |key, token| Retry {
            key,
            token,
            ..Retry::of(fixtures, &fixtures.sls_failed_task_ids[..1])
        };
        let temporary = (
            fixtures.sls_sts_access_key_id,
            fixtures.sls_sts_access_key_secret,
        );
        let lasting = (fixtures.sls_access_key_id, fixtures.sls_access_key_secret);
        let good = with(temporary, Some(fixtures.sls_sts_token));
        assert_eq!(good.send(&sandbox, version).await.status, 200);

        let (status, error, message) = code(&with(temporary, None).send(&sandbox, version).await);
        assert_eq!((status, error.as_str()), (401, "Unauthorized"));
        assert_eq!(
            message,
            format!("AccessKeyId not found: {}", fixtures.sls_sts_access_key_id)
        );
        for key in [temporary, lasting] {
            let answer = with(key, Some("wrong")).send(&sandbox, version).await;
            let (status, error, message) = code(&answer);
            assert_eq!((status, error.as_str()), (401, "Unauthorized"));
            assert_eq!(message, "The security token you provided is invalid.");
        }
    }
}

#[tokio::test]
async fn a_wrong_key_is_refused() {
    for version in VERSIONS {
        let sandbox = sandbox().await;
        let fixtures = sandbox.fixtures();
        let task = fixtures.sls_failed_task_ids[0];
        let wrong_secret = Retry {
            key: (fixtures.sls_access_key_id, "wrong"),
            ..Retry::of(fixtures, &[task])
        };
        let (status, error, _) = code(&wrong_secret.send(&sandbox, version).await);
        assert_eq!((status, error.as_str()), (401, "SignatureNotMatch"));
        let wrong_id = Retry {
            key: ("NOBODY", fixtures.sls_access_key_secret),
            ..Retry::of(fixtures, &[task])
        };
        let (status, error, message) = code(&wrong_id.send(&sandbox, version).await);
        assert_eq!((status, error.as_str()), (401, "Unauthorized"));
        assert_eq!(message, "AccessKeyId not found: NOBODY");
        let no_id = Retry {
            key: ("", fixtures.sls_access_key_secret),
            ..Retry::of(fixtures, &[task])
        };
        let (status, error, _) = code(&no_id.send(&sandbox, version).await);
        assert_eq!((status, error.as_str()), (400, "MissAccessKeyId"));
        assert_eq!(sandbox.shipper_task_status(task), Some("fail"));
        assert!(sandbox.requests().iter().all(|r| !r.authenticated));
    }
}

#[tokio::test]
async fn a_signature_is_made_with_the_hash_that_the_request_names() {
    let sandbox = sandbox().await;
    let fixtures = sandbox.fixtures();
    let sent = Retry::of(fixtures, &fixtures.sls_failed_task_ids[..1]);
    let sent = sent.sign(&sandbox, Version::V1Sha256);
    let signable = Signable {
        method: "PUT",
        path: &sent.target(),
        query: &[],
        headers: &sent.headers,
        body: &sent.body,
    };
    let secret = SecretString::from(fixtures.sls_access_key_secret);
    let id = fixtures.sls_access_key_id;
    let right = v1::authorization_sha256(&signable, id, &secret);
    let sha1 = v1::authorization(&signable, id, &secret);
    let (status, error, _) = code(&sent.clone().header("authorization", &sha1).send().await);
    assert_eq!((status, error.as_str()), (401, "SignatureNotMatch"));
    let answer = sent.header("authorization", &right).send().await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

#[tokio::test]
async fn a_signature_for_another_region_does_not_match() {
    let sandbox = sandbox().await;
    let elsewhere = Retry {
        region: "eu-central-1",
        ..Retry::of(sandbox.fixtures(), &["x"])
    };
    let (status, error, _) = code(&elsewhere.send(&sandbox, Version::V4).await);
    assert_eq!((status, error.as_str()), (401, "SignatureNotMatch"));
}

#[tokio::test]
async fn whatever_changes_after_signing_is_noticed() {
    for version in VERSIONS {
        let sandbox = sandbox().await;
        let sign = || Retry::of(sandbox.fixtures(), &["aaa"]).sign(&sandbox, version);
        let mut body = sign();
        body.body = br#"["bbb"]"#.to_vec();
        let mut path = sign();
        path.url = path.url.replace("ali-test-logstore", "ali-prod-logstore");
        let mut query = sign();
        query.url.push_str("?a=1");
        let header = sign().header("x-log-bodyrawsize", "8");
        for (what, changed) in [
            ("body", body),
            ("path", path),
            ("query", query),
            ("header", header),
        ] {
            let (status, error, _) = code(&changed.send().await);
            assert_eq!(
                (status, error.as_str()),
                (401, "SignatureNotMatch"),
                "{version:?} {what}"
            );
        }
        let other_method = sign().header("host", "other.127.0.0.1").send().await;
        // Only v4 signs the host.
        let expected = match version {
            Version::V1 | Version::V1Sha256 => (404, "ProjectNotExist"),
            Version::V4 => (401, "SignatureNotMatch"),
        };
        let (status, error, _) = code(&other_method);
        assert_eq!((status, error.as_str()), expected);
    }
}

#[tokio::test]
async fn a_date_more_than_15_minutes_off_has_expired() {
    for version in VERSIONS {
        for (offset, fresh) in [(-901, false), (-900, true), (900, true), (901, false)] {
            let sandbox = sandbox_at(offset).await;
            let answer = Retry::of(sandbox.fixtures(), &["x"])
                .send(&sandbox, version)
                .await;
            if fresh {
                assert_eq!(answer.status, 200, "{offset}");
            } else {
                let (status, error, message) = code(&answer);
                assert_eq!((status, error.as_str()), (400, "RequestTimeExpired"));
                // The server's own time, in the header too: by it a client can correct its clock.
                let server_time = NOW.checked_add_signed(offset).unwrap();
                let server_time = SystemTime::UNIX_EPOCH + Duration::from_secs(server_time);
                let date = httpdate::fmt_http_date(server_time);
                assert_eq!(answer.header("date"), date);
                assert!(message.ends_with(&format!("server time is {date}.")));
            }
        }
    }
}

#[tokio::test]
async fn missing_and_unreadable_headers_are_named() {
    let sandbox = sandbox().await;
    let signed = |version| Retry::of(sandbox.fixtures(), &["x"]).sign(&sandbox, version);
    let without = |version, names: &[&str]| {
        let mut sent = signed(version);
        for name in names {
            sent.headers.remove(*name);
        }
        sent
    };
    let (v1, v4) = (Version::V1, Version::V4);
    let bare_host = sandbox.url().replace("http://", "");
    for (sent, expected) in [
        (without(v1, &["date", "x-log-date"]), "MissingDate"),
        (without(v4, &["x-log-date"]), "MissingDate"),
        (
            signed(v1).header("x-log-date", "yesterday"),
            "InvalidRequestTime",
        ),
        (
            signed(v4).header("x-log-date", HTTP_DATE),
            "InvalidRequestTime",
        ),
        (without(v1, &["x-log-apiversion"]), "MissingAPIVersion"),
        (
            signed(v4).header("x-log-apiversion", "0.4.0"),
            "InvalidAPIVersion",
        ),
        (
            without(v1, &["x-log-signaturemethod"]),
            "MissingSignatureMethod",
        ),
        (
            signed(v1).header("x-log-signaturemethod", "hmac-md5"),
            "InvalidSignatureMethod",
        ),
        (without(v4, &["authorization"]), "ParameterInvalid"),
        (
            signed(v4).header("authorization", "Basic abc"),
            "ParameterInvalid",
        ),
        (signed(v4).header("host", &bare_host), "InvalidHost"),
    ] {
        let (status, error, _) = code(&sent.send().await);
        assert_eq!((status, error.as_str()), (400, expected));
    }
}

#[tokio::test]
async fn an_unknown_project_logstore_or_shipper_does_not_exist() {
    let sandbox = sandbox().await;
    let base = || Retry::of(sandbox.fixtures(), &["x"]);
    let cases = [
        (
            Retry {
                project: "no-such",
                ..base()
            },
            "ProjectNotExist",
            "The Project does not exist : no-such",
        ),
        (
            Retry {
                logstore: "no-such",
                ..base()
            },
            "LogStoreNotExist",
            "Logstore no-such does not exist.",
        ),
        (
            Retry {
                shipper: "no-such",
                ..base()
            },
            "ShipperNotExist",
            "Shipper does not exist.",
        ),
    ];
    for (retry, error, message) in cases {
        let answer = retry.send(&sandbox, Version::V4).await;
        assert_eq!(code(&answer), (404, error.to_owned(), message.to_owned()));
    }
}

#[tokio::test]
async fn more_than_ten_tasks_are_too_many() {
    let sandbox = sandbox().await;
    let fixtures = sandbox.fixtures();
    let ids = fixtures.sls_failed_task_ids;
    let answer = Retry::of(fixtures, &ids[..11])
        .send(&sandbox, Version::V4)
        .await;
    let message = "Each time allows 10 task retries only.".to_owned();
    assert_eq!(code(&answer), (400, "ParameterInvalid".to_owned(), message));
    assert_eq!(sandbox.shipper_task_status(ids[0]), Some("fail"));

    let answer = Retry::of(fixtures, &ids[..10])
        .send(&sandbox, Version::V4)
        .await;
    assert_eq!(answer.status, 200);
    assert_eq!(sandbox.shipper_task_status(ids[9]), Some("running"));
}

#[tokio::test]
async fn a_body_that_the_document_does_not_allow_is_refused() {
    let sandbox = sandbox().await;
    let base = || Retry::of(sandbox.fixtures(), &["x"]);
    let cases = [
        (
            Retry {
                body: json!("not JSON"),
                ..base()
            },
            "PostBodyInvalid",
        ),
        (
            Retry {
                body: json!({ "ids": ["x"] }),
                ..base()
            },
            "ParameterInvalid",
        ),
        (
            Retry {
                body: json!([1]),
                ..base()
            },
            "ParameterInvalid",
        ),
        (
            Retry {
                media_type: None,
                ..base()
            },
            "MissingContentType",
        ),
        (
            Retry {
                media_type: Some("text/plain"),
                ..base()
            },
            "InvalidContentType",
        ),
        (
            Retry {
                query: "?from=1",
                ..base()
            },
            "ParameterInvalid",
        ),
    ];
    for (retry, expected) in cases {
        let (status, error, _) = code(&retry.send(&sandbox, Version::V4).await);
        assert_eq!((status, error.as_str()), (400, expected));
    }
    assert!(sandbox.requests().iter().all(|r| r.authenticated));
}

/// When the sandbox of these tests began, in Unix seconds; its tasks are of the hour before.
const BEGAN: i64 = 1_709_251_198;

/// A query for all tasks of the last hours.
fn last(hours: i64, more: &str) -> String {
    format!("?from={}&to={BEGAN}{more}", BEGAN - hours * 3600)
}

#[tokio::test]
async fn tasks_are_listed_by_pages_and_by_status() {
    for version in VERSIONS {
        let sandbox = sandbox().await;
        let fixtures = sandbox.fixtures();
        for (more, count, total, first) in [
            ("", 14, 14, fixtures.sls_running_task_id),
            // As the provider's own clients ask for all.
            (
                "&status=&offset=0&size=100",
                14,
                14,
                fixtures.sls_running_task_id,
            ),
            // What has no value counts as not given.
            (
                "&status=&offset=&size=",
                14,
                14,
                fixtures.sls_running_task_id,
            ),
            ("&status=fail", 12, 12, fixtures.sls_failed_task_ids[0]),
            (
                "&status=fail&offset=10&size=5",
                2,
                12,
                fixtures.sls_failed_task_ids[10],
            ),
            ("&status=success", 1, 1, fixtures.sls_successful_task_id),
            ("&offset=3&size=2", 2, 14, fixtures.sls_failed_task_ids[1]),
        ] {
            let query = last(48, more);
            let answer = Retry::list(fixtures, &query).send(&sandbox, version).await;
            assert_eq!(answer.status, 200, "{version:?} {more}: {answer:?}");
            let body = answer.json();
            assert_eq!(
                (&body["count"], &body["total"]),
                (&json!(count), &json!(total))
            );
            assert_eq!(body["tasks"].as_array().unwrap().len(), count);
            assert_eq!(body["tasks"][0]["id"], first, "{more}");
            let statistics = json!({ "running": 1, "success": 1, "fail": 12 });
            assert_eq!(body["statistics"], statistics);
        }
        let query = last(48, "&offset=14");
        let body = Retry::list(fixtures, &query).send(&sandbox, version).await;
        assert_eq!(body.json()["tasks"], json!([]));
    }
}

#[tokio::test]
async fn a_span_must_be_one_and_of_the_last_48_hours() {
    let sandbox = sandbox().await;
    let fixtures = sandbox.fixtures();
    let early = format!("?from={}&to={BEGAN}", BEGAN - 48 * 3600 - 1);
    for (query, message) in [
        (early, "Only support query last 48 hours task status."),
        (
            format!("?from={BEGAN}&to={BEGAN}"),
            "Start time must be earlier than end time.",
        ),
        (
            last(1, "&status=done"),
            "Status only contains success/running/fail.",
        ),
        (last(1, "&size=501"), "Parameter size is invalid"),
        (format!("?from={BEGAN}"), "Parameter to is missing"),
    ] {
        let answer = Retry::list(fixtures, &query)
            .send(&sandbox, Version::V4)
            .await;
        let (status, code, found) = code(&answer);
        assert_eq!((status, code.as_str()), (400, "ParameterInvalid"));
        assert!(found.starts_with(message), "{found}");
    }
    // The tasks are of the last hour.
    let query = format!("?from={}&to={}", BEGAN - 7200, BEGAN - 3601);
    let answer = Retry::list(fixtures, &query)
        .send(&sandbox, Version::V4)
        .await;
    assert_eq!(answer.json()["total"], 0);
}

#[tokio::test]
async fn a_retried_task_is_seen_running_and_then_succeeded() {
    let clock = TestClock::at(NOW);
    let now = clock.clone();
    let builder = Sandbox::builder().clock(move || now.now());
    let sandbox = builder.jobs_advance(true).start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let task = fixtures.sls_failed_task_ids[0];
    Retry::of(fixtures, &[task])
        .send(&sandbox, Version::V4)
        .await;
    // Nothing of its former life is left: the look at a running task ends it, with the time of then.
    for (status, message, code, finished) in [
        ("running", "", "", 0),
        ("success", "", "", BEGAN + 60),
        ("success", "", "", BEGAN + 60),
    ] {
        clock.advance(60);
        let query = last(47, "");
        let answer = Retry::list(fixtures, &query)
            .send(&sandbox, Version::V4)
            .await;
        let body = answer.json();
        let tasks = body["tasks"].as_array().unwrap();
        let found = tasks.iter().find(|found| found["id"] == task).unwrap();
        let seen =
            ["taskStatus", "taskMessage", "taskCode", "taskFinishTime"].map(|name| &found[name]);
        assert_eq!(
            seen,
            [
                &json!(status),
                &json!(message),
                &json!(code),
                &json!(finished)
            ]
        );
    }
}
