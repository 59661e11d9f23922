//! Failures of calls.

use std::error::Error as _;
use std::io;

use backhaul_runtime::{Error, ErrorKind, OneLine, Problem, ProblemKind};

use super::cause::Failure;
use super::status::Status;
use super::words::{in_words, told};

impl Failure {
    /// A call failed. `idempotent` says whether a second call does no harm; `name` is how a user writes an argument,
    /// such as `--group-id`, by its name on the wire.
    pub fn of_call(error: Error, idempotent: bool, name: &dyn Fn(&str) -> Option<String>) -> Self {
        if is_closed_pipe(&error) {
            return Self::quiet();
        }
        let status = Self::status_of_call(&error, idempotent);
        let message = if error.problems().is_empty() {
            told(&error)
        } else {
            let lines: Vec<String> = error
                .problems()
                .iter()
                .map(|problem| in_flags(problem, name))
                .collect();
            lines.join("\n")
        };
        Self {
            call: Some(Box::new(error)),
            ..Self::new(status, message)
        }
    }
}

impl Failure {
    /// The status of a call that failed. `idempotent` says whether a second call does no harm.
    pub fn status_of_call(error: &Error, idempotent: bool) -> Status {
        status(error, idempotent)
    }
}

/// Whether a download went to a pipe that its reader closed. The connection to a server is not meant.
fn is_closed_pipe(error: &Error) -> bool {
    let mut cause = error.source();
    while let Some(inner) = cause {
        let inner_io = inner.downcast_ref::<io::Error>();
        if inner_io.is_some_and(|inner| inner.kind() == io::ErrorKind::BrokenPipe) {
            return error.kind() == ErrorKind::Io;
        }
        cause = inner.source();
    }
    false
}

/// A problem, with the name that the user gave the argument: a line, or one for each wrong item of an array.
fn in_flags(problem: &Problem, name: &dyn Fn(&str) -> Option<String>) -> String {
    let shown = |text: &str| OneLine::new(text).at_most(usize::MAX).to_string();
    let named = |wire: &str| match name(wire) {
        Some(name) => shown(&name),
        None if wire.is_empty() => "the body".to_owned(),
        None => shown(&format!("in the body, {wire}")),
    };
    if problem.kind == ProblemKind::Missing {
        return format!("{} is required", named(&problem.wire));
    }
    // The place has the index of the first item, and the reason those of the others.
    let array = problem.wire.rsplit_once('[').map_or("", |(array, _)| array);
    let mut lines = Vec::new();
    for (number, reason) in problem.reason.split("; [").enumerate() {
        let item = reason.split_once("]: ").filter(|_| number > 0);
        let (wire, reason) = match item {
            Some((index, reason)) => (format!("{array}[{index}]"), reason),
            None => (problem.wire.clone(), reason),
        };
        lines.push(format!("{}: {}", named(&wire), shown(&in_words(reason))));
    }
    lines.join("\n")
}

fn status(error: &Error, idempotent: bool) -> Status {
    if error.is_throttled() {
        return Status::Unreachable;
    }
    match (error.kind(), error.status()) {
        (ErrorKind::InvalidInput, _) => Status::Usage,
        // A source of tokens that could not be reached is no refusal.
        (ErrorKind::Credentials, _) if error.is_retryable() => Status::Unreachable,
        (ErrorKind::Credentials, _) | (_, Some(401 | 403)) => Status::Credentials,
        (_, Some(404)) => Status::NotFound,
        (ErrorKind::Connect, _) => Status::Unreachable,
        // A gateway answers this when it lost what comes after it.
        (_, Some(500 | 502 | 504)) if !idempotent => Status::FateUnknown,
        (_, Some(408 | 500 | 502 | 503 | 504)) => Status::Unreachable,
        (ErrorKind::Transport | ErrorKind::Timeout, _) => {
            if idempotent || error.never_sent() {
                Status::Unreachable
            } else {
                Status::FateUnknown
            }
        }
        (ErrorKind::Decode | ErrorKind::Paging | ErrorKind::Download, _) => Status::NotUnderstood,
        (ErrorKind::Io, _) => Status::File,
        _ => Status::Refused,
    }
}
