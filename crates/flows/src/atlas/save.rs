//! Have a snapshot made ready for download, and save its files.

use std::path::Path;
use std::time::Duration;

use backhaul_atlas::builders::CreateBackupRestoreJob;
use backhaul_atlas::types::DiskBackupSnapshotRestoreJob;
use backhaul_atlas::{Client, Preview, SensitiveString};

use super::cluster::Cluster;
use super::snapshot::Snapshot;
use super::watch;
use crate::error::Error;
use crate::event::{Event, Listener, Work};
use crate::files::{Folder, SavedFile, safe, save};
use crate::patience::{Patience, Waits};
use crate::previews::first;

/// Has a snapshot of a cluster made ready for download, waits for that, and saves its files: one archive for a
/// replica set, one per shard for a sharded cluster.
///
/// ```
/// # async fn example(client: &backhaul_atlas::Client) -> Result<(), backhaul_flows::Error> {
/// use backhaul_flows::atlas::{Cluster, SaveSnapshot, Snapshot};
///
/// let cluster = Cluster::new("32b6e34b3d91647abb20e7b8", "production");
/// let saved = SaveSnapshot::new(cluster, Snapshot::Latest)
///     .run(client, "restores", |event| println!("{event}"))
///     .await?;
/// for part in saved.parts {
///     println!("{}: {} bytes", part.name, part.file.bytes);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a flow begins with `run`"]
pub struct SaveSnapshot {
    cluster: Cluster,
    snapshot: Snapshot,
    patience: Patience,
    overwrite: bool,
}

/// A snapshot that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SavedSnapshot {
    /// The snapshot.
    pub snapshot_id: String,
    /// The restore job that made its files ready.
    pub restore_job_id: String,
    /// Its archives.
    pub parts: Vec<SavedPart>,
}

/// The archive of one replica set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SavedPart {
    /// Name of the replica set; for a cluster that is no sharded one, the cluster's.
    pub name: String,
    /// The archive, a `.tar.gz`.
    pub file: SavedFile,
}

impl SaveSnapshot {
    /// The files of a snapshot.
    pub fn new(cluster: Cluster, snapshot: Snapshot) -> Self {
        Self {
            cluster,
            snapshot,
            patience: Patience::up_to(Duration::from_secs(6 * 3600)),
            overwrite: false,
        }
    }

    /// Whether a file that is there is replaced. By default it stays, and the flow fails.
    pub fn overwrite(mut self, overwrite: bool) -> Self {
        self.overwrite = overwrite;
        self
    }

    /// How long to wait for the links. Default 6 hours.
    pub fn patience(mut self, patience: Patience) -> Self {
        self.patience = patience;
        self
    }

    fn create(&self, client: &Client, snapshot_id: &str) -> CreateBackupRestoreJob {
        client
            .create_backup_restore_job()
            .group_id(&self.cluster.group_id)
            .cluster_name(&self.cluster.name)
            .delivery_type("download")
            .snapshot_id(snapshot_id)
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
        let mut all = self.snapshot.previews(client, &self.cluster);
        let create = self.create(client, self.snapshot.known());
        all.push(create.preview().map_err(Error::from));
        all
    }

    /// Does it. Each archive is `NAME-SNAPSHOT-ID.tar.gz` in `folder`, which is made if it is not there.
    ///
    /// # Errors
    /// If the folder cannot be made, a file is there already, a call fails, there is no complete snapshot, or the restore job fails or does
    /// not end in time.
    pub async fn run(
        &self,
        client: &Client,
        folder: impl AsRef<Path>,
        listener: impl Fn(Event) + Send + Sync,
    ) -> Result<SavedSnapshot, Error> {
        let folder = Folder::make(folder.as_ref(), self.overwrite)?;
        self.preview(client)?;
        let mut waits = Waits::new(&self.patience);
        let cluster = &self.cluster;
        let snapshot = &self.snapshot;
        let snapshot_id = snapshot.id(client, cluster, &mut waits, &listener).await?;
        // The names of shards are not known yet, and no other file has the id of the snapshot.
        let end = format!("-{}.tar.gz", safe(&snapshot_id, "snapshot"));
        folder.none_ends_with(&end)?;
        let job = self.create(client, &snapshot_id).send().await?;
        let missing = Error::Incomplete("create_backup_restore_job: the restore job has no id");
        let restore_job_id = job.id.clone().ok_or(missing)?;
        listener(Event::Begun {
            work: Work::Restore,
            id: Some(restore_job_id.clone()),
        });
        let ready = watch::restore(client, cluster, &restore_job_id, &mut waits, &listener).await?;

        let mut parts = Vec::new();
        for (number, (name, link)) in self.links(ready)?.into_iter().enumerate() {
            let other = format!("part-{number}");
            let file = folder.file(&format!("{}{end}", safe(&name, &other)))?;
            let file = self.save(client, &link, file, &name, &listener);
            parts.push(SavedPart {
                file: file.await?,
                name,
            });
        }
        Ok(SavedSnapshot {
            snapshot_id,
            restore_job_id,
            parts,
        })
    }

    /// The names and links of the archives.
    fn links(
        &self,
        job: DiskBackupSnapshotRestoreJob,
    ) -> Result<Vec<(String, SensitiveString)>, Error> {
        let mut links = Vec::new();
        for shard in job.components {
            let name = shard.replica_set_name;
            let name = name.ok_or(Error::Incomplete(
                "get_backup_restore_job: a shard has no name",
            ))?;
            let link = shard.download_url;
            let link = link.ok_or(Error::Incomplete(
                "get_backup_restore_job: a shard has no link",
            ))?;
            links.push((name, link));
        }
        if links.is_empty() {
            let several = job.delivery_url.len() > 1;
            for (number, link) in job.delivery_url.into_iter().enumerate() {
                let name = &self.cluster.name;
                let name = if several {
                    format!("{name}-{number}")
                } else {
                    name.clone()
                };
                links.push((name, link));
            }
        }
        if links.is_empty() {
            return Err(Error::Incomplete(
                "get_backup_restore_job: the job has no links",
            ));
        }
        Ok(links)
    }

    /// Anyone who has the link can read the file, so it is never in an error or a log, and no credentials are sent
    /// with it.
    async fn save(
        &self,
        client: &Client,
        link: &SensitiveString,
        path: std::path::PathBuf,
        name: &str,
        listener: Listener<'_>,
    ) -> Result<SavedFile, Error> {
        save(
            client.download_link(link),
            path,
            Some((listener, Some(name))),
        )
        .await
    }
}
