//! How far a call has come, for the case that its time ends.

use std::sync::{Mutex, PoisonError};

use crate::error::Error;

/// What an attempt that is under way notes down, and the end of the call reads.
#[derive(Default)]
pub(crate) struct Progress(Mutex<State>);

#[derive(Default)]
pub(crate) struct State {
    pub(crate) attempts: u32,
    /// Whether a request of the present attempt is on its way, or has been: not while credentials are
    /// fetched for it.
    pub(crate) under_way: bool,
    /// Whether the provider may have received one that failed.
    pub(crate) received: bool,
    pub(crate) last_error: Option<Error>,
}

impl Progress {
    /// The attempt with this number begins.
    pub(crate) fn begin(&self, attempt: u32) {
        self.change(|state| {
            state.attempts = attempt;
            state.under_way = false;
        });
    }

    /// The present attempt sends its request.
    pub(crate) fn send(&self) {
        self.change(|state| state.under_way = true);
    }

    /// The present attempt failed, and another will follow.
    pub(crate) fn fail(&self, error: Error) {
        self.change(|state| {
            state.under_way = false;
            state.received |= !error.never_sent();
            state.last_error = Some(error);
        });
    }

    /// What was noted down.
    pub(crate) fn take(&self) -> State {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}
