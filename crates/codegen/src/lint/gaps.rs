//! Drafts: that a document is one, and the texts that it lacks.

use serde_json::Value;

use super::part::{Findings, Part};
use crate::gap::is_gap;

/// What may hold any text, and so one that looks like a gap.
const VALUES: [&str; 5] = ["default", "enum", "example", "examples", "const"];

/// Reports each gap, and that the document is a draft.
pub(super) fn check(root: &Part<'_>, findings: &mut Findings<'_>) {
    if let Some(draft) = root.get("x-draft")
        && *draft.value == Value::Bool(true)
    {
        findings.report(
            "house/draft",
            &draft,
            "the document is a draft",
            "when nothing else is left to do, remove this line and follow \"Add a provider\" in CONTRIBUTING.md",
        );
    }
    check_part(root, findings);
}

fn check_part(part: &Part<'_>, findings: &mut Findings<'_>) {
    for (name, member) in part.members() {
        if VALUES.contains(&name) || name.starts_with("x-") {
            continue;
        }
        let is_text = matches!(name, "description" | "summary") || part.name() == "scopes";
        if is_text && member.value.as_str().is_some_and(is_gap) {
            findings.report(
                "house/gap",
                &member,
                format!("`{name}` is a gap"),
                "say it in your own words, from the provider's page",
            );
        }
        check_part(&member, findings);
    }
    for item in part.items() {
        check_part(&item, findings);
    }
}
