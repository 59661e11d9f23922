//! A wait for all jobs of a list.

use backhaul_runtime::{JobState, OneLine, Wait};

use super::super::context::{Context, Prepared};
use super::super::list::{self, Wanted};
use super::end::{Waiting, both, unless_unread};
use crate::call::Seen;
use crate::failure::{Failure, Status};
use crate::output::Printer;

/// Waits, reads the list once more and prints it, and fails if not all jobs succeeded.
///
/// # Errors
/// If not all jobs succeed in time, or a poll fails.
pub(super) async fn run(
    prepared: &Prepared,
    rule: Wait,
    waiting: &Waiting,
    wanted: &Wanted,
    context: &mut Context,
) -> Result<(), Failure> {
    let watch = prepared.call()?.watched_all(rule);
    let mut watch = watch.ok_or_else(|| Waiting::impossible(prepared))?;
    let mut progress = context.progress();
    let mut last = Vec::new();
    loop {
        match watch.next().await {
            Ok(Some(seen)) => {
                let now = context.environment.now();
                progress.jobs(&seen, now, &mut context.streams.err);
                last = seen;
            }
            Ok(None) => break,
            Err(error) => return Err(waiting.broke_off(prepared.failed(error))),
        }
    }
    drop(progress);
    let end = watch.end().await;
    let end = end.map_err(|error| waiting.broke_off(prepared.failed(error)))?;
    context.begun.clear();
    let printed = if last.is_empty() {
        let answer = prepared.operation.answer;
        let printer = Printer::new(&mut context.streams, &context.common, answer);
        unless_unread(printer.end())
    } else {
        let list = prepared.call()?.read();
        let list = list.ok_or_else(|| Waiting::impossible(prepared))?;
        let answer = prepared.operation.answer;
        let printer = Printer::new(&mut context.streams, &context.common, answer);
        unless_unread(list::print(list, prepared, wanted, printer).await)
    };
    let mut failure = match waiting.judged(prepared, &end) {
        Err(failure) => failure,
        Ok(()) => return printed,
    };
    // Those of `--only` are perhaps not all of them.
    let (said, jobs) = match failure.status {
        Status::JobFailed => ("did not succeed", bad(&last)),
        _ => ("have not ended", open(&last)),
    };
    let told = format!("{said} ({})", by_state(&jobs));
    failure.message = failure.message.replacen(said, &told, 1);
    let some = last.iter().any(|job| job.state == JobState::Succeeded);
    if some && failure.status == Status::JobFailed {
        failure.status = Status::SomeFailed;
    }
    both(Err(failure), printed)
}

/// More ids than this say no more.
const MOST: usize = 20;

/// The jobs that did not succeed.
fn bad(seen: &[Seen]) -> Vec<&Seen> {
    let bad = |job: &&Seen| job.state != JobState::Succeeded;
    seen.iter().filter(bad).collect()
}

/// The jobs that have not ended.
fn open(seen: &[Seen]) -> Vec<&Seen> {
    let open = |job: &&Seen| !job.state.is_final();
    seen.iter().filter(open).collect()
}

/// How many of the jobs are in which state, and which: `1 cancelled: 5f01; 2 failed: 5f02, 5f03`.
fn by_state(jobs: &[&Seen]) -> String {
    let mut states: Vec<(String, Vec<Option<&str>>)> = Vec::new();
    for job in jobs {
        let (word, id) = (job.state.to_string(), job.id.as_deref());
        match states.iter_mut().find(|(known, _)| *known == word) {
            Some((_, ids)) => ids.push(id),
            None => states.push((word, vec![id])),
        }
    }
    states.sort();
    let parts = states.iter().map(|(state, ids)| {
        let known: Vec<&str> = ids.iter().copied().flatten().take(MOST).collect();
        let shown = known.join(", ");
        let shown = OneLine::new(&shown).at_most(usize::MAX);
        let number = ids.len();
        match (known.len(), number - known.len()) {
            (0, _) => format!("{number} {state}"),
            (_, 0) => format!("{number} {state}: {shown}"),
            (_, more) => format!("{number} {state}: {shown} and {more} more"),
        }
    });
    parts.collect::<Vec<_>>().join("; ")
}
