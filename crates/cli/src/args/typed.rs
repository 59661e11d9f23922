//! A flag of an operation: its help, and what it takes.

use clap::{Arg, ArgAction, ValueHint, value_parser};

use super::choice::Choice;
use super::conditions::{REQUIRED, with};
use crate::call::{Flag, Kind, Member, Operation, Place, Shape, Time};

pub(super) const PARAMETERS: &str = "Parameters";
pub(super) const BODY: &str = "Body";
pub(super) const LIST: &str = "List";

/// The flag for the size of a page, whatever the provider calls it.
pub(super) const PAGE_SIZE: &str = "page-size";

/// The flag for a parameter. `usual` is what fills it if it is not given.
pub(super) fn parameter(
    flag: &'static Flag,
    operation: &'static Operation,
    usual: Option<&str>,
) -> Arg {
    let is_size = flag.name == PAGE_SIZE;
    let arg = Arg::new(flag.name)
        .long(flag.name)
        .aliases(spelling(flag.name, flag.wire))
        .help_heading(if is_size {
            LIST
        } else if flag.place == Place::Body {
            BODY
        } else {
            PARAMETERS
        })
        .help(match usual {
            Some(usual) => format!("{} {usual}", flag.help),
            None => help(flag.help, flag.required, flag.name, operation),
        });
    let arg = match operation.answer.paging {
        _ if is_size => with(
            arg.aliases(documented(flag.wire)),
            &format!("The provider calls it `{}`", flag.wire),
        ),
        Some(paging) if paging.position == flag.name => with(arg, &one_page(operation)),
        _ => arg,
    };
    typed(arg, flag.kind)
}

/// The name that the size of a page would have as any other flag, unless that is a flag for lists.
fn documented(wire: &str) -> Option<String> {
    (wire != "limit").then(|| kebab(wire))
}

/// What the flag does that says where a page begins.
fn one_page(operation: &Operation) -> String {
    let others = if operation.answer.lists_jobs() {
        "--limit or --only"
    } else {
        "--limit"
    };
    format!("With it, one page is read, and printed as it came. Not with {others}")
}

/// A name of the provider as the name of a flag: `groupId` is `group-id`.
pub fn kebab(name: &str) -> String {
    let mut kebab = String::new();
    for one in name.chars() {
        if one.is_ascii_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.push(if one == '_' {
            '-'
        } else {
            one.to_ascii_lowercase()
        });
    }
    kebab
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

const TAKES: &str = "Takes 2026-05-04T22:00:00Z or 2026-05-04, too";

/// A date, a date and a time, or what goes on the wire. All flags for times take the same.
fn time(arg: Arg, form: Time) -> Arg {
    let arg = arg.allow_hyphen_values(true);
    match form {
        Time::Date => arg.value_name("DATE").value_parser(super::times::date),
        _ => with(arg, TAKES)
            .value_name("TIME")
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

pub(super) fn of_body(member: &'static Member, operation: &'static Operation) -> Arg {
    let arg = Arg::new(member.flag)
        .long(member.flag)
        .aliases(spelling(member.flag, member.wire))
        .help_heading(BODY)
        .help(help(member.help, member.required, member.flag, operation));
    match member.shape.resolved() {
        Shape::List(item) => {
            let arg = arg.action(ArgAction::Append);
            match item.resolved() {
                Shape::Object(members) => pairs(arg, members),
                scalar => scalar_values(arg, scalar),
            }
        }
        Shape::Map(_) => arg.action(ArgAction::Append).value_name("NAME=VALUE"),
        Shape::Object(members) => pairs(arg, members),
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

/// More than this is not read as the name of a value.
const LONGEST_NAME: usize = 40;

/// `arg`, which takes a flat object: `key=...,value=...`.
fn pairs(arg: Arg, members: &[Member]) -> Arg {
    let pairs = members.iter().map(|member| format!("{}=...", member.wire));
    let pairs = pairs.collect::<Vec<_>>().join(",");
    if pairs.len() <= LONGEST_NAME {
        return arg.value_name(pairs);
    }
    let names = members.iter().map(|member| format!("`{}`", member.wire));
    let names = names.collect::<Vec<_>>().join(", ");
    with(arg, &format!("Its names: {names}")).value_name("NAME=...,NAME=...")
}

/// The help of the flag `name`, with what it says about being required.
fn help(text: &str, required: bool, name: &str, operation: &Operation) -> String {
    if !required {
        return text.to_owned();
    }
    let is_of_body = operation.body_flags().any(|member| member.flag == name);
    let place = if is_of_body {
        ", here or in --body"
    } else {
        ""
    };
    let is_of_range = operation
        .range
        .is_some_and(|(from, to)| from == name || to == name);
    let unless = if is_of_range {
        ", unless --last is given"
    } else {
        ""
    };
    format!("{text}{REQUIRED}{place}{unless}]")
}
