//! The address of the API.

use serde_json::{Map, Value, json};

/// Fills in an address. Without one, or without a host, a user must give one.
pub(super) fn fill(root: &mut Map<String, Value>) {
    let servers = root.entry("servers").or_insert(json!([]));
    let Value::Array(servers) = servers else {
        return;
    };
    if servers.is_empty() {
        servers.push(json!({ "url": "" }));
    }
    // A client is made for one.
    servers.truncate(1);
    for server in servers.iter_mut().filter_map(Value::as_object_mut) {
        fill_one(server);
    }
}

/// Puts the defaults of the variables into the address: nobody has written a place for them.
fn fill_one(server: &mut Map<String, Value>) {
    let Some(Value::String(url)) = server.get("url") else {
        return;
    };
    let mut filled = url.clone();
    for (name, variable) in server
        .get("variables")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        if let Some(default) = variable.get("default").and_then(Value::as_str) {
            filled = filled.replace(&format!("{{{name}}}"), default);
        }
    }
    let filled = filled.trim_end_matches('/').to_owned();
    let filled = match filled.strip_prefix("//") {
        Some(host) => format!("https://{host}"),
        None => filled,
    };
    if !filled.contains('{') {
        server.insert("url".to_owned(), Value::String(filled));
        server.remove("variables");
    }
}
