//! Operations: named, described, sourced.

use super::part::{Findings, Part};
use super::{literals, servers, sources};
use crate::naming;

/// Checks what every operation must have, whatever it does.
pub(super) fn check(root: &Part<'_>, operation: &Part<'_>, findings: &mut Findings<'_>) {
    check_identity(operation, findings);
    if let Some(servers) = operation.get("servers")
        && !servers::are_of_the_document(root, operation)
    {
        findings.report(
            "house/operation-servers",
            &servers,
            "the operation has `servers` of its own",
            "leave the operation out, or give these servers a document of their own: a face knows no other address \
             than one of the variables of the document",
        );
    }
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
    } else if !literals::is_name(id) || !naming::has_letters(id) {
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
