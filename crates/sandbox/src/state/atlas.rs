//! The jobs of one Atlas cluster, as the API shows them.

use super::many::ManyRestoreJobs;
use super::objects::Objects;
use super::{Named, date_after};
use crate::fixtures::Fixtures;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;

/// The snapshot that all jobs are about.
const SNAPSHOT_ID: &str = "5f00000000000000000000d1";

/// A cluster with its restore jobs and exports.
#[derive(Debug)]
pub(crate) struct Cluster {
    restore_jobs: Named<AtlasJob>,
    many: ManyRestoreJobs,
    exports: Named<AtlasJob>,
}

impl Cluster {
    pub(crate) fn new(
        fixtures: &Fixtures,
        base_url: &str,
        objects: &Objects,
        began: SystemTime,
        many: usize,
    ) -> Self {
        let template = Template {
            backup: format!(
                "{base_url}/api/atlas/v2/groups/{}/clusters/{}/backup",
                fixtures.group_id, fixtures.cluster_name
            ),
            cluster: fixtures.cluster_name.to_owned(),
            group: fixtures.group_id.to_owned(),
            began,
        };
        Self {
            restore_jobs: restore_jobs(fixtures, &template, objects),
            exports: exports(fixtures, &template),
            many: ManyRestoreJobs::new(many, template),
        }
    }

    /// A look at a restore job.
    pub(crate) fn restore_job(&self, id: &str, advance: bool) -> Option<Value> {
        match self.restore_jobs.get(id) {
            Some(job) => Some(job.look(advance).clone()),
            None => self.many.look(self.many.index(id)?),
        }
    }

    /// A look at an export.
    pub(crate) fn export(&self, id: &str, advance: bool) -> Option<Value> {
        Some(self.exports.get(id)?.look(advance).clone())
    }

    /// How many restore jobs there are.
    pub(crate) fn restore_job_count(&self) -> usize {
        self.restore_jobs.len() + self.many.count()
    }

    /// How many exports there are.
    pub(crate) fn export_count(&self) -> usize {
        self.exports.len()
    }

    /// A look at the restore jobs of a range.
    pub(crate) fn restore_jobs(&self, range: Range<usize>, advance: bool) -> Vec<Value> {
        let named = self.restore_jobs.len();
        let first = looks(&self.restore_jobs, range.clone(), advance);
        let rest = range.start.saturating_sub(named)..range.end.saturating_sub(named);
        first
            .into_iter()
            .chain(rest.filter_map(|index| self.many.look(index)))
            .collect()
    }

    /// A look at the exports of a range.
    pub(crate) fn exports(&self, range: Range<usize>, advance: bool) -> Vec<Value> {
        looks(&self.exports, range, advance)
    }

    /// Moves a job one step on. `false` if there is no such job, or one that moves by looks only.
    pub(crate) fn advance(&self, id: &str) -> bool {
        let job = self.restore_jobs.get(id).or_else(|| self.exports.get(id));
        job.map(AtlasJob::advance).is_some()
    }

    /// The restore jobs beside those of the fixtures.
    pub(crate) fn many(&self) -> &ManyRestoreJobs {
        &self.many
    }
}

fn looks(jobs: &Named<AtlasJob>, range: Range<usize>, advance: bool) -> Vec<Value> {
    jobs.values()
        .skip(range.start)
        .take(range.len())
        .map(|job| job.look(advance).clone())
        .collect()
}

/// A job with all the views that it gives, one after the other. The last one stays.
#[derive(Debug)]
struct AtlasJob {
    views: Vec<Value>,
    passed: AtomicUsize,
}

impl AtlasJob {
    fn through(views: impl Into<Vec<Value>>) -> Self {
        Self {
            views: views.into(),
            passed: AtomicUsize::new(0),
        }
    }

    /// The job as it is. If jobs advance, the next look gives the next view.
    fn look(&self, advance: bool) -> &Value {
        let passed = if advance {
            self.advance()
        } else {
            self.passed.load(Ordering::Relaxed)
        };
        // A job is made with at least one view; null would break the document and be noticed.
        self.views
            .get(passed)
            .or(self.views.last())
            .unwrap_or(&Value::Null)
    }

    /// Moves it one step on, and gives how many steps it had made before.
    fn advance(&self) -> usize {
        self.passed.fetch_add(1, Ordering::Relaxed)
    }
}

/// What all jobs of the cluster have in common.
#[derive(Debug)]
pub(super) struct Template {
    /// Address of the cluster's backup resources.
    backup: String,
    cluster: String,
    group: String,
    began: SystemTime,
}

impl Template {
    /// A restore job that runs.
    pub(super) fn restore_job(&self, id: &str, delivery: &str) -> Value {
        let mut job = json!({
            "cancelled": false,
            "deliveryType": delivery,
            "expired": false,
            "failed": false,
            "id": id,
            "links": [{ "href": format!("{}/restoreJobs/{id}", self.backup), "rel": "self" }],
            "snapshotId": SNAPSHOT_ID,
            "timestamp": date_after(self.began, -120),
        });
        if delivery == "download" {
            job["deliveryUrl"] = json!([]);
        } else {
            job["targetClusterName"] = json!(self.cluster);
            job["targetGroupId"] = json!(self.group);
        }
        job
    }

    /// When a job of this world ended.
    pub(super) fn finished_at(&self) -> Value {
        json!(date_after(self.began, -30))
    }

