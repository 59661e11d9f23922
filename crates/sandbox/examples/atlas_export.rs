//! MongoDB Atlas: take a snapshot of a cluster, wait until it is complete, export it to a bucket, and
//! wait for that with progress.
//!
//! ```text
//! cargo run -p backhaul-sandbox --example atlas_export
//! ```
#![allow(clippy::print_stdout, reason = "a program that talks to its user")]

use std::error::Error;

use backhaul_atlas::{Client, Credentials};
use backhaul_flows::atlas::{Cluster, ExportSnapshot, Snapshot};
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
    // Or `Snapshot::Latest`, or the one with an id.
    let snapshot = Snapshot::Taken {
        description: "for an export".to_owned(),
        retention_in_days: 1,
    };
    let export = ExportSnapshot::new(cluster, snapshot, ids.export_bucket_id)
        .custom_data("purpose", "reporting")
        .run(&client, |event| println!("{event}"))
        .await?;
    println!("exported to {}", export.prefix.unwrap_or_default());
    Ok(())
}
