//! Open Telekom Cloud Distributed Cache Service v2.

use super::{Call, Provider, examples};
use crate::answer::{Answer, JSON};
use crate::auth::dcs::{self, DcsError, IamTokens};
use crate::clock::Clock;
use crate::document::Place;
use crate::fixtures::Fixtures;
use crate::request::Request;
use crate::state::{NotLinkable, RunLog, World};
use crate::token::TokenSource;
use crate::validate::Violation;
use axum::http::{HeaderName, StatusCode};
use serde_json::{Value, json};
use std::sync::Arc;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// DCS, over the common world.
#[derive(Debug)]
pub(crate) struct Dcs {
    world: Arc<World>,
    fixtures: &'static Fixtures,
    clock: Clock,
    tokens: Arc<IamTokens>,
    ids: TokenSource,
}

impl Dcs {
    pub(crate) fn new(
        world: Arc<World>,
        fixtures: &'static Fixtures,
        clock: Clock,
        tokens: Arc<IamTokens>,
    ) -> Self {
        Self {
            world,
            fixtures,
            clock,
            tokens,
            ids: TokenSource::new(),
        }
    }

    fn refusal(&self, error: &DcsError) -> Answer {
        let mut body = json!({ "error_code": error.code, "error_msg": error.message });
        let id = self.request_id();
        if error.from_gateway {
            body["request_id"] = Value::from(id.as_str());
        }
        Answer::json(error.status, JSON, &body).header(REQUEST_ID, &id)
    }

    fn request_id(&self) -> String {
        self.ids.next_upper(32).to_lowercase()
    }

    fn list(&self, call: &Call<'_>) -> Result<Answer, DcsError> {
        let number = |name: &str| call.query(name).and_then(|text| text.parse::<usize>().ok());
        let skip = number("offset").unwrap_or_default();
        // The default and the bounds are those of Huawei Cloud, which runs the same service. What a
        // number out of bounds does is unknown.
        let take = number("limit").unwrap_or(10).clamp(1, 1000);
        let advance = self.world.jobs_advance;
        let (logs, total) = self
            .world
            .run_logs
            .look(place(call), skip, take, advance)
            .ok_or_else(no_instance)?;
        // Documented for an instance without logs. What a page behind the end gives is unknown.
        if logs.is_empty() {
            return Ok(Answer::empty(StatusCode::NO_CONTENT));
        }
        let files: Vec<Value> = logs.iter().map(item).collect();
        let body = json!({ "total_num": total, "file_list": files });
        Ok(Answer::json(StatusCode::OK, JSON, &body))
    }

    fn collect(&self, call: &Call<'_>) -> Result<Answer, DcsError> {
        let query_time = call.query("query_time").and_then(|text| text.parse().ok());
        // Whether today counts as one of the days is not documented; here it does.
        let days = query_time.unwrap_or(0_u32).max(1);
        if self
            .world
            .run_logs
            .collect(place(call), days, self.clock.now())
        {
            Ok(Answer::empty(StatusCode::NO_CONTENT))
        } else {
            Err(no_instance())
        }
    }

    /// The document's example, for an instance that exists.
    fn example(&self, call: &Call<'_>) -> Result<Option<Answer>, DcsError> {
        let place = place(call);
        let names_instance = !call.path("instance_id").is_empty();
        if names_instance && self.world.run_logs.look(place, 0, 0, false).is_none() {
            return Err(no_instance());
        }
        Ok(examples::answer(call, |status, media_type, body| {
            Answer::json(status, media_type, &body)
        }))
    }

