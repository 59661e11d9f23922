//! A document in the normal form as one of ours: its facts without its texts.
//!
//! A text of others is never taken over. Where ours must have one, there is a gap; elsewhere there is nothing. Examples
//! are left out too: they may hold anything.

use serde_json::{Map, Value, json};

use super::kept::only;
use super::{address, schemas, shared};
use crate::document::{entries, items};
use crate::gap::GAP;

/// The document in our form.
pub(super) fn document(normal: &Value) -> Value {
    let mut root = Map::new();
    root.insert("openapi".to_owned(), json!("3.0.3"));
    root.insert("x-draft".to_owned(), json!(true));
    let mut info = only(normal.get("info"), &["title", "version"]);
    info.insert("description".to_owned(), json!(GAP));
    root.insert("info".to_owned(), Value::Object(info));
    let servers = items(normal, "servers").iter().map(server).collect();
    root.insert("servers".to_owned(), Value::Array(servers));
    let tags = tags(normal);
    if tags != json!([]) {
        root.insert("tags".to_owned(), tags.clone());
    }
    let mut paths = Map::new();
    for (path, item) in entries(normal, "paths") {
        let operations = item.as_object().into_iter().flatten();
        let operations = operations.filter(|(_, one)| one.get("operationId").is_some());
        let operations: Map<String, Value> = operations
            .map(|(method, one)| (method.clone(), operation(one, &tags)))
            .collect();
        paths.insert(path.clone(), Value::Object(operations));
    }
    root.insert("paths".to_owned(), Value::Object(paths));
    address::move_path(&mut root);
    let mut components = shared::take(&mut root);
    let named = normal.pointer("/components").unwrap_or(&Value::Null);
    components.insert("schemas".to_owned(), schemas::components(named));
    let schemes = entries(named, "securitySchemes").filter(|(name, _)| is_needed(&root, name));
    let schemes: Map<String, Value> = schemes
        .map(|(name, one)| (name.clone(), scheme(one)))
        .collect();
    components.insert("securitySchemes".to_owned(), Value::Object(schemes));
    components.retain(|_, members| {
        members
            .as_object()
            .is_some_and(|members| !members.is_empty())
    });
    root.insert("components".to_owned(), Value::Object(components));
    Value::Object(root)
}

fn server(server: &Value) -> Value {
    let mut written = only(Some(server), &["url"]);
    written.insert("description".to_owned(), json!(GAP));
    let variables = entries(server, "variables").map(|(name, variable)| {
        let mut variable = only(Some(variable), &["default", "enum"]);
        variable.insert("description".to_owned(), json!(GAP));
        (name.clone(), Value::Object(variable))
    });
    let variables: Map<String, Value> = variables.collect();
    if !variables.is_empty() {
        written.insert("variables".to_owned(), Value::Object(variables));
    }
    Value::Object(written)
}

