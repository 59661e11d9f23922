//! `wait`: results, messages, exit statuses, Ctrl-C.

use backhaul_sandbox::Sandbox;
use serde_json::Value;

use crate::support::accounts;
use crate::support::listener::Listener;
use crate::support::program::{Program, Ran};

const GROUP: &str = "--group-id=5f0000000000000000000001";

async fn sandbox(advance: bool) -> (Sandbox, Program) {
    let sandbox = Sandbox::builder()
        .jobs_advance(advance)
        .start()
        .await
        .unwrap();
    let program = Program::new(accounts::variables(sandbox.url(), sandbox.fixtures()));
    (sandbox, program)
}

/// The words that wait for an export.
fn export<'a>(id: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let words = ["wait", "atlas", "get-backup-export", GROUP];
    let place = ["--cluster-name=demo-cluster", "--export-id", id];
    [&words[..], &place, more].concat()
}

/// The words that wait for all exports.
fn exports<'a>(more: &[&'a str]) -> Vec<&'a str> {
    let words = ["wait", "atlas", "list-backup-exports", GROUP];
    [&words[..], &["--cluster-name=demo-cluster"], more].concat()
}

/// The messages without their times, which are checked.
fn changes(ran: &Ran) -> Vec<&str> {
    let lines = ran.err.lines().filter(|line| line.starts_with("20"));
    lines
        .map(|line| {
            let (time, text) = line.split_once(' ').unwrap();
            assert!(time.len() == 20 && time.ends_with('Z'), "{line}");
            text
        })
        .collect()
}

#[tokio::test]
async fn a_job_is_printed_as_it_ended_and_each_change_is_told() {
    let (sandbox, program) = sandbox(true).await;
    let id = sandbox.fixtures().queued_export_id;
    let ran = program
        .run(&export(id, &["--timeout=5m", "--every=1ms"]))
        .await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let job: Value = serde_json::from_slice(&ran.out).unwrap();
    assert_eq!(
        (&job["id"], &job["state"]),
        (&id.into(), &"Successful".into())
    );
    // Progress alone is no change.
    let changes = changes(&ran);
    assert_eq!(changes.first(), Some(&"queued, 0 of 42"), "{ran:?}");
    assert_eq!(changes.last(), Some(&"succeeded, 42 of 42"), "{ran:?}");
    assert_eq!(changes.len(), 3, "{ran:?}");
    assert!(!ran.err.contains(['\u{1b}', '\r']), "{ran:?}");
}

#[tokio::test]
async fn a_job_that_did_not_succeed_is_printed_and_has_a_status() {
    let (sandbox, program) = sandbox(false).await;
    let fixtures = sandbox.fixtures();
    for (id, state, said) in [
        (fixtures.failed_export_id, "Failed", "ended as failed: "),
        (
            fixtures.cancelled_export_id,
            "Cancelled",
            "ended as cancelled",
        ),
    ] {
        let ran = program
            .run(&export(id, &["--timeout=5m", "--get=/state"]))
            .await;
        assert_eq!(ran.status, Some(10), "{ran:?}");
        assert_eq!(ran.text(), format!("{state}\n"));
        let message = format!("error: get-backup-export --export-id {id}: {said}");
        assert!(ran.err.contains(&message), "{ran:?}");
    }
    let ran = program
        .run(&[
            "wait",
            "atlas",
            "get-backup-restore-job",
            GROUP,
            "--cluster-name=demo-cluster",
            "--restore-job-id",
            fixtures.expired_restore_job_id,
            "--timeout=5m",
        ])
        .await;
    assert_eq!(ran.status, Some(10), "{ran:?}");
    assert!(ran.err.contains("ended as expired"), "{ran:?}");
}

/// A wait whose time is over, but not before the job was seen: the first of some limits that is long enough for this
/// machine, however busy it is. What is said then does not depend on the limit.
async fn late(program: &Program, words: &[&'static str]) -> (Ran, [&'static str; 2]) {
    let limits = [
        ["--timeout=50ms", "0.05 s"],
        ["--timeout=1s", "1 s"],
        ["--timeout=20s", "20 s"],
    ];
    for limit in limits {
        let ran = program.run(&[words, &limit[..1]].concat()).await;
        if !matches!(ran.text(), "" | "[]\n") {
            return (ran, limit);
        }
    }
    panic!("{words:?}: no limit was long enough to see the job");
}

