//! What is not there: where to look, and what a flow leaves behind.

use backhaul_sandbox::Fault;

use crate::flows_collect::{run, stage};

const GROUP: &str = "--group-id=5f0000000000000000000001";

#[tokio::test]
async fn what_there_is_can_be_listed_with_one_command() {
    let (_sandbox, program) = stage(true).await;
    let clusters = "`backhaul atlas list-clusters --group-id 5f0000000000000000000001` lists what --cluster-name can be.";
    let buckets = "`backhaul atlas list-export-buckets --group-id 5f0000000000000000000001` lists what --export-bucket-id can be.";
    for (words, said) in [
        (
            &["collect", "atlas", GROUP, "--cluster=nope", "--to=new/logs"][..],
            clusters,
        ),
        (
            &["atlas", "get-cluster", GROUP, "--cluster-name=nope"],
            clusters,
        ),
        (
            &[
                "atlas",
                "get-export-bucket",
                GROUP,
                "--export-bucket-id=5f00000000000000000000ff",
            ],
            buckets,
        ),
    ] {
        let ran = program.run(words).await;
        assert_eq!(ran.status, Some(4), "{ran:?}");
        assert!(ran.err.contains(said), "{said}: {ran:?}");
        assert!(!program.home().join("new").exists(), "{ran:?}");
    }
    // And it is one that works.
    let list = clusters.split('`').nth(1).unwrap();
    let words: Vec<&str> = list.split(' ').skip(1).collect();
    let ran = run(&program, &words, &["--get=/name"]).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
}

/// A list that has nothing that fits is one that a person can look at.
#[tokio::test]
async fn where_nothing_fits_the_lists_are_named() {
    let (sandbox, program) = stage(true).await;
    let none = || Fault::replace_body(r#"{"results":[],"totalCount":0}"#.to_owned());
    for operation in [
        "listBackupShardedClusters",
        "listBackupSnapshots",
        "listGroupProcesses",
    ] {
        sandbox.faults().on(operation, none());
    }
    let export = [
        "restore",
        "atlas",
        GROUP,
        "--cluster-name=demo-cluster",
        "--snapshot-id=latest",
        "--timeout=1m",
    ];
    let place = "--group-id 5f0000000000000000000001";
    for (words, said) in [
        (
            &export[..],
            ["list-backup-snapshots", "list-backup-sharded-clusters"]
                .map(|list| format!("`backhaul atlas {list} {place} --cluster-name demo-cluster`")),
        ),
        (
            &["collect", "atlas", GROUP],
            [
                format!("`backhaul atlas list-group-processes {place}`"),
                "there is no process in this project".to_owned(),
            ],
        ),
    ] {
        let ran = run(&program, words, &["--to=new/logs"]).await;
        assert_eq!(ran.status, Some(4), "{ran:?}");
        for said in said {
            assert!(ran.err.contains(&said), "{said}: {ran:?}");
        }
    }
}

/// Whatever fails first, nothing was saved, so no folder is left.
#[tokio::test]
async fn a_flow_that_saved_nothing_leaves_no_folder() {
    let (sandbox, program) = stage(true).await;
    let ids = sandbox.fixtures();
    let cluster = format!("--cluster-name={}", ids.cluster_name);
    let instance = format!("--instance-id={}", ids.dcs_instance_id);
    let project = format!("--project-id={}", ids.dcs_project_id);
    let logstore = format!("--logstore={}", ids.sls_logstore);
    for (line, first) in [
        ("collect atlas GROUP", "listGroupProcesses"),
        (
            "collect cloud-manager GROUP --resource-type=REPLICASET --resource-name=r --log-types=FTDC",
            "createLogCollectionJob",
        ),
        (
            "restore cloud-manager GROUP --cluster-id=6b8cd61180eef547110159d9 --snapshot-id=latest",
            "listSnapshots",
        ),
        (
            "retry cloud-manager GROUP --failed --wait --download",
            "listLogCollectionJobs",
        ),
        (
            "restore atlas GROUP CLUSTER --snapshot-id=latest",
            "createBackupRestoreJob",
        ),
        (
            "report atlas --org-id=5f0000000000000000000002 --invoice-id=5f0000000000000000000003",
            "createOrgInvoiceReport",
        ),
        (
            "collect sls LOGSTORE --query=* --last=1h",
            "CreateDownloadJob",
        ),
        ("collect dcs PROJECT INSTANCE", "ListRedislog"),
        ("export dcs PROJECT INSTANCE", "CopyInstance"),
    ] {
        let faults = sandbox.faults();
        faults.on(first, Fault::status(404)).times(1);
        let words = line.split(' ').map(|word| match word {
            "GROUP" => GROUP,
            "CLUSTER" => &cluster,
            "INSTANCE" => &instance,
            "PROJECT" => &project,
            "LOGSTORE" => &logstore,
            word => word,
        });
        let words: Vec<&str> = words.collect();
        let ran = run(&program, &words, &["--to=new/logs", "--timeout=1m"]).await;
        assert_eq!(ran.status, Some(4), "{line}: {ran:?}");
        assert!(!program.home().join("new").exists(), "{line}: {ran:?}");
    }
}

/// A name where an operation takes an id.
#[tokio::test]
async fn a_name_for_an_operation_leads_to_the_ids() {
    let (sandbox, program) = stage(true).await;
    for (words, flag, list) in [
        (
            &["atlas", "list-clusters", "--group=Demo Project"][..],
            "give --group-id",
            "`backhaul atlas list-groups` lists what --group-id can be",
        ),
        (
            &["cloud-manager", "list-snapshots", GROUP, "--cluster=c"],
            "give --cluster-id",
            "`backhaul cloud-manager list-clusters --group-id 5f0000000000000000000001` lists what --cluster-id can be",
        ),
    ] {
        let ran = program.run(words).await;
        assert_eq!(ran.status, Some(2), "{ran:?}");
        assert!(ran.err.contains(flag) && ran.err.contains(list), "{ran:?}");
    }
    // What is no name has the suggestion of the most like flag.
    let ran = program
        .run(&["atlas", "list-clusters", "--grup-id=x"])
        .await;
    assert!(ran.err.contains("'--group-id'"), "{ran:?}");
    assert!(sandbox.requests().is_empty());
}
