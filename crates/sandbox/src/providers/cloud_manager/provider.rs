//! MongoDB Cloud Manager public API v1.0.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use axum::http::{StatusCode, header};
use serde_json::{Value, json};

use super::log_jobs::{self, View};
use super::log_requests;
use super::projects;
use crate::auth::mongodb::MongodbGate;
use crate::checks::Violation;
use crate::files::archive::checksum;
use crate::http::range;
use crate::http::{Answer, JSON, Request};
use crate::providers::mongodb::{self, ERROR_MEDIA_TYPE, Page, error_body};
use crate::providers::provider::{Call, Parts, Provider};
use crate::state::{LogJob, NotExtended, Retry, World};

/// The media type of an archive of logs.
const GZIP: &str = "application/gzip";

/// Cloud Manager documents this media type for its 401.
const UNAUTHORIZED_MEDIA_TYPE: &str = "application/json;charset=ISO-8859-1";

/// Cloud Manager, over the common world.
#[derive(Debug)]
pub(crate) struct CloudManager {
    world: Arc<World>,
    gate: Arc<MongodbGate>,
}

impl CloudManager {
    pub(crate) fn new(parts: &Parts) -> Self {
        Self {
            world: parts.world.clone(),
            gate: parts.mongodb.clone(),
        }
    }

    fn list(&self, call: &Call<'_>) -> Result<Answer, Answer> {
        let group_id = call.path("groupId");
        let page = Page::of(call.request);
        let view = self.view(call);
        let look = |jobs: &mut BTreeMap<String, LogJob>| {
            let range = page.range();
            let shown = jobs.iter_mut().skip(range.start).take(range.len());
            let shown = shown.map(|(id, job)| {
                let stage = self.world.look(&mut job.job);
                view.job(id, job, stage)
            });
            (shown.collect::<Vec<Value>>(), jobs.len())
        };
        let (jobs, total) = self
            .world
            .log_jobs
            .of(group_id, look)
            .ok_or_else(|| not_found(group_id))?;
        Ok(mongodb::list(call.request, JSON, page, total, jobs))
    }

    fn get(&self, call: &Call<'_>) -> Result<Answer, Answer> {
        let job_id = call.path("jobId");
        let view = self.view(call);
        let job = self.job(call, |job| {
            let stage = self.world.look(&mut job.job);
            view.job(job_id, job, stage)
        })?;
        Ok(mongodb::success(call.request, JSON, job))
    }

    fn create(&self, call: &Call<'_>) -> Result<Answer, Answer> {
        let request = log_requests::create(&call.request.body, self.world.clock.now());
        let request = request.map_err(|detail| error(StatusCode::BAD_REQUEST, &detail))?;
        let group_id = call.path("groupId");
        let id = self.world.log_jobs.create(group_id, request);
        let id = id.ok_or_else(|| not_found(group_id))?;
        let body = json!({ "id": id });
        Ok(mongodb::answered(
            call.request,
            StatusCode::CREATED,
            JSON,
            body,
        ))
    }

    fn extend(&self, call: &Call<'_>) -> Result<Answer, Answer> {
        let expires = log_requests::extend(&call.request.body);
        let expires = expires.map_err(|detail| error(StatusCode::BAD_REQUEST, &detail))?;
        let (group_id, job_id) = (call.path("groupId"), call.path("jobId"));
        let outcome = self.world.log_jobs.extend(group_id, job_id, expires);
        // The status of these refusals is not documented: an impossible date is a bad request, and the
        // state of the job is a conflict, as for the retry.
        let refuse = |status, what: &str| {
            let detail = format!("The log collection job {job_id} cannot be extended: {what}.");
            Err(error(status, &detail))
        };
        match outcome {
            Ok(()) => Ok(done()),
            Err(NotExtended::NoJob) => Err(self.no_job(call)),
            Err(NotExtended::Expired) => refuse(StatusCode::CONFLICT, "it has expired"),
            Err(NotExtended::Past) => refuse(StatusCode::BAD_REQUEST, "the date is in the past"),
            Err(NotExtended::TooLate) => refuse(
                StatusCode::BAD_REQUEST,
                "the date is more than 6 months after its creation",
            ),
        }
    }

