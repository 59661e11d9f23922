//! Where the values of arguments come from that are missing or wrong.

use backhaul_runtime::{Error, ProblemKind};

use crate::args;
use crate::call::{Operation, Place};
use crate::providers::{Entry, Preset};

/// How to give what `error` says is missing or wrong, if it says so. `presets` are values that were not given with the
/// flags of the operation.
pub(super) fn hint(
    entry: &Entry,
    operation: &'static Operation,
    error: &Error,
    presets: &[Preset],
) -> Option<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut needs_body = false;
    for problem in error.problems() {
        let flag = args::flag_of(operation, &problem.wire);
        match (flag, problem.kind == ProblemKind::Missing) {
            (Some(flag), true) => lines.extend(of_flag(entry, Some(operation), &flag)),
            (None, true) => needs_body = true,
            // What is wrong with an id that was taken from a list, its rule says.
            (Some(flag), false) if presets.iter().any(|preset| preset.flag == flag) => {
                lines.extend(list_of(entry, Some(operation), &flag));
            }
            _ => {}
        }
    }
    let provider = entry.table.name;
    let name = operation.name;
    lines.extend(needs_body.then(|| {
        format!("Give the body with --body FILE; `backhaul {provider} {name} --template` prints one to fill in.")
    }));
    lines.dedup();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// Where the value of `flag` comes from: of `operation`, or of a flow.
pub(super) fn of_flag(
    entry: &Entry,
    operation: Option<&'static Operation>,
    flag: &str,
) -> Option<String> {
    let lines = [of_project(entry, flag), list_of(entry, operation, flag)];
    let lines: Vec<String> = lines.into_iter().flatten().collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The operation that lists what `flag` can be: at the path before the id is the list of what the id names.
fn list_of(entry: &Entry, operation: Option<&'static Operation>, flag: &str) -> Option<String> {
    let all = entry.table.operations.iter();
    let list = operation.into_iter().chain(all).find_map(|operation| {
        let mut flags = operation.flags.iter();
        let known = flags.find(|known| known.name == flag && known.place == Place::Path)?;
        let before = format!("/{{{}}}", known.wire);
        let (collection, _) = operation.path.split_once(&before)?;
        entry.table.operations.iter().find(|other| {
            other.method == "GET" && other.path == collection && other.answer.items.is_some()
        })
    })?;
    let needs_more = list.flags.iter().any(|flag| flag.required);
    let more = if needs_more { " ..." } else { "" };
    let provider = entry.table.name;
    Some(format!(
        "`backhaul {provider} {}{more}` lists what --{flag} can be.",
        list.name
    ))
}

/// The settings that give the value of `flag`, if it is the project.
pub(super) fn of_project(entry: &Entry, flag: &str) -> Option<String> {
    let (_, variables) = entry.project.filter(|(project, _)| *project == flag)?;
    Some(format!(
        "For --{flag}, give --project, or set {} in the environment.",
        variables.join(" or ")
    ))
}
