//! Requests that are refused, whatever their signature.

use serde_json::json;

use super::request::{HTTP_DATE, Retry, Version, code, sandbox};

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
