//! Snapshots of Cloud Manager. The sandbox has no state for them, so the jobs are made up.

use std::fs;

use backhaul_flows::Error;
use backhaul_flows::cloud_manager::SaveSnapshot;
use backhaul_sandbox::Fault;

use crate::flows::stage::{Stage, files};

const CLUSTER: &str = "6b8cd61180eef547110159d9";

/// A link to a file that the sandbox has.
async fn link(stage: &Stage) -> String {
    let (client, instance) = (stage.dcs(), stage.instance());
    let list = client
        .list_backup_file_links()
        .project_id(instance.project_id);
    let list = list.instance_id(instance.id).expiration(1800);
    let backup = stage.sandbox.fixtures().dcs_backup_id;
    let links = list.backup_id(backup).send().await.unwrap();
    links.links[0].link.as_ref().unwrap().expose().to_owned()
}

fn job(status: &str, delivery: &str, link: Option<&str>) -> Fault {
    let url = link
        .map(|link| format!(r#","url":"{link}""#))
        .unwrap_or_default();
    let delivery = format!(r#"{{"methodName":"HTTP","statusName":"{delivery}"{url}}}"#);
    Fault::replace_body(format!(
        r#"{{"statusName":"{status}","delivery":{delivery}}}"#
    ))
}

#[tokio::test]
async fn the_newest_snapshot_is_made_ready_and_saved() {
    let stage = Stage::moving().await;
    let ids = stage.sandbox.fixtures();
    let link = link(&stage).await;
    let faults = stage.sandbox.faults();
    faults
        .on("getRestoreJob", job("IN_PROGRESS", "NOT_STARTED", None))
        .times(1);
    faults.on("getRestoreJob", job("FINISHED", "READY", Some(&link)));
    let folder = tempfile::tempdir().unwrap();
    let flow = SaveSnapshot::latest(ids.group_id, CLUSTER);
    let flow = flow
        .run(&stage.cloud_manager(), folder.path(), |event| {
            stage.say(event)
        })
        .await;
    let parts = flow.unwrap();
    assert_eq!(parts.len(), 1);
    let served: Vec<u8> = stage.sandbox.object_content(&link).flatten().collect();
    assert!(fs::read(&parts[0].file.path).unwrap() == served);
    assert_eq!(parts[0].file.bytes, u64::try_from(served.len()).unwrap());
    assert_eq!(files(folder.path()).len(), 1);
    let said = stage.said();
    let begun = format!("restore {} was requested", parts[0].job_id);
    assert_eq!(
        said[..3],
        [begun.as_str(), "restore: running", "restore: succeeded"]
    );
    assert!(said.iter().all(|line| !line.contains("http")), "{said:?}");
    let requests = stage.requests();
    assert!(
        requests.contains(&"listSnapshots 200".to_owned()),
        "{requests:?}"
    );
    assert_eq!(stage.count("createRestoreJob 200"), 1);
    // The sandbox refuses a link with 400 if credentials come along, as object storage does.
    assert_eq!(stage.count("object 200"), 1);
}

#[tokio::test]
async fn a_restore_that_fails_is_not_downloaded() {
    let stage = Stage::moving().await;
    let ids = stage.sandbox.fixtures();
    let faults = stage.sandbox.faults();
    faults.on("getRestoreJob", job("BROKEN", "FAILED", None));
    let folder = tempfile::tempdir().unwrap();
    let flow = SaveSnapshot::new(ids.group_id, CLUSTER, "55bc0658e4b097a3efe06f1f");
    let ended = flow
        .run(&stage.cloud_manager(), folder.path(), |event| {
            stage.say(event)
        })
        .await;
    let Err(Error::Ended(end)) = ended else {
        panic!("{ended:?}");
    };
    let id = end.id().unwrap();
    let line = format!("get_restore_job: restore {id}: ended as failed");
    assert_eq!(end.to_string(), line);
    assert!(files(folder.path()).is_empty());

    let none = Fault::replace_body(r#"{"results":[{"id":"x","complete":false}],"totalCount":1}"#);
    stage.sandbox.faults().on("listSnapshots", none);
    let flow = SaveSnapshot::latest(ids.group_id, CLUSTER);
    let ended = flow
        .run(&stage.cloud_manager(), folder.path(), |event| {
            stage.say(event)
        })
        .await;
    assert_eq!(
        ended.unwrap_err().to_string(),
        "there is no complete snapshot"
    );
    assert_eq!(stage.count("createRestoreJob 200"), 1);
}
