//! Open Telekom Cloud DCS: back up a Redis instance, download the files, and import them into another
//! instance.
//!
//! Between the two somebody uploads the files to a bucket; that is object storage, and no part of DCS.
//!
//! ```text
//! cargo run -p backhaul-sandbox --example dcs_import
//! ```
#![allow(clippy::print_stdout, reason = "a program that talks to its user")]

use std::error::Error;

use backhaul_dcs::{Client, Credentials};
use backhaul_flows::dcs::{BackUp, Import, Instance};
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

    let say = |event| println!("{event}");
    let from = Instance::new(ids.dcs_project_id, ids.dcs_instance_id);
    let backup = BackUp::new(from)
        .overwrite(true)
        .run(&client, std::env::temp_dir(), say)
        .await?;

    let to = Instance::new(ids.dcs_project_id, ids.dcs_other_instance_id);
    let mut import = Import::new(to, "fake-bucket");
    for saved in &backup.files {
        let name = saved.path.file_name().unwrap_or_default();
        import = import.file(name.to_string_lossy());
    }
    let id = import.run(&client, say).await?;
    println!("import {id} has succeeded");
    Ok(())
}
