//! The whole flows that the examples of the sandbox show, run as they stand there: `flow` is the
//! function that a user would write. Time passes only when a client pauses.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use backhaul_runtime::{Clock, Job, JobState};
use backhaul_sandbox::{Redirect, RequestRecord, Sandbox, SandboxBuilder};

use atlas_backup::{watch_export, watch_restore};
use atlas_export::export_now;
use atlas_restore::download_newest;
use cloud_manager_logs::{collect_failed_logs, collect_new_logs};
use dcs_redis_log::collect_logs;
use sls_shipping::ship_again;

/// Takes the examples in; their `main` is for the program.
macro_rules! examples {
    ($($name:ident in $path:literal;)*) => {$(
        #[allow(dead_code, unreachable_pub, reason = "a program elsewhere")]
        #[path = $path]
        mod $name;
    )*};
}

examples! {
    atlas_backup in "../../../crates/sandbox/examples/atlas_backup.rs";
    atlas_export in "../../../crates/sandbox/examples/atlas_export.rs";
    atlas_restore in "../../../crates/sandbox/examples/atlas_restore.rs";
    cloud_manager_logs in "../../../crates/sandbox/examples/cloud_manager_logs.rs";
    dcs_redis_log in "../../../crates/sandbox/examples/dcs_redis_log.rs";
    sls_shipping in "../../../crates/sandbox/examples/sls_shipping.rs";
}

/// When the tests begin, in Unix seconds.
const BEGINNING: u64 = 1_709_251_198;

/// A sandbox and what clients need to use it; all of them share one time, which pauses move on.
pub(crate) struct Stage {
    pub(crate) sandbox: Sandbox,
    time: Arc<Mutex<SystemTime>>,
    pauses: Arc<Mutex<Vec<Duration>>>,
    said: Mutex<Vec<String>>,
}

impl Stage {
    async fn new(settings: impl FnOnce(SandboxBuilder) -> SandboxBuilder) -> Self {
        let beginning = SystemTime::UNIX_EPOCH + Duration::from_secs(BEGINNING);
        let time = Arc::new(Mutex::new(beginning));
        let now = Arc::clone(&time);
        let builder = Sandbox::builder().clock(move || *now.lock().unwrap());
        Self {
            sandbox: settings(builder).start().await.unwrap(),
            time,
            pauses: Arc::default(),
            said: Mutex::default(),
        }
    }

    /// Jobs move when they are looked at.
    pub(crate) async fn moving() -> Self {
        Self::new(|sandbox| sandbox.jobs_advance(true)).await
    }

    /// Jobs stand still.
    pub(crate) async fn still() -> Self {
        Self::new(|sandbox| sandbox).await
    }

    fn clock(&self) -> Clock {
        let (now, time) = (Arc::clone(&self.time), Arc::clone(&self.time));
        let pauses = Arc::clone(&self.pauses);
        Clock::new(move || *now.lock().unwrap()).with_sleep(move |pause| {
            let (time, pauses) = (Arc::clone(&time), Arc::clone(&pauses));
            // Only when it is awaited: a pause is begun after the last look, too.
            Box::pin(async move {
                *time.lock().unwrap() += pause;
                pauses.lock().unwrap().push(pause);
            })
        })
    }

    pub(crate) fn say(&self, line: String) {
        self.said.lock().unwrap().push(line);
    }

    pub(crate) fn said(&self) -> Vec<String> {
        self.said.lock().unwrap().clone()
    }

    /// What the flow paused for, first to last.
    fn pauses(&self) -> Vec<Duration> {
        self.pauses.lock().unwrap().clone()
    }

    /// The requests that the sandbox saw: operation and status.
    pub(crate) fn requests(&self) -> Vec<String> {
        let show = |request: &RequestRecord| {
            let operation = request.operation.as_deref().unwrap_or("nothing");
            format!("{operation} {}", request.status)
        };
        self.sandbox.requests().iter().map(show).collect()
    }

    /// How many requests there were like this one.
    pub(crate) fn count(&self, request: &str) -> usize {
        self.requests()
            .iter()
            .filter(|seen| *seen == request)
            .count()
    }

