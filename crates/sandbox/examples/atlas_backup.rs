//! MongoDB Atlas: watch a restore and an export at the same time, with progress.
//!
//! ```text
//! cargo run -p backhaul-sandbox --example atlas_backup
//! ```
#![allow(clippy::print_stdout, reason = "a program that talks to its user")]

use std::error::Error;
use std::time::Duration;

use backhaul_atlas::{Client, Credentials};
use backhaul_flows::Patience;
use backhaul_flows::atlas::{Cluster, watch_export, watch_restore};
use backhaul_sandbox::Sandbox;

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

    let cluster = Cluster::new(ids.group_id, ids.cluster_name);
    let patience = Patience::up_to(Duration::from_secs(6 * 3600));
    let say = |event| println!("{event}");
    // Both at once. An error in one of them ends the other wait too; the jobs continue.
    let (restore, export) = tokio::try_join!(
        watch_restore(
            &client,
            &cluster,
            ids.running_restore_job_id,
            patience.clone(),
            say
        ),
        watch_export(&client, &cluster, ids.queued_export_id, patience, say),
    )?;
    println!("restored: {} links to download", restore.delivery_url.len());
    println!("exported to {}", export.prefix.unwrap_or_default());
    Ok(())
}
