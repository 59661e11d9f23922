//! Where a line is drawn again.

use std::io;

use console::Term;
use indicatif::{ProgressDrawTarget, TermLike};

/// What a line leaves free at its end. The terminal shows `^C` there: at the very end it would break the line, and
/// the first half of it would stay.
const FREE: u16 = 3;

/// How often the line is drawn at most, each second.
const MOST_DRAWS: u8 = 10;

/// Whether standard error is a terminal where a line can be drawn again.
pub fn can_redraw() -> bool {
    !ProgressDrawTarget::stderr().is_hidden()
}

/// Standard error.
pub(super) fn screen() -> ProgressDrawTarget {
    ProgressDrawTarget::term_like_with_hz(Box::new(Narrower(Term::stderr())), MOST_DRAWS)
}

/// A terminal that seems a little narrower than it is.
#[derive(Debug)]
struct Narrower(Term);

impl TermLike for Narrower {
    fn width(&self) -> u16 {
        TermLike::width(&self.0).saturating_sub(FREE).max(1)
    }

    fn height(&self) -> u16 {
        TermLike::height(&self.0)
    }

    fn move_cursor_up(&self, n: usize) -> io::Result<()> {
        self.0.move_cursor_up(n)
    }

    fn move_cursor_down(&self, n: usize) -> io::Result<()> {
        self.0.move_cursor_down(n)
    }

    fn move_cursor_right(&self, n: usize) -> io::Result<()> {
        self.0.move_cursor_right(n)
    }

    fn move_cursor_left(&self, n: usize) -> io::Result<()> {
        self.0.move_cursor_left(n)
    }

    fn write_line(&self, text: &str) -> io::Result<()> {
        self.0.write_line(text)
    }

    fn write_str(&self, text: &str) -> io::Result<()> {
        self.0.write_str(text)
    }

    fn clear_line(&self) -> io::Result<()> {
        self.0.clear_line()
    }

    fn flush(&self) -> io::Result<()> {
        self.0.flush()
    }
}
