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

/// The tree, as far as `named` asks for it. `verbs` are the commands beside the providers.
pub fn root(named: &Named, verbs: impl IntoIterator<Item = Command>) -> Command {
    let root = Command::new("backhaul")
        .version(env!("CARGO_PKG_VERSION"))
        .about(ABOUT)
        .after_help(AFTER_HELP)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .infer_subcommands(false)
        .max_term_width(100)
        .subcommands(all().map(|entry| provider(entry, named)))
        .subcommands(verbs);
    common::add(root)
}

/// The command of a provider with all its operations.
fn provider(entry: &'static Entry, named: &Named) -> Command {
    let table = entry.table;
    let command = Command::new(table.name).about(table.title);
    if named.has(table.name) {
        operations::of(command, table, named, &|_| true, &|command| command)
    } else {
        // Enough for the help of the root.
        command
    }
}
