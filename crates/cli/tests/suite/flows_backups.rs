//! `export` and `restore`: snapshots and backups, from a shell.

use std::fs;

use backhaul_sandbox::{Fault, Sandbox};

use crate::flows_collect::{operations, result, run, stage};

/// The words that name the sandbox's cluster.
fn cluster(sandbox: &Sandbox, verb: &'static str) -> [&'static str; 7] {
    let ids = sandbox.fixtures();
    [
        verb,
        "atlas",
        "--group-id",
        ids.group_id,
        "--cluster-name",
        ids.cluster_name,
        "--every=10ms",
    ]
}

/// The words that name the sandbox's instance.
fn instance(sandbox: &Sandbox, verb: &'static str) -> [&'static str; 7] {
    let ids = sandbox.fixtures();
    [
        verb,
        "dcs",
        "--project-id",
        ids.dcs_project_id,
        "--instance-id",
        ids.dcs_instance_id,
        "--every=10ms",
    ]
}

#[tokio::test]
async fn a_snapshot_is_exported() {
    for (snapshot, first) in [
        ("latest", "listBackupShardedClusters"),
        ("new", "takeSnapshots"),
    ] {
        let (sandbox, program) = stage(true).await;
        let more = [
            "--snapshot-id",
            snapshot,
            "--bucket-id",
            sandbox.fixtures().export_bucket_id,
            "--custom-data=key=purpose,value=a,b",
            "--timeout=1m",
        ];
        let ran = run(&program, &cluster(&sandbox, "export"), &more).await;
        assert_eq!(ran.status, Some(0), "{ran:?}");
        let export = result(&ran);
        assert_eq!(export["state"], "Successful");
        assert!(
            export["prefix"]
                .as_str()
                .unwrap()
                .starts_with("/exported_snapshots/")
        );
        let id = export["exportId"].as_str().unwrap();
        assert!(
            ran.err.contains(&format!("export {id} was requested")),
            "{ran:?}"
        );
        assert_eq!(operations(&sandbox)[0], first);
    }
}

#[tokio::test]
async fn an_export_that_is_late_goes_on() {
    let (sandbox, program) = stage(false).await;
    let ids = sandbox.fixtures();
    let more = [
        "--snapshot-id",
        ids.snapshot_id,
        "--bucket-id",
        ids.export_bucket_id,
    ];
    let words = [&cluster(&sandbox, "export")[..], &more].concat();
    let ran = run(&program, &words, &["--timeout=50ms"]).await;
    assert_eq!(ran.status, Some(124), "{ran:?}");
    assert!(
        ran.err
            .contains("Go on: backhaul wait atlas get-backup-export "),
        "{ran:?}"
    );
    let wrong = ["--timeout=1m", "--custom-data=purpose=reporting"];
    let ran = run(&program, &words, &wrong).await;
    assert_eq!(ran.status, Some(2), "{ran:?}");
    assert!(ran.err.contains("--custom-data"), "{ran:?}");
    let bucket = [
        &cluster(&sandbox, "export")[..],
        &more[..2],
        &["--bucket-id=x", "--timeout=1m"],
    ]
    .concat();
    let ran = program.run(&bucket).await;
    assert_eq!(ran.status, Some(2), "{ran:?}");
    assert!(ran.err.contains("error: --bucket-id: "), "{ran:?}");
}

#[tokio::test]
async fn a_snapshot_is_restored_to_files() {
    let (sandbox, program) = stage(true).await;
    let more = ["--snapshot-id=latest", "--to=files", "--timeout=1m"];
    let ran = run(&program, &cluster(&sandbox, "restore"), &more).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let parts = result(&ran);
    let parts = parts.as_array().unwrap();
    assert_eq!(parts.len(), 2);
    for part in parts {
        let file = program.home().join(part["file"].as_str().unwrap());
        assert_eq!(part["bytes"], fs::metadata(file).unwrap().len());
    }
    assert!(!ran.err.contains("http"), "no link is shown: {ran:?}");
}

