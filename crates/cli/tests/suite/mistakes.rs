//! What was probably meant, and where the values of what is missing come from.

use backhaul_cli::call::Member;
use backhaul_cli::providers;

use crate::plain_words::program;
use crate::support::program::Program;

/// All wrong values at once, each with what was probably meant.
#[tokio::test]
async fn every_wrong_word_is_named_with_the_one_that_was_meant() {
    let (_sandbox, program) = program().await;
    let create = [
        "cloud-manager",
        "create-log-collection-job",
        "--resource-type=replica",
        "--log-types=mongodbs",
        "--log-types=FTDC",
        "--log-types=NOPE",
    ];
    let ran = program.run(&create).await;
    assert_eq!(ran.status, Some(2), "{ran:?}");
    for said in [
        "--resource-type: \"replica\" is not allowed: did you mean REPLICASET? It must be one of CLUSTER, PROCESS, REPLICASET\n",
        "--log-types [0]: \"mongodbs\" is not allowed: did you mean MONGODB? It must be one of ",
        "[2]: \"NOPE\" is not allowed: it must be one of ",
    ] {
        assert!(ran.err.contains(said), "{said}: {ran:?}");
    }
    let list = [
        "cloud-manager",
        "list-log-collection-jobs",
        "--only=faild,queud,RUNNING",
    ];
    let ran = program.run(&list).await;
    assert_eq!(ran.status, Some(2), "{ran:?}");
    for meant in [
        "\"faild\" is not allowed: did you mean failed?",
        "did you mean queued?",
    ] {
        assert!(ran.err.contains(meant), "{meant}: {ran:?}");
    }
    let ran = program
        .run(&["cloud-manager", "list-log-collection-jobs", "-o", "JASON"])
        .await;
    assert!(ran.err.contains("did you mean json?"), "{ran:?}");
}

/// What is missing is told with where it comes from.
#[tokio::test]
async fn what_is_missing_can_be_given() {
    let (_sandbox, program) = program().await;
    for (words, said) in [
        (
            &["atlas", "list-export-buckets"][..],
            "For --group-id, give --project, or set MONGODB_ATLAS_PROJECT_ID or MCLI_PROJECT_ID",
        ),
        (
            &["retry", "cloud-manager", "--failed"],
            "For --group-id, give --project, or set MONGODB_ATLAS_PROJECT_ID",
        ),
        (
            &["dcs", "list-instances"],
            "For --project-id, give --project, or set OS_PROJECT_ID or OS_TENANT_ID",
        ),
        (
            &[
                "collect",
                "dcs",
                "--instance-id=x",
                "--to=x",
                "--timeout=1h",
            ],
            "For --project-id, give --project, or set OS_PROJECT_ID",
        ),
        (
            &["atlas", "get-export-bucket"],
            "`backhaul atlas list-export-buckets --group-id GROUP_ID` lists what --export-bucket-id can be.",
        ),
        (
            &[
                "atlas",
                "get-backup-export",
                "--group-id=5f0000000000000000000001",
                "--cluster-name=demo-cluster",
            ],
            "`backhaul atlas list-backup-exports --group-id 5f0000000000000000000001 --cluster-name demo-cluster` lists",
        ),
        (
            &["dcs", "show-instance"],
            "`backhaul dcs list-instances --project-id PROJECT_ID` lists what --instance-id can be.",
        ),
    ] {
        let ran = program.run(words).await;
        assert_eq!(ran.status, Some(2), "{words:?}: {ran:?}");
        assert!(ran.err.contains(said), "{said}: {ran:?}");
    }
    // What no flag can give comes by a body.
    let mut deep = 0;
    for entry in providers::all() {
        for operation in entry.table.operations {
            let is_deep = |member: &Member| member.required && !member.shape.fits_a_flag();
            if !operation.members().iter().any(is_deep) {
                continue;
            }
            deep += 1;
            let ran = program.run(&[entry.table.name, operation.name]).await;
            assert!(
                ran.err.contains("Give the body with --body FILE; "),
                "{ran:?}"
            );
            let template = format!(
                "`backhaul {} {} --template`",
                entry.table.name, operation.name
            );
            assert!(ran.err.contains(&template), "{ran:?}");
        }
    }
    assert!(deep > 0);
}

/// Before anything is sent, also where the provider would take it.
#[tokio::test]
async fn times_and_pointers_are_checked_before_anything_is_sent() {
    let (sandbox, program) = program().await;
    let before = sandbox.requests().len();
    let collect = [
        "collect",
        "atlas",
        "--to=logs",
        "--group-id=5f0000000000000000000001",
    ];
    let (six, five) = ("2026-05-04T06:00:00Z", "2026-05-04T05:00:00Z");
    for (times, said) in [
        (
            vec![format!("--from-time={six}"), format!("--to-time={five}")],
            "--to-time: it is not after --from-time",
        ),
        (
            vec!["--from-time=2999-01-01T00:00:00Z".to_owned()],
            "--from-time: it is in the future",
        ),
        (
            vec!["--from-time=2026-05-04T06:00:00".to_owned()],
            "write 2026-05-04T06:00:00Z if it is UTC",
        ),
    ] {
        let words = collect.into_iter().chain(times.iter().map(String::as_str));
        let ran = program.run(&words.collect::<Vec<_>>()).await;
        assert_eq!(ran.status, Some(2), "{ran:?}");
        assert!(ran.err.contains(said), "{said}: {ran:?}");
    }
    let list = [
        "atlas",
        "list-export-buckets",
        "--get=_id",
        "--group-id=5f0000000000000000000001",
    ];
    let ran = program.run(&list).await;
    assert_eq!(ran.status, Some(2), "{ran:?}");
    assert!(ran.err.contains("write /_id"), "{ran:?}");
    assert_eq!(sandbox.requests().len(), before);
}

/// The organization of the environment is that of a call, as the project is.
#[tokio::test]
async fn the_organization_comes_from_the_environment() {
    let variables = [
        ("MONGODB_ATLAS_ACCESS_TOKEN", "fake-token".to_owned()),
        (
            "MONGODB_ATLAS_ORG_ID",
            "5f0000000000000000000002".to_owned(),
        ),
    ];
    let program = Program::new(variables);
    let words = ["atlas", "list-invoices", "--dry-run"];
    let ran = program.run(&words).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert!(
        ran.text()
            .contains("/orgs/5f0000000000000000000002/invoices"),
        "{ran:?}"
    );
    let named = [&words[..], &["--org-id=5f0000000000000000000003"]].concat();
    let ran = program.run(&named).await;
    assert!(
        ran.text()
            .contains("/orgs/5f0000000000000000000003/invoices"),
        "{ran:?}"
    );
}
