//! Open Telekom Cloud DCS: back up a Redis instance, wait until that is done, download the files, and
//! restore the instance from the backup.
//!
//! ```text
//! cargo run -p backhaul-sandbox --example dcs_backup
//! ```
#![allow(clippy::print_stdout, reason = "a program that talks to its user")]

use std::error::Error;

use backhaul_dcs::{Client, Credentials};
use backhaul_flows::dcs::{BackUp, Instance, Restore};
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

    let instance = Instance::new(ids.dcs_project_id, ids.dcs_instance_id);
    let say = |event| println!("{event}");
    let backup = BackUp::new(instance.clone())
        .remark("before the release")
        .overwrite(true)
        .run(&client, std::env::temp_dir(), say)
        .await?;
    for saved in &backup.files {
        println!("{} bytes in {}", saved.bytes, saved.path.display());
    }
    Restore::new(instance, &backup.id).run(&client, say).await?;
    Ok(())
}
