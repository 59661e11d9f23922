//! All that is wrong with a command line, told at once.

use super::cause::Failure;
use super::status::Status;

/// What is wrong with flags, as far as it is known.
#[derive(Clone, Debug, Default)]
pub struct Mistakes {
    lines: Vec<Line>,
    hints: Vec<String>,
}

/// What is wrong with one flag, or with one of several.
#[derive(Clone, Debug)]
struct Line {
    flags: Vec<String>,
    text: String,
    /// Whether it is a file of this machine that is wrong.
    is_file: bool,
}

impl Mistakes {
    /// Adds a line about `flags`, of which it names at least one.
    pub fn add(&mut self, flags: &[&str], line: impl Into<String>) {
        self.lines.push(Line {
            flags: flags.iter().map(|flag| (*flag).to_owned()).collect(),
            text: line.into(),
            is_file: false,
        });
    }

    /// Adds what to do about a mistake.
    pub fn hint(&mut self, hint: impl Into<String>) {
        self.hints.push(hint.into());
    }

    /// The value of `flag`, unless it is a mistake.
    pub fn noted<T>(&mut self, flag: &str, value: Result<T, Failure>) -> Option<T> {
        match value {
            Ok(value) => Some(value),
            Err(failure) => {
                self.lines.push(Line {
                    flags: vec![flag.to_owned()],
                    text: failure.message,
                    is_file: failure.status == Status::File,
                });
                self.hints.extend(failure.hint);
                None
            }
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Whether one is about `flag`.
    pub fn has(&self, flag: &str) -> bool {
        let mut flags = self.lines.iter().flat_map(|line| &line.flags);
        flags.any(|known| known == flag)
    }

    /// `checked`, if there are no mistakes; else all of them, with those that the check found about other flags.
    ///
    /// # Errors
    /// The mistakes, and those of the check.
    pub fn together<T>(self, checked: Result<T, Failure>) -> Result<T, Failure> {
        if self.is_empty() {
            return checked;
        }
        let found = checked.err();
        let is_more = |failure: &Failure| matches!(failure.status, Status::Usage | Status::File);
        let found = found.filter(is_more);
        let mut lines: Vec<&str> = Vec::new();
        let own = self.lines.iter().flat_map(|line| line.text.lines());
        let theirs = found.iter().flat_map(|failure| failure.message.lines());
        for line in own.chain(theirs.filter(|line| !self.is_about(line))) {
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        let are_files = self.lines.iter().all(|line| line.is_file)
            && found
                .as_ref()
                .is_none_or(|failure| failure.status == Status::File);
        let status = if are_files {
            Status::File
        } else {
            Status::Usage
        };
        let mut failure = Failure::new(status, lines.join("\n"));
        let mut hints = self.hints;
        if let Some(found) = found {
            failure.call = found.call;
            hints.extend(found.hint);
        }
        Err(hints.into_iter().fold(failure, Failure::hint))
    }

    /// Whether a line of a check is about a flag whose value is known to be a mistake, so that the check did not see
    /// what was written.
    fn is_about(&self, line: &str) -> bool {
        let place = line.split(": ").next().unwrap_or_default();
        let place = place.split(" is required").next().unwrap_or_default();
        let mut named = place.split(' ').filter_map(|word| word.strip_prefix("--"));
        named.any(|flag| self.has(flag))
    }
}

#[cfg(test)]
mod tests {
    use super::Mistakes;
    use crate::failure::{Failure, Status};

    #[test]
    fn all_mistakes_are_told_once() {
        let mut mistakes = Mistakes::default();
        assert_eq!(mistakes.clone().together(Ok(1)).unwrap(), 1);
        mistakes.add(&["last"], "--last: \"x\" is no span");
        let wrong: Result<(), _> = Err(Failure::usage("--from: no"));
        assert!(mistakes.noted("from", wrong).is_none());
        let checked: Result<(), _> = Err(Failure::usage(
            "--last or --from-time is required\n--from: \"\" is not allowed\n--to is required",
        )
        .hint("look"));
        let failure = mistakes.clone().together(checked).unwrap_err();
        assert_eq!(
            failure.message,
            "--last: \"x\" is no span\n--from: no\n--to is required"
        );
        assert_eq!(failure.hint.as_deref(), Some("look"));
        assert_eq!(failure.status, Status::Usage);
        // What else went wrong is not the first thing to mend.
        let other: Result<(), _> = Err(Failure::new(Status::Credentials, "none"));
        let failure = mistakes.together(other).unwrap_err();
        assert_eq!(failure.status, Status::Usage);
        assert!(!failure.message.contains("none"));
    }
}
