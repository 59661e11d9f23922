//! `collect atlas`.

use std::time::SystemTime;

use backhaul_atlas::Client;
use backhaul_flows::atlas::{Cluster, SaveLog, SaveLogs};
use clap::{Arg, ArgMatches, Command, value_parser};

use super::super::context::Context;
use super::atlas_names::{group_of, look_up};
use super::flags::{self, OVERWRITE, TO, switch, text};
use super::flow::Flow;
use super::names::group_or_unknown;
use super::plan::Names;
use super::range;
use super::result::{self, number, object, path, print, print_all};
use super::several::Several;
use super::stage::{Stage, events};
use crate::args::{Only, needing};
use crate::failure::Failure;
use crate::json::Json;

pub(super) const COLLECT: Flow = Flow {
    verb: "collect",
    provider: "atlas",
    words: "logs log files audit mongod mongos download",
    begins_with: &["download-cluster-log"],
    names: NAMES,
    needs: &[&["group-id", "group"], &["to"]],
    sources: &[(HOST_NAME, "list-group-processes")],
    command,
    run: |stage, matches, context| Box::pin(collect(stage, matches, context)),
};

const NAMES: Names = &[("startDate", "from-time"), ("endDate", "to-time")];

const CLUSTER: &str = "cluster-name";
const HOST_NAME: &str = "host-name";
const LOG_NAME: &str = "log-name";
const AUDIT: &str = "audit";
const AT_ONCE: &str = "at-once";

fn command(command: Command) -> Command {
    command
        .about("Save the logs of all processes of a project or a cluster, or one log of a host")
        .long_about(
            "Save logs, compressed, as HOST_LOG_FROM-TO.gz, with Unix seconds for FROM and TO: those of all processes of a project; of one of its clusters \
             with --cluster-name; or one log of one host with --host-name and --log-name. Atlas needs no job for it. The \
             result is a list of the logs with what became of each; of one log it is the file and its size. Exit status \
             11 says that some of several failed.\n\n\
             Without a time, FROM and TO are the 24 hours until the call, so the files of each night have other names.",
        )
        .after_help(
            "Examples:\n\
             \x20 backhaul collect atlas --group \"Demo Project\" --last 1h --to logs\n\
             \x20 backhaul collect atlas --group-id ID --cluster-name demo-cluster \\\n\
             \x20   --audit --last 12h --to logs\n\
             \x20 backhaul collect atlas --group-id ID \\\n\
             \x20   --host-name cluster0-shard-00-00.ab123.mongodb.net --log-name mongodb \\\n\
             \x20   --last 12h --to logs",
        )
        .args(flags::group())
        .arg(
            text(CLUSTER, "NAME", "Only the processes of this cluster, which the names of their hosts tell")
                .alias("cluster")
                .conflicts_with(HOST_NAME),
        )
        .arg(needing(text(HOST_NAME, "HOST", "One log of only this host, without the port"), &[LOG_NAME]))
        .arg(needing(
            text(LOG_NAME, "NAME", "The log of that host")
                .value_parser(Only(&["mongodb", "mongos", "mongodb-audit-log", "mongos-audit-log"])),
            &[HOST_NAME],
        ))
        .arg(
            switch(AUDIT, "The audit logs, too. They are empty if auditing is off in the project")
                .conflicts_with(HOST_NAME),
        )
        .arg(
            Arg::new(AT_ONCE)
                .long(AT_ONCE)
                .value_name("NUMBER")
                .value_parser(value_parser!(u8).range(1..))
                .help("How many logs are downloaded at once, 1 to 255. Default: 4")
                .conflicts_with(HOST_NAME),
        )
        .args(flags::times())
        .args(flags::saving())
        .arg(flags::spans(flags::TIMEOUT, "How long to work at most: 6h, 15m, 90s or 1h30m. Default: as long as it takes"))
}

/// What Atlas takes if no time is given.
const DEFAULT: &str =
    "the last 24 hours until now, the default of Atlas: choose another with --last or --from-time";

