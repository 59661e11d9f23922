//! Texts with limits in requests get names: the name becomes that of the type that checks them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::dialect::is_note;
use super::names::Names;
use super::node::Node;
use crate::document::{entries, flag, items, reference, text};
use crate::model::schema_of;
use crate::naming;

/// Names every text with limits in the objects that `paths` send.
pub(super) fn name_texts(
    paths: &Value,
    schemas: &mut BTreeMap<String, Node>,
    names: &mut Names<'_>,
) {
    let mut waiting = Vec::new();
    for operation in paths
        .as_object()
        .into_iter()
        .flatten()
        .flat_map(|(_, item)| {
            let operations = item.as_object().into_iter().flatten();
            operations.map(|(_, operation)| operation)
        })
    {
        let parameters = items(operation, "parameters").iter();
        waiting.extend(parameters.filter_map(|parameter| component(schema_of(parameter)?)));
        let media = operation
            .get("requestBody")
            .map(|body| entries(body, "content"));
        let media = media.into_iter().flatten();
        waiting.extend(media.filter_map(|(_, media)| component(media.get("schema")?)));
    }
    let mut seen: BTreeSet<String> = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        let Some(schema) = schemas.get_mut(&name).filter(|_| seen.insert(name.clone())) else {
            continue;
        };
        collect(&schema.value, &mut waiting);
        let Some(mut properties) = schema.take("properties") else {
            continue;
        };
        let keys = properties.value.as_object().into_iter().flatten();
        let keys: Vec<String> = keys.map(|(key, _)| key.clone()).collect();
        let mut made = Vec::new();
        for key in keys {
            let Some(property) = properties.take(&key) else {
                continue;
            };
            let wanted = format!("{name}{}", naming::pascal(&key));
            let property = with_name(property, &wanted, names, &mut made);
            properties.put(&key, property);
        }
        schema.put("properties", properties);
        schemas.extend(made);
    }
}

/// The component that a schema refers to.
fn component(schema: &Value) -> Option<String> {
    let name = reference(schema)?.strip_prefix("#/components/schemas/")?;
    Some(name.to_owned())
}

/// The components that a schema which is sent leads to.
fn collect(schema: &Value, found: &mut Vec<String>) {
    found.extend(component(schema));
    let properties = entries(schema, "properties").map(|(_, property)| property);
    let members = items(schema, "oneOf").iter().chain(items(schema, "anyOf"));
    let inner = properties
        .filter(|property| !flag(property, "readOnly"))
        .chain(members)
        .chain(schema.get("items"))
        .chain(schema.get("additionalProperties"));
    for schema in inner {
        collect(schema, found);
    }
}

/// A property of an object that is sent. A text with limits becomes a component, and words about it stay.
fn with_name(
    mut property: Node,
    wanted: &str,
    names: &mut Names<'_>,
    made: &mut Vec<(String, Node)>,
) -> Node {
    // A checked type shows its values, so a secret never becomes one.
    if flag(&property.value, "readOnly") || flag(&property.value, "x-sensitive") {
        return property;
    }
    if let Some(items) = property.take("items") {
        let items = with_name(items, &format!("{wanted}Item"), names, made);
        property.put("items", items);
        return property;
    }
    let has = |key: &str| property.value.get(key).is_some();
    let is_limited = ["pattern", "minLength", "maxLength"].into_iter().any(has);
    if text(&property.value, "type") != "string" || !is_limited || has("enum") {
        return property;
    }
    let name = names.fresh(wanted);
    let mut reference = Node::object_at(&property.places);
    reference.put_new("$ref", json!(format!("#/components/schemas/{name}")));
    let keys = property.value.as_object().into_iter().flatten();
    let notes: Vec<String> = keys
        .filter(|(key, _)| is_note(key) && *key != "description" && *key != "title")
        .map(|(key, _)| key.clone())
        .collect();
    for key in notes {
        if let Some(note) = property.take(&key) {
            reference.put(&key, note);
        }
    }
    made.push((name, property));
    reference
}
