//! MongoDB Cloud Manager: list the log collection jobs, retry the one that failed, wait for it,
//! download what it collected.
//!
//! ```text
//! cargo run -p backhaul-sandbox --example cloud_manager_logs
//! ```
#![allow(clippy::print_stdout, reason = "a program that talks to its user")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Duration;

use backhaul_cloud_manager::{Client, Credentials, Job, JobState, Wait};
use backhaul_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // The sandbox takes the place of Cloud Manager, so that this runs without an account. With one,
    // the client is `ClientBuilder::from_env()?.build()?`.
    let sandbox = Sandbox::builder().jobs_advance(true).start().await?;
    let ids = sandbox.fixtures();
    let client = Client::builder()
        .credentials(Credentials::api_key(ids.public_key, ids.private_key))
        .base_url(sandbox.url())
        .build()?;

    let folder = std::env::temp_dir();
    match collect_failed_logs(&client, ids.group_id, &folder, |line| println!("{line}")).await? {
        Some(logs) => println!(
            "job {}: {} bytes in {}",
            logs.job_id,
            logs.bytes,
            logs.file.display()
        ),
        None => println!("no log collection job has failed"),
    }
    Ok(())
}

/// The logs of the job that had failed.
#[derive(Debug)]
pub struct CollectedLogs {
    /// The job.
    pub job_id: String,
    /// The archive, a `.tar.gz`.
    pub file: PathBuf,
    /// Its size.
    pub bytes: u64,
}

/// Retries the first failed job of a project, and saves its archive in `folder`. `None` if no job has
/// failed.
pub async fn collect_failed_logs(
    client: &Client,
    group_id: &str,
    folder: &Path,
    say: impl Fn(String) + Sync,
) -> Result<Option<CollectedLogs>, Box<dyn Error>> {
    // Pages are read as they are needed: leaving the loop asks for no more of them.
    let mut jobs = client.list_log_collection_jobs().group_id(group_id).items();
    let mut failed = None;
    while let Some(job) = jobs.try_next().await? {
        if job.state() == JobState::Failed {
            failed = job.id;
            break;
        }
    }
    let Some(job_id) = failed else {
        return Ok(None);
    };

    let retry = client.retry_log_collection_job();
    retry.group_id(group_id).job_id(&job_id).send().await?;
    say(format!("job {job_id} was started again"));

    // A job that was just started again may still be shown as failed, which would end the wait at
    // once. So the first look comes a little later.
    let wait = Wait::up_to(Duration::from_secs(3600)).initial_delay(Duration::from_secs(5));
    let outcome = client
        .get_log_collection_job()
        .group_id(group_id)
        .job_id(&job_id)
        .verbose(true) // with the parts of the job, one per log
        .wait(wait)
        .on_progress(|job| {
            let parts = &job.child_jobs;
            let over = parts.iter().filter(|part| part.state().is_final());
            let (over, all) = (over.count(), parts.len());
            say(format!("{}: {over} of {all} logs collected", job.state()));
        })
        .await?;
    // Failed again, or not over in time: one error, which says which. After a timeout the job goes on
    // all the same, and another program can wait for it by its id.
    outcome.succeeded()?;

    let file = folder.join(format!("{job_id}.tar.gz"));
    let done = client
        .download_log_collection_job()
        .group_id(group_id)
        .job_id(&job_id)
        .download()
        .to_file(&file)
        .await?;
    Ok(Some(CollectedLogs {
        job_id,
        file,
        bytes: done.bytes,
    }))
}
