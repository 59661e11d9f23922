//! Which snapshot; take one.

use std::time::{Duration, SystemTime};

use backhaul_atlas::builders::{ListBackupShardedClusters, ListBackupSnapshots, TakeSnapshots};
use backhaul_atlas::types::DiskBackupSnapshot;
use backhaul_atlas::{Client, Job, JobState, Preview, Timestamp};

use super::cluster::Cluster;
use crate::error::{Error, succeeded};
use crate::event::{Event, Listener, Work};
use crate::patience::{USUAL, Waits};
use crate::previews::UNKNOWN_ID;

/// A snapshot of a cluster, a replica set or a sharded one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Snapshot {
    /// The one with this id.
    Id(String),
    /// The newest that is complete.
    Latest,
    /// One that is taken now, and waited for.
    Taken {
        /// For people.
        description: String,
        /// How many days it is kept, at least 1.
        retention_in_days: i64,
    },
}

impl Snapshot {
    /// The requests that find or take the snapshot, which are not sent; none if its id is known.
    pub(super) fn previews(
        &self,
        client: &Client,
        cluster: &Cluster,
    ) -> Vec<Result<Preview, Error>> {
        match self {
            Self::Id(_) => Vec::new(),
            Self::Latest => vec![
                sharded(client, cluster).preview().map_err(Error::from),
                // If the first list has none.
                replica_sets(client, cluster).preview().map_err(Error::from),
            ],
            Self::Taken {
                description,
                retention_in_days,
            } => {
                let take = take(client, cluster, description, *retention_in_days);
                vec![take.preview().map_err(Error::from)]
            }
        }
    }

    /// The id, if it is known.
    pub(super) fn known(&self) -> &str {
        match self {
            Self::Id(id) => id,
            _ => UNKNOWN_ID,
        }
    }

    /// The id of a complete snapshot.
    pub(super) async fn id(
        &self,
        client: &Client,
        cluster: &Cluster,
        waits: &mut Waits,
        listener: Listener<'_>,
    ) -> Result<String, Error> {
        match self {
            Self::Id(id) => Ok(id.clone()),
            Self::Latest => latest(client, cluster).await,
            Self::Taken {
                description,
                retention_in_days,
            } => {
                let snapshot = take(client, cluster, description, *retention_in_days);
                let snapshot = snapshot.send().await?;
                complete(client, cluster, &snapshot, waits, listener).await
            }
        }
    }
}

/// Not idempotent: it is sent again only if it was never sent.
fn take(client: &Client, cluster: &Cluster, description: &str, days: i64) -> TakeSnapshots {
    client
        .take_snapshots()
        .group_id(&cluster.group_id)
        .cluster_name(&cluster.name)
        .description(description)
        .retention_in_days(days)
}

/// Snapshots of a sharded cluster.
fn sharded(client: &Client, cluster: &Cluster) -> ListBackupShardedClusters {
    let list = client.list_backup_sharded_clusters();
    list.group_id(&cluster.group_id).cluster_name(&cluster.name)
}

/// Snapshots of a replica set.
fn replica_sets(client: &Client, cluster: &Cluster) -> ListBackupSnapshots {
    let list = client.list_backup_snapshots();
    list.group_id(&cluster.group_id).cluster_name(&cluster.name)
}

const NO_ID: Error = Error::Incomplete("the snapshot has no id");

/// The newest complete snapshot. Those of sharded clusters and of replica sets are in different lists.
async fn latest(client: &Client, cluster: &Cluster) -> Result<String, Error> {
    let mut found = Newest::default();
    match sharded(client, cluster).send().await {
        Ok(list) => {
            for snapshot in &list.results {
                found.consider(snapshot, snapshot.id.as_ref(), snapshot.created_at.as_ref());
            }
        }
        // What Atlas answers for a replica set is not documented.
        Err(error) if matches!(error.status(), Some(400 | 404 | 409)) => {}
        Err(error) => return Err(error.into()),
    }
    if found.0.is_none() {
        let mut snapshots = replica_sets(client, cluster).items();
        while let Some(snapshot) = snapshots.try_next().await? {
            found.consider(
                &snapshot,
                snapshot.id.as_ref(),
                snapshot.created_at.as_ref(),
            );
        }
    }
    let (_, id) = found.0.ok_or(Error::NothingFits("complete snapshot"))?;
    id.ok_or(NO_ID)
}

/// The order of the lists is not documented, so the dates decide.
#[derive(Default)]
struct Newest(Option<(Option<SystemTime>, Option<String>)>);

impl Newest {
    fn consider(&mut self, job: &impl Job, id: Option<&String>, at: Option<&Timestamp>) {
        if job.state() != JobState::Succeeded {
            return;
        }
        let at = at.and_then(Timestamp::to_system_time);
        if self.0.as_ref().is_none_or(|(newest, _)| at >= *newest) {
            self.0 = Some((at, id.cloned()));
        }
    }
}

/// Waits until a snapshot is complete, and returns its id. Snapshots of sharded clusters and of replica sets are
/// read by different operations.
async fn complete(
    client: &Client,
    cluster: &Cluster,
    snapshot: &DiskBackupSnapshot,
    waits: &mut Waits,
    listener: Listener<'_>,
) -> Result<String, Error> {
    let id = snapshot.id().ok_or(NO_ID)?;
    let work = match snapshot {
        DiskBackupSnapshot::ShardedCluster(_) => Work::ShardedSnapshot,
        _ => Work::Snapshot,
    };
    listener(Event::Begun {
        work,
        id: Some(id.to_owned()),
    });
    let seen = |state| {
        listener(Event::Seen {
            work,
            state,
            progress: None,
        });
    };
    let limit = waits.next(Duration::ZERO, USUAL);
    match snapshot {
        DiskBackupSnapshot::ReplicaSet(_) => {
            let get = client.get_cluster_backup_snapshot();
            let get = get.group_id(&cluster.group_id).cluster_name(&cluster.name);
            let wait = get.snapshot_id(id).wait(limit);
            succeeded(wait.on_progress(|job| seen(job.state())).await?, work, id)?;
        }
        DiskBackupSnapshot::ShardedCluster(_) => {
            let get = client.get_backup_sharded_cluster();
            let get = get.group_id(&cluster.group_id).cluster_name(&cluster.name);
            let wait = get.snapshot_id(id).wait(limit);
            succeeded(wait.on_progress(|job| seen(job.state())).await?, work, id)?;
        }
        // A kind of cluster that did not exist when this was written.
        _ => {
            return Err(Error::Incomplete(
                "take_snapshots: a snapshot of an unknown kind",
            ));
        }
    }
    Ok(id.to_owned())
}
