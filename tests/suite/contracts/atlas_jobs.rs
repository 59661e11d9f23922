//! Restore jobs and exports of Atlas are read, and one client serves many tasks.

use backhaul_atlas::types::{DiskBackupExportJobState, DiskBackupSnapshotRestoreJobDeliveryType};
use backhaul_sandbox::Sandbox;

use crate::support::clients::{NO_SUCH_ID, assert_refused, atlas, statuses};

#[tokio::test]
async fn restore_jobs_are_read() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = atlas(&sandbox, fixtures.private_key);
    let call = client
        .get_backup_restore_job()
        .group_id(fixtures.group_id)
        .cluster_name(fixtures.cluster_name);

    let job = call
        .clone()
        .restore_job_id(fixtures.finished_restore_job_id)
        .send()
        .await
        .unwrap();
    assert_eq!(job.id.as_deref(), Some(fixtures.finished_restore_job_id));
    assert_eq!(
        job.delivery_type,
        DiskBackupSnapshotRestoreJobDeliveryType::Download
    );
    assert!(job.finished_at.as_ref().unwrap().to_system_time().is_some());
    assert!(
        job.delivery_url
            .iter()
            .all(|link| link.expose().starts_with("http"))
    );
    assert_eq!(job.components.len(), job.delivery_url.len());

    let job = call
        .clone()
        .restore_job_id(fixtures.running_restore_job_id)
        .send()
        .await
        .unwrap();
    assert!(job.finished_at.is_none() && job.delivery_url.is_empty());

    let error = call
        .clone()
        .restore_job_id(NO_SUCH_ID)
        .send()
        .await
        .unwrap_err();
    assert_refused(&error, 404, Some("RESOURCE_NOT_FOUND"), NO_SUCH_ID);
    let details: backhaul_atlas::types::ApiError = error.body_as().unwrap();
    assert_eq!(
        (details.error, details.error_code.as_str()),
        (404, "RESOURCE_NOT_FOUND")
    );

    let other = call
        .cluster_name("no-such-cluster")
        .restore_job_id(NO_SUCH_ID);
    assert!(other.send().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn exports_are_read() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = atlas(&sandbox, fixtures.private_key);
    let call = client
        .get_backup_export()
        .group_id(fixtures.group_id)
        .cluster_name(fixtures.cluster_name);
    for (id, state) in [
        (
            fixtures.running_export_id,
            DiskBackupExportJobState::InProgress,
        ),
        (
            fixtures.successful_export_id,
            DiskBackupExportJobState::Successful,
        ),
        (fixtures.failed_export_id, DiskBackupExportJobState::Failed),
    ] {
        let job = call.clone().export_id(id).send().await.unwrap();
        assert_eq!(job.state.as_ref(), Some(&state));
        assert_eq!(
            job.state_reason.is_some(),
            state == DiskBackupExportJobState::Failed
        );
    }
    let error = call.export_id(NO_SUCH_ID).send().await.unwrap_err();
    assert_refused(&error, 404, Some("RESOURCE_NOT_FOUND"), NO_SUCH_ID);
}

#[tokio::test]
async fn a_client_is_shared_between_tasks() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = atlas(&sandbox, fixtures.private_key);
    let tasks = (0..8).map(|_| {
        let client = client.clone();
        tokio::spawn(async move {
            let call = client.get_backup_export().group_id(fixtures.group_id);
            let call = call.cluster_name(fixtures.cluster_name);
            call.export_id(fixtures.running_export_id)
                .send()
                .await
                .map(|job| job.into_inner())
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        assert_eq!(
            task.await.unwrap().unwrap().state,
            Some(DiskBackupExportJobState::InProgress)
        );
    }
    let challenges = statuses(&sandbox)
        .iter()
        .filter(|status| **status == 401)
        .count();
    assert!(
        challenges <= 8,
        "at most one challenge per caller, {challenges}"
    );
}
