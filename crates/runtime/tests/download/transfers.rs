//! How a content comes together from several answers, whatever the place it goes to.

use backhaul_runtime::ErrorKind;

use crate::client::{Time, content};
use crate::server::{Answer, TAG};
use crate::writing::written;

#[tokio::test]
async fn a_whole_content_comes_in_one_request() {
    let content = content(100_000);
    let answer = Answer::whole(&content, TAG).with("x-amz-request-id", "FAKE-ID");
    let time = Time::default();
    let (outcome, bytes, requests) = written(vec![answer], &time).await;
    let done = outcome.unwrap();
    assert!(bytes == content);
    assert_eq!(
        (done.bytes, done.resumed_from, done.requests),
        (100_000, 0, 1)
    );
    assert_eq!(done.request_id.as_deref(), Some("FAKE-ID"));
    assert_eq!(requests.header(0, "range"), None);
    assert_eq!(
        requests.header(0, "accept-encoding").as_deref(),
        Some("identity")
    );
    assert!(time.waits().is_empty());
}

#[tokio::test]
async fn an_empty_content_and_one_of_unknown_length_come_whole() {
    let empty = Answer::whole(b"", TAG);
    let (outcome, bytes, _) = written(vec![empty], &Time::default()).await;
    assert_eq!((outcome.unwrap().bytes, bytes.len()), (0, 0));
    let chunks = b"4\r\nsome\r\n5\r\n text\r\n0\r\n\r\n";
    let chunked = Answer::new("200 OK", &[("Transfer-Encoding", "chunked")], chunks);
    let (outcome, bytes, _) = written(vec![chunked], &Time::default()).await;
    assert_eq!((outcome.unwrap().bytes, bytes), (9, b"some text".to_vec()));
}

#[tokio::test]
async fn a_broken_download_continues_at_the_same_byte() {
    let content = content(300_000);
    let script = vec![
        Answer::whole(&content, TAG).cut(100_000),
        Answer::rest(&content, 100_000, TAG).cut(50_000),
        Answer::rest(&content, 150_000, TAG),
    ];
    let time = Time::default();
    let (outcome, bytes, requests) = written(script, &time).await;
    let done = outcome.unwrap();
    assert!(bytes == content);
    assert_eq!((done.bytes, done.requests), (300_000, 3));
    assert_eq!(
        requests.header(1, "range").as_deref(),
        Some("bytes=100000-")
    );
    assert_eq!(requests.header(1, "if-range").as_deref(), Some(TAG));
    assert_eq!(
        requests.header(2, "range").as_deref(),
        Some("bytes=150000-")
    );
    assert_eq!(
        time.waits().len(),
        2,
        "it waits before each further request"
    );
}

#[tokio::test]
async fn an_old_date_of_change_serves_as_validator_and_a_fresh_one_does_not() {
    let content = content(1000);
    let changed = "Fri, 01 Mar 2024 00:00:00 GMT";
    let first = |date: &str| {
        let headers = [("Last-Modified", changed), ("Date", date)];
        Answer::new("200 OK", &headers, &content)
            .announced(1000)
            .cut(400)
    };
    let range = [
        ("Content-Range", "bytes 400-999/1000"),
        ("Last-Modified", changed),
    ];
    let rest = Answer::new("206 Partial Content", &range, &content[400..]).announced(600);
    let script = vec![first("Fri, 01 Mar 2024 00:00:09 GMT"), rest.clone()];
    let (outcome, bytes, requests) = written(script, &Time::default()).await;
    outcome.unwrap();
    assert!(bytes == content);
    assert_eq!(requests.header(1, "if-range").as_deref(), Some(changed));

    let script = vec![first(changed), rest];
    let (outcome, _, requests) = written(script, &Time::default()).await;
    assert!(
        outcome
            .unwrap_err()
            .to_string()
            .contains("no way to request the rest")
    );
    assert_eq!(requests.count(), 1);
}

