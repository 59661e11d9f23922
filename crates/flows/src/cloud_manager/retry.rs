//! Start failed log collection jobs again.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use backhaul_cloud_manager::{Client, Job, JobState, Preview};

use super::job::{CollectedLogs, Jobs, archive};
use crate::error::{Error, succeeded};
use crate::event::{Event, Work};
use crate::files::Folder;
use crate::patience::{Patience, Waits};

/// Starts failed log collection jobs again; waits for them and saves their archives, if that is wanted.
///
/// ```
/// # async fn example(client: &backhaul_cloud_manager::Client) -> Result<(), backhaul_flows::Error> {
/// use std::time::Duration;
///
/// use backhaul_flows::Patience;
/// use backhaul_flows::cloud_manager::RetryLogs;
///
/// let jobs = RetryLogs::failed("32b6e34b3d91647abb20e7b8")
///     .wait(Patience::up_to(Duration::from_secs(3600)))
///     .save_to("logs")
///     .run(client, |event| println!("{event}"))
///     .await?;
/// for job in jobs {
///     match job.outcome {
///         Ok(_) => println!("{}: done", job.id),
///         Err(error) => println!("{}: {error}", job.id),
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a flow begins with `run`"]
pub struct RetryLogs {
    group_id: String,
    which: Which,
    patience: Option<Patience>,
    folder: Option<PathBuf>,
    overwrite: bool,
}

#[derive(Clone, Debug)]
enum Which {
    Failed {
        since: Option<SystemTime>,
        until: Option<SystemTime>,
    },
    Ids(Vec<String>),
}

/// A job that was to be started again.
#[derive(Debug)]
#[non_exhaustive]
pub struct RetriedJob {
    /// Its id.
    pub id: String,
    /// What became of it. It was not started again if that is [`Error::NotSent`], or [`Error::Call`] of the operation
    /// `retry_log_collection_job`.
    pub outcome: Result<Retried, Error>,
}

/// What became of a job that was started again.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Retried {
    /// It runs, and was not waited for.
    Started,
    /// It succeeded.
    Succeeded,
    /// It succeeded, and its archive was saved.
    Saved(CollectedLogs),
}

impl RetryLogs {
    /// Every job of a project that has failed.
    pub fn failed(group_id: impl Into<String>) -> Self {
        Self::of(
            group_id.into(),
            Which::Failed {
                since: None,
                until: None,
            },
        )
    }

    /// These jobs of a project; a repeated id counts once.
    pub fn jobs<I: Into<String>>(
        group_id: impl Into<String>,
        ids: impl IntoIterator<Item = I>,
    ) -> Self {
        let mut distinct: Vec<String> = Vec::new();
        for id in ids {
            let id = id.into();
            if !distinct.contains(&id) {
                distinct.push(id);
            }
        }
        Self::of(group_id.into(), Which::Ids(distinct))
    }

    fn of(group_id: String, which: Which) -> Self {
        Self {
            group_id,
            which,
            patience: None,
            folder: None,
            overwrite: false,
        }
    }

    /// Of the failed jobs, only those that were created since then, or do not say when.
    pub fn since(mut self, time: SystemTime) -> Self {
        if let Which::Failed { since, .. } = &mut self.which {
            *since = Some(time);
        }
        self
    }

    /// Of the failed jobs, only those that were created until then, or do not say when.
    pub fn until(mut self, time: SystemTime) -> Self {
        if let Which::Failed { until, .. } = &mut self.which {
            *until = Some(time);
        }
        self
    }

    /// Waits for the jobs, for all of them together at most so long. By default they are not waited for.
    pub fn wait(mut self, patience: Patience) -> Self {
        self.patience = Some(patience);
        self
    }

    /// Saves the archive of each job that succeeded, if it is waited for, as `JOB-ID.tar.gz` in `folder`, which is
    /// made if it is not there.
    pub fn save_to(mut self, folder: impl AsRef<Path>) -> Self {
        self.folder = Some(folder.as_ref().to_owned());
        self
    }

    /// Whether a file that is there is replaced. By default it stays, and nothing is started again.
    pub fn overwrite(mut self, overwrite: bool) -> Self {
        self.overwrite = overwrite;
        self
    }

