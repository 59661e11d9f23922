//! Contents that come in many parts: which belong together, and what they cost.

use backhaul_runtime::for_client_crates::Core;
use backhaul_runtime::{ErrorKind, Retry};

use crate::client::{Time, content, core, core_with, link};
use crate::server::{Answer, TAG, play};
use crate::writing::{written, written_by};

#[tokio::test]
async fn a_part_that_does_not_fit_is_not_used() {
    let content = content(1000);
    let part = |range: &str, tag: &str| {
        let headers = [("Content-Range", range), ("ETag", tag)];
        Answer::new("206 Partial Content", &headers, &content[400..]).announced(600)
    };
    let core = core(&Time::default());
    for wrong in [
        part("bytes 300-899/1000", TAG),
        part("bytes 400-999/1001", TAG),
        part("bytes 400-999/1000", "\"two\""),
        part("bytes 400-999/1000", "W/\"one\""),
        part("bytes 400-1000/*", TAG),
        part("bytes 400-999/1000", TAG).with("Content-Encoding", "gzip"),
        part_without_tag(&content),
        Answer::new("206 Partial Content", &[], &content[400..]).announced(600),
        Answer::new("416 Range Not Satisfiable", &[], b"").announced(0),
    ] {
        let script = vec![
            Answer::whole(&content, TAG).cut(400),
            wrong,
            Answer::whole(&content, TAG).cut(700),
            Answer::whole(&content, TAG),
        ];
        let (outcome, bytes, requests) = written_by(&core, script).await;
        outcome.unwrap();
        assert!(bytes == content);
        for later in [2, 3] {
            assert_eq!(
                requests.header(later, "range"),
                None,
                "it is not asked again"
            );
        }
    }
}

/// What follows byte 400; nobody can tell whether it belongs to what came before.
fn part_without_tag(content: &[u8]) -> Answer {
    let range = [("Content-Range", "bytes 400-999/1000")];
    Answer::new("206 Partial Content", &range, &content[400..]).announced(600)
}

/// The part is one of other bytes, as a store sends it that replaced the content meanwhile.
#[tokio::test]
async fn the_parts_of_a_content_share_a_validator() {
    let (content, other) = (content(1000), vec![7; 1000]);
    let headers = [
        ("Last-Modified", "Fri, 01 Mar 2024 00:00:00 GMT"),
        ("Date", "Fri, 01 Mar 2024 00:00:09 GMT"),
    ];
    for whole in [
        Answer::whole(&content, TAG),
        Answer::new("200 OK", &headers, &content).announced(1000),
    ] {
        let script = vec![whole.clone().cut(400), part_without_tag(&other), whole];
        let (outcome, bytes, requests) = written(script, &Time::default()).await;
        outcome.unwrap();
        assert!(bytes == content, "nothing of the other one is joined on");
        assert_eq!(requests.header(2, "range"), None, "it asks for all of it");
    }
}

/// Whether the budget of `core` is left: a link that fails once is tried again.
async fn is_tried_again(core: &Core) -> bool {
    let busy = Answer::new("503 Slow Down", &[], b"").announced(0);
    let (address, requests) = play(vec![busy, Answer::whole(b"log", TAG)]).await;
    let link = link(&address, "/other.gz");
    let outcome = core.download_link(&link).to_writer(&mut Vec::new()).await;
    assert_eq!(requests.count(), if outcome.is_ok() { 2 } else { 1 });
    outcome.is_ok()
}

#[tokio::test]
async fn progress_costs_nothing_of_the_budget() {
    let content = content(200_000);
    let answer = Answer::whole_or_rest(&content, TAG).breaks_after(1000);
    let (address, requests) = play(vec![answer; 200]).await;
    let core = core(&Time::default());
    let mut bytes = Vec::new();
    let download = core.download_link(&link(&address, "/log.gz"));
    let done = download.to_writer(&mut bytes).await.unwrap();
    assert!(bytes == content);
    assert_eq!((done.requests, requests.count()), (200, 200));
    assert!(is_tried_again(&core).await);
}

#[tokio::test]
async fn a_part_that_is_shorter_than_asked_for_is_not_a_failure() {
    let content = content(200_000);
    let answer = Answer::whole_or_rest(&content, TAG).gives_at_most(1000);
    let mut script = vec![Answer::whole(&content, TAG).cut(1000)];
    script.extend(vec![answer; 200]);
    let (address, requests) = play(script).await;
    let time = Time::default();
    let mut config = time.config();
    config.retry = Retry::standard().attempts(2).budget(0);
    let core = core_with(config);
    let mut bytes = Vec::new();
    let download = core.download_link(&link(&address, "/log.gz"));
    download.to_writer(&mut bytes).await.unwrap();
    assert!(bytes == content);
    assert_eq!(requests.count(), 200);
    assert_eq!(time.waits().len(), 1, "only for what broke off");
}

#[tokio::test]
async fn parts_without_a_byte_end() {
    let content = content(1000);
    let empty = [("Content-Range", "bytes 400-699/1000"), ("ETag", TAG)];
    let empty = Answer::new("206 Partial Content", &empty, b"").announced(0);
    let mut script = vec![Answer::whole(&content, TAG).cut(400)];
    script.extend(vec![empty; 9]);
    let (outcome, _, requests) = written(script, &Time::default()).await;
    let error = outcome.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
    assert_eq!(requests.count(), 4);
}

#[tokio::test]
async fn more_than_the_part_that_was_announced_is_an_error() {
    let content = content(1000);
    let headers = [("Content-Range", "bytes 400-699/1000"), ("ETag", TAG)];
    let script = vec![
        Answer::whole(&content, TAG).cut(400),
        Answer::new("206 Partial Content", &headers, &content[400..]).announced(600),
    ];
    let (outcome, _, _) = written(script, &Time::default()).await;
    let error = outcome.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Download, "{error}");
    assert!(error.to_string().contains("up to byte 700"), "{error}");
}

/// Failures without a new byte cost the budget, and links that succeed fill it again.
#[tokio::test]
async fn links_that_succeed_fill_the_budget_again() {
    let mut config = Time::default().config();
    config.retry = Retry::standard().budget(1);
    let core = core_with(config);
    assert!(is_tried_again(&core).await);
    assert!(!is_tried_again(&core).await, "it is used up");
    let (address, _) = play(vec![Answer::whole(b"log", TAG); 5]).await;
    for _ in 0..5 {
        let download = core.download_link(&link(&address, "/log.gz"));
        download.to_writer(&mut Vec::new()).await.unwrap();
    }
    assert!(is_tried_again(&core).await);
}
