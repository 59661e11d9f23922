//! How Cloud Manager shows projects and their clusters.

use serde_json::{Value, json};

use crate::http::{Answer, JSON, Request};
use crate::providers::mongodb::{self, Page};
use crate::providers::provider::Call;
use crate::state::{Deployment, Group, ORGANIZATION, World};
use crate::time::date;

/// All projects of the caller.
pub(super) fn list(world: &World, call: &Call<'_>) -> Answer {
    listed(world, call, |_| true)
}

/// Those of one organization. The documents say that the beginning of a name is found, too.
///
/// # Errors
/// What does not exist.
pub(super) fn of_organization(world: &World, call: &Call<'_>) -> Result<Answer, String> {
    let organization = call.path("orgId");
    if organization != ORGANIZATION {
        return Err(organization.to_owned());
    }
    let beginning = call.query("name").unwrap_or_default().to_lowercase();
    let begins = |group: &Group| group.name.to_lowercase().starts_with(&beginning);
    Ok(listed(world, call, begins))
}

fn listed(world: &World, call: &Call<'_>, wanted: impl Fn(&Group) -> bool) -> Answer {
    let groups = world.groups.iter().filter(|group| wanted(group));
    page(
        call.request,
        groups.map(|group| shown(world, group)).collect(),
    )
}

/// One project, by its id or by its name.
///
/// # Errors
/// What does not exist.
pub(super) fn one(world: &World, call: &Call<'_>) -> Result<Answer, String> {
    let (id, name) = (call.path("groupId"), call.path("groupName"));
    let mut groups = world.groups.iter();
    let group = groups.find(|group| group.id == id || group.name == name);
    let group = group.ok_or_else(|| format!("{id}{name}"))?;
    let mut shown = shown(world, group);
    shown["agentApiKey"] = json!("FAKE-agent-api-key");
    Ok(mongodb::success(call.request, JSON, shown))
}

/// The clusters of one project.
///
/// # Errors
/// What does not exist.
pub(super) fn clusters(world: &World, call: &Call<'_>) -> Result<Answer, String> {
    let group = group(world, call)?;
    let clusters = group.clusters.iter();
    let shown = clusters.map(|cluster| deployment(world, group, *cluster));
    Ok(page(call.request, shown.collect()))
}

/// One cluster of a project.
///
/// # Errors
/// What does not exist.
pub(super) fn cluster(world: &World, call: &Call<'_>) -> Result<Answer, String> {
    let (group, id) = (group(world, call)?, call.path("clusterId"));
    let cluster = group.clusters.iter().find(|cluster| cluster.id == id);
    let cluster = cluster.ok_or_else(|| id.to_owned())?;
    let shown = deployment(world, group, *cluster);
    Ok(mongodb::success(call.request, JSON, shown))
}

fn group<'w>(world: &'w World, call: &Call<'_>) -> Result<&'w Group, String> {
    let id = call.path("groupId");
    let group = world.groups.iter().find(|group| group.id == id);
    group.ok_or_else(|| id.to_owned())
}

/// The page of a list that is asked for.
fn page(request: &Request, items: Vec<Value>) -> Answer {
    let (page, total) = (Page::of(request), items.len());
    let range = page.range();
    let items = items.into_iter().skip(range.start).take(range.len());
    mongodb::list(request, JSON, page, total, items.collect())
}

fn shown(world: &World, group: &Group) -> Value {
    let clusters = || group.clusters.iter();
    let replica_sets = clusters().filter(|cluster| cluster.replica_set.is_some());
    let replica_sets = replica_sets.count();
    let config = usize::from(clusters().any(|one| one.kind == "CONFIG_SERVER_REPLICA_SET"));
    json!({
        "activeAgentCount": 1,
        // Three processes in each replica set, and one `mongos`.
        "hostCounts": {
            "arbiter": 0,
            "config": 3 * config,
            "mongos": config,
            "primary": replica_sets - config,
            "secondary": 2 * (replica_sets - config),
        },
        "id": group.id,
        "lastActiveAgent": date::iso(world.clock.now()),
        "links": [],
        "name": group.name,
        "orgId": ORGANIZATION,
        "publicApiEnabled": true,
        "replicaSetCount": replica_sets,
        "shardCount": clusters().filter(|cluster| cluster.shard.is_some()).count(),
        "tags": [],
    })
}

fn deployment(world: &World, group: &Group, cluster: Deployment) -> Value {
    let mut shown = json!({
        "clusterName": cluster.name,
        "groupId": group.id,
        "id": cluster.id,
        "lastHeartbeat": date::iso(world.clock.now()),
        "links": [],
        "typeName": cluster.kind,
    });
    // Documented: absent for what has none.
    for (name, value) in [
        ("replicaSetName", cluster.replica_set),
        ("shardName", cluster.shard),
    ] {
        if let Some(value) = value {
            shown[name] = json!(value);
        }
    }
    shown
}
