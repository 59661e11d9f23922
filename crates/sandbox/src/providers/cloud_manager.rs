//! MongoDB Cloud Manager public API v1.0.

use super::mongodb::{self, ERROR_MEDIA_TYPE, error_body};
use super::{Call, Provider};
use crate::answer::{Answer, JSON};
use crate::auth::mongodb::MongodbGate;
use crate::request::Request;
use crate::state::{Retry, World};
use crate::validate::Violation;
use axum::http::{StatusCode, header};
use std::sync::Arc;

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
        if call.operation.id != "retryLogCollectionJob" {
            return not_found(call.request.path());
        }
        let job_id = call.path("jobId");
        match self.world.retry_log_job(call.path("groupId"), job_id) {
            // Documented without a body. What `envelope` makes of that is not; nothing, here.
            Retry::Started => Answer::empty(StatusCode::OK)
                .header(header::CONTENT_TYPE, JSON)
                .header(header::VARY, "Accept-Encoding"),
            Retry::NoParent => not_found(call.path("groupId")),
            Retry::NoJob => not_found(job_id),
            // The documents say only that a failed job can be retried. What the real server answers
            // for another one is unknown; 409 is a guess, made because the job's state is in the way.
            Retry::NotFailed => error(
                StatusCode::CONFLICT,
                &format!("The log collection job {job_id} has not failed."),
            ),
        }
    }

    fn complete(&self, answer: Answer) -> Answer {
        mongodb::complete(answer).header(header::STRICT_TRANSPORT_SECURITY, "max-age=300")
    }
}
