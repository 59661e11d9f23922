//! Downloads to a file: what is in the folder afterwards, and what a later run finds.

use std::fs;

use backhaul_runtime::{ErrorKind, Retry};

use crate::client::{Time, content, core, link};
use crate::folder::{folder, left_over, names, run, set};
use crate::server::{Answer, TAG, play};

#[tokio::test]
async fn a_file_gets_its_name_when_it_is_complete() {
    let (folder, target) = folder();
    let content = content(700_000);
    fs::write(&target, "an older file").unwrap();
    let script = vec![
        Answer::whole(&content, TAG).cut(300_000),
        Answer::rest(&content, 300_000, TAG),
    ];
    let (address, _) = play(script).await;
    let core = core(&Time::default());
    let watched = target.clone();
    let done = core
        .download_link(&link(&address, "/log.gz"))
        .on_progress(move |_| assert_eq!(fs::read(&watched).unwrap(), b"an older file"))
        .to_file(&target)
        .await
        .unwrap();
    assert_eq!(
        (done.bytes, done.resumed_from, done.requests),
        (700_000, 0, 2)
    );
    assert!(fs::read(&target).unwrap() == content);
    assert_eq!(names(&folder), set(&["log.gz"]), "nothing else is left");
}

#[tokio::test]
async fn a_file_starts_over_where_a_writer_cannot() {
    let one = content(700_000);
    let two: Vec<u8> = one.iter().rev().copied().collect();
    let weak = "W/\"weak\"";
    for (first, next, expected) in [
        (
            Answer::whole(&one, weak),
            Answer::whole(&two, weak),
            &two[..],
        ),
        (
            Answer::whole(&one, TAG),
            Answer::whole(&two, "\"two\""),
            &two[..],
        ),
        (
            Answer::whole(&one, TAG),
            Answer::whole(&two[..9], TAG),
            &two[..9],
        ),
    ] {
        let (folder, target) = folder();
        let (address, _) = play(vec![first.cut(500_000), next]).await;
        let core = core(&Time::default());
        let download = core.download_link(&link(&address, "/log.gz"));
        let done = download.to_file(&target).await.unwrap();
        assert_eq!(done.bytes, expected.len() as u64);
        assert!(fs::read(&target).unwrap() == expected);
        assert_eq!(names(&folder), set(&["log.gz"]));
    }
}

#[tokio::test]
async fn a_later_run_continues_where_an_earlier_one_failed() {
    let (folder, target) = folder();
    let content = content(700_000);
    let script = vec![
        Answer::whole(&content, TAG).cut(300_000),
        Answer::rest(&content, 300_000, TAG).cut(100_001),
        Answer::new("403 Forbidden", &[], b"").announced(0),
        Answer::rest(&content, 400_001, TAG),
    ];
    let (address, requests) = play(script).await;
    for _ in 0..3 {
        let error = run(&core(&Time::default()), &address, &target)
            .await
            .unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::Transport | ErrorKind::Api),
            "{error}"
        );
        assert_eq!(names(&folder), left_over());
    }
    let done = run(&core(&Time::default()), &address, &target)
        .await
        .unwrap();
    assert_eq!(
        (done.bytes, done.resumed_from, done.requests),
        (700_000, 400_001, 1)
    );
    assert_eq!(
        requests.header(3, "range").as_deref(),
        Some("bytes=400001-")
    );
    assert!(fs::read(&target).unwrap() == content);
    assert_eq!(names(&folder), set(&["log.gz"]));
}

#[tokio::test]
async fn a_later_run_starts_over_when_the_content_has_changed() {
    let (folder, target) = folder();
    let (one, two) = (content(700_000), content(700_001));
    let script = vec![
        Answer::whole(&one, TAG).cut(300_000),
        Answer::whole(&two, "\"two\"").cut(200_000),
        Answer::rest(&two, 200_000, "\"two\""),
    ];
    let (address, requests) = play(script).await;
    for _ in 0..2 {
        run(&core(&Time::default()), &address, &target)
            .await
            .unwrap_err();
    }
    let done = run(&core(&Time::default()), &address, &target)
        .await
        .unwrap();
    assert_eq!(done.resumed_from, 200_000);
    assert_eq!(
        requests.header(1, "range").as_deref(),
        Some("bytes=300000-")
    );
    assert!(fs::read(&target).unwrap() == two);
    assert_eq!(names(&folder), set(&["log.gz"]));
}

