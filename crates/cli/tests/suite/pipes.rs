//! Readers that go away, and interrupts of any command.

use backhaul_sandbox::{Fault, Sandbox};
use tokio::io::{AsyncBufReadExt as _, BufReader};

use crate::support::accounts;
use crate::support::program::Program;

const GROUP: &str = "--group-id=5f0000000000000000000001";
const CLUSTER: &str = "--cluster-name=demo-cluster";

/// With a list that fills every buffer on its way.
async fn sandbox() -> (Sandbox, Program) {
    let sandbox = Sandbox::builder().restore_jobs(1500).start().await.unwrap();
    let program = Program::new(accounts::variables(sandbox.url(), sandbox.fixtures()));
    (sandbox, program)
}

fn list<'a>(more: &[&'a str]) -> Vec<&'a str> {
    let words = ["atlas", "list-backup-restore-jobs", GROUP, CLUSTER];
    [&words[..], more].concat()
}

/// How often something was changed.
fn applied(sandbox: &Sandbox) -> u64 {
    sandbox.applied().iter().map(|one| one.times).sum()
}

#[tokio::test]
async fn a_reader_that_has_enough_is_no_failure() {
    let (_sandbox, program) = sandbox().await;
    for form in ["table", "wide", "json", "jsonl", "yaml"] {
        let mut running = program.start(&list(&["--page-size=500", "--output", form]));
        let mut lines = BufReader::new(running.stdout.take().unwrap()).lines();
        let first = lines.next_line().await.unwrap();
        assert!(first.is_some_and(|line| !line.is_empty()), "{form}");
        drop(lines);
        let ran = running.end().await;
        assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""), "{form}");
    }
    let mut running = program.start(&list(&["--page-size=500", "--get=/id"]));
    drop(running.stdout.take());
    let ran = running.end().await;
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
}

/// Also of the verbs, and of help.
#[tokio::test]
async fn a_reader_that_is_gone_is_no_failure() {
    let (sandbox, program) = sandbox().await;
    let ids = sandbox.fixtures();
    let job = [
        "cloud-manager",
        "download-log-collection-job",
        GROUP,
        "--job-id",
        ids.successful_log_job_id,
    ];
    let export = ["atlas", "get-backup-export", GROUP, CLUSTER, "--export-id"];
    let wait = |id| [&["wait"], &export[..], &[id, "--timeout=1h"]].concat();
    let path = format!("/api/public/v1.0/groups/{}/logCollectionJobs", ids.group_id);
    for (words, status, said) in [
        ([&export[..], &[ids.successful_export_id]].concat(), 0, ""),
        (list(&["--limit=1", "--output=json"]), 0, ""),
        (job.to_vec(), 0, ""),
        ([&["download"], &job[..], &["--to=-"]].concat(), 0, ""),
        ([&["download"], &job[..], &["--to=file"]].concat(), 0, ""),
        (vec!["api", "cloud-manager", "GET", &path], 0, ""),
        (vec!["sandbox", "--export", "--port=1"], 0, ""),
        (vec!["--help"], 0, ""),
        (vec!["wait", "--help"], 0, ""),
        (vec!["--version"], 0, ""),
        (wait(ids.successful_export_id), 0, "succeeded"),
        // The status still says how the job ended.
        (wait(ids.failed_export_id), 10, "ended as failed"),
    ] {
        let mut running = program.start(&words);
        drop(running.stdout.take());
        let ran = running.end().await;
        assert_eq!(ran.status, Some(status), "{words:?}: {ran:?}");
        assert!(ran.err.contains(said), "{words:?}: {ran:?}");
        if said.is_empty() {
            assert_eq!(ran.err, "", "{words:?}");
        }
    }
    assert!(program.home().join("file").is_file());
}

