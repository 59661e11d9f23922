//! The download itself.

use std::error::Error as _;
use std::io;
use std::path::{Path, PathBuf};

use backhaul_runtime::{Download, Error};

use super::super::context::Context;
use super::folder::Made;
use super::target::{Target, part_of, shown};
use crate::call::Answer;
use crate::failure::{Failure, Status};
use crate::json::Json;
use crate::output::{self, Printer};
use crate::terminal::{Bytes, Words, again};

/// What is printed of a download.
const ANSWER: Answer = Answer {
    columns: &["path", "bytes", "resumedFrom"],
    narrow: 3,
    ..Answer::JSON
};

/// Downloads, and prints where the file is.
///
/// # Errors
/// As `failed` says. What there is for a next run is said too.
pub(super) async fn run(
    mut download: Download<'static>,
    target: &Target,
    failed: &dyn Fn(Error) -> Failure,
    context: &mut Context,
) -> Result<(), Failure> {
    let Target::File(path) = target else {
        return to_output(download, failed, context).await;
    };
    let _folder = Made::for_file(path)?;
    let words = {
        let (path, next) = (path.clone(), again(&context.words));
        move || left(&path, &next)
    };
    context.begun.set(words.clone());
    let bytes = context.draws().then(Bytes::new);
    if let Some(bytes) = &bytes {
        download = download.on_progress(bytes.watch());
    }
    let done = download.to_file(path).await;
    drop(bytes);
    context.begun.clear();
    let done = done.map_err(|error| {
        let is_taken = is_taken(&error);
        let failure = failed(error);
        let words = words();
        match (failure.status, words.next) {
            (Status::Usage, _) | (_, None) => failure,
            // The bytes belong to the other one.
            _ if is_taken => failure,
            (_, Some(next)) => failure.hint(format!("{}. {next}", words.what)),
        }
    })?;
    let number = |number: u64| Json::Number(number.to_string());
    let json = Json::Object(vec![
        (
            "path".to_owned(),
            Json::Text(path.to_string_lossy().into_owned()),
        ),
        ("bytes".to_owned(), number(done.bytes)),
        ("resumedFrom".to_owned(), number(done.resumed_from)),
    ]);
    let mut printer = Printer::new(&mut context.streams, &context.common, ANSWER);
    printer.one(json)?;
    printer.flush()
}

/// Whether another download to the same file is running.
fn is_taken(error: &Error) -> bool {
    let cause = error.source().and_then(|cause| cause.downcast_ref());
    cause.is_some_and(|cause: &io::Error| cause.kind() == io::ErrorKind::WouldBlock)
}

/// To standard output, where nothing can be resumed.
async fn to_output(
    download: Download<'static>,
    failed: &dyn Fn(Error) -> Failure,
    context: &mut Context,
) -> Result<(), Failure> {
    if context.streams.width.is_some() {
        return Err(Failure::usage(
            "--to -: standard output is a terminal, and the file would fill it: name a file",
        ));
    }
    let done = download.to_writer(&mut output::raw()).await;
    done.map(drop).map_err(failed)
}

/// What an unfinished download leaves, and how to go on.
fn left(path: &Path, again: &str) -> Words {
    let part = part_of(path);
    let length = |part: &PathBuf| part.metadata().ok().map(|part| part.len());
    let there = part.as_ref().and_then(|part| Some((part, length(part)?)));
    match there {
        Some((part, bytes)) => Words {
            what: format!("{bytes} bytes are in {}", shown(part)),
            next: Some(format!("To go on from there: {again}")),
        },
        None => Words {
            what: format!("nothing of {} is there yet", shown(path)),
            next: Some(format!("To begin again: {again}")),
        },
    }
}
