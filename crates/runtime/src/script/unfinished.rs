//! What is wrong at the end of a script.

use std::error::Error as StdError;
use std::fmt;

/// A script does not fit what was asked. `Display` and `Debug` say how, in one line.
pub struct Unfinished(pub(super) Vec<String>);

impl fmt::Display for Unfinished {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the script was not followed: {}", self.0.join("; "))
    }
}

impl fmt::Debug for Unfinished {
    /// The same as `Display`, because `unwrap` shows this.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl StdError for Unfinished {}
