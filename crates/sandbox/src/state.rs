//! What exists in the sandbox, and how far it has come.

use crate::fixtures::Fixtures;
use crate::job::{RetryableJob, Stage};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

type Named<T> = BTreeMap<String, T>;

/// The jobs of one Atlas cluster, as the API shows them.
#[derive(Debug, Default)]
pub(crate) struct Cluster {
    pub(crate) restore_jobs: Named<AtlasJob>,
    pub(crate) exports: Named<AtlasJob>,
}

/// A job of Atlas, as the API shows it.
#[derive(Debug)]
pub(crate) struct AtlasJob {
    now: Value,
    /// How it looks once it has ended; none for a job that has ended already.
    ended: Option<Value>,
    looked_at: AtomicBool,
}

impl AtlasJob {
    fn over(now: Value) -> Self {
        Self {
            now,
            ended: None,
            looked_at: AtomicBool::new(false),
        }
    }

    fn running(now: Value, ended: Value) -> Self {
        Self {
            ended: Some(ended),
            ..Self::over(now)
        }
    }

    /// The job as it is; if jobs advance, a running one has ended by the second look.
    pub(crate) fn look(&self, advance: bool) -> &Value {
        let seen_before = advance && self.looked_at.swap(true, Ordering::Relaxed);
        match &self.ended {
            Some(ended) if seen_before => ended,
            _ => &self.now,
        }
    }
}

/// Shipping tasks by project, logstore, shipper and task id.
pub(crate) type Projects = Named<Named<Named<Named<RetryableJob>>>>;

/// Everything that exists. Jobs that can be retried change; those of Atlas only if
/// [`Self::jobs_advance`] says so.
#[derive(Debug)]
pub(crate) struct World {
    /// Whether running jobs of Atlas have ended when they are looked at again.
    pub(crate) jobs_advance: bool,
    /// Atlas: clusters by group and name.
    pub(crate) atlas: Named<Named<Cluster>>,
    /// DCS: file names of run logs by project, instance and log id.
    pub(crate) dcs: Named<Named<Named<String>>>,
    /// Cloud Manager: log collection jobs by group and id.
    log_jobs: Mutex<Named<Named<RetryableJob>>>,
    sls: Mutex<Projects>,
}

/// What came of the wish to retry a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Retry {
    /// It runs again.
    Started,
    /// It exists but has not failed.
    NotFailed,
    /// There is no such job.
    NoJob,
    /// There is no such group.
    NoParent,
}

impl World {
    /// The default world. Links point to `base_url` and lead nowhere.
    pub(crate) fn new(fixtures: &Fixtures, base_url: &str, jobs_advance: bool) -> Self {
        let cluster = Cluster {
            restore_jobs: restore_jobs(fixtures, base_url),
            exports: exports(fixtures, base_url),
        };
        let log_jobs = named([
            (fixtures.failed_log_job_id, Stage::Failed),
            (fixtures.running_log_job_id, Stage::Running),
            (fixtures.successful_log_job_id, Stage::Succeeded),
        ]);
        let mut tasks = named(fixtures.sls_failed_task_ids.map(|id| (id, Stage::Failed)));
        tasks.extend(named([(fixtures.sls_successful_task_id, Stage::Succeeded)]));
        let shippers = one(fixtures.sls_shipper, tasks);
        let file = "redis_192.0.2.1_2021-04-16.log".to_owned();
        Self {
            jobs_advance,
            atlas: one(fixtures.group_id, one(fixtures.cluster_name, cluster)),
            dcs: one(
                fixtures.dcs_project_id,
                one(
                    fixtures.dcs_instance_id,
                    one(fixtures.dcs_redislog_id, file),
                ),
            ),
            log_jobs: Mutex::new(one(fixtures.group_id, log_jobs)),
            sls: Mutex::new(one(
                fixtures.sls_project,
                one(fixtures.sls_logstore, shippers),
            )),
        }
    }

    /// Sets a failed log collection job running again.
    pub(crate) fn retry_log_job(&self, group_id: &str, job_id: &str) -> Retry {
        let mut groups = self.log_jobs();
        let Some(jobs) = groups.get_mut(group_id) else {
            return Retry::NoParent;
        };
        match jobs.get_mut(job_id).map(RetryableJob::retry) {
            Some(true) => Retry::Started,
            Some(false) => Retry::NotFailed,
            None => Retry::NoJob,
        }
    }

    /// Looks at a log collection job with `look`.
    pub(crate) fn log_job<T>(
        &self,
        group_id: &str,
        job_id: &str,
        look: impl FnOnce(&mut RetryableJob) -> T,
    ) -> Option<T> {
        Some(look(self.log_jobs().get_mut(group_id)?.get_mut(job_id)?))
    }

    /// Looks at a shipping task with `look`.
    pub(crate) fn shipper_task<T>(
        &self,
        [project, logstore, shipper, task]: [&str; 4],
        look: impl FnOnce(&mut RetryableJob) -> T,
    ) -> Option<T> {
        let mut projects = self.sls();
        let shippers = projects.get_mut(project)?.get_mut(logstore)?;
        Some(look(shippers.get_mut(shipper)?.get_mut(task)?))
    }

