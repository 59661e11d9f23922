//! MongoDB Atlas Administration API v2.

use super::export_buckets;
use super::mongodb::{self, ERROR_MEDIA_TYPE, Page, error_body};
use super::{Call, Provider};
use crate::answer::Answer;
use crate::auth::mongodb::MongodbGate;
use crate::request::Request;
use crate::state::{Cluster, World, as_replica_set, keep};
use crate::validate::Violation;
use axum::http::{HeaderName, StatusCode, header};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// The version dates that MongoDB has published. What the real server makes of any other date is
/// unknown; the sandbox refuses it.
const VERSION_DATES: [&str; 10] = [
    "2023-01-01",
    "2023-02-01",
    "2023-10-01",
    "2023-11-15",
    "2024-05-30",
    "2024-08-05",
    "2024-10-23",
    "2024-11-13",
    "2025-02-19",
    "2025-03-12",
];

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
    pub(crate) fn new(world: Arc<World>, gate: Arc<MongodbGate>) -> Self {
        Self {
            world,
            gate,
            calls: AtomicU32::new(0),
        }
    }

    /// The answer, or the name of the first thing on the way to it that does not exist.
    fn find<'a>(&self, call: &'a Call<'_>, media_type: &str) -> Result<Answer, &'a str> {
        let group_id = call.path("groupId");
        let group = self.world.atlas.get(group_id).ok_or(group_id)?;
        let buckets = &self.world.export_buckets;
        if let Some(answer) = export_buckets::perform(call, media_type, buckets) {
            return Ok(answer);
        }
        let example = || mongodb::example(call).ok_or(call.request.path());
        let cluster_name = call.path("clusterName");
        if cluster_name.is_empty() {
            return example();
        }
        let cluster = group.get(cluster_name).ok_or(cluster_name)?;
        let advance = self.world.jobs_advance;
        let page = Page::of(call.request);
        // The document has judged it before.
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
                // The status is a guess: no source says what an unknown bucket is answered with.
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

pub(super) fn not_found(what: &str) -> Answer {
    let status = StatusCode::NOT_FOUND;
    let detail = format!("Cannot find resource {what}.");
    let mut body = error_body(status, Some("RESOURCE_NOT_FOUND"), &detail);
    body["parameters"] = json!([what]);
    Answer::json(status, ERROR_MEDIA_TYPE, &body)
}

/// What is wrong with one field of a request.
fn invalid(field: &str, description: &str) -> Answer {
    let status = StatusCode::BAD_REQUEST;
    let mut body = error_body(status, Some("VALIDATION_ERROR"), description);
    body["badRequestDetail"] =
        json!({ "fields": [{ "field": field, "description": description }] });
    Answer::json(status, ERROR_MEDIA_TYPE, &body)
}

impl Provider for Atlas {
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
        // The bucket is shown, not enforced: it falls with each call and is full again once empty.
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

/// The media type to answer with: of those that the operation has, the newest whose version is
/// not later than the date that `Accept` asks for.
fn negotiate<'a>(request: &Request, produces: &'a [String]) -> Option<&'a str> {
    let accepted: Vec<&str> = request
        .headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|item| version(item.split(';').next()?.trim()))
        .filter(|(date, _)| VERSION_DATES.contains(date))
        .filter_map(|(date, kind)| {
            produces
                .iter()
                .filter_map(|media_type| Some((version(media_type)?, media_type)))
                .filter(|((offered, offered_kind), _)| *offered <= date && *offered_kind == kind)
                .max_by_key(|((offered, _), _)| *offered)
                .map(|(_, media_type)| media_type.as_str())
        })
        .collect();
    accepted.first().copied()
}

/// The date and the kind in `application/vnd.atlas.DATE+KIND`. Dates in this form sort as text.
fn version(media_type: &str) -> Option<(&str, &str)> {
    media_type
        .strip_prefix("application/vnd.atlas.")?
        .split_once('+')
}

#[cfg(test)]
mod tests {
    use super::negotiate;
    use crate::request::Request;
    use axum::http::{HeaderMap, HeaderValue, Method};
    use bytes::Bytes;

    fn answered(accept: &[&'static str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in accept {
            headers.append("accept", HeaderValue::from_static(value));
        }
        let request = Request {
            method: Method::GET,
            target: "/".to_owned(),
            headers,
            body: Bytes::new(),
        };
        let produces = [
            "application/vnd.atlas.2023-01-01+json".to_owned(),
            "application/vnd.atlas.2024-05-30+json".to_owned(),
        ];
        negotiate(&request, &produces).map(str::to_owned)
    }

    #[test]
    fn the_newest_version_not_later_than_the_date_answers() {
        let old = Some("application/vnd.atlas.2023-01-01+json".to_owned());
        let new = Some("application/vnd.atlas.2024-05-30+json".to_owned());
        assert_eq!(answered(&["application/vnd.atlas.2023-01-01+json"]), old);
        assert_eq!(answered(&["application/vnd.atlas.2023-10-01+json"]), old);
        assert_eq!(answered(&["application/vnd.atlas.2024-05-30+json"]), new);
        assert_eq!(answered(&["application/vnd.atlas.2025-03-12+json"]), new);
        assert_eq!(
            answered(&[
                "*/*",
                "text/html, application/vnd.atlas.2023-02-01+json;q=0.5"
            ]),
            old
        );
    }

    #[test]
    fn no_known_version_is_no_answer() {
        for accept in [
            "*/*",
            "application/json",
            "application/vnd.atlas.2022-01-01+json",
            "application/vnd.atlas.2023-06-15+json",
            "application/vnd.atlas.2099-01-01+json",
            "application/vnd.atlas.2023-01-01+csv",
            "application/vnd.atlas.2023-01-01",
        ] {
            assert_eq!(answered(&[accept]), None, "{accept}");
        }
        assert_eq!(answered(&[]), None);
    }
}
