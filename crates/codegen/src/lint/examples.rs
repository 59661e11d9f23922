//! Examples: a body must show one.

use super::part::{Findings, Part};

/// A media type that has a body must show it.
pub(super) fn check_example(media: &Part<'_>, findings: &mut Findings<'_>) {
    if media.get("example").is_none() && media.members_of("examples").is_empty() {
        findings.report(
            "house/no-example",
            media,
            "the body has no example",
            "add the provider's own example: the tests decode it and encode it again",
        );
    }
}
