//! The flags of `wait`.

use std::time::Duration;

use backhaul_runtime::Wait;
use clap::{Arg, ArgAction, ArgMatches, Command};

use super::super::targets;
use super::states;
use crate::args::{Named, also, span};
use crate::call::Operation;

pub(super) const ALL: &str = "all";
pub(super) const TIMEOUT: &str = "timeout";
const EVERY: &str = "every";
const WAIT: &str = "Wait";

const ABOUT: &str = "Wait until a job, or all jobs of a list, have ended";

const LONG_ABOUT: &str = "\
Wait until a job, or all jobs of a list, have ended, and watch how far they are. The result is the job as the provider sends it at the end, \
on standard output. How far it is goes to standard error: on a terminal as a line that is drawn again, otherwise \
as a line per change of state.

Exit statuses: 0 if the job succeeded, 10 if it failed, was cancelled or has expired, 11 if some of several did and \
others succeeded, 124 if the time is over. After 124 and after Ctrl-C (130) the job goes on at the provider.";

const AFTER_HELP: &str = "\
Examples:
  backhaul wait atlas get-backup-export \\
    --group-id ID --cluster-name NAME --export-id ID --timeout 6h
  backhaul wait atlas list-backup-exports --all \\
    --group-id ID --cluster-name NAME --timeout 6h

Wait for all jobs of a list, and print those that failed:
  backhaul wait atlas list-backup-exports --all --only failed \\
    --group-id ID --cluster-name NAME --timeout 6h";

/// The command, as far as the command line names it.
pub(super) fn command(named: &Named) -> Command {
    let verb = Command::new("wait").about(ABOUT);
    if !named.has("wait") {
        return verb;
    }
    let verb = verb
        .long_about(LONG_ABOUT)
        .after_help(AFTER_HELP)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true);
    let fits = |operation: &Operation| operation.answer.is_job || operation.answer.has_jobs;
    targets::add(verb, named, &fits, &flags)
}

fn flags(command: Command, operation: &Operation) -> Command {
    let command = also(command, states::told(operation));
    let command = command
        .arg(
            Arg::new(TIMEOUT)
                .long(TIMEOUT)
                .value_name("SPAN")
                .value_parser(span)
                .help_heading(WAIT)
                .help("How long to wait at most: 6h, 15m, 90s or 1h30m [required]"),
        )
        .arg(
            Arg::new(EVERY)
                .long(EVERY)
                .value_name("SPAN")
                .value_parser(span)
                .help_heading(WAIT)
                .help("How long to pause between two looks at most: 10s or 5m. Each pause is between half of it and all of it. Default: 2s at first, growing to 30s"),
        );
    if !operation.answer.has_jobs {
        return command;
    }
    command.arg(
        Arg::new(ALL)
            .long(ALL)
            .action(ArgAction::SetTrue)
            .help_heading(WAIT)
            .help("Wait for all jobs of the list. --only and --limit choose which are printed at the end, not which are waited for [required]"),
    )
}

/// What is said if nobody said how long to wait.
pub(super) fn without_limit(matches: &ArgMatches) -> Option<&'static str> {
    let is_there = matches.get_one::<Duration>(TIMEOUT).is_some();
    (!is_there).then_some("--timeout is required: how long to wait, such as 6h")
}

/// How long to wait, and how often to look.
pub(super) fn rule(matches: &ArgMatches) -> Wait {
    let span = |name: &str| matches.get_one::<Duration>(name).copied();
    let wait = Wait::up_to(span(TIMEOUT).unwrap_or_default());
    match span(EVERY) {
        Some(every) => wait.first_delay(every).longest_delay(every),
        None => wait,
    }
}
