//! `collect sls`.

use std::time::SystemTime;

use backhaul_flows::sls::DownloadLogs;
use backhaul_sls::Client;
use clap::{ArgMatches, Command};

use super::super::context::Context;
use super::flags::{self, OVERWRITE, TO, required, switch, text};
use super::plan::{Names, Needs, Sources};
use super::range;
use super::result::{self, number, object, path, print};
use super::stage::{Stage, events};
use super::words::{Guide, line};
use crate::args::Only;
use crate::failure::Failure;
use crate::json::Json;

const JOB: &str = "download-job-name";
const INCOMPLETE: &str = "allow-incomplete";
const DELETE: &str = "delete-job";

/// Names on the wire, and the flags that stand for them here.
pub(super) const NAMES: Names = &[("name", "name"), ("downloadJobName", JOB)];

pub(super) const NEEDS: Needs = &[
    &["logstore", JOB],
    &["query", JOB],
    &[flags::LAST, flags::FROM_TIME, JOB],
    &[TO],
    &[flags::TIMEOUT],
];

pub(super) const SOURCES: Sources = &[(JOB, "list-download-jobs")];

pub(super) fn command(command: Command) -> Command {
    let of_new = |arg: clap::Arg| arg.conflicts_with(JOB);
    command
        .about("Run a query as a download job, and save its file")
        .long_about(
            "Run a query as a download job: create the job, wait for it, save its file, and compare the file with the \
             job's checksum. The file has the name of the job, such as NAME.csv.zst.\n\nThe service runs the query by \
             itself, so the result may be far larger than one answer. With --download-job-name the command goes on with a job that \
             was created before.",
        )
        .after_help(
            "Examples:\n\
             \x20 backhaul collect sls --logstore L --query '* | select *' --last 24h \\\n\
             \x20   --to logs --timeout 30m\n\
             \x20 backhaul collect sls --download-job-name NAME --to logs --timeout 30m",
        )
        .arg(of_new(text("logstore", "NAME", "The Logstore")))
        .arg(
            of_new(text("query", "QUERY", "The query, with or without SQL behind it")),
        )
        .args(flags::times().map(of_new))
        .arg(of_new(text("name", "NAME", "A name for the job. Default: backhaul- and the time")))
        .arg(
            of_new(text("format", "FORMAT", "The format of the file"))
                .value_parser(Only(&["csv", "json"]))
                .default_value("csv"),
        )
        .arg(
            of_new(text("compression", "KIND", "The compression of the file"))
                .value_parser(Only(&["zstd", "lz4", "gzip", "none"]))
                .default_value("zstd"),
        )
        .arg(of_new(switch(INCOMPLETE, "An incomplete result is good enough. Without it such a job fails")))
        .arg(text(JOB, "NAME", "A job that was created before").alias("job"))
        .arg(switch(DELETE, "Delete the job at the provider once its file is saved"))
        .args(flags::saving())
        .args(flags::patience_with_files())
}

pub(super) async fn collect(
    stage: Stage,
    matches: &ArgMatches,
    context: &mut Context,
) -> Result<(), Failure> {
    let client = stage.client::<Client>()?;
    let now = context.environment.now();
    let between = stage.between(matches, now);
    let flow = flow(&stage, matches, between, now)?
        .delete_job(matches.get_flag(DELETE))
        .overwrite(matches.get_flag(OVERWRITE))
        .patience(flags::patience_of(matches));
    let requests = stage.checked([flow.preview(client)])?;
    if let Some(between) = between {
        range::tell(context, between);
    }
    if context.common.dry_run {
        let then = "wait for the job, save its file, and compare the checksum";
        return stage.dry_run(context, &requests, then);
    }
    let folder = stage.required(matches, TO);
    let guide = guide(folder);
    let (sender, receiver) = events();
    let say = move |event| drop(sender.send(event));
    let work = flow.run(client, folder, say);
    let logs = stage.watch(context, guide, receiver, work).await?;
    const COLUMNS: &[&str; 5] = &["file", "bytes", "jobName", "logs", "md5"];
    let count = logs.logs.and_then(|logs| u64::try_from(logs).ok());
    let values = [
        path(&logs.file.path),
        number(logs.file.bytes),
        result::text(logs.job),
        count.map_or(Json::Null, number),
        logs.md5.map_or(Json::Null, result::text),
    ];
    print(context, COLUMNS, object(COLUMNS, values))
}

/// How to go on with a job, whose file belongs into this folder.
pub(super) fn guide(folder: &str) -> Guide {
    let folder = folder.to_owned();
    Guide {
        look: line(&["sls", "list-download-jobs"]),
        goes_on: Box::new(move |_, name| {
            let words = [
                "collect",
                "sls",
                "--download-job-name",
                name,
                "--to",
                &folder,
            ];
            vec![line(&[&words[..], &["--timeout", "1h"]].concat())]
        }),
    }
}

/// The job that the flags describe, or name.
fn flow(
    stage: &Stage,
    matches: &ArgMatches,
    between: Option<(SystemTime, SystemTime)>,
    now: SystemTime,
) -> Result<DownloadLogs, Failure> {
    if let Some(job) = matches.get_one::<String>(JOB) {
        return Ok(DownloadLogs::of_job(job));
    }
    // A time that is missing is told already.
    let (from, to) = between.unwrap_or((now, now));
    let name = match matches.get_one::<String>("name") {
        Some(name) => name.clone(),
        None => {
            let since = now
                .duration_since(SystemTime::UNIX_EPOCH)
                .unwrap_or_default();
            format!("backhaul-{}", since.as_secs())
        }
    };
    let flow = DownloadLogs::new(
        name,
        stage.required(matches, "logstore"),
        stage.required(matches, "query"),
    );
    Ok(flow
        .between(from, to)
        .format(required(matches, "format")?)
        .compression(required(matches, "compression")?)
        .allow_incomplete(matches.get_flag(INCOMPLETE)))
}
