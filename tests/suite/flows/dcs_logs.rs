//! Logs of Redis instances.

use std::fs;

use backhaul_flows::dcs::{CollectRunLogs, Instance};

use crate::flows::stage::{Stage, files};

#[tokio::test]
async fn redis_logs_are_collected_waited_for_and_downloaded() {
    let stage = Stage::moving().await;
    let ids = stage.sandbox.fixtures();
    let folder = tempfile::tempdir().unwrap();
    let (client, instance) = (stage.dcs(), stage.instance());
    let flow = CollectRunLogs::new(instance).days(3);
    let flow = flow.run(&client, folder.path(), |event| stage.say(event));
    let saved = flow.await.unwrap();

    let expected = [
        "ListRedislog 200", // what was there before
        "ListRedislog 204", // and no more
        "CreateRedislog 204",
        "ListRedislog 200",
        "ListRedislog 204",
        "ListRedislog 200",
        "ListRedislog 204",
        "ListRedislog 200",
        "ListRedislog 204",
        "CreateRedislogDownloadLink 200",
        "object 200",
        "CreateRedislogDownloadLink 200",
        "object 200",
        "CreateRedislogDownloadLink 200",
        "object 200",
    ];
    assert_eq!(stage.requests(), expected);
    assert_eq!(saved.len(), 3);
    let old = [ids.dcs_redislog_id, ids.dcs_failed_redislog_id];
    assert!(saved.iter().all(|log| !old.contains(&log.id.as_str())));

    let requests = stage.sandbox.requests();
    let links = requests
        .iter()
        .filter(|request| request.operation.as_deref() == Some("object"));
    for (log, request) in saved.iter().zip(links) {
        // The sandbox refuses a link with 400 if credentials come along, as object storage does.
        assert!(!request.authenticated);
        let link = format!("{}{}", stage.sandbox.url(), request.target);
        let served: Vec<u8> = stage.sandbox.object_content(&link).flatten().collect();
        assert_eq!(log.file.bytes, 200_000);
        assert!(fs::read(&log.file.path).unwrap() == served, "{}", log.id);
    }
    assert_eq!(files(folder.path()).len(), 3, "nothing is left beside them");

    let said = stage.said();
    let looks = ["0 of 3", "2 of 3", "3 of 3"].map(|part| format!("{part} logs collected"));
    assert_eq!(said[0], "the collection of run logs was requested");
    assert_eq!(said[1..4], looks);
    let complete = |line: &&String| *line == "200000 of 200000 bytes";
    assert_eq!(said[4..].iter().filter(complete).count(), 3);
}

#[tokio::test]
async fn redis_logs_that_are_not_collected_in_time_are_not_linked_to() {
    let stage = Stage::still().await;
    let folder = tempfile::tempdir().unwrap();
    let (client, instance) = (stage.dcs(), stage.instance());
    let flow = CollectRunLogs::new(instance).days(1);
    let flow = flow.run(&client, folder.path(), |event| stage.say(event));
    let error = flow.await.unwrap_err().to_string();
    // A state that the document does not explain is not final, so the time limit ends the wait.
    assert!(
        error.starts_with("list_redislog: the wait timed out after 1800 s and "),
        "{error}"
    );
    assert!(
        error.contains("last seen as unknown (collecting)"),
        "{error}"
    );
    assert_eq!(stage.count("CreateRedislogDownloadLink 200"), 0);
    assert!(files(folder.path()).is_empty());
}

/// Without the list of shards nobody knows what to name.
#[tokio::test]
async fn the_logs_of_every_node_of_a_cluster_are_collected() {
    let stage = Stage::moving().await;
    let ids = stage.sandbox.fixtures();
    let folder = tempfile::tempdir().unwrap();
    let client = stage.dcs();
    let cluster = Instance::new(ids.dcs_project_id, ids.dcs_other_instance_id);
    let flow = CollectRunLogs::new(cluster).days(1).all_nodes();
    let flow = flow.run(&client, folder.path(), |event| stage.say(event));
    let saved = flow.await.unwrap();

    let nodes: Vec<&str> = saved.iter().filter_map(|log| log.node.as_deref()).collect();
    assert_eq!(nodes, ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"]);
    assert_eq!(files(folder.path()).len(), 4);
    let requests = stage.requests();
    let first = [
        "ListGroupReplicationInfo 200",
        "ListRedislog 204", // nothing was there before
        "CreateRedislog 204",
        "CreateRedislog 204",
        "CreateRedislog 204",
        "CreateRedislog 204",
        "ListRedislog 200",
    ];
    assert_eq!(requests[..first.len()], first);
    let named: Vec<String> = stage
        .sandbox
        .requests()
        .iter()
        .filter(|one| one.operation.as_deref() == Some("CreateRedislog"))
        .map(|one| {
            one.target
                .split("replication_id=")
                .nth(1)
                .unwrap()
                .to_owned()
        })
        .collect();
    let node = |number| format!("5f000000-0000-4000-a000-00000000000{number}");
    assert_eq!(named, [0, 1, 2, 3].map(node));
    let said = stage.said();
    let begun = format!("collection of run logs {} was requested", node(3));
    assert!(said.contains(&begun), "{said:#?}");
}

#[tokio::test]
async fn nothing_is_begun_for_an_instance_whose_nodes_are_unknown() {
    let stage = Stage::moving().await;
    let folder = tempfile::tempdir().unwrap();
    let project = stage.sandbox.fixtures().dcs_project_id;
    let flow = CollectRunLogs::new(Instance::new(project, "no-such")).all_nodes();
    let client = stage.dcs();
    let flow = flow.run(&client, folder.path(), |event| stage.say(event));
    let error = flow.await.unwrap_err().to_string();
    assert!(
        error.starts_with("list_group_replication_info: 404"),
        "{error}"
    );
    assert_eq!(stage.requests(), ["ListGroupReplicationInfo 404"]);
}
