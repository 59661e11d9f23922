//! Each kind of failure: its exit status, and what the message says.

use backhaul_sandbox::{Fault, Sandbox};

use crate::support::accounts;
use crate::support::program::{Program, Ran};

const GET: [&str; 5] = [
    "cloud-manager",
    "get-log-collection-job",
    "--group-id=5f0000000000000000000001",
    "--job-id=5f00000000000000000000c3",
    "--attempts=1",
];

/// A call that must not be repeated.
const CREATE: [&str; 9] = [
    "cloud-manager",
    "create-log-collection-job",
    "--group-id=5f0000000000000000000001",
    "--resource-type=REPLICASET",
    "--resource-name=myReplicaSet",
    "--size-requested-per-file-bytes=10000000",
    "--log-types=MONGODB",
    "--redacted",
    "--attempts=1",
];

async fn sandbox() -> (Sandbox, Program) {
    let sandbox = Sandbox::start().await.unwrap();
    let program = Program::new(accounts::variables(sandbox.url(), sandbox.fixtures()));
    (sandbox, program)
}

/// Asserts status and message of a run, and that nothing looks like a result.
fn check(ran: &Ran, status: i32, message: &str) {
    assert_eq!(ran.status, Some(status), "{ran:?}");
    assert!(ran.err.starts_with("error: "), "{ran:?}");
    assert!(ran.err.contains(message), "{message}: {ran:?}");
    assert_eq!(ran.text(), "");
}

