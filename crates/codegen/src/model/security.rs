//! Security schemes, and what operations need of them.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::document::{Document, entries, items, text};
use crate::{markdown, naming};

/// A security scheme that some operation needs.
#[derive(Debug)]
pub(crate) struct Scheme {
    /// Its name in the document.
    pub(crate) name: String,
    /// The method of the client's builder that takes its credentials.
    pub(crate) setter: String,
    pub(crate) description: String,
    pub(crate) kind: SchemeKind,
    /// What a scheme without a form of its own is called, for those who give a token: `implicit`, `openIdConnect`.
    pub(crate) comes_from: Option<String>,
}

/// How a scheme proves the caller.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum SchemeKind {
    Header(String),
    Query(String),
    Cookie(String),
    /// In `Authorization`, after this word.
    Authorization(String),
    Basic,
    Digest,
    /// With the address of the token endpoint.
    ClientCredentials(String),
    ClientCertificate,
}

impl Scheme {
    /// The schemes that `security` names, in the order of the document, with setters that clash with nothing.
    pub(super) fn all<'a>(
        document: &Document,
        security: impl Iterator<Item = &'a Vec<String>>,
    ) -> Vec<Self> {
        let used: BTreeSet<&String> = security.flatten().collect();
        let mut taken = BTreeSet::new();
        let schemes = document.root.pointer("/components").unwrap_or(&Value::Null);
        entries(schemes, "securitySchemes")
            .filter(|(name, _)| used.contains(name))
            .filter_map(|(name, scheme)| {
                let kind = SchemeKind::of(scheme)?;
                // Whoever shows a certificate has a setter for it: that of the HTTP client.
                let setter = match kind {
                    SchemeKind::ClientCertificate => "http_client".to_owned(),
                    _ => naming::builder_setter(name, &mut taken),
                };
                Some(Self {
                    name: name.clone(),
                    setter,
                    description: markdown::block(text(scheme, "description")),
                    comes_from: comes_from(scheme),
                    kind,
                })
            })
            .collect()
    }
}

impl SchemeKind {
    /// Nothing if OpenAPI knows no such scheme, which the lint reports.
    pub(crate) fn of(scheme: &Value) -> Option<Self> {
        let name = || text(scheme, "name").to_owned();
        Some(match (text(scheme, "type"), text(scheme, "in")) {
            ("apiKey", "header") => Self::Header(name()),
            ("apiKey", "query") => Self::Query(name()),
            ("apiKey", "cookie") => Self::Cookie(name()),
            ("http", _) => match text(scheme, "scheme").to_ascii_lowercase().as_str() {
                "" => return None,
                "basic" => Self::Basic,
                "digest" => Self::Digest,
                "bearer" => Self::Authorization("Bearer".to_owned()),
                _ => Self::Authorization(text(scheme, "scheme").to_owned()),
            },
            ("oauth2", _) => match scheme.pointer("/flows/clientCredentials") {
                Some(flow) => Self::ClientCredentials(text(flow, "tokenUrl").to_owned()),
                None => Self::Authorization("Bearer".to_owned()),
            },
            ("openIdConnect", _) => Self::Authorization("Bearer".to_owned()),
            ("mutualTLS", _) => Self::ClientCertificate,
            _ => return None,
        })
    }

    /// Where its credentials are sent to; two that are sent to the same place cannot be sent at once.
    pub(crate) fn place(&self) -> String {
        match self {
            Self::Header(name) => format!("the header `{}`", name.to_ascii_lowercase()),
            Self::Query(name) => format!("`{name}` in the query"),
            Self::Cookie(name) => format!("the cookie `{name}`"),
            Self::Authorization(_) | Self::Basic | Self::Digest | Self::ClientCredentials(_) => {
                "the header `authorization`".to_owned()
            }
            Self::ClientCertificate => "the connection".to_owned(),
        }
    }
}

/// How a person gets the token of a scheme that only says where to go for it.
fn comes_from(scheme: &Value) -> Option<String> {
    let about = |key: &str, url: &str| match url {
        "" => format!("`{key}`"),
        url => format!("`{key}`, {}", markdown::code(url)),
    };
    match text(scheme, "type") {
        "openIdConnect" => Some(about("openIdConnect", text(scheme, "openIdConnectUrl"))),
        "oauth2" => {
            let flows = entries(scheme, "flows").filter(|(name, _)| *name != "clientCredentials");
            let flows: Vec<String> = flows
                .map(|(name, flow)| {
                    let urls = ["authorizationUrl", "tokenUrl"].map(|key| text(flow, key));
                    let url = urls.into_iter().find(|url| !url.is_empty());
                    about(name, url.unwrap_or_default())
                })
                .collect();
            (!flows.is_empty()).then(|| flows.join("; "))
        }
        _ => None,
    }
}

/// The alternatives of an operation: each names the schemes that are needed together.
pub(super) fn alternatives(operation: &Value) -> Vec<Vec<String>> {
    let mut alternatives: Vec<Vec<String>> = Vec::new();
    for entry in items(operation, "security") {
        let names = entry.as_object().into_iter().flatten();
        let names: Vec<String> = names.map(|(name, _)| name.clone()).collect();
        // Some differ only in their scopes.
        if !alternatives.contains(&names) {
            alternatives.push(names);
        }
    }
    alternatives
}
