//! Where references lead, through others and into any part of the document.

use super::findings::Findings;
use super::source::{Identity, Source};

/// What every reader of the loaded document needs.
pub(super) struct Reading<'a> {
    pub(super) root: Source<'a>,
    /// Whether the document is written in OpenAPI 3.1.
    pub(super) is_3_1: bool,
}

impl<'a> Reading<'a> {
    /// What `part` refers to, or `part` itself. Nothing if the reference leads nowhere, which is reported.
    pub(super) fn follow(
        &self,
        part: &Source<'a>,
        findings: &mut Findings<'_>,
    ) -> Option<Source<'a>> {
        let mut seen: Vec<Identity> = Vec::new();
        let mut part = part.clone();
        while let Some(reference) = part.get("$ref") {
            if seen.contains(&part.identity()) {
                findings.report(
                    &reference,
                    "the `$ref` leads only to itself",
                    "refer to a part with content",
                );
                return None;
            }
            seen.push(part.identity());
            part = self.target(&reference, findings)?;
        }
        Some(part)
    }

    /// What one `$ref` points to.
    pub(super) fn target(
        &self,
        reference: &Source<'a>,
        findings: &mut Findings<'_>,
    ) -> Option<Source<'a>> {
        let Some(text) = reference.value.as_str() else {
            findings.report(
                reference,
                "`$ref` is not a text",
                "write `$ref: '#/components/schemas/Name'`",
            );
            return None;
        };
        let target = self.root.pointed(text);
        if target.is_none() {
            let (message, hint) = if text.starts_with('#') {
                let message = format!("`$ref` points to {text}, which does not exist");
                (message, "correct the name or add the part")
            } else {
                let message = format!("`$ref` points to another file, {text}");
                (
                    message,
                    "bundle the files into one document, for example with `redocly bundle`",
                )
            };
            findings.report(reference, message, hint);
        }
        target
    }
}
