//! The commands of a provider, and the flags of an operation.

use std::fmt::Write as _;

use clap::builder::Styles;
use clap::{Arg, ArgAction, Command, ValueHint, value_parser};

use super::choice::Choice;
use super::conditions::REQUIRED;
use super::named::Named;
use super::spans::span;
use super::typed::{BODY, LIST, PAGE_SIZE, PARAMETERS, of_body, parameter};
use crate::call::{Flag, Operation, Provider};
use crate::lines::listing;
use crate::providers::find;

/// The flag for a range of time until now.
pub(super) const LAST: &str = "last";

/// Longer lines are hard to read.
pub const MOST_COLUMNS: u16 = 100;

/// The help of a provider: clap would list the operations without their groups, and before them the flags of all
/// commands, which the help of the root has.
const GROUPED: &str = "{about-with-newline}\n{usage-heading} {usage}{after-help}\n";

const MORE: &str = "\
Add --help to an operation for its flags. Those of every command, such as --output, --profile and --dry-run: \
`backhaul help flags`.";

/// Adds to `command` the operations of `table` that `fits` lets through, each with the flags that `more` adds.
pub fn of(
    command: Command,
    table: &'static Provider,
    named: &Named,
    fits: &dyn Fn(&Operation) -> bool,
    more: &dyn Fn(Command) -> Command,
) -> Command {
    let operations: Vec<&'static Operation> = table
        .operations
        .iter()
        .filter(|operation| fits(operation))
        .collect();
    let mut command = command
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .help_template(GROUPED)
        .after_help(grouped(&operations));
    for operation in operations {
        let mut one = Command::new(operation.name)
            .aliases((operation.id != operation.name).then_some(operation.id))
            .about(operation.summary);
        if named.has(operation.name) || named.has(operation.id) {
            one = more(flags(one, operation, table));
        }
        command = command.subcommand(one);
    }
    command
}

/// The operations by their groups.
fn grouped(operations: &[&'static Operation]) -> String {
    let mut tags: Vec<&str> = Vec::new();
    for operation in operations {
        if !tags.contains(&operation.tag) {
            tags.push(operation.tag);
        }
    }
    tags.sort_unstable();
    let width = operations
        .iter()
        .map(|operation| operation.name.len())
        .max()
        .unwrap_or(0);
    let screen = terminal_size::terminal_size().map(|(width, _)| width.0);
    // As wide as clap makes the rest of the page.
    let screen = screen.unwrap_or(MOST_COLUMNS).min(MOST_COLUMNS);
    // The stream takes the style out where there shall be none.
    let style = Styles::styled();
    let style = style.get_header();
    let mut text = String::new();
    for tag in tags {
        let _ = writeln!(text, "{style}{tag}:{style:#}");
        let rows = operations.iter().filter(|operation| operation.tag == tag);
        let rows = rows.map(|one| (one.name.to_owned(), one.summary.to_owned()));
        let rows: Vec<(String, String)> = rows.collect();
        text.push_str(&listing(&rows, 2, width, Some(screen)));
        text.push('\n');
    }
    text.push_str(MORE);
    text
}

/// Adds the flags of `operation`.
fn flags(command: Command, operation: &'static Operation, table: &Provider) -> Command {
    let about = format!(
        "{}\n\n{}\n\n{} {}\n\nSource: {}",
        operation.summary,
        operation.description,
        operation.method,
        operation.path,
        operation.source
    );
    let mut command = command.long_about(about);
    let asks = operation.confirm.map(str::to_owned);
    if let Some(question) = asks {
        command = command.after_help(format!(
            "Asks before it sends the call, unless --yes is given: {question}"
        ));
    }
    for flag in operation.flags {
        let usual = usual(flag, table);
        command = command.arg(parameter(flag, operation, usual));
    }
    for member in operation.body_flags() {
        command = command.arg(of_body(member, operation));
    }
    if let Some((from, to)) = operation.range {
        command = command.arg(
            Arg::new(LAST)
                .long(LAST)
                .value_name("SPAN")
                .value_parser(span)
                .conflicts_with_all([from, to])
                .help_heading(PARAMETERS)
                .help(format!("In place of --{from} and --{to}: of the last hours or days until now, such as 24h or 2d")),
        );
    }
    if operation.body.is_some() {
        command = command
            .arg(
                Arg::new("body")
                    .long("body")
                    .value_name("FILE")
                    .value_hint(ValueHint::FilePath)
                    .help_heading(BODY)
                    .help(whole_body(operation)),
            )
            .arg(
                Arg::new("template")
                    .long("template")
                    .action(ArgAction::SetTrue)
                    .help_heading(BODY)
                    .help("Print a body with every field, its type and its meaning, to fill in. Nothing is sent"),
            );
    }
    if operation.answer.items.is_some() {
        command = command.arg(
            Arg::new("limit")
                .long("limit")
                .value_name("NUMBER")
                .value_parser(value_parser!(u64).range(1..))
                .help_heading(LIST)
                .help(limit(operation)),
        );
    }
    if operation.answer.lists_jobs() {
        command = command.arg(
            Arg::new("only")
                .long("only")
                .value_name("STATE")
                .action(ArgAction::Append)
                .value_delimiter(',')
                .value_parser(STATES)
                .help_heading(LIST)
                .help(of_all_pages("Print only jobs in this state", operation)),
        );
    }
    command
}

/// What fills a flag that has to be given and is not: the project, and the organization of MongoDB.
fn usual(flag: &Flag, table: &Provider) -> Option<&'static str> {
    let project = find(table.name)?.project.map(|(name, _)| name);
    if !flag.required {
        return None;
    }
    match flag.name {
        name if Some(name) == project => Some("Default: --project, or that of the environment"),
        "org-id" => Some("Default: that of the environment"),
        _ => None,
    }
}

/// The help of `--body`: whether flags do instead.
fn whole_body(operation: &Operation) -> String {
    let text = "The body from a file, `-` for standard input: JSON or YAML. Or JSON itself, unless the body may hold secrets";
    if operation.body_flags().next().is_none() {
        return format!("{text}{REQUIRED}]");
    }
    let is_flag = |wire: &str| operation.body_flags().any(|flag| flag.wire == wire);
    let members = operation.members().iter();
    let without = members.filter(|member| member.required && !is_flag(member.wire));
    let without: Vec<String> = without.map(|member| format!("`{}`", member.wire)).collect();
    match without.as_slice() {
        [] => format!("{text}. Flags override it"),
        names => {
            let verb = if names.len() == 1 { "has" } else { "have" };
            let names = names.join(", ");
            format!("{text}. Flags override it, but {names} {verb} no flag{REQUIRED}]")
        }
    }
}

fn limit(operation: &Operation) -> String {
    let is_other = |flag: &Flag| flag.name == PAGE_SIZE && flag.wire == "limit";
    let other = operation.flags.iter().find(|flag| is_other(flag));
    let other = other.map(|_| ". What the provider calls `limit` is --page-size");
    let text = "How many items to print at most. Default: all, from all pages";
    of_all_pages(&format!("{text}{}", other.unwrap_or_default()), operation)
}

/// `help` of a flag that needs all pages of a list, if it has some.
fn of_all_pages(help: &str, operation: &Operation) -> String {
    match operation.answer.paging {
        Some(paging) => format!("{help}. Not with --{}", paging.position),
        None => help.to_owned(),
    }
}

/// The states of jobs, which are the same for all providers.
pub const STATES: Choice = Choice(&[
    "queued",
    "running",
    "succeeded",
    "failed",
    "cancelled",
    "expired",
    "unknown",
]);
