//! A wait for one job.

use backhaul_runtime::Wait;

use super::super::context::{Context, Prepared};
use super::super::operation::read;
use super::end::{Waiting, both, unless_unread};
use crate::failure::Failure;
use crate::output::Printer;

/// Waits, prints the job, and fails if it did not succeed.
///
/// # Errors
/// If the job does not succeed in time, or a poll fails.
pub(super) async fn run(
    prepared: &Prepared,
    rule: Wait,
    waiting: &Waiting,
    context: &mut Context,
) -> Result<(), Failure> {
    let watch = prepared.call()?.watched(rule);
    let mut watch = watch.ok_or_else(|| Waiting::impossible(prepared))?;
    let mut progress = context.progress();
    loop {
        match watch.next().await {
            Ok(Some(seen)) => {
                let now = context.environment.now();
                progress.job(&seen, now, &mut context.streams.err);
            }
            Ok(None) => break,
            Err(error) => return Err(waiting.broke_off(prepared.failed(error))),
        }
    }
    drop(progress);
    let end = watch.end().await;
    let end = end.map_err(|error| waiting.broke_off(prepared.failed(error)))?;
    context.begun.clear();
    let mut printed = Ok(());
    if let Some(body) = &end.body {
        let answer = prepared.operation.answer;
        let mut printer = Printer::new(&mut context.streams, &context.common, answer);
        let job = read(prepared, body).and_then(|job| printer.one(job));
        printed = unless_unread(job.and_then(|()| printer.flush()));
    }
    both(waiting.judged(prepared, &end), printed)
}
