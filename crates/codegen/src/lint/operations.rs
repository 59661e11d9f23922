//! Operations: named, described, sourced, secured.

use std::collections::HashSet;

use super::extensions::check_source;
use super::part::{Findings, Part};
use super::requests::Bodies;
use super::unions::Unions;
use super::{literals, pages, parameters, requests, responses};
use crate::document::Document;
use crate::naming;

const METHODS: &[&str] = &["get", "put", "post", "patch", "delete"];
const OTHER_METHODS: &[&str] = &["head", "options", "trace"];

/// Every operation of the document, with method and path template.
pub(super) fn all<'a>(root: &Part<'a>) -> Vec<(&'a str, &'a str, Part<'a>)> {
    let mut list = Vec::new();
    for (template, path_item) in root.members_of("paths") {
        for (method, operation) in path_item.members() {
            if METHODS.contains(&method) {
                list.push((method, template, operation));
            }
        }
    }
    list
}

/// Checks every operation.
pub(super) fn check(
    document: &Document,
    root: &Part<'_>,
    unions: &Unions<'_>,
    findings: &mut Findings<'_>,
) {
    check_path_items(root, findings);
    let components = root.get("components");
    let schemes = components.map(|part| part.members_of("securitySchemes"));
    let schemes = schemes.unwrap_or_default().into_iter();
    let schemes: HashSet<&str> = schemes.map(|(name, _)| name).collect();
    let mut bodies = Bodies::new(document, unions);
    for (method, template, operation) in all(root) {
        check_identity(&operation, findings);
        check_security(&schemes, &operation, findings);
        parameters::check(document, template, &operation, findings);
        requests::check(&mut bodies, &operation, findings);
        responses::check(document, &operation, findings);
        pages::check(document, method, &operation, findings);
    }
    pages::check_shared(document, root, findings);
}

fn check_path_items(root: &Part<'_>, findings: &mut Findings<'_>) {
    if root.members_of("paths").is_empty() {
        findings.report(root, "there are no `paths`", "add at least one operation");
    }
    for (template, path_item) in root.members_of("paths") {
        // The path of the host itself is one slash and no more.
        let ends_in_slash = template.ends_with('/') && template != "/";
        if !template.starts_with('/') || template.contains("//") || ends_in_slash {
            findings.report(
                &path_item,
                "the path does not begin with one slash, ends in one, or has an empty segment",
                "write the path as it stands on the wire: /a/{b}/c",
            );
        }
        literals::check_path(template, &path_item, findings);
        let names = path_item.members();
        if !names.iter().any(|(name, _)| METHODS.contains(name)) {
            findings.report(
                &path_item,
                "the path has no operation",
                "add one or remove it",
            );
        }
        for (name, member) in names {
            if OTHER_METHODS.contains(&name) {
                let message = format!("method {name} is not generated");
                findings.report(&member, message, "remove the operation");
            } else if name == "parameters" || name == "servers" || name == "$ref" {
                let message = format!("`{name}` of a path is not read");
                findings.report(&member, message, "write it in each operation");
            }
        }
    }
}

fn check_identity(operation: &Part<'_>, findings: &mut Findings<'_>) {
    let id = operation.text("operationId");
    if id.is_empty() {
        findings.report(
            operation,
            "the operation has no `operationId`",
            "add the provider's own name of the operation; it becomes the method's name",
        );
    } else if !literals::is_name(id) || !naming::is_identifier(&naming::method(id)) {
        let message = format!("`operationId` {id:?} gives no method name");
        findings.report(
            operation,
            message,
            "use letters and digits of ASCII, with `-`, `_` or `.` between words",
        );
    }
    for key in ["summary", "description"] {
        if operation.text(key).trim().is_empty() {
            let message = format!("the operation has no `{key}`");
            findings.report(operation, message, "say in our own words what it does");
        }
    }
    if operation.items_of("tags").is_empty() {
        findings.report(
            operation,
            "the operation has no `tags`",
            "add the provider's family name",
        );
    }
    check_source(operation, findings);
}

fn check_security(schemes: &HashSet<&str>, operation: &Part<'_>, findings: &mut Findings<'_>) {
    let alternatives = operation.items_of("security");
    if alternatives.is_empty() {
        findings.report(
            operation,
            "the operation has no `security`",
            "list each security scheme that authorizes it as an entry of its own",
        );
    }
    for alternative in alternatives {
        let names = alternative.members();
        if names.len() != 1 {
            findings.report(
                &alternative,
                "an entry of `security` must name exactly one scheme",
                "write alternatives as separate entries",
            );
        }
        for (name, member) in names {
            if !schemes.contains(name) {
                let message = format!("security scheme {name} is not declared");
                findings.report(&member, message, "declare it in components.securitySchemes");
            }
        }
    }
}