#[tokio::test]
async fn a_writer_cannot_go_on_without_a_validator() {
    let content = content(1000);
    let whole = |tag| Answer::whole(&content, tag).cut(400);
    let unsized_ = b"190\r\n"
        .iter()
        .chain(&content[..400])
        .copied()
        .collect::<Vec<u8>>();
    let chunked = [("Transfer-Encoding", "chunked"), ("ETag", TAG)];
    for first in [
        whole("W/\"weak\""),
        whole("bare"),
        whole(TAG).with("Content-Encoding", "gzip"),
        Answer::new("200 OK", &chunked, &unsized_),
    ] {
        let script = vec![first, Answer::rest(&content, 400, TAG)];
        let (outcome, bytes, requests) = written(script, &Time::default()).await;
        let error = outcome.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
        assert!(
            error.to_string().contains("400 bytes are already written"),
            "{error}"
        );
        assert_eq!((bytes.len(), requests.count()), (400, 1));
    }
}

#[tokio::test]
async fn a_server_that_ignores_the_range_costs_nothing_but_time() {
    let content = content(300_000);
    let script = vec![
        Answer::whole(&content, TAG).cut(100_000),
        Answer::whole(&content, TAG).cut(90_000),
        Answer::whole(&content, TAG),
    ];
    let (outcome, bytes, _) = written(script, &Time::default()).await;
    assert_eq!(outcome.unwrap().bytes, 300_000);
    assert!(
        bytes == content,
        "what was there already is not written twice"
    );
}

#[tokio::test]
async fn a_writer_refuses_another_content() {
    let content = content(1000);
    for changed in [
        Answer::whole(&content, "\"two\""),
        // The same tag for another length cannot be trusted.
        Answer::whole(&content[..999], TAG),
        Answer::new("200 OK", &[], &content).announced(1000),
    ] {
        let script = vec![Answer::whole(&content, TAG).cut(400), changed];
        let (outcome, bytes, _) = written(script, &Time::default()).await;
        let error = outcome.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Download, "{error}");
        assert!(
            error
                .to_string()
                .contains("the content changed after 400 bytes"),
            "{error}"
        );
        assert!(bytes == content[..400]);
    }
}

#[tokio::test]
async fn a_part_that_nobody_asked_for_is_an_error() {
    let content = content(1000);
    let (outcome, bytes, _) =
        written(vec![Answer::rest(&content, 400, TAG)], &Time::default()).await;
    let error = outcome.unwrap_err();
    assert_eq!(
        (error.kind(), bytes.len()),
        (ErrorKind::Download, 0),
        "{error}"
    );
}

#[tokio::test]
async fn more_than_announced_is_an_error() {
    let content = content(1000);
    let headers = [
        ("Content-Range", "bytes 400-999/1000"),
        ("ETag", TAG),
        ("Transfer-Encoding", "chunked"),
    ];
    let mut body = b"259\r\n".to_vec();
    body.extend_from_slice(&content[400..]);
    body.extend_from_slice(b"!\r\n0\r\n\r\n");
    let script = vec![
        Answer::whole(&content, TAG).cut(400),
        Answer::new("206 Partial Content", &headers, &body),
    ];
    let (outcome, bytes, _) = written(script, &Time::default()).await;
    let error = outcome.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Download);
    assert!(
        error.to_string().contains("more than the 1000 bytes"),
        "{error}"
    );
    assert!(bytes.len() <= 1000);
}

#[tokio::test]
async fn an_answer_that_ends_cleanly_but_early_continues() {
    let content = content(1000);
    let short = [("Content-Range", "bytes 400-699/1000"), ("ETag", TAG)];
    let script = vec![
        Answer::whole(&content, TAG).cut(400),
        Answer::new("206 Partial Content", &short, &content[400..700]).announced(300),
        Answer::rest(&content, 700, TAG),
    ];
    let (outcome, bytes, _) = written(script, &Time::default()).await;
    assert_eq!(outcome.unwrap().requests, 3);
    assert!(bytes == content);
}
