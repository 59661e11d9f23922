//! `export atlas` and `restore atlas`.

use std::time::SystemTime;

use backhaul_atlas::Client;
use backhaul_flows::atlas::{
    Cluster, ExportSnapshot, RestoreCluster, SaveSnapshot, Snapshot, Source,
};
use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Command, value_parser};

use super::super::context::Context;
use super::atlas_guide::{guide, guide_to_files};
use super::atlas_names::{group_of, look_up};
use super::flags::{self, OVERWRITE, TO, text};
use super::flow::Flow;
use super::names::{group_name, group_or_unknown};
use super::plan::{Names, Sources};
use super::result::{self, number, object, path, print, print_all};
use super::stage::{Stage, ask, events};
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
        sources: SNAPSHOTS,
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
        sources: &[SNAPSHOTS[0], SNAPSHOTS[1], (TARGET, "list-clusters")],
        command: restore_command,
        run: |stage, matches, context| Box::pin(restore(stage, matches, context)),
    },
];

/// Those of replica sets and those of sharded clusters.
const SNAPSHOTS: Sources = &[
    ("snapshot-id", "list-backup-snapshots"),
    ("snapshot-id", "list-backup-sharded-clusters"),
];

const NAMES: Names = &[("pointInTimeUTCSeconds", "point-in-time")];

const TARGET: &str = "target-cluster-name";

fn cluster_flag() -> Arg {
    text("cluster-name", "NAME", "The cluster").alias("cluster")
}

