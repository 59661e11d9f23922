//! What the generator says about a document that it cannot take.

use std::fmt;

/// One finding: where in which document, what is wrong, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
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

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.document)?;
        if let Some((line, column)) = self.position {
            write!(f, ":{line}:{column}")?;
        }
        if !self.path.is_empty() {
            write!(f, ": {}", self.path)?;
        }
        write!(f, ": {}\n  hint: {}", self.message, self.hint)
    }
}

impl std::error::Error for Diagnostic {}
