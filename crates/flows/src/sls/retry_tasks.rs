//! Start failed shipper tasks again.

use std::collections::HashSet;
use std::time::{Duration, SystemTime};

use backhaul_sls::builders::GetShipperStatus;
use backhaul_sls::parameters::{ShipperTaskId, ShipperTaskIds};
use backhaul_sls::types::ShipperTask;
use backhaul_sls::{
    BatchOutcome, BatchReport, Client, Clock, InvalidValue, Job, JobState, Outcome, Preview,
};

use super::time::seconds;
use crate::error::Error;
use crate::event::{Event, Listener, Work};
use crate::patience::{Patience, USUAL, Waits};
use crate::previews::first;

/// A task may still be shown as failed for a moment after it was started again.
const SETTLE: Duration = Duration::from_secs(10);

const LAST_DAY: Duration = Duration::from_secs(24 * 3600);

/// Starts failed tasks of a shipper again, ten in each request, and waits for them if that is wanted.
///
/// The service only shows tasks of the last 48 hours.
///
/// ```
/// # async fn example(client: &backhaul_sls::Client) -> Result<(), backhaul_flows::Error> {
/// use std::time::{Duration, SystemTime};
///
/// use backhaul_flows::Patience;
/// use backhaul_flows::sls::RetryTasks;
///
/// let now = SystemTime::now();
/// let retried = RetryTasks::failed("ali-test-logstore", "ali-test-shipper")
///     .between(now - Duration::from_secs(24 * 3600), now)
///     .wait(Patience::up_to(Duration::from_secs(3600)))
///     .run(client, |event| println!("{event}"))
///     .await?;
/// println!("{}", retried.report);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a flow begins with `run`"]
pub struct RetryTasks {
    logstore: String,
    shipper: String,
    ids: Option<Vec<String>>,
    between: Option<(SystemTime, SystemTime)>,
    patience: Option<Patience>,
}

/// What became of the tasks.
#[derive(Debug)]
#[non_exhaustive]
pub struct RetriedTasks {
    /// Which of them the service accepted for another try, and why not the others.
    pub report: BatchReport,
    /// The given ids that no task of the time has. Nothing was sent for them, because the service would accept them, and
    /// do nothing.
    pub unknown: Vec<String>,
    /// Those that it accepted, as last seen; empty if they were not waited for.
    pub tasks: Vec<ShipperTask>,
    /// Whether all of these are over, well or not. False if they were not waited for, unless there is none.
    pub is_over: bool,
}

impl RetryTasks {
    /// All tasks of a shipper that have failed, of the last 24 hours unless [`between`](Self::between) says
    /// otherwise.
    pub fn failed(logstore: impl Into<String>, shipper: impl Into<String>) -> Self {
        Self {
            logstore: logstore.into(),
            shipper: shipper.into(),
            ids: None,
            between: None,
            patience: None,
        }
    }

    /// These tasks of a shipper. They must have been created within [`between`](Self::between), which is looked at first:
    /// the service accepts any id, and does nothing with one that is none.
    pub fn tasks<I: Into<String>>(
        logstore: impl Into<String>,
        shipper: impl Into<String>,
        ids: impl IntoIterator<Item = I>,
    ) -> Self {
        Self {
            ids: Some(ids.into_iter().map(Into::into).collect()),
            ..Self::failed(logstore, shipper)
        }
    }

    /// Only tasks that were created in this time, in whole seconds.
    pub fn between(mut self, from: SystemTime, to: SystemTime) -> Self {
        self.between = Some((from, to));
        self
    }

    /// Waits for the tasks that were accepted, at most so long. By default they are not waited for.
    pub fn wait(mut self, patience: Patience) -> Self {
        self.patience = Some(patience);
        self
    }

    /// The tasks of the time.
    fn list(&self, client: &Client) -> GetShipperStatus {
        let (from, to) = self.between.unwrap_or_else(|| {
            let now = Clock::default().now();
            (now - LAST_DAY, now)
        });
        client
            .get_shipper_status()
            .logstore(&self.logstore)
            .shipper_name(&self.shipper)
            .from(seconds(from))
            .to(seconds(to))
    }

    /// The first request, which is not sent; `None` if there is nothing to do.
    ///
    /// # Errors
    /// If an argument is invalid.
    pub fn preview(&self, client: &Client) -> Result<Option<Preview>, Error> {
        first(self.previews(client))
    }