#[tokio::test]
async fn each_refusal_has_its_status() {
    let (sandbox, program) = sandbox().await;
    let faults = sandbox.faults();
    for (fault, status, message) in [
        (Fault::status(400), 1, "400 Bad Request"),
        (Fault::status(409), 1, "409 Conflict"),
        (Fault::status(401), 3, "401 Unauthorized"),
        (Fault::status(403), 3, "403 Forbidden"),
        (Fault::status(404), 4, "404 Not Found"),
        (Fault::status(429), 5, "429 Too Many Requests"),
        (Fault::status(500), 5, "500 Internal Server Error"),
        (Fault::status(503), 5, "503 Service Unavailable"),
        (Fault::reset(), 5, "get-log-collection-job"),
        (Fault::replace_body("{\"id\":"), 7, "not JSON"),
        (
            Fault::replace_body(r#"{"errorCode":"FAKE","detail":"It failed."}"#),
            1,
            "get-log-collection-job: FAKE: It failed.; the status says success",
        ),
        (Fault::truncate(20), 5, "get-log-collection-job"),
    ] {
        faults.clear();
        faults.on("getLogCollectionJob", fault.clone());
        let ran = program.run(&GET).await;
        check(&ran, status, message);
    }
    faults.clear();
    let ran = program.run(&GET).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
}

/// 6 says that a change may have been applied, and only that.
#[tokio::test]
async fn a_change_whose_fate_is_unknown_has_a_status_of_its_own() {
    for (fault, status, applied) in [
        (Fault::reset().after_applied(), 6, 1),
        (Fault::status(502).after_applied(), 6, 1),
        (Fault::status(504), 6, 0),
        (Fault::status(500), 6, 0),
        (Fault::status(503), 5, 0),
        (Fault::status(429), 5, 0),
        (Fault::status(400), 1, 0),
    ] {
        let (sandbox, program) = sandbox().await;
        let before = jobs(&program).await;
        sandbox.faults().on("createLogCollectionJob", fault.clone());
        let ran = program.run(&CREATE).await;
        check(&ran, status, "create-log-collection-job");
        let advice = ran
            .err
            .contains("Look at the resource before you repeat the command");
        assert_eq!(advice, status == 6, "{ran:?}");
        assert_eq!(jobs(&program).await, before + applied, "{fault:?}");
    }
}

/// How many log collection jobs there are.
async fn jobs(program: &Program) -> usize {
    let list = [
        "cloud-manager",
        "list-log-collection-jobs",
        GET[2],
        "--get=/id",
    ];
    let ran = program.run(&list).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    ran.text().lines().count()
}

#[tokio::test]
async fn what_never_leaves_the_machine_has_its_status() {
    let (sandbox, program) = sandbox().await;
    let group = GET[2];
    // Every mistake at once, in the names of flags.
    let ran = program
        .run(&["cloud-manager", GET[1], "--group-id=x"])
        .await;
    check(
        &ran,
        2,
        "error: --group-id: \"x\" is not allowed: it must be 24 hexadecimal digits",
    );
    assert!(ran.err.contains("error: --job-id is required\n"), "{ran:?}");
    let ran = program
        .run(&["cloud-manager", CREATE[1], group, "--body=-"])
        .await;
    check(&ran, 2, "--body: standard input is empty");
    let other = "--header=Content-Type: application/octet-stream";
    let custom = [
        "api",
        "atlas",
        "POST",
        "/api/atlas/v2/groups",
        other,
        "--body=-",
    ];
    let ran = program.run_with(&custom, b"").await;
    check(&ran, 2, "--body: standard input is empty");
    let body = br#"{"logTypes":["NOPE"],"redacted":1,"new":true}"#;
    let ran = program
        .run_with(&["cloud-manager", CREATE[1], group, "--body=-"], body)
        .await;
    check(&ran, 2, "--log-types [0]");
    assert!(ran.err.contains("--redacted: "), "{ran:?}");
    assert!(ran.err.contains("in the body, new: "), "{ran:?}");
    let ran = program
        .run(&["cloud-manager", CREATE[1], group, "--body=no-such-file"])
        .await;
    check(&ran, 8, "--body: no-such-file: ");
    for words in [
        &["cloud-manager", "get-log-colection-job"][..],
        &["cloud-manger"],
        &["cloud-manager", GET[1], "--grup-id=x"],
        &["cloud-manager", CREATE[1], "--redacted=maybe"],
        &["cloud-manager", CREATE[1], "--log-types=NOPE"],
        &["cloud-manager", "list-log-collection-jobs", "--limit=0"],
    ] {
        let ran = program.run(words).await;
        check(&ran, 2, "error: ");
    }
    let nobody = Program::new([("MONGODB_ATLAS_BASE_URL", sandbox.url().to_owned())]);
    check(&nobody.run(&GET).await, 3, "MONGODB_ATLAS_PUBLIC_KEY");
    assert!(sandbox.requests().is_empty());

    // Nothing listens there.
    let variables = accounts::variables("http://127.0.0.1:9", sandbox.fixtures());
    let alone = Program::new(variables);
    check(&alone.run(&GET).await, 5, "get-log-collection-job");
    check(&alone.run(&CREATE).await, 5, "create-log-collection-job");
}

/// What would be ignored is refused.
#[tokio::test]
async fn flags_that_exclude_each_other_are_refused() {
    let (sandbox, program) = sandbox().await;
    let list = [
        "cloud-manager",
        "list-log-collection-jobs",
        GET[2],
        "--page-num=1",
    ];
    for (more, message) in [
        ("--only=failed", "leave out --limit and --only"),
        ("--limit=1", "--page-num prints one page as it came"),
    ] {
        check(
            &program.run(&[&list[..], &[more]].concat()).await,
            2,
            message,
        );
    }
    let retry = ["retry", "sls", "--logstore=l-l-l", "--shipper-name=s"];
    for (more, message) in [
        (
            &["--failed", "--last=5h", "--to-time=2026-11-30T01:00:00Z"][..],
            "cannot be used with",
        ),
        (
            &["--failed", "--last=49h"],
            "only tasks of the last 48 hours",
        ),
        (
            &["--failed", "--last=48h", "--wait", "--timeout=1h"],
            "--timeout must not be more",
        ),
        (
            &["--task-id={\"id\":\"x\"}"],
            "is not an id: give ids one per line",
        ),
        (&["--task-id=a b"], "is not an id"),
    ] {
        check(&program.run(&[&retry[..], more].concat()).await, 2, message);
    }
    let collect = [
        "collect",
        "cloud-manager",
        "--last=5h",
        "--to-time=2026-11-30T01:00:00Z",
    ];
    check(&program.run(&collect).await, 2, "cannot be used with");
    assert!(sandbox.requests().is_empty());
}

#[tokio::test]
async fn flags_go_by_the_providers_spelling_too() {
    let (_sandbox, program) = sandbox().await;
    let words = GET.map(|word| {
        word.replace("group-id", "groupId")
            .replace("job-id", "jobId")
    });
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (theirs, ours) = (program.run(&words).await, program.run(&GET).await);
    assert_eq!(theirs.status, Some(0), "{theirs:?}");
    assert_eq!(theirs.out, ours.out);
    // Also where our name says something else, or has other words.
    for (theirs, words) in [
        ("--itemsPerPage=1", "list-snapshots"),
        ("--pointInTimeUTCMillis=1", "create-restore-job"),
    ] {
        let words = ["cloud-manager", words, GET[2], theirs, "--dry-run"];
        let ran = program.run(&words).await;
        check(&ran, 2, "--cluster-id is required");
    }
}

#[tokio::test]
async fn a_typo_gets_few_suggestions() {
    let (_sandbox, program) = sandbox().await;
    for (words, meant) in [
        (
            &["cloud-manager", "get-log-colection-job"][..],
            "'get-log-collection-job'",
        ),
        (&["atlas", "list-backup-export"], "'list-backup-exports'"),
        (&["cloud-manger"], "'cloud-manager'"),
        (&["cloud-manager", GET[1], "--grup-id=x"], "'--group-id'"),
    ] {
        let ran = program.run(words).await;
        check(&ran, 2, meant);
        let tips = ran
            .err
            .lines()
            .find(|line| line.contains("similar"))
            .unwrap();
        assert!(tips.matches('\'').count() <= 6, "{tips}");
        assert!(!tips.contains(char::is_uppercase), "{tips}");
    }
}

#[tokio::test]
async fn an_error_can_be_read_by_programs() {
    let (_sandbox, program) = sandbox().await;
    let words = [
        &GET[..3],
        &["--job-id=5f00000000000000000000ff", "--error-format=json"],
    ]
    .concat();
    let ran = program.run(&words).await;
    assert_eq!(ran.status, Some(4));
    let error: serde_json::Value = serde_json::from_str(&ran.err).unwrap();
    assert_eq!(error["kind"], "not-found");
    assert_eq!(error["exitStatus"], 4);
    assert_eq!(error["status"], 404);
    assert_eq!(error["operation"], "get-log-collection-job");
    assert_eq!(error["retryable"], false);
    for words in [
        &["atlas", "no-such-operation", "--error-format", "json"][..],
        &["--error-format=json", "atlas", "get-backup-export"],
    ] {
        let ran = program.run(words).await;
        assert_eq!(ran.status, Some(2));
        let error: serde_json::Value = serde_json::from_str(&ran.err).unwrap();
        assert_eq!(error["kind"], "usage", "{error}");
    }
}

/// A page that fails leaves no text that a program takes for the whole list.
#[tokio::test]
async fn a_list_that_breaks_off_is_not_valid() {
    let (sandbox, program) = sandbox().await;
    let words = |form: &'static str| {
        let list = [
            "cloud-manager",
            "list-log-collection-jobs",
            GET[2],
            "--page-size=2",
        ];
        [&list[..], &["--attempts=1", "--output", form]].concat()
    };
    for (form, lines) in [("json", None), ("jsonl", Some(2)), ("table", Some(3))] {
        sandbox.faults().clear();
        let fault = Fault::status(503);
        sandbox.faults().on("listLogCollectionJobs", fault).skip(1);
        let ran = program.run(&words(form)).await;
        assert_eq!(ran.status, Some(5), "{ran:?}");
        assert!(ran.err.contains("503 Service Unavailable"), "{ran:?}");
        match lines {
            None => assert!(serde_json::from_slice::<serde_json::Value>(&ran.out).is_err()),
            Some(number) => assert_eq!(ran.text().lines().count(), number, "{ran:?}"),
        }
        assert!(ran.text().contains("5f00000000000000000000c2"), "{ran:?}");
    }
}
