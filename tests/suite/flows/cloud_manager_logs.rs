//! Logs of Cloud Manager.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use backhaul_flows::cloud_manager::{Cluster, CollectLogs, Group, Retried, RetryLogs};
use backhaul_flows::{Error, Patience};
use backhaul_sandbox::Fault;

use crate::flows::stage::{Stage, files};

/// After the end of every job of the sandbox.
const FAR: Duration = Duration::from_secs(4_000_000_000);

/// The failed jobs of a project, waited for and saved in `folder`.
fn failed(group_id: &str, folder: &Path) -> RetryLogs {
    RetryLogs::failed(group_id)
        .wait(Patience::up_to(Duration::from_secs(3600)))
        .save_to(folder)
}

#[tokio::test]
async fn logs_are_collected_in_spite_of_a_failure_and_cleaned_up() {
    let stage = Stage::moving().await;
    stage.sandbox.fail_next_log_job();
    let ids = stage.sandbox.fixtures();
    let folder = tempfile::tempdir().unwrap();
    let client = stage.cloud_manager();
    let flow = CollectLogs::new(ids.group_id, "REPLICASET", "myReplicaSet")
        .log_types(["MONGODB", "FTDC"])
        .redacted(true)
        .delete(true);
    let flow = flow.run(&client, folder.path(), |event| stage.say(event));
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
    let saved = fs::metadata(&logs.file.path).unwrap().len();
    assert!(saved > 0 && saved == logs.file.bytes);
    assert_eq!(stage.sandbox.log_job_status(ids.group_id, id), None);
    let applied = stage.sandbox.applied();
    assert!(applied.iter().all(|one| one.times == 1), "{applied:?}");
}

/// From two names to a file: no id is known before.
#[tokio::test]
async fn the_logs_of_a_whole_cluster_are_collected_by_its_name() {
    let stage = Stage::moving().await;
    let ids = stage.sandbox.fixtures();
    let folder = tempfile::tempdir().unwrap();
    let client = stage.cloud_manager();
    let cluster = Cluster::find(&client, ids.group_name, ids.cluster_name);
    let cluster = cluster.await.unwrap();
    assert_eq!(
        (cluster.group_id.as_str(), cluster.id.as_str()),
        (ids.group_id, ids.sharded_cluster_id)
    );
    let flow = CollectLogs::of(&cluster);
    let flow = flow.run(&client, folder.path(), |event| stage.say(event));
    let logs = flow.await.unwrap();
    let expected = [
        "listGroups 401",
        "listGroups 200",
        "listClusters 200",
        "createLogCollectionJob 201",
        "getLogCollectionJob 200",
        "getLogCollectionJob 200",
        "downloadLogCollectionJob 200",
    ];
    assert_eq!(stage.requests(), expected);
    let get = client.get_log_collection_job().group_id(ids.group_id);
    let job = get.job_id(&logs.job_id).send().await.unwrap();
    // By its id, because its name may have been changed.
    assert_eq!(job.resource_type.as_deref(), Some("cluster"));
    assert_eq!(job.resource_name.as_deref(), Some(ids.sharded_cluster_id));
    let archive = stage.sandbox.log_archive(ids.group_id, &logs.job_id);
    assert!(Some(fs::read(&logs.file.path).unwrap()) == archive);
}

/// Shards and config servers have the name of their cluster, and are no cluster to collect from.
#[tokio::test]
async fn a_name_finds_whole_clusters_only() {
    let stage = Stage::still().await;
    let ids = stage.sandbox.fixtures();
    let client = stage.cloud_manager();
    let found = Cluster::find_in(&client, ids.group_id, ids.replica_set_name).await;
    let found = found.unwrap();
    assert_eq!(found.id, ids.replica_set_id);
    assert_eq!(
        (found.resource_type, found.resource_name.as_str()),
        ("REPLICASET", ids.replica_set_name)
    );
    let shards = client.list_clusters().group_id(ids.group_id).items();
    let shards = shards.collect().await.unwrap();
    let same = shards
        .iter()
        .filter(|one| one.cluster_name.as_deref() == Some(ids.cluster_name));
    assert_eq!(
        same.count(),
        4,
        "the cluster, two shards and the config servers"
    );

    for (name, ids_of_name) in [("shard_0", &[][..]), (ids.twin_name, &ids.twin_ids)] {
        let error = Cluster::find_in(&client, ids.group_id, name).await;
        let Err(Error::Name(error)) = error else {
            panic!("{error:?}");
        };
        assert_eq!((error.name(), error.ids().len()), (name, ids_of_name.len()));
        assert!(ids_of_name.iter().all(|id| error.to_string().contains(id)));
    }
    let error = Group::find(&client, "demo project").await.unwrap_err();
    let expected =
        r#"no project has the name "demo project": there are "Demo Project", "Other Project""#;
    assert_eq!(error.to_string(), expected);
    let error = Cluster::find_in(&client, ids.other_group_id, "x").await;
    let expected = r#"no cluster has the name "x": there is no cluster that you can see"#;
    assert_eq!(error.unwrap_err().to_string(), expected);
}

#[tokio::test]
async fn failed_logs_are_retried_waited_for_and_downloaded() {
    let stage = Stage::moving().await;
    let ids = stage.sandbox.fixtures();
    let folder = tempfile::tempdir().unwrap();
    let client = stage.cloud_manager();
    let flow = failed(ids.group_id, folder.path());
    let mut jobs = flow.run(&client, |event| stage.say(event)).await.unwrap();
    assert_eq!(jobs.len(), 1);
    let Retried::Saved(logs) = jobs.remove(0).outcome.unwrap() else {
        panic!("the archive was not saved");
    };

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
    let saved = fs::read(&logs.file.path).unwrap();
    assert_eq!(logs.file.bytes, u64::try_from(saved.len()).unwrap());
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
    let jobs = flow.run(&client, |event| stage.say(event)).await.unwrap();
    assert!(jobs.is_empty(), "{jobs:?}");
    assert_eq!(stage.requests().len(), expected.len() + 1);
}

