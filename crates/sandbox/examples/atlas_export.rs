//! MongoDB Atlas: take a snapshot of a cluster, wait until it is complete, export it to a bucket, and
//! wait for that with progress.
//!
//! ```text
//! cargo run -p backhaul-sandbox --example atlas_export
//! ```
#![allow(clippy::print_stdout, reason = "a program that talks to its user")]

use std::error::Error;
use std::time::Duration;

use backhaul_atlas::requests::BackupLabel;
use backhaul_atlas::types::{DiskBackupExportJob, DiskBackupSnapshot};
use backhaul_atlas::{Client, Credentials, Job, Wait};
use backhaul_sandbox::Sandbox;

/// The longest time to wait for a snapshot, and again for an export.
const LONGEST: Duration = Duration::from_secs(6 * 3600);

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // The sandbox plays Atlas, so that this runs without an account. With one, the
    // client is `Client::from_env()?`.
    let sandbox = Sandbox::builder().jobs_advance(true).start().await?;
    let ids = sandbox.fixtures();
    let account = Credentials::service_account(ids.service_account_id, ids.service_account_secret);
    let client = Client::builder()
        .credentials(account)
        .base_url(sandbox.url())
        .build()?;

    let cluster = Cluster {
        group_id: ids.group_id,
        name: ids.cluster_name,
    };
    let say = |line| println!("{line}");
    let export = export_now(&client, &cluster, ids.export_bucket_id, say).await?;
    println!("exported to {}", export.prefix.unwrap_or_default());
    Ok(())
}

/// What is exported.
#[derive(Debug)]
pub struct Cluster<'a> {
    /// Its project.
    pub group_id: &'a str,
    /// Its name.
    pub name: &'a str,
}

/// Takes a snapshot now and exports it to a bucket, which must be an export bucket of the project.
pub async fn export_now(
    client: &Client,
    cluster: &Cluster<'_>,
    export_bucket_id: &str,
    say: impl Fn(String) + Send + Sync,
) -> Result<DiskBackupExportJob, Box<dyn Error>> {
    // Not idempotent: it is sent again only if it was never sent. After any other failure, read the
    // list of snapshots before taking one more.
    let snapshot = client
        .take_snapshots()
        .group_id(cluster.group_id)
        .cluster_name(cluster.name)
        .description("for an export")
        .retention_in_days(1)
        .send()
        .await?;
    let snapshot_id = complete(client, cluster, &snapshot, &say).await?;

    let export = client
        .create_backup_export()
        .group_id(cluster.group_id)
        .cluster_name(cluster.name)
        .snapshot_id(&snapshot_id)
        .export_bucket_id(export_bucket_id)
        .custom_data([BackupLabel::new().key("purpose").value("reporting")])
        .send()
        .await?;
    let outcome = client
        .get_backup_export()
        .group_id(cluster.group_id)
        .cluster_name(cluster.name)
        .export_id(&export.id)
        // Exports take hours, so polling every 30 seconds, the default, is not needed.
        .wait(Wait::up_to(LONGEST).longest_delay(Duration::from_secs(120)))
        .on_progress(|job| match job.progress() {
            Some(progress) => say(format!("export: {}, {progress} collections", job.state())),
            None => say(format!("export: {}", job.state())),
        })
        .await?;
    Ok(outcome.succeeded()?)
}

/// Waits until a snapshot is complete, and returns its id. Snapshots of sharded clusters and of replica
/// sets are read by different operations.
async fn complete(
    client: &Client,
    cluster: &Cluster<'_>,
    snapshot: &DiskBackupSnapshot,
    say: impl Fn(String) + Send + Sync,
) -> Result<String, Box<dyn Error>> {
    let id = snapshot.id().ok_or("the snapshot has no id")?;
    match snapshot {
        DiskBackupSnapshot::ReplicaSet(_) => {
            let outcome = client
                .get_cluster_backup_snapshot()
                .group_id(cluster.group_id)
                .cluster_name(cluster.name)
                .snapshot_id(id)
                .wait(LONGEST)
                .on_progress(|job| say(format!("snapshot: {}", job.state())))
                .await?;
            outcome.succeeded()?;
        }
        DiskBackupSnapshot::ShardedCluster(_) => {
            let outcome = client
                .get_backup_sharded_cluster()
                .group_id(cluster.group_id)
                .cluster_name(cluster.name)
                .snapshot_id(id)
                .wait(LONGEST)
                .on_progress(|job| say(format!("snapshot: {}", job.state())))
                .await?;
            outcome.succeeded()?;
        }
        // A kind of cluster that did not exist when this was written.
        other => return Err(format!("a snapshot of an unknown kind: {other:?}").into()),
    }
    Ok(id.to_owned())
}
