//! Where the values of arguments come from that are missing or wrong.

use backhaul_runtime::{Error, ProblemKind};

use crate::args;
use crate::call::{Operation, Place};
use crate::failure::{Failure, Status};
use crate::providers::{Entry, Preset};
use crate::terminal::again;

/// The values of flags that were given, or come from elsewhere.
pub(super) type Known<'a> = &'a dyn Fn(&str) -> Option<String>;

/// How to give what `error` says is missing or wrong, if it says so. `presets` are values that were not given with the
/// flags of the operation, and `known` has those of all flags.
pub(super) fn hint(
    entry: &Entry,
    operation: &'static Operation,
    error: &Error,
    presets: &[Preset],
    known: Known<'_>,
) -> Option<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut needs_body = false;
    for problem in error.problems() {
        let flag = args::flag_of(operation, &problem.wire);
        match (flag, problem.kind == ProblemKind::Missing) {
            (Some(flag), true) => lines.extend(of_flag(entry, Some(operation), &flag, known)),
            (None, true) => needs_body = true,
            // What is wrong with an id that was taken from a list, its rule says.
            (Some(flag), false) if presets.iter().any(|preset| preset.flag == flag) => {
                lines.extend(list_of(entry, Some(operation), &flag, known));
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
    known: Known<'_>,
) -> Option<String> {
    let project = of_project(entry, flag).into_iter();
    let list = list_of(entry, operation, flag, known);
    let lines: Vec<String> = project.chain(list).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// That an operation lists what `flag` can be: the one that belongs to the path of `operation`, or the first that there
/// is.
pub(super) fn list_of(
    entry: &Entry,
    operation: Option<&'static Operation>,
    flag: &str,
    known: Known<'_>,
) -> Option<String> {
    let all = entry.table.operations.iter();
    let mut all = operation.into_iter().chain(all);
    let list = all.find_map(|operation| list_before(entry, operation, flag))?;
    Some(listing(entry, list, flag, known))
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

/// That an operation lists what `flag` can be, as a command with the values that are `known`, and a placeholder such as
/// `GROUP_ID` for each other one that it needs.
pub(super) fn listing(entry: &Entry, list: &Operation, flag: &str, known: Known<'_>) -> String {
    let required = list.flags.iter().filter(|flag| flag.required);
    let value = |flag: &str| known(flag).unwrap_or_else(|| placeholder(flag));
    let values = required.flat_map(|flag| [format!("--{}", flag.name), value(flag.name)]);
    let start = ["backhaul", entry.table.name, list.name].map(str::to_owned);
    let words: Vec<String> = start.into_iter().chain(values).collect();
    let command = again(&words);
    format!("`{command}` lists what --{flag} can be.")
}

/// What stands for the value of `flag`: `GROUP_ID`.
fn placeholder(flag: &str) -> String {
    flag.replace('-', "_").to_ascii_uppercase()
}

/// The lists of what `operation` did not find: of what its path names last, and of what that belongs to.
pub(super) fn not_found(
    entry: &Entry,
    operation: &'static Operation,
    known: Known<'_>,
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
