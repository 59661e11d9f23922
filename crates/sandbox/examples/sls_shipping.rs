//! Alibaba Cloud SLS: find the shipping tasks of the last day that failed, retry all of them, wait.
//!
//! ```text
//! cargo run -p backhaul-sandbox --example sls_shipping
//! ```
#![allow(clippy::print_stdout, reason = "a program that talks to its user")]

use std::error::Error;
use std::time::Duration;

use backhaul_flows::Patience;
use backhaul_flows::sls::RetryTasks;
use backhaul_sandbox::Sandbox;
use backhaul_sls::{Client, Credentials, Job};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // The sandbox plays SLS, so that this runs without an account. With one, the client
    // is `Client::from_env("...")?`.
    let sandbox = Sandbox::builder().jobs_advance(true).start().await?;
    let names = sandbox.fixtures();
    let client = Client::builder()
        .credentials(Credentials::access_key(
            names.sls_access_key_id,
            names.sls_access_key_secret,
        ))
        .endpoint(sandbox.url())
        .region(names.sls_region)
        .project(names.sls_project)
        .build()?;

    // Of the last 24 hours, unless `between` says otherwise.
    let retried = RetryTasks::failed(names.sls_logstore, names.sls_shipper)
        .wait(Patience::up_to(Duration::from_secs(3600)))
        .run(&client, |event| println!("{event}"))
        .await?;
    println!("{}", retried.report);
    for task in &retried.tasks {
        println!("{}: {}", task.id, task.state());
    }
    if !retried.is_over {
        println!("not all are over yet: look again later");
    }
    Ok(())
}
