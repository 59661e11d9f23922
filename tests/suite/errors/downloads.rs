//! Downloads that cannot be continued, written or waited for.

use std::error::Error as _;
use std::time::Duration;

use backhaul_runtime::{Clock, Error, ErrorKind, Retry, TimeLimit};
use backhaul_sandbox::{Fault, Sandbox};
use tokio::io::AsyncWrite;

use crate::errors::client::predicates;
use crate::support::clock::{ATTEMPT, TestClock};

const DOWNLOAD: &str = "downloadLogCollectionJob";

/// The limit between two pieces of a body, for [`archive`].
const READ: Duration = Duration::from_secs(7);

/// The error of a download to `writer`, by a client with these settings.
async fn archive(
    sandbox: &Sandbox,
    (clock, retry): (Clock, Retry),
    writer: impl AsyncWrite + Unpin + Send,
) -> Error {
    let fixtures = sandbox.fixtures();
    let (public_key, private_key) = (fixtures.public_key, fixtures.private_key);
    let credentials = backhaul_cloud_manager::Credentials::api_key(public_key, private_key);
    let client = backhaul_cloud_manager::Client::builder()
        .credentials(credentials)
        .base_url(sandbox.url())
        .timeout(ATTEMPT)
        .read_timeout(READ)
        .retry(retry)
        .clock(clock)
        .build()
        .unwrap();
    let call = client
        .download_log_collection_job()
        .group_id(fixtures.group_id)
        .job_id(fixtures.successful_log_job_id);
    let mut writer = writer;
    let error = call.download().to_writer(&mut writer).await.unwrap_err();
    assert_eq!(error.operation(), Some("download_log_collection_job"));
    error
}

#[tokio::test]
async fn a_content_that_changes_cannot_be_continued() {
    let sandbox = Sandbox::start().await.unwrap();
    let clock = TestClock::new(&sandbox.faults());
    let other = Fault::status(200)
        .header("etag", "\"other\"")
        .body("another archive");
    sandbox.faults().on(DOWNLOAD, Fault::truncate(20)).times(1);
    sandbox.faults().on(DOWNLOAD, other);
    let mut bytes = Vec::new();
    let error = archive(&sandbox, (clock.clock(), Retry::standard()), &mut bytes).await;
    assert_eq!(
        (error.kind(), error.kind().as_str()),
        (ErrorKind::Download, "download")
    );
    assert_eq!(predicates(&error), [false; 6]);
    assert_eq!((error.attempts(), clock.waits().len()), (2, 1));
    assert!(
        error.to_string().contains("start the download again"),
        "{error}"
    );
    assert_eq!(bytes.len(), 20, "nothing of the other one was written");
}

#[tokio::test]
async fn a_writer_that_fails_is_reported() {
    let sandbox = Sandbox::start().await.unwrap();
    let clock = TestClock::new(&sandbox.faults());
    let (writer, nobody_reads) = tokio::io::duplex(8);
    drop(nobody_reads);
    let error = archive(&sandbox, (clock.clock(), Retry::standard()), writer).await;
    assert_eq!((error.kind(), error.kind().as_str()), (ErrorKind::Io, "io"));
    assert_eq!(predicates(&error), [false; 6]);
    let source = error.source().and_then(|source| source.downcast_ref());
    let source: &std::io::Error = source.unwrap();
    assert_eq!(source.kind(), std::io::ErrorKind::BrokenPipe);
    assert!(clock.waits().is_empty(), "it is not downloaded again");
}

#[tokio::test]
async fn a_download_that_stops_ends_in_time() {
    let sandbox = Sandbox::start().await.unwrap();
    // The limit is over whenever there is nothing to read; that of the attempt never is.
    let clock = TestClock::new(&sandbox.faults()).clock();
    let clock = clock.with_limit(|limit| match limit {
        READ => Box::pin(async {}),
        _ => Box::pin(std::future::pending()),
    });
    sandbox.faults().on(DOWNLOAD, Fault::drip(4));
    let mut bytes = Vec::new();
    let error = archive(&sandbox, (clock, Retry::off()), &mut bytes).await;
    assert_eq!(
        (error.kind(), error.time_limit()),
        (ErrorKind::Timeout, Some(TimeLimit::Read))
    );
    assert_eq!(predicates(&error), [false, false, false, true, true, false]);
    assert!(error.to_string().contains("7 s (read_timeout)"), "{error}");
    assert!(error.attempts() == 1 && bytes.len() <= 4, "{error}");
}