async fn collect(stage: Stage, matches: &ArgMatches, context: &mut Context) -> Result<(), Failure> {
    match matches.get_one::<String>(HOST_NAME) {
        Some(host) => one(&stage, host, matches, context).await,
        None => several(&stage, matches, context).await,
    }
}

fn tell(context: &mut Context, between: Option<(SystemTime, SystemTime)>) {
    match between {
        Some(between) => range::tell(context, between),
        None => range::tell_default(context, DEFAULT),
    }
}

/// One log of one host.
async fn one(
    stage: &Stage,
    host: &str,
    matches: &ArgMatches,
    context: &mut Context,
) -> Result<(), Failure> {
    let client = stage.client::<Client>()?;
    let between = stage.between(matches, context.environment.now());
    let make = |group: &str| {
        let flow = SaveLog::new(group, host, stage.required(matches, LOG_NAME))
            .overwrite(matches.get_flag(OVERWRITE));
        match between {
            Some((from, to)) => flow.between(from, to),
            None => flow,
        }
    };
    let known = make(&group_or_unknown(stage, matches)).preview(client);
    let look_up = look_up(stage, matches)?;
    let requests = stage.checked(look_up.into_iter().chain([known]))?;
    tell(context, between);
    if context.common.dry_run {
        return stage.dry_run(context, &requests, "save the answer");
    }
    let flow = make(&group_of(stage, matches).await?);
    let (sender, receiver) = events();
    let say = move |event| drop(sender.send(event));
    let work = flow.run(client, stage.required(matches, TO), say);
    let file = stage
        .download(context, flags::limit(matches), receiver, work)
        .await?;
    const COLUMNS: &[&str; 2] = &["file", "bytes"];
    let values = [path(&file.path), number(file.bytes)];
    print(context, COLUMNS, object(COLUMNS, values))
}

/// The logs of all processes.
async fn several(
    stage: &Stage,
    matches: &ArgMatches,
    context: &mut Context,
) -> Result<(), Failure> {
    let client = stage.client::<Client>()?;
    let between = stage.between(matches, context.environment.now());
    let make = |group: &str| {
        let flow = match matches.get_one::<String>(CLUSTER) {
            Some(name) => SaveLogs::of_cluster(&Cluster::new(group, name)),
            None => SaveLogs::of_group(group),
        };
        let mut flow = flow
            .audit(matches.get_flag(AUDIT))
            .overwrite(matches.get_flag(OVERWRITE));
        if let Some((from, to)) = between {
            flow = flow.between(from, to);
        }
        match matches.get_one::<u8>(AT_ONCE) {
            Some(number) => flow.at_once(usize::from(*number)),
            None => flow,
        }
    };
    let known = make(&group_or_unknown(stage, matches)).previews(client);
    let look_up = look_up(stage, matches)?;
    let requests = stage.checked(look_up.into_iter().chain(known))?;
    tell(context, between);
    if context.common.dry_run {
        let then = "save the logs of each process in place of HOST, several at once";
        return stage.dry_run(context, &requests, then);
    }
    let flow = make(&group_of(stage, matches).await?);
    let (sender, receiver) = events();
    let say = move |event| drop(sender.send(event));
    let work = flow.run(client, stage.required(matches, TO), say);
    let logs = stage
        .download(context, flags::limit(matches), receiver, work)
        .await?;

    // What failed has no file, and is told apart by its host and log.
    const COLUMNS: &[&str; 5] = &["file", "bytes", "outcome", "log", "host"];
    let mut several = Several::default();
    let mut results = Vec::new();
    for log in logs {
        let (outcome, file, bytes) = match log.outcome {
            Ok(file) => {
                several.good();
                ("saved", path(&file.path), number(file.bytes))
            }
            Err(error) => {
                let name = format!("{} of {}", log.log_name, log.host_name);
                several.bad(&name, stage.failed(error));
                ("failed", Json::Null, Json::Null)
            }
        };
        let values = [
            file,
            bytes,
            result::text(outcome),
            result::text(log.log_name),
            result::text(log.host_name),
        ];
        results.push(object(COLUMNS, values));
    }
    print_all(context, COLUMNS, results)?;
    several.judged("log")
}
