//! Where results and messages go.

use std::fmt;
use std::io::{self, Write};

use crate::failure::Failure;

/// Where results and messages go.
pub struct Streams {
    /// Results only.
    pub out: Box<dyn Write>,
    /// Everything else.
    pub err: Box<dyn Write>,
    /// The width of the terminal that shows results, if one does.
    pub width: Option<u16>,
    /// Whether standard error is a terminal, so that a person reads it.
    pub has_reader: bool,
    /// Whether nothing is said that nobody has to know.
    pub is_quiet: bool,
    /// Whether a person can answer questions.
    pub can_ask: bool,
    /// Whether what is printed for people as a result, such as help, may have color.
    pub has_color: bool,
    /// Whether standard error is a terminal where a line can be drawn again.
    pub can_redraw: bool,
}

impl Streams {
    /// Streams that nobody sees.
    pub fn nowhere() -> Self {
        Self {
            out: Box::new(io::sink()),
            err: Box::new(io::sink()),
            width: None,
            has_reader: false,
            is_quiet: true,
            can_ask: false,
            has_color: false,
            can_redraw: false,
        }
    }

    /// Prints a text that is the result.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn print(&mut self, text: &str) -> Result<(), Failure> {
        let written = self.out.write_all(text.as_bytes());
        let written = written.and_then(|()| self.out.flush());
        written.map_err(|error| Failure::file("standard output", &error))
    }

    /// Says something on standard error, if a person reads it there. A script has the result and the exit status.
    pub fn note(&mut self, text: &str) {
        if self.has_reader {
            self.say(text);
        }
    }

    /// Says something on standard error, unless that is not wanted.
    pub fn say(&mut self, text: &str) {
        if !self.is_quiet {
            // Nothing was lost if it cannot be said.
            let _ = writeln!(self.err, "{text}");
        }
    }

    /// Says on standard error what is to be known about a result. It is no error, and always said.
    pub fn warn(&mut self, text: &str) {
        let _ = writeln!(self.err, "warning: {text}");
    }
}

impl fmt::Debug for Streams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Streams")
            .field("width", &self.width)
            .field("has_reader", &self.has_reader)
            .finish_non_exhaustive()
    }
}
