//! `--template`: a body with every field, to fill in.

use std::io::Write as _;

use super::context::Context;
use crate::call::{Member, Operation, Shape, Time};
use crate::failure::Failure;

/// Lines of text are not longer.
const WIDTH: usize = 100;

/// Prints a body of `operation` in YAML. What is required can be filled in; what is optional is a comment.
///
/// # Errors
/// If it cannot be written.
pub(super) fn print(operation: &'static Operation, context: &mut Context) -> Result<(), Failure> {
    let text = of(operation).unwrap_or_default();
    let out = &mut context.streams.out;
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(|error| Failure::file("standard output", &error))
}

/// The template, if the operation has a body.
pub fn of(operation: &'static Operation) -> Option<String> {
    let body = operation.body?;
    let mut writer = Writer::default();
    writer.note(
        0,
        true,
        &format!(
            "The body of {}. Fill in what is there, and take the # away from what else you need; then give the file \
             with --body.",
            operation.name
        ),
    );
    writer.value(body, 0, true, false);
    Some(writer.text)
}

#[derive(Default)]
struct Writer {
    text: String,
    /// The shapes on the way here, since some hold themselves.
    way: Vec<*const Shape>,
    /// The next line begins an item of a list.
    begins_item: bool,
}

impl Writer {
    /// A line of YAML; a comment if it is not `on`.
    fn line(&mut self, depth: usize, on: bool, text: &str) {
        let mut before = "  ".repeat(depth);
        if std::mem::take(&mut self.begins_item) {
            before.truncate(before.len().saturating_sub(2));
            before.push_str("- ");
        }
        let mark = if on { "" } else { "#" };
        self.text.push_str(&format!("{mark}{before}{text}\n"));
    }

    /// An explanation.
    fn note(&mut self, depth: usize, on: bool, text: &str) {
        // Before the hyphen of an item, not behind it.
        let depth = if self.begins_item {
            depth.saturating_sub(1)
        } else {
            depth
        };
        let mark = if on || depth == 0 { "" } else { "#" };
        let before = "  ".repeat(depth);
        for line in wrapped(text, WIDTH - before.len() - 4) {
            self.text.push_str(&format!("{mark}{before}# {line}\n"));
        }
    }

    /// What stands below a name or a hyphen.
    fn value(&mut self, shape: &'static Shape, depth: usize, on: bool, is_below: bool) {
        let known: *const Shape = shape.resolved();
        if self.way.contains(&known) {
            self.note(depth, on, "The same again as above.");
            return self.line(depth, on, "{}");
        }
        self.way.push(known);
        match shape.resolved() {
            Shape::Object(members) => self.object(members, None, depth, on, is_below),
            Shape::List(item) => {
                self.begins_item = true;
                self.value(item, depth + 1, on, true);
            }
            Shape::Choice(property, kinds) => self.choice(property, kinds, depth, on, is_below),
            Shape::Map(value) => match value.resolved() {
                Shape::Object(_) | Shape::List(_) | Shape::Choice(..) | Shape::Map(_) => {
                    self.line(depth, on, "name:");
                    self.value(value, depth + 1, on, true);
                }
                scalar => self.line(depth, on, &format!("name: {}", placeholder(scalar))),
            },
            scalar => self.line(depth, on, &placeholder(scalar)),
        }
        self.way.pop();
    }

    /// The members of an object, the required ones first. `tag` is the one that says what kind of object it is.
    fn object(
        &mut self,
        members: &'static [Member],
        tag: Option<(&str, &str)>,
        depth: usize,
        on: bool,
        is_below: bool,
    ) {
        let is_tag = |member: &Member| tag.is_some_and(|(name, _)| name == member.wire);
        let is_required = |member: &Member| member.required || is_tag(member);
        // In a comment everything is taken together. Elsewhere a name without anything below it would be null.
        if on && is_below && !members.iter().any(is_required) {
            self.note(depth, on, "Write what you need of these in place of {}.");
            self.line(depth, on, "{}");
            for member in members {
                self.member(member, None, depth, false);
            }
            return;
        }
        let required = members.iter().filter(|member| is_required(member));
        let optional = members.iter().filter(|member| !is_required(member));
        for member in required.chain(optional) {
            let tag = tag.filter(|_| is_tag(member)).map(|(_, value)| value);
            self.member(member, tag, depth, on && is_required(member));
        }
    }

