//! Flags that flows have in common.

use std::io::Read as _;
use std::time::{Duration, SystemTime};

use backhaul_flows::Patience;
use backhaul_runtime::{OneLine, Timestamp};
use clap::{Arg, ArgAction, ArgMatches};

use crate::args::{needing, span, time};
use crate::failure::Failure;

pub(super) const TO: &str = "to";
pub(super) const OVERWRITE: &str = "overwrite";
pub(super) const GROUP_ID: &str = "group-id";
pub(super) const GROUP: &str = "group";
pub(super) const CLUSTER: &str = "cluster";
pub(super) const TIMEOUT: &str = "timeout";
pub(super) const EVERY: &str = "every";
pub(super) const LAST: &str = "last";
pub(super) const FROM_TIME: &str = "from-time";
pub(super) const TO_TIME: &str = "to-time";
pub(super) const WAIT: &str = "wait";
pub(super) const FAILED: &str = "failed";

/// A flag that takes a text.
pub(super) fn text(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(value)
        .allow_hyphen_values(true)
        .help(help)
}

/// A flag without a value.
pub(super) fn switch(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .help(help)
}

/// A flag that takes a span of time.
pub(super) fn spans(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name("SPAN")
        .value_parser(span)
        .help(help)
}

/// `--group-id` and `--group`, for both providers of MongoDB.
pub(super) fn group() -> [Arg; 2] {
    [
        text(
            GROUP_ID,
            "ID",
            "The project. Default: --project, or that of the environment",
        ),
        text(GROUP, "NAME", "The project, by its exact name or its id").conflicts_with(GROUP_ID),
    ]
}

/// `--to` and `--overwrite`.
pub(super) fn saving() -> [Arg; 2] {
    [
        text(
            TO,
            "DIR",
            "The folder to save in. It is made if it is not there",
        ),
        switch(
            OVERWRITE,
            "Replace files that are there. Without it, nothing is begun if one is there",
        ),
    ]
}

/// `--timeout` and `--every` of a flow that saves files.
pub(super) fn patience_with_files() -> [Arg; 2] {
    patience().map(|arg| match arg.get_id().as_str() {
        TIMEOUT => arg.help(
            "How long to wait at most, in all: 6h, 15m, 90s or 1h30m. A file whose download has begun is still saved",
        ),
        _ => arg,
    })
}

/// `--timeout` and `--every`.
pub(super) fn patience() -> [Arg; 2] {
    [
        spans(
            TIMEOUT,
            "How long to wait at most, in all: 6h, 15m, 90s or 1h30m",
        ),
        spans(
            EVERY,
            "How long to pause between two looks at most: 10s or 5m. Each pause is between half of it and all of it. Default: 2s at first, then longer",
        ),
    ]
}

/// The time that `--timeout` says, if it does.
pub(super) fn limit(matches: &ArgMatches) -> Option<Duration> {
    matches.get_one::<Duration>(TIMEOUT).copied()
}

/// How long to wait, and how often to look.
pub(super) fn patience_of(matches: &ArgMatches) -> Patience {
    let span = |name: &str| matches.get_one::<Duration>(name).copied();
    let patience = Patience::up_to(span(TIMEOUT).unwrap_or_default());
    match span(EVERY) {
        Some(every) => patience.every(every),
        None => patience,
    }
}

/// `--last`, `--from-time` and `--to-time`.
pub(super) fn times() -> [Arg; 3] {
    let time = |name, help| text(name, "TIME", help).value_parser(time);
    [
        spans(LAST, "Of the last hours or days until now: 24h, 2d")
            .conflicts_with_all([FROM_TIME, TO_TIME]),
        time(
            FROM_TIME,
            "From this time on: 2026-05-04, or with its zone 2026-05-04T22:00:00Z",
        ),
        needing(time(TO_TIME, "Until this time. Default: now"), &[FROM_TIME]),
    ]
}

/// The time that `--last`, or `--from-time` and `--to-time` mean.
///
/// # Errors
/// If it ends before it begins.
pub(super) fn between(
    matches: &ArgMatches,
    now: SystemTime,
) -> Result<Option<(SystemTime, SystemTime)>, Failure> {
    let time = |name: &str| matches.get_one::<SystemTime>(name).copied();
    if let Some(last) = matches.get_one::<Duration>(LAST) {
        let from = now.checked_sub(*last).unwrap_or(SystemTime::UNIX_EPOCH);
        return Ok(Some((from, now)));
    }
    let Some(from) = time(FROM_TIME) else {
        return Ok(None);
    };
    match time(TO_TIME) {
        Some(to) if to <= from => Err(Failure::usage(
            "--to-time: it is not after --from-time: give the earlier time to --from-time",
        )),
        None if now <= from => Err(Failure::usage(
            "--from-time: it is in the future: give a time that has passed",
        )),
        to => Ok(Some((from, to.unwrap_or(now)))),
    }
}

/// A time as a part of a sentence: `from 2026-05-04T22:00:00Z to 2026-05-05T22:00:00Z`.
pub(super) fn span_in_words(from: SystemTime, to: SystemTime) -> String {
    let shown =
        |time| Timestamp::try_from(time).map_or_else(|_| "?".to_owned(), |time| time.to_string());
    format!("from {} to {}", shown(from), shown(to))
}

/// The text of a flag that clap requires, or that has a default.
pub(super) fn required<'a>(matches: &'a ArgMatches, flag: &str) -> Result<&'a str, Failure> {
    let text = matches.get_one::<String>(flag);
    let text = text.map(String::as_str);
    text.ok_or_else(|| Failure::usage(format!("--{flag} is required")))
}

/// The values of a flag that is repeated. `-` is replaced by the lines of standard input.
pub(super) fn ids(matches: &ArgMatches, flag: &str) -> Result<Vec<String>, Failure> {
    let mut ids = Vec::new();
    for id in matches.get_many::<String>(flag).unwrap_or_default() {
        if id != "-" {
            ids.push(id.clone());
            continue;
        }
        let mut input = Vec::new();
        let read = std::io::stdin().lock().read_to_end(&mut input);
        read.map_err(|error| Failure::file(&format!("--{flag}: standard input"), &error))?;
        let input = String::from_utf8(input)
            .map_err(|_| Failure::usage(format!("--{flag}: standard input is not text")))?;
        let lines = input.lines().map(str::trim).filter(|line| !line.is_empty());
        ids.extend(lines.map(str::to_owned));
    }
    // Some services accept any text and do nothing with it.
    let is_no_part =
        |character: char| character.is_whitespace() || "\"'[]{}(),:".contains(character);
    match ids.iter().find(|id| id.contains(is_no_part)) {
        None => Ok(ids),
        Some(id) => Err(Failure::usage(format!(
            "--{flag}: {:?} is not an id: give ids one per line, as `--get /id` prints them",
            OneLine::new(id)
        ))),
    }
}