    fn export(&self, id: &str, state: &str, exported: u32) -> Value {
        json!({
            "components": [{
                "exportId": "5f00000000000000000000e1",
                "replicaSetName": "shard-0",
            }],
            "createdAt": date_after(self.began, -60),
            "customData": [{ "key": "purpose", "value": "demonstration" }],
            "exportBucketId": "5f00000000000000000000e2",
            "exportStatus": { "exportedCollections": exported, "totalCollections": 42 },
            "id": id,
            "links": [{ "href": format!("{}/exports/{id}", self.backup), "rel": "self" }],
            "prefix": format!(
                "/exported_snapshots/demo-org/demo-project/{}/2025-05-04T0900/1746351720",
                self.cluster
            ),
            "snapshotId": SNAPSHOT_ID,
            "state": state,
        })
    }
}

fn restore_jobs(fixtures: &Fixtures, template: &Template, objects: &Objects) -> Named<AtlasJob> {
    let running = template.restore_job(fixtures.running_restore_job_id, "download");
    let ready = |id: &str| {
        let mut job = template.restore_job(id, "download");
        let shards = ["shard-0", "shard-1"].map(|shard| {
            let object = objects.make(&format!("fake-download/{id}/{shard}.tar.gz"));
            (shard, objects.link(&object))
        });
        job["deliveryUrl"] = shards.iter().map(|(_, link)| link.as_str()).collect();
        job["components"] = shards
            .iter()
            .map(|(shard, link)| json!({ "downloadUrl": link, "replicaSetName": shard }))
            .collect();
        job["expiresAt"] = json!(date_after(template.began, 24 * 60));
        job
    };
    let with = |mut job: Value, members: &[(&str, Value)]| {
        for (name, value) in members {
            job[*name] = value.clone();
        }
        job
    };
    let finished_at = ("finishedAt", template.finished_at());
    let finished = |id: &str| with(ready(id), std::slice::from_ref(&finished_at));
    let over = |id: &str, delivery: &str, flag: &str| {
        let flag = (flag, json!(true));
        let job = template.restore_job(id, delivery);
        vec![with(job, &[flag, finished_at.clone()])]
    };
    let automated = template.restore_job(fixtures.automated_restore_job_id, "automated");
    [
        (
            fixtures.running_restore_job_id,
            vec![running, finished(fixtures.running_restore_job_id)],
        ),
        (
            fixtures.finished_restore_job_id,
            vec![finished(fixtures.finished_restore_job_id)],
        ),
        (
            fixtures.failed_restore_job_id,
            over(fixtures.failed_restore_job_id, "automated", "failed"),
        ),
        (
            fixtures.cancelled_restore_job_id,
            over(fixtures.cancelled_restore_job_id, "automated", "cancelled"),
        ),
        (
            fixtures.expired_restore_job_id,
            over(fixtures.expired_restore_job_id, "download", "expired"),
        ),
        (
            fixtures.automated_restore_job_id,
            vec![with(automated, std::slice::from_ref(&finished_at))],
        ),
        (
            fixtures.ready_restore_job_id,
            vec![ready(fixtures.ready_restore_job_id)],
        ),
    ]
    .into_iter()
    .map(|(id, views)| (id.to_owned(), AtlasJob::through(views)))
    .collect()
}

fn exports(fixtures: &Fixtures, template: &Template) -> Named<AtlasJob> {
    let over = |id: &str, state: &str, exported: u32| {
        let mut export = template.export(id, state, exported);
        export["finishedAt"] = template.finished_at();
        export
    };
    let running = fixtures.running_export_id;
    let queued = fixtures.queued_export_id;
    let mut failed = over(fixtures.failed_export_id, "Failed", 3);
    failed["stateReason"] = json!({
        // No real code is known.
        "errorCode": "SANDBOX_EXPORT_FAILED",
        "message": "The sandbox lets this export fail.",
    });
    BTreeMap::from([
        (
            running,
            vec![
                template.export(running, "InProgress", 17),
                over(running, "Successful", 42),
            ],
        ),
        (
            queued,
            vec![
                template.export(queued, "Queued", 0),
                template.export(queued, "InProgress", 0),
                template.export(queued, "InProgress", 14),
                template.export(queued, "InProgress", 28),
                over(queued, "Successful", 42),
            ],
        ),
        (
            fixtures.successful_export_id,
            vec![over(fixtures.successful_export_id, "Successful", 42)],
        ),
        (
            fixtures.cancelled_export_id,
            vec![over(fixtures.cancelled_export_id, "Cancelled", 5)],
        ),
        (fixtures.failed_export_id, vec![failed]),
    ])
    .into_iter()
    .map(|(id, views)| (id.to_owned(), AtlasJob::through(views)))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::AtlasJob;
    use serde_json::json;

    #[test]
    fn a_job_goes_through_its_views_if_jobs_advance() {
        let job = AtlasJob::through([json!("runs"), json!("ended")]);
        assert_eq!([job.look(false), job.look(false)], ["runs", "runs"]);
        let looks = [job.look(true), job.look(true), job.look(true)];
        assert_eq!(looks, ["runs", "ended", "ended"]);
        let over = AtlasJob::through([json!("ended")]);
        assert_eq!([over.look(true), over.look(true)], ["ended", "ended"]);
        let told = AtlasJob::through([json!("runs"), json!("ended")]);
        told.advance();
        assert_eq!([told.look(false), told.look(false)], ["ended", "ended"]);
    }
}
