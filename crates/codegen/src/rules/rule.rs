//! What a rule is.

use std::fmt;

/// Who a document is for, and so which rules it must keep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Profile {
    /// A document of this project: every rule, and each finding is an error.
    #[default]
    House,
    /// Anybody's document: only what the generator cannot express, and what would be wrong on the wire. What
    /// the document leaves out gets a default, and extensions of others are ignored.
    Open,
}

impl Profile {
    /// Every profile with its name.
    pub const ALL: [(&'static str, Self); 2] = [("house", Self::House), ("open", Self::Open)];
}

/// How much a finding counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Part of the document has no effect in the generated crate. It is generated all the same.
    Warning,
    /// Nothing is generated.
    Error,
}

/// One rule of the lint.
#[derive(Debug)]
pub struct Rule {
    /// Its name, which never changes: `house/no-source`.
    pub id: &'static str,
    /// How much a finding counts under the profile [`Open`](Profile::Open); nothing if it does not count there.
    /// Under [`House`](Profile::House) it is an error.
    pub open: Option<Severity>,
    /// What a document does that breaks it, in one sentence.
    pub meaning: &'static str,
    /// Why there is such a rule.
    pub why: &'static str,
    /// What to do about a finding.
    pub way_out: &'static str,
    /// A few lines that break it, and lines that do not.
    pub example: Option<Example>,
}

/// A part of a document before and after a finding is mended.
#[derive(Debug)]
pub struct Example {
    /// YAML that breaks the rule.
    pub wrong: &'static str,
    /// YAML that keeps it.
    pub right: &'static str,
}

impl Rule {
    /// A rule for all documents.
    pub(super) const fn for_all(
        id: &'static str,
        meaning: &'static str,
        why: &'static str,
        way_out: &'static str,
    ) -> Self {
        Self {
            id,
            open: Some(Severity::Error),
            meaning,
            why,
            way_out,
            example: None,
        }
    }

    /// A rule that other documents than ours need not keep.
    pub(super) const fn for_ours(
        id: &'static str,
        meaning: &'static str,
        why: &'static str,
        way_out: &'static str,
    ) -> Self {
        let mut rule = Self::for_all(id, meaning, why, way_out);
        rule.open = None;
        rule
    }

    /// A rule about what has no effect: an error in ours, a warning in others.
    pub(super) const fn warns(
        id: &'static str,
        meaning: &'static str,
        why: &'static str,
        way_out: &'static str,
    ) -> Self {
        Self::for_all(id, meaning, why, way_out).warned()
    }

    /// The same rule; in other documents than ours, a finding is a warning.
    pub(super) const fn warned(mut self) -> Self {
        self.open = Some(Severity::Warning);
        self
    }

    /// The same rule with an example.
    pub(super) const fn with(mut self, wrong: &'static str, right: &'static str) -> Self {
        self.example = Some(Example { wrong, right });
        self
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let open = match self.open {
            None => "not looked at",
            Some(Severity::Warning) => "a warning",
            Some(Severity::Error) => "an error",
        };
        write!(
            f,
            "{}: in the profile `house` an error, in `open` {open}\n\n{}\n\nWhy: {}\n\nWhat to do: {}",
            self.id, self.meaning, self.why, self.way_out
        )?;
        if let Some(example) = &self.example {
            write!(f, "\n\nWrong:\n{}", indented(example.wrong))?;
            write!(f, "\n\nRight:\n{}", indented(example.right))?;
        }
        Ok(())
    }
}

fn indented(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("    {line}")).collect();
    lines.join("\n")
}
