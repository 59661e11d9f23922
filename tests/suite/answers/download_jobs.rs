//! Answers of SLS about jobs, in the forms that the provider's pages show.

use backhaul_runtime::{Job, JobState, from_json};
use backhaul_sls::types::{DownloadJobList, JobInstanceList, MaxComputeExport};
use serde_json::json;

#[test]
fn a_list_of_download_jobs_has_a_boolean_as_a_text() {
    let list = json!({ "count": 1, "total": 1, "results": [{
        "name": "download-123",
        "status": "RUNNING",
        "createTime": "1722411060",
        "configuration": { "allowInComplete": "false", "powerSql": true },
    }]});
    let list: DownloadJobList = from_json(list.to_string().as_bytes()).unwrap();
    let job = &list.results[0];
    let configuration = job.configuration.as_ref().unwrap();
    assert_eq!(configuration.allow_in_complete, Some(false));
    assert_eq!(job.create_time.as_deref(), Some("1722411060"));
    assert_eq!(job.state(), JobState::Running);
}

#[test]
fn a_list_of_instances_counts_in_a_text_and_spells_states_in_two_ways() {
    let states = ["Running", "RUNNING", "SUCCEEDED", "FAILED", "WAITING"];
    let instances =
        states.map(|state| json!({ "instanceId": "1", "state": state, "errorMessage": "timeout" }));
    let list = json!({ "count": "5", "total": 5, "results": instances });
    let list: JobInstanceList = from_json(list.to_string().as_bytes()).unwrap();
    assert_eq!(list.count, Some(5));
    let seen: Vec<JobState> = list.results.iter().map(Job::state).collect();
    let expected = [
        JobState::Running,
        JobState::Running,
        JobState::Succeeded,
        JobState::Failed,
        JobState::Unknown("WAITING".to_owned()),
    ];
    assert_eq!(seen, expected);
    assert_eq!(list.results[3].reason().as_deref(), Some("timeout"));
}

#[test]
fn a_secret_that_comes_back_is_not_shown() {
    let export = json!({ "name": "mc", "configuration": { "sink": {
        "odpsAccessKeyId": "FAKEAKID", "odpsAccessSecret": "fake-marker", "bufferInterval": 1800,
    }}});
    let export: MaxComputeExport = from_json(export.to_string().as_bytes()).unwrap();
    let shown = format!("{export:?}");
    assert!(!shown.contains("fake-marker"), "{shown}");
    let sink = export.configuration.unwrap().sink.unwrap();
    assert_eq!(sink.odps_access_secret.unwrap().expose(), "fake-marker");
    assert_eq!(sink.buffer_interval.as_deref(), Some("1800"));
}
