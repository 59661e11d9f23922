//! Watch a restore or an export.

use std::time::Duration;

use backhaul_atlas::types::{DiskBackupExportJob, DiskBackupSnapshotRestoreJob};
use backhaul_atlas::{Client, Job};

use super::cluster::Cluster;
use crate::error::{Error, succeeded};
use crate::event::{Event, Listener, Work};
use crate::patience::{Patience, USUAL, Waits};

/// Exports take hours, so a look every 30 seconds is not needed.
const SELDOM: Duration = Duration::from_secs(120);

/// Watches a restore until it has succeeded.
///
/// ```
/// # async fn example(client: &backhaul_atlas::Client, id: &str) -> Result<(), backhaul_flows::Error> {
/// use std::time::Duration;
///
/// use backhaul_flows::atlas::{Cluster, watch_restore};
/// use backhaul_flows::{Error, Patience};
///
/// let cluster = Cluster::new("32b6e34b3d91647abb20e7b8", "production");
/// let patience = Patience::up_to(Duration::from_secs(6 * 3600));
/// match watch_restore(client, &cluster, id, patience, |event| println!("{event}")).await {
///     Ok(job) => println!("{} links", job.delivery_url.len()),
///     Err(Error::Late(_)) => println!("it goes on: look again later"),
///     Err(error) => return Err(error),
/// }
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// If a call fails, or the restore fails, is cancelled, expires, or does not end in time.
pub async fn watch_restore(
    client: &Client,
    cluster: &Cluster,
    restore_job_id: &str,
    patience: Patience,
    listener: impl Fn(Event) + Send + Sync,
) -> Result<DiskBackupSnapshotRestoreJob, Error> {
    let mut waits = Waits::new(&patience);
    restore(client, cluster, restore_job_id, &mut waits, &listener).await
}

/// Watches an export until it has succeeded, as [`watch_restore`] does a restore.
///
/// # Errors
/// If a call fails, or the export fails, is cancelled, or does not end in time.
pub async fn watch_export(
    client: &Client,
    cluster: &Cluster,
    export_id: &str,
    patience: Patience,
    listener: impl Fn(Event) + Send + Sync,
) -> Result<DiskBackupExportJob, Error> {
    let mut waits = Waits::new(&patience);
    export(client, cluster, export_id, &mut waits, &listener).await
}

pub(super) async fn restore(
    client: &Client,
    cluster: &Cluster,
    restore_job_id: &str,
    waits: &mut Waits,
    listener: Listener<'_>,
) -> Result<DiskBackupSnapshotRestoreJob, Error> {
    let get = client.get_backup_restore_job();
    let get = get.group_id(&cluster.group_id).cluster_name(&cluster.name);
    let outcome = get
        .restore_job_id(restore_job_id)
        .wait(waits.next(Duration::ZERO, USUAL))
        .on_progress(|job| {
            listener(Event::Seen {
                work: Work::Restore,
                state: job.state(),
                progress: None,
            });
        })
        .await?;
    succeeded(outcome, Work::Restore, restore_job_id)
}

pub(super) async fn export(
    client: &Client,
    cluster: &Cluster,
    export_id: &str,
    waits: &mut Waits,
    listener: Listener<'_>,
) -> Result<DiskBackupExportJob, Error> {
    let get = client.get_backup_export();
    let get = get.group_id(&cluster.group_id).cluster_name(&cluster.name);
    let outcome = get
        .export_id(export_id)
        .wait(waits.next(Duration::ZERO, SELDOM))
        .on_progress(|job| {
            let progress = job.progress();
            listener(Event::Seen {
                work: Work::Export,
                state: job.state(),
                progress: progress.map(|progress| format!("{progress} collections")),
            });
        })
        .await?;
    succeeded(outcome, Work::Export, export_id)
}
