//! What has to be given to a flow.

use clap::parser::ValueSource;
use clap::{ArgMatches, Command};

use super::super::missing;
use super::plan::Needs;
use crate::args;
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
    let conflicts = args::conflicts(&command);
    let mut flags: Vec<&str> = needs
        .iter()
        .flat_map(|flags| flags.iter().copied())
        .collect();
    flags.sort_unstable();
    flags.dedup();
    let has_default = |flag: &str| {
        let arg = command.get_arguments().find(|arg| arg.get_id() == flag);
        let help = arg.and_then(|arg| arg.get_help()).map(ToString::to_string);
        help.is_some_and(|help| help.contains("Default: "))
    };
    let told: Vec<(&str, String)> = flags
        .into_iter()
        .filter_map(|flag| {
            let of_flag = needs.iter().filter(|flags| flags.contains(&flag));
            let of_flag: Vec<&[&str]> = of_flag.copied().collect();
            let is_filled = of_flag
                .iter()
                .any(|flags| flags.iter().any(|one| has_default(one)));
            (!is_filled).then(|| (flag, need(flag, &of_flag, &conflicts)))
        })
        .collect();
    told.into_iter().fold(command, |command, (flag, need)| {
        command.mut_arg(flag, |arg| {
            let help = arg.get_help().map(ToString::to_string);
            let help = help.unwrap_or_default();
            arg.help(format!("{} {need}", help.trim_end_matches('.')))
        })
    })
}

/// What is said of `flag`, which is one of several in each of `needs`.
fn need(flag: &str, needs: &[&[&str]], conflicts: &[(String, String)]) -> String {
    let needs: Vec<Vec<&str>> = needs
        .iter()
        .map(|flags| {
            let flags = flags.iter().copied();
            flags.filter(|other| *other != flag).collect()
        })
        .collect();
    if needs.iter().any(Vec::is_empty) {
        return "[required]".to_owned();
    }
    let is_against = |other: &str| {
        let mut pairs = conflicts
            .iter()
            .map(|(one, two)| (one.as_str(), two.as_str()));
        pairs.any(|pair| pair == (flag, other) || pair == (other, flag))
    };
    let groups: Vec<String> = needs.iter().map(|flags| either(flags)).collect();
    let all = match groups.as_slice() {
        [one] => one.clone(),
        [one, other] => format!("{one} and {other}"),
        [before @ .., last] => format!("{}, and {last}", before.join(", ")),
        [] => String::new(),
    };
    if needs.iter().flatten().all(|other| is_against(other)) {
        format!("[required: either this or {all}]")
    } else {
        format!("[required, unless there is {all}]")
    }
}

/// `--to or --cluster`.
fn either(flags: &[&str]) -> String {
    let flags: Vec<String> = flags.iter().map(|flag| format!("--{flag}")).collect();
    flags.join(" or ")
}