    fn member(&mut self, member: &'static Member, tag: Option<&str>, depth: usize, on: bool) {
        if depth == 0 {
            self.text.push('\n');
        }
        let need = if member.required {
            "required"
        } else {
            "optional"
        };
        let kind = kind(&member.shape);
        self.note(
            depth,
            on,
            &format!("{} ({kind}; {need})", member.help.trim()),
        );
        let name = name(member.wire);
        match (tag, member.shape.resolved()) {
            (Some(value), _) => self.line(depth, on, &format!("{name}: {}", text(value))),
            (None, Shape::Object(_) | Shape::List(_) | Shape::Map(_) | Shape::Choice(..)) => {
                self.line(depth, on, &format!("{name}:"));
                self.value(&member.shape, depth + 1, on, true);
            }
            (None, scalar) => self.line(depth, on, &format!("{name}: {}", placeholder(scalar))),
        }
    }

    /// The kinds of a union: the first can be filled in, the others are comments.
    fn choice(
        &mut self,
        property: &str,
        kinds: &'static [(&'static [&'static str], Shape)],
        depth: usize,
        on: bool,
        is_below: bool,
    ) {
        let begins_item = self.begins_item;
        for (index, (values, shape)) in kinds.iter().enumerate() {
            let value = values.first().copied().unwrap_or_default();
            let on = on && index == 0;
            let other = if index == 0 { "" } else { "Or, instead: " };
            if depth == 0 {
                self.text.push('\n');
            }
            self.begins_item = begins_item;
            let values = values.join(" or ");
            self.note(depth, on, &format!("{other}{property} is {values}:"));
            if let Shape::Object(members) = shape.resolved() {
                self.object(members, Some((property, value)), depth, on, is_below);
            }
        }
    }
}

fn kind(shape: &Shape) -> String {
    match shape.resolved() {
        Shape::Text => "text".to_owned(),
        Shape::Secret => "secret text".to_owned(),
        Shape::Time(form) => form.name().to_owned(),
        Shape::Integer => "whole number".to_owned(),
        Shape::Number => "number".to_owned(),
        Shape::Any => "any JSON".to_owned(),
        Shape::Map(value) => format!("names, each with {}", kind(value)),
        Shape::Boolean => "true or false".to_owned(),
        Shape::OneOf(values) => format!("one of {}", values.join(", ")),
        Shape::List(item) => format!("list, each {}", kind(item)),
        Shape::Object(_) => "object".to_owned(),
        Shape::Choice(..) => "one of several objects".to_owned(),
        Shape::Named(_) => String::new(),
    }
}

fn placeholder(shape: &Shape) -> String {
    match shape {
        Shape::Time(Time::Timestamp) => text("2026-01-31T00:00:00Z"),
        Shape::Time(Time::Date) => text("2026-01-31"),
        Shape::Time(form) if form.is_number() => "0".to_owned(),
        Shape::Integer | Shape::Number => "0".to_owned(),
        Shape::Any => "null".to_owned(),
        Shape::Boolean => "false".to_owned(),
        Shape::OneOf(values) => text(values.first().copied().unwrap_or_default()),
        _ => text(""),
    }
}

/// A text in YAML, as in JSON.
fn text(value: &str) -> String {
    serde_json::Value::from(value).to_string()
}

fn name(wire: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if wire.chars().all(is_plain) {
        wire.to_owned()
    } else {
        text(wire)
    }
}

/// The words of `text` in lines of at most `width` characters.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
