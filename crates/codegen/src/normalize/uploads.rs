//! An operation that takes JSON or a form with files is two: a builder has the setters of one body.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::ids::ORIGINAL;
use super::node::Node;
use crate::document::{entries, path_and_mark, reference_name, text};
use crate::methods::is_of_openapi;
use crate::model::{is_json, subtype_of_parts};
use crate::naming;

/// Puts the form of such an operation into one of its own, behind a mark of the path, which is not sent.
pub(super) fn split(paths: &mut Node, schemas: &BTreeMap<String, Node>) {
    let found: Vec<(String, String, String)> = paths
        .value
        .as_object()
        .into_iter()
        .flatten()
        .flat_map(|(path, item)| {
            let operations = item.as_object().into_iter().flatten();
            let operations = operations.filter(|(method, _)| is_of_openapi(method));
            operations
                .filter_map(|(method, operation)| Some((method, form_of(operation, schemas)?)))
                .map(|(method, form)| (path.clone(), method.clone(), form))
                .collect::<Vec<_>>()
        })
        .collect();
    let mut taken = methods(&paths.value);
    for (path, method, form) in found {
        let key = match path_and_mark(&path).1 {
            "" => format!("{path}#multipart"),
            _ => format!("{path}-multipart"),
        };
        let place = paths.places.clone();
        let mut beside = paths.take(&key).unwrap_or_else(|| Node::object_at(&place));
        let Some(mut item) = paths.take(&path) else {
            continue;
        };
        if beside.value.get(&method).is_none()
            && let Some(mut operation) = item.take(&method)
        {
            let twin = twin(&operation, &form, &mut taken);
            keep(&mut operation, |media_type| media_type != form);
            item.put(&method, operation);
            beside.put(&method, twin);
        }
        paths.put(&path, item);
        if !beside.is_empty() {
            paths.put(&key, beside);
        }
    }
}

/// The media type of the form with files that an operation takes beside JSON without any.
fn form_of(operation: &Value, schemas: &BTreeMap<String, Node>) -> Option<String> {
    let body = operation.get("requestBody")?;
    let has_file = |media: &Value| {
        let schema = media.get("schema").unwrap_or_default();
        let target = reference_name(schema).and_then(|name| schemas.get(name));
        let target = target.map_or(schema, |target| &target.value);
        entries(target, "properties").any(|(_, property)| {
            let file = property.get("items").unwrap_or(property);
            text(file, "type") == "string" && text(file, "format") == "binary"
        })
    };
    let mut json = entries(body, "content").filter(|(media_type, _)| is_json(media_type));
    json.find(|(_, media)| !has_file(media))?;
    let is_form = |media_type: &str| subtype_of_parts(media_type).is_some();
    let mut forms = entries(body, "content").filter(|(media_type, _)| is_form(media_type));
    let (media_type, _) = forms.find(|(_, media)| has_file(media))?;
    Some(media_type.clone())
}

/// The operation with the form alone, and a name of its own.
fn twin(operation: &Node, form: &str, taken: &mut BTreeSet<String>) -> Node {
    let mut twin = operation.clone();
    keep(&mut twin, |media_type| media_type == form);
    let id = text(&operation.value, "operationId").to_owned();
    let mut own = format!("{id}_multipart");
    let mut number = 1;
    while !taken.insert(naming::method(&own)) {
        number += 1;
        own = format!("{id}_multipart_{number}");
    }
    if twin.value.get(ORIGINAL).is_none() {
        twin.put_new(ORIGINAL, json!(id));
    }
    twin.put_new("operationId", json!(own));
    let summary = text(&operation.value, "summary");
    if !summary.is_empty() {
        twin.put_new("summary", json!(format!("{summary} (as {form})")));
    }
    twin
}

/// Keeps some media types of the body.
fn keep(operation: &mut Node, is_kept: impl Fn(&str) -> bool) {
    let Some(mut body) = operation.take("requestBody") else {
        return;
    };
    if let Some(mut content) = body.take("content") {
        let media_types = content.value.as_object().into_iter().flatten();
        let media_types: Vec<String> = media_types.map(|(name, _)| name.clone()).collect();
        for media_type in media_types.iter().filter(|name| !is_kept(name)) {
            content.take(media_type);
        }
        body.put("content", content);
    }
    operation.put("requestBody", body);
}

/// The methods of all operations.
fn methods(paths: &Value) -> BTreeSet<String> {
    let items = paths.as_object().into_iter().flatten();
    let operations = items.flat_map(|(_, item)| item.as_object().into_iter().flatten());
    operations
        .map(|(_, operation)| naming::method(text(operation, "operationId")))
        .collect()
}
