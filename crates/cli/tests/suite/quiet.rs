//! `--quiet`: what is still said.

use crate::flows_collect::{run, stage};
use crate::support::accounts;
use crate::support::person::Person;

const GROUP: &str = "--group-id=5f0000000000000000000001";

const COLLECT: [&str; 9] = [
    "collect",
    "cloud-manager",
    GROUP,
    "--resource-type=REPLICASET",
    "--resource-name=myReplicaSet",
    "--log-types=FTDC",
    "--last=1h",
    "--to=logs",
    "--every=10ms",
];

/// A cron job that went well sends no mail.
#[tokio::test]
async fn a_flow_that_goes_well_says_nothing() {
    let (_sandbox, program) = stage(true).await;
    let ran = run(&program, &COLLECT, &["--timeout=1m", "-q"]).await;
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""), "{ran:?}");
    assert!(ran.text().contains(".tar.gz"), "{ran:?}");
    let list = ["cloud-manager", "list-log-collection-jobs", GROUP];
    let ran = run(&program, &list, &["--get=/id", "--only=succeeded"]).await;
    let job = format!("--job-id={}", ran.text().lines().next().unwrap());
    let words = ["cloud-manager", "get-log-collection-job", GROUP, &job];
    let wait = [&["wait"], &words[..], &["--timeout=1m", "--quiet"]].concat();
    let waited = program.run(&wait).await;
    assert_eq!(waited.err, "", "{waited:?}");
    let dry = run(&program, &COLLECT, &["--timeout=1m", "--dry-run", "-q"]).await;
    assert_eq!((dry.status, dry.err.as_str()), (Some(0), ""), "{dry:?}");
}

/// What a person would be told beside a result is no news to a script.
#[tokio::test]
async fn notes_are_not_said() {
    let (sandbox, _program) = stage(true).await;
    let person = Person::new(accounts::variables(sandbox.url(), sandbox.fixtures()));
    let list = ["cloud-manager", "list-log-collection-jobs", GROUP];
    let none = [&list[..], &["--only=cancelled"]].concat();
    assert_eq!(person.run(&none).await.err, "Nothing found.\n");
    let quiet = [&none[..], &["-q"]].concat();
    assert_eq!(person.run(&quiet).await.err, "");
}

/// What is needed to go on, errors, and questions.
#[tokio::test]
async fn what_has_to_be_known_is_said() {
    let (sandbox, program) = stage(false).await;
    let late = run(&program, &COLLECT, &["--timeout=50ms", "-q"]).await;
    assert_eq!(late.status, Some(124), "{late:?}");
    assert!(late.err.starts_with("error: "), "{late:?}");
    assert!(late.err.contains("Go on: backhaul wait "), "{late:?}");
    let bucket = sandbox.fixtures().export_bucket_id;
    let delete = ["atlas", "delete-export-bucket", GROUP, "-q"];
    let asked = run(&program, &delete, &["--export-bucket-id", bucket]).await;
    assert_eq!(asked.status, Some(9), "{asked:?}");
    assert!(asked.err.contains("give --yes"), "{asked:?}");
    let wrong = program
        .run(&["atlas", "list-clusters", "-q", "--group-id=x"])
        .await;
    assert!(wrong.err.contains("error: --group-id: "), "{wrong:?}");
}
