//! Backups of Atlas: watched, exported, downloaded, cancelled.

use std::fs;
use std::time::Duration;

use backhaul_runtime::{Job, JobState};

use crate::flows::programs::atlas_backup::{watch_export, watch_restore};
use crate::flows::programs::atlas_export::export_now;
use crate::flows::programs::atlas_restore::download_newest;
use crate::flows::programs::{atlas_export, atlas_restore};
use crate::flows::stage::{Stage, files};
use crate::support::clients::NO_SUCH_ID;

#[tokio::test]
async fn a_restore_and_an_export_are_watched_at_once() {
    let stage = Stage::moving().await;
    let ids = stage.sandbox.fixtures();
    let (client, cluster) = (stage.atlas(), stage.cluster());
    let say = |line| stage.say(line);
    let (restore, export) = tokio::try_join!(
        watch_restore(&client, &cluster, ids.running_restore_job_id, say),
        watch_export(&client, &cluster, ids.queued_export_id, say),
    )
    .unwrap();
    let restore = restore.unwrap();
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
    let say = |line| stage.say(line);

    let restore = watch_restore(&client, &cluster, ids.cancelled_restore_job_id, say).await;
    assert_eq!(
        restore.unwrap_err().to_string(),
        "get_backup_restore_job: ended as cancelled"
    );
    let export = watch_export(&client, &cluster, ids.failed_export_id, say).await;
    let error = export.unwrap_err().to_string();
    assert!(
        error.starts_with("get_backup_export: ended as failed: "),
        "{error}"
    );

    let late = watch_restore(&client, &cluster, ids.running_restore_job_id, say).await;
    assert!(late.unwrap().is_none(), "not over after six hours");
    let paused: Duration = stage.pauses().iter().sum();
    assert_eq!(paused, Duration::from_secs(6 * 3600));
}

#[tokio::test]
async fn a_snapshot_is_taken_waited_for_and_exported() {
    let stage = Stage::moving().await;
    let ids = stage.sandbox.fixtures();
    let client = stage.atlas();
    let cluster = atlas_export::Cluster {
        group_id: ids.group_id,
        name: ids.cluster_name,
    };
    let flow = export_now(&client, &cluster, ids.export_bucket_id, |line| {
        stage.say(line);
    });
    let export = flow.await.unwrap();

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
    let said = [
        "snapshot: queued",
        "snapshot: running",
        "snapshot: succeeded",
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
    let ids = stage.sandbox.fixtures();
    let folder = tempfile::tempdir().unwrap();
    let client = stage.atlas();
    let cluster = atlas_restore::Cluster {
        group_id: ids.group_id,
        name: ids.cluster_name,
    };
    let flow = download_newest(&client, &cluster, folder.path(), |line| stage.say(line));
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
    let names: Vec<&str> = saved.iter().map(|shard| shard.name.as_str()).collect();
    assert_eq!(names, ["shard-0", "shard-1"]);
    let requests = stage.sandbox.requests();
    for (shard, request) in saved.iter().zip(&requests[6..]) {
        // The sandbox refuses a link with 400 if credentials come along, as object storage does.
        assert!(!request.authenticated);
        let link = format!("{}{}", stage.sandbox.url(), request.target);
        let served: Vec<u8> = stage.sandbox.object_content(&link).flatten().collect();
        assert!(fs::read(&shard.file).unwrap() == served, "{}", shard.name);
    }
    assert_eq!(files(folder.path()).len(), 2, "nothing is left beside them");
    let looks = ["running", "running", "succeeded"].map(|state| format!("restore: {state}"));
    assert_eq!(stage.said()[..3], looks);
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
