//! `servers`, read.

use serde_json::Value;

use crate::document::{Document, entries, items, text};
use crate::markdown;

/// The first of the document's servers.
#[derive(Debug)]
pub(crate) struct Server {
    /// Scheme and host, with variables in braces. Under a generated face it may have a path, or nothing but that. It is
    /// empty if the document has no address that a client could call.
    pub(crate) url: String,
    pub(crate) description: String,
    /// What the variables may be, in the order of the address.
    pub(crate) variables: Vec<ServerVariable>,
}

/// A part of an address that users may choose.
#[derive(Debug)]
pub(crate) struct ServerVariable {
    pub(crate) name: String,
    pub(crate) description: String,
    /// Nothing if only the user knows it.
    pub(crate) default: Option<String>,
    /// Anything if there are none.
    pub(crate) values: Vec<String>,
}

impl Server {
    /// The first server of a document that the lint has passed.
    pub(crate) fn of(document: &Document) -> Self {
        Self::read(first(&document.root))
    }

    fn read(server: &Value) -> Self {
        let url = match is_usable(server) {
            true => text(server, "url"),
            false => "",
        };
        let variables = braced(url).into_iter().map(|name| {
            let declared = server.get("variables").and_then(|all| all.get(name));
            let variable = declared.unwrap_or(&Value::Null);
            let values = items(variable, "enum").iter();
            ServerVariable {
                name: name.to_owned(),
                description: markdown::inline(text(variable, "description")),
                default: variable
                    .get("default")
                    .and_then(Value::as_str)
                    .map(str::to_owned),
                values: values
                    .filter_map(|value| value.as_str().map(str::to_owned))
                    .collect(),
            }
        });
        Self {
            url: url.to_owned(),
            description: markdown::inline(text(server, "description")),
            variables: variables.collect(),
        }
    }

    /// The address with the defaults of its variables, if each has one.
    fn filled(&self) -> Option<String> {
        let mut url = self.url.clone();
        for variable in &self.variables {
            let default = variable.default.as_deref()?;
            url = url.replace(&format!("{{{}}}", variable.name), default);
        }
        Some(url)
    }

    /// The address with the defaults of its variables; nothing if it has no host, or a variable has no default.
    pub(crate) fn default_url(&self) -> Option<String> {
        self.filled().filter(|url| url.contains("://"))
    }

    /// Where `operation` is, if it has servers of its own: an address, or a path at the host of this one. What only the
    /// user knows stays in braces.
    pub(crate) fn own_of(&self, operation: &Value) -> Option<String> {
        operation.get("servers")?;
        let written = first(operation);
        let mut own = Self::read(written);
        for variable in &mut own.variables {
            let mut known = self.variables.iter();
            let known = known.find(|known| known.name == variable.name);
            let known = known.and_then(|known| known.default.clone());
            variable.default = variable.default.take().or(known);
        }
        let filled = own.filled().filter(|_| is_usable(written));
        let Some(url) = filled else {
            return Some(text(written, "url").to_owned());
        };
        let here = self.default_url();
        let here = here.as_deref().and_then(origin);
        Some(match origin(&url) {
            Some(origin) if here == Some(origin) => url[origin.len()..].to_owned(),
            _ => url,
        })
    }

    /// Whether every client reaches the same address unless it is told another.
    pub(crate) fn is_fixed(&self) -> bool {
        !self.url.contains('{')
    }

    /// Whether the address has a path, which comes before those of the operations.
    pub(crate) fn has_path(&self) -> bool {
        let host = self.url.find("://").map_or(0, |at| at + 3);
        self.url[host..].contains('/')
    }
}

fn first(owner: &Value) -> &Value {
    items(owner, "servers").first().unwrap_or(&Value::Null)
}

/// The names in braces of an address, each once.
pub(crate) fn braced(url: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for piece in url.split('{').skip(1) {
        if let Some((name, _)) = piece.split_once('}')
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
}

/// Whether a client can be given the address of a server, with the defaults of its variables, or with what the user
/// knows in their place. An empty one is: the user gives the whole.
pub(crate) fn is_usable(server: &Value) -> bool {
    let mut url = text(server, "url").to_owned();
    for (name, variable) in entries(server, "variables") {
        if let Some(default) = variable.get("default").and_then(Value::as_str) {
            url = url.replace(&format!("{{{name}}}"), default);
        }
    }
    let unknown: Vec<String> = braced(&url).into_iter().map(str::to_owned).collect();
    for name in unknown {
        let braces = format!("{{{name}}}");
        let known = match url.strip_prefix(&braces) {
            Some(rest) if rest.starts_with("://") => "https",
            Some(_) => "https://x",
            None => "x",
        };
        url = url.replace(&braces, known);
    }
    let scheme = ["https://", "http://"];
    let rest = scheme.iter().find_map(|scheme| url.strip_prefix(scheme));
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/%:".contains(&byte);
    let has_place = match rest {
        Some(rest) => !rest.is_empty() && !rest.starts_with(['/', ':']),
        None => url.is_empty() || url.starts_with('/') && !url.starts_with("//"),
    };
    has_place && rest.unwrap_or(&url).bytes().all(is_allowed)
}

/// Scheme, host and port of an address.
fn origin(url: &str) -> Option<&str> {
    let host = url.find("://")? + 3;
    let end = url[host..].find('/').map_or(url.len(), |end| host + end);
    Some(&url[..end])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Server, braced, is_usable};

    #[test]
    fn an_address_may_have_what_only_the_user_knows() {
        let usable = |url: &str| is_usable(&json!({ "url": url }));
        for url in [
            "",
            "/api/v3",
            "https://api.example/v1/{account}/sync",
            "{site}/api",
            "{scheme}://{host}:{port}",
            "http://localhost:8080",
        ] {
            assert!(usable(url), "{url}");
        }
        for url in [
            "<address>",
            "https://me@api.example",
            "https://api.example?a",
            "https://",
            "ftp://api.example",
            "https://{host",
            "api",
        ] {
            assert!(!usable(url), "{url}");
        }
        assert_eq!(braced("https://{a}.{b}/{a}"), ["a", "b"]);
    }

    #[test]
    fn an_operation_elsewhere_may_use_the_variables_of_the_document() {
        let server = json!({
            "url": "https://{region}.example.com/v1",
            "variables": {"region": {"default": "eu"}},
        });
        let server = Server::read(&server);
        let own = |url: &str| server.own_of(&json!({"servers": [{"url": url}]})).unwrap();
        assert_eq!(own("https://{region}.example.com"), "");
        assert_eq!(own("https://eu.example.com/v2"), "/v2");
        assert_eq!(
            own("https://files.example.com"),
            "https://files.example.com"
        );
        assert_eq!(
            own("https://{tenant}.example.com"),
            "https://{tenant}.example.com"
        );
        assert_eq!(own("<your host>"), "<your host>");
        assert_eq!(server.own_of(&json!({})), None);
    }
}