#[tokio::test]
async fn logs_that_are_not_collected_in_time_are_not_downloaded() {
    let stage = Stage::still().await;
    let ids = stage.sandbox.fixtures();
    let folder = tempfile::tempdir().unwrap();
    let client = stage.cloud_manager();
    let flow = failed(ids.group_id, folder.path());
    let mut jobs = flow.run(&client, |event| stage.say(event)).await.unwrap();
    assert_eq!(jobs.len(), 1);
    let error = jobs.remove(0).outcome.unwrap_err().to_string();
    let polls = stage.count("getLogCollectionJob 200");
    let id = ids.failed_log_job_id;
    let expected = format!(
        "get_log_collection_job: job {id}: the wait timed out after 3600 s and {polls} polls, last seen as running"
    );
    assert_eq!(error, expected);
    assert!((120..=250).contains(&polls), "{polls}");
    let paused: Duration = stage.pauses().iter().sum();
    assert_eq!(paused, Duration::from_secs(3600));
    assert_eq!(stage.count("downloadLogCollectionJob 200"), 0);
    assert!(files(folder.path()).is_empty());
}

/// What happens to one job does not stop the others.
#[tokio::test]
async fn each_of_several_jobs_has_its_own_outcome() {
    let stage = Stage::moving().await;
    let ids = stage.sandbox.fixtures();
    let client = stage.cloud_manager();
    let unknown = "5f00000000000000000000ff";
    let flow = RetryLogs::jobs(
        ids.group_id,
        [unknown, ids.failed_log_job_id, ids.failed_log_job_id],
    );
    let flow = flow.wait(Patience::up_to(Duration::from_secs(60)));
    let jobs = flow.run(&client, |event| stage.say(event)).await.unwrap();
    let [first, second] = &jobs[..] else {
        panic!("{jobs:?}");
    };
    assert_eq!(
        (first.id.as_str(), second.id.as_str()),
        (unknown, ids.failed_log_job_id)
    );
    let Err(Error::Call(error)) = &first.outcome else {
        panic!("{first:?}");
    };
    assert!(error.is_not_found(), "{error}");
    assert!(
        matches!(second.outcome, Ok(Retried::Succeeded)),
        "{second:?}"
    );
    assert_eq!(stage.count("retryLogCollectionJob 200"), 1);
    let line = format!(
        "job {}: succeeded: 2 of 2 logs collected",
        ids.failed_log_job_id
    );
    assert!(stage.said().contains(&line), "{:?}", stage.said());
}

/// Five wrong passwords in a row may lock an account.
#[tokio::test]
async fn refused_credentials_are_not_tried_with_each_job() {
    let stage = Stage::moving().await;
    let ids = stage.sandbox.fixtures();
    let refused = Fault::status(401);
    stage.sandbox.faults().on("retryLogCollectionJob", refused);
    let jobs = [ids.failed_log_job_id, "5f00000000000000000000ff"];
    let flow = RetryLogs::jobs(ids.group_id, jobs);
    let jobs = flow
        .run(&stage.cloud_manager(), |event| stage.say(event))
        .await;
    let jobs = jobs.unwrap();
    assert!(matches!(&jobs[0].outcome, Err(Error::Call(error)) if error.is_unauthorized()));
    assert!(matches!(jobs[1].outcome, Err(Error::NotSent)), "{jobs:?}");
}

#[tokio::test]
async fn old_failures_are_left_alone() {
    let stage = Stage::moving().await;
    let ids = stage.sandbox.fixtures();
    let flow = RetryLogs::failed(ids.group_id).since(SystemTime::UNIX_EPOCH + FAR);
    let new = RetryLogs::failed(ids.group_id).until(SystemTime::UNIX_EPOCH);
    for flow in [flow, new] {
        let jobs = flow
            .run(&stage.cloud_manager(), |event| stage.say(event))
            .await;
        assert!(jobs.unwrap().is_empty());
    }
    assert_eq!(stage.count("retryLogCollectionJob 200"), 0);
}

/// A folder that cannot be made ends the flow before it begins anything.
#[tokio::test]
async fn a_wrong_folder_begins_nothing() {
    let stage = Stage::moving().await;
    let ids = stage.sandbox.fixtures();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "in the way").unwrap();
    let flow = CollectLogs::new(ids.group_id, "REPLICASET", "myReplicaSet");
    let ended = flow
        .run(&stage.cloud_manager(), &file, |event| stage.say(event))
        .await;
    assert!(matches!(ended, Err(Error::Folder { .. })), "{ended:?}");
    assert!(stage.requests().is_empty());
}

/// A wrong id among others starts none of them again.
#[tokio::test]
async fn all_ids_are_checked_before_the_first_is_sent() {
    let stage = Stage::moving().await;
    let ids = stage.sandbox.fixtures();
    let flow = RetryLogs::jobs(ids.group_id, [ids.failed_log_job_id, "x"]);
    let ended = flow
        .run(&stage.cloud_manager(), |event| stage.say(event))
        .await;
    assert!(matches!(ended, Err(Error::Call(_))), "{ended:?}");
    assert!(stage.requests().is_empty());
}