#[tokio::test]
async fn when_the_time_is_over_the_job_goes_on_and_the_command_says_how() {
    let (sandbox, program) = sandbox(false).await;
    let id = sandbox.fixtures().running_export_id;
    let words = export(id, &["--every=1ms"]);
    let (ran, [limit, time]) = late(&program, &words).await;
    assert_eq!(ran.status, Some(124), "{ran:?}");
    let words = [&words[..], &[limit]].concat();
    let again = format!("Wait again: backhaul {}\n", words.join(" "));
    let over = format!("timed out after {time}");
    assert!(ran.err.contains(&over), "{ran:?}");
    assert!(
        ran.err.contains("error: the job goes on at the provider\n"),
        "{ran:?}"
    );
    assert!(ran.err.ends_with(&again), "{ran:?}");
    let job: Value = serde_json::from_slice(&ran.out).unwrap();
    assert_eq!(job["state"], "InProgress");
    // For programs.
    let words = [&words[..], &["--error-format=json"]].concat();
    let ran = program.run(&words).await;
    let error: Value = serde_json::from_str(ran.err.lines().last().unwrap()).unwrap();
    assert_eq!(
        (&error["kind"], &error["exitStatus"]),
        (&"time-over".into(), &124.into())
    );
    assert!(
        error["hint"].as_str().unwrap().starts_with("Wait again: "),
        "{error}"
    );
}

#[tokio::test]
async fn after_ctrl_c_the_job_goes_on_and_the_command_says_how() {
    let (sandbox, program) = sandbox(false).await;
    let id = sandbox.fixtures().running_export_id;
    let words = export(id, &["--timeout=1h", "--get", "/x y"]);
    let mut running = program.start(&words);
    running.until("running").await;
    running.interrupt().await;
    let ran = running.end().await;
    assert_eq!(ran.status, Some(130), "{ran:?}");
    assert_eq!(ran.text(), "");
    let again = words[..words.len() - 1].join(" ");
    let said = format!(
        "interrupted: the job goes on at the provider\nWait again: backhaul {again} '/x y'\n"
    );
    assert!(ran.err.ends_with(&said), "{ran:?}");
}

#[tokio::test]
async fn all_jobs_of_a_list_are_waited_for_and_the_list_is_printed_once_more() {
    let (sandbox, program) = sandbox(true).await;
    let more = [
        "--all",
        "--timeout=5m",
        "--every=1ms",
        "--only=failed,cancelled",
        "--get=/id",
    ];
    let ran = program.run(&exports(&more)).await;
    // Some failed.
    assert_eq!(ran.status, Some(11), "{ran:?}");
    let fixtures = sandbox.fixtures();
    let ids = [fixtures.failed_export_id, fixtures.cancelled_export_id];
    let mut printed: Vec<&str> = ran.text().lines().collect();
    printed.sort_unstable();
    assert_eq!(printed, ids, "{ran:?}");
    let changes = changes(&ran);
    let first = "5 jobs: 1 queued, 1 running, 1 cancelled, 1 failed, 1 succeeded";
    assert_eq!(changes.first(), Some(&first), "{ran:?}");
    let last = "5 jobs: 1 cancelled, 1 failed, 3 succeeded";
    assert_eq!(changes.last(), Some(&last), "{ran:?}");
    let [failed, cancelled] = ids;
    let said = format!(
        "error: list-backup-exports: 2 of 5 jobs did not succeed (1 cancelled: {cancelled}; 1 failed: {failed}); the first: The sandbox"
    );
    assert!(ran.err.contains(&said), "{ran:?}");

    // What has not ended is named, too.
    let still = self::sandbox(false).await;
    let (ran, _) = late(&still.1, &exports(&["--all"])).await;
    assert_eq!(ran.status, Some(124), "{ran:?}");
    let said = format!(
        "have not ended (1 queued: {}; 1 running: ",
        still.0.fixtures().queued_export_id
    );
    assert!(ran.err.contains(&said), "{ran:?}");

    // The whole list is as it would be without the wait.
    let ran = program.run(&exports(&["--all", "--timeout=5m"])).await;
    let list = program.run(&exports(&[])[1..]).await;
    assert_eq!(list.status, Some(0), "{list:?}");
    assert_eq!(ran.text(), list.text());
}

