//! What a builder makes owns its client: it can be spawned, returned and stored.
//!
//! Every builder of every crate is checked by the compiler, in `wire::calls`.

use std::future::poll_fn;
use std::path::PathBuf;
use std::pin::Pin;
use std::time::Duration;

use backhaul_atlas::builders::GetBackupExport;
use backhaul_atlas::types::{
    DiskBackupExportJob, PaginatedApiAtlasDiskBackupExportJobView as Exports,
    PaginatedCloudBackupRestoreJobView as RestoreJobs,
};
use backhaul_atlas::{
    Client, Download, Downloaded, Error, Items, Pages, Response, Sending, Wait, Waiting, WaitingAll,
};
use backhaul_sandbox::{Fixtures, Sandbox};
use futures_core::Stream;

use crate::support::clients::{atlas, cloud_manager};

fn export(client: &Client, fixtures: &Fixtures) -> GetBackupExport {
    let call = client.get_backup_export().group_id(fixtures.group_id);
    let call = call.cluster_name(fixtures.cluster_name);
    call.export_id(fixtures.successful_export_id)
}

/// A client that is gone when this returns.
fn sent(sandbox: &Sandbox) -> Sending<DiskBackupExportJob> {
    let client = atlas(sandbox, sandbox.fixtures().private_key);
    export(&client, sandbox.fixtures()).send()
}

fn exports(client: &Client, fixtures: &Fixtures) -> Items<Exports> {
    let list = client.list_backup_exports().group_id(fixtures.group_id);
    list.cluster_name(fixtures.cluster_name)
        .items_per_page(1)
        .items()
}

/// The ids of a cluster's exports, which are read while the stream is.
fn ids(client: &Client, fixtures: &Fixtures) -> impl Stream<Item = Result<String, Error>> + use<> {
    struct Ids<S>(S);

    impl<S> Stream for Ids<S>
    where
        S: Stream<Item = Result<DiskBackupExportJob, Error>> + Unpin,
    {
        type Item = Result<String, Error>;

        fn poll_next(
            mut self: Pin<&mut Self>,
            context: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            let next = Pin::new(&mut self.0).poll_next(context);
            next.map(|job| job.map(|job| Ok(job?.id.unwrap())))
        }
    }

    Ids(exports(client, fixtures).into_stream())
}

/// What a program keeps for later.
struct Later {
    call: GetBackupExport,
    sending: Option<Sending<DiskBackupExportJob>>,
    wait: Waiting<'static, DiskBackupExportJob>,
    all: WaitingAll<'static, RestoreJobs>,
    pages: Pages<Exports>,
    download: Option<Download<'static>>,
}

impl Later {
    fn of(sandbox: &Sandbox) -> Self {
        let fixtures = sandbox.fixtures();
        let client = atlas(sandbox, fixtures.private_key);
        let jobs = client
            .list_backup_restore_jobs()
            .group_id(fixtures.group_id);
        let jobs = jobs.cluster_name(fixtures.cluster_name);
        let list = client.list_backup_exports().group_id(fixtures.group_id);
        let logs = cloud_manager(sandbox, fixtures.private_key);
        let log = logs
            .download_log_collection_job()
            .group_id(fixtures.group_id);
        let finished = Some(fixtures.finished_restore_job_id);
        Self {
            call: export(&client, fixtures),
            sending: Some(export(&client, fixtures).send()),
            wait: export(&client, fixtures).wait(minute()),
            all: jobs
                .wait_all(minute())
                .only(move |job| job.id.as_deref() == finished),
            pages: list.cluster_name(fixtures.cluster_name).pages(),
            download: Some(log.job_id(fixtures.successful_log_job_id).download()),
        }
    }

    async fn save(&mut self, file: PathBuf) -> Result<Downloaded, Error> {
        self.download.take().unwrap().to_file(file).await
    }
}

fn minute() -> Wait {
    Wait::up_to(Duration::from_secs(60))
}

#[tokio::test]
async fn a_call_is_spawned_while_its_client_goes() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let first = tokio::spawn(sent(&sandbox));
    let client = atlas(&sandbox, fixtures.private_key);
    let second = tokio::spawn(export(&client, fixtures).into_future());
    let third = export(&client, fixtures);
    drop(client);
    let answers: [Result<Response<DiskBackupExportJob>, Error>; 3] =
        [first.await.unwrap(), second.await.unwrap(), third.await];
    for answer in answers {
        let id = answer.unwrap().into_inner().id;
        assert_eq!(id.as_deref(), Some(fixtures.successful_export_id));
    }
}

#[tokio::test]
async fn a_call_that_nobody_awaits_sends_nothing() {
    let sandbox = Sandbox::start().await.unwrap();
    let sending = sent(&sandbox);
    let shown = format!("{sending:?}");
    assert_eq!(shown, "Sending { operation: \"get_backup_export\", .. }");
    drop(sending);
    assert!(sandbox.requests().is_empty());
}

#[tokio::test]
async fn awaiting_a_builder_reports_what_is_wrong_like_send() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = atlas(&sandbox, sandbox.fixtures().private_key);
    let call = client.get_backup_export().group_id("no group");
    let (sent, awaited) = (call.clone().send().await, call.await);
    let (sent, awaited) = (sent.unwrap_err(), awaited.unwrap_err());
    assert_eq!(awaited.to_string(), sent.to_string());
    for part in ["get_backup_export", "GroupId", "cluster_name is missing"] {
        assert!(awaited.to_string().contains(part), "{awaited}");
    }
    assert!(sandbox.requests().is_empty());
}

#[tokio::test]
async fn a_stream_is_returned_from_a_function() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = atlas(&sandbox, fixtures.private_key);
    let expected = exports(&client, fixtures).collect().await.unwrap();
    let mut stream = Box::pin(ids(&client, fixtures));
    drop(client);
    let reading = tokio::spawn(async move {
        let mut all = Vec::new();
        while let Some(id) = poll_fn(|context| stream.as_mut().poll_next(context)).await {
            all.push(id.unwrap());
        }
        all
    });
    let expected: Vec<String> = expected.into_iter().filter_map(|job| job.id).collect();
    assert!(expected.len() > 1, "{expected:?}");
    assert_eq!(reading.await.unwrap(), expected);
}

#[tokio::test]
async fn a_program_keeps_calls_waits_lists_and_downloads_in_a_struct() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("logs.tar.gz");
    let mut later = Later::of(&sandbox);
    assert!(sandbox.requests().is_empty());

    let work = tokio::spawn(async move {
        let done = later.save(file).await.unwrap();
        let answer = later.sending.take().unwrap().await.unwrap();
        let again = later.call.await.unwrap();
        assert_eq!(answer.id, again.id);
        let waited = later.wait.await.unwrap().succeeded().unwrap();
        assert_eq!(waited.id, again.id);
        let jobs = later.all.await.unwrap().succeeded().unwrap();
        assert_eq!(jobs.len(), 1);
        let page = later.pages.try_next().await.unwrap().unwrap();
        assert!(page.results.iter().any(|job| job.id == again.id));
        done.bytes
    });
    assert!(work.await.unwrap() > 0);
}

#[tokio::test]
async fn what_a_wait_shows_may_still_go_into_a_local() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = atlas(&sandbox, fixtures.private_key);
    let mut seen = Vec::new();
    let wait = export(&client, fixtures).wait(minute());
    let wait = wait.on_progress(|job| seen.push(job.id.clone()));
    assert!(wait.await.unwrap().is_success());
    assert_eq!(seen, [Some(fixtures.successful_export_id.to_owned())]);
}
