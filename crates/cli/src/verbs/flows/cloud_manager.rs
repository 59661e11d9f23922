//! `collect cloud-manager`, `retry cloud-manager` and `restore cloud-manager`.

use backhaul_cloud_manager::Client;
use backhaul_flows::cloud_manager::{CollectLogs, Retried, RetryLogs, SaveSnapshot};
use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Command, value_parser};

use super::super::context::Context;
use super::cloud_manager_names::{CLUSTER, cluster_of, group_of, looks_first, names};
use super::flags::{self, FAILED, TO, WAIT, required, switch, text};
use super::flow::Flow;
use super::several::Several;
use super::stage::{self, Names, Stage, events, number, object, path, print, print_all};
use super::words::{Guide, line};
use crate::args::Choice;
use crate::failure::Failure;
use crate::json::Json;
use crate::providers::Entry;

pub(super) const FLOWS: &[Flow] = &[
    Flow {
        verb: "collect",
        provider: "cloud-manager",
        command: collect_command,
        run: |entry, matches, context| Box::pin(collect(entry, matches, context)),
    },
    Flow {
        verb: "retry",
        provider: "cloud-manager",
        command: retry_command,
        run: |entry, matches, context| Box::pin(retry(entry, matches, context)),
    },
    Flow {
        verb: "restore",
        provider: "cloud-manager",
        command: restore_command,
        run: |entry, matches, context| Box::pin(restore(entry, matches, context)),
    },
];

const NAMES: Names = &[
    ("sizeRequestedPerFileBytes", "size"),
    ("logCollectionFromDate", "from-time"),
    ("logCollectionToDate", "to-time"),
];

const TYPES: [&str; 5] = [
    "AUTOMATION_AGENT",
    "BACKUP_AGENT",
    "FTDC",
    "MONGODB",
    "MONITORING_AGENT",
];

fn collect_command(command: Command) -> Command {
    command
        .about("Collect logs of a deployment into one archive")
        .long_about(
            "Collect logs of a part of a deployment: start a log collection job, wait for it, start it again once if it \
             failed, and save its archive as JOB-ID.tar.gz. The result is the job, the file and its size.",
        )
        .after_help(
            "Example: backhaul collect cloud-manager --group-id ID --resource-type REPLICASET --resource-name rs0 \
             --log-types MONGODB,FTDC --last 24h --to logs --timeout 2h\n\n\
             By names, from all processes of a cluster: backhaul collect cloud-manager --group \"Demo Project\" \
             --cluster demo-cluster --log-types MONGODB --to logs --timeout 2h",
        )
        .arg(flags::group())
        .args(names())
        .arg(
            text("resource-type", "TYPE", "What to collect from: a sharded cluster, a replica set or a process")
                .value_parser(Choice(&["CLUSTER", "REPLICASET", "PROCESS"]))
                .required_unless_present(CLUSTER)
                .conflicts_with(CLUSTER),
        )
        .arg(
            text("resource-name", "NAME", "Its name; of a sharded cluster, its name or id")
                .required_unless_present(CLUSTER)
                .conflicts_with(CLUSTER),
        )
        .arg(
            text("log-types", "TYPES", "What to collect, with commas between")
                .action(ArgAction::Append)
                .value_delimiter(',')
                .value_parser(Choice(&TYPES))
                .required(true),
        )
        .args(flags::times())
        .arg(
            Arg::new("size")
                .long("size")
                .value_name("BYTES")
                .value_parser(value_parser!(i64))
                .help("At most so many bytes of each log file. Default: 10000000, as in the provider's example"),
        )
        .arg(switch("redacted", "Hide addresses and names in answers about the job"))
        .arg(flags::to().required(true))
        .arg(switch("delete", "Delete the job at the provider once its archive is saved"))
        .args(required_patience())
}

fn required_patience() -> [Arg; 2] {
    let [timeout, every] = flags::patience();
    [timeout.required(true), every]
}

