//! When a server that stalls is given up, and when it is asked again.

use std::time::Duration;

use backhaul_runtime::{ErrorKind, Retry, TimeLimit};

use crate::client::{Time, content, core, link};
use crate::server::{Answer, TAG, play};
use crate::writing::written;

#[tokio::test]
async fn a_stalled_answer_is_given_up_after_the_read_timeout() {
    let content = content(1000);
    let script = vec![
        Answer::whole(&content, TAG).stalls_after(400),
        Answer::rest(&content, 400, TAG).stalls_after(100),
    ];
    let (address, requests) = play(script).await;
    let time = Time::default();
    let core = core(&time);
    let mut bytes = Vec::new();
    let ends = time.clone();
    let outcome = core
        .download_link(&link(&address, "/log.gz"))
        .retry(Retry::standard().attempts(1))
        .on_progress(move |progress| {
            if progress.received == 400 {
                ends.end_limit();
            }
        })
        .to_writer(&mut bytes)
        .await;
    let error = outcome.unwrap_err();
    assert_eq!(
        (error.kind(), error.time_limit()),
        (ErrorKind::Timeout, Some(TimeLimit::Read))
    );
    let text = error.to_string();
    assert!(
        text.contains("no data came for 60 s (read_timeout)"),
        "{text}"
    );
    assert_eq!((bytes.len(), requests.count()), (400, 1));
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up_after_the_timeout() {
    let (address, requests) = play(vec![Answer::new("", &[], b"").stalls_after(0)]).await;
    let time = Time::default();
    let core = core(&time);
    time.end_limit();
    let error = core
        .download_link(&link(&address, "/log.gz"))
        .retry(Retry::off())
        .to_writer(&mut Vec::new())
        .await
        .unwrap_err();
    assert_eq!(error.time_limit(), Some(TimeLimit::Attempt), "{error}");
    assert!(requests.count() <= 1);
}

#[tokio::test]
async fn attempts_are_counted_anew_after_each_byte_that_is_new() {
    let content = content(20);
    let mut script = vec![Answer::whole(&content, TAG).cut(1)];
    script.extend((1..19).map(|from| Answer::rest(&content, from, TAG).cut(1)));
    script.push(Answer::rest(&content, 19, TAG));
    let (outcome, bytes, _) = written(script, &Time::default()).await;
    assert_eq!(outcome.unwrap().requests, 20);
    assert!(bytes == content);

    let mut script = vec![Answer::whole(&content, TAG).cut(7)];
    script.extend(vec![Answer::rest(&content, 7, TAG).cut(0); 9]);
    let (outcome, bytes, requests) = written(script, &Time::default()).await;
    let error = outcome.unwrap_err();
    assert_eq!(
        (requests.count(), error.attempts(), bytes.len()),
        (4, 4, 7),
        "{error}"
    );
    assert!(error.is_retryable());

    // Bytes that were there before do not count as progress.
    let mut script = vec![Answer::whole(&content, TAG).cut(7)];
    script.extend(vec![Answer::whole(&content, TAG).cut(6); 9]);
    let (outcome, _, requests) = written(script, &Time::default()).await;
    assert!(outcome.is_err());
    assert_eq!(requests.count(), 4);
}

#[tokio::test]
async fn a_store_may_ask_for_time() {
    let content = content(10);
    let busy = Answer::new("503 Slow Down", &[("Retry-After", "55")], b"").announced(0);
    let script = vec![busy, Answer::whole(&content, TAG)];
    let time = Time::default();
    let (outcome, bytes, _) = written(script, &time).await;
    assert_eq!(outcome.unwrap().requests, 2);
    assert!(bytes == content);
    assert_eq!(time.waits(), [Duration::from_secs(55)]);
}
