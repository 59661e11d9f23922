//! Download jobs of SLS.

use std::time::{Duration, SystemTime};

use backhaul_flows::sls::{DownloadLogs, DownloadedLogs};
use backhaul_flows::{Error, Event, Patience};
use backhaul_runtime::JobState;
use backhaul_sls::ErrorKind;
use tempfile::TempDir;

use crate::flows::stage::{BEGINNING, Stage, files};

fn errors(stage: &Stage) -> DownloadLogs {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(BEGINNING);
    let logstore = stage.sandbox.fixtures().sls_logstore;
    DownloadLogs::new("errors", logstore, "level: error | select *")
        .between(now - Duration::from_secs(3600), now)
        .patience(Patience::up_to(Duration::from_secs(600)))
}

async fn run(
    stage: &Stage,
    flow: DownloadLogs,
    folder: &TempDir,
    listener: impl Fn(Event) + Send + Sync,
) -> Result<DownloadedLogs, Error> {
    flow.run(&stage.sls(), folder.path(), listener).await
}

#[tokio::test]
async fn the_result_of_a_query_is_saved_and_compared_with_its_checksum() {
    let stage = Stage::moving().await;
    let folder = tempfile::tempdir().unwrap();
    let flow = errors(&stage).delete_job(true);
    let logs = run(&stage, flow, &folder, |event| stage.say(event))
        .await
        .unwrap();

    let expected = [
        "CreateDownloadJob 200",
        "GetDownloadJob 200",
        "GetDownloadJob 200",
        "GetDownloadJob 200",
        "object 200",
        "DeleteDownloadJob 200",
    ];
    assert_eq!(stage.requests(), expected);
    assert_eq!(files(folder.path()), ["errors.csv.zst"]);
    let size = std::fs::metadata(&logs.file.path).unwrap().len();
    assert_eq!(logs.file.bytes, size);
    assert_eq!(logs.md5.as_ref().map(String::len), Some(32));
    assert_eq!((logs.job.as_str(), logs.logs), ("errors", Some(123)));
    let said = stage.said();
    let of_job: Vec<&str> = said
        .iter()
        .map(String::as_str)
        .filter(|line| line.starts_with("download job"))
        .collect();
    let expected = [
        "download job errors was created",
        "download job: running, 0 %",
        "download job: running, 50 %",
        "download job: succeeded, 100 %",
        "download job errors was deleted",
    ];
    assert_eq!(of_job, expected);
}

#[tokio::test]
async fn a_flow_goes_on_with_a_job_that_is_there() {
    let stage = Stage::still().await;
    let folder = tempfile::tempdir().unwrap();
    let job = stage.sandbox.fixtures().sls_download_job;
    let flow = DownloadLogs::of_job(job);
    let logs = run(&stage, flow, &folder, |_| {}).await.unwrap();
    assert_eq!(stage.requests(), ["GetDownloadJob 200", "object 200"]);
    assert!(logs.md5.is_some() && logs.job == job);

    let unknown = DownloadLogs::of_job("no-such-job");
    let error = run(&stage, unknown, &folder, |_| {}).await.unwrap_err();
    assert!(matches!(&error, Error::Call(call) if call.status() == Some(404)));
}

#[tokio::test]
async fn a_job_that_fails_or_takes_too_long_is_told() {
    let stage = Stage::moving().await;
    let folder = tempfile::tempdir().unwrap();
    stage.sandbox.fail_next_download_job();
    match run(&stage, errors(&stage), &folder, |_| {})
        .await
        .unwrap_err()
    {
        Error::Ended(end) => {
            assert_eq!(end.state(), Some(&JobState::Failed));
            assert_eq!(end.reason(), Some("The sandbox lets this job fail."));
        }
        other => panic!("{other}"),
    }
    let stage = Stage::still().await;
    let late = run(&stage, errors(&stage), &folder, |_| {})
        .await
        .unwrap_err();
    assert!(matches!(late, Error::Late(_)));
    assert!(files(folder.path()).is_empty());
}

#[tokio::test]
async fn a_file_that_was_replaced_meanwhile_is_not_taken() {
    let stage = Stage::moving().await;
    let folder = tempfile::tempdir().unwrap();
    let replace = |event| {
        if matches!(
            event,
            Event::Seen {
                state: JobState::Succeeded,
                ..
            }
        ) {
            let project = stage.sandbox.fixtures().sls_project;
            let name = format!("{project}/errors.csv.zst");
            stage.sandbox.put_object(&name, 1000);
        }
    };
    match run(&stage, errors(&stage), &folder, replace)
        .await
        .unwrap_err()
    {
        Error::Altered {
            path,
            expected,
            found,
        } => {
            assert_eq!(path, folder.path().join("errors.csv.zst"));
            assert_ne!(expected, found);
        }
        other => panic!("{other}"),
    }
    assert_eq!(stage.count("DeleteDownloadJob 200"), 0);
}

#[tokio::test]
async fn a_mistake_begins_nothing() {
    let stage = Stage::moving().await;
    let folder = tempfile::tempdir().unwrap();
    let flow = errors(&stage).format("xml");
    let refused = run(&stage, flow, &folder, |_| {}).await;
    assert!(matches!(refused, Err(Error::Call(call)) if call.kind() == ErrorKind::InvalidInput));
    assert!(stage.requests().is_empty());
}
