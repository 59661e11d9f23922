//! Ctrl-C and SIGTERM while a flow works: what was begun is said, and how to go on.

use backhaul_sandbox::{Fault, Sandbox};

use crate::flows_collect::stage;
use crate::support::program::Program;
use crate::support::running::Running;

fn retry(sandbox: &Sandbox) -> Vec<String> {
    let names = sandbox.fixtures();
    let words = [
        "retry",
        "sls",
        "--logstore",
        names.sls_logstore,
        "--shipper-name",
        names.sls_shipper,
        "--failed",
        "--wait",
        "--timeout=1h",
        "--every=10ms",
    ];
    words.map(str::to_owned).to_vec()
}

fn start(program: &Program, words: &[String]) -> Running {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    program.start(&words)
}

#[tokio::test]
async fn tasks_that_were_started_again_are_named() {
    let (sandbox, program) = stage(false).await;
    let words = retry(&sandbox);
    let mut running = start(&program, &words);
    running.until("2 tasks were started again").await;
    running.until("0 of 12 shipped").await;
    running.interrupt().await;
    let ran = running.end().await;
    assert_eq!(ran.status, Some(130), "{ran:?}");
    let ids = sandbox.fixtures().sls_failed_task_ids.join(", ");
    let said = format!(
        "interrupted: 12 tasks go on at the provider: {ids}\n\
         Go on: backhaul sls get-shipper-status --logstore "
    );
    assert!(ran.err.contains(&said), "{said}: {ran:?}");
    assert_eq!(ran.text(), "");
}

#[tokio::test]
async fn a_wait_that_is_terminated_says_how_to_go_on() {
    let (sandbox, program) = stage(false).await;
    let ids = sandbox.fixtures();
    let (group, cluster) = (
        format!("--group-id={}", ids.group_id),
        format!("--cluster-name={}", ids.cluster_name),
    );
    let words = [
        "wait",
        "atlas",
        "get-backup-export",
        &group,
        &cluster,
        "--timeout=1h",
    ];
    let words = [
        &words[..],
        &["--export-id", ids.running_export_id, "--error-format=json"],
    ]
    .concat();
    let mut running = program.start(&words);
    running.until("running").await;
    running.terminate().await;
    let ran = running.end().await;
    assert_eq!(ran.status, Some(143), "{ran:?}");
    let last = ran.err.lines().last().unwrap();
    let error: serde_json::Value = serde_json::from_str(last).unwrap();
    assert_eq!(error["kind"], "terminated");
    assert_eq!(
        error["message"],
        "terminated: the job goes on at the provider"
    );
    let hint = error["hint"].as_str().unwrap();
    assert!(
        hint.starts_with("Wait again: backhaul wait atlas"),
        "{hint}"
    );
}

#[tokio::test]
async fn what_was_not_sent_was_not_begun() {
    let (sandbox, program) = stage(false).await;
    let faults = sandbox.faults();
    faults.on("GetShipperStatus", Fault::stall());
    let stall = faults.next_stall();
    let running = start(&program, &retry(&sandbox));
    stall.await;
    running.interrupt().await;
    let ran = running.end().await;
    assert_eq!(ran.status, Some(130), "{ran:?}");
    // The range that was looked at is told before.
    let lines: Vec<&str> = ran.err.lines().collect();
    let ["interrupted: nothing was begun at the provider"] = lines[1..] else {
        panic!("{ran:?}");
    };
    assert!(lines[0].starts_with("Time: from "), "{ran:?}");
}

#[tokio::test]
async fn what_was_sent_without_an_answer_is_looked_for() {
    let (sandbox, program) = stage(false).await;
    let faults = sandbox.faults();
    faults.on("RetryShipperTask", Fault::stall().after_applied());
    let stall = faults.next_stall();
    let running = start(&program, &retry(&sandbox));
    stall.await;
    running.terminate().await;
    let ran = running.end().await;
    assert_eq!(ran.status, Some(143), "{ran:?}");
    let said = "terminated: retry-shipper-task was sent, and it is unknown whether it was applied\n\
                Look first: backhaul sls get-shipper-status --logstore ";
    assert!(ran.err.contains(said), "{ran:?}");

    // The second request of two.
    let (sandbox, program) = stage(false).await;
    let faults = sandbox.faults();
    faults.on("RetryShipperTask", Fault::stall()).skip(1);
    let stall = faults.next_stall();
    let running = start(&program, &retry(&sandbox));
    stall.await;
    running.interrupt().await;
    let ran = running.end().await;
    assert!(
        ran.err
            .contains("interrupted: 10 tasks go on at the provider: "),
        "{ran:?}"
    );
    assert!(
        ran.err
            .contains("; of the last retry-shipper-task it is unknown whether it was applied\n"),
        "{ran:?}"
    );
    assert!(
        ran.err
            .contains("\nGo on: backhaul sls get-shipper-status "),
        "{ran:?}"
    );
}

#[tokio::test]
async fn a_change_that_is_terminated_may_have_been_applied() {
    let (sandbox, program) = stage(false).await;
    let faults = sandbox.faults();
    faults.on("retryLogCollectionJob", Fault::stall().after_applied());
    let job = sandbox.fixtures().failed_log_job_id;
    let group = format!("--group-id={}", sandbox.fixtures().group_id);
    let words = [
        "cloud-manager",
        "retry-log-collection-job",
        &group,
        "--job-id",
        job,
    ];
    let stall = faults.next_stall();
    let running = program.start(&words);
    stall.await;
    running.terminate().await;
    let ran = running.end().await;
    assert_eq!(ran.status, Some(143), "{ran:?}");
    let said = "terminated: retry-log-collection-job was begun, and it is unknown whether it was applied\n";
    assert!(ran.err.starts_with(said), "{ran:?}");
}
