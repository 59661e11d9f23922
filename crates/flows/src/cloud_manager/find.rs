//! Find a project and a cluster by their names.

use backhaul_cloud_manager::builders::{ListClusters, ListGroups};
use backhaul_cloud_manager::{Client, Preview, types};
use types::ClusterTypeName;

use crate::error::Error;
use crate::names::{Candidate, only};

/// The most items on a page, so that few calls are needed.
const PAGE: i64 = 500;

/// A project, which the provider also calls a group.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Group {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

impl Group {
    /// The project with exactly this name, or else this id, among those that the client's credentials belong to.
    ///
    /// # Errors
    /// If a call fails, or there is no such project, or more than one.
    pub async fn find(client: &Client, name: &str) -> Result<Self, Error> {
        let groups = Self::list(client).items().collect().await?;
        let candidates = groups.into_iter().map(|group| Candidate {
            name: group.name.clone(),
            id: group.id.clone(),
            thing: (group.id, group.name),
        });
        let (id, found) = only("project", name, candidates).map_err(Error::Name)?;
        Ok(Self {
            id: id.ok_or(Error::Incomplete("the project has no id"))?,
            name: found.unwrap_or_else(|| name.to_owned()),
        })
    }

    /// The first request of [`Self::find`], which is not sent.
    ///
    /// # Errors
    /// If the client cannot make it.
    pub fn preview(client: &Client) -> Result<Preview, Error> {
        Ok(Self::list(client).preview()?)
    }

    fn list(client: &Client) -> ListGroups {
        client.list_groups().items_per_page(PAGE)
    }
}

/// A whole cluster: a sharded cluster, or a replica set that is not one of its shards.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cluster {
    /// Its project.
    pub group_id: String,
    /// Its id, which snapshots, restore jobs and checkpoints are asked for by.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What log collection jobs call it: `CLUSTER` or `REPLICASET`.
    pub resource_type: &'static str,
    /// The name by which they know it.
    pub resource_name: String,
}

impl Cluster {
    /// The cluster with exactly this name, or else this id, in the project that [`Group::find`] finds. Shards and config servers,
    /// which have the name of their cluster too, are left aside.
    ///
    /// # Errors
    /// If a call fails, or there is no such project or cluster, or more than one.
    pub async fn find(client: &Client, group: &str, name: &str) -> Result<Self, Error> {
        let group = Group::find(client, group).await?;
        Self::find_in(client, &group.id, name).await
    }

    /// The same in the project with this id.
    ///
    /// # Errors
    /// If a call fails, or there is no such cluster, or more than one.
    pub async fn find_in(client: &Client, group_id: &str, name: &str) -> Result<Self, Error> {
        let clusters = Self::list(client, group_id).items().collect().await?;
        let candidates = clusters
            .into_iter()
            .filter(is_whole)
            .map(|cluster| Candidate {
                name: name_of(&cluster),
                id: cluster.id.clone(),
                thing: cluster,
            });
        let found = only("cluster", name, candidates).map_err(Error::Name)?;
        let name = name_of(&found).unwrap_or_else(|| name.to_owned());
        let id = found.id.ok_or(Error::Incomplete("the cluster has no id"))?;
        let (resource_type, resource_name) = match found.type_name {
            // Its name can be changed, and a job may want the one that it was made with. The id stays.
            Some(ClusterTypeName::Sharded | ClusterTypeName::ShardedReplicaSet) => {
                ("CLUSTER", id.clone())
            }
            Some(ClusterTypeName::ReplicaSet) => (
                "REPLICASET",
                found.replica_set_name.unwrap_or_else(|| name.clone()),
            ),
            _ => return Err(Error::Incomplete("the cluster has no type that is known")),
        };
        Ok(Self {
            group_id: group_id.to_owned(),
            id,
            name,
            resource_type,
            resource_name,
        })
    }

    /// The first request of [`Self::find_in`], which is not sent.
    ///
    /// # Errors
    /// If the id is invalid.
    pub fn preview(client: &Client, group_id: &str) -> Result<Preview, Error> {
        Ok(Self::list(client, group_id).preview()?)
    }

    fn list(client: &Client, group_id: &str) -> ListClusters {
        client
            .list_clusters()
            .group_id(group_id)
            .items_per_page(PAGE)
    }
}

/// Whether it is no shard and no config server.
fn is_whole(cluster: &types::Cluster) -> bool {
    let is_shard = cluster.shard_name.is_some();
    !is_shard && cluster.type_name != Some(ClusterTypeName::ConfigServerReplicaSet)
}

/// The name of a cluster; a replica set may have no other than that of its configuration.
fn name_of(cluster: &types::Cluster) -> Option<String> {
    let name = cluster.cluster_name.as_ref();
    name.or(cluster.replica_set_name.as_ref()).cloned()
}
