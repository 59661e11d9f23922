//! What has to be given to a flow.

use clap::parser::ValueSource;
use clap::{ArgMatches, Command};

use super::super::missing;
use super::plan::Needs;
use crate::failure::Failure;
use crate::providers::{Entry, Preset};

/// Whether a flag is on the command line.
pub(super) fn is_given(matches: &ArgMatches, flag: &str) -> bool {
    let is_known = matches.try_contains_id(flag).is_ok();
    is_known && matches.value_source(flag) == Some(ValueSource::CommandLine)
}

/// Checks that all is given. `presets` are given in another way.
///
/// # Errors
/// All that is missing, and where to find it.
pub(super) fn check(
    entry: &Entry,
    needs: Needs,
    matches: &ArgMatches,
    presets: &[Preset],
) -> Result<(), Failure> {
    let is_there = |flag: &&&str| {
        is_given(matches, flag) || presets.iter().any(|preset| preset.flag == **flag)
    };
    let missing: Vec<_> = needs
        .iter()
        .filter(|flags| flags.iter().find(is_there).is_none())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let lines = missing
        .iter()
        .map(|flags| format!("{} is required", either(flags)));
    let lines: Vec<String> = lines.collect();
    let firsts = missing.iter().filter_map(|flags| flags.first());
    let hints = firsts.filter_map(|flag| missing::of_flag(entry, None, flag));
    let failure = Failure::usage(lines.join("\n"));
    Err(hints.fold(failure, Failure::hint))
}

/// Says in the help of each flag whether it has to be given.
pub(super) fn told(command: Command, needs: Needs) -> Command {
    needs.iter().fold(command, |command, flags| {
        flags.iter().fold(command, |command, flag| {
            let others: Vec<&str> = flags
                .iter()
                .copied()
                .filter(|other| other != flag)
                .collect();
            let need = if others.is_empty() {
                "[required]".to_owned()
            } else {
                format!("[required, unless {}]", either(&others))
            };
            command.mut_arg(flag, |arg| {
                let help = arg.get_help().map(ToString::to_string);
                arg.help(format!("{} {need}", help.unwrap_or_default()))
            })
        })
    })
}

/// `--to or --cluster`.
fn either(flags: &[&str]) -> String {
    let flags: Vec<String> = flags.iter().map(|flag| format!("--{flag}")).collect();
    flags.join(" or ")
}
