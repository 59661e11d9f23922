//! `collect`: logs from a shell, saved as files.

use std::fs;

use backhaul_sandbox::{Fault, Sandbox};
use serde_json::Value;

use crate::support::accounts;
use crate::support::program::{Program, Ran};

/// A sandbox whose jobs move when they are looked at, if `advance`, and the program in its environment.
pub(crate) async fn stage(advance: bool) -> (Sandbox, Program) {
    let sandbox = Sandbox::builder().jobs_advance(advance);
    let sandbox = sandbox.start().await.unwrap();
    let program = Program::new(accounts::variables(sandbox.url(), sandbox.fixtures()));
    (sandbox, program)
}

/// What was printed, as JSON.
pub(crate) fn result(ran: &Ran) -> Value {
    serde_json::from_slice(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"))
}

/// The operations that the sandbox saw, in their order, without the challenge of digest.
pub(crate) fn operations(sandbox: &Sandbox) -> Vec<String> {
    let requests = sandbox.requests();
    let answered = requests.iter().filter(|request| request.status != 401);
    let named = answered.map(|request| request.operation.clone().unwrap_or_default());
    named.collect()
}

/// Runs `words` and `more`.
pub(crate) async fn run(program: &Program, words: &[&str], more: &[&str]) -> Ran {
    program.run(&[words, more].concat()).await
}

const COLLECT: [&str; 10] = [
    "collect",
    "cloud-manager",
    "--group-id=5f0000000000000000000001",
    "--resource-type=REPLICASET",
    "--resource-name=myReplicaSet",
    "--log-types=MONGODB,FTDC",
    "--redacted",
    "--last=24h",
    "--to=logs",
    "--every=10ms",
];

#[tokio::test]
async fn logs_are_collected_in_spite_of_a_failure() {
    let (sandbox, program) = stage(true).await;
    sandbox.fail_next_log_job();
    let ran = run(&program, &COLLECT, &["--timeout=1m", "--delete"]).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let logs = result(&ran);
    let id = logs["jobId"].as_str().unwrap();
    assert_eq!(logs["file"], format!("logs/{id}.tar.gz"));
    let file = program.home().join(format!("logs/{id}.tar.gz"));
    assert_eq!(logs["bytes"], fs::metadata(file).unwrap().len());
    for line in [
        format!("job {id} was created"),
        "failed: 2 of 2 logs collected".to_owned(),
        format!("job {id} was started again"),
        "succeeded: 2 of 2 logs collected".to_owned(),
        format!("job {id} was deleted"),
    ] {
        assert!(ran.err.contains(&line), "{line}: {ran:?}");
    }
    let expected = [
        "createLogCollectionJob",
        "getLogCollectionJob",
        "getLogCollectionJob",
        "retryLogCollectionJob",
        "getLogCollectionJob",
        "getLogCollectionJob",
        "downloadLogCollectionJob",
        "deleteLogCollectionJob",
    ];
    assert_eq!(operations(&sandbox), expected);
}

#[tokio::test]
async fn a_job_that_fails_again_is_a_status_of_its_own() {
    let (sandbox, program) = stage(true).await;
    sandbox.fail_next_log_job();
    let failed = Fault::replace_body(r#"{"id":"5f00000000000000000000c9","status":"FAILURE"}"#);
    let faults = sandbox.faults();
    // It fails by itself at the second look.
    faults.on("getLogCollectionJob", failed).skip(2);
    let ran = run(&program, &COLLECT, &["--timeout=1m"]).await;
    assert_eq!(ran.status, Some(10), "{ran:?}");
    assert!(
        ran.err.contains("error: get-log-collection-job: job 5f"),
        "{ran:?}"
    );
    assert!(ran.err.contains(": ended as failed"), "{ran:?}");
    assert_eq!(ran.text(), "");
    assert!(!program.home().join("logs").exists());
    let retries = operations(&sandbox);
    let retries = retries
        .iter()
        .filter(|name| *name == "retryLogCollectionJob");
    assert_eq!(retries.count(), 1);
}

#[tokio::test]
async fn a_job_that_is_late_goes_on_and_so_can_the_user() {
    let (_sandbox, program) = stage(false).await;
    let ran = run(&program, &COLLECT, &["--timeout=50ms"]).await;
    assert_eq!(ran.status, Some(124), "{ran:?}");
    assert_eq!(ran.text(), "");
    assert!(ran.err.contains("goes on at the provider"), "{ran:?}");
    let wait = "Go on: backhaul wait cloud-manager get-log-collection-job --group-id \
                5f0000000000000000000001 --job-id ";
    assert!(ran.err.contains(wait), "{ran:?}");
}

/// What the message of a late job says does what it says.
#[tokio::test]
async fn the_commands_that_go_on_work() {
    let (sandbox, program) = stage(false).await;
    let ran = run(&program, &COLLECT, &["--timeout=50ms"]).await;
    let lines: Vec<&str> = ran
        .err
        .lines()
        .filter_map(|line| line.split_once(": backhaul "))
        .map(|(_, words)| words)
        .collect();
    let [wait, download] = lines[..] else {
        panic!("{ran:?}");
    };
    let id = ran
        .err
        .split("--job-id ")
        .nth(1)
        .unwrap()
        .split(' ')
        .next()
        .unwrap();
    while sandbox.advance_log_job("5f0000000000000000000001", id) == Some("IN_PROGRESS") {}
    let words: Vec<&str> = wait.split(' ').collect();
    let waited = program.run(&words).await;
    assert_eq!(waited.status, Some(0), "{waited:?}");
    let words: Vec<&str> = download.split(' ').collect();
    let downloaded = program.run(&words).await;
    assert_eq!(downloaded.status, Some(0), "{downloaded:?}");
    assert!(program.home().join(format!("logs/{id}.tar.gz")).is_file());
}

#[tokio::test]
async fn mistakes_are_told_in_flags_and_send_nothing() {
    let (sandbox, program) = stage(true).await;
    let late = run(&program, &COLLECT, &[]).await;
    assert_eq!(late.status, Some(2), "{late:?}");
    assert!(late.err.contains("--timeout"), "{late:?}");
    let size = run(
        &program,
        &COLLECT,
        &["--timeout=1m", "--size=99999999999999999999"],
    )
    .await;
    assert_eq!(size.status, Some(2), "{size:?}");
    let group = [&["collect", "cloud-manager", "--group-id=x"], &COLLECT[3..]].concat();
    let group = run(&program, &group, &["--timeout=1m"]).await;
    assert_eq!(group.status, Some(2), "{group:?}");
    assert!(group.err.contains("error: --group-id: "), "{group:?}");
    fs::write(program.home().join("logs"), "in the way").unwrap();
    let file = run(&program, &COLLECT, &["--timeout=1m"]).await;
    assert_eq!(file.status, Some(8), "{file:?}");
    assert!(file.err.contains("error: --to: logs: "), "{file:?}");
    assert!(sandbox.requests().is_empty());
}

#[tokio::test]
async fn a_dry_run_begins_nothing() {
    let (sandbox, program) = stage(true).await;
    let ran = run(&program, &COLLECT, &["--timeout=1m", "--dry-run"]).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert!(ran.text().contains("/logCollectionJobs"), "{ran:?}");
    assert!(ran.text().contains("myReplicaSet"), "{ran:?}");
    assert!(ran.err.contains("Then: wait for the job"), "{ran:?}");
    assert!(!program.home().join("logs").exists());
    assert!(sandbox.requests().is_empty());
}

#[tokio::test]
async fn a_log_of_a_host_is_saved() {
    let (sandbox, program) = stage(true).await;
    let words = [
        "collect",
        "atlas",
        "--group-id",
        sandbox.fixtures().group_id,
        "--host-name=h.example.com",
        "--log-name=mongodb",
        "--to=logs",
    ];
    let times = [
        "--from-time=2026-05-04T22:00:00Z",
        "--to-time=2026-05-05T00:00:00Z",
    ];
    let ran = run(&program, &words, &times).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let log = result(&ran);
    assert_eq!(
        log["file"],
        "logs/h.example.com_mongodb_1777932000-1777939200.gz"
    );
    let file = program.home().join(log["file"].as_str().unwrap());
    assert_eq!(log["bytes"], fs::metadata(file).unwrap().len());
    let sent = sandbox.requests();
    let sent = &sent.last().unwrap().target;
    assert!(
        sent.contains("startDate=1777932000") && sent.contains("endDate=1777939200"),
        "{sent}"
    );
}

#[tokio::test]
async fn an_interrupt_says_what_was_begun_and_how_to_go_on() {
    let (sandbox, program) = stage(false).await;
    let mut running = program.start(&[&COLLECT[..], &["--timeout=1m"]].concat());
    running.until("was created").await;
    running.interrupt().await;
    let ran = running.end().await;
    assert_eq!(ran.status, Some(130), "{ran:?}");
    assert_eq!(ran.text(), "");
    let said = "interrupted: job 5f0000000000000000100001 goes on at the provider\nGo on: backhaul wait \
                cloud-manager get-log-collection-job ";
    assert!(ran.err.contains(said), "{ran:?}");
    let group = sandbox.fixtures().group_id;
    let status = sandbox.log_job_status(group, "5f0000000000000000100001");
    assert_eq!(status, Some("IN_PROGRESS"));
}

/// The job is there, but no answer came: nothing is repeated, and the message says where to look.
#[tokio::test]
async fn a_job_of_unknown_fate_is_looked_for_first() {
    let (sandbox, program) = stage(true).await;
    let reset = Fault::reset().after_applied();
    sandbox.faults().on("createLogCollectionJob", reset);
    let ran = run(&program, &COLLECT, &["--timeout=1m", "--attempts=3"]).await;
    assert_eq!(ran.status, Some(6), "{ran:?}");
    let look = "Look first: backhaul cloud-manager list-log-collection-jobs --group-id ";
    assert!(ran.err.contains(look), "{ran:?}");
    let applied = sandbox.applied();
    assert!(applied.iter().all(|one| one.times == 1), "{applied:?}");
    assert_eq!(applied.len(), 1, "{applied:?}");
}
