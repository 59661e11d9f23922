//! `retry sls`, and the list of flows of SLS.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use backhaul_flows::sls::{RetriedTasks, RetryTasks};
use backhaul_sls::{BatchOutcome, Client, Job, JobState};
use clap::{ArgAction, ArgGroup, ArgMatches, Command};

use super::super::context::Context;
use super::flags::{self, FAILED, WAIT, switch, text};
use super::flow::Flow;
use super::range;
use super::result::{self, object, print_or};
use super::several::Several;
use super::sls_download;
use super::stage::{Stage, events};
use super::words::{Guide, line};
use crate::args::needing;
use crate::failure::{Failure, Status, told};
use crate::json::Json;

pub(super) const FLOWS: &[Flow] = &[
    Flow {
        verb: "collect",
        provider: "sls",
        words: "logs log query download job export csv json",
        begins_with: &["create-download-job"],
        names: sls_download::NAMES,
        needs: sls_download::NEEDS,
        sources: sls_download::SOURCES,
        command: sls_download::command,
        run: |stage, matches, context| Box::pin(sls_download::collect(stage, matches, context)),
    },
    Flow {
        verb: "retry",
        provider: "sls",
        words: "failed shipping shipper log tasks again rerun redeliver oss",
        begins_with: &["retry-shipper-task"],
        names: &[],
        needs: &[&["logstore"], &["shipper-name"], &["failed", "task-id"]],
        sources: &[("task-id", "get-shipper-status")],
        command: retry_command,
        run: |stage, matches, context| Box::pin(retry(stage, matches, context)),
    },
];

/// The time whose tasks the service shows.
const SHOWN: Duration = Duration::from_secs(48 * 3600);
/// For the time that passes until the service is asked.
const MARGIN: Duration = Duration::from_secs(60);
const LAST_DAY: Duration = Duration::from_secs(24 * 3600);

fn retry_command(command: Command) -> Command {
    command
        .about("Start failed shipper tasks again, ten in each request")
        .long_about(
            "Start failed tasks of a shipper again, ten in each request, and wait for them if that is wanted. The \
             result is a list of the tasks with what became of each. Exit status 11 says that some of several failed.\n\n\
             The service shows only tasks of the last 48 hours.",
        )
        .after_help(
            "Examples:\n\
             \x20 backhaul retry sls --logstore L --shipper-name S --failed --last 24h \\\n\
             \x20   --wait --timeout 1h\n\
             \x20 backhaul sls get-shipper-status --logstore L --shipper-name S --last 24h \\\n\
             \x20   --status fail --get /id |\n\
             \x20 backhaul retry sls --logstore L --shipper-name S --task-id -\n\n\
             If the list fails, this command gets no ids, and has nothing to do. With --failed in place of ids, or \
             after `set -o pipefail` in the shell, the failure is in the exit status, too.",
        )
        .arg(text("logstore", "NAME", "The Logstore"))
        .arg(text("shipper-name", "NAME", "The shipper"))
        .arg(switch(FAILED, "All tasks that have failed"))
        .arg(
            text("task-id", "ID", "This task; may be repeated. `-` reads ids from standard input, one per line")
                .action(ArgAction::Append),
        )
        .group(ArgGroup::new("which").args([FAILED, "task-id"]))
        .args(flags::times().map(|arg| match arg.get_id().as_str() {
            flags::LAST => arg.help("Only tasks that were created in the last hours: at most 48h, together with --timeout. Default: 24h, and with --task-id all that the service shows"),
            _ => arg,
        }))
        .arg(needing(switch(WAIT, "Wait until all of them have ended"), &[flags::TIMEOUT]))
        .args(flags::patience().map(|arg| needing(arg, &[WAIT])))
}

async fn retry(stage: Stage, matches: &ArgMatches, context: &mut Context) -> Result<(), Failure> {
    let client = stage.client::<Client>()?;
    let logstore = stage.required(matches, "logstore");
    let shipper = stage.required(matches, "shipper-name");
    let now = context.environment.now();
    let between = stage.between(matches, now);
    let (from, to) = between.unwrap_or_else(|| (usual(matches, now), now));
    let mut flow = if matches.get_flag(FAILED) {
        RetryTasks::failed(logstore, shipper)
    } else {
        RetryTasks::tasks(logstore, shipper, stage.ids(matches, "task-id", context))
    };
    stage.noted(flags::LAST, is_still_shown(matches, from, now));
    flow = flow.between(from, to);
    if matches.get_flag(WAIT) {
        flow = flow.wait(flags::patience_of(matches));
    }
    let requests = stage.checked(flow.previews(client))?;
    range::tell(context, (from, to));
    if context.common.dry_run {
        let then = "start the tasks again that this names or lists as failed, ten in each request";
        return stage.dry_run(context, &requests, then);
    }
    let (sender, receiver) = events();
    let say = move |event| drop(sender.send(event));
    let look = look(logstore, shipper, from, to);
    let guide = guide(look.clone());
    let retried = stage
        .watch(context, guide, receiver, flow.run(client, say))
        .await?;
    let late = matches.get_flag(WAIT) && !retried.is_over;
    let (mut results, mut several) = outcomes(&retried, late, &look);
    for id in &retried.unknown {
        let failure = unknown((from, to), &look).hint(farther(matches));
        let reason = result::text(failure.message.as_str());
        let values = [result::text(id), result::text("no such task"), reason];
        results.push(object(COLUMNS, values));
        several.bad(id, failure);
    }
    let nothing = if matches.get_flag(FAILED) {
        let span = flags::span_in_words(from, to);
        format!("No task of this shipper that was created {span} has failed.")
    } else {
        "No ids were given, so nothing was started again.".to_owned()
    };
    print_or(context, COLUMNS, results, nothing)?;
    several.judged("task")
}

