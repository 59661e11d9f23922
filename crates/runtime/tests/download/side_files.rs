//! The two files beside the target: what may be there, what another process does to them, who may read
//! them, and their names.

use std::fs;
use std::io::Write;
use std::path::Path;
#[cfg(unix)]
use std::process::Command;
#[cfg(unix)]
use std::sync::Arc;
#[cfg(unix)]
use std::sync::atomic::{AtomicU32, Ordering};
#[cfg(unix)]
use std::time::Duration;

use backhaul_runtime::ErrorKind;

use crate::client::{Time, content, core, link};
use crate::folder::{folder, left_over, names, run, set};
use crate::server::{Answer, TAG, play};

/// What is in the way of a side file, and is neither written nor waited for.
#[cfg(unix)]
#[tokio::test]
async fn only_a_file_of_our_own_is_written() {
    use std::os::unix::fs::symlink;
    type Put = fn(&Path, &Path);
    let puts: [(Put, &str); 4] = [
        (
            |precious, path| symlink(precious, path).unwrap(),
            "it is a symbolic link",
        ),
        (
            |precious, path| fs::hard_link(precious, path).unwrap(),
            "it is a hard link",
        ),
        (
            |_, path| {
                let made = Command::new("mkfifo").arg(path).status().unwrap();
                assert!(made.success());
            },
            "it is a device or a pipe",
        ),
        (|_, path| fs::create_dir(path).unwrap(), "it is a folder"),
    ];
    let content = content(1000);
    let core = core(&Time::default());
    for name in [".log.gz.part", ".log.gz.part-info"] {
        for (put, oddity) in puts {
            let (folder, target) = folder();
            let (precious, path) = (folder.path().join("precious"), folder.path().join(name));
            fs::write(&precious, "precious").unwrap();
            put(&precious, &path);
            let (address, requests) = play(vec![Answer::whole(&content, TAG)]).await;
            let running = run(&core, &address, &target);
            let outcome = tokio::time::timeout(Duration::from_secs(5), running).await;
            let error = outcome.expect("it does not wait").unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Io, "{error}");
            let text = error.to_string();
            assert!(text.contains(oddity) && text.contains(name), "{text}");
            assert_eq!(fs::read(&precious).unwrap(), b"precious");
            assert_eq!(requests.count(), 0, "it did not even ask");
            assert!(
                path.symlink_metadata().is_ok(),
                "what is not ours is not removed"
            );
            assert!(!target.exists());
        }
    }
}

/// A link that leads nowhere makes no file there.
#[cfg(unix)]
#[tokio::test]
async fn a_link_to_nothing_is_not_followed() {
    let core = core(&Time::default());
    for name in [".log.gz.part", ".log.gz.part-info"] {
        let (folder, target) = folder();
        let elsewhere = folder.path().join("elsewhere");
        std::os::unix::fs::symlink(&elsewhere, folder.path().join(name)).unwrap();
        let (address, _) = play(vec![Answer::whole(&content(1000), TAG)]).await;
        let error = run(&core, &address, &target).await.unwrap_err();
        assert!(
            error.to_string().contains("it is a symbolic link"),
            "{error}"
        );
        assert!(!elsewhere.exists());
    }
}

#[tokio::test]
async fn a_part_that_another_process_changes_does_not_become_the_file() {
    let core = core(&Time::default());
    type Change = fn(&Path);
    let changes: [(Change, &str); 3] = [
        (
            |path| {
                fs::File::options()
                    .write(true)
                    .open(path)
                    .unwrap()
                    .set_len(100)
                    .unwrap()
            },
            "another process has changed it",
        ),
        (
            |path| {
                let mut file = fs::File::options().append(true).open(path).unwrap();
                file.write_all(b"more").unwrap();
            },
            "another process has changed it",
        ),
        (
            |path| {
                fs::remove_file(path).unwrap();
                fs::write(path, "of somebody else").unwrap();
            },
            "another process has replaced or removed it",
        ),
    ];
    let content = content(1000);
    for (change, problem) in changes {
        for at in [400, 1000] {
            let (folder, target) = folder();
            let part = folder.path().join(".log.gz.part");
            let script = vec![
                Answer::whole(&content, TAG).cut(400),
                Answer::rest(&content, 400, TAG),
                Answer::whole(&content, TAG),
            ];
            let (address, _) = play(script).await;
            let mut done = false;
            let download = core.download_link(&link(&address, "/log.gz"));
            let outcome = download
                .on_progress(|progress| {
                    if progress.received == at && !done {
                        done = true;
                        until(|| fs::metadata(&part).unwrap().len() == at);
                        change(&part);
                    }
                })
                .to_file(&target)
                .await;
            let error = outcome.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Io);
            assert!(error.to_string().contains(problem), "{error}");
            assert!(!target.exists());
            // The next run does not build on it.
            let done = run(&core, &address, &target).await.unwrap();
            assert_eq!(done.resumed_from, 0);
            assert!(fs::read(&target).unwrap() == content);
        }
    }
}

/// Waits for another thread, which writes the file.
fn until(mut is_true: impl FnMut() -> bool) {
    while !is_true() {
        std::thread::yield_now();
    }
}

