//! `retry`: what failed is started again, from a shell and from ids in a pipe.

use backhaul_sandbox::{Redirect, Sandbox};
use serde_json::Value;

use crate::flows_collect::{operations, result, run, stage};
use crate::support::program::Ran;

const GROUP: &str = "--group-id=5f0000000000000000000001";

/// The words that name the sandbox's shipper.
fn shipper(sandbox: &Sandbox) -> [&'static str; 6] {
    let names = sandbox.fixtures();
    [
        "retry",
        "sls",
        "--logstore",
        names.sls_logstore,
        "--shipper-name",
        names.sls_shipper,
    ]
}

/// How many results have this outcome.
fn count(ran: &Ran, outcome: &str) -> usize {
    let results = result(ran);
    let results = results.as_array().unwrap().iter();
    results.filter(|one| one["outcome"] == outcome).count()
}

#[tokio::test]
async fn failed_jobs_are_started_again_and_saved() {
    let (sandbox, program) = stage(true).await;
    let words = [
        "retry",
        "cloud-manager",
        GROUP,
        "--failed",
        "--wait",
        "--timeout=1m",
        "--every=10ms",
        "--download",
        "--to=logs",
    ];
    let ran = run(&program, &words, &[]).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let jobs = result(&ran);
    let id = sandbox.fixtures().failed_log_job_id;
    assert_eq!(jobs[0]["jobId"], id);
    assert_eq!(jobs[0]["outcome"], "saved");
    assert!(program.home().join(format!("logs/{id}.tar.gz")).is_file());
    let again = run(&program, &words, &[]).await;
    assert_eq!(
        (again.status, result(&again)),
        (Some(0), Value::Array(Vec::new()))
    );
}

/// The ids that one command prints are what the other reads.
#[tokio::test]
async fn ids_from_a_list_are_started_again() {
    let (sandbox, program) = stage(true).await;
    let list = [
        "cloud-manager",
        "list-log-collection-jobs",
        GROUP,
        "--only=failed",
        "--get=/id",
    ];
    let listed = program.run(&list).await;
    let words = ["retry", "cloud-manager", GROUP, "--job-id=-"];
    let ran = program.run_with(&words, &listed.out).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert_eq!(count(&ran, "started"), listed.text().lines().count());
    assert_eq!(count(&ran, "started"), 1);

    let names = sandbox.fixtures();
    let now = std::time::SystemTime::UNIX_EPOCH
        .elapsed()
        .unwrap()
        .as_secs();
    let (from, to) = ((now - 24 * 3600).to_string(), now.to_string());
    let list = [
        "sls",
        "get-shipper-status",
        "--logstore",
        names.sls_logstore,
        "--shipper-name",
        names.sls_shipper,
        "--from",
        &from,
        "--to",
        &to,
        "--status=fail",
        "--get=/id",
    ];
    let listed = program.run(&list).await;
    assert_eq!(listed.text().lines().count(), 12, "{listed:?}");
    let words = [
        &shipper(&sandbox)[..],
        &["--task-id=-", "--wait", "--timeout=1m", "--every=10ms"],
    ]
    .concat();
    let ran = program.run_with(&words, &listed.out).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert_eq!(count(&ran, "shipped"), 12);
    let requests = operations(&sandbox);
    let retries = requests.iter().filter(|name| *name == "RetryShipperTask");
    assert_eq!(retries.count(), 2, "ten in a request");
    // No ids may be the good case, or those of a command that failed.
    let of_jobs = ["retry", "cloud-manager", GROUP, "--job-id=-"];
    for words in [&words[..], &of_jobs] {
        let none = program.run_with(words, b"\n").await;
        assert_eq!(
            (none.status, result(&none)),
            (Some(0), Value::Array(Vec::new()))
        );
        let said = "there were no ids on standard input. ";
        assert!(none.err.contains(said), "{none:?}");
        let some = program.run(&[&words[..2], &["--help"]].concat()).await;
        assert!(some.text().contains("set -o pipefail"), "{some:?}");
    }
}

/// The service accepts any id, and nothing comes of one that is none.
#[tokio::test]
async fn a_task_that_is_not_there_is_told_and_how_to_look_farther() {
    let (sandbox, program) = stage(true).await;
    let wait = ["--wait", "--timeout=1m", "--every=10ms"];
    let words = [&shipper(&sandbox)[..], &["--task-id=nothing", "--last=1h"]].concat();
    for more in [&[][..], &wait] {
        let ran = run(&program, &words, more).await;
        assert_eq!(
            (ran.status, count(&ran, "no such task")),
            (Some(4), 1),
            "{ran:?}"
        );
        for said in [
            "task nothing: no task of this shipper that was created from 20",
            "The tasks of this time: backhaul sls get-shipper-status ",
            "Look farther back with --last or --from-time",
        ] {
            assert!(ran.err.contains(said), "{said}: {ran:?}");
        }
    }
    let sent = operations(&sandbox);
    assert!(
        sent.iter().all(|name| name == "GetShipperStatus"),
        "{sent:?}"
    );
    // Without a range it is looked for as far back as the service shows tasks.
    let known = sandbox.fixtures().sls_failed_task_ids[0];
    let words = [
        &shipper(&sandbox)[..],
        &["--task-id=nothing", "--task-id", known],
    ]
    .concat();
    let ran = run(&program, &words, &wait).await;
    assert_eq!(ran.status, Some(11), "{ran:?}");
    assert_eq!(
        (count(&ran, "shipped"), count(&ran, "no such task")),
        (1, 1)
    );
    assert!(
        ran.err.contains("(46h59m, in UTC)") || ran.err.contains("(47h58m, in UTC)"),
        "{ran:?}"
    );
}

