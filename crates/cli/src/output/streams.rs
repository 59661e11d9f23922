//! Where results and messages go.

use std::fmt;
use std::io::Write;

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
    /// Whether a person can answer questions.
    pub can_ask: bool,
    /// Whether what is printed for people as a result, such as help, may have color.
    pub has_color: bool,
    /// Whether standard error is a terminal where a line can be drawn again.
    pub can_redraw: bool,
}

impl Streams {
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
            // Nothing was lost if it cannot be said.
            let _ = writeln!(self.err, "{text}");
        }
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
