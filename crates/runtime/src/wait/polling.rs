//! Polls repeatedly, with pauses, until the time is over.
//!
//! This is a state machine instead of an `async fn` for two reasons. Thousands of these sleep at once, and a
//! sleeping one must not hold a request. And the pause or poll in progress stays here when the caller drops
//! `try_next()`, for example in a `select!`, so nothing starts over.

use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::sync::{AcquireError, OwnedSemaphorePermit};

use crate::core::Core;
use crate::error::{Error, TimeLimit};
use crate::future::BoxFuture;
use crate::request::operation::Operation;
use crate::retry::rule::LONGEST_RETRY_AFTER;
use crate::retry::turn::Turn;
use crate::telemetry;
use crate::wait::rule::Wait;

/// The longest time for the last poll, when the time of a wait is over.
const LAST_POLL: Duration = Duration::from_secs(10);

/// Makes one poll, which gives its turn back while it pauses.
pub(crate) type Look<T> = Box<dyn FnMut(Turn) -> BoxFuture<'static, Result<T, Error>> + Send>;

/// Polls by the rules of a [`Wait`]. It does not interpret the answers.
pub(crate) struct Polling<T> {
    pub(crate) core: Core,
    pub(crate) operation: &'static Operation,
    pub(crate) wait: Wait,
    look: Look<T>,
    phase: Phase<T>,
    /// When the time of the wait ends, or that of the last poll, by the monotonic clock.
    ends_at: Duration,
    /// Ends then. Only for what may take longer: a pause ends in time by itself, and thousands of waits pause at
    /// once.
    deadline: Option<BoxFuture<'static, ()>>,
    is_last: bool,
    /// Whether the last result was the end. For those who interpret the answers; here, because here it takes no
    /// memory.
    pub(crate) has_ended: bool,
    /// The time of the wait minus the pauses so far; zero after the pause that ends with the wait. It does not
    /// include the time of polls: for that there is the deadline, which no change of the machine's clock can move.
    time_left: Duration,
    errors_in_a_row: u32,
    pub(crate) polls: u32,
    /// Why the last poll failed, if it did.
    pub(crate) last_error: Option<Error>,
}

enum Phase<T> {
    New,
    /// A pause begins when the caller asks for another poll.
    Resting(Duration),
    Pausing(BoxFuture<'static, ()>),
    /// Waits for its turn: clients limit how many polls have a request in flight.
    Queuing(Place),
    /// Has its turn during the poll, except in pauses between two attempts.
    Looking {
        look: BoxFuture<'static, Result<T, Error>>,
        _turn: Turn,
    },
    Over,
}

/// A place in the queue of polls.
enum Place {
    /// At its front: no box is needed while there are turns for all.
    Front(Option<OwnedSemaphorePermit>),
    Behind(BoxFuture<'static, Result<OwnedSemaphorePermit, AcquireError>>),
}

impl Place {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<OwnedSemaphorePermit>> {
        match self {
            Self::Front(permit) => Poll::Ready(permit.take()),
            // The semaphore is never closed; if it were, a poll without a permit would do no harm.
            Self::Behind(turn) => turn.as_mut().poll(context).map(Result::ok),
        }
    }
}

impl<T> Polling<T> {
    pub(crate) fn new(
        core: Core,
        operation: &'static Operation,
        wait: Wait,
        look: Look<T>,
    ) -> Self {
        Self {
            core,
            operation,
            time_left: wait.longest_time,
            wait,
            look,
            phase: Phase::New,
            deadline: None,
            ends_at: Duration::MAX,
            is_last: false,
            has_ended: false,
            errors_in_a_row: 0,
            polls: 0,
            last_error: None,
        }
    }

    /// The answer of the next successful poll; `None` when the time is over. After an error it can be called
    /// again, and continues after a pause.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<T>, Error>> {
        loop {
            match &mut self.phase {
                Phase::New => self.begin(),
                Phase::Resting(delay) => {
                    let delay = *delay;
                    self.pause(delay);
                }
                Phase::Pausing(pause) => {
                    ready!(pause.as_mut().poll(context));
                    if self.time_left.is_zero() {
                        self.begin_last_poll();
                    }
                    self.queue();
                }
                Phase::Queuing(turn) => {
                    let turn = turn.poll(context);
                    // Checked before the poll begins, so that the last one has its full time.
                    let is_over = self.time_is_over(context);
                    if is_over && self.is_last {
                        self.end();
                        continue;
                    }
                    if is_over {
                        self.begin_last_poll();
                    }
                    match turn {
                        Poll::Ready(permit) => self.look(permit),
                        // It keeps its place in the queue; loop to register the new deadline.
                        Poll::Pending if is_over => {}
                        Poll::Pending => return Poll::Pending,
                    }
                }
                Phase::Looking { look, .. } => {
                    if let Poll::Ready(seen) = look.as_mut().poll(context) {
                        if let Some(outcome) = self.looked(seen) {
                            return Poll::Ready(outcome);
                        }
                    } else if self.time_is_over(context) {
                        self.end();
                    } else {
                        return Poll::Pending;
                    }
                }
                Phase::Over => return Poll::Ready(Ok(None)),
            }
        }
    }

