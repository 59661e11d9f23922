//! The states of the jobs of DCS, by every text that a source knows: each list spells them in its own way.

use backhaul_dcs::types::{
    BackupRecordResponse, InstanceRestoreInfo, JobInfo, RunlogItem, SingleBackgroundTask,
};
use backhaul_runtime::{Job, JobState};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn job<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

fn states<T: DeserializeOwned + Job>(texts: &[&str]) -> Vec<JobState> {
    let state = |text: &&str| job::<T>(json!({ "status": text })).state();
    texts.iter().map(state).collect()
}

fn unknown(text: &str) -> JobState {
    JobState::Unknown(text.to_owned())
}

#[test]
fn each_spelling_of_a_state_is_known() {
    use JobState::{Expired, Failed, Queued, Running, Succeeded};
    let backups = [
        "waiting",
        "backuping",
        "succeed",
        "failed",
        "expired",
        "deleted",
    ];
    let expected = [Queued, Running, Succeeded, Failed, Expired, Expired];
    assert_eq!(states::<BackupRecordResponse>(&backups), expected);

    let restorations = ["waiting", "restoring", "succeed", "failed"];
    let expected = [Queued, Running, Succeeded, Failed];
    assert_eq!(states::<InstanceRestoreInfo>(&restorations), expected);

    let tasks = ["CREATED", "WAITING", "EXECUTING", "SUCCESS", "FAILED"];
    let expected = [Queued, Queued, Running, Succeeded, Failed];
    assert_eq!(states::<SingleBackgroundTask>(&tasks), expected);

    let jobs = ["INIT", "RUNNING", "SUCCESS", "FAIL"];
    let expected = [Queued, Running, Succeeded, Failed];
    assert_eq!(states::<JobInfo>(&jobs), expected);

    let logs = ["succeed", "failed"];
    assert_eq!(states::<RunlogItem>(&logs), [Succeeded, Failed]);
}

/// A state that no source explains is not final: `collecting` is the sandbox's own word, and a word of
/// one list means nothing in another.
#[test]
fn other_texts_stay_unknown() {
    assert_eq!(
        states::<RunlogItem>(&["collecting"]),
        [unknown("collecting")]
    );
    assert_eq!(states::<JobInfo>(&["FAILED"]), [unknown("FAILED")]);
    assert_eq!(
        states::<BackupRecordResponse>(&["restoring"]),
        [unknown("restoring")]
    );
    let nothing = job::<SingleBackgroundTask>(json!({})).state();
    assert_eq!(nothing, unknown(""));
}

/// The service writes an empty object where it has no text.
#[test]
fn a_reason_is_a_text_and_never_an_empty_object() {
    let reason = |code| job::<BackupRecordResponse>(json!({ "error_code": code })).reason();
    let code = "dcs.08.0008";
    assert_eq!(reason(json!(code)).as_deref(), Some(code));
    for nothing in [json!({}), json!(null), json!("")] {
        assert_eq!(reason(nothing), None);
    }
    let restoration: InstanceRestoreInfo = job(json!({ "error_code": {}, "backup_remark": {} }));
    assert_eq!(restoration.reason(), None);
    let failed: JobInfo = job(json!({ "status": "FAIL", "fail_reason": "no standby" }));
    assert_eq!(failed.reason().as_deref(), Some("no standby"));
}
