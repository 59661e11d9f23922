//! Everything that is wrong is told at once, and before anything is sent.

use crate::flows_collect::{run, stage};
use crate::support::program::Program;

const GROUP: &str = "--group-id=5f0000000000000000000001";

async fn told(program: &Program, words: &[&str], lines: &[&str], others: &[&str]) {
    let ran = program.run(words).await;
    assert_eq!(ran.status, Some(2), "{words:?}: {ran:?}");
    for line in lines {
        assert!(
            ran.err.contains(&format!("error: {line}")),
            "{line}: {ran:?}"
        );
    }
    for other in others {
        assert!(!ran.err.contains(other), "{other}: {ran:?}");
    }
}

const SPAN: &str = "\"soon\" is not a span of time; write it as 6h";
const GROUP_ID: &str = "--group-id: \"x\" is not allowed: it must be 24 hexadecimal digits";

#[tokio::test]
async fn wrong_values_and_missing_ones_are_told_together() {
    let (sandbox, program) = stage(true).await;
    told(
        &program,
        &[
            "atlas",
            "list-backup-exports",
            "--group-id=x",
            "--limit=0",
            "--attempts",
            "many",
        ],
        &[
            GROUP_ID,
            "--limit: \"0\" is not allowed: it must be at least 1",
            "--attempts: \"many\" is not allowed: it must be a whole number",
            "--cluster-name is required",
        ],
        &[],
    )
    .await;
    told(
        &program,
        &[
            "wait",
            "atlas",
            "get-backup-export",
            "--group-id=x",
            "--timeout=soon",
        ],
        &[
            &format!("--timeout: {SPAN}"),
            GROUP_ID,
            "--cluster-name is required",
            "--export-id is required",
        ],
        &["--timeout is required"],
    )
    .await;
    told(
        &program,
        &[
            "download",
            "cloud-manager",
            "download-log-collection-job",
            "--group-id=x",
            "-o",
            "jsan",
        ],
        &[
            "--output: \"jsan\" is not allowed: did you mean json?",
            GROUP_ID,
            "--job-id is required",
            "--to is required",
        ],
        &[],
    )
    .await;
    told(
        &program,
        &["download", "--link=-", "--attempts=0"],
        &[
            "--attempts: \"0\" is not allowed: it must be 1 to 100",
            "--to is required",
        ],
        &["no request to show"],
    )
    .await;
    told(
        &program,
        &[
            "cloud-manager",
            "create-log-collection-job",
            GROUP,
            "--body=nothing.json",
            "--only-wrong=1",
        ],
        &["unexpected argument"],
        &[],
    )
    .await;
    assert!(sandbox.requests().is_empty());
}

#[tokio::test]
async fn flows_tell_all_of_it_too() {
    let (sandbox, program) = stage(true).await;
    told(
        &program,
        &[
            "collect",
            "atlas",
            "--group-id=x",
            "--last=soon",
            "--at-once=0",
            "--timeout",
            "soon",
        ],
        &[
            &format!("--last: {SPAN}"),
            &format!("--timeout: {SPAN}"),
            "--at-once: \"0\" is not allowed: it must be 1 to 255",
            GROUP_ID,
            "--to is required",
        ],
        &[],
    )
    .await;
    told(
        &program,
        &[
            "export",
            "atlas",
            "--group-id=x",
            "--cluster-name=c",
            "--snapshot-id=new",
            "--retention-in-days=0",
            "--custom-data=team",
            "--custom-data=other",
        ],
        &[
            GROUP_ID,
            "--custom-data: write it as key=NAME,value=TEXT",
            "--export-bucket-id is required",
            "--timeout is required",
        ],
        &["--export-bucket-id: "],
    )
    .await;
    told(
        &program,
        &[
            "collect",
            "sls",
            "--last=soon",
            "--format=xml",
            "--to=x",
            "--timeout=1h",
        ],
        &[
            &format!("--last: {SPAN}"),
            "--format: \"xml\" is not allowed: it must be one of csv, json",
            "--logstore or --download-job-name is required",
            "--query or --download-job-name is required",
        ],
        &["--last or"],
    )
    .await;
    told(
        &program,
        &[
            "restore",
            "dcs",
            "--project-id=x",
            "--backup-id=b",
            "--timeout=soon",
        ],
        &[&format!("--timeout: {SPAN}"), "--instance-id is required"],
        &["--instance-id: "],
    )
    .await;
    told(
        &program,
        &["retry", "sls", "--task-id=a b", "--last=60h"],
        &[
            "--logstore is required",
            "--shipper-name is required",
            "--task-id: \"a b\" is not an id",
        ],
        &[],
    )
    .await;
    assert!(sandbox.requests().is_empty());
}

/// One JSON object has all of it.
#[tokio::test]
async fn mistakes_are_one_error_in_json() {
    let (_sandbox, program) = stage(true).await;
    let words = ["atlas", "list-clusters", "--group-id=x", "--limit=0"];
    let ran = run(&program, &words, &["--error-format=json"]).await;
    assert_eq!(ran.status, Some(2), "{ran:?}");
    let error: serde_json::Value = serde_json::from_str(&ran.err).unwrap();
    let message = error["message"].as_str().unwrap();
    assert_eq!(message.lines().count(), 2, "{message}");
    assert_eq!(error["kind"], "usage");
}

/// A name that has to be looked up keeps nothing from being checked, in a dry run or not.
#[tokio::test]
async fn what_belongs_to_a_name_is_checked_before_it_is_looked_up() {
    let (sandbox, program) = stage(true).await;
    let names = ["--group=Demo Project", "--cluster=demo-cluster"];
    let collect = [
        "collect",
        "cloud-manager",
        "--to=x",
        "--timeout=1h",
        "--log-types=NOPE",
    ];
    let restore = [
        "restore",
        "cloud-manager",
        "--to=x",
        "--timeout=1h",
        "--snapshot-id=x",
    ];
    let export = [
        "export",
        "atlas",
        "--timeout=1h",
        "--snapshot-id=x",
        "--export-bucket-id=y",
    ];
    for (words, lines) in [
        (
            &collect[..],
            &["--log-types [0]: \"NOPE\" is not allowed"][..],
        ),
        (&restore, &["--snapshot-id: \"x\" is not allowed"]),
        (
            &export,
            &[
                "--snapshot-id: \"x\" is not allowed",
                "--export-bucket-id: \"y\" is not allowed",
            ],
        ),
    ] {
        for more in [&names[..], &[names[0], names[1], "--dry-run"]] {
            told(&program, &[words, more].concat(), lines, &[]).await;
        }
    }
    assert!(sandbox.requests().is_empty());
}
