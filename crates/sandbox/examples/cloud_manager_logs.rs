//! MongoDB Cloud Manager: find a cluster by the names of its project and its own, start a log collection
//! job for all of it, wait for it, retry it if it failed, download what it collected, delete it. And the
//! same, from the retry on, for jobs that had failed before.
//!
//! ```text
//! cargo run -p backhaul-sandbox --example cloud_manager_logs
//! ```
#![allow(clippy::print_stdout, reason = "a program that talks to its user")]

use std::error::Error;
use std::time::Duration;

use backhaul_cloud_manager::{Client, Credentials};
use backhaul_flows::Patience;
use backhaul_flows::cloud_manager::{Cluster, CollectLogs, Retried, RetryLogs};
use backhaul_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // The sandbox plays Cloud Manager, so that this runs without an account. With one,
    // the client is `Client::from_env()?`.
    let sandbox = Sandbox::builder().jobs_advance(true).start().await?;
    let ids = sandbox.fixtures();
    let client = Client::builder()
        .credentials(Credentials::api_key(ids.public_key, ids.private_key))
        .base_url(sandbox.url())
        .build()?;

    let folder = std::env::temp_dir();
    // The sandbox makes the job fail once, so that there is something to retry.
    sandbox.fail_next_log_job();
    let cluster = Cluster::find(&client, "Demo Project", "demo-cluster").await?;
    println!("cluster {} is {}", cluster.name, cluster.id);
    let logs = CollectLogs::of(&cluster)
        .log_types(["MONGODB", "FTDC"])
        .redacted(true)
        .delete(true)
        .overwrite(true)
        .run(&client, &folder, |event| println!("{event}"))
        .await?;
    println!("{logs}");

    let jobs = RetryLogs::failed(ids.group_id)
        .wait(Patience::up_to(Duration::from_secs(3600)))
        .save_to(&folder)
        .overwrite(true)
        .run(&client, |event| println!("{event}"))
        .await?;
    for job in jobs {
        match job.outcome? {
            Retried::Saved(logs) => println!("{logs}"),
            other => println!("job {}: {other:?}", job.id),
        }
    }
    Ok(())
}
