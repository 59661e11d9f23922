//! `collect cloud-manager`, `retry cloud-manager` and `restore cloud-manager`.

use backhaul_cloud_manager::Client;
use backhaul_flows::cloud_manager::{CollectLogs, SaveSnapshot};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::super::context::Context;
use super::cloud_manager_names::{CLUSTER, cluster, cluster_of, group_of, looks_first};
use super::cloud_manager_retry::{self, guide};
use super::flags::{self, OVERWRITE, TO, required, switch, text};
use super::flow::Flow;
use super::plan::Names;
use super::result::{self, number, object, path, print, print_all};
use super::stage::{Stage, events};
use super::words::{Guide, line};
use crate::args::Choice;
use crate::failure::Failure;

pub(super) const FLOWS: &[Flow] = &[
    Flow {
        verb: "collect",
        provider: "cloud-manager",
        words: "logs log files diagnostics ftdc download job",
        begins_with: &["create-log-collection-job"],
        names: NAMES,
        needs: &[
            &["group-id", "group"],
            &["resource-type", CLUSTER],
            &["resource-name", CLUSTER],
            &["log-types"],
            &["to"],
            &["timeout"],
        ],
        command: collect_command,
        run: |stage, matches, context| Box::pin(collect(stage, matches, context)),
    },
    Flow {
        verb: "retry",
        provider: "cloud-manager",
        words: "failed logs log collection jobs again rerun",
        begins_with: &["retry-log-collection-job"],
        names: NAMES,
        needs: &[&["group-id", "group"], &["failed", "job-id"]],
        command: cloud_manager_retry::command,
        run: |stage, matches, context| {
            Box::pin(cloud_manager_retry::retry(stage, matches, context))
        },
    },
    Flow {
        verb: "restore",
        provider: "cloud-manager",
        words: "snapshot backup recover recovery download files",
        begins_with: &["create-restore-job"],
        names: NAMES,
        needs: &[
            &["group-id", "group"],
            &["cluster-id", CLUSTER],
            &["snapshot-id"],
            &["to"],
            &["timeout"],
        ],
        command: restore_command,
        run: |stage, matches, context| Box::pin(restore(stage, matches, context)),
    },
];

const NAMES: Names = &[
    ("logCollectionFromDate", "from-time"),
    ("logCollectionToDate", "to-time"),
];

const SIZE: &str = "size-requested-per-file-bytes";
const DELETE: &str = "delete-job";

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
            "Examples:\n\
             \x20 backhaul collect cloud-manager --group-id ID \\\n\
             \x20   --resource-type REPLICASET --resource-name rs0 \\\n\
             \x20   --log-types MONGODB,FTDC --last 24h --to logs --timeout 2h\n\
             \x20 backhaul collect cloud-manager --group \"Demo Project\" --cluster demo-cluster \\\n\
             \x20   --log-types MONGODB --to logs --timeout 2h",
        )
        .args(flags::group())
        .arg(cluster())
        .arg(
            text("resource-type", "TYPE", "What to collect from: a sharded cluster, a replica set or a process")
                .value_parser(Choice(&["CLUSTER", "REPLICASET", "PROCESS"]))
                .conflicts_with(CLUSTER),
        )
        .arg(
            text("resource-name", "NAME", "Its name; of a sharded cluster, its name or id")
                .conflicts_with(CLUSTER),
        )
        .arg(
            text("log-types", "TYPES", "What to collect, with commas between")
                .action(ArgAction::Append)
                .value_delimiter(',')
                .value_parser(Choice(&TYPES)),
        )
        .args(flags::times().map(|arg| match arg.get_id().as_str() {
            flags::FROM_TIME => arg.alias("log-collection-from-date"),
            flags::TO_TIME => arg.alias("log-collection-to-date"),
            _ => arg,
        }))
        .arg(
            Arg::new(SIZE)
                .long(SIZE)
                .alias("size")
                .value_name("BYTES")
                .value_parser(value_parser!(i64))
                .help(
                    "How many bytes of each log file at most. The provider documents no limit. Default: 10000000, as in \
                     its example",
                ),
        )
        .arg(switch("redacted", "Hide addresses and names in answers about the job"))
        .args(flags::saving())
        .arg(switch(DELETE, "Delete the job at the provider once its archive is saved").alias("delete"))
        .args(flags::patience_with_files())
}

async fn collect(stage: Stage, matches: &ArgMatches, context: &mut Context) -> Result<(), Failure> {
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
        .delete(matches.get_flag(DELETE))
        .overwrite(matches.get_flag(OVERWRITE))
        .patience(flags::patience_of(matches));
    if let Some((from, to)) = flags::between(matches, context.environment.now())? {
        flow = flow.between(from, to);
    }
    if let Some(size) = matches.get_one::<i64>(SIZE) {
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
        result::text(logs.job_id),
        path(&logs.file.path),
        number(logs.file.bytes),
    ];
    print(context, COLUMNS, object(COLUMNS, values))
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
            "Example:\n\
             \x20 backhaul restore cloud-manager --group-id ID --cluster-id ID \\\n\
             \x20   --snapshot-id latest --to files --timeout 6h",
        )
        .args(flags::group())
        .arg(cluster())
        .arg(
            text("cluster-id", "ID", "The replica set or the sharded cluster")
                .conflicts_with(CLUSTER),
        )
        .arg(text("snapshot-id", "ID", "The snapshot; `latest` is the newest that is complete"))
        .args(flags::saving())
        .args(flags::patience_with_files())
}

async fn restore(stage: Stage, matches: &ArgMatches, context: &mut Context) -> Result<(), Failure> {
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
    let flow = flow
        .overwrite(matches.get_flag(OVERWRITE))
        .patience(flags::patience_of(matches));
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
            result::text(part.job_id),
            path(&part.file.path),
            number(part.file.bytes),
        ];
        object(COLUMNS, values)
    });
    print_all(context, COLUMNS, results)
}
