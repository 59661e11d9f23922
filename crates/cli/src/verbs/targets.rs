//! Verbs that name an operation: `wait atlas get-backup-export`.

use backhaul_runtime::{Error, Preview};
use clap::{ArgMatches, Command};

use super::context::Prepared;
use crate::args::{BODY, Named, operations_of};
use crate::call::Operation;
use crate::failure::{Failure, Mistakes};
use crate::providers::{self, Entry};

/// Adds to `verb` the providers, each with the operations that `fits` lets through and the flags that `more` adds.
pub(super) fn add(
    verb: Command,
    named: &Named,
    fits: &dyn Fn(&Operation) -> bool,
    more: &dyn Fn(Command, &Operation) -> Command,
) -> Command {
    let has_any = |entry: &&Entry| entry.table.operations.iter().any(fits);
    providers::all().filter(has_any).fold(verb, |verb, entry| {
        let table = entry.table;
        let command = Command::new(table.name).about(table.title);
        if !named.has(table.name) {
            return verb.subcommand(command);
        }
        let more = |command: Command| match table.operation(command.get_name()) {
            Some((_, operation)) => more(command, operation),
            None => command,
        };
        verb.subcommand(operations_of(command, table, named, fits, &more))
    })
}

/// An operation that the command line names, with its provider and its flags.
pub(super) struct Target<'a> {
    pub(super) entry: &'static Entry,
    pub(super) found: (usize, &'static Operation),
    pub(super) matches: &'a ArgMatches,
}

/// The operation that `matches` of a verb name.
///
/// # Errors
/// If they name none.
pub(super) fn of<'a>(verb: &str, matches: &'a ArgMatches) -> Result<Target<'a>, Failure> {
    let none = || {
        Failure::usage(format!(
            "name a provider and an operation; see backhaul {verb} --help"
        ))
    };
    let (provider, matches) = matches.subcommand().ok_or_else(none)?;
    let entry = providers::find(provider).ok_or_else(none)?;
    let (operation, matches) = matches.subcommand().ok_or_else(none)?;
    let found = entry.table.operation(operation).ok_or_else(none)?;
    Ok(Target {
        entry,
        found,
        matches,
    })
}

/// The request of a call, if there are no `mistakes` in the flags either: one run names all that is wrong.
///
/// # Errors
/// All that is wrong.
pub(super) fn together(
    preview: Result<Preview, Error>,
    mistakes: Mistakes,
    prepared: &Prepared,
) -> Result<Preview, Failure> {
    // Without the body that was given, nothing in it is missing.
    if mistakes.has(BODY) {
        mistakes.clone().together(Ok(()))?;
    }
    mistakes.together(preview.map_err(|error| prepared.failed(error)))
}
