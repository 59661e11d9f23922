//! `export atlas` and `restore atlas`.

use std::time::SystemTime;

use backhaul_atlas::Client;
use backhaul_flows::Work;
use backhaul_flows::atlas::{
    Cluster, ExportSnapshot, RestoreCluster, SaveSnapshot, Snapshot, Source,
};
use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Command, value_parser};

use super::super::context::Context;
use super::atlas_logs;
use super::flags::{self, TO, required, text};
use super::flow::Flow;
use super::stage::{self, Names, Stage, ask, events, number, object, path, print, print_all};
use super::words::{Guide, line};
use crate::failure::Failure;
use crate::json::Json;
use crate::providers::Entry;

pub(super) const FLOWS: &[Flow] = &[
    atlas_logs::COLLECT,
    Flow {
        verb: "export",
        provider: "atlas",
        command: export_command,
        run: |entry, matches, context| Box::pin(export(entry, matches, context)),
    },
    Flow {
        verb: "restore",
        provider: "atlas",
        command: restore_command,
        run: |entry, matches, context| Box::pin(restore(entry, matches, context)),
    },
];

const NAMES: Names = &[
    ("exportBucketId", "bucket-id"),
    ("targetClusterName", "target-cluster"),
    ("targetGroupId", "target-group-id"),
    ("pointInTimeUTCSeconds", "point-in-time"),
];

fn patience() -> [Arg; 2] {
    let [timeout, every] = flags::patience();
    [timeout.required(true), every]
}

fn cluster_flags() -> [Arg; 2] {
    [
        flags::group(),
        text("cluster-name", "NAME", "The cluster").required(true),
    ]
}

fn cluster(stage: &Stage, matches: &ArgMatches) -> Result<Cluster, Failure> {
    let group = stage.value(matches, "group-id")?;
    Ok(Cluster::new(group, required(matches, "cluster-name")?))
}

fn snapshot_of(id: &str, matches: &ArgMatches) -> Snapshot {
    match id {
        "latest" => Snapshot::Latest,
        "new" => Snapshot::Taken {
            description: "for an export".to_owned(),
            retention_in_days: matches
                .get_one::<i64>("retention-in-days")
                .copied()
                .unwrap_or(1),
        },
        id => Snapshot::Id(id.to_owned()),
    }
}

/// How to go on with what was begun for a cluster.
fn guide(cluster: &Cluster, list: &'static str) -> Guide {
    let place = [cluster.group_id.clone(), cluster.name.clone()];
    let of = move |words: &[&str], more: &[&str]| {
        let [group, name] = &place;
        let place = ["--group-id", group, "--cluster-name", name];
        line(&[words, &place, more].concat())
    };
    let look = of(&["atlas", list], &[]);
    let goes_on = move |work: Work, id: &str| {
        let wait = |operation, flag| {
            of(
                &["wait", "atlas", operation],
                &[flag, id, "--timeout", "6h"],
            )
        };
        vec![match work {
            Work::Snapshot => of(&["atlas", "list-backup-snapshots"], &[]),
            Work::Export => wait("get-backup-export", "--export-id"),
            _ => wait("get-backup-restore-job", "--restore-job-id"),
        }]
    };
    Guide {
        look,
        goes_on: Box::new(goes_on),
    }
}

fn export_command(command: Command) -> Command {
    command
        .about("Export a snapshot to a bucket")
        .long_about(
            "Export a snapshot of a cluster to an export bucket of its project, and wait until that is done. The result \
             is the export, with the prefix of its objects in the bucket.",
        )
        .after_help(
            "Example: backhaul export atlas --group-id ID --cluster-name NAME --snapshot-id latest --bucket-id ID \
             --custom-data key=purpose,value=reporting --timeout 6h",
        )
        .args(cluster_flags())
        .arg(
            text("snapshot-id", "ID", "The snapshot; `latest` is the newest that is complete, and `new` takes one now")
                .required(true),
        )
        .arg(
            Arg::new("retention-in-days")
                .long("retention-in-days")
                .value_name("NUMBER")
                .value_parser(value_parser!(i64))
                .help("How many days a snapshot that is taken now is kept. Default: 1"),
        )
        .arg(text("bucket-id", "ID", "The export bucket").required(true))
        .arg(
            text("custom-data", "key=…,value=…", "A pair for the metadata file in the bucket; may be repeated")
                .action(ArgAction::Append),
        )
        .args(patience())
}

