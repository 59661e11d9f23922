//! Flows that are told names in place of ids.

use std::fs;

use backhaul_sandbox::Fault;

use crate::flows_collect::{operations, result, run, stage};

/// Collects by names: a project, and a cluster in it.
const BY_NAMES: [&str; 6] = [
    "collect",
    "cloud-manager",
    "--log-types=MONGODB",
    "--to=logs",
    "--every=10ms",
    "--timeout=1m",
];

/// Nobody knows ids.
#[tokio::test]
async fn the_logs_of_a_whole_cluster_are_collected_by_its_name() {
    let (sandbox, program) = stage(true).await;
    let names = ["--group=Demo Project", "--cluster=demo-cluster"];
    let ran = run(&program, &BY_NAMES, &names).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let logs = result(&ran);
    let file = program.home().join(logs["file"].as_str().unwrap());
    assert_eq!(logs["bytes"], fs::metadata(file).unwrap().len());
    let expected = [
        "listGroups",
        "listClusters",
        "createLogCollectionJob",
        "getLogCollectionJob",
        "getLogCollectionJob",
        "downloadLogCollectionJob",
    ];
    assert_eq!(operations(&sandbox), expected);
}

#[tokio::test]
async fn a_name_that_is_not_one_thing_says_so() {
    let (sandbox, program) = stage(true).await;
    let group = "--group-id=5f0000000000000000000001";
    for (words, status, message) in [
        (
            ["--group=Demo", "--cluster=demo-cluster"],
            4,
            r#"error: no project has the name "Demo": there are "Demo Project", "Other Project""#,
        ),
        (
            [group, "--cluster=shard_0"],
            4,
            r#"error: no cluster has the name "shard_0": there are "demo-cluster", "myReplicaSet", "twin""#,
        ),
        (
            [group, "--cluster=twin"],
            2,
            r#"error: 2 clusters have the name "twin": give the id of one in its place, 5f00000000000000000000d9, 5f00000000000000000000da"#,
        ),
    ] {
        let ran = run(&program, &BY_NAMES, &words).await;
        assert_eq!(ran.status, Some(status), "{ran:?}");
        assert!(ran.err.contains(message), "{ran:?}");
    }
    let started = operations(&sandbox);
    let started = started
        .iter()
        .filter(|one| *one == "createLogCollectionJob");
    assert_eq!(started.count(), 0);
    // What the message says to give works, and so does the id of a project.
    for words in [
        [group, "--cluster=5f00000000000000000000d9"],
        ["--group=5f0000000000000000000001", "--cluster=demo-cluster"],
    ] {
        let ran = run(&program, &BY_NAMES, &words).await;
        assert_eq!(ran.status, Some(0), "{ran:?}");
    }
    // Which of the listed counts.
    let missing = run(&program, &BY_NAMES, &[group]).await;
    let said = "lists what --cluster can be. Its clusterName or id counts; a shard ";
    assert!(missing.err.contains(said), "{missing:?}");
}

/// A name stands for an id, never beside it.
#[tokio::test]
async fn ids_and_names_exclude_each_other() {
    let (sandbox, program) = stage(true).await;
    for words in [
        &["--group=Demo Project", "--group-id=x", "--cluster=c"][..],
        &["--cluster=c", "--resource-type=CLUSTER"],
        &["--cluster=c", "--resource-name=rs0"],
        &["--group=Demo Project"],
    ] {
        let ran = run(&program, &BY_NAMES, words).await;
        assert_eq!(ran.status, Some(2), "{ran:?}");
    }
    assert!(sandbox.requests().is_empty());
}

#[tokio::test]
async fn a_dry_run_by_names_shows_how_they_are_found() {
    let (sandbox, program) = stage(true).await;
    let cluster = "--cluster=demo-cluster";
    for (words, address, unknown) in [
        (
            ["--group=Demo Project", cluster],
            "/groups?",
            "/groups/GROUP_ID/logCollectionJobs",
        ),
        (
            ["--group-id=5f0000000000000000000001", cluster],
            "/clusters?",
            "/groups/5f0000000000000000000001/logCollectionJobs",
        ),
    ] {
        let ran = run(&program, &BY_NAMES, &[&words[..], &["--dry-run"]].concat()).await;
        assert_eq!(ran.status, Some(0), "{ran:?}");
        assert!(ran.text().contains(address), "{ran:?}");
        // What follows is a comment for a shell, with what is not known yet.
        let (first, later) = ran.text().split_once("# then").unwrap();
        assert!(
            first.contains(address) && !first.contains("/logCollectionJobs"),
            "{ran:?}"
        );
        assert!(
            later.contains(unknown) && later.contains("CLUSTER_ID"),
            "{ran:?}"
        );
        let mut lines = later.lines().skip(1);
        assert!(lines.all(|line| line.starts_with("# ")), "{ran:?}");
        assert!(ran.err.contains("Then: wait for the job"), "{ran:?}");
    }
    assert!(sandbox.requests().is_empty());
}

