//! A program of one call, written by hand: prints where an export job stands.

#[path = "../../../src/by_hand.rs"]
mod by_hand;

use std::env::{args, var};
use std::error::Error;

use by_hand::Client;

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(run())
}

async fn run() -> Result<(), Box<dyn Error>> {
    let [group_id, cluster_name, export_id] = args()
        .skip(1)
        .collect::<Vec<_>>()
        .try_into()
        .map_err(|_| "give the ids of project, cluster and export job")?;
    let client = Client::new(
        "https://cloud.mongodb.com",
        &var("MONGODB_ATLAS_ACCESS_TOKEN")?,
    )?;
    let job = client
        .get_backup_export(&group_id, &cluster_name, &export_id)
        .await?;
    println!("{job:?}");
    Ok(())
}
