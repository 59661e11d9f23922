//! The steps of one log collection job.

use std::fmt;
use std::time::Duration;

use backhaul_cloud_manager::{Client, Job, Outcome, types};

use crate::error::Error;
use crate::event::{Event, Listener, Work};
use crate::files::{Folder, SavedFile, safe, save};
use crate::patience::{USUAL, Waits};

/// The logs of one job.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CollectedLogs {
    /// The job.
    pub job_id: String,
    /// The archive, a `.tar.gz`.
    pub file: SavedFile,
}

impl fmt::Display for CollectedLogs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (job, file) = (&self.job_id, self.file.path.display());
        write!(f, "job {job}: {} bytes in {file}", self.file.bytes)
    }
}

/// A job that was just started again may still be shown as failed, which would end the wait at once. So the
/// first look comes a little later.
const SETTLE: Duration = Duration::from_secs(5);

/// The name of the archive of a job.
pub(super) fn archive(job_id: &str) -> String {
    format!("{}.tar.gz", safe(job_id, "logs"))
}

/// One log collection job, or one after the other.
#[derive(Clone, Copy)]
pub(super) struct Jobs<'a> {
    pub(super) client: &'a Client,
    pub(super) group_id: &'a str,
    /// Whether events name the job.
    pub(super) are_several: bool,
    pub(super) listener: Listener<'a>,
}

impl Jobs<'_> {
    /// Starts a failed job again.
    pub(super) async fn start_again(&self, job_id: &str) -> Result<(), Error> {
        let retry = self.client.retry_log_collection_job();
        retry.group_id(self.group_id).job_id(job_id).send().await?;
        (self.listener)(Event::StartedAgain {
            work: Work::LogCollection,
            id: job_id.to_owned(),
        });
        Ok(())
    }

    /// Waits until a job is over.
    pub(super) async fn wait(
        &self,
        job_id: &str,
        waits: &mut Waits,
    ) -> Result<Outcome<types::LogCollectionJob>, Error> {
        let get = self.client.get_log_collection_job();
        let outcome = get
            .group_id(self.group_id)
            .job_id(job_id)
            .verbose(true) // with the parts of the job, one per log
            .wait(waits.next(SETTLE, USUAL))
            .on_progress(|job| {
                let parts = &job.child_jobs;
                let over = parts.iter().filter(|part| part.state().is_final());
                (self.listener)(Event::Logs {
                    id: self.are_several.then(|| job_id.to_owned()),
                    state: Some(job.state()),
                    over: over.count(),
                    all: parts.len(),
                });
            })
            .await?;
        Ok(outcome)
    }

    /// Saves the archive of a job.
    pub(super) async fn save(
        &self,
        job_id: &str,
        folder: &Folder<'_>,
    ) -> Result<CollectedLogs, Error> {
        let path = folder.file(&archive(job_id))?;
        let download = self.client.download_log_collection_job();
        let download = download.group_id(self.group_id).job_id(job_id).download();
        Ok(CollectedLogs {
            job_id: job_id.to_owned(),
            file: save(download, path, None).await?,
        })
    }

    /// Deletes a job with its archive.
    pub(super) async fn delete(&self, job_id: &str) -> Result<(), Error> {
        let delete = self.client.delete_log_collection_job();
        delete.group_id(self.group_id).job_id(job_id).send().await?;
        (self.listener)(Event::Deleted {
            work: Work::LogCollection,
            id: job_id.to_owned(),
        });
        Ok(())
    }
}
