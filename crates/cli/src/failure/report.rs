//! How a failure is printed.

use std::io::{self, Write};

use super::cause::Failure;
use super::status::Status;
use crate::json::{Json, compact};

/// The form of a failure on standard error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ErrorFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object on one line.
    Json,
}

/// Prints `failure`.
///
/// # Errors
/// If it cannot be written.
pub fn report(failure: &Failure, format: ErrorFormat, out: &mut dyn Write) -> io::Result<()> {
    if failure.is_silent {
        return Ok(());
    }
    match format {
        ErrorFormat::Text => {
            // Who ended the command, or said no, knows that this is no error.
            let before = match failure.status {
                Status::Interrupted | Status::Terminated => "",
                _ if failure.is_choice => "",
                // The stream takes the color out where there shall be none.
                _ => "\u{1b}[1;31merror:\u{1b}[0m ",
            };
            for line in failure.message.lines() {
                writeln!(out, "{before}{line}")?;
            }
            for line in [advice(failure), failure.hint.as_deref()]
                .into_iter()
                .flatten()
            {
                writeln!(out, "{line}")?;
            }
            Ok(())
        }
        ErrorFormat::Json => writeln!(out, "{}", compact(&as_json(failure))),
    }
}

/// What to do now, if the status alone says it.
fn advice(failure: &Failure) -> Option<&'static str> {
    match failure.status {
        Status::FateUnknown => Some(
            "It is unknown whether the change was applied. Look at the resource before you repeat the command.",
        ),
        _ => None,
    }
}

fn as_json(failure: &Failure) -> Json {
    let text = |text: &str| Json::Text(text.to_owned());
    let mut members = vec![
        ("kind", text(failure.status.name())),
        (
            "exitStatus",
            Json::Number(failure.status.code().to_string()),
        ),
        ("message", text(&failure.message)),
    ];
    members.extend(failure.hint.as_deref().map(|hint| ("hint", text(hint))));
    if let Some(error) = &failure.call {
        let operation = error.operation().map(|name| name.replace('_', "-"));
        members.extend(operation.map(|name| ("operation", text(&name))));
        let status = error.status();
        members.extend(status.map(|status| ("status", Json::Number(status.to_string()))));
        members.extend(error.code().map(|code| ("code", text(code))));
        members.extend(error.request_id().map(|id| ("requestId", text(id))));
        members.push(("retryable", Json::Boolean(error.is_retryable())));
        members.push(("neverSent", Json::Boolean(error.never_sent())));
        let seconds = error.retry_after().map(|pause| pause.as_secs().to_string());
        members.extend(seconds.map(|seconds| ("retryAfterSeconds", Json::Number(seconds))));
    }
    let members = members.into_iter();
    Json::Object(
        members
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    )
}