async fn collect(
    entry: &'static Entry,
    matches: &ArgMatches,
    context: &mut Context,
) -> Result<(), Failure> {
    let stage = Stage::new(entry, NAMES, context)?;
    let client = stage.client::<Client>()?;
    let then = "wait for the job, start it again once if it failed, and save its archive";
    if looks_first(&stage, matches, context, &format!("start a job, {then}"))? {
        return Ok(());
    }
    let group = group_of(&stage, matches).await?;
    let flow = match matches.get_one::<String>(CLUSTER) {
        Some(name) => CollectLogs::of(&cluster_of(&stage, &group, name).await?),
        None => {
            let kind = required(matches, "resource-type")?;
            CollectLogs::new(&group, kind, required(matches, "resource-name")?)
        }
    };
    let types = matches.get_many::<String>("log-types").unwrap_or_default();
    let mut flow = flow
        .log_types(types)
        .redacted(matches.get_flag("redacted"))
        .delete(matches.get_flag("delete"))
        .patience(flags::patience_of(matches));
    if let Some((from, to)) = flags::between(matches, context.environment.now())? {
        flow = flow.between(from, to);
    }
    if let Some(size) = matches.get_one::<i64>("size") {
        flow = flow.size_per_file(*size);
    }
    let first = flow.preview(client);
    if context.common.dry_run {
        return stage.dry_run(context, first.map(Some), then);
    }
    first.map_err(|error| stage.failed(error))?;
    let folder = required(matches, TO)?;
    let (sender, receiver) = events();
    let say = move |event| drop(sender.send(event));
    let work = flow.run(client, folder, say);
    let logs = stage
        .watch(context, guide(&group, folder), receiver, work)
        .await?;
    const COLUMNS: &[&str; 3] = &["jobId", "file", "bytes"];
    let values = [
        stage::text(logs.job_id),
        path(&logs.file.path),
        number(logs.file.bytes),
    ];
    print(context, COLUMNS, object(COLUMNS, values))
}

/// How to go on with a job.
fn guide(group: &str, folder: &str) -> Guide {
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

fn retry_command(command: Command) -> Command {
    command
        .about("Start failed log collection jobs again")
        .long_about(
            "Start failed log collection jobs again; wait for them, and save their archives, if that is wanted. The \
             result is a list of the jobs with what became of each. Exit status 11 says that some of several failed.",
        )
        .after_help(
            "Examples:\n  backhaul retry cloud-manager --group-id ID --failed --last 24h --wait --timeout 1h --download --to logs\n  \
             backhaul cloud-manager list-log-collection-jobs --group-id ID --only failed --get /id | \
             backhaul retry cloud-manager --group-id ID --job-id -",
        )
        .arg(flags::group())
        .arg(switch(FAILED, "All jobs that have failed"))
        .arg(
            text("job-id", "ID", "This job; may be repeated. `-` reads ids from standard input, one per line")
                .action(ArgAction::Append),
        )
        .group(ArgGroup::new("which").args([FAILED, "job-id"]).required(true))
        .args(flags::times().map(|arg| {
            let arg = match arg.get_id().as_str() {
                flags::LAST => arg.help("Only jobs that were created in the last hours or days: 24h, 2d"),
                flags::FROM_TIME => arg.help("Only jobs that were created from this time on, with its zone: 2026-05-04T22:00:00Z"),
                _ => arg.help("Only jobs that were created until this time. Default: now"),
            };
            arg.conflicts_with("job-id")
        }))
        .arg(switch(WAIT, "Wait until all of them have ended").requires(flags::TIMEOUT))
        .args(flags::patience().map(|arg| arg.requires(WAIT)))
        .arg(switch("download", "Save the archive of each job that succeeded, as JOB-ID.tar.gz").requires_all([WAIT, TO]))
        .arg(flags::to().requires("download"))
}

async fn retry(
    entry: &'static Entry,
    matches: &ArgMatches,
    context: &mut Context,
) -> Result<(), Failure> {
    let stage = Stage::new(entry, NAMES, context)?;
    let client = stage.client::<Client>()?;
    let group = stage.value(matches, "group-id")?;
    let mut flow = if matches.get_flag(FAILED) {
        RetryLogs::failed(&group)
    } else {
        RetryLogs::jobs(&group, flags::ids(matches, "job-id")?)
    };
    if let Some((from, to)) = flags::between(matches, context.environment.now())? {
        flow = flow.since(from);
        // Clocks differ, so "until now" leaves nothing out.
        if matches.contains_id(flags::TO_TIME) {
            flow = flow.until(to);
        }
    }
    if matches.get_flag(WAIT) {
        flow = flow.wait(flags::patience_of(matches));
    }
    let folder = matches.get_one::<String>(TO);
    if let Some(folder) = folder {
        flow = flow.save_to(folder);
    }
    let first = flow.preview(client);
    if context.common.dry_run {
        let then = "start each of the jobs again that this names or lists as failed";
        return stage.dry_run(context, first, then);
    }
    first.map_err(|error| stage.failed(error))?;
    let (sender, receiver) = events();
    let say = move |event| drop(sender.send(event));
    let work = flow.run(client, say);
    let guide = guide(&group, folder.map_or(".", String::as_str));
    let words = guide.goes_on;
    let guide = self::guide(&group, folder.map_or(".", String::as_str));
    let jobs = stage.watch(context, guide, receiver, work).await?;

    const COLUMNS: &[&str; 4] = &["jobId", "outcome", "file", "bytes"];
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
                    stage::text(job.id),
                    stage::text(outcome),
                    Json::Null,
                    Json::Null,
                ];
                results.push(object(COLUMNS, values));
                continue;
            }
        };
        several.good();
        let file_of = file.as_ref().map_or(Json::Null, |file| path(&file.path));
        let bytes = file.map_or(Json::Null, |file| number(file.bytes));
        let values = [stage::text(job.id), stage::text(outcome), file_of, bytes];
        results.push(object(COLUMNS, values));
    }
    print_all(context, COLUMNS, results)?;
    several.judged("job")
}