    fn begin(&mut self) {
        if self.time_left.is_zero() {
            self.begin_last_poll();
            return self.queue();
        }
        self.ends_at = self.now().saturating_add(self.wait.longest_time);
        if self.wait.initial_delay.is_zero() {
            self.queue();
        } else {
            self.pause(self.wait.initial_delay);
        }
    }

    fn begin_last_poll(&mut self) {
        self.is_last = true;
        self.ends_at = self.now().saturating_add(LAST_POLL);
        if self.deadline.is_some() {
            self.set_deadline();
        }
    }

    fn now(&self) -> Duration {
        self.core.clock().monotonic()
    }

    fn time_to_the_end(&self) -> Duration {
        self.ends_at.saturating_sub(self.now())
    }

    fn set_deadline(&mut self) {
        let limit = self.core.clock().limit(self.time_to_the_end());
        self.deadline = Some(limit);
    }

    /// How long a poll that begins now may take, with so much time to the end.
    fn time_for_a_poll(&self, to_the_end: Duration) -> Duration {
        if self.is_last {
            to_the_end
        } else {
            to_the_end.min(self.time_left)
        }
    }

    fn pause(&mut self, delay: Duration) {
        let longest = self.time_left.min(self.time_to_the_end());
        if delay < longest {
            self.time_left -= delay;
        } else {
            self.time_left = Duration::ZERO;
        }
        self.deadline = None;
        self.phase = Phase::Pausing(self.core.clock().timer(delay.min(longest)));
    }

    fn queue(&mut self) {
        let turns = self.core.polls();
        // Nobody is overtaken: a turn that others wait for is never free.
        let place = match Arc::clone(turns).try_acquire_owned() {
            Ok(permit) => Place::Front(Some(permit)),
            Err(_) => {
                let turn = Arc::clone(turns).acquire_owned();
                self.set_deadline();
                Place::Behind(Box::pin(turn))
            }
        };
        self.phase = Phase::Queuing(place);
    }

    fn look(&mut self, permit: Option<OwnedSemaphorePermit>) {
        self.polls = self.polls.saturating_add(1);
        let turns = Arc::clone(self.core.polls());
        let to_the_end = self.time_to_the_end();
        let turn = Turn::new(turns, permit, self.time_for_a_poll(to_the_end));
        if self.deadline.is_none() {
            self.deadline = Some(self.core.clock().limit(to_the_end));
        }
        self.phase = Phase::Looking {
            look: (self.look)(turn.clone()),
            _turn: turn,
        };
    }

    fn end(&mut self) {
        self.phase = Phase::Over;
        self.deadline = None;
    }

    /// A finished timer must not be polled again: if this returns true, the caller sets a new one, or ends.
    fn time_is_over(&mut self, context: &mut Context<'_>) -> bool {
        match &mut self.deadline {
            Some(deadline) => deadline.as_mut().poll(context).is_ready(),
            None => self.time_to_the_end().is_zero(),
        }
    }

    /// Sets the next phase after a poll. `None` if the wait continues without telling the caller.
    fn looked(&mut self, seen: Result<T, Error>) -> Option<Result<Option<T>, Error>> {
        let delay = self.wait.delay(self.polls, fastrand::f64());
        match seen {
            Ok(seen) => {
                self.errors_in_a_row = 0;
                self.last_error = None;
                self.continue_after(delay);
                Some(Ok(Some(seen)))
            }
            Err(error) => {
                self.errors_in_a_row = self.errors_in_a_row.saturating_add(1);
                let asked = error.retry_after().unwrap_or_default();
                self.continue_after(delay.max(asked.min(LONGEST_RETRY_AFTER)));
                if !may_be_temporary(&error) || self.errors_in_a_row > self.wait.tolerated_errors {
                    return Some(Err(error));
                }
                telemetry::still_waiting(self.operation.name, self.polls, &error);
                self.last_error = Some(error);
                None
            }
        }
    }

    fn continue_after(&mut self, delay: Duration) {
        if self.is_last {
            self.end();
        } else {
            self.deadline = None;
            self.phase = Phase::Resting(delay);
        }
    }
}

/// Whether the wait may continue after `error`. A `call_timeout` ends a call, but for a wait it is just one
/// failed poll.
fn may_be_temporary(error: &Error) -> bool {
    error.is_retryable() || error.time_limit() == Some(TimeLimit::Call)
}