/// `key=team,value=x`. The value is all the rest, so that it may have commas.
fn pair(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix("key=")?.split_once(",value=")
}

async fn export(
    entry: &'static Entry,
    matches: &ArgMatches,
    context: &mut Context,
) -> Result<(), Failure> {
    let stage = Stage::new(entry, NAMES, context)?;
    let client = stage.client::<Client>()?;
    let cluster = cluster(&stage, matches)?;
    let snapshot = snapshot_of(required(matches, "snapshot-id")?, matches);
    let mut flow = ExportSnapshot::new(cluster.clone(), snapshot, required(matches, "bucket-id")?)
        .patience(flags::patience_of(matches));
    for text in matches
        .get_many::<String>("custom-data")
        .unwrap_or_default()
    {
        let Some((key, value)) = pair(text) else {
            return Err(Failure::usage(
                "--custom-data: write it as key=NAME,value=TEXT",
            ));
        };
        flow = flow.custom_data(key, value);
    }
    let first = flow.preview(client);
    if context.common.dry_run {
        let then = "begin the export, if this does not, and wait for it";
        return stage.dry_run(context, first.map(Some), then);
    }
    first.map_err(|error| stage.failed(error))?;
    let (sender, receiver) = events();
    let say = move |event| drop(sender.send(event));
    let guide = guide(&cluster, "list-backup-exports");
    let job = stage
        .watch(context, guide, receiver, flow.run(client, say))
        .await?;
    const COLUMNS: &[&str; 4] = &["exportId", "snapshotId", "state", "prefix"];
    let optional = |text: Option<String>| text.map_or(Json::Null, stage::text);
    let values = [
        optional(job.id),
        optional(job.snapshot_id),
        optional(job.state.map(|state| state.to_string())),
        optional(job.prefix),
    ];
    print(context, COLUMNS, object(COLUMNS, values))
}

fn restore_command(command: Command) -> Command {
    command
        .about("Restore a snapshot, or a point in time, of a cluster: to files or to a cluster")
        .long_about(
            "Restore a cluster. With --to, a snapshot is made ready for download and its archives are saved, one per \
             shard. With --target-cluster, the data of that cluster is replaced, so the command asks first.",
        )
        .after_help(
            "Examples:\n  backhaul restore atlas --group-id ID --cluster-name NAME --snapshot-id latest --to files --timeout 6h\n  \
             backhaul restore atlas --group-id ID --cluster-name NAME --point-in-time 2026-05-04T22:00:00Z \
             --target-cluster OTHER --timeout 6h",
        )
        .args(cluster_flags())
        .arg(text("snapshot-id", "ID", "The snapshot; `latest` is the newest that is complete"))
        .arg(
            text("point-in-time", "TIME", "The point in time, with its zone. The cluster must have continuous backup")
                .value_parser(flags::time)
                .conflicts_with(TO),
        )
        .group(ArgGroup::new("what").args(["snapshot-id", "point-in-time"]).required(true))
        .arg(flags::to())
        .arg(text("target-cluster", "NAME", "The cluster whose data is replaced"))
        .group(ArgGroup::new("where").args([TO, "target-cluster"]).required(true))
        .arg(text("target-group-id", "ID", "Its project. Default: the same").requires("target-cluster"))
        .args(patience())
}

async fn restore(
    entry: &'static Entry,
    matches: &ArgMatches,
    context: &mut Context,
) -> Result<(), Failure> {
    let stage = Stage::new(entry, NAMES, context)?;
    let cluster = cluster(&stage, matches)?;
    let source = match matches.get_one::<SystemTime>("point-in-time") {
        Some(time) => Source::PointInTime(*time),
        None => {
            let id = required(matches, "snapshot-id")?;
            Source::Snapshot(snapshot_of(id, matches))
        }
    };
    match (matches.get_one::<String>(TO), source) {
        (Some(folder), Source::Snapshot(snapshot)) => {
            let flow = SaveSnapshot::new(cluster.clone(), snapshot);
            let flow = flow.patience(flags::patience_of(matches));
            to_files(&stage, &flow, &cluster, folder, context).await
        }
        (_, source) => to_cluster(&stage, matches, cluster, source, context).await,
    }
}

