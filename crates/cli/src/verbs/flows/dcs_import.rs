//! `restore dcs --bucket-name`: the files of a backup into an instance.

use std::io::Read as _;

use backhaul_dcs::Client;
use backhaul_flows::dcs::{Import, Instance};
use backhaul_runtime::SensitiveString;
use clap::{Arg, ArgAction, ArgMatches};

use super::super::context::Context;
use super::flags::{self, text};
use super::result::{self, object, print};
use super::stage::{Stage, ask, events};
use super::words::{Guide, line};
use crate::args::needing;
use crate::failure::Failure;

pub(super) const BUCKET: &str = "bucket-name";
pub(super) const FILE: &str = "file-name";
const NAME: &str = "task-name";
const PASSWORD_FILE: &str = "password-file";

/// More than any password has.
const LONGEST: u64 = 4096;

pub(super) fn import_flags() -> [Arg; 4] {
    [
        needing(
            text(
                BUCKET,
                "NAME",
                "Import from this bucket, in the region of the instance",
            )
            .alias("bucket"),
            &[FILE],
        ),
        needing(
            text(
                FILE,
                "NAME",
                "A file of the backup in the bucket. Repeat it for each file",
            )
            .action(ArgAction::Append)
            .alias("file"),
            &[BUCKET],
        ),
        needing(
            text(
                NAME,
                "NAME",
                "The name of the import in the list of migrations",
            )
            .alias("name"),
            &[BUCKET],
        ),
        needing(
            text(
                PASSWORD_FILE,
                "FILE",
                "A file whose first line is the password of the instance, or - for standard input. Without it the instance \
             has none",
            ),
            &[BUCKET],
        ),
    ]
}

/// The first line of a file, or of standard input.
fn password(path: &str) -> Result<SensitiveString, Failure> {
    let what = if path == "-" { "standard input" } else { path };
    let failed = |error| Failure::file(&format!("--{PASSWORD_FILE}: {what}"), &error);
    let mut text = String::new();
    if path == "-" {
        let input = std::io::stdin().lock();
        input.take(LONGEST).read_to_string(&mut text)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(LONGEST).read_to_string(&mut text))
    }
    .map_err(failed)?;
    match text.lines().next() {
        Some(line) if !line.is_empty() => Ok(SensitiveString::from(line)),
        _ => Err(Failure::usage(format!(
            "--{PASSWORD_FILE}: the first line of {what} is empty"
        ))),
    }
}

pub(super) async fn import(
    stage: &Stage,
    client: &Client,
    instance: Instance,
    matches: &ArgMatches,
    context: &mut Context,
) -> Result<(), Failure> {
    let bucket = stage.required(matches, BUCKET);
    let mut flow = Import::new(instance.clone(), bucket).patience(flags::patience_of(matches));
    let files = matches.get_many::<String>(FILE).unwrap_or_default();
    for file in files.clone() {
        flow = flow.file(file);
    }
    if let Some(name) = matches.get_one::<String>(NAME) {
        flow = flow.name(name);
    }
    // Standard input is not waited for if something is wrong already.
    let path = matches.get_one::<String>(PASSWORD_FILE);
    if let Some(path) = path.filter(|path| *path != "-" || !stage.is_wrong())
        && let Some(password) = stage.noted(PASSWORD_FILE, password(path))
    {
        flow = flow.password(password);
    }
    let requests = stage.checked([flow.preview(client)])?;
    if context.common.dry_run {
        return stage.dry_run(context, &requests, "wait for the import");
    }
    let files = files.map(String::as_str).collect::<Vec<_>>().join(", ");
    let what = [
        ("instance", instance.id.as_str()),
        ("bucket", bucket),
        ("files", &files),
    ];
    let question = "Import these files? Keys of the instance that they have too are overwritten.";
    ask(context, "restore dcs", &what, question).await?;
    let (sender, receiver) = events();
    let say = move |event| drop(sender.send(event));
    let work = flow.run(client, say);
    let guide = guide(&instance.project_id);
    let id = stage.watch(context, guide, receiver, work).await?;
    const COLUMNS: &[&str; 3] = &["importId", "instanceId", "bucket"];
    let values = [
        result::text(id),
        result::text(instance.id),
        result::text(bucket),
    ];
    print(context, COLUMNS, object(COLUMNS, values))
}

/// How to go on with an import.
pub(super) fn guide(project: &str) -> Guide {
    let project = project.to_owned();
    Guide {
        look: line(&["dcs", "list-migration-task", "--project-id", &project]),
        goes_on: Box::new(move |_, id| {
            let task = ["--project-id", &project, "--task-id", id];
            let wait = ["wait", "dcs", "show-migration-task"];
            vec![line(&[&wait[..], &task, &["--timeout", "6h"]].concat())]
        }),
    }
}