#[tokio::test]
async fn what_another_address_left_is_not_continued_even_if_the_tags_are_equal() {
    let (_folder, target) = folder();
    let (one, two) = (content(1000), vec![7; 1000]);
    let script = vec![
        Answer::whole(&one, TAG).cut(300),
        Answer::rest(&two, 300, TAG),
        Answer::whole(&two, TAG),
    ];
    let (address, requests) = play(script).await;
    let core = core(&Time::default());
    run(&core, &address, &target).await.unwrap_err();
    let other = core.download_link(&link(&address, "/another.gz"));
    let done = other.to_file(&target).await.unwrap();
    assert_eq!((done.resumed_from, requests.count()), (0, 3));
    assert!(fs::read(&target).unwrap() == two);
}

#[tokio::test]
async fn a_complete_temporary_file_is_checked_by_its_last_byte() {
    let (folder, target) = folder();
    let content = content(1000);
    let script = vec![
        Answer::whole(&content, TAG).cut(999),
        Answer::rest(&content, 999, TAG),
    ];
    let (address, requests) = play(script).await;
    let core = core(&Time::default());
    run(&core, &address, &target).await.unwrap_err();
    // As if the process had been killed before it could rename the file.
    fs::write(folder.path().join(".log.gz.part"), &content).unwrap();
    run(&core, &address, &target).await.unwrap();
    assert_eq!(requests.header(1, "range").as_deref(), Some("bytes=999-"));
    assert!(fs::read(&target).unwrap() == content);
}

#[tokio::test]
async fn leftovers_that_make_no_sense_are_ignored() {
    let content = content(1000);
    let (part, info) = (".log.gz.part", ".log.gz.part-info");
    let record = |length: u32| {
        format!("{{\"resource\":\"r\",\"validator\":\"\\\"one\\\"\",\"length\":{length}}}")
    };
    for leftovers in [
        vec![(part, "bytes of nobody".to_owned())],
        vec![(info, record(1000))],
        vec![(part, "bytes".to_owned()), (info, "{\"val".to_owned())],
        vec![
            (part, "longer than the whole".to_owned()),
            (info, record(5)),
        ],
        vec![(part, String::new()), (info, record(1000))],
    ] {
        let (folder, target) = folder();
        for (name, text) in &leftovers {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let (address, requests) = play(vec![Answer::whole(&content, TAG)]).await;
        run(&core(&Time::default()), &address, &target)
            .await
            .unwrap();
        assert_eq!(requests.header(0, "range"), None, "{leftovers:?}");
        assert!(fs::read(&target).unwrap() == content);
        assert_eq!(names(&folder), set(&["log.gz"]));
    }
}

#[tokio::test]
async fn nothing_is_left_if_nothing_can_be_used() {
    let content = content(1000);
    let more = b"3e9\r\n"
        .iter()
        .chain(&content)
        .copied()
        .chain(*b"!\r\n0\r\n\r\n")
        .collect::<Vec<u8>>();
    let lying = [
        ("Content-Range", "bytes 300-999/1000"),
        ("ETag", TAG),
        ("Transfer-Encoding", "chunked"),
    ];
    for script in [
        vec![Answer::new("404 Not Found", &[], b"").announced(0)],
        vec![Answer::whole(&content, TAG).cut(0)],
        vec![Answer::whole(&content, "W/\"weak\"").cut(300)],
        vec![
            Answer::whole(&content, TAG).cut(300),
            Answer::new("206 Partial Content", &lying, &more),
        ],
    ] {
        let (folder, target) = folder();
        let (address, _) = play(script).await;
        let core = core(&Time::default());
        let download = core.download_link(&link(&address, "/log.gz"));
        download
            .retry(Retry::standard().attempts(2))
            .to_file(&target)
            .await
            .unwrap_err();
        assert_eq!(names(&folder), set(&[]));
    }
}
