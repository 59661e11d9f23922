//! Open Telekom Cloud DCS: look up the nodes of a Redis cluster, collect the logs of each, wait until they
//! are there, and download them.
//!
//! ```text
//! cargo run -p backhaul-sandbox --example dcs_cluster_logs
//! ```
#![allow(clippy::print_stdout, reason = "a program that talks to its user")]

use std::error::Error;

use backhaul_dcs::{Client, Credentials};
use backhaul_flows::dcs::{CollectRunLogs, Instance};
use backhaul_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // The sandbox plays DCS, so that this runs without an account. With one, the client
    // is `Client::from_env()?`.
    let sandbox = Sandbox::builder().jobs_advance(true).start().await?;
    let ids = sandbox.fixtures();
    let key = Credentials::access_key(ids.dcs_access_key, ids.dcs_secret_key);
    let client = Client::builder()
        .credentials(key.project_id(ids.dcs_project_id))
        .base_url(sandbox.url())
        .build()?;

    let cluster = Instance::new(ids.dcs_project_id, ids.dcs_other_instance_id);
    let logs = CollectRunLogs::new(cluster)
        .all_nodes()
        .overwrite(true)
        .run(&client, std::env::temp_dir(), |event| println!("{event}"))
        .await?;
    for log in logs {
        let node = log.node.as_deref().unwrap_or("an unknown node");
        println!("{} from {node}", log.file.path.display());
    }
    Ok(())
}
