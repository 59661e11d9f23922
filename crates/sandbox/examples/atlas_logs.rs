//! MongoDB Atlas: find a project by its name, and save the logs of the last hour of every process in it,
//! several at once.
//!
//! ```text
//! cargo run -p backhaul-sandbox --example atlas_logs
//! ```
#![allow(clippy::print_stdout, reason = "a program that talks to its user")]
#![allow(
    clippy::disallowed_methods,
    reason = "the last hour is that of the user"
)]

use std::error::Error;
use std::time::{Duration, SystemTime};

use backhaul_atlas::{Client, Credentials};
use backhaul_flows::atlas::{Group, SaveLogs};
use backhaul_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // The sandbox plays Atlas, so that this runs without an account. With one,
    // the client is `Client::from_env()?`.
    let sandbox = Sandbox::start().await?;
    let ids = sandbox.fixtures();
    let client = Client::builder()
        .credentials(Credentials::api_key(ids.public_key, ids.private_key))
        .base_url(sandbox.url())
        .build()?;

    let group = Group::find(&client, "Demo Project").await?;
    println!("project {} is {}", group.name, group.id);
    let now = SystemTime::now();
    let logs = SaveLogs::of_group(&group.id)
        .between(now - Duration::from_secs(3600), now)
        .at_once(6)
        .overwrite(true)
        .run(&client, std::env::temp_dir().join("atlas_logs"), |event| {
            println!("{event}")
        })
        .await?;
    for log in logs {
        match log.outcome {
            Ok(file) => println!("{} bytes in {}", file.bytes, file.path.display()),
            Err(error) => println!("{} of {}: {error}", log.log_name, log.host_name),
        }
    }
    Ok(())
}
