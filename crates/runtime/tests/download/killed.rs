//! A process that is killed leaves what the next one needs.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::client::{Time, content, core, link};
use crate::folder::{folder, left_over, names, run, set};
use crate::server::{Answer, TAG, play};

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
            "killed::download_until_killed",
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
