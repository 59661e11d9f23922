//! Operations: named, described, sourced, secured.

use std::collections::HashSet;

use super::part::{Findings, Part};
use super::walk::components;
use super::{literals, sources};
use crate::naming;

/// Checks what every operation must have, whatever it does.
pub(super) fn check(schemes: &HashSet<&str>, operation: &Part<'_>, findings: &mut Findings<'_>) {
    check_identity(operation, findings);
    check_security(schemes, operation, findings);
}

/// The security schemes that the document declares.
pub(super) fn schemes<'a>(root: &Part<'a>) -> HashSet<&'a str> {
    let schemes = components(root, "securitySchemes").into_iter();
    schemes.map(|(name, _)| name).collect()
}

fn check_identity(operation: &Part<'_>, findings: &mut Findings<'_>) {
    let id = operation.text("operationId");
    if id.is_empty() {
        findings.report(
            "house/no-operation-id",
            operation,
            "the operation has no `operationId`",
            "add the provider's own name of the operation; it becomes the method's name",
        );
    } else if !literals::is_name(id) || !naming::is_identifier(&naming::method(id)) {
        let message = format!("`operationId` {id:?} does not make a valid method name");
        findings.report(
            "unsupported/operation-id",
            &operation.at("operationId"),
            message,
            "use ASCII letters and digits, with `-`, `_` or `.` between words",
        );
    }
    for key in ["summary", "description"] {
        if operation.text(key).trim().is_empty() {
            let message = format!("the operation has no `{key}`");
            findings.report(
                "house/operation-words",
                operation,
                message,
                "say in your own words what it does",
            );
        }
    }
    if operation.items_of("tags").is_empty() {
        findings.report(
            "house/no-tags",
            operation,
            "the operation has no `tags`",
            "add the provider's name for this family of operations",
        );
    }
    sources::check(operation, findings);
}

fn check_security(schemes: &HashSet<&str>, operation: &Part<'_>, findings: &mut Findings<'_>) {
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
            findings.report("unsupported/security-combination",
                &alternative,
                "an entry of `security` must name exactly one scheme, or none",
                "write alternatives as separate entries; an empty entry, `{}`, means no credentials",
            );
        }
        for (name, member) in names {
            if !schemes.contains(name) {
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
