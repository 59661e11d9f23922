//! Backups of Atlas: watched, exported, downloaded, cancelled.

use std::fs;
use std::time::Duration;

use backhaul_flows::atlas::{ExportSnapshot, SaveSnapshot, Snapshot, watch_export, watch_restore};
use backhaul_flows::{Error, Patience};
use backhaul_runtime::{Job, JobState};
use backhaul_sandbox::Fault;

use crate::flows::stage::{Stage, files};
use crate::support::clients::NO_SUCH_ID;

/// The longest time to wait for a restore or an export.
const LONGEST: Patience = Patience::up_to(Duration::from_secs(6 * 3600));

#[tokio::test]
async fn a_restore_and_an_export_are_watched_at_once() {
    let stage = Stage::moving().await;
    let ids = stage.sandbox.fixtures();
    let (client, cluster) = (stage.atlas(), stage.cluster());
    let say = |event| stage.say(event);
    let (restore, export) = tokio::try_join!(
        watch_restore(&client, &cluster, ids.running_restore_job_id, LONGEST, say),
        watch_export(&client, &cluster, ids.queued_export_id, LONGEST, say),
    )
    .unwrap();
    assert_eq!(restore.id.as_deref(), Some(ids.running_restore_job_id));
    assert_eq!(restore.delivery_url.len(), 2);
    assert_eq!(export.id.as_deref(), Some(ids.queued_export_id));
    assert_eq!(export.state(), JobState::Succeeded);

    let of = |kind: &str| {
        let mut lines = stage.said();
        lines.retain(|line| line.starts_with(kind));
        lines
    };
    assert_eq!(of("restore"), ["restore: running", "restore: succeeded"]);
    let expected = [
        "export: queued, 0 of 42 collections",
        "export: running, 0 of 42 collections",
        "export: running, 14 of 42 collections",
        "export: running, 28 of 42 collections",
        "export: succeeded, 42 of 42 collections",
    ];
    assert_eq!(of("export"), expected);

    assert_eq!(stage.count("oauth token 200"), 1, "one token for both");
    assert_eq!(stage.count("getBackupRestoreJob 200"), 2);
    assert_eq!(stage.count("getBackupExport 200"), 5);
    assert_eq!(stage.requests().len(), 8);
}

#[tokio::test]
async fn a_restore_or_export_that_ends_otherwise_says_how() {
    let stage = Stage::still().await;
    let ids = stage.sandbox.fixtures();
    let (client, cluster) = (stage.atlas(), stage.cluster());
    let say = |event| stage.say(event);

    let restore = watch_restore(
        &client,
        &cluster,
        ids.cancelled_restore_job_id,
        LONGEST,
        say,
    )
    .await;
    assert_eq!(
        restore.unwrap_err().to_string(),
        format!(
            "get_backup_restore_job: restore {}: ended as cancelled",
            ids.cancelled_restore_job_id
        )
    );
    let export = watch_export(&client, &cluster, ids.failed_export_id, LONGEST, say).await;
    let error = export.unwrap_err().to_string();
    let id = ids.failed_export_id;
    let line = format!("get_backup_export: export {id}: ended as failed: ");
    assert!(error.starts_with(&line), "{error}");

    let late = watch_restore(&client, &cluster, ids.running_restore_job_id, LONGEST, say).await;
    let late = late.unwrap_err();
    assert!(
        matches!(late, Error::Late(_)),
        "not over after six hours: {late}"
    );
    let paused: Duration = stage.pauses().iter().sum();
    assert_eq!(paused, Duration::from_secs(6 * 3600));
}

#[tokio::test]
async fn a_snapshot_is_taken_waited_for_and_exported() {
    let stage = Stage::moving().await;
    let ids = stage.sandbox.fixtures();
    let client = stage.atlas();
    let taken = Snapshot::Taken {
        description: "for an export".to_owned(),
        retention_in_days: 1,
    };
    let flow = ExportSnapshot::new(stage.cluster(), taken, ids.export_bucket_id);
    let flow = flow.custom_data("purpose", "reporting");
    let export = flow.run(&client, |event| stage.say(event)).await.unwrap();

    let expected = [
        "oauth token 200",
        "takeSnapshots 200",
        "getBackupShardedCluster 200",
        "getBackupShardedCluster 200",
        "getBackupShardedCluster 200",
        "createBackupExport 200",
        "getBackupExport 200",
        "getBackupExport 200",
        "getBackupExport 200",
        "getBackupExport 200",
        "getBackupExport 200",
    ];
    assert_eq!(stage.requests(), expected);
    let snapshot_id = export.snapshot_id.clone().unwrap();
    let export_id = export.id.clone().unwrap();
    let said = [
        &format!("snapshot {snapshot_id} was requested"),
        "snapshot: queued",
        "snapshot: running",
        "snapshot: succeeded",
        &format!("export {export_id} was requested"),
        "export: queued, 0 of 42 collections",
        "export: running, 0 of 42 collections",
        "export: running, 14 of 42 collections",
        "export: running, 28 of 42 collections",
        "export: succeeded, 42 of 42 collections",
    ];
    assert_eq!(stage.said(), said);

    // It is the new snapshot that was exported, and to the bucket that was named.
    let list = client.list_backup_sharded_clusters();
    let list = list.group_id(ids.group_id).cluster_name(ids.cluster_name);
    let snapshots = list.send().await.unwrap();
    let taken = snapshots.results.last().unwrap();
    assert_eq!(snapshots.results.len(), 2);
    assert_eq!(taken.description.as_deref(), Some("for an export"));
    assert_eq!(export.snapshot_id, taken.id);
    assert_eq!(export.export_bucket_id, ids.export_bucket_id);
    let data = &export.custom_data[0];
    let data = (data.key.as_deref(), data.value.as_deref());
    assert_eq!(data, (Some("purpose"), Some("reporting")));
}

