//! MongoDB Atlas Administration API v2.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::http::{HeaderName, StatusCode};
use serde_json::Value;

use super::errors::{invalid, not_found};
use super::versions::negotiate;
use super::{clusters, export_buckets, invoice_reports, log_integrations, projects};
use crate::auth::mongodb::MongodbGate;
use crate::checks::Violation;
use crate::http::{Answer, Request};
use crate::providers::mongodb::{self, ERROR_MEDIA_TYPE, Page, error_body};
use crate::providers::provider::{Call, Parts, Provider};
use crate::state::{Cluster, World, as_replica_set, keep};

/// Capacity of the bucket that the backup operations share.
const CAPACITY: u32 = 1200;

/// Atlas, over the common world.
#[derive(Debug)]
pub(crate) struct Atlas {
    world: Arc<World>,
    gate: Arc<MongodbGate>,
    calls: AtomicU32,
}

impl Atlas {
    pub(crate) fn new(parts: &Parts) -> Self {
        Self {
            world: parts.world.clone(),
            gate: parts.mongodb.clone(),
            calls: AtomicU32::new(0),
        }
    }

    /// The answer, or the name of the first thing on the way to it that does not exist.
    fn find<'a>(&self, call: &'a Call<'_>, media_type: &str) -> Result<Answer, &'a str> {
        if let Some(answer) = projects::perform(call, media_type, &self.world) {
            return Ok(answer);
        }
        let example = || mongodb::example(call).ok_or(call.request.path());
        let group_id = call.path("groupId");
        if let Some(answer) = invoice_reports::perform(call, media_type, &self.world) {
            return Ok(answer);
        }
        if group_id.is_empty() {
            return example();
        }
        let group = self.world.atlas.get(group_id).ok_or(group_id)?;
        if let Some(answer) = clusters::perform(call, media_type, &self.world) {
            return Ok(answer);
        }
        let buckets = &self.world.export_buckets;
        if let Some(answer) = export_buckets::perform(call, media_type, buckets) {
            return Ok(answer);
        }
        let integrations = &self.world.log_integrations;
        if let Some(answer) = log_integrations::perform(call, media_type, integrations) {
            return Ok(answer);
        }
        let cluster_name = call.path("clusterName");
        if cluster_name.is_empty() {
            return example();
        }
        let cluster = group.get(cluster_name).ok_or(cluster_name)?;
        let advance = self.world.jobs_advance;
        let page = Page::of(call.request);
        // The validation has checked it.
        let body = || serde_json::from_slice::<Value>(&call.request.body).unwrap_or_default();
        let one = |job| mongodb::success(call.request, media_type, job);
        let list = |total, jobs| mongodb::list(call.request, media_type, page, total, jobs);
        match call.operation.id.as_str() {
            "getBackupRestoreJob" => {
                let id = call.path("restoreJobId");
                cluster.restore_job(id, advance).map(one).ok_or(id)
            }
            "getBackupExport" => {
                let id = call.path("exportId");
                cluster.export(id, advance).map(one).ok_or(id)
            }
            "getBackupShardedCluster" => {
                let id = call.path("snapshotId");
                cluster.snapshots().look(id, advance).map(one).ok_or(id)
            }
            "listBackupShardedClusters" => {
                let snapshots = cluster.snapshots().looks(advance);
                Ok(list(snapshots.len(), snapshots))
            }
            "takeSnapshots" => Ok(one(cluster.snapshots().take(&body()))),
            "getClusterBackupSnapshot" => {
                let found = cluster.snapshots().look(call.path("snapshotId"), advance);
                found.map_or_else(example, |found| Ok(one(as_replica_set(found))))
            }
            "updateBackupSnapshot" => {
                keep_snapshot(call, media_type, cluster, &body()).ok_or(call.request.path())
            }
            "deleteBackupShardedCluster" => {
                let id = call.path("snapshotId");
                let done = cluster.snapshots().delete(id);
                let done = done.then(|| Answer::empty(StatusCode::NO_CONTENT));
                done.ok_or(id)
            }
            "deleteClusterBackupSnapshot" => {
                // One that the cluster does not have is the document's example.
                cluster.snapshots().delete(call.path("snapshotId"));
                example()
            }
            "createBackupExport" => {
                let wanted = body();
                let bucket = wanted["exportBucketId"].as_str().unwrap_or_default();
                // The status is a guess: no source has the answer for an unknown bucket.
                if buckets.get(bucket).is_none() {
                    return Ok(not_found(bucket));
                }
                let job = cluster.make_export(&wanted);
                job.map(one).ok_or("of the snapshot")
            }
            "createBackupRestoreJob" => {
                let job = cluster.make_restore_job(&body(), &self.world.objects);
                job.map(one).ok_or("of the snapshot")
            }
            "cancelBackupRestoreJob" => {
                let id = call.path("restoreJobId");
                let is_known = cluster.cancel_restore_job(id);
                let done = is_known.then(|| Answer::empty(StatusCode::NO_CONTENT));
                done.ok_or(id)
            }
            "listBackupRestoreJobs" => {
                let jobs = cluster.restore_jobs(page.range(), advance);
                Ok(list(cluster.restore_job_count(), jobs))
            }
            "listBackupExports" => {
                let jobs = cluster.exports(page.range(), advance);
                Ok(list(cluster.export_count(), jobs))
            }
            _ => example(),
        }
    }
}

