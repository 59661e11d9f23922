//! Alibaba Cloud Simple Log Service.

use super::{Call, Provider, examples, shipper_status};
use crate::answer::{Answer, JSON};
use crate::auth::sls::{self, SlsError};
use crate::clock::Clock;
use crate::date;
use crate::fixtures::Fixtures;
use crate::request::Request;
use crate::state::{ShipperTask, World};
use crate::token::TokenSource;
use crate::validate::Violation;
use axum::http::{HeaderName, StatusCode, header};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The service takes less than this, in bytes.
const MAX_BODY: usize = 10_485_760;

/// SLS, over the common world.
#[derive(Debug)]
pub(crate) struct Sls {
    world: Arc<World>,
    fixtures: &'static Fixtures,
    clock: Clock,
    ids: TokenSource,
}

impl Sls {
    pub(crate) fn new(world: Arc<World>, fixtures: &'static Fixtures, clock: Clock) -> Self {
        Self {
            world,
            fixtures,
            clock,
            ids: TokenSource::new(),
        }
    }

    /// What must hold before anything else is looked at.
    fn check_transport(request: &Request) -> Result<(), SlsError> {
        if request.project_label().is_none() {
            let host = request.header("host").unwrap_or_default();
            return Err(SlsError::new(
                StatusCode::BAD_REQUEST,
                "InvalidHost",
                format!("Host header {host} is invalid."),
            ));
        }
        if !request.body.is_empty() && request.header("content-length").is_none() {
            return Err(SlsError::new(
                StatusCode::LENGTH_REQUIRED,
                "MissingContentLength",
                "Content-Length does not exist in http header when it is necessary.",
            ));
        }
        if request.body.len() >= MAX_BODY {
            let size = request.body.len();
            return Err(SlsError::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "PostBodyTooLarge",
                format!("Body size {size} must little than {MAX_BODY}."),
            ));
        }
        Ok(())
    }

    /// Looks at the tasks of the shipper with `look`.
    fn tasks<T>(
        &self,
        call: &Call<'_>,
        look: impl FnOnce(&mut BTreeMap<String, ShipperTask>) -> T,
    ) -> Result<T, SlsError> {
        let project = call.request.project_label().unwrap_or_default();
        let logstore = call.path("logstore");
        let mut projects = self.world.sls();
        let logstores = projects.get_mut(project);
        let logstores = logstores.ok_or_else(|| no_project(project))?;
        let shippers = logstores.get_mut(logstore);
        let shippers = shippers.ok_or_else(|| no_logstore(logstore))?;
        let tasks = shippers.get_mut(call.path("shipperName"));
        Ok(look(tasks.ok_or_else(no_shipper)?))
    }

    /// The document's example, for a project, and a Logstore and a shipper if the path names them,
    /// that exist.
    fn example(&self, call: &Call<'_>) -> Result<Option<Answer>, SlsError> {
        let project = call.request.project_label().unwrap_or_default();
        let (logstore, shipper) = (call.path("logstore"), call.path("shipperName"));
        let projects = self.world.sls();
        let logstores = projects.get(project).ok_or_else(|| no_project(project))?;
        if !logstore.is_empty() {
            let shippers = logstores.get(logstore);
            let shippers = shippers.ok_or_else(|| no_logstore(logstore))?;
            if !shipper.is_empty() && !shippers.contains_key(shipper) {
                return Err(no_shipper());
            }
        }
        Ok(examples::answer(call, |status, media_type, body| {
            Answer::json(status, media_type, &body)
        }))
    }

    fn retry_tasks(&self, call: &Call<'_>) -> Result<Answer, SlsError> {
        let ids: Vec<String> =
            serde_json::from_slice(&call.request.body).map_err(|_| not_json())?;
        self.tasks(call, |tasks| {
            for id in ids {
                // What the service says about an id that it does not know, or about a task that has
                // not failed, is unknown. No error is documented for it, so such ids change nothing
                // here.
                if let Some(task) = tasks.get_mut(&id) {
                    task.job.retry();
                }
            }
        })?;
        Ok(Answer::empty(StatusCode::OK).header(header::CONTENT_TYPE, JSON))
    }

    fn list_tasks(&self, call: &Call<'_>) -> Result<Answer, SlsError> {
        let wanted = shipper_status::Wanted::of(call.request, date::unix(self.clock.now()))
            .map_err(|message| bad_parameter(message.to_owned()))?;
        let body = self.tasks(call, |tasks| {
            wanted.answer(tasks, |job| self.world.look(job))
        })?;
        Ok(Answer::json(StatusCode::OK, JSON, &body))
    }
}

