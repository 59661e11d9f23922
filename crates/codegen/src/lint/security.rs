//! What operations need of the security schemes.

use std::collections::{BTreeMap, BTreeSet};

use super::part::{Findings, Part};
use super::walk::components;
use crate::header_names::{is_of_the_connection, is_token};
use crate::model::SchemeKind;

/// The security schemes of a document.
pub(super) struct Schemes<'a> {
    declared: BTreeMap<&'a str, Part<'a>>,
}

impl<'a> Schemes<'a> {
    pub(super) fn of(root: &Part<'a>) -> Self {
        Self {
            declared: components(root, "securitySchemes").into_iter().collect(),
        }
    }

    /// Checks the schemes that `operations` need, each once.
    pub(super) fn check(&self, operations: &[Part<'a>], findings: &mut Findings<'_>) {
        let alternatives = operations
            .iter()
            .flat_map(|operation| operation.items_of("security"));
        let names: BTreeSet<&str> = alternatives
            .flat_map(|alternative| alternative.members())
            .map(|(name, _)| name)
            .collect();
        for name in names {
            if let Some(scheme) = self.declared.get(name)
                && let Some(problem) = problem_of(scheme)
            {
                findings.report(
                    "document/security-scheme",
                    scheme,
                    problem,
                    "write it as OpenAPI wants it, or remove it from `security`",
                );
            }
        }
    }

    /// Checks what one operation needs.
    pub(super) fn check_operation(&self, operation: &Part<'a>, findings: &mut Findings<'_>) {
        let alternatives = operation.items_of("security");
        if alternatives.is_empty() {
            findings.report(
                "house/no-security",
                operation,
                "the operation has no `security`",
                "list each security scheme that can authorize it as a separate entry",
            );
        }
        for alternative in alternatives {
            let names = alternative.members();
            if names.len() > 1 {
                findings.report(
                    "house/security-combination",
                    &alternative,
                    "an entry of `security` must name exactly one scheme, or none",
                    "write alternatives as separate entries; an empty entry, `{}`, means no credentials",
                );
            }
            self.check_places(&alternative, findings);
            for (name, member) in names {
                if !self.declared.contains_key(name) {
                    let message = format!("security scheme {name} is not declared");
                    findings.report(
                        "document/unknown-security-scheme",
                        &member,
                        message,
                        "declare it in components.securitySchemes",
                    );
                }
            }
        }
    }

    /// Schemes that are needed together must not be sent to the same place.
    fn check_places(&self, alternative: &Part<'a>, findings: &mut Findings<'_>) {
        let mut taken: BTreeMap<String, &str> = BTreeMap::new();
        for (name, member) in alternative.members() {
            let kind = self.declared.get(name);
            let Some(kind) = kind.and_then(|scheme| SchemeKind::of(scheme.value)) else {
                continue;
            };
            let place = kind.place();
            if let Some(other) = taken.insert(place.clone(), name) {
                findings.report(
                    "wire/security-places",
                    &member,
                    format!("{name} and {other} are both sent in {place}"),
                    "write them as separate entries if one of them is enough",
                );
            }
        }
    }
}

/// What is wrong with a scheme.
fn problem_of(scheme: &Part<'_>) -> Option<String> {
    let Some(kind) = SchemeKind::of(scheme.value) else {
        return Some(match scheme.text("type") {
            "apiKey" => "`in` of an apiKey is header, query or cookie".to_owned(),
            "http" => "an http scheme has a `scheme`".to_owned(),
            other => format!("there is no security scheme of the type {other:?}"),
        });
    };
    match kind {
        SchemeKind::Header(name) if !is_token(&name) => {
            Some(format!("{name:?} is not the name of a header"))
        }
        SchemeKind::Header(name) if is_of_the_connection(&name) => {
            Some(format!("the header {name} belongs to the connection"))
        }
        SchemeKind::Cookie(name) if !is_token(&name) => {
            Some(format!("{name:?} is not the name of a cookie"))
        }
        SchemeKind::Query(name) if name.is_empty() => Some("an apiKey has a `name`".to_owned()),
        SchemeKind::Authorization(word) if !is_token(&word) => {
            Some(format!("{word:?} is not the name of an http scheme"))
        }
        SchemeKind::ClientCredentials(address) if !is_address(&address) => {
            Some(format!("`tokenUrl` {address:?} is not an address"))
        }
        _ => None,
    }
}

/// With a host, or at the host of the API.
fn is_address(text: &str) -> bool {
    let begins = ["https://", "http://", "/"];
    begins.iter().any(|begin| text.starts_with(begin))
        && !text.starts_with("//")
        && text.bytes().all(|byte| byte.is_ascii_graphic())
}
