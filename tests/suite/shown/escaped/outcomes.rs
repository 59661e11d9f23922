//! How jobs end, and what spans record.

use std::fmt::Write as _;
use std::time::Duration;

use backhaul_atlas::{Credentials, Outcome, Wait};
use backhaul_runtime::Clock;
use serde_json::{Value, json};
use tracing_subscriber::fmt::format::FmtSpan;

use crate::shown::escaped::check::{GROUP, ID, atlas, check, check_error, hostile};
use crate::support::answering::{Answering, answer, json as json_answer};
use crate::support::log::{Log, listen};

/// How a wait for an export ends whose answers are `job`.
async fn wait_for(job: Value) -> Outcome<backhaul_atlas::types::DiskBackupExportJob> {
    let server = Answering::start(move |_| json_answer("200 OK", &job)).await;
    let credentials = Credentials::access_token("fake-token");
    let clock = Clock::default().with_sleep(|_| Box::pin(async {}));
    let builder = backhaul_atlas::Client::builder().credentials(credentials);
    let client = builder.base_url(&server.url).clock(clock).build().unwrap();
    let call = client
        .get_backup_export()
        .group_id(GROUP)
        .cluster_name("fake");
    let wait = Wait::up_to(Duration::from_secs(1)).first_delay(Duration::from_secs(1));
    call.export_id(ID).wait(wait).await.unwrap()
}

#[tokio::test]
async fn how_jobs_end() {
    let text = hostile();
    for state in ["Failed", text.as_str()] {
        let outcome = wait_for(json!({
            "id": ID, "snapshotId": ID, "exportBucketId": ID, "state": state,
            "stateReason": {"message": text, "errorCode": text},
        }))
        .await;
        if let Some(job) = outcome.job() {
            let state = job.state.as_ref().unwrap();
            check("state", &format!("{state} {state:?}"));
        }
        let error = outcome.succeeded().unwrap_err();
        check_error(state.get(..6).unwrap_or(state), &error);
        let state = error.state().unwrap();
        check("job state", &format!("{state} {state:?} {state:>9}"));
        match error.into_outcome() {
            Outcome::Ended(ended) => check("ended", &without_job(&format!("{ended:?}"))),
            Outcome::TimedOut(late) => check("late", &without_job(&format!("{late:?}"))),
            Outcome::Succeeded(_) => panic!("it did not succeed"),
        }
    }
}

/// A job's own texts are the caller's data, and as long as they are.
fn without_job(outcome: &str) -> String {
    let (before, rest) = outcome.split_once("job: ").unwrap();
    let place = rest
        .find(", state: Failed")
        .or_else(|| rest.rfind(", state: Some(Unknown"));
    format!("{before}{}", &rest[place.unwrap()..])
}

#[tokio::test]
async fn what_spans_record() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::INFO)
        .with_span_events(FmtSpan::CLOSE)
        .with_ansi(false)
        .with_writer(log.clone())
        .finish();
    let _guard = listen(subscriber);
    let id = "i".repeat(60_000);
    let body = json!({"id": ID, "snapshotId": ID, "exportBucketId": ID});
    for (status, secret) in [
        ("200 OK", ""),
        ("400 Bad Request", ""),
        ("200 OK", "fake-token "),
    ] {
        let id = format!("{secret}{id}");
        let body = body.to_string();
        let server =
            Answering::start(move |_| answer(status, &[("x-request-id", &id)], &body)).await;
        let client = atlas(&server.url);
        let call = client
            .get_backup_export()
            .group_id(GROUP)
            .cluster_name("fake");
        let _ = call.export_id(ID).send().await;
    }
    let text = log.text();
    let mut lines = String::new();
    for line in text.lines() {
        check("span", line);
        let _ = write!(lines, "{line} ");
    }
    assert!(lines.contains("backhaul.request_id"), "{lines}");
    assert!(!lines.contains("fake-token"), "{lines}");
}