#[tokio::test]
async fn a_snapshot_of_an_unknown_id_is_not_exported() {
    let stage = Stage::moving().await;
    let ids = stage.sandbox.fixtures();
    let client = stage.atlas();
    let call = client.create_backup_export().group_id(ids.group_id);
    let call = call.cluster_name(ids.cluster_name);
    let call = call.export_bucket_id(ids.export_bucket_id);
    let error = call.snapshot_id(NO_SUCH_ID).send();
    assert!(error.await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_snapshot_is_downloaded_shard_by_shard() {
    let stage = Stage::moving().await;
    let folder = tempfile::tempdir().unwrap();
    let client = stage.atlas();
    let flow = SaveSnapshot::new(stage.cluster(), Snapshot::Latest);
    let flow = flow.run(&client, folder.path(), |event| stage.say(event));
    let saved = flow.await.unwrap();

    let expected = [
        "oauth token 200",
        "listBackupShardedClusters 200",
        "createBackupRestoreJob 200",
        "getBackupRestoreJob 200",
        "getBackupRestoreJob 200",
        "getBackupRestoreJob 200",
        "object 200",
        "object 200",
    ];
    assert_eq!(stage.requests(), expected);
    let names: Vec<&str> = saved
        .parts
        .iter()
        .map(|shard| shard.name.as_str())
        .collect();
    assert_eq!(names, ["shard-0", "shard-1"]);
    let requests = stage.sandbox.requests();
    for (shard, request) in saved.parts.iter().zip(&requests[6..]) {
        // The sandbox refuses a link with 400 if credentials come along, as object storage does.
        assert!(!request.authenticated);
        let link = format!("{}{}", stage.sandbox.url(), request.target);
        let served: Vec<u8> = stage.sandbox.object_content(&link).flatten().collect();
        assert!(
            fs::read(&shard.file.path).unwrap() == served,
            "{}",
            shard.name
        );
    }
    assert_eq!(files(folder.path()).len(), 2, "nothing is left beside them");
    let looks = ["running", "running", "succeeded"].map(|state| format!("restore: {state}"));
    let begun = format!("restore {} was requested", saved.restore_job_id);
    assert_eq!(stage.said()[0], begun);
    assert_eq!(stage.said()[1..4], looks);
}

#[tokio::test]
async fn a_restore_that_is_cancelled_ends_as_cancelled() {
    let stage = Stage::moving().await;
    let ids = stage.sandbox.fixtures();
    let client = stage.atlas();
    let call = client.create_backup_restore_job().group_id(ids.group_id);
    let call = call
        .cluster_name(ids.cluster_name)
        .delivery_type("automated");
    let call = call
        .snapshot_id(ids.snapshot_id)
        .target_group_id(ids.group_id);
    let job = call.target_cluster_name("other").send().await.unwrap();
    assert_eq!(job.target_cluster_name.as_deref(), Some("other"));
    let id = job.id.clone().unwrap();

    let call = client.cancel_backup_restore_job().group_id(ids.group_id);
    let call = call.cluster_name(ids.cluster_name);
    call.restore_job_id(&id).send().await.unwrap();
    let call = client.get_backup_restore_job().group_id(ids.group_id);
    let call = call.cluster_name(ids.cluster_name).restore_job_id(&id);
    assert_eq!(call.send().await.unwrap().state(), JobState::Cancelled);
}

/// Of a replica set, whose snapshots are in another list.
#[tokio::test]
async fn the_newest_snapshot_is_found_in_either_list() {
    for sharded in [Fault::replace_body(r#"{"results":[]}"#), Fault::status(404)] {
        let stage = Stage::moving().await;
        let ids = stage.sandbox.fixtures();
        let client = stage.atlas();
        stage
            .sandbox
            .faults()
            .on("listBackupShardedClusters", sharded);
        let list = format!(
            r#"{{"results":[
                {{"type":"replicaSet","id":"{NO_SUCH_ID}","status":"completed","createdAt":"2026-05-03T00:00:00Z"}},
                {{"type":"replicaSet","id":"{}","status":"completed","createdAt":"2026-05-04T00:00:00Z"}},
                {{"type":"replicaSet","id":"{NO_SUCH_ID}","status":"inProgress","createdAt":"2026-05-05T00:00:00Z"}}
            ]}}"#,
            ids.snapshot_id
        );
        let faults = stage.sandbox.faults();
        faults
            .on("listBackupSnapshots", Fault::replace_body(list))
            .times(1);
        let end = Fault::replace_body(r#"{"results":[]}"#);
        faults.on("listBackupSnapshots", end);
        let flow = ExportSnapshot::new(stage.cluster(), Snapshot::Latest, ids.export_bucket_id);
        let export = flow.run(&client, |event| stage.say(event)).await.unwrap();
        assert_eq!(export.snapshot_id.as_deref(), Some(ids.snapshot_id));
        assert_eq!(stage.count("takeSnapshots 200"), 0);
    }
}

/// A mistake in a later call is found before the first one is sent.
#[tokio::test]
async fn nothing_is_begun_with_a_wrong_argument() {
    let stage = Stage::moving().await;
    let taken = Snapshot::Taken {
        description: "for an export".to_owned(),
        retention_in_days: 1,
    };
    let flow = ExportSnapshot::new(stage.cluster(), taken, "no-such-bucket");
    let error = flow.run(&stage.atlas(), |event| stage.say(event)).await;
    let Err(Error::Call(error)) = error else {
        panic!("{error:?}");
    };
    assert!(error.to_string().contains("export_bucket_id"), "{error}");
    assert!(stage.requests().is_empty() && stage.said().is_empty());
}
