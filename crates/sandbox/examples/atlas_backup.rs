//! MongoDB Atlas: watch a restore and an export at the same time, with progress.
//!
//! ```text
//! cargo run -p backhaul-sandbox --example atlas_backup
//! ```
#![allow(clippy::print_stdout, reason = "a program that talks to its user")]

use std::error::Error;
use std::time::Duration;

use backhaul_atlas::types::{DiskBackupExportJob, DiskBackupSnapshotRestoreJob};
use backhaul_atlas::{Client, Credentials, Job, Outcome, Wait};
use backhaul_sandbox::Sandbox;

/// The longest time to wait for a restore or an export.
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
    // Both at once. An error in one of them ends the other wait too; the jobs continue.
    let (restore, export) = tokio::try_join!(
        watch_restore(&client, &cluster, ids.running_restore_job_id, say),
        watch_export(&client, &cluster, ids.queued_export_id, say),
    )?;
    match restore {
        Some(job) => println!("restored: {} links to download", job.delivery_url.len()),
        None => println!("the restore is not over yet: look again later"),
    }
    println!("exported to {}", export.prefix.unwrap_or_default());
    Ok(())
}

/// Where the jobs are.
#[derive(Debug)]
pub struct Cluster<'a> {
    /// Its project.
    pub group_id: &'a str,
    /// Its name.
    pub name: &'a str,
}

/// Watches a restore until it is over. `None` if it is not over in time: it continues, and a later call
/// finds it.
pub async fn watch_restore(
    client: &Client,
    cluster: &Cluster<'_>,
    restore_job_id: &str,
    say: impl Fn(String) + Send + Sync,
) -> Result<Option<DiskBackupSnapshotRestoreJob>, Box<dyn Error>> {
    let mut restore = client
        .get_backup_restore_job()
        .group_id(cluster.group_id)
        .cluster_name(cluster.name)
        .restore_job_id(restore_job_id)
        .wait(LONGEST);
    // As a loop, for a program that has more to do between two polls. Atlas sends no status: the state
    // is derived from `cancelled`, `failed`, `expired`, `finishedAt` and the links.
    while let Some(job) = restore.try_next().await? {
        say(format!("restore: {}", job.state()));
    }
    match restore.outcome().await? {
        Outcome::Succeeded(done) => Ok(Some(done.job)),
        // Failed, cancelled or expired, with the provider's reason if it sent one.
        Outcome::Ended(ended) => Err(ended.to_string().into()),
        Outcome::TimedOut(_) => Ok(None),
    }
}

/// Watches an export until it has succeeded; anything else is an error.
pub async fn watch_export(
    client: &Client,
    cluster: &Cluster<'_>,
    export_id: &str,
    say: impl Fn(String) + Send + Sync,
) -> Result<DiskBackupExportJob, Box<dyn Error>> {
    let outcome = client
        .get_backup_export()
        .group_id(cluster.group_id)
        .cluster_name(cluster.name)
        .export_id(export_id)
        // Exports take hours, so polling every 30 seconds, the default, is not needed.
        .wait(Wait::up_to(LONGEST).longest_delay(Duration::from_secs(120)))
        .on_progress(|job| match job.progress() {
            Some(progress) => say(format!("export: {}, {progress} collections", job.state())),
            None => say(format!("export: {}", job.state())),
        })
        .await?;
    Ok(outcome.succeeded()?)
}
