//! Open Telekom Cloud Distributed Cache Service v2.

use super::{Call, Provider};
use crate::answer::{Answer, JSON};
use crate::auth::dcs::{self, DcsError, IamTokens};
use crate::clock::Clock;
use crate::document::Place;
use crate::fixtures::Fixtures;
use crate::request::Request;
use crate::state::World;
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
    base_url: String,
    ids: TokenSource,
}

impl Dcs {
    pub(crate) fn new(
        world: Arc<World>,
        fixtures: &'static Fixtures,
        clock: Clock,
        tokens: Arc<IamTokens>,
        base_url: String,
    ) -> Self {
        Self {
            world,
            fixtures,
            clock,
            tokens,
            base_url,
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

    fn download_link(&self, call: &Call<'_>) -> Result<Value, DcsError> {
        let file = self
            .world
            .dcs
            .get(call.path("project_id"))
            .and_then(|instances| instances.get(call.path("instance_id")))
            .ok_or_else(|| {
                DcsError::service(
                    StatusCode::NOT_FOUND,
                    "DCS.3022",
                    "This DCS instance does not exist.",
                )
            })?
            .get(call.path("id"))
            // The service's table of error codes has no row for a log that does not exist. This is
            // its row for a parameter that is no good, and a guess.
            .ok_or_else(|| invalid("id"))?;
        Ok(json!({
            "id": call.path("id"),
            "backup_id": call.path("id"),
            "link": format!(
                "{}/fake-bucket/{file}?AWSAccessKeyId=FAKE-ACCESS-KEY&Expires=0&Signature=FAKE-SIGNATURE",
                self.base_url
            ),
        }))
    }
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
        if call.operation.id != "CreateRedislogDownloadLink" {
            return self.unrouted(call.request);
        }
        match self.download_link(call) {
            Ok(link) => {
                Answer::json(StatusCode::OK, JSON, &link).header(REQUEST_ID, &self.request_id())
            }
            Err(error) => self.refusal(&error),
        }
    }

    fn complete(&self, answer: Answer) -> Answer {
        // The request id is there already: some bodies repeat it.
        answer
    }
}
