//! `backhaul wait`: until a job, or all jobs of a list, have ended.
//!
//! | file | subject |
//! |---|---|
//! | `command` | its flags |
//! | `states` | what the help says about the states of jobs |
//! | `one` | one job |
//! | `all` | all jobs of a list |
//! | `end` | exit statuses and words at the end |

mod all;
mod command;
mod end;
mod one;
mod states;

use clap::ArgMatches;

use self::end::Waiting;
use super::context::Context;
use super::dry_run;
use super::list::Wanted;
use super::targets;
use super::verb::{Running, Verb};
use crate::args;
use crate::failure::{Failure, Mistakes};
use crate::terminal::{Words, again};

/// The verb.
pub(super) const VERB: Verb = Verb {
    name: "wait",
    command: command::command,
    run: |matches, context| -> Running<'_> { Box::pin(run(matches, context)) },
};

async fn run(matches: &ArgMatches, context: &mut Context) -> Result<(), Failure> {
    let target = targets::of("wait", matches)?;
    let (_, operation) = target.found;
    let mut mistakes = Mistakes::default();
    if operation.answer.has_jobs && !target.matches.get_flag(command::ALL) {
        let name = operation.name;
        let line = format!("{name} lists jobs: add --all to wait until all of them have ended");
        mistakes.add(&[command::ALL], line);
    }
    if let Some(line) = command::without_limit(target.matches) {
        mistakes.add(&[command::TIMEOUT], line);
    }
    let wanted = Wanted::of(target.matches, &context.common, &mut mistakes);
    let now = context.environment.now();
    let given = args::given(operation, target.matches, now, &mut mistakes);
    let prepared = match context.prepare(target.entry, target.found, given) {
        Ok(prepared) => prepared,
        Err(failure) => return mistakes.together(Err(failure)),
    };
    // A mistake in the flags is told before anything is said to go on.
    let call = prepared.call()?;
    let preview = targets::together(call.previewed(), mistakes, &prepared)?;
    if context.common.dry_run {
        return dry_run::print(context, target.entry, &preview);
    }
    let rule = command::rule(target.matches);
    let what = if operation.answer.has_jobs {
        "the jobs go on at the provider"
    } else {
        "the job goes on at the provider"
    };
    let waiting = Waiting {
        goes_on: Words {
            what: what.to_owned(),
            next: Some(format!("Wait again: {}", again(&context.words))),
        },
    };
    let words = waiting.goes_on.clone();
    context.begun.set(move || words.clone());
    if operation.answer.has_jobs {
        all::run(&prepared, rule, &waiting, &wanted, context).await
    } else {
        one::run(&prepared, rule, &waiting, context).await
    }
}
