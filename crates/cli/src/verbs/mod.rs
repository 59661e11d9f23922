//! What the command does.
//!
//! | file | subject |
//! |---|---|
//! | `verb` | a command beside the providers |
//! | `wait/` | until jobs have ended |
//! | `download/` | a file, resumed where it broke off |
//! | `flows/` | `collect`, `retry`, `export`, `restore`, `report`: flows of several calls |
//! | `api/` | a call that no document has |
//! | `sandbox/` | the embedded sandbox |
//! | `targets` | verbs that name an operation |
//! | `operation` | one operation of a provider |
//! | `list` | the pages of a list |
//! | `success` | a success that is none |
//! | `done` | what was done, where the provider says nothing about it |
//! | `template` | `--template`: a body with every field, to fill in |
//! | `dry_run` | `--dry-run`: a request is shown, and not sent |
//! | `missing` | where the values of missing arguments come from |
//! | `ids` | where the id is, if somebody gives a name |
//! | `refused` | what to look at when the provider refuses the credentials |
//! | `questions` | questions before a call is sent |
//! | `find`, `whoami`, `completion`, `manual` | commands that call no operation of their own |
//! | `topics`, `variables` | `help` about what is no command, and the variables that are read |
//! | `context` | what all verbs need: flags, environment, streams |

mod api;
mod completion;
mod context;
mod done;
mod download;
mod dry_run;
mod find;
mod flows;
mod ids;
mod list;
mod manual;
mod missing;
mod operation;
mod questions;
mod refused;
#[cfg(feature = "sandbox")]
mod sandbox;
mod success;
mod targets;
mod template;
#[cfg(test)]
mod tests;
mod topics;
mod variables;
mod verb;
mod wait;
mod whoami;

pub use completion::complete;
pub use context::Context;
pub use download::link_in_arguments;
pub use dry_run::print as print_dry_run;
pub use flows::whole_job;
pub use ids::with_ids;
pub use operation::run as run_operation;
pub use questions::{ask, ask_to_delete};
pub use template::of as template_of;
pub use topics::{TOPICS, asked as topic_asked};
pub use verb::{Running, Verb};

/// Whether a command sends nothing in a dry run.
pub fn has_dry_run(name: &str) -> bool {
    let others = [wait::VERB.name, download::VERB.name, api::VERB.name];
    others.contains(&name) || flows::is_verb(name)
}

/// All commands beside the providers, in the order of the help.
pub static VERBS: &[Verb] = &[
    wait::VERB,
    download::VERB,
    flows::COLLECT,
    flows::RETRY,
    flows::EXPORT,
    flows::RESTORE,
    flows::REPORT,
    api::VERB,
    find::VERB,
    whoami::VERB,
    #[cfg(feature = "sandbox")]
    sandbox::VERB,
    completion::VERB,
    manual::VERB,
];
