//! What has to be given to a flow.

use std::collections::BTreeMap;

use clap::parser::ValueSource;
use clap::{ArgMatches, Command};

use super::super::missing;
use super::flags::CLUSTER;
use super::plan::{Needs, Sources};
use crate::args;
use crate::failure::Mistakes;
use crate::providers::{Entry, Preset};

/// Which of what a list of clusters has counts.
const WHICH: &str =
    "Its clusterName or id counts; a shard or a config server is no cluster of its own.";

/// Whether a flag is on the command line.
pub(super) fn is_given(matches: &ArgMatches, flag: &str) -> bool {
    let is_known = matches.try_contains_id(flag).is_ok();
    is_known && matches.value_source(flag) == Some(ValueSource::CommandLine)
}

/// All that is missing, and where to find it. `presets` are given in another way, and `known` has values for the
/// commands that are told.
pub(super) fn check(
    entry: &Entry,
    needs: Needs,
    sources: Sources,
    matches: &ArgMatches,
    presets: &[Preset],
    known: &BTreeMap<String, String>,
) -> Mistakes {
    let is_there = |flag: &&&str| {
        is_given(matches, flag) || presets.iter().any(|preset| preset.flag == **flag)
    };
    let mut mistakes = Mistakes::default();
    let mut said: Vec<String> = Vec::new();
    let missing = needs
        .iter()
        .filter(|flags| flags.iter().find(is_there).is_none());
    for flags in missing {
        mistakes.add(flags, format!("{} is required", either(flags)));
        for hint in flags
            .iter()
            .flat_map(|flag| source(entry, sources, flag, &|flag| known.get(flag).cloned()))
        {
            if !said.contains(&hint) {
                mistakes.hint(hint.clone());
                said.push(hint);
            }
        }
    }
    mistakes
}

/// Where the value of a flag comes from.
pub(super) fn source(
    entry: &Entry,
    sources: Sources,
    flag: &str,
    known: &dyn Fn(&str) -> Option<String>,
) -> Vec<String> {
    let of_flow = sources.iter().filter(|(known, _)| *known == flag);
    let of_flow = of_flow.filter_map(|(_, name)| entry.table.operation(name));
    let of_flow = of_flow.map(|(_, list)| {
        let listing = missing::listing(entry, list, flag, known);
        match flag {
            CLUSTER => format!("{listing} {WHICH}"),
            _ => listing,
        }
    });
    let of_flow: Vec<String> = of_flow.collect();
    match of_flow.is_empty() {
        true => missing::of_flag(entry, None, flag, known)
            .into_iter()
            .collect(),
        false => of_flow,
    }
}

/// The values on the command line of flags that operations have in their paths.
pub(super) fn known(entry: &Entry, matches: &ArgMatches) -> BTreeMap<String, String> {
    let flags = entry.table.operations.iter();
    let flags = flags.flat_map(|operation| operation.flags);
    let values = flags.filter_map(|flag| {
        let value = matches.try_get_one::<String>(flag.name).ok().flatten()?;
        Some((flag.name.to_owned(), value.clone()))
    });
    values.collect()
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
