//! The name of a project of Atlas, in place of its id.

use backhaul_atlas::Client;
use backhaul_flows::Error;
use backhaul_flows::atlas::Group;
use backhaul_runtime::Preview;
use clap::ArgMatches;

use super::flags::GROUP_ID;
use super::names::group_name;
use super::stage::Stage;
use crate::failure::Failure;

/// The request that finds the project by its name, if it is given by that.
///
/// # Errors
/// As for the client.
pub(super) fn look_up(
    stage: &Stage,
    matches: &ArgMatches,
) -> Result<Option<Result<Preview, Error>>, Failure> {
    let client = stage.client::<Client>()?;
    Ok(group_name(matches).map(|_| Group::preview(client)))
}

/// The id of the project.
///
/// # Errors
/// If the name leads to none or to several.
pub(super) async fn group_of(stage: &Stage, matches: &ArgMatches) -> Result<String, Failure> {
    let Some(name) = group_name(matches) else {
        return Ok(stage.value(matches, GROUP_ID));
    };
    let found = Group::find(stage.client()?, name).await;
    let id = found.map_err(|error| stage.failed(error))?.id;
    stage.learn(GROUP_ID, &id);
    Ok(id)
}
