//! The fault matrix: what a call comes to under each fault, by the kind of its operation.
//!
//! Everything goes through the public API of the provider crates, against the sandbox. No fault
//! makes the client wait: its clock is the test's.

use std::collections::BTreeMap;

use backhaul_runtime::Error;
use backhaul_sandbox::{Fault, Sandbox};

use crate::faults::kinds::{Frequency, Kind, make_link};
use crate::faults::table::{Row, Trouble, rows};
use crate::support::clock::{CALL, TestClock};

/// An outcome as a line of text: kind, what the predicates say, attempts.
fn outcome(result: &Result<Option<u64>, Error>, whole: Option<u64>, waits: usize) -> String {
    let plural = |attempts| if attempts == 1 { "" } else { "s" };
    let error = match result {
        Ok(bytes) => {
            let attempts = waits + 1;
            let other = if *bytes == whole { "" } else { ", other bytes" };
            return format!("ok, {attempts} attempt{}{other}", plural(attempts));
        }
        Err(error) => error,
    };
    let mut text = format!("{:?}", error.kind());
    // A success with a bad body keeps its status, but that tells us nothing.
    if let Some(status) = error.status().filter(|status| *status >= 300) {
        text += &format!(" {status}");
    }
    if let Some(limit) = error.time_limit() {
        text += &format!(" {limit:?}");
    }
    assert_eq!(error.is_timeout(), error.time_limit().is_some(), "{error}");
    for (holds, word) in [
        (error.is_throttled(), " throttled"),
        (error.never_sent(), ", never sent"),
        (!error.is_retryable(), ", final"),
    ] {
        text += if holds { word } else { "" };
    }
    let attempts = error.attempts() as usize;
    assert_eq!(
        attempts,
        waits + 1,
        "each wait is followed by an attempt: {error}"
    );
    text + &format!(", {attempts} attempt{}", plural(attempts))
}

/// What one cell of the matrix came to.
struct Cell {
    outcome: String,
    /// How often a request that is not idempotent was applied.
    applied: u64,
}

/// One call of `kind` in `trouble`; nothing of the trouble stays.
async fn suffer(sandbox: &Sandbox, kind: Kind, row: &Row, frequency: Frequency) -> Cell {
    let faults = sandbox.faults();
    let clock = TestClock::new(&faults);
    let times = match frequency {
        Frequency::Once => 1,
        Frequency::Always => u64::MAX,
    };
    let order = |fault: &Fault| {
        faults.on(kind.operation(), fault.clone()).times(times);
    };
    match &row.trouble {
        Trouble::Fault(fault) => order(fault),
        Trouble::FaultThatOutlastsTheCall(fault) => {
            clock.end_with_a_stall(CALL);
            order(fault);
        }
        Trouble::Refused => {
            faults.refuse_connections().unwrap();
            if frequency == Frequency::Once {
                clock.mend_while_waiting();
            }
        }
        Trouble::ResetBeforeRequest => faults.reset_connections(times),
    }
    let before = applied(sandbox);
    let result = kind.call(sandbox, clock.clock()).await;
    faults.clear();
    faults.accept_connections().unwrap();
    let applied = applied(sandbox) - before;
    let undisturbed = kind.call(sandbox, TestClock::new(&faults).clock()).await;
    Cell {
        outcome: outcome(&result, undisturbed.unwrap(), clock.waits().len()),
        applied,
    }
}

/// How often requests that are not idempotent were applied.
fn applied(sandbox: &Sandbox) -> u64 {
    let applied = sandbox.applied();
    let once_only = applied.iter().filter(|one| !one.idempotent);
    once_only.map(|one| one.times).sum()
}

#[tokio::test]
async fn every_fault_has_its_outcome_for_every_kind_of_operation() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut counts = BTreeMap::<String, usize>::new();
    let mut wrong = Vec::new();
    let columns =
        |texts: Vec<String>| -> String { texts.iter().map(|text| format!("{text:<34}")).collect() };
    let kinds = columns(Kind::ALL.map(|kind| kind.name().to_owned()).to_vec());
    documents::report!("faults: {:<29} {:<7} {kinds}applied", "", "");
    let rows = rows();
    for row in &rows {
        for (at, frequency) in [Frequency::Once, Frequency::Always].into_iter().enumerate() {
            let place = format!("{:<29} {:<7}", row.name, frequency.name());
            let mut outcomes = Vec::new();
            let mut applied = 0;
            for (kind, expected) in Kind::ALL.into_iter().zip(row.outcomes) {
                let cell = suffer(&sandbox, kind, row, frequency).await;
                if cell.outcome != expected[at] {
                    let (found, expected) = (&cell.outcome, expected[at]);
                    wrong.push(format!("{place} {kind:?}: {found:?}, not {expected:?}"));
                }
                let word = cell.outcome.split([' ', ',']).next().unwrap().to_owned();
                *counts.entry(word).or_default() += 1;
                outcomes.push(cell.outcome);
                applied += cell.applied;
            }
            if applied != row.applied[at] {
                wrong.push(format!("{place} applied {applied} times"));
            }
            assert!(applied <= 1, "{place} a request was applied twice");
            documents::report!("faults: {place} {}{applied}", columns(outcomes));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let injected: u64 = sandbox.faults().injected().values().sum();
    documents::report!(
        "faults: {} rows, {} calls ({counts:?}), {injected} faults injected, {} requests, none that is \
         not idempotent applied twice",
        rows.len(),
        counts.values().sum::<usize>(),
        sandbox.requests().len()
    );
}

/// The matrix would notice: with the caller's leave, a call goes again after it was applied.
#[tokio::test]
async fn what_is_applied_twice_is_seen() {
    let sandbox = Sandbox::start().await.unwrap();
    let clock = TestClock::new(&sandbox.faults());
    let fault = Fault::reset().after_applied();
    sandbox
        .faults()
        .on(Kind::NotIdempotent.operation(), fault)
        .times(1);
    make_link(&sandbox, clock.clock(), true).await.unwrap();
    assert_eq!(applied(&sandbox), 2);
}
