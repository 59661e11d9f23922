//! Why no credentials were found.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind};
use crate::shown::OneLine;

/// No credentials were found, or only half of them, a file is not valid, or a setting beside the credentials cannot be
/// used, such as a profile that does not exist. What is wrong with a value that only counts once a client is built,
/// such as an address, is an error of `build`, which names its place too.
///
/// `Display` is one line: what is missing, the ways to give it, and where each was looked for. It never shows a
/// value.
#[derive(Clone)]
pub struct CredentialsError(Problem);

#[derive(Debug, Clone)]
enum Problem {
    NotFound {
        looked_for: Vec<(String, Vec<String>)>,
        notes: Vec<String>,
    },
    Half {
        place: String,
        found: String,
        missing: String,
    },
    File {
        path: PathBuf,
        line: Option<u64>,
        what: String,
    },
    Setting(String),
}

impl CredentialsError {
    /// A setting that cannot be used, for example a variable that names a missing profile. `what` must not
    /// show a value that may be secret.
    pub fn setting(what: impl Into<String>) -> Self {
        Self(Problem::Setting(what.into()))
    }

    /// Whether there are simply none: nothing is half, and nothing is wrong.
    pub fn is_not_found(&self) -> bool {
        matches!(self.0, Problem::NotFound { .. })
    }

    pub(super) fn not_found(looked_for: Vec<(String, Vec<String>)>, notes: Vec<String>) -> Self {
        Self(Problem::NotFound { looked_for, notes })
    }

    pub(super) fn half(place: &str, found: &str, missing: &[&str]) -> Self {
        Self(Problem::Half {
            place: place.to_owned(),
            found: found.to_owned(),
            missing: missing.join(" or "),
        })
    }

    pub(super) fn file(path: &Path, line: Option<u64>, what: impl Into<String>) -> Self {
        Self(Problem::File {
            path: path.to_owned(),
            line,
            what: what.into(),
        })
    }
}

impl fmt::Display for CredentialsError {
    /// Escapes the text: variables, paths and profile names come from outside.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        OneLine::line(&self.0.to_string()).fmt(f)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound { looked_for, notes } => {
                f.write_str("no credentials found; set one of these, ")?;
                let mut number = 0;
                for (place, names) in looked_for.iter().filter(|(_, names)| !names.is_empty()) {
                    let ways = names.iter().map(|name| {
                        number += 1;
                        format!("({number}) {name}")
                    });
                    let ways: Vec<String> = ways.collect();
                    let and = if number == ways.len() { "" } else { "; " };
                    write!(f, "{and}in {}: {}", OneLine::new(place), ways.join(", "))?;
                }
                let mut before = ". Besides: ";
                for note in notes {
                    write!(f, "{before}{note}")?;
                    before = "; ";
                }
                Ok(())
            }
            Self::Half {
                place,
                found,
                missing,
            } => {
                let place = OneLine::new(place);
                let half =
                    format_args!("half of the credentials is missing in {place}: {found} is set");
                // "A or B is not" reads as if the sentence went on.
                match missing.contains(" or ") {
                    true => write!(f, "{half}, neither {} is", missing.replace(" or ", " nor ")),
                    false => write!(f, "{half}, {missing} is not"),
                }
            }
            Self::File { path, line, what } => {
                OneLine::new(&path.to_string_lossy()).fmt(f)?;
                if let Some(line) = line {
                    write!(f, ", line {line}")?;
                }
                write!(f, ": {what}")
            }
            Self::Setting(what) => f.write_str(what),
        }
    }
}

impl fmt::Debug for CredentialsError {
    /// The same as `Display`, because a program whose `main` returns the error shows this.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for CredentialsError {}

impl From<CredentialsError> for Error {
    /// Lets one `?` handle both finding credentials and using them. The kind is
    /// [`Credentials`](ErrorKind::Credentials), and nothing was sent.
    fn from(cause: CredentialsError) -> Self {
        Self::new(ErrorKind::Credentials, cause.to_string())
            .never_sent_if(true)
            .with_source(cause)
    }
}
