//! `--get`: what is printed where some have it, and where nobody has.

use backhaul_sandbox::Fault;

use crate::flows_collect::{run, stage};

const GROUP: &str = "--group-id=5f0000000000000000000001";
const LIST: [&str; 3] = ["atlas", "list-export-buckets", GROUP];

/// Two buckets, of which one has no region.
const SOME: &str =
    r#"{"results":[{"_id":"a","bucketName":"x"},{"_id":"b","region":"EU"}],"totalCount":2}"#;

#[tokio::test]
async fn an_item_without_it_has_an_empty_line_and_is_counted() {
    let (sandbox, program) = stage(true).await;
    let page = Fault::replace_body(SOME.to_owned());
    sandbox.faults().on("listExportBuckets", page).times(1);
    let ran = run(&program, &LIST, &["--get=/region", "--limit=2"]).await;
    assert_eq!((ran.status, ran.text()), (Some(0), "\nEU\n"), "{ran:?}");
    let said = "warning: --get: 1 of 2 items have nothing at /region, and their lines are empty\n";
    assert_eq!(ran.err, said);
}

#[tokio::test]
async fn where_nobody_has_it_the_members_are_named() {
    let (sandbox, program) = stage(true).await;
    let page = Fault::replace_body(SOME.to_owned());
    sandbox.faults().on("listExportBuckets", page).times(1);
    let ran = run(&program, &LIST, &["--get=/id", "--limit=2"]).await;
    assert_eq!((ran.status, ran.text()), (Some(7), ""), "{ran:?}");
    let said = "error: --get: each item has nothing at /id: each item has _id, bucketName\n";
    assert_eq!(ran.err, said);
    // One answer is no other than a list.
    let bucket = sandbox.fixtures().export_bucket_id;
    let one = ["atlas", "get-export-bucket", GROUP, "--get=/id"];
    let ran = run(&program, &one, &["--export-bucket-id", bucket]).await;
    assert_eq!((ran.status, ran.text()), (Some(7), ""), "{ran:?}");
    let said = "error: --get: the answer has nothing at /id: the answer has _id, ";
    assert!(ran.err.starts_with(said), "{ran:?}");
}

/// What the document knows may be there only sometimes, and is no slip of the finger.
#[tokio::test]
async fn a_known_member_that_no_item_has_is_no_mistake() {
    let (sandbox, program) = stage(true).await;
    let page = r#"{"results":[{"_id":"a"},{"_id":"b"}],"totalCount":2}"#;
    let page = Fault::replace_body(page.to_owned());
    sandbox.faults().on("listExportBuckets", page).times(1);
    let ran = run(&program, &LIST, &["--get=/bucketName", "--limit=2"]).await;
    assert_eq!((ran.status, ran.text()), (Some(0), "\n\n"), "{ran:?}");
    let said = "warning: --get: 2 of 2 items have nothing at /bucketName, ";
    assert!(ran.err.starts_with(said), "{ran:?}");
}

/// That a job failed is the worse news, and which job it was is said.
#[tokio::test]
async fn a_job_that_failed_is_told_before_a_wrong_pointer() {
    let (sandbox, program) = stage(true).await;
    let id = sandbox.fixtures().failed_log_job_id;
    let wait = [
        "wait",
        "cloud-manager",
        "get-log-collection-job",
        GROUP,
        "--timeout=1m",
        "--get=/nothing",
        "--job-id",
        id,
    ];
    let ran = program.run(&wait).await;
    assert_eq!(ran.status, Some(10), "{ran:?}");
    for said in [
        format!("error: get-log-collection-job --job-id {id}: ended as failed\n"),
        "--get: the answer has nothing at /nothing: the answer has ".to_owned(),
    ] {
        assert!(ran.err.contains(&said), "{said}: {ran:?}");
    }
}
