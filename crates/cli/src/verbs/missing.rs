//! Where the values of arguments come from that are missing or wrong.

use backhaul_runtime::{Error, ProblemKind};

use crate::args;
use crate::call::{Operation, Place};
use crate::failure::{Failure, Status};
use crate::providers::{Entry, Preset};
use crate::terminal::again;

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
    let project = of_project(entry, flag).into_iter();
    let lines: Vec<String> = project.chain(list_of(entry, operation, flag)).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// That an operation lists what `flag` can be: the one that belongs to the path of `operation`, or the first that there
/// is.
pub(super) fn list_of(
    entry: &Entry,
    operation: Option<&'static Operation>,
    flag: &str,
) -> Option<String> {
    let all = entry.table.operations.iter();
    let mut all = operation.into_iter().chain(all);
    let list = all.find_map(|operation| list_before(entry, operation, flag))?;
    Some(listing(entry, list, flag, &|_| None))
}

/// The list of what `flag` names: it is at the path before the id.
fn list_before(
    entry: &Entry,
    operation: &'static Operation,
    flag: &str,
) -> Option<&'static Operation> {
    let mut flags = operation.flags.iter();
    let known = flags.find(|known| known.name == flag && known.place == Place::Path)?;
    let before = format!("/{{{}}}", known.wire);
    let (collection, _) = operation.path.split_once(&before)?;
    entry.table.operations.iter().find(|other| {
        other.method == "GET" && other.path == collection && other.answer.items.is_some()
    })
}

/// That an operation lists what `flag` can be, as a command with the values that are `known`.
pub(super) fn listing(
    entry: &Entry,
    list: &Operation,
    flag: &str,
    known: &dyn Fn(&str) -> Option<String>,
) -> String {
    let required = list.flags.iter().filter(|flag| flag.required);
    let values: Option<Vec<String>> = required
        .flat_map(|flag| [Some(format!("--{}", flag.name)), known(flag.name)])
        .collect();
    let start = ["backhaul", entry.table.name, list.name].map(str::to_owned);
    let words: Vec<String> = start
        .into_iter()
        .chain(values.clone().unwrap_or_default())
        .collect();
    let command = again(&words);
    let more = if values.is_none() { " ..." } else { "" };
    format!("`{command}{more}` lists what --{flag} can be.")
}

/// The lists of what `operation` did not find: of what its path names last, and of what that belongs to.
pub(super) fn not_found(
    entry: &Entry,
    operation: &'static Operation,
    known: &dyn Fn(&str) -> Option<String>,
) -> Option<String> {
    let in_path = operation.flags.iter().rev();
    let in_path = in_path.filter(|flag| flag.place == Place::Path);
    let lists = in_path.filter_map(|flag| {
        let list = list_before(entry, operation, flag.name)?;
        // A list of what is not found itself is no help.
        (list.name != operation.name).then(|| listing(entry, list, flag.name, known))
    });
    let lists: Vec<String> = lists.take(MOST).collect();
    (!lists.is_empty()).then(|| lists.join("\n"))
}

/// Whether the provider says that something is not there.
pub(super) fn is_not_found(failure: &Failure) -> bool {
    let call = failure.call.as_ref();
    failure.status == Status::NotFound && call.is_some_and(|error| error.status() == Some(404))
}

/// More lists than this help nobody.
const MOST: usize = 2;

/// The settings that give the value of `flag`, if it is the project.
pub(super) fn of_project(entry: &Entry, flag: &str) -> Option<String> {
    let (_, variables) = entry.project.filter(|(project, _)| *project == flag)?;
    Some(format!(
        "For --{flag}, give --project, or set {} in the environment.",
        variables.join(" or ")
    ))
}
