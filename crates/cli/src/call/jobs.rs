//! A wait for any job, and for the jobs of a list.

use backhaul_runtime::{
    Error, Job, JobProgress, JobState, NotSucceeded, Outcome, RawBody, Waiting, WaitingAll,
};

use super::any::{AnyJob, AnyPage, Item};

/// A job as a poll saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Its id, if it is one of a list.
    pub id: Option<String>,
    /// Its state.
    pub state: JobState,
    /// The provider's reason.
    pub reason: Option<String>,
    /// How far it is.
    pub progress: Option<JobProgress>,
}

impl Seen {
    fn of(job: &impl Job) -> Self {
        Self {
            id: None,
            state: job.state(),
            reason: job.reason(),
            progress: job.progress(),
        }
    }
}

/// How a wait ended.
#[derive(Debug)]
pub struct End {
    /// The job from the last poll, as it came.
    pub body: Option<RawBody>,
    /// Its state.
    pub state: Option<JobState>,
    /// Why it is not a success: one line. `None` if it is.
    pub failure: Option<String>,
    /// Whether the time was over first.
    pub is_late: bool,
}

impl End {
    fn of<J>(outcome: Outcome<J>, body: impl FnOnce(J) -> Option<RawBody>) -> Self {
        match outcome.succeeded() {
            Ok(job) => Self {
                body: body(job),
                state: Some(JobState::Succeeded),
                failure: None,
                is_late: false,
            },
            Err(other) => Self::other(other, body),
        }
    }

    fn other<J>(other: NotSucceeded<J>, body: impl FnOnce(J) -> Option<RawBody>) -> Self {
        Self {
            state: other.state().cloned(),
            failure: Some(other.to_string()),
            is_late: other.is_timeout(),
            body: other.into_job().and_then(body),
        }
    }
}

/// A wait for one job.
#[derive(Debug)]
pub struct Watch(Waiting<'static, AnyJob>);

impl Watch {
    pub(super) fn new(waiting: Waiting<'static, AnyJob>) -> Self {
        Self(waiting)
    }

    /// The job after the next poll; `None` after the last one.
    ///
    /// # Errors
    /// As for [`Waiting::try_next`].
    pub async fn next(&mut self) -> Result<Option<Seen>, Error> {
        let job = self.0.try_next().await?;
        Ok(job.map(Seen::of))
    }

    /// How it ended.
    ///
    /// # Errors
    /// As for [`Waiting::outcome`].
    pub async fn end(self) -> Result<End, Error> {
        let outcome = self.0.outcome().await?;
        Ok(End::of(outcome, |job| Some(job.body)))
    }
}

/// A wait for all jobs of a list.
#[derive(Debug)]
pub struct WatchAll(WaitingAll<'static, AnyPage>);

impl WatchAll {
    pub(super) fn new(waiting: WaitingAll<'static, AnyPage>) -> Self {
        Self(waiting)
    }

    /// The jobs after the next poll; `None` after the last one.
    ///
    /// # Errors
    /// As for [`WaitingAll::try_next`].
    pub async fn next(&mut self) -> Result<Option<Vec<Seen>>, Error> {
        let jobs = self.0.try_next().await?;
        let seen = |item: &Item| Seen {
            id: item.id().map(str::to_owned),
            ..Seen::of(item)
        };
        Ok(jobs.map(|jobs| jobs.iter().map(seen).collect()))
    }

    /// How it ended. It has no body.
    ///
    /// # Errors
    /// As for [`WaitingAll::outcome`].
    pub async fn end(self) -> Result<End, Error> {
        let outcome = self.0.outcome().await?;
        Ok(End::of(outcome, |_| None))
    }
}