    fn cloud_manager(&self) -> backhaul_cloud_manager::Client {
        let ids = self.sandbox.fixtures();
        let key = backhaul_cloud_manager::Credentials::api_key(ids.public_key, ids.private_key);
        backhaul_cloud_manager::Client::builder()
            .credentials(key)
            .base_url(self.sandbox.url())
            .clock(self.clock())
            .build()
            .unwrap()
    }

    fn atlas(&self) -> backhaul_atlas::Client {
        let ids = self.sandbox.fixtures();
        let account = backhaul_atlas::Credentials::service_account(
            ids.service_account_id,
            ids.service_account_secret,
        );
        backhaul_atlas::Client::builder()
            .credentials(account)
            .base_url(self.sandbox.url())
            .clock(self.clock())
            .build()
            .unwrap()
    }

    fn cluster(&self) -> atlas_backup::Cluster<'static> {
        let ids = self.sandbox.fixtures();
        atlas_backup::Cluster {
            group_id: ids.group_id,
            name: ids.cluster_name,
        }
    }

    fn sls(&self) -> backhaul_sls::Client {
        let names = self.sandbox.fixtures();
        let key = backhaul_sls::Credentials::access_key(
            names.sls_access_key_id,
            names.sls_access_key_secret,
        );
        backhaul_sls::Client::builder()
            .credentials(key)
            .endpoint(self.sandbox.url())
            .region(names.sls_region)
            .project(names.sls_project)
            .clock(self.clock())
            .build()
            .unwrap()
    }

    async fn ship_again(&self) -> sls_shipping::Shipped {
        let names = self.sandbox.fixtures();
        let shipper = sls_shipping::Shipper {
            logstore: names.sls_logstore,
            name: names.sls_shipper,
        };
        let now = i64::try_from(BEGINNING).unwrap();
        ship_again(&self.sls(), &shipper, now, |line| self.say(line))
            .await
            .unwrap()
    }

    pub(crate) fn dcs(&self) -> backhaul_dcs::Client {
        let ids = self.sandbox.fixtures();
        let key = backhaul_dcs::Credentials::access_key(ids.dcs_access_key, ids.dcs_secret_key);
        backhaul_dcs::Client::builder()
            .credentials(key.project_id(ids.dcs_project_id))
            .base_url(self.sandbox.url())
            .clock(self.clock())
            .build()
            .unwrap()
    }

    fn instance(&self) -> dcs_redis_log::Instance<'static> {
        let ids = self.sandbox.fixtures();
        dcs_redis_log::Instance {
            project_id: ids.dcs_project_id,
            id: ids.dcs_instance_id,
        }
    }
}

/// The names of the files in a folder, hidden ones included.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name();
    let mut names: Vec<String> = entries
        .map(|entry| name(entry).into_string().unwrap())
        .collect();
    names.sort_unstable();
    names
}

#[tokio::test]
async fn logs_are_collected_in_spite_of_a_failure_and_cleaned_up() {
    let stage = Stage::moving().await;
    stage.sandbox.fail_next_log_job();
    let ids = stage.sandbox.fixtures();
    let folder = tempfile::tempdir().unwrap();
    let client = stage.cloud_manager();
    let flow = collect_new_logs(&client, ids.group_id, folder.path(), |line| stage.say(line));
    let logs = flow.await.unwrap();

    let expected = [
        "createLogCollectionJob 401",
        "createLogCollectionJob 201",
        "getLogCollectionJob 200",
        "getLogCollectionJob 200",
        "retryLogCollectionJob 200",
        "getLogCollectionJob 200",
        "getLogCollectionJob 200",
        "downloadLogCollectionJob 200",
        "deleteLogCollectionJob 200",
    ];
    assert_eq!(stage.requests(), expected);
    let id = &logs.job_id;
    let said = [
        &format!("job {id} was created"),
        "running: 1 of 2 logs collected",
        "failed: 2 of 2 logs collected",
        &format!("job {id} was started again"),
        "running: 1 of 2 logs collected",
        "succeeded: 2 of 2 logs collected",
        &format!("job {id} was deleted"),
    ];
    assert_eq!(stage.said(), said);
    let saved = fs::metadata(&logs.file).unwrap().len();
    assert!(saved > 0 && saved == logs.bytes);
    assert_eq!(stage.sandbox.log_job_status(ids.group_id, id), None);
    let applied = stage.sandbox.applied();
    assert!(applied.iter().all(|one| one.times == 1), "{applied:?}");
}

