//! Atlas' projects.

use serde_json::{Value, json};

use super::errors::not_found;
use crate::http::Answer;
use crate::providers::mongodb::{self, Page};
use crate::providers::provider::Call;
use crate::state::{Group, ORGANIZATION, World};

/// The answer to a call about projects; `None` if the call is about something else.
pub(super) fn perform(call: &Call<'_>, media_type: &str, world: &World) -> Option<Answer> {
    // The world has some that are Cloud Manager's alone.
    let known = |group: &&Group| world.atlas.contains_key(group.id);
    let mut groups = world.groups.iter().filter(known);
    let listed = |shown: Vec<Value>| {
        let (page, total) = (Page::of(call.request), shown.len());
        let range = page.range();
        let shown = shown.into_iter().skip(range.start).take(range.len());
        mongodb::list(call.request, media_type, page, total, shown.collect())
    };
    let (id, name) = (call.path("groupId"), call.path("groupName"));
    Some(match call.operation.id.as_str() {
        "listGroups" => listed(groups.map(|group| shown(world, group)).collect()),
        "getOrgGroups" if call.path("orgId") != ORGANIZATION => not_found(call.path("orgId")),
        "getOrgGroups" => {
            let beginning = call.query("name").unwrap_or_default().to_lowercase();
            let groups = groups.filter(|group| group.name.to_lowercase().starts_with(&beginning));
            listed(groups.map(|group| shown(world, group)).collect())
        }
        "getGroup" | "getGroupByName" => {
            let found = groups.find(|group| group.id == id || group.name == name);
            match found {
                Some(group) => mongodb::success(call.request, media_type, shown(world, group)),
                None => not_found(if name.is_empty() { id } else { name }),
            }
        }
        _ => return None,
    })
}

fn shown(world: &World, group: &Group) -> Value {
    json!({
        "clusterCount": world.atlas.get(group.id).map_or(0, |clusters| clusters.len()),
        "created": "2026-01-12T08:30:00Z",
        "id": group.id,
        "links": [],
        "name": group.name,
        "orgId": ORGANIZATION,
        "tags": [],
    })
}