    /// SLS' projects.
    pub(crate) fn sls(&self) -> MutexGuard<'_, Projects> {
        self.sls.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn log_jobs(&self) -> MutexGuard<'_, Named<Named<RetryableJob>>> {
        self.log_jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn one<T>(name: &str, value: T) -> Named<T> {
    BTreeMap::from([(name.to_owned(), value)])
}

fn named<const N: usize>(jobs: [(&str, Stage); N]) -> Named<RetryableJob> {
    jobs.map(|(id, stage)| (id.to_owned(), RetryableJob::at(stage)))
        .into()
}

/// A link that looks pre-signed and opens nothing.
fn fake_link(base_url: &str, file: &str) -> String {
    format!("{base_url}/fake-download/{file}?Expires=0&Signature=FAKE-SIGNATURE")
}

fn restore_jobs(fixtures: &Fixtures, base_url: &str) -> Named<AtlasJob> {
    let running = json!({
        "cancelled": false,
        "deliveryType": "download",
        "deliveryUrl": [],
        "expired": false,
        "failed": false,
        "id": fixtures.running_restore_job_id,
        "links": self_link(fixtures, base_url, "restoreJobs", fixtures.running_restore_job_id),
        "snapshotId": "5f00000000000000000000d1",
        "timestamp": "2025-05-04T09:42:00Z",
    });
    let shards = ["shard-0", "shard-1"];
    let link = |shard: &&str| fake_link(base_url, &format!("{shard}.tar.gz"));
    let components: Vec<Value> = shards
        .iter()
        .map(|shard| json!({ "downloadUrl": link(shard), "replicaSetName": shard }))
        .collect();
    let finished = json!({
        "cancelled": false,
        "components": components,
        "deliveryType": "download",
        "deliveryUrl": shards.iter().map(link).collect::<Vec<_>>(),
        "expired": false,
        "expiresAt": "2025-05-05T09:42:00Z",
        "failed": false,
        "finishedAt": "2025-05-04T10:12:00Z",
        "id": fixtures.finished_restore_job_id,
        "links": self_link(fixtures, base_url, "restoreJobs", fixtures.finished_restore_job_id),
        "snapshotId": "5f00000000000000000000d1",
        "timestamp": "2025-05-04T09:42:00Z",
    });
    // The running job ends like the finished one, but is still itself.
    let mut ended = finished.clone();
    for own in ["id", "links"] {
        ended[own] = running[own].clone();
    }
    BTreeMap::from([
        (
            fixtures.running_restore_job_id.to_owned(),
            AtlasJob::running(running, ended),
        ),
        (
            fixtures.finished_restore_job_id.to_owned(),
            AtlasJob::over(finished),
        ),
    ])
}

fn exports(fixtures: &Fixtures, base_url: &str) -> Named<AtlasJob> {
    let export = |id: &str, state: &str, exported: u32| {
        json!({
            "components": [{
                "exportId": "5f00000000000000000000e1",
                "replicaSetName": "shard-0",
            }],
            "createdAt": "2025-05-04T09:42:00Z",
            "customData": [{ "key": "purpose", "value": "demonstration" }],
            "exportBucketId": "5f00000000000000000000e2",
            "exportStatus": { "exportedCollections": exported, "totalCollections": 42 },
            "id": id,
            "links": self_link(fixtures, base_url, "exports", id),
            "prefix": format!(
                "/exported_snapshots/demo-org/demo-project/{}/2025-05-04T0900/1746351720",
                fixtures.cluster_name
            ),
            "snapshotId": "5f00000000000000000000d1",
            "state": state,
        })
    };
    let running = export(fixtures.running_export_id, "InProgress", 17);
    let succeeded = |id| {
        let mut export = export(id, "Successful", 42);
        export["finishedAt"] = json!("2025-05-04T10:12:00Z");
        export
    };
    let mut failed = export(fixtures.failed_export_id, "Failed", 3);
    failed["finishedAt"] = json!("2025-05-04T09:55:00Z");
    failed["stateReason"] = json!({
        // No real code is known.
        "errorCode": "SANDBOX_EXPORT_FAILED",
        "message": "The sandbox lets this export fail.",
    });
    BTreeMap::from([
        (
            fixtures.running_export_id.to_owned(),
            AtlasJob::running(running, succeeded(fixtures.running_export_id)),
        ),
        (
            fixtures.successful_export_id.to_owned(),
            AtlasJob::over(succeeded(fixtures.successful_export_id)),
        ),
        (fixtures.failed_export_id.to_owned(), AtlasJob::over(failed)),
    ])
}

fn self_link(fixtures: &Fixtures, base_url: &str, family: &str, id: &str) -> Value {
    let (group, cluster) = (fixtures.group_id, fixtures.cluster_name);
    json!([{
        "href": format!(
            "{base_url}/api/atlas/v2/groups/{group}/clusters/{cluster}/backup/{family}/{id}"
        ),
        "rel": "self",
    }])
}

#[cfg(test)]
mod tests {
    use super::AtlasJob;
    use serde_json::json;

    #[test]
    fn a_running_job_has_ended_by_the_second_look_if_jobs_advance() {
        let job = AtlasJob::running(json!("runs"), json!("ended"));
        assert_eq!([job.look(false), job.look(false)], ["runs", "runs"]);
        let looks = [job.look(true), job.look(true), job.look(true)];
        assert_eq!(looks, ["runs", "ended", "ended"]);
        let over = AtlasJob::over(json!("ended"));
        assert_eq!([over.look(true), over.look(true)], ["ended", "ended"]);
    }
}
