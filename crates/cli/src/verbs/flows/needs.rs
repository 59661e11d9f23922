//! What has to be given to a flow.

use std::collections::BTreeMap;

use clap::parser::ValueSource;
use clap::{ArgMatches, Command};

use super::super::missing;
use super::plan::{Needs, Sources};
use crate::failure::Mistakes;
use crate::providers::{Entry, Preset};

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
    let of_flow = of_flow.map(|(_, list)| missing::listing(entry, list, flag, known));
    let of_flow: Vec<String> = of_flow.collect();
    match of_flow.is_empty() {
        true => missing::of_flag(entry, None, flag).into_iter().collect(),
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