/// The command that shows the tasks of a time.
fn look(logstore: &str, shipper: &str, from: SystemTime, to: SystemTime) -> String {
    line(&[
        "sls",
        "get-shipper-status",
        "--logstore",
        logstore,
        "--shipper-name",
        shipper,
        "--from",
        &seconds(from),
        "--to",
        &seconds(to),
    ])
}

/// How to go on with tasks. They are only looked at.
fn guide(look: String) -> Guide {
    Guide {
        look,
        goes_on: Box::new(|_, _| Vec::new()),
    }
}

/// How flows go on, for a test.
#[cfg(test)]
pub(super) fn guides() -> Vec<Guide> {
    let time = SystemTime::UNIX_EPOCH;
    vec![
        guide(look("l", "s", time, time)),
        sls_download::guide("logs"),
    ]
}

/// From when on tasks are looked for if no flag says it: those of given ids as far back as the service shows them.
fn usual(matches: &ArgMatches, now: SystemTime) -> SystemTime {
    let timeout = matches.get_one::<Duration>(flags::TIMEOUT).copied();
    let shown = SHOWN.saturating_sub(timeout.unwrap_or_default() + MARGIN);
    let span = match matches.get_flag(FAILED) {
        true => LAST_DAY,
        false => shown,
    };
    now.checked_sub(span).unwrap_or(SystemTime::UNIX_EPOCH)
}

/// A task that was asked for by its id, and is not in the list.
fn unknown((from, to): (SystemTime, SystemTime), look: &str) -> Failure {
    let span = flags::span_in_words(from, to);
    let text = format!(
        "no task of this shipper that was created {span} has this id; nothing was sent for it"
    );
    Failure::new(Status::NotFound, text).hint(format!("The tasks of this time: {look}"))
}

/// Where to look for a task that was not in the list.
fn farther(matches: &ArgMatches) -> &'static str {
    if matches.contains_id(flags::LAST) || matches.contains_id(flags::FROM_TIME) {
        return "Look farther back with --last or --from-time: the service shows tasks of the last 48 hours.";
    }
    match matches.get_flag(WAIT) {
        true => {
            "Without --wait, all tasks are looked at that the service shows: those of the last 48 hours."
        }
        false => "The service shows no tasks that are older than 48 hours.",
    }
}

/// Refuses what the service would refuse later, when the tasks have been started: it shows those of the last 48
/// hours, and a wait asks for the same tasks until it ends.
fn is_still_shown(matches: &ArgMatches, from: SystemTime, now: SystemTime) -> Result<(), Failure> {
    let timeout = matches.get_one::<Duration>(flags::TIMEOUT).copied();
    let timeout = timeout.unwrap_or_default();
    let since = now.duration_since(from).unwrap_or_default();
    if since.saturating_add(timeout) <= SHOWN {
        return Ok(());
    }
    Err(Failure::usage(if timeout.is_zero() {
        "the service shows only tasks of the last 48 hours: ask for a later time with --last or --from-time"
    } else {
        "the service shows only tasks of the last 48 hours, also while they are waited for: the time since \
         the first task (--last, --from-time) and --timeout must not be more together"
    }))
}

const COLUMNS: &[&str; 3] = &["taskId", "outcome", "reason"];

fn seconds(time: std::time::SystemTime) -> String {
    let seconds = time.duration_since(std::time::SystemTime::UNIX_EPOCH);
    seconds.unwrap_or_default().as_secs().to_string()
}

/// What became of each task.
fn outcomes(retried: &RetriedTasks, late: bool, look: &str) -> (Vec<Json>, Several) {
    let tasks = retried.tasks.iter();
    let tasks: BTreeMap<&str, _> = tasks.map(|task| (task.id.as_str(), task)).collect();
    let mut several = Several::default();
    let mut results = Vec::new();
    for (id, outcome) in retried.report.outcomes() {
        let (word, failure) = match outcome {
            BatchOutcome::Accepted => match tasks.get(id) {
                None if late => ("not seen", Some(time_over(look))),
                None => ("accepted", None),
                Some(task) => match task.state() {
                    JobState::Succeeded => ("shipped", None),
                    state if state.is_final() => {
                        let reason = task.reason().unwrap_or_default();
                        let reason = backhaul_runtime::OneLine::new(&reason).to_string();
                        let text = format!("ended as {state}: {reason}");
                        ("failed again", Some(Failure::new(Status::JobFailed, text)))
                    }
                    _ => ("running", Some(time_over(look))),
                },
            },
            BatchOutcome::Failed(error) => {
                // The same tasks may be started again twice; the document says that this does no harm.
                let status = Failure::status_of_call(error, true);
                ("refused", Some(Failure::new(status, told(error))))
            }
            _ => {
                let text = "not sent, because the request before it was refused";
                ("not sent", Some(Failure::new(Status::Refused, text)))
            }
        };
        let reason = failure
            .as_ref()
            .map_or(Json::Null, |failure| result::text(failure.message.as_str()));
        let values = [result::text(id), result::text(word), reason];
        results.push(object(COLUMNS, values));
        match failure {
            Some(failure) => several.bad(id, failure),
            None => several.good(),
        }
    }
    (results, several)
}

fn time_over(look: &str) -> Failure {
    let text = "the time is over; the task goes on at the provider";
    Failure::new(Status::TimeOver, text).hint(format!("Look later: {look}"))
}
