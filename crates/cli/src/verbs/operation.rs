//! One operation of a provider.

use std::io::Write as _;

use clap::ArgMatches;

use super::context::{Context, Prepared};
use super::list::{self, Wanted};
use super::{dry_run, questions, template};
use crate::args;
use crate::call::Operation;
use crate::failure::{Failure, Status};
use crate::json::Json;
use crate::output::Printer;
use crate::providers::Entry;

/// Calls `operation` with the flags in `matches`, and prints what it answers.
///
/// # Errors
/// Whatever goes wrong.
pub async fn run(
    entry: &'static Entry,
    (number, operation): (usize, &'static Operation),
    matches: &ArgMatches,
    context: &mut Context,
) -> Result<(), Failure> {
    let wants_template = matches.try_get_one::<bool>("template").ok().flatten();
    if wants_template.is_some_and(|wanted| *wanted) {
        return template::print(operation, context);
    }
    let given = args::given(operation, matches)?;
    let prepared = context.prepare(entry, (number, operation), given)?;
    let call = prepared.call()?;
    let preview = call.previewed().map_err(|error| prepared.failed(error))?;
    if context.common.dry_run {
        return dry_run::print(context, entry, &preview);
    }
    questions::ask(context, entry.table.name, &prepared)?;
    let reveal = context.common.reveal;
    let position = operation.answer.position;
    let reads_all = position.is_some_and(|flag| !prepared.given.has(flag));
    let states = matches.try_get_many::<String>("only").ok().flatten();
    let wanted = Wanted {
        limit: matches
            .try_get_one::<u64>("limit")
            .ok()
            .flatten()
            .copied()
            .unwrap_or(u64::MAX),
        states: states.unwrap_or_default().cloned().collect(),
        reveal,
    };
    let streams = &mut context.streams;
    let mut printer = Printer::new(
        &mut streams.out,
        &context.common,
        operation.answer,
        streams.width,
    );
    if reads_all && let Some(list) = call.read() {
        return list::print(list, &prepared, &wanted, printer).await;
    }
    let call = prepared.call()?;
    let answer = call.sent().await.map_err(|error| prepared.failed(error))?;
    if operation.answer.is_file {
        let written = context.streams.out.write_all(answer.as_bytes());
        let written = written.and_then(|()| context.streams.out.flush());
        return written.map_err(|error| Failure::file("standard output", &error));
    }
    if !operation.answer.is_json || answer.is_empty() {
        return Ok(());
    }
    printer.one(read(&prepared, &answer)?)?;
    printer.flush()
}

/// The body of an answer.
fn read(prepared: &Prepared, body: &backhaul_runtime::RawBody) -> Result<Json, Failure> {
    let name = prepared.operation.name;
    let text = body.text().ok_or_else(|| {
        Failure::new(
            Status::NotUnderstood,
            format!("{name}: the answer is not text"),
        )
    })?;
    Json::read(&text).map_err(|error| {
        Failure::new(
            Status::NotUnderstood,
            format!("{name}: the answer is not JSON: {error}"),
        )
    })
}
