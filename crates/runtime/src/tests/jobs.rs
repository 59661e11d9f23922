//! Fake jobs.

use std::future::pending;

use crate::answer::response::Response;
use crate::core::Core;
use crate::error::Error;
use crate::future::BoxFuture;
use crate::wait::job::{Job, JobState};
use crate::wait::one::Waiting;
use crate::wait::rule::Wait;

use super::clock::ManualClock;
use super::{Notes, OPERATION, not_found, outage, response};

#[derive(Clone, Debug, PartialEq)]
pub(super) struct FakeJob {
    pub(super) id: u32,
    pub(super) state: JobState,
}

impl Job for FakeJob {
    fn state(&self) -> JobState {
        self.state.clone()
    }

    fn reason(&self) -> Option<String> {
        (self.state == JobState::Failed).then(|| "no space left".to_owned())
    }
}

pub(super) fn job(state: JobState) -> FakeJob {
    FakeJob { id: 7, state }
}

/// The result of one poll.
pub(super) enum Look {
    Shows(JobState),
    Fails(Error),
    Hangs,
}

pub(super) fn running() -> Look {
    Look::Shows(JobState::Running)
}

pub(super) fn succeeded() -> Look {
    Look::Shows(JobState::Succeeded)
}

pub(super) fn fails() -> Look {
    Look::Fails(outage())
}

pub(super) fn is_gone() -> Look {
    Look::Fails(not_found())
}

/// A wait whose polls follow `script`, which gets their number from 0; and the times of the polls, in
/// seconds.
pub(super) fn wait_for(
    core: &Core,
    clock: &ManualClock,
    wait: Wait,
    mut script: impl FnMut(usize) -> Look + Send + 'static,
) -> (Waiting<'static, FakeJob>, Notes<f64>) {
    let (clock, times) = (clock.clone(), Notes::new());
    let noted = times.clone();
    let mut number = 0;
    let waiting = Waiting::new(core.clone(), &OPERATION, wait, move |_turn| {
        noted.add(clock.now().as_secs_f64());
        let look = script(number);
        number += 1;
        answer(look)
    });
    (waiting, times)
}

fn answer(look: Look) -> BoxFuture<'static, Result<Response<FakeJob>, Error>> {
    Box::pin(async move {
        match look {
            Look::Shows(state) => Ok(response(job(state))),
            Look::Fails(error) => Err(error),
            Look::Hangs => pending().await,
        }
    })
}
