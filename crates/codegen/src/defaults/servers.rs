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
