//! Open Telekom Cloud Distributed Cache Service v2.

use std::sync::Arc;

use axum::http::{HeaderName, StatusCode};
use serde_json::{Value, json};

use super::place::{instance, page};
use super::{backups, instances, migrations, nodes};
use crate::auth::dcs::{self, DcsError, IamTokens};
use crate::checks::Violation;
use crate::document::Place;
use crate::fixtures::Fixtures;
use crate::http::{Answer, JSON, Request};
use crate::providers::examples;
use crate::providers::provider::{Call, Parts, Provider};
use crate::state::{Node, NotLinkable, RunLog, World};
use crate::time::Clock;
use crate::tokens::TokenSource;

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
    pub(crate) fn new(parts: &Parts) -> Self {
        Self {
            world: parts.world.clone(),
            fixtures: parts.fixtures,
            clock: parts.clock.clone(),
            tokens: parts.iam_tokens.clone(),
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
        let page = page(call);
        let advance = self.world.jobs_advance;
        let (logs, total) = self
            .world
            .run_logs
            .look(instance(call), page.start, page.len(), advance)
            .ok_or_else(DcsError::no_instance)?;
        // Documented for an instance without logs. What a page beyond the end gives is unknown.
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
        let nodes = nodes::of(&self.world, self.fixtures, instance(call))?;
        // What the service does without a node of an instance with several, or with one that it does not have,
        // is not documented; here it is the first.
        let named = call.query("replication_id");
        let mut nodes = nodes.into_iter();
        let node = nodes.find(|node| named.as_ref() == Some(&node.replication_id()));
        let node = node.unwrap_or(Node::FIRST);
        if self
            .world
            .run_logs
            .collect(instance(call), node, days, self.clock.now())
        {
            Ok(Answer::empty(StatusCode::NO_CONTENT))
        } else {
            Err(DcsError::no_instance())
        }
    }

    fn other(&self, call: &Call<'_>) -> Option<Result<Answer, DcsError>> {
        backups::perform(&self.world, call)
            .or_else(|| instances::perform(self.fixtures, call))
            .or_else(|| nodes::perform(&self.world, self.fixtures, call))
            .or_else(|| migrations::perform(&self.world, self.fixtures, call))
            .or_else(|| self.example(call))
    }

    /// The document's example, for an instance that exists; `None` if the document has none.
    fn example(&self, call: &Call<'_>) -> Option<Result<Answer, DcsError>> {
        let names_instance = !call.path("instance_id").is_empty();
        let instance = self.world.run_logs.look(instance(call), 0, 0, false);
        if names_instance && instance.is_none() {
            return Some(Err(DcsError::no_instance()));
        }
        examples::answer(call, |status, media_type, body| {
            Answer::json(status, media_type, &body)
        })
        .map(Ok)
    }

    fn download_link(&self, call: &Call<'_>) -> Result<Answer, DcsError> {
        let id = call.path("id");
        let linkable = self.world.run_logs.linkable(instance(call), id);
        let log = linkable.map_err(|reason| match reason {
            NotLinkable::NoInstance => DcsError::no_instance(),
            // The service's table of error codes has no row for a log that does not exist. This is
            // its row for an invalid parameter, and a guess.
            NotLinkable::NoLog => DcsError::invalid("id"),
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

/// A run log as the list shows it.
fn item(log: &RunLog) -> Value {
    json!({
        "id": log.id,
        "file_name": log.file(),
        "group_name": nodes::group_name(log.node.shard()),
        "replication_ip": log.node.ip(),
        "status": log.status(),
        "time": log.day,
        "backup_id": log.id,
    })
}

impl Provider for Dcs {
    fn document(&self) -> &'static str {
        "dcs"
    }

    fn serves(&self, request: &Request) -> bool {
        request.path().starts_with("/v2/")
    }

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
            | Violation::Parameter { name, .. } => DcsError::invalid(name),
            Violation::MissingBody => bad("DCS.4004", "Empty request body."),
            Violation::NotJson => bad(
                "DCS.4005",
                "The message body contains invalid characters or is not in JSON format.",
            ),
            Violation::MissingMediaType | Violation::MediaType { .. } => {
                DcsError::invalid("Content-Type")
            }
            Violation::Body { pointer, .. } if pointer == "/remark" => bad(
                "DCS.4098",
                "The value of the remark parameter must be 0 to 128 characters in length.",
            ),
            Violation::UnexpectedBody | Violation::Body { .. } => DcsError::invalid("body"),
        };
        self.refusal(&error)
    }

    fn perform(&self, call: &Call<'_>) -> Answer {
        let outcome = match call.operation.id.as_str() {
            "ListRedislog" => self.list(call),
            "CreateRedislog" => self.collect(call),
            "CreateRedislogDownloadLink" => self.download_link(call),
            _ => match self.other(call) {
                Some(outcome) => outcome,
                None => return self.unrouted(call.request),
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
