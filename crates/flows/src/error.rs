//! Why a flow fails.

use std::error::Error as StdError;
use std::path::PathBuf;
use std::{fmt, io};

use backhaul_runtime::{JobState, NotSucceeded, OneLine, Outcome};

use crate::event::Work;
use crate::names::NameError;

/// Why a flow fails. Every message is one line, and safe to log.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A call failed.
    Call(backhaul_runtime::Error),
    /// A job failed, was cancelled or has expired.
    Ended(Box<JobEnd>),
    /// The time was over first. The job goes on at the provider.
    Late(Box<JobEnd>),
    /// Nothing fits what was asked for, such as a complete snapshot. The text says what.
    NothingFits(&'static str),
    /// Nothing has the name that was asked for, or several things have it. The text names it, and what there is.
    Name(NameError),
    /// An answer has no value that the next step needs. The text says which.
    Incomplete(&'static str),
    /// What was read back is not what was sent.
    Differs {
        /// The operation that read it.
        operation: &'static str,
        /// The names of the fields that differ, as they were sent.
        names: Vec<String>,
    },
    /// A call of several was not sent, because an earlier one was refused in a way that would be the same.
    NotSent,
    /// A file was saved, and is not the one that the provider made. It stays.
    Altered {
        /// The file.
        path: PathBuf,
        /// The MD5 that the provider says.
        expected: String,
        /// The MD5 that the file has.
        found: String,
    },
    /// A file is there already, and stays. Nothing was begun if its name was known beforehand.
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// A folder or a file of this machine cannot be used.
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// A job at the end of a wait that is no success.
#[derive(Debug)]
pub struct JobEnd {
    id: Option<String>,
    state: Option<JobState>,
    reason: Option<String>,
    line: String,
    last_error: Option<backhaul_runtime::Error>,
}

impl JobEnd {
    /// Its id, if it has one.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The state as last seen; `None` if no poll had an answer.
    pub fn state(&self) -> Option<&JobState> {
        self.state.as_ref()
    }

    /// The provider's reason, unchanged, if it sent one.
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }

    /// Why the last poll failed, if it did.
    pub fn last_error(&self) -> Option<&backhaul_runtime::Error> {
        self.last_error.as_ref()
    }
}

impl fmt::Display for JobEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line)
    }
}

/// The job, if it succeeded in time. `work` and `id` say which one it is.
pub(crate) fn succeeded<J>(outcome: Outcome<J>, work: Work, id: &str) -> Result<J, Error> {
    ended(outcome, Some((work, id)))
}

/// What was waited for in a list, if it succeeded in time. `which` says what that is, if it has an id.
pub(crate) fn succeeded_in_list<J>(
    outcome: Outcome<Vec<J>>,
    which: Option<(Work, &str)>,
) -> Result<Vec<J>, Error> {
    let is_shown = outcome.job().is_some_and(|jobs| !jobs.is_empty());
    let mut ended = ended(outcome, which);
    if let Err(Error::Late(late)) = &mut ended
        && !is_shown
    {
        late.line.push_str("; the list has not shown it yet");
    }
    ended
}

fn ended<J>(outcome: Outcome<J>, which: Option<(Work, &str)>) -> Result<J, Error> {
    let other = match outcome.succeeded() {
        Ok(job) => return Ok(job),
        Err(other) => other,
    };
    let line = other.to_string();
    // Behind the operation, which comes first in every message.
    let line = match (which, line.split_once(": ")) {
        (Some((work, id)), Some((operation, rest))) => {
            let (name, id) = (work.name(), OneLine::new(id));
            format!("{operation}: {name} {id}: {rest}")
        }
        _ => line,
    };
    let id = which.map(|(_, id)| id.to_owned());
    Err(match NotSucceeded::into_outcome(other) {
        Outcome::TimedOut(late) => Error::Late(Box::new(JobEnd {
            id,
            state: late.state,
            reason: late.reason,
            line,
            last_error: late.last_error,
        })),
        Outcome::Ended(ended) => Error::Ended(Box::new(JobEnd {
            id,
            state: Some(ended.state),
            reason: ended.reason,
            line,
            last_error: None,
        })),
        // A success was returned above.
        Outcome::Succeeded(done) => return Ok(done.job),
    })
}

impl From<backhaul_runtime::Error> for Error {
    fn from(error: backhaul_runtime::Error) -> Self {
        Self::Call(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(error) => error.fmt(f),
            Self::Ended(end) | Self::Late(end) => end.fmt(f),
            Self::Name(error) => error.fmt(f),
            Self::NothingFits(what) => write!(f, "there is no {what}"),
            Self::Incomplete(what) => f.write_str(what),
            Self::Differs { operation, names } => {
                write!(f, "{operation}: not what was sent: {}", names.join(", "))
            }
            Self::NotSent => f.write_str("not sent, because the call before it was refused"),
            Self::Exists { path } => write!(f, "{}: the file is there already", path.display()),
            Self::Folder { path, source } => write!(f, "{}: {source}", path.display()),
            Self::Altered {
                path,
                expected,
                found,
            } => write!(
                f,
                "{}: the file has the MD5 {found}, but the provider says {expected}: delete it, and fetch it again",
                path.display()
            ),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            // The message is the call's own, so that its cause comes next.
            Self::Call(error) => error.source(),
            Self::Ended(end) | Self::Late(end) => end.last_error().map(|error| error as _),
            Self::Folder { source, .. } => Some(source),
            Self::NothingFits(_)
            | Self::Name(_)
            | Self::Incomplete(_)
            | Self::Differs { .. }
            | Self::NotSent
            | Self::Exists { .. }
            | Self::Altered { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;
    use std::io;

    use super::Error;

    #[test]
    fn a_folder_is_named_with_its_cause() {
        let error = Error::Folder {
            path: "logs".into(),
            source: io::Error::from(io::ErrorKind::PermissionDenied),
        };
        assert_eq!(error.to_string(), "logs: permission denied");
        assert!(error.source().is_some());
    }

    #[test]
    fn what_is_missing_is_named() {
        let error = Error::NothingFits("complete snapshot");
        assert_eq!(error.to_string(), "there is no complete snapshot");
    }
}
