//! Alibaba Cloud SLS: find the shipping tasks of the last day that failed, retry all of them, wait.
//!
//! ```text
//! cargo run -p backhaul-sandbox --example sls_shipping
//! ```
#![allow(clippy::print_stdout, reason = "a program that talks to its user")]

use std::collections::HashSet;
use std::error::Error;
use std::time::Duration;

use backhaul_sandbox::Sandbox;
use backhaul_sls::types::ShipperTask;
use backhaul_sls::{BatchReport, Client, Credentials, Job, JobState, Outcome, Wait};

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

    let shipper = Shipper {
        logstore: names.sls_logstore,
        name: names.sls_shipper,
    };
    let now = chrono::Utc::now().timestamp();
    let shipped = ship_again(&client, &shipper, now, |line| println!("{line}")).await?;
    println!("{}", shipped.report);
    for task in &shipped.tasks {
        println!("{}: {}", task.id, task.state());
    }
    if !shipped.is_over {
        println!("not all are over yet: look again later");
    }
    Ok(())
}

/// Where the tasks are.
#[derive(Debug)]
pub struct Shipper<'a> {
    /// Its logstore.
    pub logstore: &'a str,
    /// Its name.
    pub name: &'a str,
}

/// The outcome for the failed tasks.
#[derive(Debug)]
pub struct Shipped {
    /// Which of them the service accepted for another try, and why not the others.
    pub report: BatchReport,
    /// Those that it accepted, as last read.
    pub tasks: Vec<ShipperTask>,
    /// Whether all of these are over, well or not.
    pub is_over: bool,
}

/// Retries all tasks that failed within the day before `now`, in Unix seconds, and waits for them.
pub async fn ship_again(
    client: &Client,
    shipper: &Shipper<'_>,
    now: i64,
    say: impl Fn(String) + Sync,
) -> Result<Shipped, Box<dyn Error>> {
    // The span stays the same below, so that the list keeps showing the same tasks.
    let last_day = client
        .get_shipper_status()
        .logstore(shipper.logstore)
        .shipper_name(shipper.name)
        .from(now - 24 * 3600)
        .to(now);
    let failed = last_day.clone().status("fail").items().collect().await?;
    let failed: Vec<String> = failed.into_iter().map(|task| task.id).collect();
    say(format!("{} tasks failed", failed.len()));

    // The service takes ten per request. A refused request does not stop the others.
    let report = client
        .retry_shipper_task()
        .logstore(shipper.logstore)
        .shipper_name(shipper.name)
        .send_in_batches(failed)
        .await?;
    let retried: HashSet<String> = report.accepted().map(str::to_owned).collect();
    if retried.is_empty() {
        return Ok(Shipped {
            report,
            tasks: Vec::new(),
            is_over: true,
        });
    }

    // Of all states, because a task that runs again is no longer failed. The pause is there because a
    // task may still be shown as failed for a moment after it was retried.
    let wait = Wait::up_to(Duration::from_secs(3600)).initial_delay(Duration::from_secs(10));
    let outcome = last_day
        .wait_all(wait)
        .only(|task| retried.contains(&task.id))
        .at_least(retried.len())
        .on_progress(|tasks| {
            let shipped = |task: &&ShipperTask| task.state() == JobState::Succeeded;
            let shipped = tasks.iter().filter(shipped).count();
            say(format!("{shipped} of {} shipped", tasks.len()));
        })
        .await?;
    // The caller wants to know of each task, so a task that failed again is not an error here.
    let is_over = !matches!(outcome, Outcome::TimedOut(_));
    Ok(Shipped {
        report,
        tasks: outcome.into_job().unwrap_or_default(),
        is_over,
    })
}