#[tokio::test]
async fn failed_logs_are_retried_waited_for_and_downloaded() {
    let stage = Stage::moving().await;
    let ids = stage.sandbox.fixtures();
    let folder = tempfile::tempdir().unwrap();
    let client = stage.cloud_manager();
    let say = |line| stage.say(line);
    let flow = || collect_failed_logs(&client, ids.group_id, folder.path(), say);
    let logs = flow().await.unwrap().unwrap();

    let expected = [
        "listLogCollectionJobs 401", // the challenge of digest, answered once for all calls
        "listLogCollectionJobs 200",
        "retryLogCollectionJob 200",
        "getLogCollectionJob 200",
        "getLogCollectionJob 200",
        "downloadLogCollectionJob 200",
    ];
    assert_eq!(stage.requests(), expected);
    assert_eq!(logs.job_id, ids.failed_log_job_id);
    let after_list = &stage.sandbox.requests()[2..];
    assert!(
        after_list
            .iter()
            .all(|request| request.target.contains(ids.failed_log_job_id)),
        "no other job was touched"
    );

    let status = stage.sandbox.log_job_status(ids.group_id, &logs.job_id);
    assert_eq!(status, Some("SUCCESS"));
    let archive = stage.sandbox.log_archive(ids.group_id, &logs.job_id);
    let saved = fs::read(&logs.file).unwrap();
    assert_eq!(logs.bytes, u64::try_from(saved.len()).unwrap());
    assert!(Some(saved) == archive, "the file is the whole archive");
    assert_eq!(files(folder.path()).len(), 1, "nothing is left beside it");

    let said = [
        "job 5f00000000000000000000c1 was started again",
        "running: 1 of 2 logs collected",
        "succeeded: 2 of 2 logs collected",
    ];
    assert_eq!(stage.said(), said);
    let pauses = stage.pauses();
    assert_eq!(pauses.len(), 2);
    assert_eq!(pauses[0], Duration::from_secs(5), "before the first look");

    // Then none has failed any more, and one request tells.
    assert!(flow().await.unwrap().is_none());
    assert_eq!(stage.requests().len(), expected.len() + 1);
}

#[tokio::test]
async fn logs_that_are_not_collected_in_time_are_not_downloaded() {
    let stage = Stage::still().await;
    let ids = stage.sandbox.fixtures();
    let folder = tempfile::tempdir().unwrap();
    let client = stage.cloud_manager();
    let flow = collect_failed_logs(&client, ids.group_id, folder.path(), |line| stage.say(line));
    let error = flow.await.unwrap_err().to_string();
    let polls = stage.count("getLogCollectionJob 200");
    let expected = format!(
        "get_log_collection_job: not over after 3600 s and {polls} polls, last seen as running"
    );
    assert_eq!(error, expected);
    assert!((120..=250).contains(&polls), "{polls}");
    let paused: Duration = stage.pauses().iter().sum();
    assert_eq!(paused, Duration::from_secs(3600));
    assert_eq!(stage.count("downloadLogCollectionJob 200"), 0);
    assert!(files(folder.path()).is_empty());
}

#[tokio::test]
async fn a_restore_and_an_export_are_watched_at_once() {
    let stage = Stage::moving().await;
    let ids = stage.sandbox.fixtures();
    let (client, cluster) = (stage.atlas(), stage.cluster());
    let say = |line| stage.say(line);
    let (restore, export) = tokio::try_join!(
        watch_restore(&client, &cluster, ids.running_restore_job_id, say),
        watch_export(&client, &cluster, ids.queued_export_id, say),
    )
    .unwrap();
    let restore = restore.unwrap();
    assert_eq!(restore.id.as_deref(), Some(ids.running_restore_job_id));
    assert_eq!(restore.delivery_url.len(), 2);
    assert_eq!(export.id.as_deref(), Some(ids.queued_export_id));
    assert_eq!(export.state(), JobState::Succeeded);

    let of = |kind: &str| {
        let mut lines = stage.said();
        lines.retain(|line| line.starts_with(kind));
        lines
    };
    assert_eq!(of("restore"), ["restore: running", "restore: succeeded"]);
    let expected = [
        "export: queued, 0 of 42 collections",
        "export: running, 0 of 42 collections",
        "export: running, 14 of 42 collections",
        "export: running, 28 of 42 collections",
        "export: succeeded, 42 of 42 collections",
    ];
    assert_eq!(of("export"), expected);

    assert_eq!(stage.count("oauth token 200"), 1, "one token for both");
    assert_eq!(stage.count("getBackupRestoreJob 200"), 2);
    assert_eq!(stage.count("getBackupExport 200"), 5);
    assert_eq!(stage.requests().len(), 8);
}

