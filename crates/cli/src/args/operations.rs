//! The commands of a provider, and the flags of an operation.

use std::fmt::Write as _;

use clap::builder::Styles;
use clap::{Arg, ArgAction, Command, ValueHint, value_parser};

use super::choice::Choice;
use super::named::Named;
use super::spans::span;
use crate::call::{Flag, Kind, Member, Operation, Place, Provider, Shape, Time};

const PARAMETERS: &str = "Parameters";
const BODY: &str = "Body";
const LIST: &str = "List";

/// The flag for a range of time until now.
pub(super) const LAST: &str = "last";

/// The help of a provider: clap would list the operations without their groups, and before them the flags of all
/// commands, which the help of the root has.
const GROUPED: &str = "{about-with-newline}\n{usage-heading} {usage}{after-help}\n";

const MORE: &str = "\
Add --help to an operation for its flags. Those of all commands, such as --output, --profile and --dry-run, are in \
`backhaul --help`.";

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
            .alias(operation.id)
            .about(operation.summary);
        if named.has(operation.name) || named.has(operation.id) {
            one = more(flags(one, operation));
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
    // The stream takes the style out where there shall be none.
    let style = Styles::styled();
    let style = style.get_header();
    let mut text = String::new();
    for tag in tags {
        let _ = writeln!(text, "{style}{tag}:{style:#}");
        for operation in operations.iter().filter(|operation| operation.tag == tag) {
            let _ = writeln!(text, "  {:width$}  {}", operation.name, operation.summary);
        }
        text.push('\n');
    }
    text.push_str(MORE);
    text
}

/// Adds the flags of `operation`.
fn flags(command: Command, operation: &'static Operation) -> Command {
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
        command = command.after_help(format!("Asks before it sends the call: {question}"));
    }
    for flag in operation.flags {
        command = command.arg(parameter(flag));
    }
    for member in operation.body_flags() {
        command = command.arg(of_body(member));
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
                    .help("The body from a file, `-` for standard input: JSON or YAML. Or JSON itself, unless the body may hold secrets. Flags override it"),
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
                .help("Print at most so many items. Default: all, from all pages"),
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
                .help("Print only jobs in this state"),
        );
    }
    command
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

fn parameter(flag: &'static Flag) -> Arg {
    let arg = Arg::new(flag.name)
        .long(flag.name)
        .aliases(spelling(flag.name, flag.wire))
        .help_heading(if flag.name == "page-size" {
            LIST
        } else if flag.place == Place::Body {
            BODY
        } else {
            PARAMETERS
        })
        .help(help(flag.help, flag.required));
    typed(arg, flag.kind)
}

fn typed(arg: Arg, kind: Kind) -> Arg {
    match kind {
        Kind::Text => arg.value_name("TEXT").allow_hyphen_values(true),
        Kind::Json => arg.value_name("JSON").allow_hyphen_values(true),
        Kind::File => arg.value_name("FILE").value_hint(ValueHint::FilePath),
        Kind::Integer => arg
            .value_name("NUMBER")
            .allow_negative_numbers(true)
            .value_parser(value_parser!(i64)),
        Kind::Number => number(arg),
        Kind::Boolean => switch(arg),
        Kind::Time(form) => time(arg, form),
        Kind::OneOf(values) => arg
            .value_name("VALUE")
            .hide_possible_values(true)
            .value_parser(Choice(values)),
        Kind::List(item) => typed(arg.action(ArgAction::Append), *item),
    }
}

const REQUIRED: &str = " [required]";
const TAKES: &str = "Takes 2026-05-04T22:00:00Z or 2026-05-04, too";

/// A date, a date and a time, or what goes on the wire. All flags for times take the same.
fn time(arg: Arg, form: Time) -> Arg {
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let arg = arg.allow_hyphen_values(true);
    match form {
        Time::Date => arg.value_name("DATE").value_parser(super::times::date),
        _ => arg
            .value_name("TIME")
            .help(match help.strip_suffix(REQUIRED) {
                Some(help) => format!("{help} {TAKES}{REQUIRED}"),
                None => format!("{help} {TAKES}"),
            })
            .value_parser(move |text: &str| written(text, form)),
    }
}

/// What goes on the wire for `text`.
fn written(text: &str, form: Time) -> Result<String, String> {
    if form.is_written(text) {
        return Ok(text.to_owned());
    }
    match super::times::time(text) {
        Ok(time) => Ok(form.written(time)),
        Err(wrong) => Err(wrong),
    }
}

fn number(arg: Arg) -> Arg {
    arg.value_name("NUMBER")
        .allow_negative_numbers(true)
        .value_parser(finite)
}

/// A number that JSON can write.
fn finite(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number: &f64| number.is_finite());
    number.ok_or_else(|| "not a number".to_owned())
}

/// The provider's own spelling, `groupId`, unless a flag of ours can be spelled so, or two flags would share it.
fn spelling(name: &'static str, wire: &'static str) -> Option<&'static str> {
    let is_no_flag = wire.contains('_') || wire.contains(char::is_uppercase);
    let is_shared = name.starts_with("body-") || name.starts_with("param-");
    (is_no_flag && !is_shared).then_some(wire)
}

/// The flag alone means `true`.
fn switch(arg: Arg) -> Arg {
    arg.value_name("BOOLEAN")
        .num_args(0..=1)
        .require_equals(true)
        .default_missing_value("true")
        .hide_possible_values(true)
        .value_parser(value_parser!(bool))
}

fn of_body(member: &'static Member) -> Arg {
    let arg = Arg::new(member.flag)
        .long(member.flag)
        .aliases(spelling(member.flag, member.wire))
        .help_heading(BODY)
        .help(help(member.help, member.required));
    match member.shape.resolved() {
        Shape::List(item) => {
            let arg = arg.action(ArgAction::Append);
            match item.resolved() {
                Shape::Object(members) => arg.value_name(pairs(members)),
                scalar => scalar_values(arg, scalar),
            }
        }
        Shape::Map(_) => arg.action(ArgAction::Append).value_name("NAME=VALUE"),
        Shape::Object(members) => arg.value_name(pairs(members)),
        scalar => scalar_values(arg, scalar),
    }
}

fn scalar_values(arg: Arg, shape: &Shape) -> Arg {
    match shape {
        Shape::Integer => arg
            .value_name("NUMBER")
            .allow_negative_numbers(true)
            .value_parser(value_parser!(i64)),
        Shape::Number => number(arg),
        Shape::Boolean => switch(arg),
        Shape::OneOf(values) => arg
            .value_name("VALUE")
            .hide_possible_values(true)
            .value_parser(Choice(values)),
        Shape::Any | Shape::Map(_) | Shape::List(_) => {
            arg.value_name("JSON").allow_hyphen_values(true)
        }
        Shape::Time(form) => time(arg, *form),
        _ => arg.value_name("TEXT").allow_hyphen_values(true),
    }
}

/// `key=TEXT,value=TEXT`.
fn pairs(members: &[Member]) -> String {
    let pairs = members.iter().map(|member| format!("{}=...", member.wire));
    pairs.collect::<Vec<_>>().join(",")
}

fn help(text: &str, required: bool) -> String {
    let need = if required { REQUIRED } else { "" };
    format!("{text}{need}")
}
