//! `export atlas` and `restore atlas`.

use std::time::SystemTime;

use backhaul_atlas::Client;
use backhaul_flows::Work;
use backhaul_flows::atlas::{
    Cluster, ExportSnapshot, RestoreCluster, SaveSnapshot, Snapshot, Source,
};
use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Command, value_parser};

use super::super::context::Context;
use super::atlas_names::{group_of, looks_first};
use super::flags::{self, OVERWRITE, TO, required, text};
use super::flow::Flow;
use super::plan::Names;
use super::result::{self, number, object, path, print, print_all};
use super::stage::{Stage, ask, events};
use super::words::{Guide, line};
use super::{atlas_invoices, atlas_logs};
use crate::args::{needing, time};
use crate::failure::Failure;
use crate::json::Json;

pub(super) const FLOWS: &[Flow] = &[
    atlas_logs::COLLECT,
    atlas_invoices::REPORT,
    Flow {
        verb: "export",
        provider: "atlas",
        words: "snapshot backup bucket s3 archive copy",
        begins_with: &["create-backup-export"],
        names: NAMES,
        needs: &[
            &["group-id", "group"],
            &["cluster-name"],
            &["snapshot-id"],
            &["export-bucket-id"],
            &["timeout"],
        ],
        command: export_command,
        run: |stage, matches, context| Box::pin(export(stage, matches, context)),
    },
    Flow {
        verb: "restore",
        provider: "atlas",
        words: "snapshot backup point in time recover recovery download files",
        begins_with: &["create-backup-restore-job"],
        names: NAMES,
        needs: &[
            &["group-id", "group"],
            &["cluster-name"],
            &["snapshot-id", "point-in-time"],
            &["to", "target-cluster-name"],
            &["timeout"],
        ],
        command: restore_command,
        run: |stage, matches, context| Box::pin(restore(stage, matches, context)),
    },
];

const NAMES: Names = &[("pointInTimeUTCSeconds", "point-in-time")];

const TARGET: &str = "target-cluster-name";

fn cluster_flag() -> Arg {
    text("cluster-name", "NAME", "The cluster").alias("cluster")
}

async fn cluster(stage: &Stage, matches: &ArgMatches) -> Result<Cluster, Failure> {
    let group = group_of(stage, matches).await?;
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
            "Example:\n\
             \x20 backhaul export atlas --group-id ID --cluster-name NAME --snapshot-id latest \\\n\
             \x20   --export-bucket-id ID --custom-data key=purpose,value=reporting --timeout 6h",
        )
        .args(flags::group())
        .arg(cluster_flag())
        .arg(
            text("snapshot-id", "ID", "The snapshot; `latest` is the newest that is complete, and `new` takes one now"),
        )
        .arg(
            Arg::new("retention-in-days")
                .long("retention-in-days")
                .value_name("NUMBER")
                .value_parser(value_parser!(i64))
                .help("How many days the snapshot is kept that is taken now, with --snapshot-id new; at least 1. Default: 1"),
        )
        .arg(text("export-bucket-id", "ID", "The export bucket").alias("bucket-id"))
        .arg(
            text("custom-data", "key=…,value=…", "A pair for the metadata file in the bucket; may be repeated")
                .action(ArgAction::Append),
        )
        .args(flags::patience())
}

/// `key=team,value=x`. The value is all the rest, so that it may have commas.
fn pair(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix("key=")?.split_once(",value=")
}

async fn export(stage: Stage, matches: &ArgMatches, context: &mut Context) -> Result<(), Failure> {
    let client = stage.client::<Client>()?;
    let then = "begin the export, if this does not, and wait for it";
    if looks_first(&stage, matches, context, then)? {
        return Ok(());
    }
    let cluster = cluster(&stage, matches).await?;
    let snapshot = snapshot_of(required(matches, "snapshot-id")?, matches);
    let mut flow = ExportSnapshot::new(
        cluster.clone(),
        snapshot,
        required(matches, "export-bucket-id")?,
    )
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
    let optional = |text: Option<String>| text.map_or(Json::Null, result::text);
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
             shard. With --target-cluster-name, the data of that cluster is replaced, so the command asks first.",
        )
        .after_help(
            "Examples:\n\
             \x20 backhaul restore atlas --group-id ID --cluster-name NAME \\\n\
             \x20   --snapshot-id latest --to files --timeout 6h\n\
             \x20 backhaul restore atlas --group-id ID --cluster-name NAME \\\n\
             \x20   --point-in-time 2026-05-04T22:00:00Z \\\n\
             \x20   --target-cluster-name OTHER --timeout 6h",
        )
        .args(flags::group())
        .arg(cluster_flag())
        .arg(text("snapshot-id", "ID", "The snapshot; `latest` is the newest that is complete"))
        .arg(
            text("point-in-time", "TIME", "The point in time: 2026-05-04T22:00:00Z, or a date, which is its beginning in UTC. The cluster must have continuous backup")
                .value_parser(time)
                .conflicts_with(TO),
        )
        .group(ArgGroup::new("what").args(["snapshot-id", "point-in-time"]))
        .args(flags::saving().map(|arg| match arg.get_id().as_str() {
            OVERWRITE => needing(arg, &[TO]),
            _ => arg,
        }))
        .arg(text(TARGET, "NAME", "The cluster whose data is replaced").alias("target-cluster"))
        .group(ArgGroup::new("where").args([TO, TARGET]))
        .arg(needing(text("target-group-id", "ID", "The project of that cluster. Default: the same"), &[TARGET]))
        .args(flags::patience_with_files())
}

async fn restore(stage: Stage, matches: &ArgMatches, context: &mut Context) -> Result<(), Failure> {
    if looks_first(
        &stage,
        matches,
        context,
        "begin the restore, and wait for it",
    )? {
        return Ok(());
    }
    let cluster = cluster(&stage, matches).await?;
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
            let flow = flow
                .overwrite(matches.get_flag(OVERWRITE))
                .patience(flags::patience_of(matches));
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
            result::text(part.name),
            path(&part.file.path),
            number(part.file.bytes),
            result::text(&saved.snapshot_id),
            result::text(&saved.restore_job_id),
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
    let name = required(matches, TARGET)?;
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
    let optional = |text: Option<String>| text.map_or(Json::Null, result::text);
    let values = [
        optional(job.id),
        result::text(target.name),
        result::text(target.group_id),
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
