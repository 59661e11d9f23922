//! Pre-signed links lose their query, and a success that may hold one is not quoted.

use backhaul_runtime::Retry;
use serde_json::json;

use crate::shown::echoes::clients::{GROUP, ID, atlas};
use crate::shown::echoes::driver::{TOKEN, shown};
use crate::support::answering::{Answering, answer, json as json_answer};

const LINK: &str = "https://bucket.example/k?X-Amz-Signature=fake-marker";

/// What an operation that answers links says of an answer that is none.
async fn restore_job(body: &'static str, headers: &'static [(&str, &str)]) -> String {
    let server = Answering::start(move |_| answer("200 OK", headers, body)).await;
    let credentials = backhaul_atlas::Credentials::access_token(TOKEN);
    let builder = backhaul_atlas::Client::builder().credentials(credentials);
    let client = builder
        .base_url(&server.url)
        .retry(Retry::off())
        .build()
        .unwrap();
    let call = client
        .get_backup_restore_job()
        .group_id(GROUP)
        .cluster_name("fake");
    shown(&call.restore_job_id(ID).send().await.unwrap_err())
}

#[tokio::test]
async fn a_success_that_may_hold_a_link_is_not_quoted() {
    for body in [
        "see https://bucket.example/fake-marker",
        "https://bucket.example/k?X-Amz-Signature=fake-marker",
        "plain fake-marker",
    ] {
        let shown = restore_job(body, &[("Content-Type", "text/plain")]).await;
        assert!(
            shown.contains("the body is text/plain where JSON was expected"),
            "{shown}"
        );
        assert!(
            !shown.contains("fake-marker") && !shown.contains("bucket"),
            "{shown}"
        );
    }
    for body in [
        r#"{"deliveryUrl": {"https://bucket.example/k?X-Amz-Signature=fake-marker": 1}}"#,
        r#"{"https://bucket.example/k?X-Amz-Signature=fake-marker": ]}"#,
        r#"{"deliveryUrl": [{"fake marker": 1}], "components": 7}"#,
    ] {
        let shown = restore_job(body, &[("Content-Type", "application/json")]).await;
        let display = shown.split("get_backup_restore_job: ").nth(1).unwrap();
        assert!(display.contains("cannot be decoded"), "{shown}");
        assert!(
            !display.contains("marker") && !display.contains("bucket"),
            "{display}"
        );
    }
}

#[tokio::test]
async fn a_pre_signed_link_in_a_message_loses_its_query() {
    let server = Answering::start(|_| {
        json_answer(
            "409 Conflict",
            &json!({"errorCode": LINK, "detail": format!("The file is at {LINK}, or at {LINK}.")}),
        )
    })
    .await;
    let error = atlas(
        server.url.clone(),
        backhaul_atlas::Credentials::access_token(TOKEN),
    )
    .await;
    let text = format!("{error} {error:?}");
    assert!(
        text.contains("The file is at https://bucket.example/k?… or at"),
        "{text}"
    );
    assert!(!text.contains("fake-marker"), "{text}");
    // The accessors give what came, and say so.
    assert_eq!(error.code(), Some(LINK));

    let page = [("Content-Type", "text/html")];
    let server =
        Answering::start(move |_| answer("502 Bad Gateway", &page, format!("<a href=\"{LINK}\">")))
            .await;
    let error = atlas(
        server.url.clone(),
        backhaul_atlas::Credentials::access_token(TOKEN),
    )
    .await;
    assert!(!shown(&error).contains("fake-marker"), "{error}");
}
