//! What a person at a terminal sees while the command works, and how the person interrupts it.
//!
//! | file | subject |
//! |---|---|
//! | `confirm` | questions before something is deleted, overwritten or irreversible |
//! | `trace` | what `-v` tells of calls |
//! | `interrupt` | Ctrl-C, and SIGTERM |
//! | `begun` | what was begun, for the words after an interrupt |
//! | `screen` | where a line is drawn again |
//! | `progress` | how far a job or a download is |
//! | `again` | the command line once more, to copy and paste |
//!
//! Nothing here writes to standard output.

mod again;
mod begun;
mod confirm;
mod interrupt;
mod progress;
mod screen;
mod trace;

pub use again::again;
pub use begun::{Begun, Words};
pub use confirm::{Asking, Question, confirm, line};
pub use interrupt::unless_interrupted;
pub use progress::{Bytes, Progress};
pub use screen::can_redraw;
pub use trace::listen;
