//! Waits for one job.

use std::fmt;
use std::future::{Future, IntoFuture, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use crate::core::Core;
use crate::error::Error;
use crate::request::operation::Operation;
use crate::retry::turn::Turn;
use crate::wait::job::Job;
use crate::wait::outcome::Outcome;
use crate::wait::rule::Wait;
use crate::wait::seen::{Looking, Seen};
use crate::wait::watching::{Verdict, Watching};

/// A wait for a job to end, created with `.wait(...)` on the operation that reads the job.
///
/// Awaiting it gives the [`Outcome`]:
///
/// ```
/// # use std::time::Duration;
/// # use backhaul_runtime::{Job, Waiting};
/// # async fn example<J: Job + Send + Sync>(waiting: Waiting<'_, J>) -> Result<(), Box<dyn std::error::Error>>
/// # where J: 'static {
/// let outcome = waiting
///     .on_progress(|job| println!("{}", job.state()))
///     .await?;
/// let job = outcome.succeeded()?;
/// # drop(job);
/// # Ok(())
/// # }
/// ```
///
/// The same as a loop, which sees the job after each poll and can stop at any time:
///
/// ```
/// # use backhaul_runtime::{Error, Job, Outcome, Waiting};
/// # async fn example<J: Job>(mut waiting: Waiting<'_, J>) -> Result<Outcome<J>, Error> {
/// while let Some(job) = waiting.try_next().await? {
///     println!("{}", job.state());
/// }
/// let outcome = waiting.outcome().await?;
/// # Ok(outcome)
/// # }
/// ```
///
/// Nothing runs in the background: polls are made only while it is awaited, and dropping it stops everything.
/// It holds no connection during a pause, so one program can wait for thousands of jobs. The number of polls
/// in flight is limited per client (`polls_at_once` on its builder). A poll that pauses before a retry does
/// not count.
///
/// It owns the client, so it can be returned and stored, as `Waiting<'static, J>`. `'a` is only how long what
/// [`on_progress`](Self::on_progress) calls may borrow.
#[must_use = "nothing is polled before it is awaited"]
pub struct Waiting<'a, J> {
    /// Boxed, because a wait is moved into its future, which programs have thousands of.
    watching: Box<Watching<'a, Seen<J>>>,
}

impl<'a, J: Job> Waiting<'a, J> {
    /// Waits by polling with `look`, which passes the turn to its call. For generated code; users call
    /// `.wait(...)`.
    #[doc(hidden)]
    pub fn new<F>(
        core: Core,
        operation: &'static Operation,
        wait: Wait,
        mut look: impl FnMut(Turn) -> F + Send + 'static,
    ) -> Self
    where
        F: Looking<J>,
    {
        let look = Box::new(move |turn| look(turn).seen());
        Self {
            watching: Box::new(Watching::new(core, operation, wait, look)),
        }
    }

    /// Calls `show` with the job after each poll, including the last one.
    pub fn on_progress(mut self, show: impl FnMut(&J) + Send + 'a) -> Self {
        let mut show = show;
        let show_seen = move |seen: &Seen<J>| seen.job().into_iter().for_each(&mut show);
        self.watching.set_on_progress(show_seen);
        self
    }

    /// The job after the next poll; `None` after the last one. The first call begins the wait.
    ///
    /// Dropping the returned future loses nothing: the next call continues the same pause or poll, so it can be
    /// used in a `select!`.
    ///
    /// # Errors
    /// If a poll fails permanently, or too many polls fail in a row: see [`Wait`]. After an error it can be
    /// called again, and continues after a pause, until the time is over.
    pub async fn try_next(&mut self) -> Result<Option<&J>, Error> {
        let has_next = poll_fn(|context| self.poll_next(context)).await?;
        Ok(if has_next { self.last() } else { None })
    }

    /// How the wait ended. Waits for the end first, if necessary.
    ///
    /// # Errors
    /// The same as for [`try_next`](Self::try_next).
    pub fn outcome(self) -> WaitingOutcome<'a, J> {
        WaitingOutcome(Some(self))
    }

    pub(crate) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Result<bool, Error>> {
        let is_end = |seen: &mut Seen<J>, wait: &Wait| {
            seen.job().is_some_and(|job| wait.is_over(&job.state()))
        };
        self.watching.poll_next(context, is_end)
    }

    pub(crate) fn last(&self) -> Option<&J> {
        self.watching.last()?.job()
    }
}

fn judge<J: Job>(job: &J, wait: &Wait) -> Verdict {
    let state = job.state();
    Verdict {
        is_failure: wait.is_failure(&state),
        state: Some(state),
        reason: job.reason(),
    }
}

impl<'a, J: Job> IntoFuture for Waiting<'a, J> {
    type Output = Result<Outcome<J>, Error>;
    type IntoFuture = WaitingOutcome<'a, J>;

    fn into_future(self) -> Self::IntoFuture {
        self.outcome()
    }
}

/// The future of a wait for one job, which gives its [`Outcome`]. It takes no memory of its own.
#[must_use = "nothing is polled before it is awaited"]
pub struct WaitingOutcome<'a, J>(Option<Waiting<'a, J>>);

impl<J: Job> Future for WaitingOutcome<'_, J> {
    type Output = Result<Outcome<J>, Error>;

    /// After its end it stays pending.
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let Some(waiting) = &mut this.0 else {
            return Poll::Pending;
        };
        loop {
            match ready!(waiting.poll_next(context)) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    this.0 = None;
                    return Poll::Ready(Err(error));
                }
            }
        }
        match this.0.take() {
            Some(waiting) => Poll::Ready(Ok(waiting.watching.into_outcome(Seen::into_job, judge))),
            None => Poll::Pending,
        }
    }
}

impl<J> fmt::Debug for WaitingOutcome<'_, J> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("WaitingOutcome").field(&self.0).finish()
    }
}

impl<J> fmt::Debug for Waiting<'_, J> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiting")
            .field("operation", &self.watching.operation())
            .field("polls", &self.watching.polls())
            .finish_non_exhaustive()
    }
}