#[tokio::test]
async fn a_restore_or_export_that_ends_otherwise_says_how() {
    let stage = Stage::still().await;
    let ids = stage.sandbox.fixtures();
    let (client, cluster) = (stage.atlas(), stage.cluster());
    let say = |line| stage.say(line);

    let restore = watch_restore(&client, &cluster, ids.cancelled_restore_job_id, say).await;
    assert_eq!(
        restore.unwrap_err().to_string(),
        "get_backup_restore_job: ended as cancelled"
    );
    let export = watch_export(&client, &cluster, ids.failed_export_id, say).await;
    let error = export.unwrap_err().to_string();
    assert!(
        error.starts_with("get_backup_export: ended as failed: "),
        "{error}"
    );

    let late = watch_restore(&client, &cluster, ids.running_restore_job_id, say).await;
    assert!(late.unwrap().is_none(), "not over after six hours");
    let paused: Duration = stage.pauses().iter().sum();
    assert_eq!(paused, Duration::from_secs(6 * 3600));
}

#[tokio::test]
async fn a_snapshot_is_taken_waited_for_and_exported() {
    let stage = Stage::moving().await;
    let ids = stage.sandbox.fixtures();
    let client = stage.atlas();
    let cluster = atlas_export::Cluster {
        group_id: ids.group_id,
        name: ids.cluster_name,
    };
    let flow = export_now(&client, &cluster, ids.export_bucket_id, |line| {
        stage.say(line);
    });
    let export = flow.await.unwrap();

    let expected = [
        "oauth token 200",
        "takeSnapshots 200",
        "getBackupShardedCluster 200",
        "getBackupShardedCluster 200",
        "getBackupShardedCluster 200",
        "createBackupExport 200",
        "getBackupExport 200",
        "getBackupExport 200",
        "getBackupExport 200",
        "getBackupExport 200",
        "getBackupExport 200",
    ];
    assert_eq!(stage.requests(), expected);
    let said = [
        "snapshot: queued",
        "snapshot: running",
        "snapshot: succeeded",
        "export: queued, 0 of 42 collections",
        "export: running, 0 of 42 collections",
        "export: running, 14 of 42 collections",
        "export: running, 28 of 42 collections",
        "export: succeeded, 42 of 42 collections",
    ];
    assert_eq!(stage.said(), said);

    // It is the new snapshot that was exported, and to the bucket that was named.
    let list = client.list_backup_sharded_clusters();
    let list = list.group_id(ids.group_id).cluster_name(ids.cluster_name);
    let snapshots = list.send().await.unwrap();
    let taken = snapshots.results.last().unwrap();
    assert_eq!(snapshots.results.len(), 2);
    assert_eq!(taken.description.as_deref(), Some("for an export"));
    assert_eq!(export.snapshot_id, taken.id);
    assert_eq!(export.export_bucket_id, ids.export_bucket_id);
    let data = &export.custom_data[0];
    let data = (data.key.as_deref(), data.value.as_deref());
    assert_eq!(data, (Some("purpose"), Some("reporting")));
}

