//! Atlas' log integrations.

use axum::http::StatusCode;
use serde_json::Value;

use super::errors::{invalid, not_found};
use crate::http::Answer;
use crate::providers::mongodb::{self, Page};
use crate::providers::provider::Call;
use crate::state::{LogIntegrations, NotReplaced};

/// The answer to a call about log integrations; `None` if the call is about something else.
pub(super) fn perform(
    call: &Call<'_>,
    media_type: &str,
    integrations: &LogIntegrations,
) -> Option<Answer> {
    let id = call.path("id");
    let one = |integration| mongodb::success(call.request, media_type, integration);
    // The validation has checked it.
    let body = || serde_json::from_slice::<Value>(&call.request.body).unwrap_or_default();
    Some(match call.operation.id.as_str() {
        "listGroupLogIntegrations" => {
            let page = Page::of(call.request);
            let of_type = call.query("integrationType");
            let (total, shown) = integrations.list(of_type.as_deref(), page.range());
            mongodb::list(call.request, media_type, page, total, shown)
        }
        "createGroupLogIntegration" => {
            let made = integrations.make(&body());
            mongodb::answered(call.request, StatusCode::CREATED, media_type, made)
        }
        "getGroupLogIntegration" => integrations.get(id).map_or_else(|| not_found(id), one),
        "updateGroupLogIntegration" => match integrations.replace(id, &body()) {
            Ok(integration) => one(integration),
            Err(NotReplaced::Unknown) => not_found(id),
            // A guess: no source tells the answer, only that the type cannot change.
            Err(NotReplaced::OtherType) => invalid("type", "The type cannot be changed."),
        },
        "deleteGroupLogIntegration" if integrations.delete(id) => {
            Answer::empty(StatusCode::NO_CONTENT)
        }
        "deleteGroupLogIntegration" => not_found(id),
        _ => return None,
    })
}