#[tokio::test]
async fn an_interrupted_change_may_have_been_applied() {
    let (sandbox, program) = sandbox().await;
    let faults = sandbox.faults();
    let body =
        r#"{"snapshotId":"5f00000000000000000000d1","exportBucketId":"5f00000000000000000000e2"}"#;
    std::fs::write(program.home().join("body.json"), body).unwrap();
    let create = [
        "atlas",
        "create-backup-export",
        GROUP,
        CLUSTER,
        "--body=body.json",
        "--yes",
    ];
    let path = "/api/atlas/v2/groups/5f0000000000000000000001/clusters/demo-cluster/backup/exports";
    let version = "--header=Content-Type: application/vnd.atlas.2023-01-01+json";
    let api = [
        "api",
        "atlas",
        "POST",
        path,
        version,
        "--body=body.json",
        "--yes",
    ];
    faults.on("createBackupExport", Fault::stall().after_applied());
    for (words, name) in [(&create[..], "create-backup-export"), (&api, "the POST")] {
        let stall = faults.next_stall();
        let running = program.start(words);
        stall.await;
        running.interrupt().await;
        let ran = running.end().await;
        assert_eq!(ran.status, Some(130), "{ran:?}");
        let said = format!(
            "interrupted: {name} was begun, and it is unknown whether it was applied\n\
             Look at the resource before you repeat the command.\n"
        );
        assert_eq!(ran.err, said);
        assert_eq!(ran.text(), "");
    }
    assert_eq!(applied(&sandbox), 2);
}

#[tokio::test]
async fn an_interrupt_of_what_changes_nothing_has_nothing_to_say() {
    let (sandbox, program) = sandbox().await;
    let faults = sandbox.faults();
    faults.on("listBackupRestoreJobs", Fault::stall());
    let stall = faults.next_stall();
    let running = program.start(&list(&["--error-format=json"]));
    stall.await;
    running.interrupt().await;
    let ran = running.end().await;
    assert_eq!(ran.status, Some(130), "{ran:?}");
    let error: serde_json::Value = serde_json::from_str(&ran.err).unwrap();
    assert_eq!(error["kind"], "interrupted");
    assert_eq!(error["message"], "interrupted");
}

/// A reader need not wait for the whole list.
#[tokio::test]
async fn each_page_is_passed_on_when_it_comes() {
    let (sandbox, program) = sandbox().await;
    let faults = sandbox.faults();
    for form in ["json", "jsonl", "yaml"] {
        // Only the second page: a program that another test starts just now has the reading end too until it runs, so
        // the write of a later page may be the first that fails.
        faults
            .on("listBackupRestoreJobs", Fault::stall())
            .skip(1)
            .times(1);
        let stall = faults.next_stall();
        let mut running = program.start(&list(&["--page-size=2", "--output", form]));
        let mut lines = BufReader::new(running.stdout.take().unwrap()).lines();
        stall.await;
        let first = lines.next_line().await.unwrap();
        assert!(first.is_some_and(|line| !line.is_empty()), "{form}");
        drop(lines);
        faults.release();
        let ran = running.end().await;
        assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""), "{form}");
    }
}

/// What cannot be written is no success.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_is_a_failure() {
    let (sandbox, program) = sandbox().await;
    let ids = sandbox.fixtures();
    let job = [
        "cloud-manager",
        "download-log-collection-job",
        GROUP,
        "--job-id",
        ids.successful_log_job_id,
    ];
    let path = format!("/api/public/v1.0/groups/{}/logCollectionJobs", ids.group_id);
    for words in [
        list(&["--limit=1"]),
        list(&["--limit=1", "--output=table"]),
        job.to_vec(),
        [&["download"], &job[..], &["--to=-"]].concat(),
        vec!["api", "cloud-manager", "GET", &path],
        vec!["sandbox", "--export", "--port=1"],
        vec!["--help"],
        vec!["help", "exit-codes"],
    ] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
        let mut command = program.command(&words);
        let child = command.stdout(full.unwrap()).spawn().unwrap();
        let output = child.wait_with_output().await.unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(8), "{words:?}: {said}");
        assert!(
            said.contains("No space left on device"),
            "{words:?}: {said}"
        );
    }
}

/// Where the command stands still in a call of the system.
#[tokio::test]
async fn an_interrupt_works_while_nobody_reads_and_nobody_writes() {
    let (_sandbox, program) = sandbox().await;
    let mut running = program.start(&list(&["--page-size=500"]));
    let mut stdout = BufReader::new(running.stdout.take().unwrap());
    let mut line = String::new();
    stdout.read_line(&mut line).await.unwrap();
    // From now on nobody reads.
    running.interrupt().await;
    let ran = running.end().await;
    assert_eq!((ran.status, ran.err.as_str()), (Some(130), "interrupted\n"));
    drop(stdout);
    // It asks for a line that does not come.
    let running = program.start(&["api", "atlas", "POST", "/a", "--body=-"]);
    running.interrupt().await;
    let ran = running.end().await;
    assert_eq!((ran.status, ran.err.as_str()), (Some(130), "interrupted\n"));
}
