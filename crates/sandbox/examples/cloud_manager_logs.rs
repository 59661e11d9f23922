//! MongoDB Cloud Manager: start a log collection job, wait for it, retry it if it failed, download what
//! it collected, delete it. And the same, from the retry on, for a job that had failed before.
//!
//! ```text
//! cargo run -p backhaul-sandbox --example cloud_manager_logs
//! ```
#![allow(clippy::print_stdout, reason = "a program that talks to its user")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Duration;

use backhaul_cloud_manager::{Client, Credentials, Job, JobState, Outcome, Wait, types};
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
    let logs = collect_new_logs(&client, ids.group_id, &folder, |line| println!("{line}")).await?;
    println!("{logs}");
    match collect_failed_logs(&client, ids.group_id, &folder, |line| println!("{line}")).await? {
        Some(logs) => println!("{logs}"),
        None => println!("no log collection job has failed"),
    }
    Ok(())
}

/// The logs of one job.
#[derive(Debug)]
pub struct CollectedLogs {
    /// The job.
    pub job_id: String,
    /// The archive, a `.tar.gz`.
    pub file: PathBuf,
    /// Its size.
    pub bytes: u64,
}

impl std::fmt::Display for CollectedLogs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (job, file) = (&self.job_id, self.file.display());
        write!(f, "job {job}: {} bytes in {file}", self.bytes)
    }
}

/// Collects the logs of a replica set: starts a job, waits for it, retries it once if it failed, saves its
/// archive in `folder`, and deletes it.
pub async fn collect_new_logs(
    client: &Client,
    group_id: &str,
    folder: &Path,
    say: impl Fn(String) + Sync,
) -> Result<CollectedLogs, Box<dyn Error>> {
    let created = client
        .create_log_collection_job()
        .group_id(group_id)
        .resource_type("REPLICASET")
        .resource_name("myReplicaSet")
        .size_requested_per_file_bytes(10_000_000)
        .log_types(["MONGODB", "FTDC"])
        .redacted(true)
        .send()
        .await?;
    let job_id = &created.id;
    say(format!("job {job_id} was created"));

    let mut outcome = wait(client, group_id, job_id, &say).await?;
    if outcome
        .job()
        .is_some_and(|job| job.state() == JobState::Failed)
    {
        outcome = retry(client, group_id, job_id, &say).await?;
    }
    // Failed again, or not over in time: the error says which. After a timeout the job continues, and
    // another program can wait for it by its id.
    outcome.succeeded()?;
    let logs = save(client, group_id, job_id, folder).await?;

    let delete = client.delete_log_collection_job();
    delete.group_id(group_id).job_id(job_id).send().await?;
    say(format!("job {job_id} was deleted"));
    Ok(logs)
}

/// Retries the first failed job of a project, and saves its archive in `folder`. `None` if no job has
/// failed.
pub async fn collect_failed_logs(
    client: &Client,
    group_id: &str,
    folder: &Path,
    say: impl Fn(String) + Sync,
) -> Result<Option<CollectedLogs>, Box<dyn Error>> {
    // Pages are read as needed: leaving the loop requests no more of them.
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
    retry(client, group_id, &job_id, say).await?.succeeded()?;
    Ok(Some(save(client, group_id, &job_id, folder).await?))
}

/// Starts a failed job again, and waits until it is over.
async fn retry(
    client: &Client,
    group_id: &str,
    job_id: &str,
    say: impl Fn(String) + Sync,
) -> Result<Outcome<types::LogCollectionJob>, Box<dyn Error>> {
    let retry = client.retry_log_collection_job();
    retry.group_id(group_id).job_id(job_id).send().await?;
    say(format!("job {job_id} was started again"));
    wait(client, group_id, job_id, say).await
}

/// Waits until a job is over.
async fn wait(
    client: &Client,
    group_id: &str,
    job_id: &str,
    say: impl Fn(String) + Sync,
) -> Result<Outcome<types::LogCollectionJob>, Box<dyn Error>> {
    // A job that was just started again may still be shown as failed, which would end the wait at
    // once. So the first poll comes a little later.
    let wait = Wait::up_to(Duration::from_secs(3600)).initial_delay(Duration::from_secs(5));
    let outcome = client
        .get_log_collection_job()
        .group_id(group_id)
        .job_id(job_id)
        .verbose(true) // with the parts of the job, one per log
        .wait(wait)
        .on_progress(|job| {
            let parts = &job.child_jobs;
            let over = parts.iter().filter(|part| part.state().is_final());
            let (over, all) = (over.count(), parts.len());
            say(format!("{}: {over} of {all} logs collected", job.state()));
        })
        .await?;
    Ok(outcome)
}

/// Saves the archive of a job.
async fn save(
    client: &Client,
    group_id: &str,
    job_id: &str,
    folder: &Path,
) -> Result<CollectedLogs, Box<dyn Error>> {
    let file = folder.join(format!("{job_id}.tar.gz"));
    let done = client
        .download_log_collection_job()
        .group_id(group_id)
        .job_id(job_id)
        .download()
        .to_file(&file)
        .await?;
    Ok(CollectedLogs {
        job_id: job_id.to_owned(),
        file,
        bytes: done.bytes,
    })
}
