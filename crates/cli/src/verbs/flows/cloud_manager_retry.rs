//! `retry cloud-manager`.

use std::time::SystemTime;

use backhaul_cloud_manager::Client;
use backhaul_flows::cloud_manager::{Retried, RetryLogs};
use clap::{ArgAction, ArgGroup, ArgMatches, Command};

use super::super::context::Context;
use super::cloud_manager_names::{group_of, look_ups};
use super::flags::{self, FAILED, OVERWRITE, TO, WAIT, switch, text};
use super::names::group_or_unknown;
use super::range;
use super::result::{self, number, object, path, print_or};
use super::several::Several;
use super::stage::{Stage, events};
use super::words::{Guide, line};
use crate::args::needing;
use crate::failure::Failure;
use crate::json::Json;

/// How to go on with a job.
pub(super) fn guide(group: &str, folder: &str) -> Guide {
    let look = line(&[
        "cloud-manager",
        "list-log-collection-jobs",
        "--group-id",
        group,
    ]);
    let (group, folder) = (group.to_owned(), folder.trim_end_matches('/').to_owned());
    Guide {
        look,
        goes_on: Box::new(move |_, id| {
            let job = ["--group-id", &group, "--job-id", id];
            let file = format!("{folder}/{id}.tar.gz");
            let wait = ["wait", "cloud-manager", "get-log-collection-job"];
            let download = ["download", "cloud-manager", "download-log-collection-job"];
            vec![
                line(&[&wait[..], &job, &["--timeout", "1h"]].concat()),
                line(&[&download[..], &job, &["--to", &file]].concat()),
            ]
        }),
    }
}

pub(super) fn command(command: Command) -> Command {
    command
        .about("Start failed log collection jobs again")
        .long_about(
            "Start failed log collection jobs again; wait for them, and save their archives, if that is wanted. The \
             result is a list of the jobs with what became of each. Exit status 11 says that some of several failed.",
        )
        .after_help(
            "Examples:\n\
             \x20 backhaul retry cloud-manager --group-id ID --failed --last 24h \\\n\
             \x20   --wait --timeout 1h --download --to logs\n\
             \x20 backhaul cloud-manager list-log-collection-jobs --group-id ID \\\n\
             \x20   --only failed --get /id |\n\
             \x20 backhaul retry cloud-manager --group-id ID --job-id -\n\n\
             If the list fails, this command gets no ids, and has nothing to do. With --failed in place of ids, or \
             after `set -o pipefail` in the shell, the failure is in the exit status, too.",
        )
        .args(flags::group())
        .arg(switch(FAILED, "All jobs that have failed"))
        .arg(
            text("job-id", "ID", "This job; may be repeated. `-` reads ids from standard input, one per line")
                .action(ArgAction::Append),
        )
        .group(ArgGroup::new("which").args([FAILED, "job-id"]))
        .args(flags::times().map(|arg| {
            let arg = match arg.get_id().as_str() {
                flags::LAST => arg.help("Only jobs that were created in the last hours or days: 24h, 2d"),
                flags::FROM_TIME => arg.help("Only jobs that were created from this time on: 2026-05-04, or with its zone 2026-05-04T22:00:00Z"),
                _ => needing(
                    arg.help("Only jobs that were created until this time. Default: now"),
                    &[flags::FROM_TIME],
                ),
            };
            arg.conflicts_with("job-id")
        }))
        .arg(needing(switch(WAIT, "Wait until all of them have ended"), &[flags::TIMEOUT]))
        .args(flags::patience_with_files().map(|arg| needing(arg, &[WAIT])))
        .arg(needing(
            switch("download", "Save the archive of each job that succeeded, as JOB-ID.tar.gz"),
            &[WAIT, TO],
        ))
        .args(flags::saving().map(|arg| needing(arg, &["download"])))
}

