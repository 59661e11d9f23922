//! `api`: calls that no document has.

use backhaul_sandbox::{Fault, Sandbox};
use serde_json::Value;

use crate::support::accounts;
use crate::support::program::{Program, Ran};

const EXPORTS: &str = "/api/atlas/v2/groups/{group}/clusters/demo-cluster/backup/exports";
const GROUP: &str = "--path=group=5f0000000000000000000001";

async fn sandbox() -> (Sandbox, Program) {
    let sandbox = Sandbox::start().await.unwrap();
    let program = Program::new(accounts::variables(sandbox.url(), sandbox.fixtures()));
    (sandbox, program)
}

fn json(ran: &Ran) -> Value {
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""), "{ran:?}");
    serde_json::from_slice(&ran.out).unwrap()
}

/// How often something was changed.
fn applied(sandbox: &Sandbox) -> u64 {
    sandbox.applied().iter().map(|one| one.times).sum()
}

#[tokio::test]
async fn json_is_printed_as_it_came() {
    let (sandbox, program) = sandbox().await;
    let words = [
        "api",
        "atlas",
        "get",
        EXPORTS,
        GROUP,
        "--query=itemsPerPage=2",
        "--query",
        "pageNum=1",
    ];
    let answer = json(&program.run(&words).await);
    assert_eq!(answer["results"].as_array().unwrap().len(), 2);
    let asked = sandbox.requests();
    assert!(
        asked
            .iter()
            .any(|request| request.to_string().contains("itemsPerPage=2")),
        "{asked:?}"
    );
    let ran = program
        .run(&[&words[..], &["--get=/totalCount"]].concat())
        .await;
    assert_eq!(ran.text(), "5\n", "{ran:?}");
    // To the last digit, and in its order.
    let odd = r#"{"b":12345678901234567890.10,"a":null,"b":"é"}"#;
    sandbox
        .faults()
        .on("listBackupExports", Fault::replace_body(odd));
    let ran = program
        .run(&[&words[..], &["--output=jsonl"]].concat())
        .await;
    assert_eq!(ran.text(), format!("{odd}\n"));
}

#[tokio::test]
async fn each_provider_is_called_with_its_credentials() {
    let (sandbox, program) = sandbox().await;
    let ids = sandbox.fixtures();
    let dcs = format!(
        "/v2/{}/instances/{}/backups",
        ids.dcs_project_id, ids.dcs_instance_id
    );
    let sls = format!("/logstores/{}/shipper", ids.sls_logstore);
    let manager = format!("/api/public/v1.0/groups/{}/logCollectionJobs", ids.group_id);
    for (provider, path, member) in [
        ("dcs", dcs.as_str(), "backup_record_response"),
        ("sls", &sls, "shipper"),
        ("cloud-manager", &manager, "results"),
    ] {
        let answer = json(&program.run(&["api", provider, "GET", path]).await);
        assert!(answer[member].is_array(), "{provider}: {answer}");
    }
    let nobody = Program::new([("MONGODB_ATLAS_BASE_URL", sandbox.url().to_owned())]);
    let ran = nobody.run(&["api", "cloud-manager", "GET", &manager]).await;
    assert_eq!(ran.status, Some(3), "{ran:?}");
}

#[tokio::test]
async fn other_answers_are_printed_byte_by_byte() {
    let (sandbox, program) = sandbox().await;
    let bytes = b"\xff\x1b[2J\0\r\n".to_vec();
    let fault = Fault::status(200).header("content-type", "application/octet-stream");
    sandbox
        .faults()
        .on("listBackupExports", fault.body(bytes.clone()));
    let words = ["api", "atlas", "GET", EXPORTS, GROUP];
    let ran = program.run(&words).await;
    assert_eq!((ran.status, &ran.out), (Some(0), &bytes), "{ran:?}");
    let ran = program.run(&[&words[..], &["--get=/a"]].concat()).await;
    assert_eq!(ran.status, Some(7), "{ran:?}");
    assert!(
        ran.err.contains("the answer is not JSON: omit --get"),
        "{ran:?}"
    );
}