fn restore_command(command: Command) -> Command {
    command
        .about("Restore a snapshot to files")
        .long_about(
            "Have a snapshot of a replica set or a sharded cluster made ready for download, wait for that, and save its \
             archives as SNAPSHOT-ID-JOB-ID.tar.gz: one for a replica set; for a sharded cluster one for each shard and \
             one for the config server. The result is a list of the files.",
        )
        .after_help(
            "Example: backhaul restore cloud-manager --group-id ID --cluster-id ID --snapshot-id latest --to files --timeout 6h",
        )
        .arg(flags::group())
        .args(names())
        .arg(
            text("cluster-id", "ID", "The replica set or the sharded cluster")
                .required_unless_present(CLUSTER)
                .conflicts_with(CLUSTER),
        )
        .arg(text("snapshot-id", "ID", "The snapshot; `latest` is the newest that is complete").required(true))
        .arg(flags::to().required(true))
        .args(required_patience())
}

async fn restore(
    entry: &'static Entry,
    matches: &ArgMatches,
    context: &mut Context,
) -> Result<(), Failure> {
    let stage = Stage::new(entry, NAMES, context)?;
    let client = stage.client::<Client>()?;
    let then = "make the snapshot ready for download, if this does not, wait for that, and save its archives";
    if looks_first(&stage, matches, context, then)? {
        return Ok(());
    }
    let group = group_of(&stage, matches).await?;
    let cluster = match matches.get_one::<String>(CLUSTER) {
        Some(name) => cluster_of(&stage, &group, name).await?.id,
        None => required(matches, "cluster-id")?.to_owned(),
    };
    let flow = match required(matches, "snapshot-id")? {
        "latest" => SaveSnapshot::latest(&group, &cluster),
        id => SaveSnapshot::new(&group, &cluster, id),
    };
    let flow = flow.patience(flags::patience_of(matches));
    let first = flow.preview(client);
    if context.common.dry_run {
        return stage.dry_run(context, first.map(Some), then);
    }
    first.map_err(|error| stage.failed(error))?;
    let place = [
        "--group-id".to_owned(),
        group,
        "--cluster-id".to_owned(),
        cluster,
    ];
    let of = move |words: &[&str], more: &[&str]| {
        let place: Vec<&str> = place.iter().map(String::as_str).collect();
        line(&[words, &place, more].concat())
    };
    let guide = Guide {
        look: of(&["cloud-manager", "list-restore-jobs"], &[]),
        goes_on: Box::new(move |_, id| {
            let more = ["--restore-job-id", id, "--timeout", "6h"];
            vec![of(&["wait", "cloud-manager", "get-restore-job"], &more)]
        }),
    };
    let (sender, receiver) = events();
    let say = move |event| drop(sender.send(event));
    let work = flow.run(client, required(matches, TO)?, say);
    let parts = stage.watch(context, guide, receiver, work).await?;
    const COLUMNS: &[&str; 3] = &["restoreJobId", "file", "bytes"];
    let results = parts.into_iter().map(|part| {
        let values = [
            stage::text(part.job_id),
            path(&part.file.path),
            number(part.file.bytes),
        ];
        object(COLUMNS, values)
    });
    print_all(context, COLUMNS, results)
}
