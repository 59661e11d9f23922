//! A program of one call, with Backhaul: prints where an export job stands.

use std::env::{args, var};
use std::error::Error;

use backhaul_atlas::{Client, Credentials};

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
    let credentials = Credentials::access_token(var("MONGODB_ATLAS_ACCESS_TOKEN")?);
    let client = Client::builder().credentials(credentials).build()?;
    let job = client
        .get_backup_export()
        .group_id(group_id)
        .cluster_name(cluster_name)
        .export_id(export_id)
        .send()
        .await?;
    println!("{job:?}");
    Ok(())
}
