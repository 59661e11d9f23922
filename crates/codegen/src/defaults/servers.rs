//! The address of the API.

use serde_json::{Map, Value, json};

use crate::document::{entries, text};

/// Fills in an address. Without one, or without a host, a user must give one. Operations keep only what is another.
pub(super) fn fill(root: &mut Map<String, Value>) {
    let servers = root.entry("servers").or_insert(json!([]));
    fill_all(servers);
    if let Value::Array(servers) = servers
        && servers.is_empty()
    {
        servers.push(json!({ "url": "" }));
    }
    let of_all = called(servers);
    let paths = root.get_mut("paths").and_then(Value::as_object_mut);
    let items = paths
        .into_iter()
        .flatten()
        .filter_map(|(_, item)| item.as_object_mut());
    for item in items {
        fill_own(item, Some(&of_all));
        // One that names the servers of the document must not get those of the path.
        let usual = (!item.contains_key("servers")).then_some(&*of_all);
        for operation in item.values_mut().filter_map(Value::as_object_mut) {
            fill_own(operation, usual);
        }
    }
}

/// Fills in the servers of an operation or a path, unless they are the `usual` ones.
fn fill_own(owner: &mut Map<String, Value>, usual: Option<&str>) {
    let Some(servers) = owner.get_mut("servers") else {
        return;
    };
    fill_all(servers);
    let is_none = servers.as_array().is_some_and(Vec::is_empty);
    if is_none || usual == Some(&*called(servers)) {
        owner.remove("servers");
    }
}

fn fill_all(servers: &mut Value) {
    let Value::Array(servers) = servers else {
        return;
    };
    // A client is made for one.
    servers.truncate(1);
    for server in servers.iter_mut().filter_map(Value::as_object_mut) {
        fill_one(server);
    }
}

/// The address of the only server, with the defaults of its variables.
fn called(servers: &Value) -> String {
    let server = servers.get(0).unwrap_or(&Value::Null);
    let mut url = text(server, "url").to_owned();
    for (name, variable) in entries(server, "variables") {
        url = url.replace(&format!("{{{name}}}"), text(variable, "default"));
    }
    url
}

/// Writes the address as the later stages read it: no path ends in a slash, and a host without a scheme is at `https`.
fn fill_one(server: &mut Map<String, Value>) {
    let Some(Value::String(url)) = server.get_mut("url") else {
        return;
    };
    let trimmed = url.trim_end_matches('/');
    *url = match trimmed.strip_prefix("//") {
        Some(host) => format!("https://{host}"),
        None => trimmed.to_owned(),
    };
}
