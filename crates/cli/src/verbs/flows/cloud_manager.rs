//! `collect cloud-manager`, `retry cloud-manager` and `restore cloud-manager`.

use backhaul_cloud_manager::Client;
use backhaul_flows::cloud_manager::{CollectLogs, SaveSnapshot};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::super::context::Context;
use super::checks::UNKNOWN_CLUSTER;
use super::cloud_manager_names::{cluster, cluster_name, cluster_of, group_of, look_ups};
use super::cloud_manager_retry::{self, guide};
use super::flags::{self, CLUSTER, OVERWRITE, TO, switch, text};
use super::flow::Flow;
use super::names::group_or_unknown;
use super::plan::Names;
use super::range;
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
        sources: &[
            ("resource-name", "list-clusters"),
            (CLUSTER, "list-clusters"),
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
        sources: &[],
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
        sources: &[(CLUSTER, "list-clusters")],
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

/// What is taken if no time is given. No document says what that is.
const DEFAULT: &str =
    "what Cloud Manager chooses, which it does not document: choose with --last or --from-time";

async fn collect(stage: Stage, matches: &ArgMatches, context: &mut Context) -> Result<(), Failure> {
    let client = stage.client::<Client>()?;
    let between = stage.between(matches, context.environment.now());
    let make = |flow: CollectLogs| {
        let types = matches.get_many::<String>("log-types").unwrap_or_default();
        let mut flow = flow
            .log_types(types)
            .redacted(matches.get_flag("redacted"))
            .delete(matches.get_flag(DELETE))
            .overwrite(matches.get_flag(OVERWRITE))
            .patience(flags::patience_of(matches));
        if let Some((from, to)) = between {
            flow = flow.between(from, to);
        }
        match matches.get_one::<i64>(SIZE) {
            Some(size) => flow.size_per_file(*size),
            None => flow,
        }
    };
    let unknown = group_or_unknown(&stage, matches);
    let of_flags = |group: &str| {
        let kind = stage.required(matches, "resource-type");
        CollectLogs::new(group, kind, stage.required(matches, "resource-name"))
    };
    let first = match cluster_name(matches) {
        // Which kind it is, only the answer says.
        Some(_) => CollectLogs::new(&unknown, "CLUSTER", UNKNOWN_CLUSTER),
        None => of_flags(&unknown),
    };
    let known = make(first).preview(client);
    let requests = stage.checked(look_ups(&stage, matches)?.into_iter().chain([known]))?;
    match between {
        Some(between) => range::tell(context, between),
        None => range::tell_default(context, DEFAULT),
    }
    if context.common.dry_run {
        let then = "wait for the job, start it again once if it failed, and save its archive";
        let then = match cluster_name(matches) {
            // Which of both it is, only the list of clusters says.
            Some(_) => format!(
                "{then}. Of a replica set, resourceType is REPLICASET, and resourceName its name"
            ),
            None => then.to_owned(),
        };
        return stage.dry_run(context, &requests, &then);
    }
    let group = group_of(&stage, matches).await?;
    let flow = make(match cluster_name(matches) {
        Some(name) => CollectLogs::of(&cluster_of(&stage, &group, name).await?),
        None => of_flags(&group),
    });
    let folder = stage.required(matches, TO);
    let (sender, receiver) = events();
    let say = move |event| drop(sender.send(event));
    let work = flow.run(client, folder, say);
    let logs = stage
        .watch(context, guide(&group, folder), receiver, work)
        .await?;
    const COLUMNS: &[&str; 3] = &["file", "bytes", "jobId"];
    let values = [
        path(&logs.file.path),
        number(logs.file.bytes),
        result::text(logs.job_id),
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

/// How to go on with a restore job.
fn guide_of_restore(group: String, cluster: String, folder: &str) -> Guide {
    let folder = folder.trim_end_matches('/').to_owned();
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
    Guide {
        look: of(&["cloud-manager", "list-restore-jobs"], &[]),
        goes_on: Box::new(move |_, id| {
            let job = ["--restore-job-id", id];
            let wait = [&job[..], &["--timeout", "6h"]].concat();
            let link = [&job[..], &["--reveal", "--get", "/delivery/url"]].concat();
            let get = of(&["cloud-manager", "get-restore-job"], &link);
            let file = format!("{folder}/{id}.tar.gz");
            let save = line(&["download", "--link", "-", "--to", &file]);
            vec![
                of(&["wait", "cloud-manager", "get-restore-job"], &wait),
                format!("{get} | {save}"),
            ]
        }),
    }
}

/// How flows go on, for a test.
#[cfg(test)]
pub(super) fn guides() -> Vec<Guide> {
    let (group, cluster) = ("g".to_owned(), "c".to_owned());
    vec![
        guide("g", "logs"),
        guide_of_restore(group, cluster, "files"),
    ]
}

async fn restore(stage: Stage, matches: &ArgMatches, context: &mut Context) -> Result<(), Failure> {
    let client = stage.client::<Client>()?;
    let make = |group: &str, cluster: &str| {
        let flow = match stage.required(matches, "snapshot-id") {
            "latest" => SaveSnapshot::latest(group, cluster),
            id => SaveSnapshot::new(group, cluster, id),
        };
        flow.overwrite(matches.get_flag(OVERWRITE))
            .patience(flags::patience_of(matches))
    };
    let unknown = match cluster_name(matches) {
        Some(_) => UNKNOWN_CLUSTER,
        None => stage.required(matches, "cluster-id"),
    };
    let known = make(&group_or_unknown(&stage, matches), unknown).previews(client);
    let requests = stage.checked(look_ups(&stage, matches)?.into_iter().chain(known))?;
    if context.common.dry_run {
        let then = "wait until the snapshot is ready for download, and save its archives";
        return stage.dry_run(context, &requests, then);
    }
    let group = group_of(&stage, matches).await?;
    let cluster = match cluster_name(matches) {
        Some(name) => cluster_of(&stage, &group, name).await?.id,
        None => stage.required(matches, "cluster-id").to_owned(),
    };
    let flow = make(&group, &cluster);
    let guide = guide_of_restore(group, cluster, stage.required(matches, TO));
    let (sender, receiver) = events();
    let say = move |event| drop(sender.send(event));
    let work = flow.run(client, stage.required(matches, TO), say);
    let parts = stage.watch(context, guide, receiver, work).await?;
    const COLUMNS: &[&str; 3] = &["file", "bytes", "restoreJobId"];
    let results = parts.into_iter().map(|part| {
        let values = [
            path(&part.file.path),
            number(part.file.bytes),
            result::text(part.job_id),
        ];
        object(COLUMNS, values)
    });
    print_all(context, COLUMNS, results)
}
