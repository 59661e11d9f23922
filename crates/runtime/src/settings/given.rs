//! A setting together with the place where it was found.

use std::fmt;

use crate::error::Error;
use crate::shown::OneLine;

/// A setting that a user gave, or that was found in a variable or a file. An error about one that was found
/// names its place, so that the user knows what to correct.
#[derive(Clone)]
pub struct Given {
    text: String,
    place: Option<String>,
}

impl Given {
    /// A setting that was found in `place`, for example `OS_AUTH_URL in the environment`.
    pub fn found(text: impl Into<String>, place: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            place: Some(place.into()),
        }
    }

    /// The setting itself.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where it was found; `None` if the program gave it.
    pub fn place(&self) -> Option<&str> {
        self.place.as_deref()
    }

    /// What is made of it, which comes from the same place.
    #[must_use]
    pub fn map(self, change: impl FnOnce(String) -> String) -> Self {
        Self {
            text: change(self.text),
            place: self.place,
        }
    }

    /// An error about it. `problem` says what is wrong, and must not show a secret.
    pub fn wrong(&self, problem: impl fmt::Display) -> Error {
        Error::invalid_input(match &self.place {
            Some(place) => format!("{}: {problem}", OneLine::new(place)),
            None => problem.to_string(),
        })
    }
}

impl From<String> for Given {
    fn from(text: String) -> Self {
        Self { text, place: None }
    }
}

impl From<&str> for Given {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<&Given> for Given {
    fn from(given: &Given) -> Self {
        given.clone()
    }
}

/// Two are equal if their texts are, wherever they were found.
impl PartialEq for Given {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Given {}

impl fmt::Debug for Given {
    /// Hides the user information and the query of an address, because both may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&OneLine::address(&self.text), f)
    }
}
