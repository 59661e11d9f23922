//! The names of a project and of a cluster of Cloud Manager, in place of their ids.

use backhaul_cloud_manager::Client;
use backhaul_flows::cloud_manager::{Cluster, Group};
use clap::{Arg, ArgMatches};

use super::super::context::Context;
use super::flags::{GROUP, GROUP_ID, text};
use super::needs::is_given;
use super::stage::Stage;
use crate::failure::Failure;

pub(super) const CLUSTER: &str = "cluster";

/// `--cluster`.
pub(super) fn cluster() -> Arg {
    text(
        CLUSTER,
        "NAME",
        "The sharded cluster or the replica set, by its exact name",
    )
}

/// In a dry run by names: shows how the first of them is found, because nothing else is known without it.
///
/// # Errors
/// If an argument is wrong, or nothing can be written.
pub(super) fn looks_first(
    stage: &Stage,
    matches: &ArgMatches,
    context: &mut Context,
    then: &str,
) -> Result<bool, Failure> {
    let client = stage.client::<Client>()?;
    let first = if !context.common.dry_run {
        None
    } else if is_given(matches, GROUP) {
        Some(Group::preview(client))
    } else if is_given(matches, CLUSTER) {
        let group = stage.value(matches, GROUP_ID)?;
        Some(Cluster::preview(client, &group))
    } else {
        None
    };
    let Some(first) = first else {
        return Ok(false);
    };
    let then = format!("find what has this name, {then}");
    stage.dry_run(context, first.map(Some), &then)?;
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

/// The cluster with this name.
///
/// # Errors
/// If there is none, or more than one.
pub(super) async fn cluster_of(stage: &Stage, group: &str, name: &str) -> Result<Cluster, Failure> {
    let found = Cluster::find_in(stage.client()?, group, name).await;
    found.map_err(|error| stage.failed(error))
}
