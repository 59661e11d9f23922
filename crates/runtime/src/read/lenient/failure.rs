//! Errors of lenient reading, with their place.

use std::fmt::{self, Display};

use serde::de::{Error, Expected, Unexpected};

use super::raw::Raw;

/// A step down into a value.
#[derive(Debug)]
enum Step {
    Key(String),
    Index(usize),
}

/// Why a value does not fit. The path grows while the error moves up to the whole.
///
/// It shows nothing of the value, which may be secret.
#[derive(Debug)]
pub(super) struct Failure {
    /// The innermost step first.
    path: Vec<Step>,
    /// Empty if a reason would have to show the value.
    reason: String,
    is_missing: bool,
    /// The memory address of the value's text.
    address: Option<usize>,
}

impl Failure {
    pub(super) fn new(reason: impl Into<String>) -> Self {
        Self {
            path: Vec::new(),
            reason: reason.into(),
            is_missing: false,
            address: None,
        }
    }

    /// Records the place, unless one is already recorded.
    pub(super) fn at(mut self, raw: Raw<'_>) -> Self {
        let address = || raw.as_str().as_ptr().addr();
        self.address = Some(self.address.unwrap_or_else(address));
        self
    }

    pub(super) fn under_key(self, key: &str, value: Raw<'_>) -> Self {
        let mut failure = self.at(value);
        failure.path.push(Step::Key(key.to_owned()));
        failure
    }

    pub(super) fn under_index(self, index: usize, value: Raw<'_>) -> Self {
        let mut failure = self.at(value);
        failure.path.push(Step::Index(index));
        failure
    }

    /// Completes the error for the whole, which is `raw` in `text`.
    pub(super) fn within(self, raw: Raw<'_>, text: &str) -> Unreadable {
        let failure = self.at(raw);
        let start = text.as_ptr().addr();
        let offset = failure.address.unwrap_or(start).saturating_sub(start);
        let before = text.as_bytes().get(..offset).unwrap_or_default();
        let line_start = before.iter().rposition(|byte| *byte == b'\n');
        let depth = failure.path.len();
        Unreadable {
            is_at_top: depth == 0 || (depth == 1 && failure.is_missing),
            path: Some(path(&failure.path)),
            reason: failure.reason,
            line: 1 + before.iter().filter(|byte| **byte == b'\n').count(),
            column: 1 + before.len() - line_start.map_or(0, |at| at + 1),
        }
    }
}

/// Longer keys are not names of properties.
const LONGEST_NAME: usize = 64;

/// `results[0].id`; `.` for the whole.
fn path(steps: &[Step]) -> String {
    let mut path = String::new();
    for step in steps.iter().rev() {
        match step {
            Step::Index(index) => path.push_str(&format!("[{index}]")),
            Step::Key(key) => {
                if !path.is_empty() {
                    path.push('.');
                }
                // The keys of a map come from outside.
                let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-$".contains(&byte);
                let is_name = key.len() <= LONGEST_NAME && key.bytes().all(is_plain);
                path.push_str(if is_name { key } else { "…" });
            }
        }
    }
    if path.is_empty() {
        path.push('.');
    }
    path
}

impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Failure {}

impl Error for Failure {
    /// Drops the message, which may quote the value.
    fn custom<T: Display>(_: T) -> Self {
        Self::new("")
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let reason = format!("{} where {expected} is expected", in_words(&found));
        Self::new(reason)
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(format!("a value that is not {expected}"))
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::new(format!("{length} where {expected} is expected"))
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self::new("an unknown value")
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self::new("an unknown property")
    }

    fn missing_field(field: &'static str) -> Self {
        let mut failure = Self::new("the property is missing");
        failure.path.push(Step::Key(field.to_owned()));
        failure.is_missing = true;
        failure
    }
}

fn in_words(found: &Unexpected<'_>) -> &'static str {
    match found {
        Unexpected::Bool(_) => "true or false",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) => "an integer",
        Unexpected::Float(_) => "a number",
        Unexpected::Char(_) | Unexpected::Str(_) => "a string",
        Unexpected::Unit | Unexpected::Option => "null",
        Unexpected::Seq => "an array",
        Unexpected::Map => "an object",
        _ => "something else",
    }
}

/// A body that cannot be decoded.
#[derive(Debug)]
pub(crate) struct Unreadable {
    /// `None` if it is not JSON; `.` for the whole.
    pub(crate) path: Option<String>,
    /// Shows nothing of the body; may be empty.
    pub(crate) reason: String,
    /// Where the value begins, from 1; 0 if the error is not about a value.
    pub(crate) line: usize,
    pub(crate) column: usize,
    /// Whether the whole does not fit, or the whole lacks a property.
    pub(crate) is_at_top: bool,
}

impl Unreadable {
    /// The body would take more than `limit` bytes of memory.
    pub(crate) fn too_much(limit: usize) -> Self {
        Self {
            path: None,
            reason: format!(
                "its arrays would take more than {limit} bytes of memory, the most that answer_limit \
                 allows: ask for smaller pages, or raise the limit with .answer_limit(...) of the client or \
                 the call"
            ),
            line: 0,
            column: 0,
            is_at_top: false,
        }
    }

    /// The body is not JSON.
    pub(super) fn not_json(error: &serde_json::Error) -> Self {
        let reason = if error.is_eof() {
            "the JSON ends too early"
        } else {
            "it is not JSON"
        };
        Self {
            path: None,
            reason: reason.to_owned(),
            line: error.line(),
            column: error.column(),
            is_at_top: true,
        }
    }
}

impl Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the body cannot be decoded")?;
        match self.path.as_deref() {
            None | Some(".") => {}
            Some(path) => write!(f, " at {path}")?,
        }
        if !self.reason.is_empty() {
            write!(f, ": {}", self.reason)?;
        }
        if self.line > 0 {
            write!(f, " (line {}, column {})", self.line, self.column)?;
        }
        Ok(())
    }
}
