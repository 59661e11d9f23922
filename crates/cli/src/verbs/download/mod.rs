//! `backhaul download`: a file, resumed where it broke off.
//!
//! | file | subject |
//! |---|---|
//! | `command` | its flags |
//! | `link` | a pre-signed link, from standard input alone |
//! | `folder` | the folder of the file |
//! | `target` | where the file goes |
//! | `transfer` | the download itself |

mod command;
mod folder;
mod link;
mod target;
mod transfer;

use clap::ArgMatches;

use self::target::Target;
use super::context::Context;
use super::dry_run;
use super::targets;
use super::verb::{Running, Verb};
use crate::args;
use crate::failure::{Failure, Mistakes, Status};

pub use self::link::refused as link_in_arguments;

/// The verb.
pub(super) const VERB: Verb = Verb {
    name: "download",
    command: command::command,
    run: |matches, context| -> Running<'_> { Box::pin(run(matches, context)) },
};

const WITHOUT_TO: &str = "--to is required: the file or the folder to download to";

async fn run(matches: &ArgMatches, context: &mut Context) -> Result<(), Failure> {
    if let Some(source) = matches.get_one::<String>(command::LINK) {
        link::check(source)?;
        if context.only_checks {
            let to = matches.get_one::<String>(command::TO);
            let to = to.ok_or_else(|| Failure::usage(WITHOUT_TO));
            return to.map(drop);
        }
        if context.common.dry_run {
            return Err(Failure::usage(
                "--dry-run: a link is opened as it is; there is no request to show",
            ));
        }
        let Some(to) = matches.get_one::<String>(command::TO) else {
            return Err(Failure::usage(WITHOUT_TO));
        };
        let link = link::read(context)?;
        let target = Target::choose(to, || link::file_name(&link), command::overwrites(matches))?;
        let download = link::download(&link)?;
        let failed = |error| Failure::of_call(error, true, &|_| None);
        return transfer::run(download, &target, &failed, context).await;
    }
    if matches.subcommand().is_none() {
        return Err(Failure::usage(
            "name a provider and an operation, or give --link -; see backhaul download --help",
        ));
    }
    let named = targets::of("download", matches)?;
    let mut mistakes = Mistakes::default();
    let now = context.environment.now();
    let given = args::given(named.found.1, named.matches, now, &mut mistakes);
    let to = named.matches.get_one::<String>(command::TO);
    if to.is_none() && (!context.common.dry_run || context.only_checks) {
        mistakes.add(&[command::TO], WITHOUT_TO);
    }
    let prepared = match context.prepare(named.entry, named.found, given) {
        Ok(prepared) => prepared,
        Err(failure) => return mistakes.together(Err(failure)),
    };
    let call = prepared.call()?;
    let preview = targets::together(call.previewed(), mistakes, &prepared)?;
    if context.common.dry_run {
        return dry_run::print(context, named.entry, &preview);
    }
    let Some(to) = to else {
        return Err(Failure::usage(WITHOUT_TO));
    };
    let media_type = preview.header("accept").unwrap_or_default();
    let name = || target::name_of(prepared.operation, &prepared.given, media_type);
    let target = Target::choose(to, name, command::overwrites(named.matches))?;
    let download = call.downloaded().ok_or_else(|| {
        let name = prepared.operation.name;
        Failure::new(
            Status::NotUnderstood,
            format!("{name} cannot be downloaded; this is a bug"),
        )
    })?;
    transfer::run(download, &target, &|error| prepared.failed(error), context).await
}
