//! The failure.

use backhaul_runtime::Error;

use super::status::Status;

/// Why the command fails.
#[derive(Debug)]
pub struct Failure {
    /// What the process ends with.
    pub status: Status,
    /// One line: what is wrong, where, and what to do. Safe to print.
    pub message: String,
    /// The provider's answer, if it is one.
    pub call: Option<Box<Error>>,
    /// What to do now, on a line of its own. Safe to print.
    pub hint: Option<String>,
    /// Whether it is printed at all: a closed pipe is not.
    pub is_silent: bool,
    /// Whether a person chose it, who knows that it is no error.
    pub is_choice: bool,
}

impl Failure {
    /// A failure with a message that is safe to print.
    pub fn new(status: Status, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
            call: None,
            hint: None,
            is_silent: false,
            is_choice: false,
        }
    }

    /// The same failure, with what to do now. Hints that it has already stay.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        let hint = hint.into();
        self.hint = Some(match self.hint {
            Some(before) if before != hint => format!("{before}\n{hint}"),
            _ => hint,
        });
        self
    }

    /// The command was used wrongly.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Status::Usage, message)
    }

    /// A file or a stream of this machine failed. A pipe that its reader closed ends the command quietly.
    pub fn file(what: &str, error: &std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return Self::quiet();
        }
        Self::new(Status::File, format!("{what}: {error}"))
    }

    /// The reader of the results wants no more of them: a success, of which nothing is said.
    pub(super) fn quiet() -> Self {
        Self {
            is_silent: true,
            ..Self::new(Status::Done, "")
        }
    }
}
