//! Have a snapshot made ready for download, and save its files.

use std::path::Path;
use std::time::{Duration, SystemTime};

use backhaul_cloud_manager::builders::{CreateRestoreJob, ListSnapshots};
use backhaul_cloud_manager::requests::HttpRestoreDelivery;
use backhaul_cloud_manager::types::BackupRestoreJob;
use backhaul_cloud_manager::{Client, Job, JobState, Preview};

use crate::error::{Error, succeeded};
use crate::event::{Event, Listener, Work};
use crate::files::{Folder, SavedFile, safe, save};
use crate::patience::{Patience, USUAL, Waits};
use crate::previews::{UNKNOWN_ID, first};

/// Has a snapshot of a replica set or a sharded cluster made ready for download, waits for that, and saves its
/// files: for a replica set one archive, for a sharded cluster one for each shard and one for the config server.
///
/// ```
/// # async fn example(client: &backhaul_cloud_manager::Client) -> Result<(), backhaul_flows::Error> {
/// use backhaul_flows::cloud_manager::SaveSnapshot;
///
/// let files = SaveSnapshot::latest("32b6e34b3d91647abb20e7b8", "6b8cd61180eef547110159d9")
///     .run(client, "restores", |event| println!("{event}"))
///     .await?;
/// for part in files {
///     println!("{}: {} bytes", part.job_id, part.file.bytes);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a flow begins with `run`"]
pub struct SaveSnapshot {
    group_id: String,
    cluster_id: String,
    /// `None` is the newest that is complete.
    snapshot_id: Option<String>,
    patience: Patience,
    overwrite: bool,
}

/// An archive of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SavedPart {
    /// The restore job that made it ready.
    pub job_id: String,
    /// The archive, a `.tar.gz`.
    pub file: SavedFile,
}

impl SaveSnapshot {
    /// The files of this snapshot.
    pub fn new(
        group_id: impl Into<String>,
        cluster_id: impl Into<String>,
        snapshot_id: impl Into<String>,
    ) -> Self {
        Self {
            snapshot_id: Some(snapshot_id.into()),
            ..Self::latest(group_id, cluster_id)
        }
    }

    /// The files of the newest snapshot that is complete.
    pub fn latest(group_id: impl Into<String>, cluster_id: impl Into<String>) -> Self {
        Self {
            group_id: group_id.into(),
            cluster_id: cluster_id.into(),
            snapshot_id: None,
            patience: Patience::up_to(Duration::from_secs(6 * 3600)),
            overwrite: false,
        }
    }

    /// Whether a file that is there is replaced. By default it stays, and the flow fails.
    pub fn overwrite(mut self, overwrite: bool) -> Self {
        self.overwrite = overwrite;
        self
    }

    /// How long to wait for the links. Default 6 hours.
    pub fn patience(mut self, patience: Patience) -> Self {
        self.patience = patience;
        self
    }

    fn list(&self, client: &Client) -> ListSnapshots {
        let list = client.list_snapshots().group_id(&self.group_id);
        list.cluster_id(&self.cluster_id)
    }

    fn create(&self, client: &Client, snapshot_id: &str) -> CreateRestoreJob {
        client
            .create_restore_job()
            .group_id(&self.group_id)
            .cluster_id(&self.cluster_id)
            .delivery(HttpRestoreDelivery::new())
            .snapshot_id(snapshot_id)
    }

    /// The first request, which is not sent.
    ///
    /// # Errors
    /// If an argument is invalid, also one of a later request.
    pub fn preview(&self, client: &Client) -> Result<Preview, Error> {
        let nothing = Error::Incomplete("there is nothing to send");
        first(self.previews(client))?.ok_or(nothing)
    }

    /// All requests that are known beforehand, in their order, which are not sent. [`UNKNOWN_ID`](crate::UNKNOWN_ID)
    /// stands for an id that only an earlier answer says.
    pub fn previews(&self, client: &Client) -> Vec<Result<Preview, Error>> {
        let known = self.snapshot_id.as_deref();
        let list = known.is_none().then(|| self.list(client).preview());
        let create = self.create(client, known.unwrap_or(UNKNOWN_ID)).preview();
        let all = list.into_iter().chain([create]);
        all.map(|one| one.map_err(Error::from)).collect()
    }

