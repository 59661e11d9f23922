//! Where a file may go, and what else is there: links, folders, another download.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use backhaul_runtime::ErrorKind;
use tokio::sync::Notify;

use crate::client::{SIGNATURE, Time, content, core, link};
use crate::folder::{folder, names, run, set};
use crate::server::{Answer, TAG, play};

#[tokio::test]
async fn the_link_is_in_no_file() {
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

    // Once the first is dropped, the second can begin.
    drop(first);
    let again = core.download_link(&link(&address, "/log.gz"));
    again.to_file(&target).await.unwrap();
    assert!(fs::read(&target).unwrap() == content);
    assert_eq!(names(&folder), set(&["log.gz"]));
}

#[tokio::test]
async fn a_wrong_path_is_reported_before_anything_is_sent() {
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
