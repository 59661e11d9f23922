//! Collect run logs.

use std::collections::HashSet;
use std::path::Path;
use std::time::Duration;

use backhaul_dcs::builders::{CreateRedislog, ListRedislog};
use backhaul_dcs::{Client, Job, Preview};

use super::instance::Instance;
use crate::error::{Error, succeeded};
use crate::event::{Event, Listener, Work};
use crate::files::{SavedFile, make, safe, save};
use crate::patience::{Patience, USUAL, Waits};

/// Collects the run logs of a Redis instance, waits until they are there, and saves them.
///
/// The answer of the service names no log. A log is new if it was not in the list before, so only one such flow
/// may work on an instance at a time.
///
/// ```
/// # async fn example(client: &backhaul_dcs::Client) -> Result<(), backhaul_flows::Error> {
/// use backhaul_flows::dcs::{CollectRunLogs, Instance};
///
/// let instance = Instance::new("0123456789abcdef0123456789abcdef", "ffffffff-0000-4000-8000-000000000001");
/// let logs = CollectRunLogs::new(instance)
///     .days(3)
///     .run(client, "logs", |event| println!("{event}"))
///     .await?;
/// for log in logs {
///     println!("{}: {} bytes", log.id, log.file.bytes);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a flow begins with `run`"]
pub struct CollectRunLogs {
    instance: Instance,
    days: i64,
    replication_id: Option<String>,
    patience: Patience,
}

/// A log that was collected and saved.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SavedLog {
    /// Its id.
    pub id: String,
    /// The file.
    pub file: SavedFile,
}

impl CollectRunLogs {
    /// The logs of an instance.
    pub fn new(instance: Instance) -> Self {
        Self {
            instance,
            days: 1,
            replication_id: None,
            patience: Patience::up_to(Duration::from_secs(1800)),
        }
    }

    /// Of how many past days: 0 (only today), 1, 3 or 7. Default 1.
    pub fn days(mut self, days: i64) -> Self {
        self.days = days;
        self
    }

    /// The node whose logs are collected. Required unless the instance has a single node.
    pub fn replication_id(mut self, id: impl Into<String>) -> Self {
        self.replication_id = Some(id.into());
        self
    }

    /// How long to wait for the logs. Default 30 minutes.
    pub fn patience(mut self, patience: Patience) -> Self {
        self.patience = patience;
        self
    }

    fn create(&self, client: &Client) -> CreateRedislog {
        let create = client
            .create_redislog()
            .project_id(&self.instance.project_id)
            .instance_id(&self.instance.id)
            .log_type("run")
            .query_time(self.days);
        match &self.replication_id {
            Some(id) => create.replication_id(id),
            None => create,
        }
    }

    fn list(&self, client: &Client) -> ListRedislog {
        client
            .list_redislog()
            .project_id(&self.instance.project_id)
            .instance_id(&self.instance.id)
            .log_type("run")
    }

    /// The first request that changes something, which is not sent. A list is read before it.
    ///
    /// # Errors
    /// If an argument is invalid.
    pub fn preview(&self, client: &Client) -> Result<Preview, Error> {
        Ok(self.create(client).preview()?)
    }

    /// Does it. Each log is `redis-LOG-ID.log` in `folder`, which is made if it is not there.
    ///
    /// # Errors
    /// If the folder cannot be made, a call fails, or no log comes in time, or not all that come.
    pub async fn run(
        &self,
        client: &Client,
        folder: impl AsRef<Path>,
        listener: impl Fn(Event) + Send + Sync,
    ) -> Result<Vec<SavedLog>, Error> {
        let folder = folder.as_ref();
        make(folder)?;
        // A mistake in the arguments is told before anything is sent.
        let create = self.create(client);
        create.preview()?;
        let logs = self.list(client);
        let before = logs.clone().items().collect().await?;
        let before: HashSet<Option<String>> = before.into_iter().map(|log| log.id).collect();

        create.send().await?;
        listener(Event::Begun {
            work: Work::RunLogs,
            id: None,
        });

        // A new log may be missing from the list at first, so an empty list does not end the wait: at least one
        // log must come. How many will come is not documented.
        let outcome = logs
            .wait_all(Waits::new(&self.patience).next(Duration::ZERO, USUAL))
            .only(|log| !before.contains(&log.id))
            .at_least(1)
            .on_progress(|logs| {
                listener(Event::Logs {
                    id: None,
                    state: None,
                    over: logs.iter().filter(|log| log.state().is_final()).count(),
                    all: logs.len(),
                });
            })
            .await?;
        let mut saved = Vec::new();
        for id in succeeded(outcome)?.into_iter().filter_map(|log| log.id) {
            let file = self.save(client, &id, folder, &listener).await?;
            saved.push(SavedLog { id, file });
        }
        Ok(saved)
    }

    /// Saves one log. If it breaks off, another run continues with a new link to the same log.
    async fn save(
        &self,
        client: &Client,
        id: &str,
        folder: &Path,
        listener: Listener<'_>,
    ) -> Result<SavedFile, Error> {
        let answer = client
            .create_redislog_download_link()
            .project_id(&self.instance.project_id)
            .instance_id(&self.instance.id)
            .id(id)
            .send()
            .await?;
        let missing = Error::Incomplete("create_redislog_download_link: the answer has no link");
        let link = answer.link.as_ref().ok_or(missing)?;
        let path = folder.join(format!("redis-{}.log", safe(id, "log")));
        save(client.download_link(link), path, Some((listener, None))).await
    }
}
