//! The states of restore jobs and snapshots of Cloud Manager, and of restore jobs of flex clusters.

use backhaul_atlas::types::FlexBackupRestoreJob20241113;
use backhaul_cloud_manager::types::{BackupRestoreJob, BackupSnapshot};
use backhaul_cloud_manager::{Job, JobState};
use serde_json::{Value, json};

fn state<T: serde::de::DeserializeOwned + Job>(job: &Value) -> JobState {
    let job: T = serde_json::from_str(&job.to_string()).unwrap();
    job.state()
}

#[test]
fn a_restore_has_succeeded_when_its_file_can_be_fetched() {
    for (job, delivery, expected) in [
        ("IN_PROGRESS", "NOT_STARTED", JobState::Running),
        ("IN_PROGRESS", "READY", JobState::Running),
        ("FINISHED", "NOT_STARTED", JobState::Running),
        ("FINISHED", "IN_PROGRESS", JobState::Running),
        ("FINISHED", "READY", JobState::Succeeded),
        ("finished", "ready", JobState::Succeeded),
        ("FINISHED", "FAILED", JobState::Failed),
        ("FINISHED", "EXPIRED", JobState::Expired),
        ("FINISHED", "MAX_DOWNLOADS_EXCEEDED", JobState::Expired),
        ("FINISHED", "INTERRUPTED", JobState::Running),
        ("FINISHED", "NEW", JobState::Running),
        ("NEW", "READY", JobState::Succeeded),
        ("BROKEN", "READY", JobState::Failed),
        ("KILLED", "NOT_STARTED", JobState::Cancelled),
    ] {
        let restore = json!({ "statusName": job, "delivery": { "statusName": delivery } });
        let found = state::<BackupRestoreJob>(&restore);
        assert_eq!(found, expected, "{job}, {delivery}");
    }
    // Automated restores are documented without a status of the file.
    for (job, expected) in [
        ("FINISHED", JobState::Succeeded),
        ("IN_PROGRESS", JobState::Running),
        ("BROKEN", JobState::Failed),
        ("NEW", JobState::Unknown("NEW".into())),
    ] {
        let found = state::<BackupRestoreJob>(&json!({ "statusName": job, "delivery": {} }));
        assert_eq!(found, expected, "{job}");
    }
}

#[test]
fn a_snapshot_is_there_when_it_is_complete() {
    for (snapshot, expected) in [
        (json!({ "complete": true }), JobState::Succeeded),
        (json!({ "complete": false }), JobState::Running),
        (json!({}), JobState::Running),
    ] {
        assert_eq!(state::<BackupSnapshot>(&snapshot), expected, "{snapshot}");
    }
}

/// A state that no source explains is not final: waits have a time limit.
#[test]
fn a_closed_restore_of_a_flex_cluster_is_reported_and_not_judged() {
    for (status, expected) in [
        ("COMPLETED", JobState::Succeeded),
        ("FAILED", JobState::Failed),
        ("CLOSED", JobState::Unknown("CLOSED".into())),
    ] {
        let job = json!({ "status": status });
        assert_eq!(state::<FlexBackupRestoreJob20241113>(&job), expected);
    }
}