/// The tags of all operations, those that the document lists first.
fn tags(normal: &Value) -> Value {
    let listed = items(normal, "tags").iter().map(|tag| &tag["name"]);
    let operations =
        entries(normal, "paths").flat_map(|(_, item)| item.as_object().into_iter().flatten());
    let used: Vec<&Value> = operations.flat_map(|(_, one)| items(one, "tags")).collect();
    let mut names: Vec<&Value> = listed.filter(|name| used.contains(name)).collect();
    for name in used {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    // Where a document has no tags, each operation got this one.
    if names == [&json!("default")] && items(normal, "tags").is_empty() {
        names.clear();
    }
    names
        .into_iter()
        .map(|name| json!({ "name": name, "description": GAP }))
        .collect()
}

fn operation(operation: &Value, tags: &Value) -> Value {
    let kept = [
        "operationId",
        "tags",
        "security",
        "x-pages",
        "x-idempotent",
        "x-file-suffix",
    ];
    let mut written = only(Some(operation), &kept);
    if *tags == json!([]) {
        written.remove("tags");
    }
    written.insert("summary".to_owned(), json!(GAP));
    written.insert("description".to_owned(), json!(GAP));
    let mut own: Vec<Value> = items(operation, "servers").iter().map(server).collect();
    for server in own.iter_mut().filter(|server| server["url"] == "") {
        // Where the host of the document is, and no path.
        server["url"] = json!("/");
    }
    if !own.is_empty() {
        written.insert("servers".to_owned(), Value::Array(own));
    }
    let parameters: Vec<Value> = items(operation, "parameters")
        .iter()
        .map(parameter)
        .collect();
    if !parameters.is_empty() {
        written.insert("parameters".to_owned(), Value::Array(parameters));
    }
    if let Some(body) = operation.get("requestBody") {
        let mut body_written = only(Some(body), &["required"]);
        body_written.insert("content".to_owned(), content(body));
        written.insert("requestBody".to_owned(), Value::Object(body_written));
    }
    written.insert("responses".to_owned(), responses(operation));
    Value::Object(written)
}

fn parameter(parameter: &Value) -> Value {
    let kept = [
        "name",
        "in",
        "required",
        "style",
        "explode",
        "allowEmptyValue",
        "allowReserved",
        "deprecated",
        "x-sensitive",
        "x-omit",
    ];
    let mut written = only(Some(parameter), &kept);
    written.insert("description".to_owned(), json!(GAP));
    if let Some(schema) = parameter.get("schema") {
        written.insert("schema".to_owned(), schemas::used(schema));
    }
    if parameter.get("content").is_some() {
        written.insert("content".to_owned(), content(parameter));
    }
    Value::Object(written)
}

/// What any other status means is what every error means.
fn responses(operation: &Value) -> Value {
    let mut written = Map::new();
    for (status, one) in
        entries(operation, "responses").filter(|(status, _)| !status.starts_with("x-"))
    {
        if status == "default" {
            for range in ["4XX", "5XX"] {
                written.entry(range).or_insert_with(|| response(one));
            }
        } else {
            written.insert(status.clone(), response(one));
        }
    }
    Value::Object(written)
}

fn response(response: &Value) -> Value {
    let mut written = Map::from_iter([("description".to_owned(), json!(GAP))]);
    let headers = entries(response, "headers").map(|(name, header)| {
        let mut kept = only(Some(header), &["required", "deprecated"]);
        if let Some(schema) = header.get("schema") {
            kept.insert("schema".to_owned(), schemas::used(schema));
        }
        (name.clone(), Value::Object(kept))
    });
    let headers: Map<String, Value> = headers.collect();
    if !headers.is_empty() {
        written.insert("headers".to_owned(), Value::Object(headers));
    }
    if response.get("content").is_some() {
        written.insert("content".to_owned(), content(response));
    }
    Value::Object(written)
}

fn content(owner: &Value) -> Value {
    let types = entries(owner, "content").map(|(media_type, one)| {
        let schema = one.get("schema").map(schemas::used);
        let members = schema.map(|schema| ("schema".to_owned(), schema));
        let mut written: Map<String, Value> = members.into_iter().collect();
        // How a part of a form is sent, and whether it is a file.
        written.extend(only(Some(one), &["encoding"]));
        (media_type.clone(), Value::Object(written))
    });
    Value::Object(types.collect())
}

fn scheme(scheme: &Value) -> Value {
    let kept = [
        "type",
        "name",
        "in",
        "scheme",
        "bearerFormat",
        "openIdConnectUrl",
    ];
    let mut written = only(Some(scheme), &kept);
    written.insert("description".to_owned(), json!(GAP));
    let flows = entries(scheme, "flows").map(|(name, flow)| {
        let mut kept = only(Some(flow), &["authorizationUrl", "tokenUrl", "refreshUrl"]);
        let scopes = entries(flow, "scopes").map(|(scope, _)| (scope.clone(), json!(GAP)));
        kept.insert("scopes".to_owned(), Value::Object(scopes.collect()));
        (name.clone(), Value::Object(kept))
    });
    let flows: Map<String, Value> = flows.collect();
    if !flows.is_empty() {
        written.insert("flows".to_owned(), Value::Object(flows));
    }
    Value::Object(written)
}

/// Whether some operation needs the security scheme `name`.
fn is_needed(root: &Map<String, Value>, name: &str) -> bool {
    let paths = root
        .get("paths")
        .and_then(Value::as_object)
        .into_iter()
        .flatten();
    let operations = paths.flat_map(|(_, item)| item.as_object().into_iter().flatten());
    let mut alternatives = operations.flat_map(|(_, one)| items(one, "security"));
    alternatives.any(|alternative| alternative.get(name).is_some())
}
