//! What a flow prints.

use super::super::context::Context;
use crate::call::Answer;
use crate::failure::Failure;
use crate::json::Json;
use crate::output::{NOTHING, Printer};

/// A result with these columns.
fn answer(columns: &'static [&'static str]) -> Answer {
    Answer {
        columns,
        narrow: columns.len(),
        ..Answer::JSON
    }
}

/// An object whose members have these names.
pub(super) fn object<const N: usize>(names: &'static [&'static str; N], values: [Json; N]) -> Json {
    let names = names.iter().map(|name| (*name).to_owned());
    Json::Object(names.zip(values).collect())
}

pub(super) fn text(text: impl Into<String>) -> Json {
    Json::Text(text.into())
}

pub(super) fn number(number: u64) -> Json {
    Json::Number(number.to_string())
}

/// A path as a result.
pub(super) fn path(path: &std::path::Path) -> Json {
    text(path.to_string_lossy())
}

/// Prints the only result.
///
/// # Errors
/// If it cannot be written.
pub(super) fn print(
    context: &mut Context,
    columns: &'static [&'static str],
    result: Json,
) -> Result<(), Failure> {
    let answer = answer(columns);
    let mut printer = Printer::new(&mut context.streams, &context.common, answer);
    printer.one(result)?;
    printer.flush()
}

/// Prints several results.
///
/// # Errors
/// If they cannot be written.
pub(super) fn print_all(
    context: &mut Context,
    columns: &'static [&'static str],
    results: impl IntoIterator<Item = Json>,
) -> Result<(), Failure> {
    print_or(context, columns, results, NOTHING.to_owned())
}

/// Prints several results, or tells a person that there are none: `nothing`.
///
/// # Errors
/// If they cannot be written.
pub(super) fn print_or(
    context: &mut Context,
    columns: &'static [&'static str],
    results: impl IntoIterator<Item = Json>,
    nothing: String,
) -> Result<(), Failure> {
    let answer = answer(columns);
    let printer = Printer::new(&mut context.streams, &context.common, answer);
    let mut printer = printer.nothing(Some(nothing));
    for result in results {
        printer.item(result, None)?;
    }
    printer.end()
}
