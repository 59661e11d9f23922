//! Maintenance commands of the workspace: `cargo xtask TASK`. One file per task.
#![allow(
    clippy::print_stdout,
    reason = "a command line program talks on standard output"
)]

mod changes;
mod corpus;
mod lint;
mod mutate;
mod regenerate;
mod release;
mod review;
mod structure;
mod unknown;

use std::path::Path;
use std::process::ExitCode;

use lexopt::Parser;
use lexopt::prelude::{Long, Short, Value};

/// What a task does with the arguments after its name: whether everything is as it should be.
type Run = fn(&Path, Parser) -> Result<bool, String>;

/// Name, help and code of each task.
const TASKS: &[(&str, &str, Run)] = &[
    ("changes", changes::USAGE, changes::run),
    ("corpus", corpus::USAGE, corpus::run),
    ("lint", lint::USAGE, lint::run),
    ("mutate", mutate::USAGE, mutate::run),
    ("regenerate", regenerate::USAGE, regenerate::run),
    ("release", release::USAGE, release::run),
    ("review", review::USAGE, review::run),
    ("structure", structure::USAGE, structure::run),
];

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<bool, String> {
    let mut arguments = Parser::from_env();
    let name = match arguments.next().map_err(|error| error.to_string())? {
        None | Some(Short('h') | Long("help")) => return help(TASKS),
        Some(Value(name)) => name.to_string_lossy().into_owned(),
        Some(other) => return Err(format!("{}\n\n{}", usage(TASKS), other.unexpected())),
    };
    let task = TASKS.iter().find(|(task, ..)| *task == name);
    let names: Vec<&str> = TASKS.iter().map(|(task, ..)| *task).collect();
    let task =
        task.ok_or_else(|| format!("{}\n\n{}", usage(TASKS), unknown::task(&name, &names)))?;
    let mut rest = arguments.clone();
    while let Some(argument) = rest.next().ok().flatten() {
        if matches!(argument, Short('h') | Long("help")) {
            return help(std::slice::from_ref(task));
        }
    }
    (task.2)(&documents::find_root()?, arguments)
}

fn help(tasks: &[(&str, &str, Run)]) -> Result<bool, String> {
    println!("{}", usage(tasks));
    Ok(true)
}

fn usage(tasks: &[(&str, &str, Run)]) -> String {
    let texts: Vec<&str> = tasks.iter().map(|(_, usage, _)| *usage).collect();
    texts.join("\n\n\n")
}
