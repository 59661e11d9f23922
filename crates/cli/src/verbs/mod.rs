//! What the command does.
//!
//! | file | subject |
//! |---|---|
//! | `verb` | a command beside the providers |
//! | `operation` | one operation of a provider |
//! | `list` | the pages of a list |
//! | `success` | a success that is none |
//! | `context` | what all verbs need: flags, environment, streams |

mod context;
mod list;
mod operation;
mod success;
mod verb;

pub use context::{Context, Streams};
pub use operation::run as run_operation;
pub use verb::{Running, Verb};

/// All commands beside the providers, in the order of the help.
pub static VERBS: &[Verb] = &[];
