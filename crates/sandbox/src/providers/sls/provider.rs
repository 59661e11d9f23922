//! Alibaba Cloud Simple Log Service.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::http::{HeaderName, StatusCode, header};
use serde_json::Value;

use super::errors::{answer, bad_parameter, not_found, not_json};
use super::shippers::{self, Shippers};
use super::{downloads, logstores, shipper_status};
use crate::auth::sls::{self, SlsError};
use crate::checks::Violation;
use crate::document::Operation;
use crate::fixtures::Fixtures;
use crate::http::{Answer, JSON, Request};
use crate::providers::examples;
use crate::providers::provider::{Call, Parts, Provider};
use crate::state::{ShipperTask, World};
use crate::time::Clock;
use crate::time::date;
use crate::tokens::TokenSource;

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
    pub(crate) fn new(parts: &Parts) -> Self {
        Self {
            world: parts.world.clone(),
            fixtures: parts.fixtures,
            clock: parts.clock.clone(),
            ids: TokenSource::new(),
        }
    }

    /// What the gateway checks first.
    fn check_transport(call: &Call<'_>) -> Result<(), SlsError> {
        let request = call.request;
        if request.project_label().is_none() && !call.operation.has_own_server {
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

    /// Runs `look` on the Logstores of the project.
    fn project<T>(
        &self,
        call: &Call<'_>,
        look: impl FnOnce(&mut BTreeMap<String, Shippers>) -> Result<T, SlsError>,
    ) -> Result<T, SlsError> {
        let project = call.request.project_label().unwrap_or_default();
        let mut projects = self.world.sls();
        let logstores = projects.get_mut(project).ok_or_else(|| {
            let message = format!("The Project does not exist : {project}");
            not_found("ProjectNotExist", message)
        })?;
        look(logstores)
    }

    /// Runs `look` on the shippers of the Logstore.
    fn shippers<T>(
        &self,
        call: &Call<'_>,
        look: impl FnOnce(&mut Shippers) -> Result<T, SlsError>,
    ) -> Result<T, SlsError> {
        let logstore = call.path("logstore");
        self.project(call, |logstores| {
            let shippers = logstores.get_mut(logstore).ok_or_else(|| {
                let message = format!("Logstore {logstore} does not exist.");
                not_found("LogStoreNotExist", message)
            })?;
            look(shippers)
        })
    }

    /// Runs `look` on the tasks of the shipper.
    fn tasks<T>(
        &self,
        call: &Call<'_>,
        look: impl FnOnce(&mut BTreeMap<String, ShipperTask>) -> T,
    ) -> Result<T, SlsError> {
        self.shippers(call, |shippers| {
            let shipper = shippers.get_mut(call.path("shipperName"));
            let shipper = shipper.ok_or_else(|| {
                not_found("ShipperNotExist", "Shipper does not exist.".to_owned())
            })?;
            Ok(look(&mut shipper.tasks))
        })
    }

    /// The document's example, for a project, and a Logstore and a shipper if the path names them,
    /// that exist.
    fn example(&self, call: &Call<'_>) -> Result<Option<Answer>, SlsError> {
        let has = |name| !call.path(name).is_empty();
        if has("shipperName") {
            self.tasks(call, |_| ())?;
        } else if has("logstore") {
            self.shippers(call, |_| Ok(()))?;
        } else {
            self.project(call, |_| Ok(()))?;
        }
        Ok(examples::answer(call, |status, media_type, body| {
            Answer::json(status, media_type, &body)
        }))
    }

    fn get_project(&self, call: &Call<'_>) -> Result<Answer, SlsError> {
        let name = call.request.project_label().unwrap_or_default();
        self.project(call, |_| {
            Ok(logstores::project(name, self.fixtures.sls_region))
        })
        .map(|body| ok(&body))
    }

    fn list_projects(&self, call: &Call<'_>) -> Answer {
        let part = call.query("projectName").unwrap_or_default();
        let page = [number(call, "offset", 0), number(call, "size", 100)];
        let projects = self.world.sls();
        let region = self.fixtures.sls_region;
        ok(&logstores::projects(projects.keys(), &part, page, region))
    }

    /// An operation on download jobs, in a project that exists.
    fn download_jobs(&self, call: &Call<'_>) -> Result<Answer, SlsError> {
        self.project(call, |_| Ok(()))?;
        let (world, name) = (&self.world, call.path("downloadJobName"));
        let project = call.request.project_label().unwrap_or_default();
        match call.operation.id.as_str() {
            "CreateDownloadJob" => {
                downloads::create(world, project, config(call)?).map(|()| done())
            }
            "GetDownloadJob" => downloads::show(world, project, name).map(|body| ok(&body)),
            "DeleteDownloadJob" => downloads::delete(world, project, name).map(|()| done()),
            _ => {
                let page = [number(call, "offset", 0), number(call, "size", 10)];
                Ok(ok(&downloads::list(world, project, call, page)))
            }
        }
    }

    fn list_logstores(&self, call: &Call<'_>) -> Result<Answer, SlsError> {
        let part = call.query("logstoreName").unwrap_or_default();
        let (offset, size) = (number(call, "offset", 0), number(call, "size", 200));
        // All Logstores here are of one kind.
        let is_wanted = |name, kind| call.query(name).is_none_or(|wanted| wanted == kind);
        let wanted = is_wanted("mode", logstores::MODE)
            && is_wanted("telemetryType", logstores::TELEMETRY_TYPE);
        self.project(call, |stores| {
            let names = stores.keys().filter(|_| wanted);
            Ok(logstores::list(names, &part, offset, size))
        })
        .map(|body| ok(&body))
    }

    fn get_logstore(&self, call: &Call<'_>) -> Result<Answer, SlsError> {
        self.shippers(call, |_| Ok(logstores::logstore(call.path("logstore"))))
            .map(|body| ok(&body))
    }

    fn list_shippers(&self, call: &Call<'_>) -> Result<Answer, SlsError> {
        let (offset, size) = (number(call, "offset", 0), number(call, "size", 100));
        self.shippers(call, |all| Ok(shippers::list(all, offset, size)))
            .map(|body| ok(&body))
    }

    fn get_shipper(&self, call: &Call<'_>) -> Result<Answer, SlsError> {
        self.shippers(call, |all| shippers::show(all, call.path("shipperName")))
            .map(|body| ok(&body))
    }

    fn create_shipper(&self, call: &Call<'_>) -> Result<Answer, SlsError> {
        let (config, now) = (config(call)?, date::unix(self.clock.now()));
        self.shippers(call, |all| shippers::create(all, config, now))
            .map(|()| done())
    }

    fn update_shipper(&self, call: &Call<'_>) -> Result<Answer, SlsError> {
        let (config, now) = (config(call)?, date::unix(self.clock.now()));
        let name = call.path("shipperName");
        self.shippers(call, |all| shippers::update(all, name, config, now))
            .map(|()| done())
    }

    fn delete_shipper(&self, call: &Call<'_>) -> Result<Answer, SlsError> {
        self.shippers(call, |all| shippers::delete(all, call.path("shipperName")))
            .map(|()| done())
    }

    fn retry_tasks(&self, call: &Call<'_>) -> Result<Answer, SlsError> {
        let ids: Vec<String> =
            serde_json::from_slice(&call.request.body).map_err(|_| not_json())?;
        let now = self.clock.now();
        self.tasks(call, |tasks| {
            for id in ids {
                // What the service says about an id that it does not know, or about a task that has
                // not failed, is unknown. No error is documented for it, so such ids change nothing
                // here.
                if let Some(task) = tasks.get_mut(&id) {
                    task.job.retry(now);
                }
            }
        })?;
        Ok(done())
    }

    fn list_tasks(&self, call: &Call<'_>) -> Result<Answer, SlsError> {
        let wanted = shipper_status::Wanted::of(call.request, date::unix(self.clock.now()))
            .map_err(|message| bad_parameter(message.to_owned()))?;
        let body = self.tasks(call, |tasks| {
            wanted.answer(tasks, |job| self.world.look(job))
        })?;
        Ok(ok(&body))
    }
}

/// A success with a body.
fn ok(body: &Value) -> Answer {
    Answer::json(StatusCode::OK, JSON, body)
}

/// A success without one, though it names a media type.
fn done() -> Answer {
    Answer::empty(StatusCode::OK).header(header::CONTENT_TYPE, JSON)
}

/// A number of the query. The validation has made sure that it is one.
fn number(call: &Call<'_>, name: &str, default: usize) -> usize {
    let given = call.query(name);
    given.and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// The shipper that a body describes.
fn config(call: &Call<'_>) -> Result<Value, SlsError> {
    serde_json::from_slice(&call.request.body).map_err(|_| not_json())
}

impl Provider for Sls {
    fn document(&self) -> &'static str {
        "sls"
    }

    fn serves(&self, request: &Request) -> bool {
        let path = request.path();
        let is_meant = path == "/logstores" || path.starts_with("/logstores/");
        // Every client sends the version, also to the endpoint itself.
        is_meant
            || request.project_label().is_some()
            || request.header("x-log-apiversion").is_some()
    }

    fn reaches(&self, operation: &Operation, request: &Request) -> bool {
        match request.project_label() {
            Some(_) => !operation.has_own_server,
            // Elsewhere the project is missing, which is told by its error.
            None => operation.has_own_server || request.path() != "/",
        }
    }

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
        Self::check_transport(call)
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
            "ListShipper" => self.list_shippers(call),
            "CreateShipper" => self.create_shipper(call),
            "GetShipperConfig" => self.get_shipper(call),
            "UpdateShipper" => self.update_shipper(call),
            "DeleteShipper" => self.delete_shipper(call),
            "ListLogStores" => self.list_logstores(call),
            "GetLogStore" => self.get_logstore(call),
            "GetProject" => self.get_project(call),
            "ListProject" => Ok(self.list_projects(call)),
            "CreateDownloadJob" | "GetDownloadJob" | "ListDownloadJobs" | "DeleteDownloadJob" => {
                self.download_jobs(call)
            }
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