/// Changes how long a snapshot is kept. One that the cluster does not have is the document's example.
fn keep_snapshot(
    call: &Call<'_>,
    media_type: &str,
    cluster: &Cluster,
    wanted: &Value,
) -> Option<Answer> {
    // Not documented: that it ends before it was taken. Refused as a value below a minimum is.
    if wanted["retentionValue"].as_i64() < Some(1) {
        let description = "The body is invalid: retentionValue is less than 1.";
        return Some(invalid("retentionValue", description));
    }
    let (snapshots, id) = (cluster.snapshots(), call.path("snapshotId"));
    if snapshots.keep(id, wanted) {
        let kept = snapshots.look(id, false)?;
        return Some(mongodb::success(
            call.request,
            media_type,
            as_replica_set(kept),
        ));
    }
    mongodb::changed_example(call, |snapshot| keep(snapshot, wanted))
}

impl Provider for Atlas {
    fn document(&self) -> &'static str {
        "atlas"
    }

    fn serves(&self, request: &Request) -> bool {
        let path = request.path();
        path == "/api/atlas/v2" || path.starts_with("/api/atlas/v2/")
    }

    fn unrouted(&self, request: &Request) -> Answer {
        not_found(request.path())
    }

    fn authenticate(&self, call: &Call<'_>) -> Result<(), Answer> {
        // The document demands an `errorCode` on every error; which one the real server sends for
        // wrong credentials is unknown, so this one is the sandbox's.
        mongodb::authenticate(
            &self.gate,
            call.request,
            ERROR_MEDIA_TYPE,
            Some("UNAUTHORIZED"),
        )
    }

    fn refuse(&self, _call: &Call<'_>, violation: &Violation) -> Answer {
        let (field, description) = mongodb::describe(violation);
        invalid(&field, &description)
    }

    fn perform(&self, call: &Call<'_>) -> Answer {
        let Some(media_type) = negotiate(call.request, &call.operation.produces) else {
            let status = StatusCode::NOT_ACCEPTABLE;
            let detail = "Invalid accept header or version date.";
            let body = error_body(status, Some("INVALID_VERSION_DATE"), detail);
            return Answer::json(status, ERROR_MEDIA_TYPE, &body);
        };
        // The rate limit is shown, not enforced: it falls with each call and is full again once empty.
        let calls = self.calls.fetch_add(1, Ordering::Relaxed);
        let remaining = CAPACITY - 1 - calls % CAPACITY;
        self.find(call, media_type)
            .unwrap_or_else(not_found)
            .header(
                HeaderName::from_static("ratelimit-limit"),
                &CAPACITY.to_string(),
            )
            .header(
                HeaderName::from_static("ratelimit-remaining"),
                &remaining.to_string(),
            )
    }

    fn complete(&self, answer: Answer) -> Answer {
        mongodb::complete(answer)
    }
}
