//! Logs of Atlas: those of all processes of a project or of a cluster.

use std::fs;
use std::time::{Duration, SystemTime};

use backhaul_flows::Error;
use backhaul_flows::atlas::{Cluster, Group, SaveLogs};
use backhaul_sandbox::Fault;

use crate::flows::stage::{BEGINNING, Stage, files};

/// The hour before the tests begin.
fn last_hour() -> (SystemTime, SystemTime) {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(BEGINNING);
    (now - Duration::from_secs(3600), now)
}

/// From a name to files: no id is known before.
#[tokio::test]
async fn the_logs_of_every_process_of_a_project_are_saved_by_its_name() {
    let stage = Stage::still().await;
    let ids = stage.sandbox.fixtures();
    let folder = tempfile::tempdir().unwrap();
    let client = stage.atlas();
    let group = Group::find(&client, ids.group_name).await.unwrap();
    assert_eq!(group.id, ids.group_id);
    let (from, to) = last_hour();
    let flow = SaveLogs::of_group(&group.id).between(from, to);
    let flow = flow.run(&client, folder.path(), |event| stage.say(event));
    let logs = flow.await.unwrap();

    // Three nodes in each of three replica sets, and a `mongos` on each of the sharded ones.
    assert_eq!(logs.len(), 15);
    let mongos = logs.iter().filter(|log| log.log_name == "mongos");
    assert_eq!(mongos.count(), 6);
    for log in &logs {
        let file = log.outcome.as_ref().unwrap();
        let (host, name) = (&log.host_name, log.log_name);
        let expected = format!("{host}_{name}_1709247598-1709251198.gz");
        assert_eq!(file.path, folder.path().join(expected));
        assert_eq!(file.bytes, fs::metadata(&file.path).unwrap().len());
        assert!(file.bytes > 0, "{file:?}");
    }
    assert_eq!(files(folder.path()).len(), 15);
    assert_eq!(stage.count("downloadClusterLog 200"), 15);
    let said = stage.said();
    assert_eq!(said.len(), 15, "{said:?}");
    assert_eq!(said[14], "15 of 15 logs collected");
    let downloads = stage.sandbox.requests().into_iter();
    let mut downloads = downloads.filter(|one| one.target.contains("/logs/"));
    assert!(downloads.all(|one| {
        one.target
            .contains("startDate=1709247598&endDate=1709251198")
            || one
                .target
                .contains("endDate=1709251198&startDate=1709247598")
    }));
}

#[tokio::test]
async fn the_logs_of_one_cluster_are_saved_with_their_audit_logs() {
    let stage = Stage::still().await;
    let ids = stage.sandbox.fixtures();
    let folder = tempfile::tempdir().unwrap();
    let client = stage.atlas();
    let cluster = Cluster::new(ids.group_id, "reporting");
    let flow = SaveLogs::of_cluster(&cluster).audit(true).at_once(2);
    let logs = flow.run(&client, folder.path(), |event| stage.say(event));
    let logs = logs.await.unwrap();
    let names: Vec<&str> = logs.iter().map(|log| log.log_name).collect();
    assert_eq!(names, ["mongodb", "mongodb-audit-log"].repeat(3));
    // The shards that the connection string does not name are there, too.
    let flow = SaveLogs::of_cluster(&stage.cluster());
    let logs = flow.run(&client, folder.path(), |event| stage.say(event));
    assert_eq!(logs.await.unwrap().len(), 12);

    let cluster = Cluster::new(ids.group_id, "no-such-cluster");
    let flow = SaveLogs::of_cluster(&cluster);
    let ended = flow.run(&client, folder.path(), |event| stage.say(event));
    let Err(Error::Call(error)) = ended.await else {
        panic!("a cluster that does not exist");
    };
    assert!(error.is_not_found(), "{error}");
}

/// What happens to one log does not stop the others.
#[tokio::test]
async fn each_log_has_its_own_outcome() {
    let stage = Stage::still().await;
    let ids = stage.sandbox.fixtures();
    let folder = tempfile::tempdir().unwrap();
    let client = stage.atlas();
    let refused = Fault::status(403);
    stage
        .sandbox
        .faults()
        .on("downloadClusterLog", refused)
        .times(1);
    let flow = SaveLogs::of_group(ids.group_id).at_once(1);
    let logs = flow.run(&client, folder.path(), |event| stage.say(event));
    let logs = logs.await.unwrap();
    let failed: Vec<bool> = logs.iter().map(|log| log.outcome.is_err()).collect();
    assert_eq!(failed.iter().filter(|failed| **failed).count(), 1);
    assert!(failed[0], "the first in the order of hosts");
    assert_eq!(files(folder.path()).len(), 14, "nothing is left of it");
}

/// Wrong credentials may lock an account.
#[tokio::test]
async fn refused_credentials_are_not_tried_with_each_log() {
    let stage = Stage::still().await;
    let ids = stage.sandbox.fixtures();
    let folder = tempfile::tempdir().unwrap();
    let refused = Fault::status(401);
    stage.sandbox.faults().on("downloadClusterLog", refused);
    let flow = SaveLogs::of_group(ids.group_id).at_once(1);
    let client = stage.atlas();
    let logs = flow.run(&client, folder.path(), |event| stage.say(event));
    let logs = logs.await.unwrap();
    let mut outcomes = logs.iter().map(|log| &log.outcome);
    assert!(matches!(outcomes.next(), Some(Err(Error::Call(error))) if error.is_unauthorized()));
    assert_eq!(outcomes.len(), 14);
    assert!(outcomes.all(|outcome| matches!(outcome, Err(Error::NotSent))));
}

/// Nothing is sent, and no folder is made.
#[tokio::test]
async fn a_wrong_argument_saves_nothing() {
    let stage = Stage::still().await;
    let folder = tempfile::tempdir().unwrap();
    let client = stage.atlas();
    let new = folder.path().join("new");
    for flow in [
        SaveLogs::of_group("x"),
        SaveLogs::of_cluster(&Cluster::new(stage.sandbox.fixtures().group_id, "a/b")),
        SaveLogs::of_group(stage.sandbox.fixtures().group_id)
            .between(SystemTime::UNIX_EPOCH, last_hour().1),
    ] {
        let ended = flow.run(&client, &new, |event| stage.say(event)).await;
        assert!(matches!(ended, Err(Error::Call(_))), "{ended:?}");
    }
    assert!(stage.requests().is_empty());
    assert!(!new.exists());
}
