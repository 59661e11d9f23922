//! One operation of a provider.

use clap::ArgMatches;

use super::context::{Context, Prepared};
use super::list::{self, Wanted};
use super::targets::together;
use super::{done, dry_run, questions, success, template};
use crate::args;
use crate::call::{Filled, Operation};
use crate::failure::{Failure, Mistakes, Status};
use crate::json::Json;
use crate::output::{self, Printer};
use crate::providers::Entry;
use crate::terminal::again;

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
    let mut mistakes = Mistakes::default();
    let wanted = Wanted::of(matches, &context.common, &mut mistakes);
    let given = args::given(operation, matches, context.environment.now(), &mut mistakes);
    let prepared = match context.prepare(entry, (number, operation), given) {
        Ok(prepared) => prepared,
        // Without credentials nothing is sent, and what is wrong with the flags is known all the same.
        Err(failure) => return mistakes.together(Err(failure)),
    };
    let answer = operation.answer;
    let position = answer.paging.map(|paging| paging.position);
    let reads_all = position.is_some_and(|flag| !prepared.given.has(flag));
    if let Some(position) = position.filter(|_| !reads_all && wanted.is_less_than_all()) {
        mistakes.add(&[position], format!(
            "--{position} prints one page as it came: leave it out, or leave out --limit and --only"
        ));
    }
    if answer.is_file && context.streams.width.is_some() && !context.common.dry_run {
        let name = operation.name;
        let line = format!("{name} answers a file, which would fill the terminal");
        mistakes.add(&[], line);
        let words = context.words.iter().skip(1).map(String::as_str);
        let words = ["backhaul", "download"].into_iter().chain(words);
        let words = words.chain(["--to", "FILE"]).map(str::to_owned);
        let download = again(&words.collect::<Vec<_>>());
        mistakes.hint(format!("Download it: {download}"));
    }
    let call = prepared.call()?;
    let preview = together(call.previewed(), mistakes, &prepared)?;
    if context.common.dry_run {
        return dry_run::print(context, entry, &preview);
    }
    questions::ask(context, entry.table.name, &prepared).await?;
    if answer.is_file {
        return file(&call, &prepared).await;
    }
    context.begins(&prepared);
    if reads_all && let Some(list) = call.read() {
        let printer = Printer::new(&mut context.streams, &context.common, answer);
        return list::print(list, &prepared, &wanted, printer).await;
    }
    let answer = call.sent().await.map_err(|error| prepared.failed(error))?;
    context.begun.clear();
    if answer.is_empty() {
        if !operation.answer.is_json {
            done::say(&prepared, context);
        } else if operation.answer.items.is_some() {
            context.streams.note(output::NOTHING);
        }
        return Ok(());
    }
    let json = match read(&prepared, &answer) {
        // Nobody promised JSON.
        Err(_) if !operation.answer.is_json => {
            done::say(&prepared, context);
            return Ok(());
        }
        json => json?,
    };
    if let Some(failure) = success::error_within(entry.table, operation, &json) {
        return Err(failure);
    }
    if !operation.answer.is_json {
        done::say(&prepared, context);
        return Ok(());
    }
    let answer = operation.answer;
    let mut printer = Printer::new(&mut context.streams, &context.common, answer);
    if answer.items.is_some() && answer.paging.is_none() {
        return list::print_whole(json, &answer, &wanted, printer);
    }
    printer.one(json)?;
    printer.flush()
}

/// The bytes of a file, to a pipe or a file.
async fn file(call: &Filled, prepared: &Prepared) -> Result<(), Failure> {
    let download = call.downloaded().ok_or_else(|| {
        let name = prepared.operation.name;
        Failure::new(
            Status::NotUnderstood,
            format!("{name} cannot be downloaded; this is a bug"),
        )
    })?;
    let done = download.to_writer(&mut output::raw()).await;
    done.map(drop).map_err(|error| prepared.failed(error))
}

/// The body of an answer.
///
/// # Errors
/// If it is not JSON.
pub(super) fn read(prepared: &Prepared, body: &backhaul_runtime::RawBody) -> Result<Json, Failure> {
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
