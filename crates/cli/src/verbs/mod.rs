//! What the command does.
//!
//! | file | subject |
//! |---|---|
//! | `verb` | a command beside the providers |
//! | `wait/` | until jobs have ended |
//! | `download/` | a file, resumed where it broke off |
//! | `api/` | a call that no document has |
//! | `sandbox/` | the embedded sandbox |
//! | `targets` | verbs that name an operation |
//! | `operation` | one operation of a provider |
//! | `list` | the pages of a list |
//! | `success` | a success that is none |
//! | `context` | what all verbs need: flags, environment, streams |

mod api;
mod context;
mod download;
mod list;
mod operation;
#[cfg(feature = "sandbox")]
mod sandbox;
mod success;
mod targets;
mod verb;
mod wait;

pub use context::{Context, Streams};
pub use download::link_in_arguments;
pub use operation::run as run_operation;
pub use verb::{Running, Verb};

/// All commands beside the providers, in the order of the help.
pub static VERBS: &[Verb] = &[
    wait::VERB,
    download::VERB,
    api::VERB,
    #[cfg(feature = "sandbox")]
    sandbox::VERB,
];