    fn delete(&self, call: &Call<'_>) -> Result<Answer, Answer> {
        let jobs = &self.world.log_jobs;
        if jobs.delete(call.path("groupId"), call.path("jobId")) {
            Ok(done())
        } else {
            Err(self.no_job(call))
        }
    }

    fn retry(&self, call: &Call<'_>) -> Result<Answer, Answer> {
        let job_id = call.path("jobId");
        match self.world.retry_log_job(call.path("groupId"), job_id) {
            Retry::Started => Ok(done()),
            Retry::NoParent => Err(not_found(call.path("groupId"))),
            Retry::NoJob => Err(not_found(job_id)),
            // The documents say only that a failed job can be retried. How the real server answers
            // for another one is unknown; 409 is a guess, because the job's state prevents it.
            Retry::NotFailed => Err(error(
                StatusCode::CONFLICT,
                &format!("The log collection job {job_id} has not failed."),
            )),
        }
    }

    fn download(&self, call: &Call<'_>) -> Result<Answer, Answer> {
        let job_id = call.path("jobId");
        let job = self.job(call, |job| job.clone())?;
        // Documented: what runs and what has expired cannot be downloaded. The status is
        // unknown; 409 is a guess, as for the retry.
        let archive = log_jobs::archive(job_id, &job).ok_or_else(|| {
            let status = log_jobs::status(job.job.peek());
            let detail = format!("The log collection job {job_id} is {status}.");
            error(StatusCode::CONFLICT, &detail)
        })?;
        let etag = format!("\"{:08x}\"", checksum(&archive));
        let length = archive.len() as u64;
        let part = |status, range: Range<u64>| {
            // The range is within the archive, whose length is a `usize`.
            let bytes = &archive[range.start as usize..range.end as usize];
            Answer::bytes(status, GZIP, bytes.to_vec())
        };
        let ranges = self.world.ranges;
        Ok(range::serve(call.request, ranges, &etag, length, part))
    }

    /// The document's example, if the request names one source to restore from.
    fn restore(&self, call: &Call<'_>) -> Result<Answer, Answer> {
        let answer = self.example(call)?;
        let refuse = |detail: String| error(StatusCode::BAD_REQUEST, &detail);
        check_source(&call.request.body).map_err(refuse)?;
        Ok(answer)
    }

    /// The document's example, with the end that the request asks for.
    fn change_expiry(&self, call: &Call<'_>) -> Result<Answer, Answer> {
        // The validation has checked it.
        let wanted: Value = serde_json::from_slice(&call.request.body).unwrap_or_default();
        let (for_good, ends) = (wanted["doNotDelete"] == true, wanted.get("expires"));
        if for_good && ends.is_some() {
            let detail = "doNotDelete and expires exclude each other.";
            return Err(error(StatusCode::BAD_REQUEST, detail));
        }
        self.changed_example(call, |snapshot| {
            if ends.is_some() {
                snapshot["doNotDelete"] = json!(false);
            }
            if let (true, Some(members)) = (for_good, snapshot.as_object_mut()) {
                members.remove("expires");
            }
        })
    }

    /// The document's example, of what belongs to no group.
    fn example_without_group(&self, call: &Call<'_>) -> Result<Answer, Answer> {
        mongodb::example(call).ok_or_else(|| not_found(call.request.path()))
    }

    /// The document's example, for a group that exists.
    fn example(&self, call: &Call<'_>) -> Result<Answer, Answer> {
        self.changed_example(call, |_| {})
    }

    /// The same after `change`.
    fn changed_example(
        &self,
        call: &Call<'_>,
        change: impl FnOnce(&mut Value),
    ) -> Result<Answer, Answer> {
        let group_id = call.path("groupId");
        let group = self.world.log_jobs.of(group_id, |_| ());
        group.ok_or_else(|| not_found(group_id))?;
        let example = mongodb::changed_example(call, change);
        example.ok_or_else(|| not_found(call.request.path()))
    }

    /// Runs `look` on the job.
    fn job<T>(&self, call: &Call<'_>, look: impl FnOnce(&mut LogJob) -> T) -> Result<T, Answer> {
        let (group_id, job_id) = (call.path("groupId"), call.path("jobId"));
        let found = self.world.log_jobs.one(group_id, job_id, look);
        found.ok_or_else(|| self.no_job(call))
    }

