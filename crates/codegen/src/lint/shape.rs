//! The form of OpenAPI: at each place the right kind of value, and no member that nothing reads.

use super::part::{Findings, Part};
use super::{extensions, references};
use crate::document::Document;
use crate::openapi::{Member, Shape, found};
use crate::suggest;

/// Checks `part` and everything in it; false if a value is of the wrong kind.
///
/// A wrong kind makes every further rule stumble over it, so they wait until it is mended.
pub(super) fn check(
    document: &Document,
    part: &Part<'_>,
    shape: &'static Shape,
    findings: &mut Findings<'_>,
) -> bool {
    check_within(document, part, shape, shape, findings)
}

/// The same for a part of what has the shape `whole`.
fn check_within(
    document: &Document,
    part: &Part<'_>,
    shape: &'static Shape,
    whole: &'static Shape,
    findings: &mut Findings<'_>,
) -> bool {
    match shape {
        Shape::Any => true,
        Shape::Text => is_kind(part, part.value.is_string(), shape, findings),
        Shape::Boolean => is_kind(part, part.value.is_boolean(), shape, findings),
        Shape::Count => {
            let is_count = part.value.is_u64();
            is_kind(part, is_count, shape, findings)
        }
        Shape::Number => is_kind(part, part.value.is_number(), shape, findings),
        Shape::List(item) => {
            let is_list = is_kind(part, part.value.is_array(), shape, findings);
            all(&part.items(), |inner| {
                check_within(document, inner, item, whole, findings)
            }) && is_list
        }
        Shape::Map(value) => {
            let is_map = is_kind(part, part.value.is_object(), shape, findings);
            all(&part.members(), |(_, inner)| {
                check_within(document, inner, value, whole, findings)
            }) && is_map
        }
        Shape::Object(members) => {
            is_kind(part, part.value.is_object(), shape, findings)
                && check_object(document, part, members, whole, findings)
        }
        Shape::OrBoolean(shape) => {
            part.value.is_boolean() || check_within(document, part, shape, whole, findings)
        }
        Shape::OrReference(section, shape) => {
            if part.get("$ref").is_some() {
                references::check(document, part, section, findings)
            } else {
                check_within(document, part, shape, whole, findings)
            }
        }
    }
}

/// `Iterator::all` that does not stop at the first failure: every finding counts.
fn all<T>(list: &[T], mut is_right: impl FnMut(&T) -> bool) -> bool {
    let mut right = true;
    for item in list {
        right &= is_right(item);
    }
    right
}

fn check_object(
    document: &Document,
    part: &Part<'_>,
    known: &'static [Member],
    whole: &'static Shape,
    findings: &mut Findings<'_>,
) -> bool {
    for member in known {
        if member.required && part.get(member.name).is_none() {
            let message = format!("`{}` is missing", member.name);
            findings.report(
                "document/missing-member",
                part,
                message,
                "it is required here: add it",
            );
        }
    }
    all(&part.members(), |(name, inner)| {
        let member = known.iter().find(|member| member.name == *name);
        if name.starts_with("x-") {
            extensions::check_one(name, inner, member.is_some(), findings);
            return true;
        }
        match member {
            Some(member) => check_within(document, inner, member.shape, whole, findings),
            None => {
                let message = format!("`{name}` is not supported here");
                findings.report(
                    "idle/unknown-member",
                    inner,
                    message,
                    &hint_for_unknown(name, known, whole),
                );
                true
            }
        }
    })
}

/// Most unknown names are misspelled, or indented wrongly.
fn hint_for_unknown(name: &str, known: &[Member], whole: &'static Shape) -> String {
    let names: Vec<&str> = known.iter().map(|member| member.name).collect();
    if let Some(meant) = suggest::closest(name, &names) {
        format!("did you mean `{meant}`? If not, remove it")
    } else if name.contains('/') {
        "check the indentation of this line: media types belong below `content`, paths below `paths`".to_owned()
    } else if name.contains(' ') {
        "check the indentation of this line: a text that goes on must be indented deeper than its key"
            .to_owned()
    } else if whole.has(name, &mut Vec::new()) {
        format!(
            "check the indentation of this line: `{name}` belongs deeper, or to a key further up"
        )
    } else {
        "correct the name, or remove it: the client does nothing with it".to_owned()
    }
}

fn is_kind(part: &Part<'_>, is_right: bool, shape: &Shape, findings: &mut Findings<'_>) -> bool {
    if !is_right {
        let (found, wanted) = (found(part.value), shape.wanted());
        findings.report(
            "document/wrong-kind",
            part,
            format!("found {found} instead of {wanted}"),
            "correct the value; a text that looks like something else needs quotes, and what \
             belongs to a key must be indented deeper than the key",
        );
        findings.breaks(part);
    }
    is_right
}
