//! What the command does.
//!
//! | file | subject |
//! |---|---|
//! | `operation` | one operation of a provider |
//! | `list` | the pages of a list |
//! | `context` | what all verbs need: flags, environment, streams |

mod context;
mod list;
mod operation;

pub use context::{Context, Streams};
pub use operation::run as run_operation;
