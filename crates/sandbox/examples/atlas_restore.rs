//! MongoDB Atlas: have the newest snapshot of a sharded cluster made ready for download, wait for it,
//! and download the files of all shards.
//!
//! ```text
//! cargo run -p backhaul-sandbox --example atlas_restore
//! ```
#![allow(clippy::print_stdout, reason = "a program that talks to its user")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Duration;

use backhaul_atlas::{Client, Credentials, Job, JobState};
use backhaul_sandbox::Sandbox;

/// The longest time to wait for the links.
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
    let folder = std::env::temp_dir();
    let say = |line| println!("{line}");
    for shard in download_newest(&client, &cluster, &folder, say).await? {
        println!(
            "{}: {} bytes in {}",
            shard.name,
            shard.bytes,
            shard.file.display()
        );
    }
    Ok(())
}

/// What is downloaded.
#[derive(Debug)]
pub struct Cluster<'a> {
    /// Its project.
    pub group_id: &'a str,
    /// Its name.
    pub name: &'a str,
}

/// The files of one shard.
#[derive(Debug)]
pub struct SavedShard {
    /// Name of its replica set.
    pub name: String,
    /// The archive.
    pub file: PathBuf,
    /// Its size.
    pub bytes: u64,
}

/// Downloads the newest complete snapshot, one archive per shard, to `folder`.
pub async fn download_newest(
    client: &Client,
    cluster: &Cluster<'_>,
    folder: &Path,
    say: impl Fn(String) + Send + Sync,
) -> Result<Vec<SavedShard>, Box<dyn Error>> {
    let snapshots = client
        .list_backup_sharded_clusters()
        .group_id(cluster.group_id)
        .cluster_name(cluster.name)
        .send()
        .await?;
    // The order of the list is not documented.
    let newest = snapshots
        .results
        .iter()
        .filter(|snapshot| snapshot.state() == JobState::Succeeded)
        .max_by_key(|snapshot| snapshot.created_at.as_ref()?.to_system_time())
        .ok_or("there is no complete snapshot")?;

    // Not idempotent: it is sent again only if it was never sent. After any other failure, read the
    // list of restore jobs before making one more.
    let job = client
        .create_backup_restore_job()
        .group_id(cluster.group_id)
        .cluster_name(cluster.name)
        .delivery_type("download")
        .snapshot_id(&newest.id)
        .send()
        .await?;
    let ready = client
        .get_backup_restore_job()
        .group_id(cluster.group_id)
        .cluster_name(cluster.name)
        .restore_job_id(&job.id)
        .wait(LONGEST)
        .on_progress(|job| say(format!("restore: {}", job.state())))
        .await?
        .succeeded()?;

    let mut saved = Vec::new();
    for shard in ready.components {
        let name = shard.replica_set_name.ok_or("a shard has no name")?;
        let link = shard.download_url.ok_or("a shard has no link")?;
        let file = folder.join(format!("{name}.tar.gz"));
        // Anyone who has the link can read the file, so it is never in an error or a log, and no
        // credentials are sent with it.
        let done = client
            .download_link(&link)
            .on_progress(|progress| match progress.total {
                Some(total) => say(format!("{name}: {} of {total} bytes", progress.received)),
                None => say(format!("{name}: {} bytes", progress.received)),
            })
            .to_file(&file)
            .await?;
        saved.push(SavedShard {
            name,
            file,
            bytes: done.bytes,
        });
    }
    Ok(saved)
}