#[tokio::test]
async fn a_cluster_is_only_overwritten_if_somebody_says_so() {
    let (sandbox, program) = stage(true).await;
    let ids = sandbox.fixtures();
    let words = [
        &cluster(&sandbox, "restore")[..],
        &[
            "--snapshot-id",
            ids.snapshot_id,
            "--target-cluster=other",
            "--timeout=1m",
        ],
    ]
    .concat();
    let ran = program.run(&words).await;
    assert_eq!(ran.status, Some(2), "{ran:?}");
    assert!(ran.err.contains("give --yes"), "{ran:?}");
    assert!(sandbox.requests().is_empty());
    let dry = run(&program, &words, &["--dry-run"]).await;
    assert_eq!(dry.status, Some(0), "{dry:?}");
    assert!(dry.text().contains("automated"), "{dry:?}");
    assert!(sandbox.requests().is_empty());

    let ran = run(&program, &words, &["--yes"]).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let job = result(&ran);
    assert_eq!(job["targetClusterName"], "other");
    assert_eq!(job["targetGroupId"], ids.group_id);
    for wrong in [&["--to=x"][..], &["--point-in-time=2026-05-04T22:00:00Z"]] {
        let ran = run(&program, &words, wrong).await;
        assert_eq!(ran.status, Some(2), "{ran:?}");
    }
}

#[tokio::test]
async fn an_instance_is_backed_up_and_restored() {
    let (sandbox, program) = stage(true).await;
    let ran = run(
        &program,
        &instance(&sandbox, "export"),
        &["--to=backups", "--timeout=1m"],
    )
    .await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let files = result(&ran);
    let files = files.as_array().unwrap();
    assert_eq!(files.len(), 2);
    for file in files {
        let path = program.home().join(file["file"].as_str().unwrap());
        assert_eq!(fs::metadata(path).unwrap().len(), 200_000);
    }
    let backup = files[0]["backupId"].as_str().unwrap();
    let words = [
        &instance(&sandbox, "restore")[..],
        &["--backup-id", backup, "--timeout=1m"],
    ]
    .concat();
    let ran = program.run(&words).await;
    assert_eq!(ran.status, Some(2), "{ran:?}");
    let requests = sandbox.requests().len();
    let ran = run(&program, &words, &["--yes"]).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert_eq!(result(&ran)["backupId"], backup);
    assert_eq!(operations(&sandbox)[requests..][0], "RestoreInstance");
}

#[tokio::test]
async fn a_backup_that_fails_or_is_late_says_so() {
    let (sandbox, program) = stage(true).await;
    sandbox.fail_next_backup();
    let words = instance(&sandbox, "export");
    let ran = run(&program, &words, &["--to=backups", "--timeout=1m"]).await;
    assert_eq!(ran.status, Some(10), "{ran:?}");
    assert!(ran.err.contains("dcs.08.0002"), "{ran:?}");
    assert_eq!(ran.text(), "");

    let (sandbox, program) = stage(false).await;
    let words = instance(&sandbox, "export");
    let ran = run(&program, &words, &["--to=backups", "--timeout=50ms"]).await;
    assert_eq!(ran.status, Some(124), "{ran:?}");
    assert!(
        ran.err.contains("Go on: backhaul dcs list-backup-records "),
        "{ran:?}"
    );
    assert!(
        ran.err
            .contains("then: backhaul dcs list-backup-file-links "),
        "{ran:?}"
    );
}

/// The sandbox has no state for restore jobs of Cloud Manager, so the job is made up.
#[tokio::test]
async fn a_snapshot_of_cloud_manager_is_restored_to_files() {
    let (sandbox, program) = stage(true).await;
    let ids = sandbox.fixtures();
    let links = [
        &[
            "dcs",
            "list-backup-file-links",
            "--backup-id",
            ids.dcs_backup_id,
        ][..],
        &instance(&sandbox, "")[2..6],
        &["--expiration=1800", "--reveal", "--get=/links/0/link"],
    ];
    let linked = program.run(&links.concat()).await;
    let link = linked.text().trim();
    let job = format!(
        r#"{{"statusName":"FINISHED","delivery":{{"statusName":"READY","url":"{link}"}}}}"#
    );
    sandbox
        .faults()
        .on("getRestoreJob", Fault::replace_body(job));
    let words = [
        "restore",
        "cloud-manager",
        "--group-id",
        ids.group_id,
        "--cluster-id=6b8cd61180eef547110159d9",
        "--snapshot-id=latest",
        "--to=files",
        "--timeout=1m",
    ];
    let ran = program.run(&words).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let files = result(&ran);
    let file = program.home().join(files[0]["file"].as_str().unwrap());
    assert_eq!(files[0]["bytes"], fs::metadata(file).unwrap().len());
    assert!(!ran.err.contains("http"), "no link is shown: {ran:?}");
}
