//! Tables of jobs: each has the state of its job, by the rules of the document.

use backhaul_cli::json::Json;
use backhaul_cli::providers;
use backhaul_sandbox::{Fixtures, Sandbox};
use documents::Document;
use wire::calls::{self, Row, Success};
use wire::sent;

use crate::every_operation::{sandbox, words};
use crate::support::accounts;
use crate::support::program::Program;
use crate::support::rows;

const STATES: [&str; 7] = [
    "queued",
    "running",
    "succeeded",
    "failed",
    "cancelled",
    "expired",
    "unknown",
];

async fn program() -> (Sandbox, Program) {
    let sandbox = Sandbox::start().await.unwrap();
    let group = sandbox.fixtures().group_id.to_owned();
    let variables = accounts::variables(sandbox.url(), sandbox.fixtures());
    let group = ("MONGODB_ATLAS_PROJECT_ID", group);
    (sandbox, Program::new(variables.into_iter().chain([group])))
}

/// A restore job of Atlas has no status: its state follows from five properties.
#[tokio::test]
async fn a_job_without_a_status_has_a_state() {
    let (sandbox, program) = program().await;
    let fixtures = sandbox.fixtures();
    let cluster = format!("--cluster-name={}", fixtures.cluster_name);
    let job = format!("--restore-job-id={}", fixtures.running_restore_job_id);
    let list = ["atlas", "list-backup-restore-jobs", &cluster];
    let get = ["atlas", "get-backup-restore-job", &cluster, &job];
    for form in ["table", "wide"] {
        let ran = program.run(&[&list[..], &["-o", form]].concat()).await;
        assert_eq!(ran.status, Some(0), "{ran:?}");
        let mut lines = ran.text().lines();
        assert!(lines.next().unwrap().starts_with("id "), "{}", ran.text());
        let row = lines.find(|line| line.starts_with(fixtures.running_restore_job_id));
        let second = row.unwrap().split_whitespace().nth(1);
        assert_eq!(second, Some("running"), "{}", ran.text());

        let ran = program.run(&[&get[..], &["-o", form]].concat()).await;
        let state = ran.text().lines().find(|line| line.starts_with("STATE "));
        assert!(state.unwrap().ends_with(" running"), "{}", ran.text());
    }
    // One page, printed as it came.
    let page = ["--page-num=1", "-o", "table"];
    let ran = program.run(&[&list[..], &page].concat()).await;
    assert!(ran.text().contains("\nid "), "{}", ran.text());
    assert!(ran.text().contains("STATE"), "{}", ran.text());
    // JSON is what the provider sent.
    let ran = program.run(&get).await;
    let sent = Json::read(ran.text()).unwrap();
    assert!(sent.member("STATE").is_none(), "{}", ran.text());
}

/// The provider's own word is beside the state, and only there.
#[tokio::test]
async fn a_status_is_not_shown_twice() {
    let (_sandbox, program) = program().await;
    let list = ["cloud-manager", "list-log-collection-jobs", "-o", "table"];
    let ran = program.run(&list).await;
    assert!(
        ran.text().contains("  failed (FAILURE)  "),
        "{}",
        ran.text()
    );
    assert!(!ran.text().contains("status"), "{}", ran.text());
    assert_eq!(ran.text().matches("FAILURE").count(), 1, "{}", ran.text());
}

/// What is a time for people, and a number for scripts.
#[tokio::test]
async fn times_in_tables_are_dates_and_json_is_as_it_was_sent() {
    let (sandbox, program) = program().await;
    let fixtures = sandbox.fixtures();
    let logstore = format!("--logstore={}", fixtures.sls_logstore);
    let shipper = format!("--shipper-name={}", fixtures.sls_shipper);
    let list = [
        "sls",
        "get-shipper-status",
        &logstore,
        &shipper,
        "--last=24h",
    ];
    let one = [&list[..], &["--limit=1"]].concat();
    let sent = program
        .run(&[&one[..], &["--get=/taskCreateTime"]].concat())
        .await;
    let seconds: u64 = sent.text().trim().parse().unwrap();
    let time = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
    let date = backhaul_runtime::Timestamp::try_from(time)
        .unwrap()
        .to_string();
    assert!(date.ends_with('Z'), "{date}");
    for form in ["table", "wide"] {
        let ran = program.run(&[&one[..], &["-o", form]].concat()).await;
        assert!(ran.text().contains(&date), "{ran:?}");
        assert!(!ran.text().contains(sent.text().trim()), "{ran:?}");
    }
    for form in ["json", "jsonl", "yaml"] {
        let ran = program.run(&[&one[..], &["-o", form]].concat()).await;
        assert!(ran.text().contains(sent.text().trim()), "{ran:?}");
    }
}

/// Runs the rows of a provider that answer jobs. Gives the number of those that
/// have any.
async fn all_have_states<Client, Ids>(
    provider: &'static str,
    challenge: Option<&str>,
    recorded: fn(&str) -> Client,
    rows: &[Row<Client, Ids>],
    ids: fn(&Fixtures) -> Ids,
) -> usize {
    let document = Document::read(provider);
    let entry = providers::find(provider).unwrap();
    let mut number = 0;
    for row in rows {
        let id = calls::operation(provider, row.0).id;
        let (_, operation) = entry.table.operation(id).unwrap();
        let answer = operation.answer;
        assert!(
            answer.job.is_some() || !answer.is_job && !answer.has_jobs,
            "{id}"
        );
        if answer.job.is_none() {
            continue;
        }
        let sandbox = sandbox(provider).await;
        let success = Success::of(&document, id);
        let ids = ids(sandbox.fixtures());
        let sent = sent(&success, challenge, recorded, row, &ids).await;
        let program = Program::new(accounts::variables(sandbox.url(), sandbox.fixtures()));
        let mut words = words(provider, operation, &sent);
        // From the beginning, where the sandbox has something.
        let position = answer
            .paging
            .map(|paging| format!("--{}=", paging.position));
        words.retain(|word| !position.as_ref().is_some_and(|flag| word.starts_with(flag)));
        words.push("--output=table".to_owned());
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let ran = program.run_with(&words, sent.body.as_bytes()).await;
        assert_eq!(ran.status, Some(0), "{words:?}: {}", ran.err);
        let table = ran.text();
        if table.is_empty() {
            assert!(answer.has_jobs, "{words:?}");
            continue;
        }
        number += 1;
        assert_eq!(table.matches("STATE").count(), 1, "{words:?}: {table}");
        // The word is in the line of the title, or below it.
        let mut lines = table.lines().skip_while(|line| !line.contains("STATE"));
        let title = lines.next().unwrap();
        let at = title.find("STATE").unwrap();
        let word = match at {
            0 => &title["STATE".len()..],
            at => lines.next().unwrap().get(at..).unwrap(),
        };
        let word = word.split_whitespace().next().unwrap();
        assert!(STATES.contains(&word), "{words:?}: {table}");
    }
    number
}

#[tokio::test]
async fn every_answer_with_jobs_has_their_states() {
    let mut count = 0;
    macro_rules! call {
        ($($name:literal, $krate:ident, $module:ident;)+) => {$(
            count += all_have_states(
                $name,
                calls::$module::CHALLENGE,
                calls::$module::client,
                calls::$module::ROWS,
                rows::$module,
            ).await;
        )+};
    }
    wire::every_provider!(call);
    // Some list is empty at the sandbox.
    assert!(count >= 32, "{count}");
}
