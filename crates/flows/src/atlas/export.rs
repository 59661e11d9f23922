//! Export a snapshot to a bucket.

use std::time::Duration;

use backhaul_atlas::builders::CreateBackupExport;
use backhaul_atlas::requests::BackupLabel;
use backhaul_atlas::types::DiskBackupExportJob;
use backhaul_atlas::{Client, Preview};

use super::cluster::Cluster;
use super::snapshot::Snapshot;
use super::watch;
use crate::error::Error;
use crate::event::{Event, Work};
use crate::patience::{Patience, Waits};
use crate::previews::first;

/// Exports a snapshot of a cluster to a bucket, and waits until that is done.
///
/// ```
/// # async fn example(client: &backhaul_atlas::Client, bucket: &str) -> Result<(), backhaul_flows::Error> {
/// use backhaul_flows::atlas::{Cluster, ExportSnapshot, Snapshot};
///
/// let cluster = Cluster::new("32b6e34b3d91647abb20e7b8", "production");
/// let export = ExportSnapshot::new(cluster, Snapshot::Latest, bucket)
///     .custom_data("purpose", "reporting")
///     .run(client, |event| println!("{event}"))
///     .await?;
/// println!("{}", export.prefix.unwrap_or_default());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a flow begins with `run`"]
pub struct ExportSnapshot {
    cluster: Cluster,
    snapshot: Snapshot,
    export_bucket_id: String,
    custom_data: Vec<(String, String)>,
    patience: Patience,
}

impl ExportSnapshot {
    /// To a bucket, by its id, which must be an export bucket of the cluster's project.
    pub fn new(cluster: Cluster, snapshot: Snapshot, export_bucket_id: impl Into<String>) -> Self {
        Self {
            cluster,
            snapshot,
            export_bucket_id: export_bucket_id.into(),
            custom_data: Vec::new(),
            patience: Patience::up_to(Duration::from_secs(6 * 3600)),
        }
    }

    /// Adds a pair to the metadata file in the bucket.
    pub fn custom_data(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.custom_data.push((key.into(), value.into()));
        self
    }

    /// How long to wait for the snapshot, if it is taken, and the export. Default 6 hours.
    pub fn patience(mut self, patience: Patience) -> Self {
        self.patience = patience;
        self
    }

    fn create(&self, client: &Client, snapshot_id: &str) -> CreateBackupExport {
        let create = client
            .create_backup_export()
            .group_id(&self.cluster.group_id)
            .cluster_name(&self.cluster.name)
            .snapshot_id(snapshot_id)
            .export_bucket_id(&self.export_bucket_id);
        if self.custom_data.is_empty() {
            return create;
        }
        let pairs = self.custom_data.iter();
        create.custom_data(pairs.map(|(key, value)| BackupLabel::new().key(key).value(value)))
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

    /// Does it.
    ///
    /// # Errors
    /// If a call fails, there is no complete snapshot, or the snapshot or the export fails or does not end in
    /// time.
    pub async fn run(
        &self,
        client: &Client,
        listener: impl Fn(Event) + Send + Sync,
    ) -> Result<DiskBackupExportJob, Error> {
        // A mistake in the arguments is told before a snapshot is taken.
        self.preview(client)?;
        let mut waits = Waits::new(&self.patience);
        let (cluster, snapshot) = (&self.cluster, &self.snapshot);
        let snapshot_id = snapshot.id(client, cluster, &mut waits, &listener).await?;
        let export = self.create(client, &snapshot_id).send().await?;
        let missing = Error::Incomplete("create_backup_export: the export has no id");
        let id = export.id.as_ref().ok_or(missing)?;
        listener(Event::Begun {
            work: Work::Export,
            id: Some(id.clone()),
        });
        watch::export(client, cluster, id, &mut waits, &listener).await
    }
}