#[tokio::test]
async fn a_snapshot_of_an_unknown_id_is_not_exported() {
    let stage = Stage::moving().await;
    let ids = stage.sandbox.fixtures();
    let client = stage.atlas();
    let call = client.create_backup_export().group_id(ids.group_id);
    let call = call.cluster_name(ids.cluster_name);
    let call = call.export_bucket_id(ids.export_bucket_id);
    let error = call.snapshot_id(crate::contracts::calls::NO_SUCH_ID).send();
    assert!(error.await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_snapshot_is_downloaded_shard_by_shard() {
    let stage = Stage::moving().await;
    let ids = stage.sandbox.fixtures();
    let folder = tempfile::tempdir().unwrap();
    let client = stage.atlas();
    let cluster = atlas_restore::Cluster {
        group_id: ids.group_id,
        name: ids.cluster_name,
    };
    let flow = download_newest(&client, &cluster, folder.path(), |line| stage.say(line));
    let saved = flow.await.unwrap();

    let expected = [
        "oauth token 200",
        "listBackupShardedClusters 200",
        "createBackupRestoreJob 200",
        "getBackupRestoreJob 200",
        "getBackupRestoreJob 200",
        "getBackupRestoreJob 200",
        "object 200",
        "object 200",
    ];
    assert_eq!(stage.requests(), expected);
    let names: Vec<&str> = saved.iter().map(|shard| shard.name.as_str()).collect();
    assert_eq!(names, ["shard-0", "shard-1"]);
    let requests = stage.sandbox.requests();
    for (shard, request) in saved.iter().zip(&requests[6..]) {
        // The sandbox refuses a link with 400 if credentials come along, as object storage does.
        assert!(!request.authenticated);
        let link = format!("{}{}", stage.sandbox.url(), request.target);
        let served: Vec<u8> = stage.sandbox.object_content(&link).flatten().collect();
        assert!(fs::read(&shard.file).unwrap() == served, "{}", shard.name);
    }
    assert_eq!(files(folder.path()).len(), 2, "nothing is left beside them");
    let looks = ["running", "running", "succeeded"].map(|state| format!("restore: {state}"));
    assert_eq!(stage.said()[..3], looks);
}

#[tokio::test]
async fn a_restore_that_is_cancelled_ends_as_cancelled() {
    let stage = Stage::moving().await;
    let ids = stage.sandbox.fixtures();
    let client = stage.atlas();
    let call = client.create_backup_restore_job().group_id(ids.group_id);
    let call = call
        .cluster_name(ids.cluster_name)
        .delivery_type("automated");
    let call = call
        .snapshot_id(ids.snapshot_id)
        .target_group_id(ids.group_id);
    let job = call.target_cluster_name("other").send().await.unwrap();
    assert_eq!(job.target_cluster_name.as_deref(), Some("other"));
    let id = job.id.clone().unwrap();

    let call = client.cancel_backup_restore_job().group_id(ids.group_id);
    let call = call.cluster_name(ids.cluster_name);
    call.restore_job_id(&id).send().await.unwrap();
    let call = client.get_backup_restore_job().group_id(ids.group_id);
    let call = call.cluster_name(ids.cluster_name).restore_job_id(&id);
    assert_eq!(call.send().await.unwrap().state(), JobState::Cancelled);
}

#[tokio::test]
async fn all_failed_tasks_of_a_day_are_shipped_again() {
    let stage = Stage::moving().await;
    let names = stage.sandbox.fixtures();
    let shipped = stage.ship_again().await;

    let expected = [
        "GetShipperStatus 200",
        "RetryShipperTask 200", // ten tasks
        "RetryShipperTask 200", // two
        "GetShipperStatus 200",
        "GetShipperStatus 200",
    ];
    assert_eq!(stage.requests(), expected);
    assert!(shipped.is_over && shipped.report.is_complete());
    let accepted: Vec<&str> = shipped.report.accepted().collect();
    assert_eq!(accepted, names.sls_failed_task_ids);
    assert_eq!(shipped.tasks.len(), 12, "and none that had not failed");
    for task in &shipped.tasks {
        assert_eq!(task.state(), JobState::Succeeded, "{}", task.id);
        let status = stage.sandbox.shipper_task_status(&task.id);
        assert_eq!(status, Some("success"), "{}", task.id);
    }
    let said = ["12 tasks failed", "0 of 12 shipped", "12 of 12 shipped"];
    assert_eq!(stage.said(), said);
    assert_eq!(stage.pauses()[0], Duration::from_secs(10));

    // Then there is nothing left to do.
    let again = stage.ship_again().await;
    assert!(again.is_over && again.tasks.is_empty() && again.report.is_complete());
    assert_eq!(stage.requests().len(), expected.len() + 1);
}

#[tokio::test]
async fn tasks_that_the_service_did_not_take_are_named_and_not_waited_for() {
    let stage = Stage::moving().await;
    let names = stage.sandbox.fixtures();
    let elsewhere = Redirect::to("http://127.0.0.1:1/").of_operation("RetryShipperTask");
    stage.sandbox.redirect_next(elsewhere);
    let shipped = stage.ship_again().await;

    let remaining: Vec<&str> = shipped.report.remaining().collect();
    assert_eq!(remaining, names.sls_failed_task_ids[..10]);
    assert_eq!(shipped.report.first_error().unwrap().status(), Some(307));
    let tasks: Vec<&str> = shipped.tasks.iter().map(|task| task.id.as_str()).collect();
    assert_eq!(tasks, names.sls_failed_task_ids[10..]);
    for id in remaining {
        assert_eq!(stage.sandbox.shipper_task_status(id), Some("fail"), "{id}");
    }
}

#[tokio::test]
async fn tasks_that_are_not_shipped_in_time_are_reported_as_they_stand() {
    let stage = Stage::still().await;
    let shipped = stage.ship_again().await;
    assert!(!shipped.is_over && shipped.report.is_complete());
    let states: Vec<JobState> = shipped.tasks.iter().map(Job::state).collect();
    assert_eq!(states, vec![JobState::Running; 12]);
}

#[tokio::test]
async fn redis_logs_are_collected_waited_for_and_downloaded() {
    let stage = Stage::moving().await;
    let ids = stage.sandbox.fixtures();
    let folder = tempfile::tempdir().unwrap();
    let (client, instance) = (stage.dcs(), stage.instance());
    let flow = collect_logs(&client, &instance, 3, folder.path(), |line| stage.say(line));
    let saved = flow.await.unwrap();

    let expected = [
        "ListRedislog 200", // what was there before
        "ListRedislog 204", // and no more
        "CreateRedislog 204",
        "ListRedislog 200",
        "ListRedislog 204",
        "ListRedislog 200",
        "ListRedislog 204",
        "ListRedislog 200",
        "ListRedislog 204",
        "CreateRedislogDownloadLink 200",
        "object 200",
        "CreateRedislogDownloadLink 200",
        "object 200",
        "CreateRedislogDownloadLink 200",
        "object 200",
    ];
    assert_eq!(stage.requests(), expected);
    assert_eq!(saved.len(), 3);
    let old = [ids.dcs_redislog_id, ids.dcs_failed_redislog_id];
    assert!(saved.iter().all(|log| !old.contains(&log.id.as_str())));

    let requests = stage.sandbox.requests();
    let links = requests
        .iter()
        .filter(|request| request.operation.as_deref() == Some("object"));
    for (log, request) in saved.iter().zip(links) {
        // The sandbox refuses a link with 400 if credentials come along, as object storage does.
        assert!(!request.authenticated);
        let link = format!("{}{}", stage.sandbox.url(), request.target);
        let served: Vec<u8> = stage.sandbox.object_content(&link).flatten().collect();
        assert_eq!(log.bytes, 200_000);
        assert!(fs::read(&log.file).unwrap() == served, "{}", log.id);
    }
    assert_eq!(files(folder.path()).len(), 3, "nothing is left beside them");

    let said = stage.said();
    let looks = ["0 of 3", "2 of 3", "3 of 3"].map(|part| format!("{part} logs collected"));
    assert_eq!(said[..3], looks);
    let complete = |line: &&String| *line == "200000 of 200000 bytes";
    assert_eq!(said[3..].iter().filter(complete).count(), 3);
}

#[tokio::test]
async fn redis_logs_that_are_not_collected_in_time_are_not_linked_to() {
    let stage = Stage::still().await;
    let folder = tempfile::tempdir().unwrap();
    let (client, instance) = (stage.dcs(), stage.instance());
    let flow = collect_logs(&client, &instance, 1, folder.path(), |line| stage.say(line));
    let error = flow.await.unwrap_err().to_string();
    // A word that the document does not explain is no end, so the time limit is.
    assert!(
        error.starts_with("list_redislog: not over after 1800 s and "),
        "{error}"
    );
    assert!(
        error.contains("last seen as unknown (collecting)"),
        "{error}"
    );
    assert_eq!(stage.count("CreateRedislogDownloadLink 200"), 0);
    assert!(files(folder.path()).is_empty());
}