/// What Atlas needs to save the logs of many processes.
const OF_ATLAS: [&str; 4] = ["collect", "atlas", "--last=1h", "--to=logs"];

#[tokio::test]
async fn the_logs_of_all_processes_of_atlas_are_saved_by_the_name_of_the_project() {
    let (sandbox, program) = stage(true).await;
    let words = ["--group=Demo Project", "--at-once=2"];
    let ran = run(&program, &OF_ATLAS, &words).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let logs = result(&ran);
    let logs = logs.as_array().unwrap();
    assert_eq!(logs.len(), 15, "{ran:?}");
    for log in logs {
        let file = program.home().join(log["file"].as_str().unwrap());
        assert_eq!(log["outcome"], "saved");
        assert_eq!(log["bytes"], fs::metadata(file).unwrap().len());
    }
    let done = operations(&sandbox);
    assert_eq!(
        done[..2],
        ["listGroups", "listGroups"],
        "an empty page is the end"
    );
    let downloads = done.iter().filter(|one| *one == "downloadClusterLog");
    assert_eq!(downloads.count(), 15);
}

#[tokio::test]
async fn some_logs_of_a_cluster_of_atlas_may_fail() {
    let (sandbox, program) = stage(true).await;
    let group = ["--group-id=5f0000000000000000000001", "--cluster=reporting"];
    let refused = Fault::status(403);
    sandbox.faults().on("downloadClusterLog", refused).times(1);
    let ran = run(&program, &OF_ATLAS, &group).await;
    assert_eq!(ran.status, Some(11), "{ran:?}");
    assert!(
        ran.err.contains("1 of 3 logs failed: mongodb of "),
        "{ran:?}"
    );
    let logs = result(&ran);
    let outcomes = logs.as_array().unwrap().iter().map(|log| &log["outcome"]);
    assert_eq!(outcomes.filter(|outcome| *outcome == "saved").count(), 2);

    let unknown = ["--group=Demo"];
    let ran = run(&program, &OF_ATLAS, &unknown).await;
    assert_eq!(ran.status, Some(4), "{ran:?}");
    let message = r#"error: no project has the name "Demo": there are "Demo Project""#;
    assert!(ran.err.contains(message), "{ran:?}");
}

/// One host has one log; what is about many does not go with it.
#[tokio::test]
async fn one_host_and_many_exclude_each_other() {
    let (sandbox, program) = stage(true).await;
    for words in [
        &["--group=Demo Project", "--group-id=x"][..],
        &["--host-name=h"],
        &["--log-name=mongodb"],
        &["--host-name=h", "--log-name=mongodb", "--cluster=c"],
        &["--host-name=h", "--log-name=mongodb", "--audit"],
        &["--host-name=h", "--log-name=mongodb", "--at-once=2"],
        &["--at-once=0"],
    ] {
        let ran = run(&program, &OF_ATLAS, words).await;
        assert_eq!(ran.status, Some(2), "{ran:?}");
    }
    for (words, address) in [
        (&["--group=Demo Project"][..], "/groups?"),
        (&["--group-id=5f0000000000000000000001"], "/processes?"),
        (
            &["--group-id=5f0000000000000000000001", "--cluster=c"],
            "/clusters/c",
        ),
    ] {
        let ran = run(&program, &OF_ATLAS, &[words, &["--dry-run"]].concat()).await;
        assert_eq!(ran.status, Some(0), "{ran:?}");
        assert!(ran.text().contains(address), "{ran:?}");
        assert!(ran.err.contains("save the logs"), "{ran:?}");
    }
    assert!(sandbox.requests().is_empty());
}
