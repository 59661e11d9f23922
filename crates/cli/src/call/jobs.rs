//! The states of jobs; a wait for any job, and for the jobs of a list.

use backhaul_runtime::auth::BoxFuture;
use backhaul_runtime::{
    Error, Job, JobProgress, JobState, NotSucceeded, Outcome, Page, RawAnswer, RawBody, Waiting,
    WaitingAll, from_json,
};
use serde::de::DeserializeOwned;

/// The state of a job, by the rules of the document; nothing if `json` is no such job.
pub fn state_of<J: Job + DeserializeOwned>(json: &str) -> Vec<JobState> {
    let job = from_json::<J>(json.as_bytes());
    job.iter().map(Job::state).collect()
}

/// The states of the jobs on a page, in their order.
pub fn states_of<P>(json: &str) -> Vec<JobState>
where
    P: Page + DeserializeOwned,
    P::Item: Job,
{
    let page = from_json::<P>(json.as_bytes());
    let jobs = page.iter().flat_map(Page::items);
    jobs.map(Job::state).collect()
}

/// A wait for one job.
pub trait Watch: Send {
    /// The job after the next poll; `None` after the last one.
    ///
    /// # Errors
    /// As for [`Waiting::try_next`].
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Seen>, Error>>;

    /// How it ended.
    ///
    /// # Errors
    /// As for [`Waiting::outcome`].
    fn end(self: Box<Self>) -> BoxFuture<'static, Result<End, Error>>;
}

/// A wait for all jobs of a list.
pub trait WatchAll: Send {
    /// The jobs after the next poll; `None` after the last one.
    ///
    /// # Errors
    /// As for [`WaitingAll::try_next`].
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Vec<Seen>>, Error>>;

    /// How it ended. It has no body.
    ///
    /// # Errors
    /// As for [`WaitingAll::outcome`].
    fn end(self: Box<Self>) -> BoxFuture<'static, Result<End, Error>>;
}

/// A job as a poll saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
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
pub struct Watching<J>(pub Waiting<'static, RawAnswer<J>>);

impl<J: Job + Send + Sync + 'static> Watch for Watching<J> {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Seen>, Error>> {
        Box::pin(async {
            let job = self.0.try_next().await?;
            Ok(job.map(Seen::of))
        })
    }

    fn end(self: Box<Self>) -> BoxFuture<'static, Result<End, Error>> {
        Box::pin(async {
            let outcome = self.0.outcome().await?;
            Ok(End::of(outcome, |job| Some(job.into_parts().1)))
        })
    }
}

/// A wait for the jobs of a list.
#[derive(Debug)]
pub struct WatchingAll<P: Page>(pub WaitingAll<'static, P>);

impl<P> WatchAll for WatchingAll<P>
where
    P: Page + Send + 'static,
    P::Item: Job + Clone + PartialEq + Send + Sync + 'static,
{
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Vec<Seen>>, Error>> {
        Box::pin(async {
            let jobs = self.0.try_next().await?;
            Ok(jobs.map(|jobs| jobs.iter().map(Seen::of).collect()))
        })
    }

    fn end(self: Box<Self>) -> BoxFuture<'static, Result<End, Error>> {
        Box::pin(async {
            let outcome = self.0.outcome().await?;
            Ok(End::of(outcome, |_| None))
        })
    }
}
