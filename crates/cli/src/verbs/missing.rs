//! Where the values of arguments come from that are missing.

use backhaul_runtime::{Error, ProblemKind};

use crate::args;
use crate::call::{Operation, Place};
use crate::providers::Entry;

/// How to give what `error` says is missing, if it says so.
pub(super) fn hint(entry: &Entry, operation: &'static Operation, error: &Error) -> Option<String> {
    let problems = error.problems().iter();
    let missing = problems.filter(|problem| problem.kind == ProblemKind::Missing);
    let mut lines: Vec<String> = Vec::new();
    let mut needs_body = false;
    for problem in missing {
        match args::flag_of(operation, &problem.wire) {
            Some(flag) => lines.extend(of_flag(entry, operation, &flag)),
            None => needs_body = true,
        }
    }
    let provider = entry.table.name;
    let name = operation.name;
    lines.extend(needs_body.then(|| {
        format!("Give the body with --body FILE; `backhaul {provider} {name} --template` prints one to fill in.")
    }));
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// Where the value of `flag` comes from.
pub(super) fn of_flag(entry: &Entry, operation: &'static Operation, flag: &str) -> Option<String> {
    if let Some(text) = of_project(entry, flag) {
        return Some(text);
    }
    let known = operation.flags.iter().find(|known| known.name == flag)?;
    let before = format!("/{{{}}}", known.wire);
    let (collection, _) = operation.path.split_once(&before)?;
    // The list at the path before the id has what the id names.
    let list = entry.table.operations.iter().find(|other| {
        known.place == Place::Path
            && other.method == "GET"
            && other.path == collection
            && other.answer.items.is_some()
    })?;
    let provider = entry.table.name;
    Some(format!(
        "`backhaul {provider} {} ...` lists what --{flag} can be.",
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
