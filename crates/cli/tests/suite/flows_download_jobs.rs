//! `collect sls`: the result of a query from a shell; and what needs no project.

use std::fs;

use backhaul_sandbox::Sandbox;

use crate::flows_collect::{result, run, stage};
use crate::support::accounts;
use crate::support::program::Program;

#[tokio::test]
async fn the_result_of_a_query_is_saved() {
    let (sandbox, program) = stage(true).await;
    let logstore = sandbox.fixtures().sls_logstore;
    let words = [
        "collect",
        "sls",
        "--to=logs",
        "--every=10ms",
        "--timeout=1m",
    ];
    let query = ["--logstore", logstore, "--query=* | select *", "--last=1h"];
    let new = [&query[..], &["--name=errors", "--compression=gzip"]].concat();
    let dry = run(&program, &words, &[&new[..], &["--dry-run"]].concat()).await;
    assert!(
        dry.text().contains("/downloadjobs") && dry.err.contains("Then: wait for the job"),
        "{dry:?}"
    );
    assert!(sandbox.requests().is_empty());

    let ran = run(&program, &words, &new).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let saved = result(&ran);
    assert_eq!(saved["jobName"], "errors");
    assert_eq!(saved["md5"].as_str().unwrap().len(), 32);
    let file = program.home().join(saved["file"].as_str().unwrap());
    assert!(file.ends_with("errors.csv.gz"), "{ran:?}");
    assert_eq!(
        fs::metadata(file).unwrap().len(),
        saved["bytes"].as_u64().unwrap()
    );
    assert!(
        ran.err.contains("download job errors was created"),
        "{ran:?}"
    );

    // The job is still there, and can be fetched once more.
    fs::remove_dir_all(program.home().join("logs")).unwrap();
    let again = run(&program, &words, &["--job=errors", "--delete-job"]).await;
    assert_eq!(result(&again)["md5"], saved["md5"], "{again:?}");
    let gone = run(&program, &words, &["--download-job-name=errors"]).await;
    assert_eq!(gone.status, Some(4), "{gone:?}");

    let timeless = run(&program, &words, &query[..3]).await;
    assert_eq!(timeless.status, Some(2), "{timeless:?}");
    assert!(
        timeless
            .err
            .contains("--last or --from-time or --download-job-name is required"),
        "{timeless:?}"
    );
    let both = run(
        &program,
        &words,
        &["--download-job-name=errors", "--last=1h"],
    )
    .await;
    assert_eq!(both.status, Some(2), "{both:?}");

    let (_sandbox, program) = stage(false).await;
    let words = [
        "collect",
        "sls",
        "--to=logs",
        "--every=10ms",
        "--timeout=50ms",
    ];
    let late = run(&program, &words, &new).await;
    assert_eq!(late.status, Some(124), "{late:?}");
    let next = "Go on: backhaul collect sls --download-job-name errors --to logs";
    assert!(late.err.contains(next), "{late:?}");
}

#[tokio::test]
async fn projects_are_listed_without_a_project() {
    let sandbox = Sandbox::start().await.unwrap();
    let variables = accounts::variables(sandbox.url(), sandbox.fixtures());
    let without = variables
        .into_iter()
        .filter(|(name, _)| *name != "BACKHAUL_SLS_PROJECT");
    let program = Program::new(without);
    let list = run(&program, &["sls", "list-project"], &["--get=/projectName"]).await;
    assert_eq!(list.status, Some(0), "{list:?}");
    assert_eq!(list.text().trim(), sandbox.fixtures().sls_project);
    let before = sandbox.requests().len();
    let refused = run(&program, &["sls", "get-project"], &[]).await;
    assert_eq!(refused.status, Some(2), "{refused:?}");
    let text = "the project is missing: give --project NAME, or set BACKHAUL_SLS_PROJECT";
    assert!(refused.err.contains(text), "{refused:?}");
    assert_eq!(sandbox.requests().len(), before);
}
