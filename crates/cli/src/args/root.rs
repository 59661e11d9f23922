//! The whole tree of commands.

use clap::Command;

use super::named::Named;
use super::operations::MOST_COLUMNS;
use super::{common, conditions, operations};
use crate::call::Operation;
use crate::providers::{Entry, all, find};

const ABOUT: &str =
    "Logs, restores, snapshot exports and log shipping of managed data services, from a shell";

const AFTER_HELP: &str = "\
Examples:
  backhaul find retry log                    which operations there are
  backhaul atlas list-backup-exports --group-id ID --cluster-name NAME
  backhaul wait atlas get-backup-export --timeout 6h ...
  backhaul help flags                        the flags that every command has
  backhaul help exit-codes                   what the exit statuses mean
  backhaul help environment                  which variables are read

Credentials are found where the provider's own tools keep them: `backhaul whoami PROVIDER`.";

/// Where the help of a command leads for what all of them have.
pub const OF_ALL: &str = "\
Flags of every command, such as --output, --profile and --dry-run: `backhaul help flags`";

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
        .max_term_width(MOST_COLUMNS.into())
        .subcommands(all().map(|entry| provider(entry, named, whole_job)))
        .subcommands(verbs);
    let is_shown = match named {
        // A page of the manual has everything.
        Named::Everything => true,
        // They would be half of the help of each command.
        Named::Words(_) => !root
            .get_subcommands()
            .any(|command| named.has(command.get_name())),
    };
    let root = root.mut_subcommands(|command| finished(command, named, is_shown));
    let root = common::add(root);
    if is_shown {
        return root;
    }
    root.mut_args(|arg| {
        let is_common = arg.is_global_set();
        arg.hide_short_help(is_common).hide_long_help(is_common)
    })
}

/// `command` with the conditions of its flags, and with where the flags of all commands are if they are not shown.
fn finished(command: Command, named: &Named, is_shown: bool) -> Command {
    if !named.has(command.get_name()) && command.get_arguments().next().is_none() {
        return command;
    }
    let command = conditions::told(command);
    let command = command.mut_subcommands(|below| finished(below, named, is_shown));
    // As it is: to take the style out of the list of all operations takes longer than to make it.
    let before = command.get_after_help().map(|help| help.ansi().to_string());
    let before = before.unwrap_or_default();
    if is_shown || before.contains("backhaul help flags") {
        return command;
    }
    let gap = if before.is_empty() { "" } else { "\n\n" };
    command.after_help(format!("{before}{gap}{OF_ALL}"))
}

/// The command of a provider with all its operations.
fn provider(entry: &'static Entry, named: &Named, whole_job: &WholeJob) -> Command {
    let table = entry.table;
    let command = Command::new(table.name).about(table.title);
    if !named.has(table.name) {
        // Enough for the help of the root.
        return command;
    }
    let more = |command: Command| {
        let whole = whole_job(table.name, command.get_name());
        let file = saved(table.name, command.get_name());
        [file, whole].into_iter().flatten().fold(command, also)
    };
    operations::of(command, table, named, &|_| true, &more)
}

/// How the file of an operation that answers one is saved.
fn saved(provider: &str, operation: &str) -> Option<String> {
    let (_, operation) = find(provider)?.table.operation(operation)?;
    let Operation { name, answer, .. } = operation;
    answer.is_file.then(|| {
        format!(
            "The answer is a file. To save it: `backhaul download {provider} {name} --to FILE ...`."
        )
    })
}

/// `command` with another paragraph behind its flags.
pub fn also(command: Command, text: String) -> Command {
    let before = command.get_after_help().map(|help| format!("{help}\n\n"));
    command.after_help(format!("{}{text}", before.unwrap_or_default()))
}