    /// All requests that are known beforehand, in their order, which are not sent; none if there is nothing to do. More
    /// ids than ten need more requests like the last.
    pub fn previews(&self, client: &Client) -> Vec<Result<Preview, Error>> {
        let Some(ids) = &self.ids else {
            let list = self.list(client).status("fail").preview();
            return vec![list.map_err(Error::from)];
        };
        if ids.is_empty() {
            return Vec::new();
        }
        let list = self.list(client).preview().map_err(Error::from);
        vec![list, self.first_batch(client, ids)]
    }

    fn first_batch(&self, client: &Client, ids: &[String]) -> Result<Preview, Error> {
        let first = ids.iter().take(ShipperTaskIds::MAX_ITEMS);
        let first: Result<Vec<ShipperTaskId>, InvalidValue> =
            first.map(ShipperTaskId::try_from).collect();
        let invalid = |error| backhaul_sls::Error::invalid_input(format!("task ids: {error}"));
        let retry = client.retry_shipper_task().logstore(&self.logstore);
        let retry = retry.shipper_name(&self.shipper);
        Ok(retry.body(first.map_err(invalid)?).preview()?)
    }

    /// Does it. A refused request does not stop the others, and a task that failed again is not an error: what
    /// became of each task is in the result.
    ///
    /// # Errors
    /// If a list cannot be read, or an argument is invalid.
    pub async fn run(
        &self,
        client: &Client,
        listener: impl Fn(Event) + Send + Sync,
    ) -> Result<RetriedTasks, Error> {
        let list = self.list(client);
        let mut unknown = Vec::new();
        let ids = match &self.ids {
            // Nothing is looked for in a list, so none has to be read.
            Some(ids) if ids.is_empty() => Vec::new(),
            Some(ids) => {
                let tasks = list.clone().items().collect().await?;
                let known: HashSet<String> = tasks.into_iter().map(|task| task.id).collect();
                let (found, others) = ids.iter().cloned().partition(|id| known.contains(id));
                unknown = others;
                found
            }
            None => {
                let failed = list.clone().status("fail").items().collect().await?;
                listener(Event::Failed {
                    work: Work::ShipperTask,
                    number: failed.len(),
                });
                failed.into_iter().map(|task| task.id).collect()
            }
        };
        let retry = client.retry_shipper_task().logstore(&self.logstore);
        let retry = retry.shipper_name(&self.shipper);
        let report = retry
            .send_in_batches_with(ids, |ids, outcome| {
                if matches!(outcome, BatchOutcome::Accepted) {
                    listener(Event::SeveralStartedAgain {
                        work: Work::ShipperTask,
                        ids: ids.iter().map(ToString::to_string).collect(),
                    });
                }
            })
            .await?;
        let retried: HashSet<String> = report.accepted().map(str::to_owned).collect();
        match &self.patience {
            Some(patience) if !retried.is_empty() => {
                let (tasks, is_over) = end(list, &retried, patience, &listener).await?;
                Ok(RetriedTasks {
                    report,
                    unknown,
                    tasks,
                    is_over,
                })
            }
            _ => Ok(RetriedTasks {
                report,
                unknown,
                tasks: Vec::new(),
                is_over: retried.is_empty(),
            }),
        }
    }
}

/// Waits for the tasks that were accepted. The list shows the same time as before, so that it keeps showing the same
/// tasks; and those of all states, because a task that runs again is no longer failed.
async fn end(
    list: GetShipperStatus,
    retried: &HashSet<String>,
    patience: &Patience,
    listener: Listener<'_>,
) -> Result<(Vec<ShipperTask>, bool), Error> {
    let outcome = list
        .wait_all(Waits::new(patience).next(SETTLE, USUAL))
        .only(|task| retried.contains(&task.id))
        .at_least(retried.len())
        .on_progress(|tasks| {
            let shipped = |task: &&ShipperTask| task.state() == JobState::Succeeded;
            listener(Event::Shipped {
                number: tasks.iter().filter(shipped).count(),
                all: tasks.len(),
            });
        })
        .await?;
    let is_over = !matches!(outcome, Outcome::TimedOut(_));
    Ok((outcome.into_job().unwrap_or_default(), is_over))
}
