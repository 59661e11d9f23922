//! The recorder fails a test whose requests do not come, and does not hang.

/// The clock stands still until nothing else happens, and then jumps to the end of the limit.
#[tokio::test(start_paused = true)]
async fn a_request_that_never_comes_ends_the_recording() {
    let (_address, requests) = wire::recorder(vec![wire::json_answer("{}")]).await;
    let failure = requests.await.unwrap_err();
    let words = failure.into_panic().downcast::<String>().unwrap();
    assert!(words.starts_with("request 1 of 1 did not come"), "{words}");
}
