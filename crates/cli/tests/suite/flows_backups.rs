//! `export` and `restore`: snapshots and backups, from a shell.

use std::fs;

use backhaul_sandbox::{Fault, Sandbox};

use crate::flows_collect::{operations, result, run, stage};
use crate::support::program::Ran;

/// The words that name the sandbox's cluster.
pub(crate) fn cluster(sandbox: &Sandbox, verb: &'static str) -> [&'static str; 7] {
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

/// The words of the commands that go on, as a message says them.
fn next(ran: &Ran) -> Vec<Vec<String>> {
    let lines = ran.err.lines();
    let commands = lines.filter_map(|line| line.split_once(": backhaul "));
    let words = commands.map(|(_, words)| words.split(' ').map(str::to_owned).collect());
    words.collect()
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
    // And that command works.
    let [wait] = &next(&ran)[..] else {
        panic!("{ran:?}");
    };
    let id = wait[wait.len() - 3].clone();
    for _ in 0..10 {
        assert!(sandbox.advance_atlas_job(&id));
    }
    let wait: Vec<&str> = wait.iter().map(String::as_str).collect();
    let waited = program.run(&wait).await;
    assert_eq!(waited.status, Some(0), "{waited:?}");
    assert_eq!(result(&waited)["id"], id);
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
    assert!(ran.err.contains("error: --export-bucket-id: "), "{ran:?}");
}

/// Which snapshot goes on is said, with the operation that reads those of sharded clusters.
#[tokio::test]
async fn a_snapshot_that_is_late_goes_on() {
    let (sandbox, program) = stage(false).await;
    let bucket = sandbox.fixtures().export_bucket_id;
    let more = ["--snapshot-id=new", "--bucket-id", bucket, "--timeout=50ms"];
    let ran = run(&program, &cluster(&sandbox, "export"), &more).await;
    assert_eq!(ran.status, Some(124), "{ran:?}");
    let [wait, export] = &next(&ran)[..] else {
        panic!("{ran:?}");
    };
    assert!(wait[2].starts_with("get-"), "{wait:?}");
    let shown = |words: &[String]| {
        words
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert!(shown(export).contains(bucket), "{export:?}");
    let read = [&wait[1..3], &wait[3..9]].concat();
    let read: Vec<&str> = read.iter().map(String::as_str).collect();
    let read = program.run(&read).await;
    assert_eq!(read.status, Some(0), "{read:?}");
    let id = result(&read)["id"].as_str().unwrap().to_owned();
    assert!(
        ran.err
            .contains(&format!(": snapshot {id}: the wait timed out")),
        "{ran:?}"
    );
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
    assert_eq!(ran.status, Some(9), "{ran:?}");
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
    assert_eq!(ran.status, Some(9), "{ran:?}");
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
    for words in next(&ran) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let shown = run(&program, &words, &["--dry-run"]).await;
        assert_eq!(shown.status, Some(0), "{shown:?}");
    }
}

/// What was begun and is not shown yet is no failure, and nobody is told that it runs.
#[tokio::test]
async fn a_backup_that_the_list_does_not_show_says_so() {
    let (sandbox, program) = stage(true).await;
    let none = Fault::replace_body(r#"{"backup_record_response":[],"total_num":0}"#.to_owned());
    sandbox.faults().on("ListBackupRecords", none);
    let words = instance(&sandbox, "export");
    let ran = run(&program, &words, &["--to=backups", "--timeout=50ms"]).await;
    assert_eq!(ran.status, Some(124), "{ran:?}");
    assert!(
        ran.err.contains("error: list-backup-records: backup "),
        "{ran:?}"
    );
    assert!(
        ran.err.contains("; the list has not shown it yet\n"),
        "{ran:?}"
    );
    assert!(!program.home().join("backups").exists());
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

#[tokio::test]
async fn a_backup_is_imported_from_a_bucket_with_a_password_that_never_shows() {
    let (sandbox, program) = stage(true).await;
    fs::write(program.home().join("password"), "FAKE-marker-password\n").unwrap();
    let words = instance(&sandbox, "restore");
    let more = [
        "--bucket=fake-bucket",
        "--file=one.rdb",
        "--file=two.rdb",
        "--password-file=password",
        "--timeout=1m",
        "-vv",
    ];
    let asked = run(&program, &words, &more).await;
    assert_eq!(asked.status, Some(9), "nobody can be asked: {asked:?}");
    assert!(asked.err.contains("Import these files?"), "{asked:?}");
    assert!(operations(&sandbox).is_empty());

    let dry = run(&program, &words, &[&more[..], &["--dry-run"]].concat()).await;
    assert!(dry.text().contains("two.rdb"), "{dry:?}");
    let ran = run(&program, &words, &[&more[..], &["--yes"]].concat()).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let id = result(&ran)["importId"].as_str().unwrap().to_owned();
    assert!(ran.err.contains("import: succeeded"), "{ran:?}");
    for ran in [asked, dry, ran] {
        let said = format!("{}{}", ran.text(), ran.err);
        assert!(!said.contains("FAKE-marker-password"), "{said}");
    }
    let project = sandbox.fixtures().dcs_project_id;
    let show = ["dcs", "show-migration-task", "--project-id", project];
    let shown = program
        .run(&[&show[..], &["--task-id", &id]].concat())
        .await;
    let body: serde_json::Value = serde_json::from_str(shown.text()).unwrap();
    assert_eq!(body["target_instance"]["password"], "[sensitive]");
    assert_eq!(body["backup_files"]["files"][1]["file_name"], "two.rdb");

    let both = ["--backup-id=b", "--bucket=x", "--file=y", "--timeout=1m"];
    let both = run(&program, &words, &both).await;
    assert_eq!(both.status, Some(2), "{both:?}");
    sandbox.fail_next_import();
    let failed = run(&program, &words, &[&more[..], &["--yes"]].concat()).await;
    assert_eq!(failed.status, Some(10), "{failed:?}");
    assert!(
        failed.err.contains("the backup file cannot be read"),
        "{failed:?}"
    );
}
