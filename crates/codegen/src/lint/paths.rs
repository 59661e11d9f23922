//! Paths: written as they are sent, each with an operation.

use super::literals;
use super::part::{Findings, Part};
use super::walk::METHODS;

const OTHER_METHODS: &[&str] = &["trace"];

/// Checks the paths, apart from their operations.
pub(super) fn check(root: &Part<'_>, findings: &mut Findings<'_>) {
    if root.members_of("paths").is_empty() {
        findings.report(
            root,
            "`paths` is missing or empty",
            "add at least one operation",
        );
    }
    for (template, path_item) in root.members_of("paths") {
        // The path of the host itself is one slash and no more.
        let ends_in_slash = template.ends_with('/') && template != "/";
        if !template.starts_with('/') || template.contains("//") || ends_in_slash {
            findings.report(
                &path_item,
                "the path does not begin with one slash, ends in one, or has an empty segment",
                "write the path exactly as it is sent: /a/{b}/c",
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
                let message = format!("method {name} is not supported");
                findings.report(&member, message, "remove the operation");
            } else if name == "parameters" || name == "servers" || name == "$ref" {
                let message = format!("`{name}` is not supported on a path");
                findings.report(&member, message, "write it in each operation");
            }
        }
    }
}
