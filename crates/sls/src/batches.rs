//! More task ids than one request may have.

use std::fmt;
use std::sync::Arc;

use backhaul_runtime::{Error, ErrorKind};

use crate::builders::RetryShipperTask;
use crate::parameters::{ShipperTaskId, ShipperTaskIds};

/// What became of one task id of a [batch](RetryShipperTask::send_in_batches).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum BatchOutcome {
    /// The service took the request that had this id.
    Accepted,
    /// The request that had this id failed. Whether the service may have acted all the same is what
    /// the error says. Ids of one request share it.
    Failed(Arc<Error>),
    /// No request with this id was sent, since an earlier one had failed in a way in which this one
    /// would have failed too.
    NotSent,
}

/// What became of each id.
#[derive(Clone, Debug, Default)]
#[must_use = "some ids may have failed"]
pub struct BatchReport {
    outcomes: Vec<(String, BatchOutcome)>,
}

impl BatchReport {
    /// Each id with what became of it, in the order in which they were given.
    pub fn outcomes(&self) -> impl ExactSizeIterator<Item = (&str, &BatchOutcome)> {
        self.outcomes
            .iter()
            .map(|(id, outcome)| (id.as_str(), outcome))
    }

    /// The ids that the service took.
    pub fn accepted(&self) -> impl Iterator<Item = &str> {
        self.ids(|outcome| matches!(outcome, BatchOutcome::Accepted))
    }

    /// The ids that it did not take, or may not have taken: those to give to a further call.
    pub fn remaining(&self) -> impl Iterator<Item = &str> {
        self.ids(|outcome| !matches!(outcome, BatchOutcome::Accepted))
    }

    /// Whether every id was taken.
    pub fn is_complete(&self) -> bool {
        self.remaining().next().is_none()
    }

    /// The failure that came first, if any did.
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

impl RetryShipperTask<'_> {
    /// Sends any number of task ids, at most [`ShipperTaskIds::MAX_ITEMS`] in one request, one request
    /// after the other. It takes the place of `body` and `send`.
    ///
    /// An id that is given twice is sent once. A request that fails does not keep the next from being
    /// sent, unless that one would fail too: the credentials are refused, or the project, logstore or
    /// shipper does not exist. Each request is retried by the same rule as a single call, and
    /// `call_timeout` counts for each.
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
    ///     eprintln!("not taken: {id}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If an argument or an id is not allowed: nothing is sent then. Failures of requests are in the
    /// report.
    pub async fn send_in_batches<I>(self, ids: I) -> Result<BatchReport, Error>
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
                Ok(_) => report.add(batch, &BatchOutcome::Accepted),
                Err(error) if error.kind() == ErrorKind::InvalidInput => return Err(error),
                Err(error) => {
                    let is_final = ends_all(&error);
                    report.add(batch, &BatchOutcome::Failed(Arc::new(error)));
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

/// Whether a request with other ids would fail in the same way. Five wrong signatures lock a key.
fn ends_all(error: &Error) -> bool {
    error.kind() == ErrorKind::Credentials || error.is_unauthorized() || error.is_not_found()
}

/// The ids, checked, each once, in the order in which they first come.
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