#[tokio::test]
async fn a_body_comes_from_a_file_or_from_standard_input() {
    let (sandbox, program) = sandbox().await;
    let ids = sandbox.fixtures();
    let body = format!(
        "snapshotId: {}\nexportBucketId: {}\n",
        ids.snapshot_id, ids.export_bucket_id
    );
    let words = ["api", "atlas", "POST", EXPORTS, GROUP, "--body"];
    let created = json(
        &program
            .run_with(&[&words[..], &["-"]].concat(), body.as_bytes())
            .await,
    );
    assert_eq!(created["snapshotId"], ids.snapshot_id);
    std::fs::write(program.home().join("body.yaml"), &body).unwrap();
    let created = json(&program.run(&[&words[..], &["body.yaml"]].concat()).await);
    assert_eq!(created["exportBucketId"], ids.export_bucket_id);
    assert_eq!(applied(&sandbox), 2);
    let ran = program.run(&[&words[..], &["nowhere"]].concat()).await;
    assert_eq!(ran.status, Some(8), "{ran:?}");
}

/// Which media type it was tells what to do about it.
#[tokio::test]
async fn a_header_replaces_what_is_asked_for() {
    let (sandbox, program) = sandbox().await;
    let words = ["api", "atlas", "GET", EXPORTS, GROUP, "--header"];
    let old = "application/vnd.atlas.1999-01-01+json";
    let accept = format!("Accept: {old}");
    let ran = program.run(&[&words[..], &[&accept]].concat()).await;
    assert_eq!(ran.status, Some(1), "{ran:?}");
    assert!(ran.err.contains("406"), "{ran:?}");
    let hint = format!("The call asked for {old}. ");
    assert!(ran.err.contains(&hint), "{ran:?}");
    assert!(ran.err.contains("--header 'Accept: ...'"), "{ran:?}");
    assert!(ran.err.contains("A version is a date"), "{ran:?}");
    let faults = sandbox.faults();
    faults.on("createBackupExport", Fault::status(415));
    let post = ["api", "atlas", "POST", EXPORTS, GROUP, "--body=-"];
    let ran = program.run_with(&post, b"{}").await;
    assert_eq!(ran.status, Some(1), "{ran:?}");
    assert!(
        ran.err
            .contains("The body was sent as application/vnd.atlas."),
        "{ran:?}"
    );
    assert!(ran.err.contains("--header 'Content-Type: ...'"), "{ran:?}");
}

/// The headers of a request that is only shown.
async fn media(words: &[&str]) -> (String, String) {
    let words = [&["api"], words, &["--dry-run"]].concat();
    let ran = Program::new([]).run(&words).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let value = |name: &str| {
        let header = format!("--header '{name}: ");
        let found = ran.text().split_once(&header);
        found.map_or_else(String::new, |(_, rest)| {
            rest.split('\'').next().unwrap().to_owned()
        })
    };
    (value("accept"), value("content-type"))
}

/// The simplest call has the media types that its operation wants; a version counts for both.
#[tokio::test]
async fn media_types_follow_from_the_path() {
    let of = |date: &str, form: &str| format!("application/vnd.atlas.{date}+{form}");
    let none = String::new();
    let groups = "/api/atlas/v2/groups/5f0000000000000000000001";
    let log = format!("{groups}/clusters/host.example/logs/mongodb.gz");
    let bucket = format!("{groups}/backup/exportBuckets");
    let unknown = format!("{groups}/alerts");
    let body = "--body={}";
    let usual = of("2025-03-12", "json");
    for (words, expected) in [
        (
            &["atlas", "GET", &log][..],
            (of("2023-02-01", "gzip"), none.clone()),
        ),
        (
            &["atlas", "POST", &bucket, body],
            (of("2024-05-30", "json"), of("2024-05-30", "json")),
        ),
        (&["atlas", "GET", &unknown], (usual.clone(), none.clone())),
        (
            &["atlas", "PATCH", &unknown, body],
            (usual.clone(), usual.clone()),
        ),
        (
            &[
                "atlas",
                "PATCH",
                &unknown,
                body,
                "--header=Accept: application/vnd.atlas.2024-08-05+json",
            ],
            (of("2024-08-05", "json"), of("2024-08-05", "json")),
        ),
        (
            &[
                "atlas",
                "PATCH",
                &unknown,
                body,
                "--header=content-type: application/json",
            ],
            (usual, "application/json".to_owned()),
        ),
        (
            &["cloud-manager", "POST", "/api/public/v1.0/x", body],
            ("application/json".to_owned(), "application/json".to_owned()),
        ),
    ] {
        assert_eq!(media(words).await, expected, "{words:?}");
    }
}