fn not_found(code: &'static str, message: String) -> SlsError {
    SlsError::new(StatusCode::NOT_FOUND, code, message)
}

fn no_project(name: &str) -> SlsError {
    let message = format!("The Project does not exist : {name}");
    not_found("ProjectNotExist", message)
}

fn no_logstore(name: &str) -> SlsError {
    let message = format!("Logstore {name} does not exist.");
    not_found("LogStoreNotExist", message)
}

fn no_shipper() -> SlsError {
    not_found("ShipperNotExist", "Shipper does not exist.".to_owned())
}

fn bad_parameter(message: String) -> SlsError {
    SlsError::new(StatusCode::BAD_REQUEST, "ParameterInvalid", message)
}

fn not_json() -> SlsError {
    SlsError::new(
        StatusCode::BAD_REQUEST,
        "PostBodyInvalid",
        "The request body is not valid JSON object.",
    )
}

fn answer(error: &SlsError) -> Answer {
    let body: Value = json!({ "errorCode": error.code, "errorMessage": error.message });
    Answer::json(error.status, JSON, &body)
}

impl Provider for Sls {
    fn unrouted(&self, request: &Request) -> Answer {
        // Which error the real service has for a path that leads nowhere is unknown.
        answer(&SlsError::new(
            StatusCode::NOT_FOUND,
            "ParameterInvalid",
            format!(
                "The sandbox has no operation {} {}.",
                request.method,
                request.path()
            ),
        ))
    }

    fn authenticate(&self, call: &Call<'_>) -> Result<(), Answer> {
        Self::check_transport(call.request)
            .and_then(|()| sls::check(self.fixtures, &self.clock, call.request))
            .map_err(|error| answer(&error))
    }

    fn refuse(&self, _call: &Call<'_>, violation: &Violation) -> Answer {
        let bad = |code, message: String| SlsError::new(StatusCode::BAD_REQUEST, code, message);
        let invalid = bad_parameter;
        let error = match violation {
            Violation::Body {
                keyword, pointer, ..
            } if keyword == "maxItems" && pointer.is_empty() => {
                invalid("Each time allows 10 task retries only.".to_owned())
            }
            Violation::NotJson | Violation::MissingBody => not_json(),
            Violation::MissingMediaType => bad(
                "MissingContentType",
                "Content-Type does not exist in http header when body is not empty.".to_owned(),
            ),
            Violation::MediaType { found } => bad(
                "InvalidContentType",
                format!("Content-Type {found} is unsupported."),
            ),
            Violation::Parameter { name, .. } if name == "status" => {
                invalid("Status only contains success/running/fail.".to_owned())
            }
            // From here on the real texts are unknown; these are ours.
            Violation::Missing { name, .. } => invalid(format!("Parameter {name} is missing.")),
            Violation::Unknown { name } => invalid(format!("Parameter {name} is not known.")),
            Violation::Parameter { name, detail, .. } => {
                invalid(format!("Parameter {name} is invalid: {detail}."))
            }
            Violation::UnexpectedBody => invalid("The request takes no body.".to_owned()),
            Violation::Body { detail, .. } => invalid(format!("The body is invalid: {detail}.")),
        };
        answer(&error)
    }

    fn perform(&self, call: &Call<'_>) -> Answer {
        let outcome = match call.operation.id.as_str() {
            "RetryShipperTask" => self.retry_tasks(call),
            "GetShipperStatus" => self.list_tasks(call),
            _ => match self.example(call) {
                Ok(Some(answer)) => Ok(answer),
                Ok(None) => return self.unrouted(call.request),
                Err(error) => Err(error),
            },
        };
        outcome.unwrap_or_else(|error| answer(&error))
    }

    fn complete(&self, answer: Answer) -> Answer {
        answer.header(header::SERVER, "nginx").header(
            HeaderName::from_static("x-log-requestid"),
            &self.ids.next_upper(24),
        )
    }
}
