//! Characters that no text or name may contain: they do not show, or make a text look like another.

use serde_json::Value;

use super::part::{Findings, Part};
use crate::diagnostic::{is_invisible, turns_text};
use crate::openapi::EXTENSIONS;

/// Values that name something, and so have one line.
const NAMES: &[&str] = &[
    "$ref",
    "format",
    "in",
    "name",
    "operationId",
    "pattern",
    "propertyName",
    "type",
    "url",
];

/// Lists of such values.
const LISTS_OF_NAMES: &[&str] = &["enum", "required", "tags"];

/// Values that people read.
const WORDS: &[&str] = &["description", "summary", "title"];

/// Mappings whose keys are names, so that one of them may be called `example`.
const MAPS_OF_NAMES: &[&str] = &[
    "properties",
    "schemas",
    "parameters",
    "responses",
    "headers",
];

/// Checks every key and every text of `part` but those of examples, which show what providers send.
pub(super) fn check(part: &Part<'_>, findings: &mut Findings<'_>) {
    let of = part.name();
    match part.value {
        Value::String(text) => {
            let kind = match (NAMES.contains(&of), WORDS.contains(&of)) {
                (true, _) => Kind::Name,
                (false, true) => Kind::Words,
                (false, false) => Kind::Other,
            };
            check_text(part, "the text", text, kind, findings);
        }
        Value::Array(_) => {
            for item in part.items() {
                match item.value {
                    Value::String(text) => {
                        let kind = match LISTS_OF_NAMES.contains(&of) {
                            true => Kind::Name,
                            false => Kind::Other,
                        };
                        check_text(&item, "the text", text, kind, findings);
                    }
                    _ => check(&item, findings),
                }
            }
        }
        Value::Object(_) => {
            for (key, member) in part.members() {
                check_text(&member, "the key", key, Kind::Name, findings);
                // What others say for themselves means nothing here.
                let is_of_others = key.starts_with("x-") && !EXTENSIONS.contains(&key);
                let is_shown = !is_of_others && !matches!(key, "example" | "examples");
                if is_shown || MAPS_OF_NAMES.contains(&of) {
                    check(&member, findings);
                }
            }
        }
        _ => {}
    }
}

/// What a text is.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// It names something.
    Name,
    /// It is for people.
    Words,
    Other,
}

fn check_text(part: &Part<'_>, what: &str, text: &str, of: Kind, findings: &mut Findings<'_>) {
    // So are nearly all texts, and most of a document is text.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return;
    }
    let is_wrong = |character: &char| match character {
        '\n' | '\t' => of == Kind::Name,
        character => is_invisible(*character),
    };
    if let Some(found) = text.chars().find(is_wrong) {
        let rule = match of {
            Kind::Words => "house/invisible-character",
            Kind::Name | Kind::Other => "wire/invisible-character",
        };
        findings.report(
            rule,
            part,
            format!("{what} contains {} {}", kind(found), found.escape_unicode()),
            "remove it, or the escape after a backslash that produces it",
        );
    }
}

fn kind(character: char) -> &'static str {
    if character.is_control() {
        "the control character"
    } else if turns_text(character) {
        "the character that changes the direction of text,"
    } else {
        "the invisible character"
    }
}
