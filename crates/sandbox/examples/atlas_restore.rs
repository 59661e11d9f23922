//! MongoDB Atlas: have the newest snapshot of a sharded cluster made ready for download, wait for it,
//! and download the files of all shards.
//!
//! ```text
//! cargo run -p backhaul-sandbox --example atlas_restore
//! ```
#![allow(clippy::print_stdout, reason = "a program that talks to its user")]

use std::error::Error;

use backhaul_atlas::{Client, Credentials};
use backhaul_flows::atlas::{Cluster, SaveSnapshot, Snapshot};
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
    let saved = SaveSnapshot::new(cluster, Snapshot::Latest)
        .overwrite(true)
        .run(&client, std::env::temp_dir(), |event| println!("{event}"))
        .await?;
    for part in saved.parts {
        let (bytes, path) = (part.file.bytes, part.file.path.display());
        println!("{}: {bytes} bytes in {path}", part.name);
    }
    Ok(())
}
