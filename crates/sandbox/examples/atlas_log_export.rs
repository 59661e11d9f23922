//! MongoDB Atlas: export the logs of a project to a bucket, make sure that the settings are what was meant, and end
//! it again.
//!
//! ```text
//! cargo run -p backhaul-sandbox --example atlas_log_export
//! ```
#![allow(clippy::print_stdout, reason = "a program that talks to its user")]

use std::error::Error;

use backhaul_atlas::requests::S3LogIntegrationRequest;
use backhaul_atlas::{Client, Credentials};
use backhaul_flows::atlas::{AddLogIntegration, remove_log_integration};
use backhaul_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // The sandbox plays Atlas, so that this runs without an account. With one, the
    // client is `Client::from_env()?`.
    let sandbox = Sandbox::builder().start().await?;
    let ids = sandbox.fixtures();
    let account = Credentials::service_account(ids.service_account_id, ids.service_account_secret);
    let client = Client::builder()
        .credentials(account)
        .base_url(sandbox.url())
        .build()?;

    let bucket = S3LogIntegrationRequest::new()
        .bucket_name("example-logs")
        .iam_role_id("5e2f8b71c04d9a0013aa57c1")
        .prefix_path("mongo-logs/")
        .log_types(["MONGOD", "MONGOS"]);
    let added = AddLogIntegration::new(ids.group_id, bucket)
        .run(&client, |event| println!("{event}"))
        .await?;
    let id = added.id().ok_or("the log integration has no id")?;
    println!("the bucket gets logs each minute, as far as that is possible");

    remove_log_integration(&client, ids.group_id, id, |event| println!("{event}")).await?;
    Ok(())
}