    fn download_link(&self, call: &Call<'_>) -> Result<Answer, DcsError> {
        let id = call.path("id");
        let linkable = self.world.run_logs.linkable(place(call), id);
        let log = linkable.map_err(|reason| match reason {
            NotLinkable::NoInstance => no_instance(),
            // The service's table of error codes has no row for a log that does not exist. This is
            // its row for a parameter that is no good, and a guess.
            NotLinkable::NoLog => invalid("id"),
            // A guess too: the row for a state that does not allow it.
            NotLinkable::NotCollected => DcsError::service(
                StatusCode::BAD_REQUEST,
                "DCS.4026",
                "This operation is not allowed when the DCS instance is in the current state.",
            ),
        })?;
        let path = format!("fake-bucket/{id}/{}", log.file());
        let objects = &self.world.objects;
        let body = json!({
            "id": id,
            "backup_id": id,
            "link": objects.link(&objects.make(&path)),
        });
        Ok(Answer::json(StatusCode::OK, JSON, &body))
    }
}

/// Project and instance of a call.
fn place<'a>(call: &'a Call<'_>) -> [&'a str; 2] {
    [call.path("project_id"), call.path("instance_id")]
}

/// A run log as the list shows it.
fn item(log: &RunLog) -> Value {
    json!({
        "id": log.id,
        "file_name": log.file(),
        "group_name": "group-0",
        "replication_ip": "192.0.2.1",
        "status": log.status(),
        "time": log.day,
        "backup_id": log.id,
    })
}

fn no_instance() -> DcsError {
    DcsError::service(
        StatusCode::NOT_FOUND,
        "DCS.3022",
        "This DCS instance does not exist.",
    )
}

fn invalid(name: &str) -> DcsError {
    DcsError::service(
        StatusCode::BAD_REQUEST,
        "DCS.4800",
        format!("Invalid {name} in the request."),
    )
}

impl Provider for Dcs {
    fn unrouted(&self, _request: &Request) -> Answer {
        self.refusal(&DcsError::gateway(
            StatusCode::NOT_FOUND,
            "APIGW.0101",
            "The API does not exist or has not been published in the environment",
        ))
    }

    fn authenticate(&self, call: &Call<'_>) -> Result<(), Answer> {
        dcs::check(
            self.fixtures,
            &self.clock,
            &self.tokens,
            call.request,
            call.path("project_id"),
        )
        .map_err(|error| self.refusal(&error))
    }

    fn refuse(&self, _call: &Call<'_>, violation: &Violation) -> Answer {
        let bad = |code, message| DcsError::service(StatusCode::BAD_REQUEST, code, message);
        let error = match violation {
            Violation::Parameter {
                place: Place::Path,
                name,
                ..
            } if name == "project_id" => bad("DCS.4002", "Invalid project ID format."),
            Violation::Parameter {
                place: Place::Path,
                name,
                ..
            } if name == "instance_id" => bad("DCS.4061", "Invalid instance ID format."),
            Violation::Missing { name, .. }
            | Violation::Unknown { name }
            | Violation::Parameter { name, .. } => invalid(name),
            Violation::MissingBody => bad("DCS.4004", "Empty request body."),
            Violation::NotJson => bad(
                "DCS.4005",
                "The message body contains invalid characters or is not in JSON format.",
            ),
            Violation::MissingMediaType | Violation::MediaType { .. } => invalid("Content-Type"),
            Violation::UnexpectedBody | Violation::Body { .. } => invalid("body"),
        };
        self.refusal(&error)
    }

    fn perform(&self, call: &Call<'_>) -> Answer {
        let outcome = match call.operation.id.as_str() {
            "ListRedislog" => self.list(call),
            "CreateRedislog" => self.collect(call),
            "CreateRedislogDownloadLink" => self.download_link(call),
            _ => match self.example(call) {
                Ok(Some(answer)) => Ok(answer),
                Ok(None) => return self.unrouted(call.request),
                Err(error) => Err(error),
            },
        };
        match outcome {
            Ok(answer) => answer.header(REQUEST_ID, &self.request_id()),
            Err(error) => self.refusal(&error),
        }
    }

    fn complete(&self, answer: Answer) -> Answer {
        // The request id is there already: some bodies repeat it.
        answer
    }
}