    /// Says whether it is the group or the job that does not exist.
    fn no_job(&self, call: &Call<'_>) -> Answer {
        let group_id = call.path("groupId");
        match self.world.log_jobs.of(group_id, |_| ()) {
            None => not_found(group_id),
            Some(()) => not_found(call.path("jobId")),
        }
    }

    fn view(&self, call: &Call<'_>) -> View {
        View {
            url: format!(
                "http://{}/api/public/v1.0/groups/{}/logCollectionJobs",
                call.request.header("host").unwrap_or_default(),
                call.path("groupId")
            ),
            group_id: call.path("groupId").to_owned(),
            verbose: call.request.flag("verbose"),
        }
    }
}

/// Documented: exactly one of these. The 400 for anything else is a guess.
fn check_source(body: &[u8]) -> Result<(), String> {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let has = |name: &str| body.get(name).is_some_and(|value| !value.is_null());
    if has("oplogTs") != has("oplogInc") {
        return Err("oplogTs and oplogInc must be sent together.".to_owned());
    }
    let sources = [
        "snapshotId",
        "oplogTs",
        "pointInTimeUTCMillis",
        "checkpointId",
    ];
    match sources.iter().filter(|name| has(name)).count() {
        1 => Ok(()),
        found => Err(format!(
            "The body must have exactly one of snapshotId, oplogTs with oplogInc, pointInTimeUTCMillis and \
             checkpointId; it has {found}."
        )),
    }
}

/// A success that is documented without a body. How `envelope` changes it is not documented; here it
/// does not.
fn done() -> Answer {
    Answer::empty(StatusCode::OK)
        .header(header::CONTENT_TYPE, JSON)
        .header(header::VARY, "Accept-Encoding")
}

/// Cloud Manager documents no error codes for log collection jobs, so there are none here.
fn error(status: StatusCode, detail: &str) -> Answer {
    Answer::json(status, ERROR_MEDIA_TYPE, &error_body(status, None, detail))
}

/// An answer, or what does not exist.
fn found(answer: Result<Answer, String>) -> Result<Answer, Answer> {
    answer.map_err(|what| not_found(&what))
}

fn not_found(what: &str) -> Answer {
    error(
        StatusCode::NOT_FOUND,
        &format!("Cannot find resource {what}."),
    )
}

impl Provider for CloudManager {
    fn document(&self) -> &'static str {
        "cloud-manager"
    }

    fn serves(&self, request: &Request) -> bool {
        request.path().starts_with("/api/public/v1.0/")
    }

    fn unrouted(&self, request: &Request) -> Answer {
        not_found(request.path())
    }

    fn authenticate(&self, call: &Call<'_>) -> Result<(), Answer> {
        mongodb::authenticate(&self.gate, call.request, UNAUTHORIZED_MEDIA_TYPE, None)
    }

    fn refuse(&self, _call: &Call<'_>, violation: &Violation) -> Answer {
        error(StatusCode::BAD_REQUEST, &mongodb::describe(violation).1)
    }

    fn perform(&self, call: &Call<'_>) -> Answer {
        let outcome = match call.operation.id.as_str() {
            "listLogCollectionJobs" => self.list(call),
            "createLogCollectionJob" => self.create(call),
            "extendLogCollectionJob" => self.extend(call),
            "deleteLogCollectionJob" => self.delete(call),
            "getLogCollectionJob" => self.get(call),
            "retryLogCollectionJob" => self.retry(call),
            "downloadLogCollectionJob" => self.download(call),
            "listGroups" => Ok(projects::list(&self.world, call)),
            "listOrganizationGroups" => found(projects::of_organization(&self.world, call)),
            "getGroup" | "getGroupByName" => found(projects::one(&self.world, call)),
            "listClusters" => found(projects::clusters(&self.world, call)),
            "getCluster" => found(projects::cluster(&self.world, call)),
            "listAllClusters" => self.example_without_group(call),
            "createRestoreJob" => self.restore(call),
            "changeSnapshotExpiry" => self.change_expiry(call),
            _ => self.example(call),
        };
        outcome.unwrap_or_else(|refusal| refusal)
    }

    fn complete(&self, answer: Answer) -> Answer {
        mongodb::complete(answer).header(header::STRICT_TRANSPORT_SECURITY, "max-age=300")
    }
}
