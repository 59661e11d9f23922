//! Whole paths, and a server that is a host, as our documents have them.

use serde_json::{Map, Value, json};

use crate::document::text;

/// Moves the path of the server in front of every path. One with variables stays where it is.
pub(super) fn move_path(root: &mut Map<String, Value>) {
    let Some(server) = root.get("servers").and_then(|servers| servers.get(0)) else {
        return;
    };
    let url = text(server, "url").to_owned();
    let (host, path) = split(&url);
    if path.contains(['{', '?', '#']) {
        return;
    }
    let (host, path) = (host.to_owned(), path.trim_end_matches('/').to_owned());
    // No path of ours ends in a slash.
    if !path.is_empty() && root_is_a_path(root) {
        return;
    }
    if host.is_empty() {
        // Nobody knows where the API is.
        root.remove("servers");
    } else {
        root["servers"][0]["url"] = json!(host);
    }
    if let Some(Value::Object(paths)) = root.get_mut("paths") {
        let items = std::mem::take(paths);
        paths.extend(
            items
                .into_iter()
                .map(|(key, item)| (path.clone() + &key, item)),
        );
    }
}

fn root_is_a_path(root: &Map<String, Value>) -> bool {
    let paths = root.get("paths").and_then(Value::as_object);
    paths.is_some_and(|paths| paths.contains_key("/"))
}

/// Scheme and host, and the path behind them.
fn split(url: &str) -> (&str, &str) {
    let begins = url.find("://").map_or(0, |at| at + 3);
    let rest = url.get(begins..).unwrap_or_default();
    match rest.find('/') {
        _ if begins == 0 && !url.is_empty() && !url.starts_with('/') => (url, ""),
        _ if begins == 0 => ("", url),
        Some(at) => url.split_at(begins + at),
        None => (url, ""),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::move_path;

    #[test]
    fn the_path_of_the_server_goes_in_front_of_every_path() {
        for (url, host, path) in [
            (
                "https://a.example.com/v1",
                Some("https://a.example.com"),
                "/v1/a",
            ),
            (
                "https://{r}.example.com",
                Some("https://{r}.example.com"),
                "/a",
            ),
            (
                "https://a.example.com/{v}",
                Some("https://a.example.com/{v}"),
                "/a",
            ),
            ("/v1", None, "/v1/a"),
            ("", None, "/a"),
        ] {
            let mut root = json!({ "servers": [{ "url": url }], "paths": { "/a": {} } });
            let members = root.as_object_mut().unwrap();
            move_path(members);
            assert_eq!(
                root.pointer("/servers/0/url").and_then(|url| url.as_str()),
                host,
                "{url}"
            );
            assert_eq!(root["paths"], json!({ path: {} }), "{url}");
        }
        let servers = json!([{ "url": "https://a.example.com/v1" }]);
        let mut root = json!({ "servers": servers, "paths": { "/": {}, "/a": {} } });
        let before = root.clone();
        move_path(root.as_object_mut().unwrap());
        assert_eq!(root, before, "no path may end in a slash");
    }
}
