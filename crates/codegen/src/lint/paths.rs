//! Paths: written as they are sent, each with an operation.

use std::collections::HashMap;

use super::literals;
use super::part::{Findings, Part};
use crate::document::path_and_mark;
use crate::methods::{TRACE, is_method};
use crate::path_key::PathKey;

/// A path without what only tells operations with the same method and path apart.
fn sent(template: &str) -> &str {
    path_and_mark(template).0
}

/// Checks the paths, apart from their operations.
pub(super) fn check(root: &Part<'_>, findings: &mut Findings<'_>) {
    // One of another kind is told.
    let are_told = root
        .get("paths")
        .is_some_and(|paths| !paths.value.is_object());
    let paths = root.members_of("paths");
    if paths.is_empty() && !are_told {
        findings.report(
            "document/no-paths",
            root,
            "`paths` is missing or empty: there is nothing to call",
            "add at least one operation; webhooks and callbacks are calls of the provider, for which no client is made",
        );
    }
    let mut uses: HashMap<&str, usize> = HashMap::new();
    for (template, _) in &paths {
        *uses.entry(sent(template)).or_default() += 1;
    }
    for (template, path_item) in paths {
        let path = PathKey::of(template).path;
        if !path.starts_with('/') || path.contains("//") {
            findings.report(
                "wire/path-slashes",
                &path_item,
                "the path does not begin with one slash, or has an empty segment",
                "write the path exactly as it is sent: /a/{b}/c",
            );
        }
        // The path of the host itself is one slash and no more.
        if path.ends_with('/') && path != "/" {
            findings.report(
                "house/path-end",
                &path_item,
                "the path ends in a slash",
                "write it without, unless the provider needs it",
            );
        }
        let is_shared = uses.get(sent(template)).is_some_and(|uses| *uses > 1);
        let template = if is_shared { sent(template) } else { template };
        literals::check_path(template, &path_item, findings);
        let names = path_item.members();
        if !names.iter().any(|(name, _)| is_method(name)) {
            findings.report(
                "house/empty-path",
                &path_item,
                "the path has no operation",
                "add one or remove it",
            );
        }
        for (name, member) in names {
            if name == TRACE {
                findings.report(
                    "unsupported/method",
                    &member,
                    "method trace is not supported: its answer is the request, with the credentials in it",
                    "leave the operation out",
                );
            } else if name == "parameters" || name == "servers" || name == "$ref" {
                let message = format!("`{name}` is not supported on a path");
                findings.report(
                    "unsupported/path-member",
                    &member,
                    message,
                    "write it in each operation",
                );
            }
        }
    }
}
