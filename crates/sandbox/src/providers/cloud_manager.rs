//! MongoDB Cloud Manager public API v1.0.

use super::log_jobs::{self, View};
use super::mongodb::{self, ERROR_MEDIA_TYPE, Page, error_body};
use super::{Call, Provider};
use crate::answer::{Answer, JSON};
use crate::archive::crc32;
use crate::auth::mongodb::MongodbGate;
use crate::job::{RetryableJob, Stage};
use crate::range;
use crate::request::Request;
use crate::state::{Retry, World};
use crate::validate::Violation;
use axum::http::{StatusCode, header};
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

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
    pub(crate) fn new(world: Arc<World>, gate: Arc<MongodbGate>) -> Self {
        Self { world, gate }
    }

    fn list(&self, call: &Call<'_>) -> Result<Answer, Answer> {
        let group_id = call.path("groupId");
        let page = Page::of(call.request);
        let view = self.view(call);
        let look = |jobs: &mut BTreeMap<String, RetryableJob>| {
            let range = page.range();
            let shown = jobs.iter_mut().skip(range.start).take(range.len());
            let shown = shown.map(|(id, job)| view.job(id, self.world.look(job)));
            (shown.collect::<Vec<Value>>(), jobs.len())
        };
        let (jobs, total) = self
            .world
            .log_jobs_of(group_id, look)
            .ok_or_else(|| not_found(group_id))?;
        Ok(mongodb::list(call.request, JSON, page, total, jobs))
    }

    fn get(&self, call: &Call<'_>) -> Result<Answer, Answer> {
        let job_id = call.path("jobId");
        let stage = self.stage(call, |job| self.world.look(job))?;
        let job = self.view(call).job(job_id, stage);
        Ok(mongodb::success(call.request, JSON, job))
    }

    fn retry(&self, call: &Call<'_>) -> Result<Answer, Answer> {
        let job_id = call.path("jobId");
        match self.world.retry_log_job(call.path("groupId"), job_id) {
            // Documented without a body. What `envelope` makes of that is not; nothing, here.
            Retry::Started => Ok(Answer::empty(StatusCode::OK)
                .header(header::CONTENT_TYPE, JSON)
                .header(header::VARY, "Accept-Encoding")),
            Retry::NoParent => Err(not_found(call.path("groupId"))),
            Retry::NoJob => Err(not_found(job_id)),
            // The documents say only that a failed job can be retried. What the real server answers
            // for another one is unknown; 409 is a guess, made because the job's state is in the way.
            Retry::NotFailed => Err(error(
                StatusCode::CONFLICT,
                &format!("The log collection job {job_id} has not failed."),
            )),
        }
    }

    fn download(&self, call: &Call<'_>) -> Result<Answer, Answer> {
        let job_id = call.path("jobId");
        let stage = self.stage(call, |job| job.peek())?;
        // Documented: what runs and what has expired cannot be downloaded. With which status the
        // real server says so is unknown; 409 is a guess, as for the retry.
        let archive = log_jobs::archive(job_id, stage).ok_or_else(|| {
            let status = log_jobs::status(stage);
            let detail = format!("The log collection job {job_id} is {status}.");
            error(StatusCode::CONFLICT, &detail)
        })?;
        let etag = format!("\"{:08x}\"", crc32(&archive));
        let length = archive.len() as u64;
        let part = |status, range: Range<u64>| {
            // The range lies within the archive, whose length is a `usize`.
            let bytes = &archive[range.start as usize..range.end as usize];
            Answer::bytes(status, GZIP, bytes.to_vec())
        };
        let ranges = self.world.ranges;
        Ok(range::serve(call.request, ranges, &etag, length, part))
    }

    /// What `look` sees of the job.
    fn stage(
        &self,
        call: &Call<'_>,
        look: impl FnOnce(&mut RetryableJob) -> Stage,
    ) -> Result<Stage, Answer> {
        let (group_id, job_id) = (call.path("groupId"), call.path("jobId"));
        let missing = if self.world.log_jobs_of(group_id, |_| ()).is_none() {
            group_id
        } else {
            job_id
        };
        self.world
            .log_job(group_id, job_id, look)
            .ok_or_else(|| not_found(missing))
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
            began: self.world.began,
        }
    }
}

/// Cloud Manager documents no error codes for log collection jobs, so there are none here.
fn error(status: StatusCode, detail: &str) -> Answer {
    Answer::json(status, ERROR_MEDIA_TYPE, &error_body(status, None, detail))
}

fn not_found(what: &str) -> Answer {
    error(
        StatusCode::NOT_FOUND,
        &format!("Cannot find resource {what}."),
    )
}

impl Provider for CloudManager {
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
            "getLogCollectionJob" => self.get(call),
            "retryLogCollectionJob" => self.retry(call),
            "downloadLogCollectionJob" => self.download(call),
            _ => Err(not_found(call.request.path())),
        };
        outcome.unwrap_or_else(|refusal| refusal)
    }

    fn complete(&self, answer: Answer) -> Answer {
        mongodb::complete(answer).header(header::STRICT_TRANSPORT_SECURITY, "max-age=300")
    }
}
