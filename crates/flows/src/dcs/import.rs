//! Import a backup.

use std::time::Duration;

use backhaul_dcs::builders::CreateMigrationTask;
use backhaul_dcs::requests::{BackupFileBody, BackupFilesBody, MigrationTargetBody};
use backhaul_dcs::{Client, Job, Preview};
use backhaul_runtime::SensitiveString;

use super::instance::Instance;
use crate::error::{Error, succeeded_in_list};
use crate::event::{Event, Work};
use crate::patience::{Patience, USUAL, Waits};

/// Imports the files of a backup into a Redis instance, and waits until that is done. Keys of the instance that
/// the backup has too are overwritten.
///
/// The files are in a bucket of the same region: those that [`BackUp`](super::BackUp) saved, for example, after
/// they were uploaded there. So the data of one instance reach another one.
///
/// ```
/// # async fn example(client: &backhaul_dcs::Client) -> Result<(), backhaul_flows::Error> {
/// use backhaul_flows::dcs::{Import, Instance};
///
/// let instance = Instance::new("0123456789abcdef0123456789abcdef", "ffffffff-0000-4000-8000-000000000002");
/// let import = Import::new(instance, "my-bucket").file("redis-1.rdb").file("redis-2.rdb");
/// let id = import.run(client, |event| println!("{event}")).await?;
/// println!("import {id} has succeeded");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a flow begins with `run`"]
pub struct Import {
    instance: Instance,
    bucket: String,
    files: Vec<String>,
    name: String,
    password: Option<SensitiveString>,
    patience: Patience,
}

impl Import {
    /// From this bucket into this instance.
    pub fn new(instance: Instance, bucket: impl Into<String>) -> Self {
        Self {
            instance,
            bucket: bucket.into(),
            files: Vec::new(),
            name: "backhaul-import".to_owned(),
            password: None,
            patience: Patience::up_to(Duration::from_secs(6 * 3600)),
        }
    }

    /// A file in the bucket, `.rdb`, `.aof`, `.zip` or `.tar.gz`. At least one; each call adds one.
    pub fn file(mut self, name: impl Into<String>) -> Self {
        self.files.push(name.into());
        self
    }

    /// The name of the import in the list of migrations. Default `backhaul-import`.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// The password of the instance, if it has one.
    pub fn password(mut self, password: impl Into<SensitiveString>) -> Self {
        self.password = Some(password.into());
        self
    }

    /// How long to wait for the import. Default 6 hours.
    pub fn patience(mut self, patience: Patience) -> Self {
        self.patience = patience;
        self
    }

    fn first(&self, client: &Client) -> CreateMigrationTask {
        let files = self.files.iter();
        let files = files.map(|name| BackupFileBody::new().file_name(name));
        let files = BackupFilesBody::new()
            .file_source("self_build_obs")
            .bucket_name(&self.bucket)
            .files(files);
        let target = MigrationTargetBody::new().id(&self.instance.id);
        let target = match &self.password {
            Some(password) => target.password(password.clone()),
            None => target,
        };
        client
            .create_migration_task()
            .project_id(&self.instance.project_id)
            .task_name(&self.name)
            .migration_type("backupfile_import")
            .migration_method("full_amount_migration")
            .backup_files(files)
            .target_instance(target)
    }

    /// The first request, which is not sent.
    ///
    /// # Errors
    /// If an argument is invalid.
    pub fn preview(&self, client: &Client) -> Result<Preview, Error> {
        Ok(self.first(client).preview()?)
    }

    /// Does it. Returns the id of the import.
    ///
    /// # Errors
    /// If there is no file, a call fails, or the import fails or does not end in time.
    pub async fn run(
        &self,
        client: &Client,
        listener: impl Fn(Event) + Send + Sync,
    ) -> Result<String, Error> {
        if self.files.is_empty() {
            return Err(Error::NothingFits("file to import"));
        }
        let accepted = self.first(client).send().await?;
        let missing =
            Error::Incomplete("create_migration_task: the answer has no id of the import");
        let id = accepted.id.clone().ok_or(missing)?;
        listener(Event::Begun {
            work: Work::Import,
            id: Some(id.clone()),
        });
        // The list, since only there is said why an import failed.
        let list = client.list_migration_task().name(&self.name);
        let outcome = list
            .project_id(&self.instance.project_id)
            .wait_all(Waits::new(&self.patience).next(Duration::ZERO, USUAL))
            .only(|migration| migration.task_id.as_ref() == Some(&id))
            .at_least(1)
            .on_progress(|migrations| {
                for migration in migrations {
                    listener(Event::Seen {
                        work: Work::Import,
                        state: migration.state(),
                        progress: None,
                    });
                }
            })
            .await?;
        succeeded_in_list(outcome, Some((Work::Import, id.as_str())))?;
        Ok(id)
    }
}
