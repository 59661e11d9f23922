//! Open Telekom Cloud DCS: collect the Redis logs of an instance, wait until they are there, get a
//! link to each, download it.
//!
//! ```text
//! cargo run -p backhaul-sandbox --example dcs_redis_log
//! ```
#![allow(clippy::print_stdout, reason = "a program that talks to its user")]

use std::collections::HashSet;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Duration;

use backhaul_dcs::{Client, Credentials, Job};
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

    let instance = Instance {
        project_id: ids.dcs_project_id,
        id: ids.dcs_instance_id,
    };
    let folder = std::env::temp_dir();
    let saved = collect_logs(&client, &instance, 1, &folder, |line| println!("{line}")).await?;
    for log in saved {
        println!(
            "log {}: {} bytes in {}",
            log.id,
            log.bytes,
            log.file.display()
        );
    }
    Ok(())
}

/// Where the logs are.
#[derive(Debug)]
pub struct Instance<'a> {
    /// Its project.
    pub project_id: &'a str,
    /// Its id.
    pub id: &'a str,
}

/// A log that was collected and downloaded.
#[derive(Debug)]
pub struct SavedLog {
    /// Its id.
    pub id: String,
    /// The file.
    pub file: PathBuf,
    /// Its size.
    pub bytes: u64,
}

/// Collects the logs of the last days (0, 1, 3 or 7), and saves them in `folder`.
pub async fn collect_logs(
    client: &Client,
    instance: &Instance<'_>,
    days: i64,
    folder: &Path,
    say: impl Fn(String) + Sync,
) -> Result<Vec<SavedLog>, Box<dyn Error>> {
    let logs = client
        .list_redislog()
        .project_id(instance.project_id)
        .instance_id(instance.id)
        .log_type("run");
    // The answer to this request names no log, and the list has earlier ones too. A log is new if it
    // was not there before.
    let before = logs.clone().items().collect().await?;
    let before: HashSet<Option<String>> = before.into_iter().map(|log| log.id).collect();

    // Not idempotent: it is sent again only if it was never sent. After any other failure, read the
    // list before trying again.
    client
        .create_redislog()
        .project_id(instance.project_id)
        .instance_id(instance.id)
        .log_type("run")
        .query_time(days)
        .send()
        .await?;

    // A new log may be missing from the list at first, so an empty list does not end the
    // wait: at least one log must come. How many will come is not documented.
    let collected = logs
        .wait_all(Duration::from_secs(1800))
        .only(|log| !before.contains(&log.id))
        .at_least(1)
        .on_progress(|logs| {
            let over = logs.iter().filter(|log| log.state().is_final()).count();
            say(format!("{over} of {} logs collected", logs.len()));
        })
        .await?
        .succeeded()?;

    let mut saved = Vec::new();
    for id in collected.into_iter().filter_map(|log| log.id) {
        let answer = client
            .create_redislog_download_link()
            .project_id(instance.project_id)
            .instance_id(instance.id)
            .id(&id)
            .send()
            .await?;
        let link = answer.link.as_ref().ok_or("the answer has no link")?;
        let file = folder.join(format!("redis-{id}.log"));
        // Anyone who has the link can read the file, so it is never in an error or a log, and no
        // credentials are sent with it. If this breaks off, it can continue with a new link to the same log.
        let done = client
            .download_link(link)
            .on_progress(|progress| match progress.total {
                Some(total) => say(format!("{} of {total} bytes", progress.received)),
                None => say(format!("{} bytes", progress.received)),
            })
            .to_file(&file)
            .await?;
        saved.push(SavedLog {
            id,
            file,
            bytes: done.bytes,
        });
    }
    Ok(saved)
}