async fn to_files(
    stage: &Stage,
    flow: &SaveSnapshot,
    cluster: &Cluster,
    folder: &str,
    context: &mut Context,
) -> Result<(), Failure> {
    let client = stage.client::<Client>()?;
    let first = flow.preview(client);
    if context.common.dry_run {
        let then = "make the snapshot ready for download, if this does not, wait for that, and save its archives";
        return stage.dry_run(context, first.map(Some), then);
    }
    first.map_err(|error| stage.failed(error))?;
    let (sender, receiver) = events();
    let say = move |event| drop(sender.send(event));
    let guide = guide(cluster, "list-backup-restore-jobs");
    let work = flow.run(client, folder, say);
    let saved = stage.watch(context, guide, receiver, work).await?;
    const COLUMNS: &[&str; 5] = &["name", "file", "bytes", "snapshotId", "restoreJobId"];
    let results = saved.parts.into_iter().map(|part| {
        let values = [
            stage::text(part.name),
            path(&part.file.path),
            number(part.file.bytes),
            stage::text(&saved.snapshot_id),
            stage::text(&saved.restore_job_id),
        ];
        object(COLUMNS, values)
    });
    print_all(context, COLUMNS, results)
}

async fn to_cluster(
    stage: &Stage,
    matches: &ArgMatches,
    cluster: Cluster,
    source: Source,
    context: &mut Context,
) -> Result<(), Failure> {
    let client = stage.client::<Client>()?;
    let name = required(matches, "target-cluster")?;
    let group = matches.get_one::<String>("target-group-id");
    let target = Cluster::new(group.unwrap_or(&cluster.group_id), name);
    let what = match &source {
        Source::Snapshot(Snapshot::Id(id)) => format!("snapshot {id}"),
        Source::Snapshot(_) => "the newest complete snapshot".to_owned(),
        Source::PointInTime(_) => "a point in time".to_owned(),
    };
    let from = format!("{what} of {}", cluster.name);
    let guide = guide(&cluster, "list-backup-restore-jobs");
    let flow = RestoreCluster::new(cluster, source, target.clone());
    let flow = flow.patience(flags::patience_of(matches));
    let first = flow.preview(client);
    if context.common.dry_run {
        let then = "begin the restore, if this does not, and wait for it";
        return stage.dry_run(context, first.map(Some), then);
    }
    first.map_err(|error| stage.failed(error))?;
    let resource = [
        ("cluster", target.name.as_str()),
        ("project", target.group_id.as_str()),
        ("from", from.as_str()),
    ];
    let question = "Replace all data of the cluster?";
    ask(context, "restore atlas", &resource, question).await?;
    let (sender, receiver) = events();
    let say = move |event| drop(sender.send(event));
    let job = stage
        .watch(context, guide, receiver, flow.run(client, say))
        .await?;
    const COLUMNS: &[&str; 4] = &[
        "restoreJobId",
        "targetClusterName",
        "targetGroupId",
        "finishedAt",
    ];
    let optional = |text: Option<String>| text.map_or(Json::Null, stage::text);
    let values = [
        optional(job.id),
        stage::text(target.name),
        stage::text(target.group_id),
        optional(job.finished_at.map(|time| time.to_string())),
    ];
    print(context, COLUMNS, object(COLUMNS, values))
}

#[cfg(test)]
mod tests {
    use super::pair;

    #[test]
    fn a_value_may_have_commas() {
        assert_eq!(pair("key=a,value=b"), Some(("a", "b")));
        assert_eq!(pair("key=a,value=b,c=d"), Some(("a", "b,c=d")));
        assert_eq!(pair("a=b"), None);
    }
}