    /// The first request, which is not sent; `None` if there is nothing to do.
    ///
    /// # Errors
    /// If an argument is invalid, also one of a later request.
    pub fn preview(&self, client: &Client) -> Result<Option<Preview>, Error> {
        let ids = match &self.which {
            Which::Failed { .. } => {
                let list = client.list_log_collection_jobs();
                return Ok(Some(list.group_id(&self.group_id).preview()?));
            }
            Which::Ids(ids) => ids,
        };
        let mut first = None;
        for id in ids {
            let retry = client.retry_log_collection_job();
            let preview = retry.group_id(&self.group_id).job_id(id).preview()?;
            first.get_or_insert(preview);
        }
        Ok(first)
    }

    /// Does it. What becomes of each job is in the result; a job that cannot be started again stops no other,
    /// unless that would fail in the same way.
    ///
    /// # Errors
    /// If the folder cannot be made, an archive is there already, an argument is invalid, or the list cannot be read.
    pub async fn run(
        &self,
        client: &Client,
        listener: impl Fn(Event) + Send + Sync,
    ) -> Result<Vec<RetriedJob>, Error> {
        let folder = match &self.folder {
            Some(folder) => Some(Folder::make(folder, self.overwrite)?),
            None => None,
        };
        // A wrong id is told before any job is started again.
        self.preview(client)?;
        let ids = self.ids(client).await?;
        if let Some(folder) = folder.as_ref().filter(|_| self.patience.is_some()) {
            for id in &ids {
                folder.file(&archive(id))?;
            }
        }
        let jobs = Jobs {
            client,
            group_id: &self.group_id,
            are_several: ids.len() > 1,
            listener: &listener,
        };
        if matches!(self.which, Which::Failed { .. }) && ids.len() != 1 {
            listener(Event::Failed {
                work: Work::LogCollection,
                number: ids.len(),
            });
        }
        let mut all = Vec::new();
        let mut ids = ids.into_iter();
        for id in ids.by_ref() {
            let outcome = jobs.start_again(&id).await.map(|()| Retried::Started);
            let ends_all = matches!(&outcome, Err(Error::Call(error)) if ends_all(error));
            all.push(RetriedJob { id, outcome });
            if ends_all {
                break;
            }
        }
        all.extend(ids.map(|id| RetriedJob {
            id,
            outcome: Err(Error::NotSent),
        }));
        let Some(patience) = &self.patience else {
            return Ok(all);
        };
        let mut waits = Waits::new(patience);
        for job in all.iter_mut().filter(|job| job.outcome.is_ok()) {
            job.outcome = end(&jobs, &job.id, folder.as_ref(), &mut waits).await;
        }
        Ok(all)
    }

    /// The jobs to start again.
    async fn ids(&self, client: &Client) -> Result<Vec<String>, Error> {
        let (since, until) = match &self.which {
            Which::Ids(ids) => return Ok(ids.clone()),
            Which::Failed { since, until } => (*since, *until),
        };
        let list = client.list_log_collection_jobs();
        let mut jobs = list.group_id(&self.group_id).items();
        let mut failed = Vec::new();
        while let Some(job) = jobs.try_next().await? {
            let created = job.creation_date.as_ref();
            let created = created.and_then(|date| date.to_system_time());
            let is_early = matches!((created, since), (Some(at), Some(since)) if at < since);
            let is_late = matches!((created, until), (Some(at), Some(until)) if at > until);
            if job.state() == JobState::Failed && !is_early && !is_late {
                failed.extend(job.id);
            }
        }
        Ok(failed)
    }
}

async fn end(
    jobs: &Jobs<'_>,
    id: &str,
    folder: Option<&Folder<'_>>,
    waits: &mut Waits,
) -> Result<Retried, Error> {
    succeeded(jobs.wait(id, waits).await?, Work::LogCollection, id)?;
    match folder {
        Some(folder) => Ok(Retried::Saved(jobs.save(id, folder).await?)),
        None => Ok(Retried::Succeeded),
    }
}

/// Whether a call for another job would fail in the same way.
fn ends_all(error: &backhaul_cloud_manager::Error) -> bool {
    error.kind() == backhaul_cloud_manager::ErrorKind::Credentials || error.is_unauthorized()
}
