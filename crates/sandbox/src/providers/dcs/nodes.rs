//! Shards and nodes of DCS, as answers show them.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::place::{instance, page};
use crate::auth::dcs::DcsError;
use crate::fixtures::Fixtures;
use crate::http::{Answer, JSON};
use crate::providers::provider::Call;
use crate::state::{Node, World};

/// Answers an operation of this family; `None` if it is of another one.
pub(super) fn perform(
    world: &World,
    fixtures: &Fixtures,
    call: &Call<'_>,
) -> Option<Result<Answer, DcsError>> {
    Some(match call.operation.id.as_str() {
        "ListGroupReplicationInfo" => shards(world, fixtures, call),
        "BatchShowNodesInformation" => Ok(nodes(world, fixtures, call)),
        _ => return None,
    })
}

/// The nodes of an instance that exists.
pub(super) fn of(
    world: &World,
    fixtures: &Fixtures,
    place: [&str; 2],
) -> Result<Vec<Node>, DcsError> {
    let exists = world.run_logs.look(place, 0, 0, false).is_some();
    let is_cluster = place[1] == fixtures.dcs_other_instance_id;
    if exists {
        Ok(Node::all(is_cluster).collect())
    } else {
        Err(DcsError::no_instance())
    }
}

fn shards(world: &World, fixtures: &Fixtures, call: &Call<'_>) -> Result<Answer, DcsError> {
    let place = instance(call);
    let nodes = of(world, fixtures, place)?;
    let shards = nodes.chunk_by(|one, next| one.shard() == next.shard());
    let shards: Vec<Value> = shards.map(|nodes| shard(nodes, place[1])).collect();
    let body = json!({ "group_count": shards.len(), "group_list": shards });
    Ok(Answer::json(StatusCode::OK, JSON, &body))
}

fn shard(nodes: &[Node], instance_id: &str) -> Value {
    let shard = nodes.first().map_or(0, |node| node.shard());
    let nodes = nodes.iter().map(|node| {
        json!({
            "replication_role": role(*node),
            "replication_ip": node.ip(),
            "is_replication": false,
            "replication_id": node.replication_id(),
            "node_id": node.node_id(),
            "status": "Active",
            "az_code": "eu-de-01",
            "dimensions": dimensions(*node, instance_id),
        })
    });
    json!({
        "group_id": group_id(shard),
        "group_name": group_name(shard),
        "replication_list": nodes.collect::<Vec<_>>(),
    })
}

fn nodes(world: &World, fixtures: &Fixtures, call: &Call<'_>) -> Answer {
    let project = call.path("project_id");
    let ids = [fixtures.dcs_instance_id, fixtures.dcs_other_instance_id];
    let all = ids.into_iter().filter_map(|id| {
        let nodes = of(world, fixtures, [project, id]).ok()?;
        Some((id, nodes))
    });
    let all: Vec<_> = all.collect();
    let page = page(call);
    let seen = all.iter().skip(page.start).take(page.len());
    let seen: Vec<Value> = seen
        .map(|(id, nodes)| {
            let nodes: Vec<Value> = nodes.iter().map(|node| logical_node(*node, id)).collect();
            json!({ "instance_id": id, "node_count": nodes.len(), "nodes": nodes })
        })
        .collect();
    if seen.is_empty() {
        return Answer::empty(StatusCode::NO_CONTENT);
    }
    let body = json!({ "count": all.len(), "instances": seen });
    Answer::json(StatusCode::OK, JSON, &body)
}

fn logical_node(node: Node, instance_id: &str) -> Value {
    let kind = if node.is_master() {
        "master"
    } else {
        "replica"
    };
    json!({
        "logical_node_id": node.node_id(),
        "name": format!("({kind}){}", node.ip()),
        "status": "Active",
        "az_code": "eu-de-01",
        "node_role": "redis-server",
        "node_type": role(node),
        "node_ip": node.ip(),
        "node_port": "6379",
        "node_id": node.node_id(),
        "priority_weight": 100,
        "is_access": true,
        "group_id": group_id(node.shard()),
        "group_name": group_name(node.shard()),
        "is_remove_ip": false,
        "replication_id": node.replication_id(),
        "dimensions": dimensions(node, instance_id),
    })
}

fn role(node: Node) -> &'static str {
    if node.is_master() { "master" } else { "slave" }
}

fn group_id(shard: usize) -> String {
    format!("5f000000-0000-4000-b000-{shard:012x}")
}

/// The name of a shard, which run logs have too.
pub(super) fn group_name(shard: usize) -> String {
    format!("group-{shard}")
}

fn dimensions(node: Node, instance_id: &str) -> Value {
    json!([
        { "name": "dcs_instance_id", "value": instance_id },
        { "name": "dcs_cluster_redis_node", "value": node.node_id() },
    ])
}
