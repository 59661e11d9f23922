//! Collect logs.

use std::path::Path;
use std::time::{Duration, SystemTime};

use backhaul_cloud_manager::builders::CreateLogCollectionJob;
use backhaul_cloud_manager::{Client, Job, JobState, Preview};

use super::find::Cluster;
use super::job::{CollectedLogs, Jobs};
use crate::error::{Error, succeeded};
use crate::event::{Event, Work};
use crate::files::Folder;
use crate::patience::{Patience, Waits};

/// Collects logs of a part of a deployment: starts a job, waits for it, starts it again if it failed, saves its
/// archive, and deletes the job if that is wanted.
///
/// ```
/// # async fn example(client: &backhaul_cloud_manager::Client) -> Result<(), backhaul_flows::Error> {
/// use backhaul_flows::cloud_manager::CollectLogs;
///
/// let logs = CollectLogs::new("32b6e34b3d91647abb20e7b8", "REPLICASET", "myReplicaSet")
///     .log_types(["MONGODB", "FTDC"])
///     .redacted(true)
///     .delete(true)
///     .run(client, "logs", |event| println!("{event}"))
///     .await?;
/// println!("{logs}");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a flow begins with `run`"]
pub struct CollectLogs {
    group_id: String,
    resource_type: String,
    resource_name: String,
    log_types: Vec<String>,
    size_per_file: i64,
    redacted: bool,
    between: Option<(SystemTime, SystemTime)>,
    delete: bool,
    retries: u32,
    patience: Patience,
    overwrite: bool,
}

impl CollectLogs {
    /// Of a project, the logs of a `CLUSTER`, a `REPLICASET` or a `PROCESS`, by its name.
    pub fn new(
        group_id: impl Into<String>,
        resource_type: impl Into<String>,
        resource_name: impl Into<String>,
    ) -> Self {
        Self {
            group_id: group_id.into(),
            resource_type: resource_type.into(),
            resource_name: resource_name.into(),
            log_types: vec!["MONGODB".to_owned()],
            size_per_file: 10_000_000,
            redacted: false,
            between: None,
            delete: false,
            retries: 1,
            patience: Patience::up_to(Duration::from_secs(3600)),
            overwrite: false,
        }
    }

    /// The logs of all processes of a cluster.
    ///
    /// ```
    /// # async fn example(client: &backhaul_cloud_manager::Client) -> Result<(), backhaul_flows::Error> {
    /// use backhaul_flows::cloud_manager::{Cluster, CollectLogs};
    ///
    /// let cluster = Cluster::find(client, "Production", "orders").await?;
    /// let flow = CollectLogs::of(&cluster).log_types(["MONGODB", "FTDC"]);
    /// flow.run(client, "logs", |event| println!("{event}")).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn of(cluster: &Cluster) -> Self {
        let (kind, name) = (cluster.resource_type, &cluster.resource_name);
        Self::new(&cluster.group_id, kind, name)
    }

    /// The types of logs: `AUTOMATION_AGENT`, `BACKUP_AGENT`, `FTDC`, `MONGODB`, `MONITORING_AGENT`. Default
    /// `MONGODB`.
    pub fn log_types<T: Into<String>>(mut self, types: impl IntoIterator<Item = T>) -> Self {
        self.log_types = types.into_iter().map(Into::into).collect();
        self
    }

    /// At most so many bytes of each log file. Default 10,000,000, as in the provider's example.
    pub fn size_per_file(mut self, bytes: i64) -> Self {
        self.size_per_file = bytes;
        self
    }

    /// Whether answers about the job hide addresses and names. Default false.
    pub fn redacted(mut self, redacted: bool) -> Self {
        self.redacted = redacted;
        self
    }

    /// Only the logs of this time, in whole seconds. By default the provider decides.
    pub fn between(mut self, from: SystemTime, to: SystemTime) -> Self {
        self.between = Some((from, to));
        self
    }

    /// Whether the job is deleted at the provider after its archive was saved. Default false.
    pub fn delete(mut self, delete: bool) -> Self {
        self.delete = delete;
        self
    }

    /// How often a job that failed is started again. Default 1.
    pub fn retries(mut self, number: u32) -> Self {
        self.retries = number;
        self
    }

    /// Whether a file that is there is replaced. By default it stays, and the flow fails.
    pub fn overwrite(mut self, overwrite: bool) -> Self {
        self.overwrite = overwrite;
        self
    }

    /// How long to wait for the job, with all retries. Default 1 hour.
    pub fn patience(mut self, patience: Patience) -> Self {
        self.patience = patience;
        self
    }

    fn first(&self, client: &Client) -> CreateLogCollectionJob {
        let types: Vec<&str> = self.log_types.iter().map(String::as_str).collect();
        let create = client
            .create_log_collection_job()
            .group_id(&self.group_id)
            .resource_type(self.resource_type.as_str())
            .resource_name(&self.resource_name)
            .size_requested_per_file_bytes(self.size_per_file)
            .log_types(types)
            .redacted(self.redacted);
        match self.between {
            Some((from, to)) => create
                .log_collection_from_date(from)
                .log_collection_to_date(to),
            None => create,
        }
    }

    /// The first request, which is not sent.
    ///
    /// # Errors
    /// If an argument is invalid.
    pub fn preview(&self, client: &Client) -> Result<Preview, Error> {
        Ok(self.first(client).preview()?)
    }

    /// Does it. The archive is `JOB-ID.tar.gz` in `folder`, which is made if it is not there.
    ///
    /// # Errors
    /// If the folder cannot be made, a file is there already, a call fails, the job fails once more or does not end in time. After such a
    /// failure the job is still there, and [`RetryLogs`](super::RetryLogs) goes on with it.
    pub async fn run(
        &self,
        client: &Client,
        folder: impl AsRef<Path>,
        listener: impl Fn(Event) + Send + Sync,
    ) -> Result<CollectedLogs, Error> {
        let folder = Folder::make(folder.as_ref(), self.overwrite)?;
        let created = self.first(client).send().await?;
        let job_id = &created.id;
        listener(Event::Begun {
            work: Work::LogCollection,
            id: Some(job_id.clone()),
        });
        let jobs = Jobs {
            client,
            group_id: &self.group_id,
            are_several: false,
            listener: &listener,
        };

        let mut waits = Waits::new(&self.patience);
        let mut outcome = jobs.wait(job_id, &mut waits).await?;
        for _ in 0..self.retries {
            let failed = |job: &_| Job::state(job) == JobState::Failed;
            if !outcome.job().is_some_and(failed) {
                break;
            }
            jobs.start_again(job_id).await?;
            outcome = jobs.wait(job_id, &mut waits).await?;
        }
        succeeded(outcome, Work::LogCollection, job_id)?;
        let logs = jobs.save(job_id, &folder).await?;
        if self.delete {
            jobs.delete(job_id).await?;
        }
        Ok(logs)
    }
}