#[tokio::test]
async fn a_rename_that_fails_is_made_up_for_by_the_next_run() {
    let (folder, target) = folder();
    let content = content(1000);
    let script = vec![
        Answer::whole(&content, TAG),
        Answer::rest(&content, 999, TAG),
    ];
    let (address, requests) = play(script).await;
    let core = core(&Time::default());
    let in_the_way = target.clone();
    let outcome = core
        .download_link(&link(&address, "/log.gz"))
        .on_progress(move |_| fs::create_dir_all(in_the_way.join("x")).unwrap())
        .to_file(&target)
        .await;
    let error = outcome.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Io);
    let text = error.to_string();
    assert!(text.contains("cannot be renamed to"), "{text}");
    fs::remove_dir_all(&target).unwrap();
    assert_eq!(names(&folder), left_over());
    let done = run(&core, &address, &target).await.unwrap();
    assert_eq!(done.resumed_from, 999);
    assert_eq!(requests.header(1, "range").as_deref(), Some("bytes=999-"));
    assert!(fs::read(&target).unwrap() == content);
    assert_eq!(names(&folder), set(&["log.gz"]));
}

/// As if the process had been killed between the rename and the removal of the record.
#[tokio::test]
async fn a_record_that_was_left_behind_harms_nothing() {
    let (folder, target) = folder();
    let content = content(1000);
    let script = vec![
        Answer::whole(&content, TAG).cut(400),
        Answer::rest(&content, 400, TAG),
        Answer::whole(&content, TAG),
    ];
    let (address, requests) = play(script).await;
    let core = core(&Time::default());
    run(&core, &address, &target).await.unwrap_err();
    let info = folder.path().join(".log.gz.part-info");
    let record = fs::read(&info).unwrap();
    run(&core, &address, &target).await.unwrap();
    fs::write(&info, record).unwrap();
    let done = run(&core, &address, &target).await.unwrap();
    assert_eq!((done.resumed_from, requests.header(2, "range")), (0, None));
    assert!(fs::read(&target).unwrap() == content);
    assert_eq!(names(&folder), set(&["log.gz"]));
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_is_replaced_keeps_its_permissions() {
    let core = core(&Time::default());
    let content = content(1000);
    for (before, while_written, after) in [
        (0o600, 0o600, 0o600),
        (0o640, 0o600, 0o640),
        (0o644, 0o644, 0o644),
        (0o400, 0o600, 0o400),
        (0o755, 0o755, 0o755),
        (0o4711, 0o711, 0o711),
    ] {
        let (folder, target) = folder();
        fs::write(&target, "an older file").unwrap();
        set_mode(&target, before);
        let part = folder.path().join(".log.gz.part");
        // One that an earlier run left when there was no such file yet.
        if before == 0o600 {
            fs::write(&part, "").unwrap();
            set_mode(&part, 0o644);
        }
        let (address, _) = play(vec![Answer::whole(&content, TAG)]).await;
        let seen = Arc::new(AtomicU32::new(0));
        let see = Arc::clone(&seen);
        core.download_link(&link(&address, "/log.gz"))
            .on_progress(move |_| see.store(mode(&part), Ordering::Relaxed))
            .to_file(&target)
            .await
            .unwrap();
        let seen = seen.load(Ordering::Relaxed);
        assert_eq!(
            seen & !while_written,
            0,
            "{seen:o} while {before:o} is replaced"
        );
        assert_eq!(mode(&target), after, "{before:o}");
        assert!(fs::read(&target).unwrap() == content);
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_new_file_has_the_permissions_of_any_new_file() {
    let (folder, target) = folder();
    let other = folder.path().join("other");
    fs::write(&other, "").unwrap();
    let (address, _) = play(vec![Answer::whole(b"log", TAG)]).await;
    run(&core(&Time::default()), &address, &target)
        .await
        .unwrap();
    assert_eq!(mode(&target), mode(&other));
}

/// Its target stays as it is; the file that replaces it has the permissions of the target.
#[cfg(unix)]
#[tokio::test]
async fn a_symbolic_link_that_is_replaced_gives_its_permissions() {
    let (folder, target) = folder();
    let elsewhere = folder.path().join("elsewhere");
    fs::write(&elsewhere, "precious").unwrap();
    set_mode(&elsewhere, 0o600);
    std::os::unix::fs::symlink(&elsewhere, &target).unwrap();
    let (address, _) = play(vec![Answer::whole(b"log", TAG)]).await;
    run(&core(&Time::default()), &address, &target)
        .await
        .unwrap();
    assert!(target.symlink_metadata().unwrap().is_file());
    assert_eq!((mode(&target), mode(&elsewhere)), (0o600, 0o600));
    assert_eq!(fs::read(&elsewhere).unwrap(), b"precious");
}

#[tokio::test]
async fn a_long_name_is_resumed_too() {
    let core = core(&Time::default());
    let content = content(1000);
    for length in [128, 129, 244, 245, 250, 255] {
        let (folder, _) = folder();
        let target = folder.path().join("n".repeat(length));
        let other = folder.path().join(format!("{}o", "n".repeat(length - 1)));
        let script = vec![
            Answer::whole(&content, TAG).cut(400),
            Answer::whole(&content[..300], TAG),
            Answer::rest(&content, 400, TAG),
        ];
        let (address, requests) = play(script).await;
        run(&core, &address, &target).await.unwrap_err();
        assert_eq!(names(&folder).len(), 2, "both stand beside the target");
        run(&core, &address, &other).await.unwrap();
        let done = run(&core, &address, &target).await.unwrap();
        assert_eq!(done.resumed_from, 400, "{length}");
        assert_eq!(
            requests.header(1, "range"),
            None,
            "another name is another file"
        );
        assert!(fs::read(&target).unwrap() == content);
        assert_eq!(names(&folder).len(), 2);
    }
}
