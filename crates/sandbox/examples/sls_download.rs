//! Alibaba Cloud SLS: find the projects, run a query as a download job, wait for it, save the file, and compare it
//! with the job's checksum.
//!
//! ```text
//! cargo run -p backhaul-sandbox --example sls_download
//! ```
#![allow(clippy::print_stdout, reason = "a program that talks to its user")]

use std::error::Error;

use backhaul_flows::sls::DownloadLogs;
use backhaul_sandbox::Sandbox;
use backhaul_sls::{Client, ClientBuilder, Credentials};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // The sandbox plays SLS, so that this runs without an account. With one, the builder
    // is `ClientBuilder::from_env()?`.
    let sandbox = Sandbox::builder().jobs_advance(true).start().await?;
    let ids = sandbox.fixtures();
    let builder = || -> ClientBuilder {
        let key = Credentials::access_key(ids.sls_access_key_id, ids.sls_access_key_secret);
        Client::builder()
            .credentials(key)
            .endpoint(sandbox.url())
            .region(ids.sls_region)
    };

    // Names of projects come from the endpoint itself, before one is chosen.
    let projects = builder().build_without_project()?.list_project();
    let first = projects.items().collect().await?.into_iter().next();
    let project = first.and_then(|project| project.project_name);
    let project = project.ok_or("there is no project")?;

    let client = builder().project(&project).build()?;
    let logs = DownloadLogs::new("errors", ids.sls_logstore, "level: error | select *")
        .delete_job(true)
        .overwrite(true)
        .run(&client, std::env::temp_dir(), |event| println!("{event}"))
        .await?;
    let (bytes, path) = (logs.file.bytes, logs.file.path.display());
    println!("{bytes} bytes of {project} in {path}");
    Ok(())
}
