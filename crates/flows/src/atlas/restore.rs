//! Restore a cluster.

use std::time::{Duration, SystemTime};

use backhaul_atlas::builders::CreateBackupRestoreJob;
use backhaul_atlas::types::DiskBackupSnapshotRestoreJob;
use backhaul_atlas::{Client, Preview};

use super::cluster::Cluster;
use super::snapshot::Snapshot;
use super::watch;
use crate::error::Error;
use crate::event::{Event, Work};
use crate::patience::{Patience, Waits};
use crate::previews::first;

/// Restores a snapshot, or a point in time, of one cluster into another or into itself, and waits until that is
/// done. The data of the target is replaced.
///
/// ```
/// # async fn example(client: &backhaul_atlas::Client) -> Result<(), backhaul_flows::Error> {
/// use backhaul_flows::atlas::{Cluster, RestoreCluster, Snapshot, Source};
///
/// let from = Cluster::new("32b6e34b3d91647abb20e7b8", "production");
/// let to = Cluster::new("32b6e34b3d91647abb20e7b8", "staging");
/// RestoreCluster::new(from, Source::Snapshot(Snapshot::Latest), to)
///     .run(client, |event| println!("{event}"))
///     .await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a flow begins with `run`"]
pub struct RestoreCluster {
    cluster: Cluster,
    source: Source,
    target: Cluster,
    patience: Patience,
}

/// What is restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A snapshot.
    Snapshot(Snapshot),
    /// A point in time, in whole seconds. The cluster must have continuous backup.
    PointInTime(SystemTime),
}

impl RestoreCluster {
    /// Of `cluster`, into `target`.
    pub fn new(cluster: Cluster, source: Source, target: Cluster) -> Self {
        Self {
            cluster,
            source,
            target,
            patience: Patience::up_to(Duration::from_secs(6 * 3600)),
        }
    }

    /// How long to wait for the restore. Default 6 hours.
    pub fn patience(mut self, patience: Patience) -> Self {
        self.patience = patience;
        self
    }

    fn create(&self, client: &Client, snapshot_id: &str) -> CreateBackupRestoreJob {
        let create = client
            .create_backup_restore_job()
            .group_id(&self.cluster.group_id)
            .cluster_name(&self.cluster.name)
            .target_group_id(&self.target.group_id)
            .target_cluster_name(&self.target.name);
        match &self.source {
            Source::Snapshot(_) => create.delivery_type("automated").snapshot_id(snapshot_id),
            Source::PointInTime(time) => {
                let seconds = time.duration_since(SystemTime::UNIX_EPOCH);
                let seconds = seconds.map_or(0, |span| span.as_secs());
                let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
                create
                    .delivery_type("pointInTime")
                    .point_in_time_utc_seconds(seconds)
            }
        }
    }

    /// The first request, which is not sent.
    ///
    /// # Errors
    /// If an argument is invalid, also one of a later request.
    pub fn preview(&self, client: &Client) -> Result<Preview, Error> {
        let nothing = Error::Incomplete("there is nothing to send");
        first(self.previews(client))?.ok_or(nothing)
    }

    /// All requests that are known beforehand, in their order, which are not sent. [`UNKNOWN_ID`](crate::UNKNOWN_ID)
    /// stands for an id that only an earlier answer says.
    pub fn previews(&self, client: &Client) -> Vec<Result<Preview, Error>> {
        let (mut all, id) = match &self.source {
            Source::PointInTime(_) => (Vec::new(), ""),
            Source::Snapshot(snapshot) => {
                let all = snapshot.previews(client, &self.cluster);
                (all, snapshot.known())
            }
        };
        let create = self.create(client, id);
        all.push(create.preview().map_err(Error::from));
        all
    }

    /// Does it.
    ///
    /// # Errors
    /// If a call fails, there is no complete snapshot, or the restore fails, is cancelled or does not end in time.
    pub async fn run(
        &self,
        client: &Client,
        listener: impl Fn(Event) + Send + Sync,
    ) -> Result<DiskBackupSnapshotRestoreJob, Error> {
        // A mistake in the arguments is told before anything is sent.
        self.preview(client)?;
        let mut waits = Waits::new(&self.patience);
        let snapshot_id = match &self.source {
            Source::Snapshot(snapshot) => {
                let cluster = &self.cluster;
                snapshot.id(client, cluster, &mut waits, &listener).await?
            }
            Source::PointInTime(_) => String::new(),
        };
        let job = self.create(client, &snapshot_id).send().await?;
        let missing = Error::Incomplete("create_backup_restore_job: the restore job has no id");
        let id = job.id.as_ref().ok_or(missing)?;
        listener(Event::Begun {
            work: Work::Restore,
            id: Some(id.clone()),
        });
        watch::restore(client, &self.cluster, id, &mut waits, &listener).await
    }
}
