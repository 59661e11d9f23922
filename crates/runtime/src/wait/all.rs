//! Waits for all jobs of a list.

use std::fmt;
use std::future::{IntoFuture, poll_fn};
use std::task::{Context, Poll};

use crate::core::Core;
use crate::error::Error;
use crate::future::BoxFuture;
use crate::list::page::Page;
use crate::list::pages::Pages;
use crate::request::operation::Operation;
use crate::retry::turn::Turn;
use crate::wait::job::Job;
use crate::wait::outcome::Outcome;
use crate::wait::rule::Wait;
use crate::wait::watching::{Verdict, Watching};

type IsWanted<'a, I> = Box<dyn FnMut(&I) -> bool + Send + 'a>;

/// A wait for all jobs of a list to end, created with `.wait_all(...)` on the operation that lists them.
///
/// Each poll reads the whole list, with all its pages. Awaiting it gives an [`Outcome`] with the jobs:
/// `Succeeded` if all of them did, and `Ended` if all have ended and at least one counts as a failure.
///
/// ```
/// # use backhaul_runtime::{Error, Job, Outcome, Page, WaitingAll};
/// # async fn example<P: Page + Send>(waiting: WaitingAll<'_, P>) -> Result<Outcome<Vec<P::Item>>, Error>
/// # where P: 'static, P::Item: Job + Clone + PartialEq + Send + 'static {
/// let outcome = waiting
///     .at_least(2)
///     .on_progress(|jobs| {
///         let ended = jobs.iter().filter(|job| job.state().is_final()).count();
///         println!("{ended} of {} have ended", jobs.len());
///     })
///     .await?;
/// # Ok(outcome)
/// # }
/// ```
///
/// It owns the client, so it can be returned and stored, as `WaitingAll<'static, P>`. `'a` is only how long
/// what [`only`](Self::only) and [`on_progress`](Self::on_progress) call may borrow.
#[must_use = "nothing is polled before it is awaited"]
pub struct WaitingAll<'a, P: Page> {
    watching: Watching<'a, Vec<P::Item>>,
    only: Option<IsWanted<'a, P::Item>>,
    at_least: usize,
}

impl<'a, P> WaitingAll<'a, P>
where
    P: Page + Send + 'static,
    P::Item: Job + Clone + PartialEq + Send,
{
    /// Waits by polling the list that `list` reads; it passes the turn to its calls. For generated code;
    /// users call `.wait_all(...)`.
    #[doc(hidden)]
    pub fn new(
        core: Core,
        operation: &'static Operation,
        wait: Wait,
        mut list: impl FnMut(Turn) -> Pages<P> + Send + 'static,
    ) -> Self {
        let look = Box::new(
            move |turn| -> BoxFuture<'static, Result<Vec<P::Item>, Error>> {
                Box::pin(list(turn).into_items().collect())
            },
        );
        Self {
            watching: Watching::new(core, operation, wait, look),
            only: None,
            at_least: 1,
        }
    }

    /// Waits only for the jobs for which `is_wanted` is true. The outcome does not contain the others.
    pub fn only(mut self, is_wanted: impl FnMut(&P::Item) -> bool + Send + 'a) -> Self {
        self.only = Some(Box::new(is_wanted));
        self
    }

    /// The wait does not end with fewer jobs than this, because a list may not show a new job immediately.
    /// Default 1; with 0 an empty list is a success.
    pub fn at_least(mut self, number: usize) -> Self {
        self.at_least = number;
        self
    }

    /// Calls `show` with the jobs after each poll, including the last one.
    pub fn on_progress(mut self, mut show: impl FnMut(&[P::Item]) + Send + 'a) -> Self {
        self.watching
            .set_on_progress(move |jobs: &Vec<P::Item>| show(jobs));
        self
    }

    /// The jobs after the next poll; `None` after the last one. The first call begins the wait.
    ///
    /// Dropping the returned future loses nothing: the next call continues the same pause or poll, so it can be
    /// used in a `select!`.
    ///
    /// # Errors
    /// If a poll fails permanently, or too many polls fail in a row: see [`Wait`]. After an error it can be
    /// called again, and continues after a pause, until the time is over.
    pub async fn try_next(&mut self) -> Result<Option<&[P::Item]>, Error> {
        let has_next = poll_fn(|context| self.poll_next(context)).await?;
        Ok(if has_next { self.last() } else { None })
    }

    /// How the wait ended. Waits for the end first, if necessary.
    ///
    /// # Errors
    /// The same as for [`try_next`](Self::try_next).
    pub async fn outcome(mut self) -> Result<Outcome<Vec<P::Item>>, Error> {
        while poll_fn(|context| self.poll_next(context)).await? {}
        let at_least = self.at_least;
        let judge = |jobs: &Vec<P::Item>, wait: &Wait| judge(jobs, wait, at_least);
        let unfold = |jobs, _, _| Some(jobs);
        Ok(self.watching.into_outcome(unfold, judge))
    }

    pub(crate) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Result<bool, Error>> {
        let (only, at_least) = (&mut self.only, self.at_least);
        let is_end = |jobs: &mut Vec<P::Item>, wait: &Wait| {
            if let Some(is_wanted) = only {
                jobs.retain(is_wanted);
            }
            jobs.len() >= at_least && jobs.iter().all(|job| wait.is_over(&job.state()))
        };
        self.watching.poll_next(context, is_end)
    }

    pub(crate) fn last(&self) -> Option<&[P::Item]> {
        self.watching.last().map(Vec::as_slice)
    }
}

/// The verdict on several jobs: about the first that has not ended, or else about the first that failed.
fn judge<J: Job>(jobs: &[J], wait: &Wait, at_least: usize) -> Verdict {
    let number = jobs.len();
    let (mut open, mut failed) = (Vec::new(), Vec::new());
    for job in jobs {
        let state = job.state();
        if !wait.is_over(&state) {
            open.push(state);
        } else if wait.is_failure(&state) {
            failed.push((state, job));
        }
    }
    if !open.is_empty() {
        return Verdict {
            is_failure: false,
            reason: Some(format!(
                "{} of {} have not ended",
                open.len(),
                counted(number)
            )),
            state: open.into_iter().next(),
        };
    }
    if number < at_least {
        let reason = format!("{}, but at least {at_least} were expected", counted(number));
        return Verdict {
            is_failure: false,
            reason: Some(reason),
            state: None,
        };
    }
    let mut reason = format!("{} of {} did not succeed", failed.len(), counted(number));
    let first = failed.into_iter().next();
    if let Some(cause) = first.as_ref().and_then(|(_, job)| job.reason()) {
        reason = format!("{reason}; the first: {cause}");
    }
    Verdict {
        is_failure: first.is_some(),
        reason: Some(reason),
        state: first.map(|(state, _)| state),
    }
}

/// So many jobs, in words.
fn counted(number: usize) -> String {
    match number {
        1 => "1 job".to_owned(),
        number => format!("{number} jobs"),
    }
}

impl<'a, P> IntoFuture for WaitingAll<'a, P>
where
    P: Page + Send + 'static,
    P::Item: Job + Clone + PartialEq + Send,
{
    type Output = Result<Outcome<Vec<P::Item>>, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.outcome())
    }
}

impl<P: Page> fmt::Debug for WaitingAll<'_, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitingAll")
            .field("operation", &self.watching.operation())
            .field("polls", &self.watching.polls())
            .finish_non_exhaustive()
    }
}
