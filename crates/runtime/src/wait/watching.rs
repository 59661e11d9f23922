//! The common part of waiting for one job and for all jobs of a list.

use std::task::{Context, Poll, ready};

use crate::core::Core;
use crate::error::Error;
use crate::provider::Provider;
use crate::request::operation::Operation;
use crate::wait::job::JobState;
use crate::wait::outcome::{Ended, Outcome, Succeeded, TimedOut};
use crate::wait::polling::{Look, Polling};
use crate::wait::rule::Wait;

/// Shows the result of a poll to the caller.
type Show<'a, T> = Box<dyn FnMut(&T) + Send + 'a>;

/// Polls, shows and keeps the results, and notices the end.
pub(crate) struct Watching<'a, T> {
    polling: Polling<T>,
    /// In another box, because most waits have none.
    on_progress: Option<Box<Show<'a, T>>>,
    last: Option<T>,
}

/// What a wait keeps of a poll.
pub(crate) trait Keep {
    /// Makes it smaller, until the next one is here.
    fn fold(&mut self) {}

    /// It takes the place of `last`, whose memory it may use.
    fn replace(&mut self, last: Self)
    where
        Self: Sized,
    {
        drop(last);
    }
}

impl<I> Keep for Vec<I> {}

/// The verdict on the last result. `state` is present if `is_failure`.
pub(crate) struct Verdict {
    pub(crate) is_failure: bool,
    pub(crate) state: Option<JobState>,
    pub(crate) reason: Option<String>,
}

impl<'a, T: Keep> Watching<'a, T> {
    pub(crate) fn new(
        core: Core,
        operation: &'static Operation,
        wait: Wait,
        look: Look<T>,
    ) -> Self {
        Self {
            polling: Polling::new(core, operation, wait, look),
            on_progress: None,
            last: None,
        }
    }

    pub(crate) fn set_on_progress(&mut self, show: impl FnMut(&T) + Send + 'a) {
        self.on_progress = Some(Box::new(Box::new(show)));
    }

    pub(crate) fn operation(&self) -> &'static str {
        self.polling.operation.name
    }

    pub(crate) fn polls(&self) -> u32 {
        self.polling.polls
    }

    pub(crate) fn last(&self) -> Option<&T> {
        self.last.as_ref()
    }

    /// Polls again, unless the wait has ended; true if there is a new result in [`last`](Self::last). First makes the
    /// last result smaller.
    pub(crate) fn poll_next(
        &mut self,
        context: &mut Context<'_>,
        is_end: impl FnOnce(&mut T, &Wait) -> bool,
    ) -> Poll<Result<bool, Error>> {
        if self.polling.has_ended {
            return Poll::Ready(Ok(false));
        }
        // Nobody can look at the last result any longer.
        if let Some(last) = &mut self.last {
            last.fold();
        }
        let Some(mut seen) = ready!(self.polling.poll(context))? else {
            return Poll::Ready(Ok(false));
        };
        self.polling.has_ended = is_end(&mut seen, &self.polling.wait);
        if let Some(show) = &mut self.on_progress {
            show(&seen);
        }
        if let Some(last) = self.last.take() {
            seen.replace(last);
        }
        self.last = Some(seen);
        Poll::Ready(Ok(true))
    }

    /// How the wait ended. Call it when [`poll_next`](Self::poll_next) has no more results. `unfold` undoes what
    /// made the last result smaller.
    pub(crate) fn into_outcome<J>(
        self,
        unfold: impl FnOnce(T, &'static Provider, &'static Operation) -> Option<J>,
        judge: impl FnOnce(&J, &Wait) -> Verdict,
    ) -> Outcome<J> {
        let Polling {
            core,
            operation,
            wait,
            polls,
            last_error,
            has_ended,
            ..
        } = self.polling;
        let last = self.last;
        let last = last.and_then(|last| unfold(last, core.provider(), operation));
        let operation = operation.name;
        let verdict = last.as_ref().map(|seen| judge(seen, &wait));
        let is_failure = verdict.as_ref().is_some_and(|verdict| verdict.is_failure);
        let (state, reason) = match verdict {
            Some(verdict) => (
                verdict.state,
                verdict.reason.map(|reason| core.blot(reason)),
            ),
            None => (None, None),
        };
        match (last, state) {
            (Some(job), Some(state)) if has_ended && is_failure => Outcome::Ended(Ended {
                job,
                state,
                reason,
                polls,
                operation,
            }),
            (Some(job), _) if has_ended => Outcome::Succeeded(Succeeded { job, polls }),
            (job, state) => Outcome::TimedOut(TimedOut {
                job,
                state,
                reason,
                polls,
                limit: wait.longest_time,
                last_error,
                operation,
            }),
        }
    }
}
