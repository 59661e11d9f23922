//! What to do when credentials or files are in the way.

use std::fs;

use backhaul_sandbox::Fault;

use crate::flows_collect::{operations, result, run, stage};

const GROUP: &str = "--group-id=5f0000000000000000000001";

/// Which credentials were sent, only `whoami` says.
#[tokio::test]
async fn refused_credentials_point_to_whoami() {
    let (sandbox, program) = stage(true).await;
    for (words, operation, provider) in [
        (
            &["atlas", "list-export-buckets", GROUP][..],
            "listExportBuckets",
            "atlas",
        ),
        (&["sls", "list-oss-exports"], "ListOSSExports", "sls"),
        (
            &["collect", "atlas", GROUP, "--to=logs"],
            "listGroupProcesses",
            "atlas",
        ),
        (
            &["api", "cloud-manager", "GET", "/api/public/v1.0/groups"],
            "listGroups",
            "cloud-manager",
        ),
    ] {
        for status in [401, 403] {
            sandbox.faults().clear();
            sandbox.faults().on(operation, Fault::status(status));
            let ran = program.run(words).await;
            assert_eq!(ran.status, Some(3), "{ran:?}");
            let said = format!("`backhaul whoami {provider}` says which credentials were used");
            assert!(ran.err.contains(&said), "{ran:?}");
            // There a wrong place looks like a wrong key.
            let has_place = ran
                .err
                .contains("check --region or --endpoint (ALIYUN_LOG_CLI_ENDPOINT)");
            assert_eq!(has_place, provider == "sls", "{ran:?}");
        }
    }
    sandbox.faults().clear();
    let body = r#"{"errorCode":"SignatureNotMatch","errorMessage":"signature does not match"}"#;
    let fault = Fault::status(400)
        .body(body)
        .header("content-type", "application/json");
    sandbox.faults().on("ListOSSExports", fault);
    let ran = program.run(&["sls", "list-oss-exports"]).await;
    assert!(ran.err.contains("`backhaul whoami sls`"), "{ran:?}");
    assert!(ran.err.contains("--region"), "{ran:?}");
    // A key that the service has looked for is wrong itself.
    sandbox.faults().clear();
    let body = r#"{"errorCode":"Unauthorized","errorMessage":"AccessKeyId not found: FAKEAKID"}"#;
    let fault = Fault::status(401)
        .body(body)
        .header("content-type", "application/json");
    sandbox.faults().on("ListOSSExports", fault);
    let ran = program.run(&["sls", "list-oss-exports"]).await;
    assert!(ran.err.contains("AccessKeyId not found"), "{ran:?}");
    assert!(ran.err.contains("`backhaul whoami sls`"), "{ran:?}");
    assert!(!ran.err.contains("region"), "{ran:?}");
}

