//! Restore an instance.

use std::time::Duration;

use backhaul_dcs::builders::RestoreInstance;
use backhaul_dcs::{Client, Job, Preview};

use super::instance::Instance;
use crate::error::{Error, succeeded_in_list};
use crate::event::{Event, Work};
use crate::patience::{Patience, USUAL, Waits};

/// Restores a Redis instance from one of its backups, and waits until that is done. The data of the instance is
/// replaced.
///
/// ```
/// # async fn example(client: &backhaul_dcs::Client, backup_id: &str) -> Result<(), backhaul_flows::Error> {
/// use backhaul_flows::dcs::{Instance, Restore};
///
/// let instance = Instance::new("0123456789abcdef0123456789abcdef", "ffffffff-0000-4000-8000-000000000001");
/// let restoration = Restore::new(instance, backup_id);
/// let id = restoration.run(client, |event| println!("{event}")).await?;
/// println!("restoration {id} has succeeded");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a flow begins with `run`"]
pub struct Restore {
    instance: Instance,
    backup_id: String,
    remark: Option<String>,
    patience: Patience,
}

impl Restore {
    /// From this backup of the instance.
    pub fn new(instance: Instance, backup_id: impl Into<String>) -> Self {
        Self {
            instance,
            backup_id: backup_id.into(),
            remark: None,
            patience: Patience::up_to(Duration::from_secs(3600)),
        }
    }

    /// A comment, at most 128 characters.
    pub fn remark(mut self, text: impl Into<String>) -> Self {
        self.remark = Some(text.into());
        self
    }

    /// How long to wait for the restoration. Default 1 hour.
    pub fn patience(mut self, patience: Patience) -> Self {
        self.patience = patience;
        self
    }

    fn first(&self, client: &Client) -> RestoreInstance {
        let restore = client
            .restore_instance()
            .project_id(&self.instance.project_id)
            .instance_id(&self.instance.id)
            .backup_id(&self.backup_id);
        match &self.remark {
            Some(remark) => restore.remark(remark),
            None => restore,
        }
    }

    /// The first request, which is not sent.
    ///
    /// # Errors
    /// If an argument is invalid.
    pub fn preview(&self, client: &Client) -> Result<Preview, Error> {
        Ok(self.first(client).preview()?)
    }

    /// Does it. Returns the id of the restoration.
    ///
    /// # Errors
    /// If a call fails, or the restoration fails or does not end in time.
    pub async fn run(
        &self,
        client: &Client,
        listener: impl Fn(Event) + Send + Sync,
    ) -> Result<String, Error> {
        let accepted = self.first(client).send().await?;
        let missing =
            Error::Incomplete("restore_instance: the answer has no id of the restoration");
        let id = accepted.restore_id.clone().ok_or(missing)?;
        listener(Event::Begun {
            work: Work::Restoration,
            id: Some(id.clone()),
        });
        let list = client.list_restore_records();
        let list = list.project_id(&self.instance.project_id);
        let outcome = list
            .instance_id(&self.instance.id)
            .wait_all(Waits::new(&self.patience).next(Duration::ZERO, USUAL))
            .only(|restoration| restoration.restore_id.as_ref() == Some(&id))
            .at_least(1)
            .on_progress(|restorations| {
                for restoration in restorations {
                    listener(Event::Seen {
                        work: Work::Restoration,
                        state: restoration.state(),
                        progress: None,
                    });
                }
            })
            .await?;
        succeeded_in_list(outcome, Some((Work::Restoration, id.as_str())))?;
        Ok(id)
    }
}
