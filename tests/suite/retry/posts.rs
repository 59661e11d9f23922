//! A call that is not idempotent is never sent twice, unless it was never sent.

use backhaul_runtime::ErrorKind;
use wire::json_answer;

use crate::retry::calls::{Unused, answer, closed, post, unavailable};
use crate::support::pauses::Pauses;

#[tokio::test]
async fn a_post_that_may_have_been_received_is_never_sent_twice() {
    for script in [
        vec![closed()],
        vec![unavailable()],
        vec![answer("429 Too Many Requests", "", "")],
    ] {
        let waits = Pauses::default();
        let error = post(script, &waits, None).await.unwrap_err();
        assert_eq!((error.attempts(), waits.list().len()), (1, 0), "{error}");
        assert!(error.is_retryable() && !error.never_sent(), "{error}");
    }
    // Unless the caller knows better.
    let waits = Pauses::default();
    post(vec![unavailable(), json_answer("{}")], &waits, Some(true))
        .await
        .unwrap();
    assert_eq!(waits.list().len(), 1);
}

#[tokio::test]
async fn a_post_that_was_never_sent_is_repeated() {
    let unused = Unused::new();
    let waits = Pauses::default();
    let client = backhaul_dcs::Client::builder()
        .credentials(backhaul_dcs::Credentials::token("fake-token"))
        .base_url(&unused.address)
        .clock(waits.clock())
        .build()
        .unwrap();
    let call = client.create_redislog_download_link().project_id("p");
    let error = call.instance_id("i").id("l").send().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 4));
    assert!(error.never_sent() && error.status().is_none());
    assert!(std::error::Error::source(&error).is_some());
    assert_eq!(waits.list().len(), 3);
}