/// A file that is there stays, and nothing is begun.
#[tokio::test]
async fn a_file_is_only_replaced_if_somebody_says_so() {
    let (sandbox, program) = stage(true).await;
    let cluster = format!("--cluster-name={}", sandbox.fixtures().cluster_name);
    let names = sandbox.fixtures();
    let restore = [
        "restore",
        "atlas",
        GROUP,
        &cluster,
        "--snapshot-id=latest",
        "--to=files",
        "--every=10ms",
        "--timeout=1m",
    ];
    let one = [
        "collect",
        "atlas",
        GROUP,
        "--host-name=h.example",
        "--log-name=MongoDB",
        // Until now would be another file in the next second.
        "--from-time=2026-05-04",
        "--to-time=2026-05-04T01:00Z",
        "--to=logs",
    ];
    let all = [
        "collect",
        "atlas",
        GROUP,
        "--from-time=2026-05-04",
        "--to-time=2026-05-04T01:00Z",
        "--to=all",
        "--timeout=5m",
    ];
    let logstore = format!("--logstore={}", names.sls_logstore);
    let query = [
        "collect",
        "sls",
        &logstore,
        "--query=*",
        "--last=1h",
        "--name=errors",
        "--to=logs",
        "--every=10ms",
        "--timeout=1m",
    ];
    for words in [&restore[..], &one, &all, &query] {
        let ran = run(&program, words, &[]).await;
        assert_eq!(ran.status, Some(0), "{ran:?}");
        let saved = result(&ran);
        let first = saved.get(0).unwrap_or(&saved)["file"]
            .as_str()
            .unwrap()
            .to_owned();
        let path = program.home().join(&first);
        fs::write(&path, "mine").unwrap();
        let before = operations(&sandbox).len();

        let again = run(&program, words, &[]).await;
        assert_eq!(again.status, Some(8), "{again:?}");
        let folder = first.split_once('/').unwrap().0;
        let said = format!("error: --to: {folder}/");
        assert!(again.err.contains(&said), "{again:?}");
        let way_out = " is there already: add --overwrite to replace it, or give another --to
";
        assert!(again.err.ends_with(way_out), "{again:?}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
        let sent = &operations(&sandbox)[before..];
        let begins = |name: &&String| {
            name.starts_with("create") || name.starts_with("Create") || name.starts_with("download")
        };
        assert!(!sent.iter().any(|name| begins(&name)), "{sent:?}");

        // The service keeps the names of jobs.
        if words[1] == "sls" {
            continue;
        }
        let replaced = run(&program, words, &["--overwrite"]).await;
        assert_eq!(replaced.status, Some(0), "{replaced:?}");
        assert_ne!(fs::read(&path).unwrap(), b"mine");
    }
}

#[tokio::test]
async fn an_invoice_is_reported_and_saved() {
    let (sandbox, program) = stage(true).await;
    let invoice = format!("--invoice-id={}", sandbox.fixtures().invoice_id);
    let words = [
        "report",
        "atlas",
        "--org-id=5980cfdf0b6d97029d82f86e",
        &invoice,
        "--to=invoices",
        "--every=10ms",
    ];
    let ran = run(&program, &words, &["--timeout=1m"]).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let saved = result(&ran);
    let file = program.home().join(saved["file"].as_str().unwrap());
    assert_eq!(saved["bytes"], fs::metadata(file).unwrap().len());
    assert!(ran.err.contains(" was requested"), "{ran:?}");

    let (sandbox, program) = stage(false).await;
    let late = run(&program, &words, &["--timeout=50ms"]).await;
    assert_eq!(late.status, Some(124), "{late:?}");
    assert!(
        late.err
            .contains("Go on: backhaul wait atlas get-org-invoice-report"),
        "{late:?}"
    );
    assert!(
        late.err
            .contains("--get /downloadUrl | backhaul download --link - --to FILE"),
        "{late:?}"
    );
    assert_eq!(operations(&sandbox)[0], "createOrgInvoiceReport");
}

/// A collection that begins nothing at the provider says how far it is, and ends in time.
#[tokio::test]
async fn logs_of_atlas_have_progress_and_a_limit() {
    let (sandbox, program) = stage(true).await;
    let words = ["collect", "atlas", GROUP, "--last=1h", "--to=logs"];
    let ran = run(&program, &words, &[]).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert!(ran.err.contains(" logs collected\n"), "{ran:?}");
    sandbox.faults().on("listGroupProcesses", Fault::stall());
    let late = run(&program, &words, &["--timeout=50ms"]).await;
    assert_eq!(late.status, Some(124), "{late:?}");
    assert!(
        late.err.contains("the time was over") && late.err.contains("--overwrite"),
        "{late:?}"
    );
}

/// The body may be on the command line, the project is filled in, and errors name what was asked.
#[tokio::test]
async fn a_call_without_a_document_is_written_in_one_line() {
    let (sandbox, program) = stage(true).await;
    let project = "--project=5f0000000000000000000001";
    let path = "/api/atlas/v2/groups/{groupId}/backup/exportBuckets";
    let list = ["api", "atlas", "GET", path, project];
    let ran = program.run(&list).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let ran = program.run(&list[..4]).await;
    assert_eq!(ran.status, Some(2), "{ran:?}");
    assert!(
        ran.err
            .contains("PATH: it has no value for {groupId}: add --path groupId=VALUE"),
        "{ran:?}"
    );
    assert!(
        ran.err
            .contains("give --project, or set MONGODB_ATLAS_PROJECT_ID"),
        "{ran:?}"
    );
    let post = [
        "api",
        "atlas",
        "POST",
        path,
        project,
        r#"--body={"bucketName":"b"}"#,
        "--dry-run",
    ];
    let ran = program.run(&post).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert!(
        ran.text().contains(r#"--data-raw '{"bucketName":"b"}'"#),
        "{ran:?}"
    );
    let broken = [&post[..5], &[r#"--body={"bucketName":"#, "--dry-run"]].concat();
    let ran = program.run(&broken).await;
    assert_eq!(ran.status, Some(2), "{ran:?}");
    assert!(ran.err.contains("--body: the text is not JSON"), "{ran:?}");
    sandbox.faults().everywhere(Fault::status(409));
    let ran = program.run(&list).await;
    let said = "error: GET /api/atlas/v2/groups/{groupId}/backup/exportBuckets: 409 Conflict";
    assert!(ran.err.starts_with(said), "{ran:?}");
}

/// Arguments are no place for secrets.
#[tokio::test]
async fn a_body_with_secrets_is_not_taken_from_the_command_line() {
    let (_sandbox, program) = stage(true).await;
    let marker = r#"--body={"password":"fake-marker"}"#;
    let mut refused = 0;
    for entry in backhaul_cli::providers::all() {
        for operation in entry
            .table
            .operations
            .iter()
            .filter(|one| one.body.is_some())
        {
            let ran = program
                .run(&[entry.table.name, operation.name, marker, "--dry-run"])
                .await;
            assert!(!ran.err.contains("fake-marker"), "{ran:?}");
            refused += u32::from(ran.err.contains("--body: it may hold secrets"));
        }
    }
    // Log integrations, passwords of instances, user names of a policy.
    assert!(refused >= 4, "{refused}");
    let policy = ["dcs", "create-migration-task", marker];
    let ran = program.run(&policy).await;
    assert_eq!(ran.status, Some(2), "{ran:?}");
    assert!(ran.err.contains("--body - on standard input"), "{ran:?}");
}
