//! Back up an instance.

use std::path::Path;
use std::time::Duration;

use backhaul_dcs::builders::CopyInstance;
use backhaul_dcs::{Client, Job, Preview};

use super::instance::Instance;
use crate::error::{Error, succeeded_in_list};
use crate::event::{Event, Work};
use crate::files::{Folder, SavedFile, safe, save};
use crate::patience::{Patience, USUAL, Waits};

/// How long links to the files work, in seconds. Anyone who has a link can read the file, so it should expire
/// soon; a download that breaks off later continues with a new link.
const VALID: i64 = 1800;

/// Backs up a Redis instance, waits until that is done, and saves the files of the backup.
///
/// ```
/// # async fn example(client: &backhaul_dcs::Client) -> Result<(), backhaul_flows::Error> {
/// use backhaul_flows::dcs::{BackUp, Instance};
///
/// let instance = Instance::new("0123456789abcdef0123456789abcdef", "ffffffff-0000-4000-8000-000000000001");
/// let backup = BackUp::new(instance)
///     .remark("before the release")
///     .format("rdb")
///     .run(client, "backups", |event| println!("{event}"))
///     .await?;
/// println!("backup {}: {} files", backup.id, backup.files.len());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a flow begins with `run`"]
pub struct BackUp {
    instance: Instance,
    remark: Option<String>,
    format: String,
    patience: Patience,
    overwrite: bool,
}

/// A backup whose files were saved.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SavedBackup {
    /// Its id.
    pub id: String,
    /// Its files, one per shard.
    pub files: Vec<SavedFile>,
}

impl BackUp {
    /// A backup of this instance.
    pub fn new(instance: Instance) -> Self {
        Self {
            instance,
            remark: None,
            format: "rdb".to_owned(),
            patience: Patience::up_to(Duration::from_secs(3600)),
            overwrite: false,
        }
    }

    /// A comment, at most 128 characters.
    pub fn remark(mut self, text: impl Into<String>) -> Self {
        self.remark = Some(text.into());
        self
    }

    /// `rdb`, a snapshot, or `aof`, a log of all write commands. Default `rdb`.
    pub fn format(mut self, format: impl Into<String>) -> Self {
        self.format = format.into();
        self
    }

    /// Whether a file that is there is replaced. By default it stays, and the flow fails.
    pub fn overwrite(mut self, overwrite: bool) -> Self {
        self.overwrite = overwrite;
        self
    }

    /// How long to wait for the backup. Default 1 hour.
    pub fn patience(mut self, patience: Patience) -> Self {
        self.patience = patience;
        self
    }

    fn first(&self, client: &Client) -> CopyInstance {
        let copy = client
            .copy_instance()
            .project_id(&self.instance.project_id)
            .instance_id(&self.instance.id)
            .backup_format(self.format.as_str());
        match &self.remark {
            Some(remark) => copy.remark(remark),
            None => copy,
        }
    }

    /// The first request, which is not sent.
    ///
    /// # Errors
    /// If an argument is invalid.
    pub fn preview(&self, client: &Client) -> Result<Preview, Error> {
        Ok(self.first(client).preview()?)
    }

    /// Does it. Each file is `redis-BACKUP-ID-NUMBER` with the format as its ending, in `folder`, which is made if
    /// it is not there.
    ///
    /// # Errors
    /// If the folder cannot be made, a file is there already, a call fails, or the backup fails or does not end in time.
    pub async fn run(
        &self,
        client: &Client,
        folder: impl AsRef<Path>,
        listener: impl Fn(Event) + Send + Sync,
    ) -> Result<SavedBackup, Error> {
        let folder = Folder::make(folder.as_ref(), self.overwrite)?;
        let accepted = self.first(client).send().await?;
        let missing = Error::Incomplete("copy_instance: the answer has no id of the backup");
        let id = accepted.backup_id.clone().ok_or(missing)?;
        listener(Event::Begun {
            work: Work::Backup,
            id: Some(id.clone()),
        });

        // There is no operation for one backup, so the list is read and the others are ignored. A new one may be
        // missing from it at first, so an empty list does not end the wait.
        let list = client.list_backup_records();
        let list = list.project_id(&self.instance.project_id);
        let outcome = list
            .instance_id(&self.instance.id)
            .wait_all(Waits::new(&self.patience).next(Duration::ZERO, USUAL))
            .only(|backup| backup.backup_id.as_ref() == Some(&id))
            .at_least(1)
            .on_progress(|backups| {
                for backup in backups {
                    listener(Event::Seen {
                        work: Work::Backup,
                        state: backup.state(),
                        progress: Some(format!("{} %", backup.progress.as_deref().unwrap_or("?"))),
                    });
                }
            })
            .await?;
        succeeded_in_list(outcome, Some((Work::Backup, id.as_str())))?;

        let links = client
            .list_backup_file_links()
            .project_id(&self.instance.project_id)
            .instance_id(&self.instance.id)
            .backup_id(&id)
            .expiration(VALID)
            .send()
            .await?;
        let mut files = Vec::new();
        for (number, item) in links.links.iter().enumerate() {
            let missing = Error::Incomplete("list_backup_file_links: a file has no link");
            let link = item.link.as_ref().ok_or(missing)?;
            // Our own name: the service's name of the file may not be safe as a path.
            let name = format!("redis-{}-{number}.{}", safe(&id, "backup"), self.format);
            files.push(save(client.download_link(link), folder.file(&name)?, None).await?);
        }
        Ok(SavedBackup { id, files })
    }
}
