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

/// Writes the address as the later stages read it: no path ends in a slash, each begins with one, and a host without a
/// scheme is at `https`.
fn fill_one(server: &mut Map<String, Value>) {
    let Some(Value::String(url)) = server.get_mut("url") else {
        return;
    };
    let written = absolute(url.trim().trim_end_matches('/'));
    *url = written;
    if let Some(Value::Object(variables)) = server.get_mut("variables") {
        for variable in variables.values_mut().filter_map(Value::as_object_mut) {
            fill_variable(variable);
        }
    }
    let first = called(&json!([&*server]));
    if let Some(Value::String(url)) = server.get_mut("url")
        && url.starts_with('{')
        && begins_with_host(&first)
    {
        *url = format!("https://{url}");
    }
}

/// An address that begins with a scheme or a slash, unless nobody knows what it is.
fn absolute(url: &str) -> String {
    if let Some(host) = url.strip_prefix("//") {
        return format!("https://{host}");
    }
    if url.is_empty() || url.contains("://") || url.starts_with(['/', '{']) {
        return url.to_owned();
    }
    if begins_with_host(url) {
        let is_here = url.starts_with("localhost") || url.starts_with("127.");
        let scheme = if is_here { "http" } else { "https" };
        return format!("{scheme}://{url}");
    }
    let path = url.trim_start_matches("../").trim_start_matches("./");
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/{}".contains(&byte);
    match path.bytes().all(is_allowed) {
        true => format!("/{path}"),
        false => url.to_owned(),
    }
}

/// Whether a text begins with the name or the number of a host, which people write without a scheme.
fn begins_with_host(url: &str) -> bool {
    let host = url.split('/').next().unwrap_or_default();
    let (name, port) = host.split_once(':').unwrap_or((host, "0"));
    let is_port = port.bytes().all(|byte| byte.is_ascii_digit());
    let labels: Vec<&str> = name.split('.').collect();
    let is_label = |label: &&str| {
        let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_{}".contains(&byte);
        !label.is_empty() && label.bytes().all(is_allowed)
    };
    let is_name = labels.len() > 1
        && labels.last().is_some_and(|last| {
            last.len() > 1 && last.bytes().all(|byte| byte.is_ascii_alphabetic())
        });
    let is_number = labels.len() == 4 && labels.iter().all(|label| label.parse::<u8>().is_ok());
    let is_host = name == "localhost" || is_name || is_number;
    is_host && is_port && labels.iter().all(is_label)
}

/// Ports and versions are often written as numbers.
fn fill_variable(variable: &mut Map<String, Value>) {
    let as_text = |value: &mut Value| {
        if value.is_number() || value.is_boolean() {
            *value = Value::String(value.to_string());
        }
    };
    variable.values_mut().for_each(as_text);
    let values = variable.get_mut("enum").and_then(Value::as_array_mut);
    values.into_iter().flatten().for_each(as_text);
}
