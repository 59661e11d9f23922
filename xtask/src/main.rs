//! Maintenance commands of the workspace: `cargo xtask TASK`. One file per task.
#![allow(
    clippy::print_stdout,
    reason = "a command line program talks on standard output"
)]

// Its macros are for all that follow.
#[macro_use]
mod out;

mod changes;
mod corpus;
mod damage;
mod drift;
mod lint;
mod mutate;
mod new;
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
#[derive(Clone, Copy)]
enum Run {
    /// In a workspace, whose root it is given.
    Inside(fn(&Path, Parser) -> Result<bool, String>),
    /// It asks for a workspace where it needs one.
    Anywhere(fn(Parser) -> Result<bool, String>),
}

/// Name, help and code of each task.
const TASKS: &[(&str, &str, Run)] = &[
    ("changes", changes::USAGE, Run::Inside(changes::run)),
    ("corpus", corpus::USAGE, Run::Inside(corpus::run)),
    ("damage", damage::USAGE, Run::Inside(damage::run)),
    ("drift", drift::USAGE, Run::Inside(drift::run)),
    ("lint", lint::USAGE, Run::Anywhere(lint::run)),
    ("mutate", mutate::USAGE, Run::Inside(mutate::run)),
    ("new", new::USAGE, Run::Inside(new::run)),
    (
        "regenerate",
        regenerate::USAGE,
        Run::Inside(regenerate::run),
    ),
    ("release", release::USAGE, Run::Inside(release::run)),
    ("review", review::USAGE, Run::Inside(review::run)),
    ("structure", structure::USAGE, Run::Inside(structure::run)),
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
        None | Some(Short('h') | Long("help")) => return help(&overview()),
        Some(Value(name)) => name.to_string_lossy().into_owned(),
        Some(other) => return Err(unknown::argument(other, &overview())),
    };
    if name == "help" {
        let asked = arguments.next().map_err(|error| error.to_string())?;
        return match asked {
            Some(Value(name)) => help(find(&name.to_string_lossy())?.1),
            _ => help(&overview()),
        };
    }
    let task = find(&name)?;
    let mut rest = arguments.clone();
    while let Some(argument) = rest.next().ok().flatten() {
        if matches!(argument, Short('h') | Long("help")) {
            return help(task.1);
        }
    }
    match task.2 {
        Run::Inside(run) => run(&documents::find_root()?, arguments),
        Run::Anywhere(run) => run(arguments),
    }
}

fn help(text: &str) -> Result<bool, String> {
    println!("{text}");
    Ok(true)
}

/// The task of a name.
///
/// # Errors
/// If there is none: which was probably meant, and which there are.
fn find(name: &str) -> Result<&'static (&'static str, &'static str, Run), String> {
    let names: Vec<&str> = TASKS.iter().map(|(task, ..)| *task).collect();
    let task = TASKS.iter().find(|(task, ..)| *task == name);
    task.ok_or_else(|| format!("{}\n\n{}", unknown::task(name, &names), overview()))
}

/// Every task with what it does, without the details.
fn overview() -> String {
    let mut text = "Tasks:\n".to_owned();
    for (_, usage, _) in TASKS {
        let (line, rest) = usage.split_once("\n\n").unwrap_or((usage, ""));
        let paragraph = rest.split("\n\n").next().unwrap_or_default();
        let words: Vec<&str> = paragraph.split_whitespace().collect();
        let words = words.join(" ");
        let ends = [". ", ": ", " ("].map(|end| words.find(end).unwrap_or(words.len()));
        let end = ends.into_iter().min().unwrap_or(words.len());
        let sentence = words.get(..end).unwrap_or(&words);
        text.push_str(&format!("  {line}\n      {sentence}\n"));
    }
    text.push_str(
        "\n`cargo xtask help TASK` and `cargo xtask TASK --help` have the options of one.",
    );
    text
}
