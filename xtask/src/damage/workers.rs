//! Starts a worker per processor, and another one where one broke off: whatever a document does to its
//! process, the next one is tried.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::num::NonZero;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::{env, thread};

use super::options::Options;
use super::worker::{Outcome, TRY};

/// What came of every number.
pub(super) fn run(options: &Options) -> Result<BTreeMap<u64, Outcome>, String> {
    let workers = thread::available_parallelism().map_or(1, NonZero::get) as u64;
    let share = options.documents.div_ceil(workers);
    let parts = (0..workers).map(|worker| {
        let first = (worker * share).min(options.documents);
        first..(first + share).min(options.documents)
    });
    thread::scope(|scope| {
        let running: Vec<_> = parts
            .map(|part| scope.spawn(move || numbers(options, part.start, part.end)))
            .collect();
        let mut all = BTreeMap::new();
        for worker in running {
            all.extend(worker.join().map_err(|_| "a thread broke".to_owned())??);
        }
        Ok(all)
    })
}

/// The numbers from `first` to `end`, by as many processes as it takes.
fn numbers(options: &Options, first: u64, end: u64) -> Result<BTreeMap<u64, Outcome>, String> {
    let mut outcomes = BTreeMap::new();
    let mut next = first;
    while next < end {
        let broke_off = one_process(options, next, end, &mut outcomes)?;
        next = outcomes.keys().next_back().map_or(first, |last| last + 1);
        if let Some(why) = broke_off {
            outcomes.insert(next, Outcome::Failed(why));
            next += 1;
        }
    }
    Ok(outcomes)
}

/// Reads what a worker says until it ends; why it broke off if it did.
fn one_process(
    options: &Options,
    first: u64,
    end: u64,
    outcomes: &mut BTreeMap<u64, Outcome>,
) -> Result<Option<String>, String> {
    let program = env::current_exe().map_err(|error| error.to_string())?;
    let mut child = Command::new(program)
        .args(["damage", "--seed", &options.seed.to_string()])
        .args(["--documents", &(end - first).to_string()])
        .args([&format!("--{TRY}"), &first.to_string()])
        .arg(&options.folder)
        .stdout(Stdio::piped())
        // A panic that is caught prints all the same.
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("a worker cannot be started: {error}"))?;
    let output = child.stdout.take().ok_or("a worker has no output")?;
    let (sender, receiver) = mpsc::channel();
    let reader = thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if let Some(outcome) = Outcome::of_line(&line)
                && sender.send(outcome).is_err()
            {
                break;
            }
        }
    });
    let hangs = loop {
        match receiver.recv_timeout(options.limit) {
            Ok((number, outcome)) => drop(outcomes.insert(number, outcome)),
            Err(RecvTimeoutError::Disconnected) => break false,
            Err(RecvTimeoutError::Timeout) => break true,
        }
    };
    if hangs {
        child.kill().map_err(|error| error.to_string())?;
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    reader.join().map_err(|_| "a thread broke".to_owned())?;
    Ok(match (hangs, status.success()) {
        (true, _) => Some(format!("took more than {} s", options.limit.as_secs())),
        (false, false) => Some(format!("its process ended: {status}")),
        (false, true) => None,
    })
}
