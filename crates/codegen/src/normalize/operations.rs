//! Paths and operations: each operation holds all that counts for it.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::json;

use super::alternatives;
use super::bodies;
use super::credentials::Keys;
use super::ids::ORIGINAL;
use super::items::Item;
use super::kinds::Kinds;
use super::node::Node;
use super::schemas::{Position, Schemas};
use super::shared::Kind;
use super::source::Source;
use super::templates::{self, Declared, Template};

/// Writes all paths.
pub(super) fn write<'a>(
    schemas: &mut Schemas<'a, '_>,
    items: &[Item<'a>],
    ids: &HashMap<(&'a str, &'a str), String>,
) -> Node {
    let kinds = Kinds::of(items);
    let mut keys = templates::Keys::of(items.iter().map(|item| item.path));
    let Some(written) = schemas.reading.root.get("paths") else {
        return Node::object_at(&schemas.reading.root.place());
    };
    if !written.value.is_object() {
        return written.copy();
    }
    let mut paths = Node::object_at(&written.place());
    for item in items {
        let (path, source) = (item.path, &item.source);
        if !source.value.is_object() {
            paths.put(path, source.copy());
            continue;
        }
        let Template { key: sent, moved } = keys.template(path, &declared(schemas, item));
        let mut written = Node::object_at(&source.place());
        for (key, member) in item.members() {
            match (key, ids.get(&(path, key))) {
                ("parameters" | "servers", _) => {}
                (_, Some(id)) => {
                    let operation = write_one(schemas, &kinds, source, &member, (id, &moved));
                    written.put(key, operation);
                }
                _ => written.put(key, member.copy()),
            }
        }
        paths.put(&sent, written);
    }
    paths
}

/// The parameters that the operations of a path have.
fn declared<'a>(schemas: &mut Schemas<'a, '_>, item: &Item<'a>) -> Declared<'a> {
    let mut declared = Declared::default();
    for owner in item.owners() {
        for parameter in owner.items_of("parameters") {
            let target = schemas.reading.follow(&parameter, &mut schemas.findings);
            if let Some(target) = target {
                declared.add(&target);
            }
        }
    }
    declared
}

/// What a parameter is, if it is declared for the path but is in its query.
fn move_parameter(parameter: &mut Node, moved: &BTreeMap<String, String>) {
    let text = |key: &str| crate::document::text(&parameter.value, key);
    let name = moved.get(text("name")).filter(|_| text("in") == "path");
    if let Some(name) = name {
        parameter.put_new("name", json!(name));
        parameter.put_new("in", json!("query"));
    }
}

fn write_one<'a>(
    schemas: &mut Schemas<'a, '_>,
    kinds: &Kinds,
    item: &Source<'a>,
    operation: &Source<'a>,
    (id, moved): (&str, &BTreeMap<String, String>),
) -> Node {
    let mut node = Node::object_at(&operation.place());
    for (key, member) in operation.members() {
        match key {
            // What the provider calls, and what is written below.
            "callbacks" | "parameters" => {}
            "operationId" if member.value != &json!(id) => {
                node.put(ORIGINAL, member.copy());
                node.put(key, Node::at(json!(id), &member.place()));
            }
            "requestBody" => {
                if let Some(body) = bodies::request(schemas, &member) {
                    node.put(key, body);
                }
            }
            "responses" => node.put(key, responses(schemas, &member)),
            "security" => node.put(key, alternatives::write(schemas, &member)),
            _ => node.put(key, member.copy()),
        }
    }
    if !operation.has("operationId") {
        node.put_new("operationId", json!(id));
    }
    add_parameters(schemas, (kinds, moved), item, operation, &mut node);
    let root = schemas.reading.root.clone();
    for (key, from) in [("servers", item), ("security", &root)] {
        let is_own = operation.has(key);
        if let Some(shared) = from.get(key).filter(|_| !is_own) {
            let shared = match key {
                "security" => alternatives::write(schemas, &shared),
                _ => shared.copy(),
            };
            node.put(key, shared);
        }
    }
    node
}

fn responses<'a>(schemas: &mut Schemas<'a, '_>, responses: &Source<'a>) -> Node {
    if !responses.value.is_object() {
        return responses.copy();
    }
    let mut node = Node::object_at(&responses.place());
    for (status, response) in responses.members() {
        if status.starts_with("x-") {
            continue;
        }
        if !response.value.is_object() {
            node.put(status, response.copy());
        } else if let Some(response) = bodies::response(schemas, &response) {
            node.put(status, response);
        }
    }
    node
}

/// Whether OpenAPI says that a parameter is none: media types and credentials have other places.
fn is_described_elsewhere(parameter: &Source<'_>) -> bool {
    let name = parameter.text("name").to_ascii_lowercase();
    let is_elsewhere = matches!(name.as_str(), "accept" | "content-type" | "authorization");
    is_elsewhere && parameter.text("in") == "header"
}

/// The parameters of the path, unless the operation has others of that name, and those of the operation.
fn add_parameters<'a>(
    schemas: &mut Schemas<'a, '_>,
    (kinds, moved): (&Kinds, &BTreeMap<String, String>),
    item: &Source<'a>,
    operation: &Source<'a>,
    node: &mut Node,
) {
    let lists = [item.get("parameters"), operation.get("parameters")];
    if let Some(odd) = lists.iter().flatten().find(|list| !list.value.is_array()) {
        node.put("parameters", odd.copy());
        return;
    }
    let keys = Keys::of(&schemas.reading.root, operation);
    let mut read = |owner: &Source<'a>| {
        let mut list: Vec<(Source<'a>, Source<'a>)> = Vec::new();
        for parameter in owner.items_of("parameters") {
            let target = schemas.reading.follow(&parameter, &mut schemas.findings);
            list.extend(target.map(|target| (parameter, target)));
        }
        list.retain(|(_, target)| !is_described_elsewhere(target) && !keys.has(target));
        list
    };
    let mut all = read(item);
    let own = read(operation);
    let id = |part: &Source<'a>| (part.text("name"), part.text("in"));
    let replaced: HashSet<(&str, &str)> = own.iter().map(|(_, target)| id(target)).collect();
    all.retain(|(_, target)| !replaced.contains(&id(target)));
    all.extend(own);
    let lists: Vec<Source<'a>> = lists.into_iter().flatten().collect();
    let Some(list) = lists.last() else { return };
    let place = list.place();
    let written = all.iter().map(|(parameter, target)| {
        // One that is a component is of the kind that it is called by.
        let kind = kinds.name(target).filter(|_| !parameter.has("$ref"));
        let mut written = bodies::once(schemas, Kind::Parameter, parameter, target, |schemas| {
            bodies::with_schema(schemas, target, Position::Parameter { kind })
        });
        bodies::add_words(parameter, &mut written);
        move_parameter(&mut written, moved);
        written
    });
    let written: Vec<Node> = written.collect();
    node.put("parameters", Node::list_at(&place, written));
}