/// "Yesterday" leaves out what is newer, and "the last day" finds the failed job of the sandbox.
#[tokio::test]
async fn jobs_of_a_time_are_started_again() {
    let (sandbox, program) = stage(true).await;
    let retry = ["retry", "cloud-manager", GROUP, "--failed"];
    for (times, number) in [
        (
            &[
                "--from-time=2020-01-01T00:00:00Z",
                "--to-time=2020-01-02T00:00:00Z",
            ][..],
            0,
        ),
        (&["--last=1h"], 0),
        (&["--last=24h"], 1),
    ] {
        let ran = run(&program, &retry, times).await;
        assert_eq!(ran.status, Some(0), "{ran:?}");
        assert_eq!(
            result(&ran).as_array().unwrap().len(),
            number,
            "{times:?}: {ran:?}"
        );
    }
    let ids = [
        &retry[..3],
        &[
            "--job-id=5f00000000000000000000c1",
            "--from-time=2020-01-01T00:00:00Z",
        ],
    ]
    .concat();
    let ran = program.run(&ids).await;
    assert_eq!(ran.status, Some(2), "{ran:?}");
    drop(sandbox);
}

#[tokio::test]
async fn some_that_are_refused_are_named() {
    let (sandbox, program) = stage(true).await;
    let elsewhere = Redirect::to("http://127.0.0.1:1/").of_operation("RetryShipperTask");
    sandbox.redirect_next(elsewhere);
    let words = [&shipper(&sandbox)[..], &["--failed", "--last=24h"]].concat();
    let ran = program.run(&words).await;
    assert_eq!(ran.status, Some(11), "{ran:?}");
    assert_eq!((count(&ran, "refused"), count(&ran, "accepted")), (10, 2));
    assert!(
        ran.err.contains("error: 10 of 12 tasks failed: "),
        "{ran:?}"
    );
    for id in &sandbox.fixtures().sls_failed_task_ids[..10] {
        assert!(ran.err.contains(id), "{id}: {ran:?}");
    }

    let failed = sandbox.fixtures().failed_log_job_id;
    let words = [
        "retry",
        "cloud-manager",
        GROUP,
        "--job-id",
        failed,
        "--job-id=5f00000000000000000000ff",
    ];
    let ran = program.run(&words).await;
    assert_eq!(ran.status, Some(11), "{ran:?}");
    assert!(
        ran.err
            .contains("1 of 2 jobs failed: 5f00000000000000000000ff"),
        "{ran:?}"
    );
    assert_eq!((count(&ran, "started"), count(&ran, "refused")), (1, 1));
    // Alone, its own status says more.
    let ran = program
        .run(
            &words[..3]
                .iter()
                .copied()
                .chain(["--job-id=5f00000000000000000000ff"])
                .collect::<Vec<_>>(),
        )
        .await;
    assert_eq!(ran.status, Some(4), "{ran:?}");
}

#[tokio::test]
async fn what_is_late_goes_on() {
    let (sandbox, program) = stage(false).await;
    let wait = ["--failed", "--wait", "--timeout=500ms", "--every=10ms"];
    let ran = run(&program, &shipper(&sandbox), &wait).await;
    assert_eq!(ran.status, Some(124), "{ran:?}");
    assert_eq!(count(&ran, "running"), 12);
    assert!(
        ran.err
            .contains("Look later: backhaul sls get-shipper-status "),
        "{ran:?}"
    );
    let ran = run(&program, &["retry", "cloud-manager", GROUP], &wait).await;
    assert_eq!(ran.status, Some(124), "{ran:?}");
    assert_eq!(count(&ran, "running"), 1);
    assert!(
        ran.err
            .contains("Go on: backhaul wait cloud-manager get-log-collection-job "),
        "{ran:?}"
    );
}

#[tokio::test]
async fn flags_that_need_each_other_are_told() {
    let (sandbox, program) = stage(true).await;
    let sls = shipper(&sandbox);
    for (words, missing) in [
        (&["retry", "cloud-manager", GROUP][..], "--failed"),
        (
            &["retry", "cloud-manager", GROUP, "--failed", "--wait"],
            "--timeout",
        ),
        (
            &[
                "retry",
                "cloud-manager",
                GROUP,
                "--failed",
                "--download",
                "--to=x",
            ],
            "--wait",
        ),
        (
            &["retry", "cloud-manager", GROUP, "--failed", "--job-id=x"],
            "cannot be used with",
        ),
        (
            &[
                "retry",
                "cloud-manager",
                GROUP,
                "--job-id=5f00000000000000000000c1",
                "--job-id=x",
            ],
            "error: --job-id: ",
        ),
        (&sls, "--failed"),
    ] {
        let ran = program.run(words).await;
        assert_eq!(ran.status, Some(2), "{ran:?}");
        assert!(ran.err.contains(missing), "{missing}: {ran:?}");
    }
    assert!(sandbox.requests().is_empty());
}
