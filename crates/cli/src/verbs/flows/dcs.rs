//! `collect dcs`, `export dcs` and `restore dcs`.

use backhaul_dcs::Client;
use backhaul_flows::Work;
use backhaul_flows::dcs::{BackUp, CollectRunLogs, Instance, Restore};
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command, value_parser};

use super::super::context::Context;
use super::dcs_import::{BUCKET, FILE, import, import_flags};
use super::flags::{self, OVERWRITE, TO, required, switch, text};
use super::flow::Flow;
use super::plan::Names;
use super::range;
use super::result::{self, number, object, path, print, print_all};
use super::stage::{Stage, ask, events};
use super::words::{Guide, line};
use crate::args::Only;
use crate::failure::Failure;
use crate::json::Json;

pub(super) const FLOWS: &[Flow] = &[
    Flow {
        verb: "collect",
        provider: "dcs",
        words: "logs log run redis download",
        begins_with: &["create-redislog"],
        names: NAMES,
        needs: &[&["project-id"], &["instance-id"], &["to"], &["timeout"]],
        sources: &[],
        command: collect_command,
        run: |stage, matches, context| Box::pin(collect(stage, matches, context)),
    },
    Flow {
        verb: "export",
        provider: "dcs",
        words: "backup snapshot rdb aof dump redis download files",
        begins_with: &["copy-instance"],
        names: NAMES,
        needs: &[&["project-id"], &["instance-id"], &["to"], &["timeout"]],
        sources: &[],
        command: export_command,
        run: |stage, matches, context| Box::pin(export(stage, matches, context)),
    },
    Flow {
        verb: "restore",
        provider: "dcs",
        words: "backup snapshot recover recovery import migrate rdb redis",
        begins_with: &["restore-instance", "create-migration-task"],
        names: NAMES,
        needs: &[
            &["project-id"],
            &["instance-id"],
            &["backup-id", BUCKET],
            &["timeout"],
        ],
        sources: &[("backup-id", "list-backup-records")],
        command: restore_command,
        run: |stage, matches, context| Box::pin(restore(stage, matches, context)),
    },
];

const ALL_NODES: &str = "all-nodes";
const DAYS: &str = "query-time";
const FORMAT: &str = "backup-format";

const NAMES: Names = &[("backup_files", FILE), ("target_instance", "instance-id")];

/// The flags that name an instance.
fn instance_flags() -> [Arg; 2] {
    [
        text(
            "project-id",
            "ID",
            "The project. Default: --project, or that of the environment",
        ),
        text("instance-id", "ID", "The instance"),
    ]
}

fn instance(stage: &Stage, matches: &ArgMatches) -> Instance {
    let project = stage.value(matches, "project-id");
    Instance::new(project, stage.required(matches, "instance-id"))
}

/// A list that shows what was begun.
fn look(instance: &Instance, operation: &str, more: &[&str]) -> String {
    let place = [
        "--project-id",
        &instance.project_id,
        "--instance-id",
        &instance.id,
    ];
    line(&[&["dcs", operation], &place[..], more].concat())
}

fn collect_command(command: Command) -> Command {
    command
        .about("Collect the run logs of a Redis instance")
        .long_about(
            "Collect the run logs of a Redis instance: ask for them, wait until the new ones are there, and save each as \
             redis-LOG-ID.log. The result is a list of the files.\n\nA log is new if it was not in the list before, so \
             let only one such command at a time work on an instance.\n\nThe service collects from one node at a time. \
             With --all-nodes the command looks up the nodes of the instance, and collects from each.",
        )
        .after_help("Example:\n  backhaul collect dcs --instance-id ID --query-time 1 --to logs --timeout 30m")
        .args(instance_flags())
        .arg(text("log-type", "TYPE", "The kind of logs").value_parser(Only(&["run"])).default_value("run"))
        .arg(
            Arg::new(DAYS)
                .long(DAYS)
                .alias("days")
                .value_name("NUMBER")
                .value_parser(value_parser!(i64))
                .default_value("1")
                .help("Of how many past days: 0 (only today), 1, 3 or 7"),
        )
        .arg(
            text(
                "replication-id",
                "ID",
                "The node. Of an instance with several, either this or --all-nodes is required",
            )
            .conflicts_with(ALL_NODES),
        )
        .arg(switch(ALL_NODES, "Each node, masters and replicas"))
        .args(flags::saving())
        .args(flags::patience_with_files())
}

