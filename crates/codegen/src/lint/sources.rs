//! `x-source`: where the facts come from.

use super::literals;
use super::part::{Findings, Part};

/// The `x-source` of a document or an operation.
pub(super) fn check(owner: &Part<'_>, findings: &mut Findings<'_>) {
    let hint = "write `x-source: {url: <the provider's page>, read: \"YYYY-MM-DD\"}`";
    let Some(source) = owner.get("x-source") else {
        findings.report("house/no-source", owner, "`x-source` is missing", hint);
        return;
    };
    let is_date = source.text("read").len() == "2026-01-31".len();
    if !literals::is_page(source.text("url")) || !is_date {
        findings.report(
            "house/source-form",
            &source,
            "`x-source` has no `url` or no date `read`",
            hint,
        );
    }
}
