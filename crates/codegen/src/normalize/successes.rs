//! Several successes with different bodies are one: a method returns one type.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::names::Names;
use super::node::Node;
use crate::document::{reference, text};
use crate::model::{age, is_json};
use crate::naming;

/// Makes a union of the JSON that the successes of an operation bring, where they bring different things.
pub(super) fn unite(paths: &mut Node, schemas: &mut BTreeMap<String, Node>, names: &mut Names<'_>) {
    let items = paths.value.as_object_mut().into_iter().flatten();
    for (_, item) in items {
        for (_, operation) in item.as_object_mut().into_iter().flatten() {
            let id = naming::pascal(text(operation, "operationId"));
            let bodies = bodies(operation);
            let mut targets: Vec<Value> = Vec::new();
            for schema in bodies.iter().flatten() {
                if !targets.contains(schema) {
                    targets.push((*schema).clone());
                }
            }
            // One that brings nothing is no member.
            let all_have_one = bodies.iter().all(Option::is_some);
            if targets.len() < 2 || !all_have_one {
                continue;
            }
            let name = names.fresh(&format!("{id}Success"));
            let united = json!({ "$ref": format!("#/components/schemas/{name}") });
            for schema in bodies.into_iter().flatten() {
                *schema = united.clone();
            }
            let union = Node::at(json!({ "anyOf": targets }), &paths.places);
            schemas.insert(name, union);
        }
    }
}

/// Of each success of an operation, the reference to what its newest JSON is; nothing if there is none.
fn bodies(operation: &mut Value) -> Vec<Option<&mut Value>> {
    let responses = operation
        .get_mut("responses")
        .and_then(Value::as_object_mut);
    let successes = responses.into_iter().flatten();
    let successes = successes.filter(|(status, _)| status.starts_with('2') && *status != "204");
    let successes = successes.filter(|(_, response)| response.get("content").is_some());
    let bodies = successes.map(|(_, response)| {
        let content = response.get_mut("content")?.as_object_mut()?;
        let json = content
            .iter_mut()
            .filter(|(media_type, _)| is_json(media_type));
        let (_, newest) = json.max_by(|(one, _), (other, _)| age(one).cmp(&age(other)))?;
        let schema = newest.get_mut("schema")?;
        reference(schema)?;
        Some(schema)
    });
    bodies.collect()
}