/// Of which days the logs are.
fn past(days: i64, source: Option<ValueSource>) -> String {
    let days = match days {
        0 => "today".to_owned(),
        1 => "today and the day before".to_owned(),
        days => format!("today and the {days} days before"),
    };
    match source {
        Some(ValueSource::DefaultValue) => format!("{days}, the default: choose with --{DAYS}"),
        _ => days,
    }
}

async fn collect(stage: Stage, matches: &ArgMatches, context: &mut Context) -> Result<(), Failure> {
    let client = stage.client::<Client>()?;
    let instance = instance(&stage, matches);
    let mut flow = CollectRunLogs::new(instance.clone())
        .overwrite(matches.get_flag(OVERWRITE))
        .patience(flags::patience_of(matches));
    if let Some(days) = matches.get_one::<i64>(DAYS) {
        flow = flow.days(*days);
    }
    if let Some(node) = matches.get_one::<String>("replication-id") {
        flow = flow.replication_id(node);
    }
    let all_nodes = matches.get_flag(ALL_NODES);
    if all_nodes {
        flow = flow.all_nodes();
    }
    let requests = stage.checked([flow.preview(client)])?;
    if let Some(days) = matches.get_one::<i64>(DAYS) {
        range::tell_default(context, &past(*days, matches.value_source(DAYS)));
    }
    if context.common.dry_run {
        let then = if all_nodes {
            "the same for each node, whose ids are looked up first; wait until each has new logs in the list, and save them"
        } else {
            "wait until new logs are in the list, and save each"
        };
        return stage.dry_run(context, &requests, then);
    }
    let guide = guide_of_logs(&instance);
    let (sender, receiver) = events();
    let say = move |event| drop(sender.send(event));
    let work = flow.run(client, stage.required(matches, TO), say);
    let logs = stage.watch(context, guide, receiver, work).await?;
    const COLUMNS: &[&str; 4] = &["file", "bytes", "node", "logId"];
    let results = logs.into_iter().map(|log| {
        let values = [
            path(&log.file.path),
            number(log.file.bytes),
            log.node.map_or(Json::Null, result::text),
            result::text(log.id),
        ];
        object(COLUMNS, values)
    });
    print_all(context, COLUMNS, results)
}

fn export_command(command: Command) -> Command {
    command
        .about("Back up a Redis instance, and save the files")
        .long_about(
            "Back up a Redis instance, wait until that is done, and save the files of the backup. The result is a list \
             of the files.",
        )
        .after_help("Example:\n  backhaul export dcs --instance-id ID --to backups --timeout 1h")
        .args(instance_flags())
        .arg(
            text(FORMAT, "FORMAT", "rdb, a snapshot, or aof, a log of all write commands")
                .value_parser(Only(&["rdb", "aof"]))
                .alias("format")
                .default_value("rdb"),
        )
        .arg(text("remark", "TEXT", "A comment, at most 128 characters"))
        .args(flags::saving())
        .args(flags::patience_with_files())
}

async fn export(stage: Stage, matches: &ArgMatches, context: &mut Context) -> Result<(), Failure> {
    let client = stage.client::<Client>()?;
    let instance = instance(&stage, matches);
    let mut flow = BackUp::new(instance.clone())
        .format(required(matches, FORMAT)?)
        .overwrite(matches.get_flag(OVERWRITE))
        .patience(flags::patience_of(matches));
    if let Some(remark) = matches.get_one::<String>("remark") {
        flow = flow.remark(remark);
    }
    let requests = stage.checked([flow.preview(client)])?;
    if context.common.dry_run {
        let then = "wait for the backup, and save its files";
        return stage.dry_run(context, &requests, then);
    }
    let (sender, receiver) = events();
    let say = move |event| drop(sender.send(event));
    let work = flow.run(client, stage.required(matches, TO), say);
    let guide = guide(&instance, "list-backup-records");
    let backup = stage.watch(context, guide, receiver, work).await?;
    const COLUMNS: &[&str; 3] = &["file", "bytes", "backupId"];
    let results = backup.files.into_iter().map(|file| {
        let values = [
            path(&file.path),
            number(file.bytes),
            result::text(&backup.id),
        ];
        object(COLUMNS, values)
    });
    print_all(context, COLUMNS, results)
}