pub(super) async fn retry(
    stage: Stage,
    matches: &ArgMatches,
    context: &mut Context,
) -> Result<(), Failure> {
    let client = stage.client::<Client>()?;
    let ids = stage.ids(matches, "job-id", context);
    let between = stage.between(matches, context.environment.now());
    let folder = matches.get_one::<String>(TO);
    let make = |group: &str| {
        let mut flow = match matches.get_flag(FAILED) {
            true => RetryLogs::failed(group),
            false => RetryLogs::jobs(group, ids.clone()),
        };
        if let Some((from, to)) = between {
            flow = flow.since(from);
            // Clocks differ, so "until now" leaves nothing out.
            if matches.contains_id(flags::TO_TIME) {
                flow = flow.until(to);
            }
        }
        if matches.get_flag(WAIT) {
            flow = flow.wait(flags::patience_of(matches));
        }
        match folder {
            Some(folder) => flow.save_to(folder).overwrite(matches.get_flag(OVERWRITE)),
            None => flow,
        }
    };
    let known = make(&group_or_unknown(&stage, matches)).preview(client);
    let requests = look_ups(&stage, matches)?.into_iter();
    let requests = stage.checked(requests.chain(known.transpose()))?;
    match between {
        Some(between) => range::tell(context, between),
        None if matches.get_flag(FAILED) => range::tell_default(context, ANY_AGE),
        None => {}
    }
    if context.common.dry_run {
        let then = "start each of the jobs again that this names or lists as failed";
        return stage.dry_run(context, &requests, then);
    }
    let group = group_of(&stage, matches).await?;
    let flow = make(&group);
    let (sender, receiver) = events();
    let say = move |event| drop(sender.send(event));
    let work = flow.run(client, say);
    let guide = guide(&group, folder.map_or(".", String::as_str));
    let words = guide.goes_on;
    let guide = self::guide(&group, folder.map_or(".", String::as_str));
    let jobs = stage.watch(context, guide, receiver, work).await?;

    const NAMES: &[&str; 4] = &["jobId", "outcome", "file", "bytes"];
    // A narrow terminal has room for what matters most.
    let columns: &'static [&'static str] = match folder {
        Some(_) => &["file", "bytes", "outcome", "jobId"],
        None => &["jobId", "outcome"],
    };
    let mut several = Several::default();
    let mut results = Vec::new();
    for job in jobs {
        let (outcome, file) = match job.outcome {
            Ok(Retried::Started) => ("started", None),
            Ok(Retried::Saved(logs)) => ("saved", Some(logs.file)),
            Ok(_) => ("succeeded", None),
            Err(error) => {
                let outcome = match &error {
                    backhaul_flows::Error::Ended(_) => "failed again",
                    backhaul_flows::Error::Late(_) => "running",
                    _ => "refused",
                };
                let mut failure = stage.failed(error);
                if outcome == "running" {
                    let next = words(backhaul_flows::Work::LogCollection, &job.id);
                    failure = failure.hint(format!("Go on: {}", next.join("\n  then: ")));
                }
                several.bad(&job.id, failure);
                let values = [
                    result::text(job.id),
                    result::text(outcome),
                    Json::Null,
                    Json::Null,
                ];
                results.push(object(NAMES, values));
                continue;
            }
        };
        several.good();
        let file_of = file.as_ref().map_or(Json::Null, |file| path(&file.path));
        let bytes = file.map_or(Json::Null, |file| number(file.bytes));
        let values = [result::text(job.id), result::text(outcome), file_of, bytes];
        results.push(object(NAMES, values));
    }
    let nothing = nothing(matches, between);
    print_or(context, columns, results, nothing)?;
    several.judged("job")
}

/// Which jobs are meant if no time is given.
const ANY_AGE: &str = "failed jobs of any age: choose with --last or --from-time";

/// What is told if there is nothing to start again.
fn nothing(matches: &ArgMatches, between: Option<(SystemTime, SystemTime)>) -> String {
    if !matches.get_flag(FAILED) {
        return "No ids were given, so nothing was started again.".to_owned();
    }
    match between {
        Some((from, to)) => format!(
            "No log collection job of this project that was created {} has failed.",
            flags::span_in_words(from, to)
        ),
        None => "No log collection job of this project has failed.".to_owned(),
    }
}
