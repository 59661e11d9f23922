//! What is printed of the answer.

use backhaul_runtime::{RawBody, Response};
use tokio::io::AsyncWriteExt as _;

use super::super::context::Context;
use crate::args::{Common, Output};
use crate::call::Answer;
use crate::failure::{Failure, Status};
use crate::json::Json;
use crate::output::{self, Printer};

/// Prints the answer: JSON in the form that was chosen, anything else as it is.
///
/// # Errors
/// If it cannot be written, or is no text and would go to a terminal, or is no JSON and something is wanted of it.
pub(super) async fn print(
    answer: &Response<RawBody>,
    context: &mut Context,
) -> Result<(), Failure> {
    if answer.is_empty() {
        return Ok(());
    }
    let media_type = answer.header("content-type").unwrap_or_default();
    let json = match answer.text() {
        Some(text) if media_type.to_ascii_lowercase().contains("json") => Json::read(&text).ok(),
        _ => None,
    };
    let Some(json) = json else {
        return as_it_is(answer, context).await;
    };
    let common = Common {
        // Of an answer that nobody knows, a table could leave out what matters.
        output: context.common.output.or(Some(Output::Json)),
        ..context.common.clone()
    };
    let mut printer = Printer::new(&mut context.streams, &common, Answer::JSON);
    printer.one(json)?;
    printer.flush()
}

async fn as_it_is(answer: &RawBody, context: &Context) -> Result<(), Failure> {
    let common = &context.common;
    if common.get.is_some() || common.output.is_some() {
        return Err(Failure::new(
            Status::NotUnderstood,
            "the answer is not JSON: omit --get and --output to print it as it is",
        ));
    }
    let is_safe = |text: &str| {
        let mut characters = text.chars();
        characters.all(|character| !character.is_control() || "\n\r\t".contains(character))
    };
    let is_terminal = context.streams.width.is_some();
    if is_terminal && !answer.text().is_some_and(|text| is_safe(&text)) {
        return Err(Failure::new(
            Status::File,
            "the answer is not text, and standard output is a terminal: add > FILE",
        ));
    }
    let mut out = output::raw();
    let written = async {
        out.write_all(answer.as_bytes()).await?;
        out.flush().await
    };
    written
        .await
        .map_err(|error| Failure::file("standard output", &error))
}