    /// Does it. Each archive is `SNAPSHOT-ID-JOB-ID.tar.gz` in `folder`, which is made if it is not there.
    ///
    /// A link may be used only as often as the job allows: once, if the provider's default is that of its example.
    /// A download that breaks off then needs a new restore.
    ///
    /// # Errors
    /// If the folder cannot be made, a file is there already, a call fails, there is no complete snapshot, or a restore job fails or does
    /// not end in time.
    pub async fn run(
        &self,
        client: &Client,
        folder: impl AsRef<Path>,
        listener: impl Fn(Event) + Send + Sync,
    ) -> Result<Vec<SavedPart>, Error> {
        let folder = Folder::make(folder.as_ref(), self.overwrite)?;
        self.preview(client)?;
        let snapshot_id = match &self.snapshot_id {
            Some(id) => id.clone(),
            None => self.newest(client).await?,
        };
        let jobs = self.create(client, &snapshot_id).send().await?;
        let mut ids = Vec::new();
        for job in &jobs.results {
            let missing = Error::Incomplete("create_restore_job: a restore job has no id");
            let id = job.id.clone().ok_or(missing)?;
            listener(Event::Begun {
                work: Work::Restore,
                id: Some(id.clone()),
            });
            ids.push(id);
        }
        if ids.is_empty() {
            return Err(Error::Incomplete(
                "create_restore_job: the answer has no jobs",
            ));
        }
        // All are waited for before the first is saved, so that none is forgotten if one fails.
        let mut waits = Waits::new(&self.patience);
        let mut ready = Vec::new();
        for id in ids {
            let job = self.end(client, &id, &mut waits, &listener).await?;
            ready.push((id, job));
        }
        let mut parts = Vec::new();
        for (job_id, job) in ready {
            let link = job.delivery.and_then(|delivery| delivery.url);
            let link = link.ok_or(Error::Incomplete("get_restore_job: the job has no link"))?;
            let name = format!(
                "{}-{}.tar.gz",
                safe(&snapshot_id, "snapshot"),
                safe(&job_id, "job")
            );
            let download = client.download_link(&link);
            let heard = Some((&listener as Listener<'_>, Some(job_id.as_str())));
            let file = save(download, folder.file(&name)?, heard).await?;
            parts.push(SavedPart { job_id, file });
        }
        Ok(parts)
    }

    async fn newest(&self, client: &Client) -> Result<String, Error> {
        let mut newest: Option<(Option<SystemTime>, Option<String>)> = None;
        let mut snapshots = self.list(client).items();
        while let Some(snapshot) = snapshots.try_next().await? {
            if snapshot.state() != JobState::Succeeded {
                continue;
            }
            let at = snapshot.created.and_then(|created| created.date);
            let at = at.and_then(|date| date.to_system_time());
            if newest.as_ref().is_none_or(|(newest, _)| at >= *newest) {
                newest = Some((at, snapshot.id));
            }
        }
        let (_, id) = newest.ok_or(Error::NothingFits("complete snapshot"))?;
        id.ok_or(Error::Incomplete("list_snapshots: the snapshot has no id"))
    }

    async fn end(
        &self,
        client: &Client,
        id: &str,
        waits: &mut Waits,
        listener: Listener<'_>,
    ) -> Result<BackupRestoreJob, Error> {
        let get = client.get_restore_job().group_id(&self.group_id);
        let outcome = get
            .cluster_id(&self.cluster_id)
            .restore_job_id(id)
            .wait(waits.next(Duration::ZERO, USUAL))
            .on_progress(|job| {
                listener(Event::Seen {
                    work: Work::Restore,
                    state: job.state(),
                    progress: None,
                });
            })
            .await?;
        succeeded(outcome, Work::Restore, id)
    }
}
