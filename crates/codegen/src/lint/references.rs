//! References: local, resolving, alone.

use super::part::{Findings, Part, component_name};
use crate::document::{DANGLING_REFERENCE, Document, reference};

/// Checks the reference `owner`, which must lead to a component of `section`; false if it is no
/// reference at all.
pub(super) fn check(
    document: &Document,
    owner: &Part<'_>,
    section: &str,
    findings: &mut Findings<'_>,
) -> bool {
    let Some(target) = owner.get("$ref") else {
        return false;
    };
    let Some(text) = reference(owner.value) else {
        findings.report(
            "document/reference-not-text",
            &target,
            "`$ref` is not a text",
            "write `$ref: '#/components/schemas/Name'`",
        );
        findings.breaks(&target);
        return false;
    };
    if let [first, _, _] = &owner.path()[..]
        && first == "components"
    {
        findings.report(
            "unsupported/alias",
            owner,
            format!("the component is only a reference, to {text}"),
            "refer to the other component where this one is used",
        );
        return true;
    }
    if owner.members().len() > 1 {
        findings.report(
            "house/reference-siblings",
            owner,
            "members beside `$ref` are ignored by every reader of OpenAPI 3.0",
            "move them to the component, or write the part out here",
        );
    }
    if component_name(text, section).is_none() {
        findings.report(
            "unsupported/deep-reference",
            &target,
            format!("`$ref` to {text} does not point to a member of `components.{section}`"),
            "move the part there and refer to `#/components/SECTION/NAME`",
        );
        findings.loses_track();
    } else if section_is_sound(document, section) && document.resolve(text).is_none() {
        findings.report(
            DANGLING_REFERENCE,
            &target,
            format!("`$ref` points to {text}, which does not exist"),
            "correct the name or add the component",
        );
        findings.loses_track();
    }
    true
}

/// A section that is not a mapping gets one finding, not one for each reference into it.
fn section_is_sound(document: &Document, section: &str) -> bool {
    let is_other = |part: &serde_json::Value| !part.is_object();
    let components = document.root.get("components");
    !components.is_some_and(is_other)
        && !components
            .and_then(|part| part.get(section))
            .is_some_and(is_other)
}
