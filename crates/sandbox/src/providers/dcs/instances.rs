//! The instances of a project, as the list of them shows them: those that the other operations know.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::place::{ok, page};
use crate::auth::dcs::DcsError;
use crate::document::Shown;
use crate::fixtures::Fixtures;
use crate::http::Answer;
use crate::providers::provider::Call;

/// The list of instances; `None` if the call is about something else.
pub(super) fn perform(fixtures: &Fixtures, call: &Call<'_>) -> Option<Result<Answer, DcsError>> {
    if call.operation.id != "ListInstances" {
        return None;
    }
    // What the sandbox does not know of an instance is that of the document's example.
    let example = call.operation.example.as_ref()?;
    let Shown::Json(shown) = example.shown(call.path_parameters, false, &[])? else {
        return None;
    };
    let instances = [fixtures.dcs_instance_id, fixtures.dcs_other_instance_id];
    let instances = instances.iter().enumerate().map(|(index, id)| {
        let mut instance = shown["instances"][0].clone();
        instance["instance_id"] = json!(id);
        instance["name"] = json!(format!("dcs-{}", index + 1));
        instance["domain_name"] = json!(format!("redis-{id}.dcs.example.com"));
        instance
    });
    let found: Vec<Value> = instances.filter(|one| is_asked_for(call, one)).collect();
    let page = page(call);
    let items: Vec<&Value> = found.iter().skip(page.start).take(page.len()).collect();
    // Documented; whether a page beyond the end has one, or an empty list, is unknown.
    if items.is_empty() {
        return Some(Ok(Answer::empty(StatusCode::NO_CONTENT)));
    }
    let body = json!({ "instance_num": found.len(), "instances": items });
    Some(Ok(ok(&body)))
}

/// Whether an instance has the id, the name and the status that the query names.
fn is_asked_for(call: &Call<'_>, instance: &Value) -> bool {
    let text = |key: &str| instance[key].as_str().unwrap_or_default();
    let is_equal = call.query("name_equal").as_deref() == Some("true");
    let fits_name = |name: String| match is_equal {
        true => text("name") == name,
        false => text("name").contains(&name),
    };
    call.query("instance_id")
        .is_none_or(|id| text("instance_id") == id)
        && call.query("name").is_none_or(fits_name)
        && call
            .query("status")
            .is_none_or(|status| text("status") == status)
}
