//! Errors that an answer leads to, or a request that cannot be sent.

use std::error::Error as _;
use std::time::Duration;

use backhaul_runtime::ErrorKind;
use backhaul_sandbox::{Fault, Sandbox};

use crate::errors::client::{atlas, get_export, predicates, under};

#[tokio::test]
async fn what_is_set_up_wrongly_is_not_sent() {
    let sandbox = Sandbox::start().await.unwrap();
    let (builder, _clock) = atlas(&sandbox);
    let error = builder.base_url("ftp://127.0.0.1").build().unwrap_err();
    assert_eq!(
        (error.kind(), error.operation()),
        (ErrorKind::InvalidInput, None)
    );
    assert!(error.to_string().contains("https://"), "{error}");

    let (builder, _clock) = atlas(&sandbox);
    let error = get_export(builder, &sandbox, "../x").await;
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_eq!(
        predicates(&error),
        [false, false, false, false, false, true]
    );
    assert!(error.to_string().contains("export_id"), "{error}");
    assert_eq!((error.status(), error.body()), (None, None));
    assert!(sandbox.requests().is_empty());
}

#[tokio::test]
async fn an_error_has_everything_that_the_provider_said() {
    let sandbox = Sandbox::start().await.unwrap();
    let (builder, clock) = atlas(&sandbox);
    let error = get_export(builder, &sandbox, "5f00000000000000000000ff").await;
    assert_eq!((error.kind(), error.status()), (ErrorKind::Api, Some(404)));
    assert_eq!(
        predicates(&error),
        [true, false, false, false, false, false]
    );
    assert_eq!((error.attempts(), clock.waits().len()), (1, 0));
    assert!(error.code().is_some());
    let body: backhaul_atlas::types::ApiError = error.body_as().unwrap();
    assert_eq!(body.error, 404);
    assert_eq!(body.detail.as_deref(), Some(error.message()));

    // The service whose answers carry a request id.
    let fixtures = sandbox.fixtures();
    let client = backhaul_dcs::Client::builder()
        .credentials(backhaul_dcs::Credentials::token(fixtures.dcs_token))
        .base_url(sandbox.url())
        .build()
        .unwrap();
    let call = client
        .create_redislog_download_link()
        .project_id(fixtures.dcs_project_id);
    let call = call.instance_id("0").id(fixtures.dcs_redislog_id);
    let error = call.send().await.unwrap_err();
    assert_eq!(
        (error.status(), error.code()),
        (Some(404), Some("DCS.3022"))
    );
    let id = error.request_id().unwrap();
    assert!(error.to_string().contains(id), "{error}");
}

#[tokio::test]
async fn wrong_credentials_are_reported_and_sent_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let (builder, clock) = atlas(&sandbox);
    let public_key = sandbox.fixtures().public_key;
    let wrong = backhaul_atlas::Credentials::api_key(public_key, "fake-wrong");
    let running = sandbox.fixtures().running_export_id;
    let error = get_export(builder.credentials(wrong), &sandbox, running).await;
    assert_eq!((error.kind(), error.status()), (ErrorKind::Api, Some(401)));
    assert_eq!(
        predicates(&error),
        [false, true, false, false, false, false]
    );
    assert!(clock.waits().is_empty());
}

#[tokio::test]
async fn throttling_is_reported_with_the_time_to_wait() {
    let sandbox = Sandbox::start().await.unwrap();
    let body = r#"{"detail":"Slow down.","error":429,"errorCode":"RATE_LIMITED"}"#;
    let throttled = Fault::status(429).header("retry-after", "55").body(body);
    let error = under(&sandbox, throttled).await;
    assert_eq!(
        (error.status(), error.code()),
        (Some(429), Some("RATE_LIMITED"))
    );
    assert_eq!(error.retry_after(), Some(Duration::from_secs(55)));
    assert_eq!(predicates(&error), [false, false, true, false, true, false]);
}

#[tokio::test]
async fn a_page_of_a_gateway_keeps_status_and_text() {
    let sandbox = Sandbox::start().await.unwrap();
    let error = under(&sandbox, Fault::html_page(502)).await;
    assert_eq!(
        (error.kind(), error.status(), error.code()),
        (ErrorKind::Api, Some(502), None)
    );
    assert_eq!(
        predicates(&error),
        [false, false, false, false, true, false]
    );
    assert!(error.to_string().contains("Told to fail."), "{error}");
    assert!(error.body_as::<backhaul_atlas::types::ApiError>().is_none());

    let large = "x".repeat(100_000);
    let error = under(&sandbox, Fault::status(500).body(large)).await;
    assert_eq!(
        error.body().map(<[u8]>::len),
        Some(64 * 1024),
        "the body is bounded"
    );
    assert!(error.to_string().len() < 400, "{error}");

    let error = under(&sandbox, Fault::status(503)).await;
    assert!(
        error.to_string().contains("503 Service Unavailable"),
        "{error}"
    );
    assert_eq!(error.body(), Some(&b""[..]));
}

#[tokio::test]
async fn a_broken_connection_is_not_an_answer() {
    let sandbox = Sandbox::start().await.unwrap();
    // A truncated answer is broken too, but the part that arrived is kept.
    for (fault, status, text) in [
        (Fault::reset(), None, "broke: "),
        (
            Fault::truncate(5),
            Some(200),
            "200 OK, the answer broke off after 5 bytes: ",
        ),
    ] {
        let error = under(&sandbox, fault).await;
        assert_eq!(
            (error.kind(), error.status()),
            (ErrorKind::Transport, status)
        );
        assert_eq!(error.body().map(<[u8]>::len), status.map(|_| 5));
        assert_eq!(
            predicates(&error),
            [false, false, false, false, true, false]
        );
        assert!(error.source().is_some());
        assert!(error.to_string().contains(text), "{error}");
    }
}

#[tokio::test]
async fn an_answer_that_does_not_decode_names_the_place() {
    let sandbox = Sandbox::start().await.unwrap();
    let odd = r#"{"exportBucketId":"b","components":[{"exportId":[7]}]}"#;
    let error = under(&sandbox, Fault::replace_body(odd)).await;
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Decode, Some(200))
    );
    assert_eq!(error.decode_path(), Some("components[0].exportId"));
    assert_eq!(error.body(), Some(odd.as_bytes()));
    assert_eq!(predicates(&error), [false; 6]);

    let error = under(&sandbox, Fault::replace_body("<html>Sign in</html>")).await;
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Decode, Some(200))
    );
    assert_eq!(error.body(), Some(&b"<html>Sign in</html>"[..]));
    let error = under(&sandbox, Fault::cut(0)).await;
    assert!(error.to_string().contains("the body is empty"), "{error}");
}
