//! Logs of Cloud Manager.

use std::fs;
use std::time::Duration;

use crate::flows::programs::cloud_manager_logs::{collect_failed_logs, collect_new_logs};
use crate::flows::stage::{Stage, files};

#[tokio::test]
async fn logs_are_collected_in_spite_of_a_failure_and_cleaned_up() {
    let stage = Stage::moving().await;
    stage.sandbox.fail_next_log_job();
    let ids = stage.sandbox.fixtures();
    let folder = tempfile::tempdir().unwrap();
    let client = stage.cloud_manager();
    let flow = collect_new_logs(&client, ids.group_id, folder.path(), |line| stage.say(line));
    let logs = flow.await.unwrap();

    let expected = [
        "createLogCollectionJob 401",
        "createLogCollectionJob 201",
        "getLogCollectionJob 200",
        "getLogCollectionJob 200",
        "retryLogCollectionJob 200",
        "getLogCollectionJob 200",
        "getLogCollectionJob 200",
        "downloadLogCollectionJob 200",
        "deleteLogCollectionJob 200",
    ];
    assert_eq!(stage.requests(), expected);
    let id = &logs.job_id;
    let said = [
        &format!("job {id} was created"),
        "running: 1 of 2 logs collected",
        "failed: 2 of 2 logs collected",
        &format!("job {id} was started again"),
        "running: 1 of 2 logs collected",
        "succeeded: 2 of 2 logs collected",
        &format!("job {id} was deleted"),
    ];
    assert_eq!(stage.said(), said);
    let saved = fs::metadata(&logs.file).unwrap().len();
    assert!(saved > 0 && saved == logs.bytes);
    assert_eq!(stage.sandbox.log_job_status(ids.group_id, id), None);
    let applied = stage.sandbox.applied();
    assert!(applied.iter().all(|one| one.times == 1), "{applied:?}");
}

#[tokio::test]
async fn failed_logs_are_retried_waited_for_and_downloaded() {
    let stage = Stage::moving().await;
    let ids = stage.sandbox.fixtures();
    let folder = tempfile::tempdir().unwrap();
    let client = stage.cloud_manager();
    let say = |line| stage.say(line);
    let flow = || collect_failed_logs(&client, ids.group_id, folder.path(), say);
    let logs = flow().await.unwrap().unwrap();

    let expected = [
        "listLogCollectionJobs 401", // the challenge of digest, answered once for all calls
        "listLogCollectionJobs 200",
        "retryLogCollectionJob 200",
        "getLogCollectionJob 200",
        "getLogCollectionJob 200",
        "downloadLogCollectionJob 200",
    ];
    assert_eq!(stage.requests(), expected);
    assert_eq!(logs.job_id, ids.failed_log_job_id);
    let after_list = &stage.sandbox.requests()[2..];
    assert!(
        after_list
            .iter()
            .all(|request| request.target.contains(ids.failed_log_job_id)),
        "no other job was touched"
    );

    let status = stage.sandbox.log_job_status(ids.group_id, &logs.job_id);
    assert_eq!(status, Some("SUCCESS"));
    let archive = stage.sandbox.log_archive(ids.group_id, &logs.job_id);
    let saved = fs::read(&logs.file).unwrap();
    assert_eq!(logs.bytes, u64::try_from(saved.len()).unwrap());
    assert!(Some(saved) == archive, "the file is the whole archive");
    assert_eq!(files(folder.path()).len(), 1, "nothing is left beside it");

    let said = [
        "job 5f00000000000000000000c1 was started again",
        "running: 1 of 2 logs collected",
        "succeeded: 2 of 2 logs collected",
    ];
    assert_eq!(stage.said(), said);
    let pauses = stage.pauses();
    assert_eq!(pauses.len(), 2);
    assert_eq!(pauses[0], Duration::from_secs(5), "before the first look");

    // Then none has failed any more, and one request tells.
    assert!(flow().await.unwrap().is_none());
    assert_eq!(stage.requests().len(), expected.len() + 1);
}

#[tokio::test]
async fn logs_that_are_not_collected_in_time_are_not_downloaded() {
    let stage = Stage::still().await;
    let ids = stage.sandbox.fixtures();
    let folder = tempfile::tempdir().unwrap();
    let client = stage.cloud_manager();
    let flow = collect_failed_logs(&client, ids.group_id, folder.path(), |line| stage.say(line));
    let error = flow.await.unwrap_err().to_string();
    let polls = stage.count("getLogCollectionJob 200");
    let expected = format!(
        "get_log_collection_job: the wait timed out after 3600 s and {polls} polls, last seen as running"
    );
    assert_eq!(error, expected);
    assert!((120..=250).contains(&polls), "{polls}");
    let paused: Duration = stage.pauses().iter().sum();
    assert_eq!(paused, Duration::from_secs(3600));
    assert_eq!(stage.count("downloadLogCollectionJob 200"), 0);
    assert!(files(folder.path()).is_empty());
}