#[tokio::test]
async fn a_post_is_repeated_only_if_that_does_no_harm() {
    let (sandbox, program) = sandbox().await;
    let faults = sandbox.faults();
    let ids = sandbox.fixtures();
    let body = format!(
        r#"{{"snapshotId":"{}","exportBucketId":"{}"}}"#,
        ids.snapshot_id, ids.export_bucket_id
    );
    let words = ["api", "atlas", "POST", EXPORTS, GROUP, "--body=-"];
    faults
        .on("createBackupExport", Fault::reset().after_applied())
        .times(1);
    let ran = program.run_with(&words, body.as_bytes()).await;
    assert_eq!(ran.status, Some(6), "{ran:?}");
    assert!(ran.err.contains("Look at the resource"), "{ran:?}");
    assert_eq!(applied(&sandbox), 1);
    faults.on("createBackupExport", Fault::reset()).times(1);
    let words = [&words[..], &["--idempotent"]].concat();
    let ran = program.run_with(&words, body.as_bytes()).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert_eq!(applied(&sandbox), 2);
}

#[tokio::test]
async fn what_is_wrong_is_told_in_flags_and_nothing_is_sent() {
    let (sandbox, program) = sandbox().await;
    for (words, said) in [
        (
            &["GET", "/a?b=c"][..],
            "PATH: it has a query: write /a --query b=VALUE",
        ),
        (&["GET", "a"], "PATH: it must begin with a slash: write /a"),
        (&["GET", "/a//b"], "PATH: must not have an empty segment"),
        (&["GET", "/a/../b"], "PATH: must not have a segment"),
        (&["GET", "/{x}"], "add --path x=VALUE"),
        (&["GET", "/{x}", "--path=x=a/b"], "PATH: the value of {x}"),
        (&["GET", "/a", "--path=x=y"], "--path: there is no {x}"),
        (
            &["GET", "/a", "--query=x"],
            "--query: write it as NAME=VALUE",
        ),
        (
            &["GET", "/a", "--header=x"],
            "--header: write it as 'NAME: VALUE'",
        ),
        (
            &["GET", "/a", "--header=Authorization: fake-marker"],
            "--header authorization: ",
        ),
        (&["BREW", "/a"], "invalid value 'BREW'"),
        (&["GET"], "<PATH>"),
    ] {
        let words = [&["api", "atlas"], words].concat();
        let ran = program.run(&words).await;
        assert_eq!(ran.status, Some(2), "{ran:?}");
        assert!(ran.err.contains(said), "{said}: {ran:?}");
        assert!(!ran.err.contains("fake-marker"), "{ran:?}");
    }
    assert!(sandbox.requests().is_empty());
}

#[tokio::test]
async fn a_dry_run_sends_nothing_and_a_delete_asks() {
    let (sandbox, program) = sandbox().await;
    let bucket = "/api/atlas/v2/groups/{group}/backup/exportBuckets/5f00000000000000000000e2";
    let delete = ["api", "atlas", "DELETE", bucket, GROUP];
    let dry = [&delete[..], &["--dry-run", "--query=a=b c"]].concat();
    let nobody = Program::new([("MONGODB_ATLAS_BASE_URL", sandbox.url().to_owned())]);
    for program in [&program, &nobody] {
        let ran = program.run(&dry).await;
        assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""), "{ran:?}");
        assert!(ran.text().contains("curl"), "{ran:?}");
        assert!(
            ran.text()
                .contains("exportBuckets/5f00000000000000000000e2?a=b+c"),
            "{ran:?}"
        );
    }
    let ran = program.run(&delete).await;
    assert_eq!(ran.status, Some(9), "{ran:?}");
    assert!(ran.err.contains("give --yes"), "{ran:?}");
    let asked = "Send DELETE /api/atlas/v2/groups/5f0000000000000000000001/backup/exportBuckets/";
    assert!(ran.err.contains(asked), "{ran:?}");
    assert!(sandbox.requests().is_empty());
    let ran = program.run(&[&delete[..], &["--yes"]].concat()).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert_eq!(applied(&sandbox), 1);
}
