//! What the command does.
//!
//! | file | subject |
//! |---|---|
//! | `verb` | a command beside the providers |
//! | `operation` | one operation of a provider |
//! | `list` | the pages of a list |
//! | `template` | `--template`: a body with every field, to fill in |
//! | `dry_run` | `--dry-run`: a request is shown, and not sent |
//! | `questions` | questions before a call is sent |
//! | `find`, `whoami`, `completion`, `manual` | commands that call no operation of their own |
//! | `topics` | `help` about what is no command |
//! | `context` | what all verbs need: flags, environment, streams |

mod completion;
mod context;
mod dry_run;
mod find;
mod list;
mod manual;
mod operation;
mod questions;
mod template;
mod topics;
mod verb;
mod whoami;

pub use completion::complete;
pub use context::{Context, Streams};
pub use dry_run::print as print_dry_run;
pub use operation::run as run_operation;
pub use questions::{ask, ask_to_delete};
pub use template::of as template_of;
pub use topics::{TOPICS, asked as topic_asked};
pub use verb::{Running, Verb};

/// All commands beside the providers, in the order of the help.
pub static VERBS: &[Verb] = &[find::VERB, whoami::VERB, completion::VERB, manual::VERB];
