//! The progress of a call, for the error when its time ends.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::error::{Error, ErrorKind, TimeLimit};

/// Notes of the running attempt, which the end of the call reads.
#[derive(Default)]
pub(crate) struct Progress(Mutex<State>);

#[derive(Default)]
pub(crate) struct State {
    pub(crate) attempts: u32,
    /// Whether the current attempt has sent a request. False while it is still fetching credentials.
    pub(crate) under_way: bool,
    /// Whether the provider may have received a request that failed.
    pub(crate) received: bool,
    pub(crate) last_error: Option<Error>,
}

impl Progress {
    /// Notes that the attempt with this number begins.
    pub(crate) fn begin(&self, attempt: u32) {
        self.change(|state| {
            state.attempts = attempt;
            state.under_way = false;
        });
    }

    /// Notes that the current attempt sends its request.
    pub(crate) fn send(&self) {
        self.change(|state| state.under_way = true);
    }

    /// Notes that the current attempt failed and another will follow.
    pub(crate) fn fail(&self, error: Error) {
        self.change(|state| {
            state.under_way = false;
            state.received |= !error.never_sent();
            state.last_error = Some(error);
        });
    }

    /// Takes the notes.
    pub(crate) fn take(&self) -> State {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Error {
    /// The time for the whole call is over. The previous attempt's failure becomes the cause.
    pub(crate) fn call_timed_out(limit: Duration, progress: State) -> Self {
        let mut message = format!(
            "the call took longer than {} s (call_timeout)",
            limit.as_secs_f64()
        );
        if let Some(last) = &progress.last_error {
            message = format!("{message}; the last failure was: {}", last.line());
        }
        let error = Self::new(ErrorKind::Timeout, message)
            .after_attempts(progress.attempts)
            .ended_by(TimeLimit::Call)
            .never_sent_if(!progress.received && !progress.under_way);
        match progress.last_error {
            Some(last) => error.with_source(last),
            None => error,
        }
    }
}
