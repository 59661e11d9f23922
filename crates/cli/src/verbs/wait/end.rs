//! Exit statuses and words at the end of a wait.

use backhaul_runtime::OneLine;

use super::super::context::Prepared;
use crate::call::{End, Place};
use crate::failure::{Failure, Status};
use crate::terminal::Words;

/// What a wait says when it ends before its job.
pub(super) struct Waiting {
    /// That the job goes on, and how to wait again.
    pub(super) goes_on: Words,
}

/// Whether the result could be printed. If its reader wants no more of it, the exit status still says how the
/// job ended.
pub(super) fn unless_unread(printed: Result<(), Failure>) -> Result<(), Failure> {
    match printed {
        Err(failure) if failure.is_silent => Ok(()),
        other => other,
    }
}

/// How the job ended, and whether its result could be printed. A job that failed is the worse news.
pub(super) fn both(
    judged: Result<(), Failure>,
    printed: Result<(), Failure>,
) -> Result<(), Failure> {
    match (judged, printed) {
        (Err(failure), Err(other)) => Err(failure.hint(other.message)),
        (judged, printed) => judged.and(printed),
    }
}

impl Waiting {
    /// A table says that a wait is possible, and the call says that it is not.
    pub(super) fn impossible(prepared: &Prepared) -> Failure {
        let name = prepared.operation.name;
        Failure::new(
            Status::NotUnderstood,
            format!("{name} cannot be waited for; this is a bug"),
        )
    }

    /// A poll failed for good.
    pub(super) fn broke_off(&self, failure: Failure) -> Failure {
        // What was wrong from the beginning is not better the next time.
        match (failure.status, self.goes_on.next.clone()) {
            (Status::Unreachable | Status::NotUnderstood, Some(next)) => failure.hint(next),
            _ => failure,
        }
    }

    /// Success, or why it is none.
    pub(super) fn judged(&self, prepared: &Prepared, end: &End) -> Result<(), Failure> {
        let Some(reason) = &end.failure else {
            return Ok(());
        };
        // The runtime names the operation as a Rust program knows it.
        let after = |text: &'_ str| text.split_once(": ").map(|(_, rest)| rest.to_owned());
        let reason = after(reason).unwrap_or_else(|| reason.clone());
        // Of several jobs, it has the state of one.
        let reason = match after(&reason) {
            Some(count) if prepared.operation.answer.has_jobs && !end.is_late => count,
            _ => reason,
        };
        let message = format!("{}: {reason}", named(prepared));
        if !end.is_late {
            return Err(Failure::new(Status::JobFailed, message));
        }
        let message = format!("{message}\n{}", self.goes_on.what);
        let failure = Failure::new(Status::TimeOver, message);
        Err(match self.goes_on.next.clone() {
            Some(next) => failure.hint(next),
            None => failure,
        })
    }
}

/// The operation, and which job it reads: `get-backup-export --export-id 5f00...`.
fn named(prepared: &Prepared) -> String {
    let operation = prepared.operation;
    let flags = operation.flags.iter().rev();
    let mut in_path = flags.filter(|flag| flag.place == Place::Path);
    let last = in_path.next().filter(|_| !operation.answer.has_jobs);
    let id = last.and_then(|flag| Some((flag.name, prepared.given.text(flag.name)?)));
    match id {
        Some((flag, id)) => format!("{} --{flag} {}", operation.name, OneLine::new(id)),
        None => operation.name.to_owned(),
    }
}
