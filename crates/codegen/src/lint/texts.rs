//! Texts and enums of texts that become checked types, by the place in which they are sent.

use super::part::{Findings, Part};
use super::walk::lacks_type;
use crate::pattern;

/// Where a checked type is sent.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Place {
    Path,
    Query,
    Body,
}

impl Place {
    /// What is sent there.
    fn in_words(self) -> &'static str {
        match self {
            Self::Path => "a path parameter",
            Self::Query => "a query parameter",
            Self::Body => "a text in a request body",
        }
    }

    /// What only a value within a body may have.
    fn refused(self) -> &'static [&'static str] {
        match self {
            Self::Body => &[],
            Self::Path | Self::Query => &["default", "nullable"],
        }
    }
}

/// An enum of texts becomes a closed enum, any other text a checked type. Only within a body may it be
/// null instead, and does a default say what the provider takes.
pub(super) fn check(kind: &Part<'_>, place: Place, findings: &mut Findings<'_>) {
    if kind.get("enum").is_none() || kind.text("type") != "string" {
        check_text(kind, place, findings);
        return;
    }
    for key in ["pattern", "minLength", "maxLength"] {
        if let Some(member) = kind.get(key) {
            let message = format!("`{key}` beside `enum` has no effect");
            findings.report(
                "idle/limit-beside-enum",
                &member,
                message,
                "remove it: the values already say what is allowed",
            );
        }
    }
    for key in ["format", "x-sensitive"].iter().chain(place.refused()) {
        if let Some(member) = kind.get(key) {
            let message = format!(
                "`{key}` is not supported in the schema of {}",
                place.in_words()
            );
            findings.report(
                rule_of(key),
                &member,
                message,
                "remove it, or say it in the description",
            );
        }
    }
}

/// The rule for a key that a text has no use for in the place where it is sent. A secret would show there.
fn rule_of(key: &str) -> &'static str {
    match key {
        "x-sensitive" => "extension/sensitive-checked-text",
        _ => "house/text-key",
    }
}

/// A component that becomes a checked type: a text with a simple pattern or with length limits.
fn check_text(schema: &Part<'_>, place: Place, findings: &mut Findings<'_>) {
    let in_path = place == Place::Path;
    if lacks_type(schema) {
        return;
    }
    let refused = ["enum", "format", "x-sensitive"];
    for key in refused.iter().chain(place.refused()) {
        if let Some(member) = schema.get(key) {
            let message = format!(
                "`{key}` is not supported in the schema of {}",
                place.in_words()
            );
            findings.report(
                rule_of(key),
                &member,
                message,
                "remove it, or say with a `pattern` what is allowed",
            );
        }
    }
    match schema.get("pattern") {
        // In a path, the runtime refuses what would leave the segment.
        None => {}
        Some(member) => match pattern::parse(schema.text("pattern")) {
            Err(reason) => findings.report(
                "idle/pattern",
                &member,
                format!("the pattern is not simple, so that the text is sent unchecked: {reason}"),
                "use ^...$ around literals and character classes with *, +, ? or {n,m}",
            ),
            Ok(atoms) if in_path && accepts_unsafe(&atoms) => findings.report(
                "wire/path-pattern",
                &member,
                "the pattern accepts `/`, `\\`, a control character, `.`, `..` or nothing",
                "exclude them: they would reach another resource",
            ),
            Ok(_) => {}
        },
    }
}

/// Whether a pattern could accept what a path segment must not be. Errs on the safe side.
fn accepts_unsafe(atoms: &[pattern::Atom]) -> bool {
    let has = |wanted: char| move |&(first, last): &(char, char)| (first..=last).contains(&wanted);
    let dangerous = atoms
        .iter()
        .flat_map(|atom| &atom.ranges)
        .any(|range| has('/')(range) || has('\\')(range) || range.0 < ' ' || has('\u{7f}')(range));
    let can_be_empty = atoms.iter().all(|atom| atom.min == 0);
    let only_dots = atoms
        .iter()
        .filter(|atom| atom.min > 0)
        .all(|atom| atom.ranges.iter().any(has('.')))
        && atoms.iter().any(|atom| atom.ranges.iter().any(has('.')));
    let least = atoms.iter().map(|atom| atom.min);
    let shortest = least.fold(0, u32::saturating_add);
    dangerous || can_be_empty || (only_dots && shortest <= 2)
}