fn cluster(stage: &Stage, matches: &ArgMatches, group: &str) -> Cluster {
    Cluster::new(group, stage.required(matches, "cluster-name"))
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

/// What would follow, and that not all requests are needed for the newest snapshot.
fn with_latest(matches: &ArgMatches, then: &str) -> String {
    let id = matches.get_one::<String>("snapshot-id");
    match id.map(String::as_str) {
        Some("latest") => format!(
            "{then}. Snapshots of replica sets are listed only if there are none of sharded clusters"
        ),
        _ => then.to_owned(),
    }
}

const WITHOUT_PAIR: &str = "--custom-data: write it as key=NAME,value=TEXT";

/// `key=team,value=x`. The value is all the rest, so that it may have commas.
fn pair(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix("key=")?.split_once(",value=")
}

async fn export(stage: Stage, matches: &ArgMatches, context: &mut Context) -> Result<(), Failure> {
    let client = stage.client::<Client>()?;
    let bucket = stage.required(matches, "export-bucket-id");
    let data = matches.get_many::<String>("custom-data");
    let data: Vec<&String> = data.unwrap_or_default().collect();
    let make = |group: &str| {
        let cluster = cluster(&stage, matches, group);
        let snapshot = snapshot_of(stage.required(matches, "snapshot-id"), matches);
        let mut flow = ExportSnapshot::new(cluster, snapshot, bucket);
        for text in &data {
            match pair(text) {
                Some((key, value)) => flow = flow.custom_data(key, value),
                None => stage.wrong("custom-data", WITHOUT_PAIR),
            }
        }
        flow.patience(flags::patience_of(matches))
    };
    let known = make(&group_or_unknown(&stage, matches)).previews(client);
    let look_up = look_up(&stage, matches)?;
    let requests = stage.checked(look_up.into_iter().chain(known))?;
    if context.common.dry_run {
        let then = with_latest(matches, "begin the export, and wait for it");
        return stage.dry_run(context, &requests, &then);
    }
    let group = group_of(&stage, matches).await?;
    let flow = make(&group);
    let cluster = cluster(&stage, matches, &group);
    let (sender, receiver) = events();
    let say = move |event| drop(sender.send(event));
    let mut then = vec![
        "export".to_owned(),
        "--export-bucket-id".to_owned(),
        bucket.to_owned(),
    ];
    then.extend(
        data.iter()
            .flat_map(|pair| ["--custom-data".to_owned(), (*pair).clone()]),
    );
    let guide = guide(&cluster, "list-backup-exports", then);
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
    let source = match matches.get_one::<SystemTime>("point-in-time") {
        Some(time) => Source::PointInTime(*time),
        None => {
            // A snapshot that is taken now has what the cluster has already.
            Source::Snapshot(match stage.required(matches, "snapshot-id") {
                "latest" => Snapshot::Latest,
                id => Snapshot::Id(id.to_owned()),
            })
        }
    };
    match (matches.get_one::<String>(TO), source) {
        (Some(folder), Source::Snapshot(snapshot)) => {
            to_files(&stage, matches, snapshot, folder, context).await
        }
        (_, source) => to_cluster(&stage, matches, source, context).await,
    }
}

async fn to_files(
    stage: &Stage,
    matches: &ArgMatches,
    snapshot: Snapshot,
    folder: &str,
    context: &mut Context,
) -> Result<(), Failure> {
    let client = stage.client::<Client>()?;
    let make = |group: &str| {
        let flow = SaveSnapshot::new(cluster(stage, matches, group), snapshot.clone());
        flow.overwrite(matches.get_flag(OVERWRITE))
            .patience(flags::patience_of(matches))
    };
    let known = make(&group_or_unknown(stage, matches)).previews(client);
    let look_up = look_up(stage, matches)?;
    let requests = stage.checked(look_up.into_iter().chain(known))?;
    if context.common.dry_run {
        let then =
            "have the snapshot made ready for download, wait for that, and save its archives";
        let then = with_latest(matches, then);
        return stage.dry_run(context, &requests, &then);
    }
    let group = group_of(stage, matches).await?;
    let flow = make(&group);
    let cluster = cluster(stage, matches, &group);
    let (sender, receiver) = events();
    let say = move |event| drop(sender.send(event));
    let guide = guide_to_files(&cluster, folder);
    let work = flow.run(client, folder, say);
    let saved = stage.watch(context, guide, receiver, work).await?;
    const COLUMNS: &[&str; 5] = &["file", "bytes", "name", "snapshotId", "restoreJobId"];
    let results = saved.parts.into_iter().map(|part| {
        let values = [
            path(&part.file.path),
            number(part.file.bytes),
            result::text(part.name),
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
    source: Source,
    context: &mut Context,
) -> Result<(), Failure> {
    let client = stage.client::<Client>()?;
    let other = matches.get_one::<String>("target-group-id");
    let target = |group: &str| {
        let group = other.map_or(group, String::as_str);
        Cluster::new(group, stage.required(matches, TARGET))
    };
    let make = |group: &str| {
        let cluster = cluster(stage, matches, group);
        let flow = RestoreCluster::new(cluster, source.clone(), target(group));
        flow.patience(flags::patience_of(matches))
    };
    let known = make(&group_or_unknown(stage, matches)).previews(client);
    let look_up = look_up(stage, matches)?;
    let requests = stage.checked(look_up.into_iter().chain(known))?;
    if context.common.dry_run {
        let then = with_latest(matches, "begin the restore, and wait for it");
        return stage.dry_run(context, &requests, &then);
    }
    let group = group_of(stage, matches).await?;
    let (flow, target) = (make(&group), target(&group));
    let cluster = cluster(stage, matches, &group);
    let what = match &source {
        Source::Snapshot(Snapshot::Id(id)) => format!("snapshot {id}"),
        Source::Snapshot(_) => "the newest complete snapshot".to_owned(),
        Source::PointInTime(_) => "a point in time".to_owned(),
    };
    let from = format!("{what} of {}", cluster.name);
    let guide = guide(&cluster, "list-backup-restore-jobs", Vec::new());
    // The name, too, if it is known.
    let project = match group_name(matches).filter(|_| other.is_none()) {
        Some(name) => format!("{name} ({})", target.group_id),
        None => target.group_id.clone(),
    };
    let resource = [
        ("cluster", target.name.as_str()),
        ("project", project.as_str()),
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
