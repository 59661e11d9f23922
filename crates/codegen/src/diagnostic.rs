//! What the generator says about a document that it cannot take.

use std::fmt;

use crate::rules::Severity;

/// One finding: where in which document, what is wrong, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// The rule that is broken, for example `house/no-source`; [`rule`](crate::rule) has more about it.
    pub rule: &'static str,
    /// Whether it keeps the document from being generated.
    pub severity: Severity,
    /// The document's file name, for example `specs/atlas.yaml`.
    pub document: String,
    /// Line and column, both from 1, if the place is known.
    pub position: Option<(u64, u64)>,
    /// Place in the document, for example `paths./groups/{groupId}.get.responses`; empty for the
    /// document as a whole.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// The way out.
    pub hint: String,
}

/// Whether a character changes the direction of the text beside it.
pub(crate) fn turns_text(character: char) -> bool {
    matches!(
        character,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

/// Whether a character does not show, or changes the direction of the text beside it.
pub(crate) fn is_invisible(character: char) -> bool {
    turns_text(character)
        || character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// A text of a document for a terminal: in one line, with escapes for what does not show.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_invisible(character) {
            shown.extend(character.escape_debug());
        } else {
            shown.push(character);
        }
    }
    shown
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.document)?;
        if let Some((line, column)) = self.position {
            write!(f, ":{line}:{column}")?;
        }
        if !self.path.is_empty() {
            write!(f, ": {}", self.path)?;
        }
        let kind = match self.severity {
            Severity::Error => "",
            Severity::Warning => "warning: ",
        };
        write!(
            f,
            ": {kind}{} [{}]\n  hint: {}",
            self.message, self.rule, self.hint
        )
    }
}

impl std::error::Error for Diagnostic {}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn invisible_characters_are_escaped() {
        assert_eq!(visible("a'b \"é\" \\"), "a'b \"é\" \\");
        assert_eq!(
            visible("a\n\u{1b}[31m\u{202e}b\0"),
            "a\\n\\u{1b}[31m\\u{202e}b\\0"
        );
    }
}
