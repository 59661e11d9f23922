//! The time in the sandbox.
//!
//! | file | subject |
//! |---|---|
//! | `clock` | the clock of a sandbox, which a test may set |
//! | `date` | dates in the forms that the providers use |

mod clock;
pub(crate) mod date;

pub(crate) use self::clock::Clock;
