//! Downloads to a file: what stands under its name, and what a later run finds.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use backhaul_runtime::for_client_crates::Core;
use backhaul_runtime::{Downloaded, Error, ErrorKind, Retry};
use tempfile::TempDir;
use tokio::sync::Notify;

use crate::client::{SIGNATURE, Time, content, core, link};
use crate::server::{Answer, play};

pub(crate) const TAG: &str = "\"one\"";

/// A folder with nothing in it, and the file that a download is to make there.
pub(crate) fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("log.gz");
    (folder, target)
}

pub(crate) fn names(folder: &TempDir) -> BTreeSet<String> {
    let entries = fs::read_dir(folder.path()).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

pub(crate) fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(ToString::to_string).collect()
}

/// What is left when a download did not come to its end.
pub(crate) fn left_over() -> BTreeSet<String> {
    set(&[".log.gz.part", ".log.gz.part-info"])
}

/// A run that ends at the first failure.
pub(crate) async fn run(core: &Core, address: &str, target: &Path) -> Result<Downloaded, Error> {
    core.download_link(&link(address, "/log.gz"))
        .retry(Retry::off())
        .to_file(target)
        .await
}

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
async fn a_later_run_goes_on_where_an_earlier_one_failed() {
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

#[tokio::test]
async fn the_link_stands_in_no_file() {
    let (folder, target) = folder();
    let (address, _) = play(vec![Answer::whole(&content(1000), TAG).cut(300)]).await;
    run(&core(&Time::default()), &address, &target)
        .await
        .unwrap_err();
    let info = fs::read_to_string(folder.path().join(".log.gz.part-info")).unwrap();
    assert!(info.contains("one") && info.contains("1000"), "{info}");
    for secret in [SIGNATURE, "/log.gz", "127.0.0.1"] {
        assert!(!info.contains(secret), "{info}");
    }
}

#[tokio::test]
async fn a_file_has_one_download_at_a_time() {
    let (folder, target) = folder();
    let content = content(1000);
    let script = vec![
        Answer::whole(&content, TAG).stalls_after(400),
        Answer::rest(&content, 400, TAG),
    ];
    let (address, requests) = play(script).await;
    let core = core(&Time::default());
    let arrived = Arc::new(Notify::new());
    let tell = Arc::clone(&arrived);
    let first = core
        .download_link(&link(&address, "/log.gz"))
        .on_progress(move |progress| {
            if progress.received == 400 {
                tell.notify_one();
            }
        })
        .to_file(&target);
    let mut first = Box::pin(first);
    tokio::select! {
        _ = &mut first => panic!("it stalls"),
        () = arrived.notified() => {}
    }
    let error = run(&core, &address, &target).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Io);
    let text = error.to_string();
    assert!(text.contains("another download is writing"), "{text}");
    assert!(text.contains(".log.gz.part"), "{text}");
    assert_eq!(requests.count(), 1, "it did not even ask");

    // Dropped, the first makes way at once.
    drop(first);
    let again = core.download_link(&link(&address, "/log.gz"));
    again.to_file(&target).await.unwrap();
    assert!(fs::read(&target).unwrap() == content);
    assert_eq!(names(&folder), set(&["log.gz"]));
}

#[tokio::test]
async fn a_wrong_path_is_told_before_anything_is_sent() {
    let (folder, target) = folder();
    let (address, requests) = play(vec![]).await;
    let core = core(&Time::default());
    for (path, problem) in [
        (folder.path().to_owned(), "it is a folder"),
        (target.join("x"), "its folder does not exist"),
        (folder.path().join(".."), "it is not a file name"),
        (PathBuf::from(""), "it is not a file name"),
        (PathBuf::from("/dev/null"), "it is a device or a pipe"),
    ] {
        let error = run(&core, &address, &path).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{error}");
        assert_eq!(error.operation(), Some("download_link"));
        assert!(error.to_string().contains(problem), "{error}");
    }
    assert_eq!(requests.count(), 0);
    assert_eq!(names(&folder), set(&[]));
}

#[cfg(unix)]
#[tokio::test]
async fn a_symbolic_link_is_replaced_and_one_in_the_way_is_refused() {
    let (folder, target) = folder();
    let elsewhere = folder.path().join("elsewhere");
    fs::write(&elsewhere, "precious").unwrap();
    let content = content(1000);
    let (address, _) = play(vec![Answer::whole(&content, TAG)]).await;
    let core = core(&Time::default());
    let part = folder.path().join(".log.gz.part");
    std::os::unix::fs::symlink(&elsewhere, &part).unwrap();
    let error = run(&core, &address, &target).await.unwrap_err();
    assert!(
        error.to_string().contains("it is a symbolic link"),
        "{error}"
    );
    fs::remove_file(&part).unwrap();

    std::os::unix::fs::symlink(&elsewhere, &target).unwrap();
    run(&core, &address, &target).await.unwrap();
    assert!(fs::read(&target).unwrap() == content);
    assert_eq!(fs::read(&elsewhere).unwrap(), b"precious");
}

/// The child of the test below: downloads until it is killed. Says how far it is.
#[tokio::test]
#[ignore = "run by `a_killed_process_leaves_what_the_next_one_needs`"]
async fn download_until_killed() {
    let (Ok(address), Ok(target)) = (std::env::var("ADDRESS"), std::env::var("TARGET")) else {
        return;
    };
    let core = core(&Time::default());
    let download = core.download_link(&link(&address, "/log.gz"));
    let download = download.on_progress(|progress| eprintln!("received {}", progress.received));
    download.to_file(target).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_process_leaves_what_the_next_one_needs() {
    const HALF: usize = 4_000_000;
    let (folder, target) = folder();
    let content = content(2 * HALF);
    let script = vec![
        Answer::whole(&content, TAG).stalls_after(HALF),
        Answer::whole_or_rest(&content, TAG),
    ];
    let (address, requests) = play(script).await;
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--ignored",
            "--exact",
            "files::download_until_killed",
            "--nocapture",
        ])
        .env("ADDRESS", &address)
        .env("TARGET", &target)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let half = format!("received {HALF}");
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    assert!(
        lines.any(|line| line.unwrap().ends_with(&half)),
        "it got half of it"
    );
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(names(&folder), left_over());

    let done = run(&core(&Time::default()), &address, &target)
        .await
        .unwrap();
    assert!(done.resumed_from > 0, "{done:?}");
    let range = format!("bytes={}-", done.resumed_from);
    assert_eq!(requests.header(1, "range"), Some(range));
    assert!(fs::read(&target).unwrap() == content);
    assert_eq!(names(&folder), set(&["log.gz"]));
}
