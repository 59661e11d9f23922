//! The name of a project of Atlas, in place of its id.

use backhaul_atlas::Client;
use backhaul_flows::atlas::Group;
use clap::ArgMatches;

use super::super::context::Context;
use super::flags::{GROUP, GROUP_ID};
use super::stage::Stage;
use crate::failure::Failure;

/// In a dry run by name: shows how the project is found, because nothing else is known without it.
///
/// # Errors
/// If nothing can be written.
pub(super) fn looks_first(
    stage: &Stage,
    matches: &ArgMatches,
    context: &mut Context,
    then: &str,
) -> Result<bool, Failure> {
    if !context.common.dry_run || !matches.contains_id(GROUP) {
        return Ok(false);
    }
    let first = Group::preview(stage.client::<Client>()?).map(Some);
    let then = format!("find what has this name, {then}");
    stage.dry_run(context, first, &then)?;
    Ok(true)
}

/// The id of the project.
///
/// # Errors
/// If none is given, or the name leads to none or to several.
pub(super) async fn group_of(stage: &Stage, matches: &ArgMatches) -> Result<String, Failure> {
    let Some(name) = matches.get_one::<String>(GROUP) else {
        return stage.value(matches, GROUP_ID);
    };
    let found = Group::find(stage.client()?, name).await;
    Ok(found.map_err(|error| stage.failed(error))?.id)
}
