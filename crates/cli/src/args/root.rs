//! The whole tree of commands.

use clap::Command;

use super::named::Named;
use super::{common, operations};
use crate::providers::{Entry, all};

const ABOUT: &str =
    "Logs, restores, snapshot exports and log shipping of managed data services, from a shell";

const AFTER_HELP: &str = "\
Examples:
  backhaul find retry log                    which operations there are
  backhaul atlas list-backup-exports --group-id ID --cluster-name NAME
  backhaul wait atlas get-backup-export --timeout 6h ...
  backhaul help exit-codes                   what the exit statuses mean
  backhaul help environment                  which variables are read

Credentials are found where the provider's own tools keep them: `backhaul whoami PROVIDER`.";

/// What the help of an operation points to, by the provider and the operation.
type WholeJob = dyn Fn(&str, &str) -> Option<String>;

/// The tree, as far as `named` asks for it. `verbs` are the commands beside the providers, and `whole_job` says which
/// of them does the job that an operation begins.
pub fn root(
    named: &Named,
    verbs: impl IntoIterator<Item = Command>,
    whole_job: &WholeJob,
) -> Command {
    let root = Command::new("backhaul")
        .version(env!("CARGO_PKG_VERSION"))
        .about(ABOUT)
        .after_help(AFTER_HELP)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .infer_subcommands(false)
        .max_term_width(100)
        .subcommands(all().map(|entry| provider(entry, named, whole_job)))
        .subcommands(verbs);
    common::add(root)
}

/// The command of a provider with all its operations.
fn provider(entry: &'static Entry, named: &Named, whole_job: &WholeJob) -> Command {
    let table = entry.table;
    let command = Command::new(table.name).about(table.title);
    if named.has(table.name) {
        let more = |command: Command| match whole_job(table.name, command.get_name()) {
            Some(text) => {
                let before = command.get_after_help().map(|help| format!("{help}\n\n"));
                command.after_help(format!("{}{text}", before.unwrap_or_default()))
            }
            None => command,
        };
        operations::of(command, table, named, &|_| true, &more)
    } else {
        // Enough for the help of the root.
        command
    }
}
