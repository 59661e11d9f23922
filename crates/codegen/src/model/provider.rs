//! `x-provider` and `servers`, read.

use serde::Deserialize;
use serde_json::Value;

use crate::document::{Document, entries, items, text};
use crate::markdown;

/// What the runtime must know about the provider.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Provider {
    /// The provider's name in error messages.
    pub(crate) name: String,
    /// Headers that may carry the id of a request.
    pub(crate) request_id: Vec<String>,
    /// JSON pointers into an error body to the error code.
    pub(crate) code: Vec<String>,
    /// JSON pointers into an error body to the message.
    pub(crate) message: Vec<String>,
    #[serde(default)]
    pub(crate) throttling: Throttling,
    #[serde(default)]
    pub(crate) clock_skew: ClockSkew,
}

/// What says that calls come too fast.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Throttling {
    #[serde(default)]
    pub(crate) description: String,
    pub(crate) answers: Vec<Throttled>,
    /// Seconds in which the provider counts calls, if a source says it.
    pub(crate) window: Option<u64>,
}

/// A status that means throttling: always, or with one of these codes.
#[derive(Debug, Deserialize)]
pub(crate) struct Throttled {
    pub(crate) status: u16,
    #[serde(default)]
    pub(crate) codes: Vec<String>,
}

/// What is done about a clock that is off.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ClockSkew {
    #[serde(default)]
    pub(crate) description: String,
    pub(crate) follows_date: bool,
    #[serde(default)]
    pub(crate) codes: Vec<String>,
}

impl Provider {
    /// The `x-provider` of a document that the lint has passed.
    pub(crate) fn of(document: &Document) -> Self {
        let provider = document.root.get("x-provider").unwrap_or(&Value::Null);
        Self::deserialize(provider).unwrap_or_default()
    }
}

/// The first of the document's servers.
#[derive(Debug)]
pub(crate) struct Server {
    /// Scheme and host, with variables in braces. Under a generated face it may have a path, or nothing but that.
    pub(crate) url: String,
    pub(crate) description: String,
    /// What the variables may be.
    pub(crate) variables: Vec<ServerVariable>,
}

/// A part of an address that users may choose.
#[derive(Debug)]
pub(crate) struct ServerVariable {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) default: String,
    /// Anything if there are none.
    pub(crate) values: Vec<String>,
}

impl Server {
    /// The first server of a document that the lint has passed.
    pub(crate) fn of(document: &Document) -> Self {
        Self::first_of(&document.root)
    }

    /// The first server of an operation, or of a document.
    fn first_of(owner: &Value) -> Self {
        let first = items(owner, "servers").first();
        let server = first.unwrap_or(&Value::Null);
        let url = text(server, "url");
        let is_used = |name: &str| url.contains(&format!("{{{name}}}"));
        let variables = entries(server, "variables").filter(|(name, _)| is_used(name));
        let mut variables: Vec<ServerVariable> = variables
            .map(|(name, variable)| ServerVariable {
                name: name.clone(),
                description: markdown::inline(text(variable, "description")),
                default: text(variable, "default").to_owned(),
                values: items(variable, "enum")
                    .iter()
                    .filter_map(|value| value.as_str().map(str::to_owned))
                    .collect(),
            })
            .collect();
        variables.sort_by_key(|variable| url.find(&format!("{{{}}}", variable.name)));
        Self {
            url: url.to_owned(),
            description: markdown::inline(text(server, "description")),
            variables,
        }
    }

    /// The address with the defaults of its variables; nothing if it has no host.
    pub(crate) fn default_url(&self) -> Option<String> {
        let mut url = self.url.clone();
        for variable in &self.variables {
            url = url.replace(&format!("{{{}}}", variable.name), &variable.default);
        }
        url.contains("://").then_some(url)
    }

    /// Where `operation` is, if it has servers of its own: an address, or a path at the host of this one.
    pub(crate) fn own_of(&self, operation: &Value) -> Option<String> {
        operation.get("servers")?;
        let own = Self::first_of(operation);
        let Some(url) = own.default_url() else {
            return Some(own.url);
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
}

/// Scheme, host and port of an address.
fn origin(url: &str) -> Option<&str> {
    let host = url.find("://")? + 3;
    let end = url[host..].find('/').map_or(url.len(), |end| host + end);
    Some(&url[..end])
}
