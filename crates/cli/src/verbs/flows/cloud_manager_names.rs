//! The names of a project and of a cluster of Cloud Manager, in place of their ids.

use backhaul_cloud_manager::Client;
use backhaul_flows::Error;
use backhaul_flows::cloud_manager::{Cluster, Group};
use backhaul_runtime::Preview;
use clap::{Arg, ArgMatches};

use super::flags::{CLUSTER, GROUP_ID, text};
use super::names::{group_name, group_or_unknown};
use super::stage::Stage;
use crate::failure::Failure;

/// `--cluster`.
pub(super) fn cluster() -> Arg {
    text(
        CLUSTER,
        "NAME",
        "The sharded cluster or the replica set, by its exact name or its id. A shard is none",
    )
}

/// The name of the cluster, if it is given.
pub(super) fn cluster_name(matches: &ArgMatches) -> Option<&String> {
    matches.try_get_one::<String>(CLUSTER).ok().flatten()
}

/// The requests that find by their names what is given by them.
///
/// # Errors
/// As for the client.
pub(super) fn look_ups(
    stage: &Stage,
    matches: &ArgMatches,
) -> Result<Vec<Result<Preview, Error>>, Failure> {
    let client = stage.client::<Client>()?;
    let group = group_name(matches).map(|_| Group::preview(client));
    let id = group_or_unknown(stage, matches);
    let cluster = cluster_name(matches).map(|_| Cluster::preview(client, &id));
    Ok(group.into_iter().chain(cluster).collect())
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

/// The cluster with this name.
///
/// # Errors
/// If there is none, or more than one.
pub(super) async fn cluster_of(stage: &Stage, group: &str, name: &str) -> Result<Cluster, Failure> {
    let found = Cluster::find_in(stage.client()?, group, name).await;
    found.map_err(|error| stage.failed(error))
}
