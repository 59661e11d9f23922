//! Retries more task ids than one request allows.

use std::fmt;
use std::sync::Arc;

use backhaul_runtime::{Error, ErrorKind};

use crate::builders::RetryShipperTask;
use crate::parameters::{ShipperTaskId, ShipperTaskIds};

/// The outcome for one task id of a [batch](RetryShipperTask::send_in_batches).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum BatchOutcome {
    /// The service accepted the request with this id.
    Accepted,
    /// The request with this id failed. The error says whether the service may have acted anyway. All ids
    /// of a request share it.
    Failed(Arc<Error>),
    /// No request with this id was sent, because an earlier request failed and this one would have failed in
    /// the same way.
    NotSent,
}

/// The outcomes for all ids.
#[derive(Clone, Debug, Default)]
#[must_use = "some ids may have failed"]
pub struct BatchReport {
    outcomes: Vec<(String, BatchOutcome)>,
}

impl BatchReport {
    /// Each id with its outcome, in the given order.
    pub fn outcomes(&self) -> impl ExactSizeIterator<Item = (&str, &BatchOutcome)> {
        self.outcomes
            .iter()
            .map(|(id, outcome)| (id.as_str(), outcome))
    }

    /// The ids that the service accepted.
    pub fn accepted(&self) -> impl Iterator<Item = &str> {
        self.ids(|outcome| matches!(outcome, BatchOutcome::Accepted))
    }

    /// The ids that the service did not accept, or may not have accepted: pass them to another call.
    pub fn remaining(&self) -> impl Iterator<Item = &str> {
        self.ids(|outcome| !matches!(outcome, BatchOutcome::Accepted))
    }

    /// Whether every id was accepted.
    pub fn is_complete(&self) -> bool {
        self.remaining().next().is_none()
    }

    /// The first failure, if there was one.
    pub fn first_error(&self) -> Option<&Error> {
        self.outcomes.iter().find_map(|(_, outcome)| match outcome {
            BatchOutcome::Failed(error) => Some(error.as_ref()),
            BatchOutcome::Accepted | BatchOutcome::NotSent => None,
        })
    }

    fn ids(&self, wanted: impl Fn(&BatchOutcome) -> bool) -> impl Iterator<Item = &str> {
        self.outcomes()
            .filter(move |(_, outcome)| wanted(outcome))
            .map(|(id, _)| id)
    }

    fn add(&mut self, ids: &[ShipperTaskId], outcome: &BatchOutcome) {
        let of_each = ids.iter().map(|id| (id.to_string(), outcome.clone()));
        self.outcomes.extend(of_each);
    }
}

impl fmt::Display for BatchReport {
    /// `12 of 23 tasks accepted; first failure: ...`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (accepted, all) = (self.accepted().count(), self.outcomes.len());
        write!(f, "{accepted} of {all} tasks accepted")?;
        match self.first_error() {
            Some(error) => write!(f, "; first failure: {error}"),
            None => Ok(()),
        }
    }
}

impl RetryShipperTask {
    /// Sends any number of task ids, at most [`ShipperTaskIds::MAX_ITEMS`] in each request, one request after
    /// another. Use it instead of `body` and `send`.
    ///
    /// A repeated id is sent only once. After a failed request the next one is still sent, unless it would fail
    /// in the same way: the credentials were refused, or the project, logstore or shipper does not exist. Each
    /// request is retried by the same rule as a single call, and `call_timeout` applies to each.
    ///
    /// ```
    /// # async fn example(client: &backhaul_sls::Client, failed: Vec<String>) -> Result<(), backhaul_sls::Error> {
    /// let report = client
    ///     .retry_shipper_task()
    ///     .logstore("ali-test-logstore")
    ///     .shipper_name("ali-test-shipper")
    ///     .send_in_batches(failed)
    ///     .await?;
    /// for id in report.remaining() {
    ///     eprintln!("not accepted: {id}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If an argument or an id is not allowed; nothing is sent then. Failed requests are in the report.
    pub async fn send_in_batches<I>(self, ids: I) -> Result<BatchReport, Error>
    where
        I: IntoIterator,
        I::Item: TryInto<ShipperTaskId, Error: fmt::Display>,
    {
        self.send_in_batches_with(ids, |_, _| {}).await
    }

    /// Sends like [`send_in_batches`](Self::send_in_batches), and tells `on_batch` the ids of each request and what
    /// became of it, so that they are known even if this future is dropped.
    ///
    /// # Errors
    /// As for [`send_in_batches`](Self::send_in_batches).
    pub async fn send_in_batches_with<I>(
        self,
        ids: I,
        mut on_batch: impl FnMut(&[ShipperTaskId], &BatchOutcome),
    ) -> Result<BatchReport, Error>
    where
        I: IntoIterator,
        I::Item: TryInto<ShipperTaskId, Error: fmt::Display>,
    {
        let ids = distinct(ids)?;
        let mut report = BatchReport::default();
        let mut batches = ids.chunks(ShipperTaskIds::MAX_ITEMS);
        for batch in batches.by_ref() {
            let body = ShipperTaskIds::new(batch.iter().cloned()).map_err(invalid)?;
            match self.clone().body(body).send().await {
                Ok(_) => {
                    on_batch(batch, &BatchOutcome::Accepted);
                    report.add(batch, &BatchOutcome::Accepted);
                }
                Err(error) if error.kind() == ErrorKind::InvalidInput => return Err(error),
                Err(error) => {
                    let is_final = ends_all(&error);
                    let outcome = BatchOutcome::Failed(Arc::new(error));
                    on_batch(batch, &outcome);
                    report.add(batch, &outcome);
                    if is_final {
                        break;
                    }
                }
            }
        }
        for batch in batches {
            report.add(batch, &BatchOutcome::NotSent);
        }
        Ok(report)
    }
}

/// Whether a request with other ids would fail in the same way. Such a request is not sent, because five
/// wrong signatures lock a key.
fn ends_all(error: &Error) -> bool {
    error.kind() == ErrorKind::Credentials || error.is_unauthorized() || error.is_not_found()
}

/// The checked ids without duplicates, in the order of their first appearance.
fn distinct<I>(ids: I) -> Result<Vec<ShipperTaskId>, Error>
where
    I: IntoIterator,
    I::Item: TryInto<ShipperTaskId, Error: fmt::Display>,
{
    let mut seen = std::collections::HashSet::new();
    let mut kept = Vec::new();
    for (index, id) in ids.into_iter().enumerate() {
        let id: ShipperTaskId = id
            .try_into()
            .map_err(|error| invalid(format!("item {index}: {error}")))?;
        if seen.insert(id.clone()) {
            kept.push(id);
        }
    }
    Ok(kept)
}

fn invalid(problem: impl fmt::Display) -> Error {
    Error::invalid_input(format!("task ids: {problem}"))
}
