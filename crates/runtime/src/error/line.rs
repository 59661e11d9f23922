//! Prints an error as one line, in which a server's text cannot hide or break anything.

use std::error::Error as StdError;
use std::fmt::{self, Write as _};

use super::{Error, ErrorKind};
use crate::shown::{OneLine, without_full_stop};

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(f, "{operation}: ")?;
        }
        self.line().fmt(f)
    }
}

/// An error without its operation.
struct Line<'a>(&'a Error);

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = String::new();
        self.0.write_line(&mut line)?;
        OneLine::line(&line).fmt(f)
    }
}

impl Error {
    fn write_line(&self, f: &mut String) -> fmt::Result {
        // The answer of a token endpoint is already in the message.
        if let Some(answer) = self
            .0
            .answer
            .as_ref()
            .filter(|_| self.0.kind != ErrorKind::Credentials)
        {
            write!(f, "{}, ", answer.status)?;
            if let Some(code) = &answer.code {
                write!(f, "{}: ", OneLine::name(code))?;
            }
        }
        let mut rest = String::new();
        if let Some((provider, scheme)) = &self.0.refused_by {
            rest = match &**scheme {
                "" => format!(
                    "; {provider} wants credentials, and its document says that none are needed"
                ),
                scheme => format!("; {provider} does not accept these credentials ({scheme})"),
            };
        }
        if let Some(why) = self.0.not_sent_again {
            rest.push_str(&format!("; {why}"));
        }
        let answer = self.0.answer.as_ref();
        if let Some(id) = answer.and_then(|answer| answer.request_id.as_ref()) {
            rest.push_str(&format!(" (request {})", OneLine::name(id)));
        }
        if self.0.attempts > 1 {
            rest.push_str(&format!(" ({} attempts)", self.0.attempts));
        }
        let message = match self.0.kind {
            ErrorKind::Api => OneLine::new(&self.0.message),
            // Mostly our own text.
            _ => OneLine::line(&self.0.message),
        };
        let message = message.to_string();
        if rest.is_empty() {
            f.push_str(&message);
        } else {
            f.push_str(without_full_stop(&message));
            f.push_str(&rest);
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    /// The line that `Display` writes, followed by every cause, because a program whose `main` returns the
    /// error shows this. Leaves out the body, which may hold data that does not belong in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = self.to_string();
        let mut cause = self.source();
        while let Some(error) = cause {
            let line = error.to_string();
            let line = OneLine::new(&line).to_string();
            if !text.contains(&line) {
                text.push_str("; caused by: ");
                text.push_str(&line);
            }
            cause = error.source();
        }
        fmt::Display::fmt(&OneLine::line(&text), f)
    }
}

impl Error {
    /// The text of `Display` without the operation.
    pub(crate) fn line(&self) -> impl fmt::Display + '_ {
        Line(self)
    }
}

#[cfg(test)]
mod tests {
    use crate::error::{Error, ErrorKind};

    #[test]
    fn a_full_stop_of_the_provider_is_kept_only_at_the_end_of_the_line() {
        let error = |message: &str| Error::new(ErrorKind::Api, message.to_owned());
        assert_eq!(error("Expired.").to_string(), "Expired.");
        let refused = error("Expired.").refused_by("Atlas", "token".into());
        assert_eq!(
            refused.to_string(),
            "Expired; Atlas does not accept these credentials (token)"
        );
        let anonymous = error("No.").refused_by("Zoo", "".into()).to_string();
        assert_eq!(
            anonymous,
            "No; Zoo wants credentials, and its document says that none are needed"
        );
        let again = |message| error(message).after_attempts(2).to_string();
        assert_eq!(again("Busy."), "Busy (2 attempts)");
        assert_eq!(again("Busy..."), "Busy... (2 attempts)");
        assert_eq!(
            error("Gone.").with_note("10 bytes are kept").message(),
            "Gone; 10 bytes are kept"
        );
    }
}
