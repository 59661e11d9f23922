//! Values as far from the usual as they can be.
//!
//! | file | subject |
//! |---|---|
//! | `clock_jumps` | a clock that is set while a client works |
//! | `times_and_counts` | times and counts that a server, a file or a caller chose |

mod clock_jumps;
mod times_and_counts;