#[tokio::test]
async fn of_a_list_all_can_fail_or_succeed_or_be_late() {
    let list = |states: &[&str]| {
        let items = states.iter().enumerate();
        let items: Vec<Value> = items
            .map(|(id, state)| {
                let bucket = "5f00000000000000000000e2";
                serde_json::json!({
                    "id": id.to_string(),
                    "state": state,
                    "exportBucketId": bucket,
                    "snapshotId": "5f00000000000000000000d1",
                })
            })
            .collect();
        serde_json::json!({ "results": items, "totalCount": items.len() }).to_string()
    };
    for (states, status, printed) in [
        (&["Failed", "Cancelled"][..], 10, "0\n1\n"),
        (&["Failed", "Successful"], 11, "0\n1\n"),
        (&["Successful"], 0, "0\n"),
        (&["Failed", "InProgress"], 124, "0\n1\n"),
        (&[], 124, ""),
    ] {
        let (first, other) = (list(states), list(&[]));
        let server = Listener::start_with(move |request| {
            let is_first = request.contains("pageNum=1 ") || request.contains("pageNum=1&");
            if is_first {
                first.clone()
            } else {
                other.clone()
            }
        });
        let token = ("MONGODB_ATLAS_ACCESS_TOKEN", "fake-token".to_owned());
        let url = ("MONGODB_ATLAS_BASE_URL", server.await.url);
        let program = Program::new([token, url]);
        let ran = match (status, printed) {
            (124, "") => {
                let words = ["--all", "--timeout=50ms", "--every=1ms", "--get=/id"];
                program.run(&exports(&words)).await
            }
            (124, _) => {
                late(&program, &exports(&["--all", "--every=1ms", "--get=/id"]))
                    .await
                    .0
            }
            _ => {
                let words = ["--all", "--timeout=5m", "--every=1ms", "--get=/id"];
                program.run(&exports(&words)).await
            }
        };
        assert_eq!(ran.status, Some(status), "{states:?}: {ran:?}");
        assert_eq!(ran.text(), printed, "{states:?}");
        let goes_on = ran.err.contains("the jobs go on at the provider");
        assert_eq!(goes_on, status == 124, "{ran:?}");
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_wait_is_told_before_it_begins() {
    let (sandbox, program) = sandbox(false).await;
    let id = sandbox.fixtures().running_export_id;
    for (words, said) in [
        (export(id, &[]), "error: --timeout is required"),
        (export(id, &["--timeout=6"]), "write it as 6h"),
        (export("x", &["--timeout=1h"]), "--export-id: \"x\" is not"),
        (exports(&["--timeout=1h"]), "add --all"),
        (
            vec!["wait", "atlas", "get-backup-schedule", "--timeout=1h"],
            "unrecognized subcommand",
        ),
        (vec!["wait", "nowhere"], "unrecognized subcommand"),
    ] {
        let ran = program.run(&words).await;
        assert_eq!(ran.status, Some(2), "{ran:?}");
        assert!(ran.err.contains(said), "{said}: {ran:?}");
        assert_eq!(ran.text(), "");
    }
    let ran = program
        .run(&export(id, &["--timeout=1h", "--dry-run"]))
        .await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert!(ran.text().contains(&format!("/exports/{id}")), "{ran:?}");
    assert!(sandbox.requests().is_empty());
    let ran = program
        .run(&export("5f00000000000000000000ff", &["--timeout=1h"]))
        .await;
    assert_eq!(ran.status, Some(4), "{ran:?}");
    assert!(!ran.err.contains("Wait again"), "{ran:?}");
}

/// Each operation that answers a job, and each list of jobs, has a wait; nothing else has.
#[tokio::test]
async fn every_job_can_be_waited_for() {
    let (_sandbox, program) = sandbox(false).await;
    let mut waits = 0;
    for entry in backhaul_cli::providers::all() {
        let table = entry.table;
        let ran = program.run(&["wait", table.name, "--help"]).await;
        assert_eq!(ran.status, Some(0), "{ran:?}");
        for operation in table.operations {
            let is_there = ran.text().contains(&format!("  {} ", operation.name));
            let is_wanted = operation.answer.is_job || operation.answer.has_jobs;
            assert_eq!(is_there, is_wanted, "{}", operation.name);
            waits += u32::from(is_wanted);
        }
    }
    assert!(waits > 20, "{waits}");
    eprintln!("{waits} operations can be waited for");
}