/// How to go on with the collection of logs, which has no id.
fn guide_of_logs(instance: &Instance) -> Guide {
    Guide {
        look: look(instance, "list-redislog", &["--log-type", "run"]),
        goes_on: Box::new(|_, _| Vec::new()),
    }
}

/// How flows go on, for a test.
#[cfg(test)]
pub(super) fn guides() -> Vec<Guide> {
    let instance = Instance::new("p", "i");
    vec![
        guide_of_logs(&instance),
        guide(&instance, "list-backup-records"),
        guide(&instance, "list-restore-records"),
        super::dcs_import::guide("p"),
    ]
}

/// How to go on with a backup or a restoration. No operation reads a single one.
fn guide(instance: &Instance, list: &'static str) -> Guide {
    let instance = instance.clone();
    Guide {
        look: look(&instance, list, &[]),
        goes_on: Box::new(move |work, id| {
            let mut next = vec![look(&instance, list, &[])];
            if work == Work::Backup {
                let more = ["--backup-id", id, "--expiration", "1800"];
                next.push(look(&instance, "list-backup-file-links", &more));
            }
            next
        }),
    }
}

fn restore_command(command: Command) -> Command {
    command
        .about("Restore a Redis instance from a backup")
        .long_about(
            "Restore a Redis instance from one of its backups, and wait until that is done. The data of the instance is \
             replaced, so the command asks first.\n\nOr import files of a backup from a bucket in object storage, those that \
             `backhaul export dcs` saved of another instance, for example, after they were uploaded there. Keys that \
             the backup has too are overwritten.",
        )
        .after_help(
            "Examples:\n\
             \x20 backhaul restore dcs --instance-id ID --backup-id ID --timeout 1h\n\
             \x20 backhaul restore dcs --instance-id ID \\\n\
             \x20   --bucket-name NAME --file-name NAME --timeout 6h",
        )
        .args(instance_flags())
        .arg(
            text("backup-id", "ID", "The backup, of this instance")
                .conflicts_with(BUCKET),
        )
        .arg(text("remark", "TEXT", "A comment, at most 128 characters").conflicts_with(BUCKET))
        .args(import_flags())
        .args(flags::patience())
}

async fn restore(stage: Stage, matches: &ArgMatches, context: &mut Context) -> Result<(), Failure> {
    let client = stage.client::<Client>()?;
    let instance = instance(&stage, matches);
    if matches.contains_id(BUCKET) {
        return import(&stage, client, instance, matches, context).await;
    }
    let backup = stage.required(matches, "backup-id");
    let mut flow = Restore::new(instance.clone(), backup).patience(flags::patience_of(matches));
    if let Some(remark) = matches.get_one::<String>("remark") {
        flow = flow.remark(remark);
    }
    let requests = stage.checked([flow.preview(client)])?;
    if context.common.dry_run {
        return stage.dry_run(context, &requests, "wait for the restoration");
    }
    let what = [("instance", instance.id.as_str()), ("backup", backup)];
    let question = "Replace the data of the instance with that of the backup?";
    ask(context, "restore dcs", &what, question).await?;
    let (sender, receiver) = events();
    let say = move |event| drop(sender.send(event));
    let work = flow.run(client, say);
    let guide = guide(&instance, "list-restore-records");
    let id = stage.watch(context, guide, receiver, work).await?;
    const COLUMNS: &[&str; 3] = &["restorationId", "instanceId", "backupId"];
    let values = [
        result::text(id),
        result::text(instance.id),
        result::text(backup),
    ];
    print(context, COLUMNS, object(COLUMNS, values))
}
