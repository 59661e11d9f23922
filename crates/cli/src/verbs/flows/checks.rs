//! What is wrong with the flags of a flow, before anything is sent; and a dry run.

use std::time::SystemTime;

use backhaul_flows::{Error, UNKNOWN_ID};
use backhaul_runtime::Preview;
use clap::ArgMatches;

use super::super::context::Context;
use super::super::dry_run;
use super::flags;
use super::stage::Stage;
use crate::failure::{Failure, Mistakes};

/// Stands for the id of a project that is looked up by its name.
pub(super) const UNKNOWN_GROUP: &str = "adadadadadadadadadadadad";
/// Stands for the id of a cluster that is looked up by its name.
pub(super) const UNKNOWN_CLUSTER: &str = "cececececececececececece";

/// What is shown in a dry run for ids that nobody knows yet.
const SHOWN: &[(&str, &str)] = &[
    (UNKNOWN_GROUP, "GROUP_ID"),
    (UNKNOWN_CLUSTER, "CLUSTER_ID"),
    (UNKNOWN_ID, "SNAPSHOT_ID"),
];

impl Stage {
    /// The text of a flag that must be given. If it is not, that is known already, and it is empty.
    pub(super) fn required<'a>(&self, matches: &'a ArgMatches, flag: &str) -> &'a str {
        let text = matches.try_get_one::<String>(flag).ok().flatten();
        text.map(String::as_str).unwrap_or_default()
    }

    /// The value of a flag, or what the environment says instead. If there is none, that is known already.
    pub(super) fn value(&self, matches: &ArgMatches, flag: &str) -> String {
        let given = matches.try_get_one::<String>(flag).ok().flatten();
        let mut presets = self.presets.iter();
        let preset = presets.find(|preset| preset.flag == flag);
        let preset = preset.map(|preset| preset.value.clone());
        given.cloned().or(preset).unwrap_or_default()
    }

    /// The time that the flags mean. If it is wrong, that is told with all else that is.
    pub(super) fn between(
        &self,
        matches: &ArgMatches,
        now: SystemTime,
    ) -> Option<(SystemTime, SystemTime)> {
        let between = flags::between(matches, now);
        let flag = match &between {
            Err(failure) if failure.message.starts_with("--to-time") => flags::TO_TIME,
            _ => flags::FROM_TIME,
        };
        self.noted(flag, between).flatten()
    }

    /// The values of a flag that is repeated. Standard input is not waited for if something is wrong already. That it
    /// has no ids is said to scripts, too: the command before it in the pipe may have failed.
    pub(super) fn ids(
        &self,
        matches: &ArgMatches,
        flag: &str,
        context: &mut Context,
    ) -> Vec<String> {
        let mut values = matches.get_many::<String>(flag).unwrap_or_default();
        let reads = values.any(|value| value == "-");
        if self.is_wrong() && reads {
            return Vec::new();
        }
        let ids = self.noted(flag, flags::ids(matches, flag));
        if reads && ids.as_ref().is_some_and(Vec::is_empty) {
            context.streams.say(&format!(
                "--{flag}: there were no ids on standard input. If it is the output of another command, see whether \
                 that failed; after `set -o pipefail` the pipe fails with it"
            ));
        }
        ids.unwrap_or_default()
    }

    /// The value of `flag`. If it is wrong, that is told with all else that is.
    pub(super) fn noted<T>(&self, flag: &str, value: Result<T, Failure>) -> Option<T> {
        self.mistakes.borrow_mut().noted(flag, value)
    }

    /// Adds what is wrong with `flag`.
    pub(super) fn wrong(&self, flag: &str, line: impl Into<String>) {
        let mut mistakes = self.mistakes.borrow_mut();
        if !mistakes.has(flag) {
            mistakes.add(&[flag], line);
        }
    }

    /// Whether something is wrong, as far as it is known.
    pub(super) fn is_wrong(&self) -> bool {
        !self.mistakes.borrow().is_empty()
    }

    /// The requests that a flow knows, if nothing is wrong with any flag.
    ///
    /// # Errors
    /// All that is wrong.
    pub(super) fn checked(
        &self,
        requests: impl IntoIterator<Item = Result<Preview, Error>>,
    ) -> Result<Vec<Preview>, Failure> {
        let mut made = Vec::new();
        let mut wrong: Option<Failure> = None;
        for request in requests {
            match request.map_err(|error| self.failed(error)) {
                Ok(request) => made.push(request),
                Err(failure) => {
                    wrong = Some(match wrong {
                        None => failure,
                        Some(before) => both(before, failure),
                    });
                }
            }
        }
        let mistakes: Mistakes = self.mistakes.take();
        mistakes.together(match wrong {
            Some(failure) => Err(failure),
            None => Ok(made),
        })
    }

    /// Shows the requests, and says what would follow. The first is for a shell; those behind it are comments, because
    /// they need what it answers.
    ///
    /// # Errors
    /// If nothing can be written.
    pub(super) fn dry_run(
        &self,
        context: &mut Context,
        requests: &[Preview],
        then: &str,
    ) -> Result<(), Failure> {
        let Some((first, others)) = requests.split_first() else {
            context
                .streams
                .say("Nothing would be sent: there is nothing to do.");
            return Ok(());
        };
        dry_run::print(context, self.entry, first)?;
        let is_given = |id: &str| context.words.iter().any(|word| word.contains(id));
        let unknown = SHOWN.iter().filter(|(id, _)| !is_given(id));
        let unknown: Vec<(&str, &str)> = unknown.copied().collect();
        for request in others {
            dry_run::print_later(context, self.entry, request, &unknown)?;
        }
        context.streams.say(&format!("Then: {then}"));
        Ok(())
    }
}

/// Both failures of a check, each line once.
fn both(one: Failure, other: Failure) -> Failure {
    let mut lines: Vec<&str> = one.message.lines().collect();
    lines.extend(other.message.lines());
    let mut distinct: Vec<&str> = Vec::new();
    for line in lines {
        if !distinct.contains(&line) {
            distinct.push(line);
        }
    }
    let message = distinct.join("\n");
    let hint = other.hint.filter(|hint| one.hint.as_ref() != Some(hint));
    let failure = Failure { message, ..one };
    hint.into_iter().fold(failure, Failure::hint)
}
