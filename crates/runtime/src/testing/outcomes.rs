//! Outcomes of waits for tests.

use std::time::Duration;

use crate::error::Error;
use crate::wait::job::JobState;
use crate::wait::outcome::{Ended, Outcome, Succeeded, TimedOut};

/// Makes an [`Outcome`] for a test of your own code.
///
/// ```
/// use backhaul_runtime::testing::FakeOutcome;
/// use backhaul_runtime::{JobState, Outcome};
///
/// let failed: Outcome<&str> = FakeOutcome::ended("job 7", JobState::Failed)
///     .reason("The bucket is gone.")
///     .operation("get_backup_export")
///     .build();
/// let error = failed.succeeded().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "get_backup_export: ended as failed: The bucket is gone."
/// );
///
/// assert!(FakeOutcome::succeeded("job 7").build().is_success());
/// let late: Outcome<&str> = FakeOutcome::timed_out(None).build();
/// assert_eq!(late.job(), None);
/// ```
#[derive(Debug)]
#[must_use = "an outcome comes from `build`"]
pub struct FakeOutcome<J>(Outcome<J>);

impl<J> FakeOutcome<J> {
    /// The job has ended with success, after one poll.
    pub fn succeeded(job: J) -> Self {
        Self(Outcome::Succeeded(Succeeded { job, polls: 1 }))
    }

    /// The job is in a state that counts as a failure, after one poll.
    pub fn ended(job: J, state: JobState) -> Self {
        Self(Outcome::Ended(Ended {
            job,
            state,
            reason: None,
            polls: 1,
            operation: OPERATION,
        }))
    }

    /// The time of one hour was over after one poll, which gave this job or none.
    pub fn timed_out(job: Option<J>) -> Self {
        Self(Outcome::TimedOut(TimedOut {
            job,
            state: None,
            reason: None,
            polls: 1,
            limit: Duration::from_secs(3600),
            last_error: None,
            operation: OPERATION,
        }))
    }

    /// Sets how many polls were made.
    pub fn polls(mut self, polls: u32) -> Self {
        match &mut self.0 {
            Outcome::Succeeded(done) => done.polls = polls,
            Outcome::Ended(ended) => ended.polls = polls,
            Outcome::TimedOut(late) => late.polls = polls,
        }
        self
    }

    /// Sets the state in which the job was seen last. A success has none.
    pub fn state(mut self, state: JobState) -> Self {
        match &mut self.0 {
            Outcome::Succeeded(_) => {}
            Outcome::Ended(ended) => ended.state = state,
            Outcome::TimedOut(late) => late.state = Some(state),
        }
        self
    }

    /// Sets the provider's reason. A success has none.
    pub fn reason(mut self, reason: impl Into<String>) -> Self {
        match &mut self.0 {
            Outcome::Succeeded(_) => {}
            Outcome::Ended(ended) => ended.reason = Some(reason.into()),
            Outcome::TimedOut(late) => late.reason = Some(reason.into()),
        }
        self
    }

    /// Sets the operation that polled. A success has none.
    pub fn operation(mut self, name: &'static str) -> Self {
        match &mut self.0 {
            Outcome::Succeeded(_) => {}
            Outcome::Ended(ended) => ended.operation = name,
            Outcome::TimedOut(late) => late.operation = name,
        }
        self
    }

    /// Sets the time limit of a wait that timed out.
    pub fn limit(mut self, limit: Duration) -> Self {
        if let Outcome::TimedOut(late) = &mut self.0 {
            late.limit = limit;
        }
        self
    }

    /// Sets why the last poll of a wait that timed out has failed.
    pub fn last_error(mut self, error: Error) -> Self {
        if let Outcome::TimedOut(late) = &mut self.0 {
            late.last_error = Some(error);
        }
        self
    }

    /// The outcome.
    pub fn build(self) -> Outcome<J> {
        self.0
    }
}

/// The operation that polled, if the test does not say.
const OPERATION: &str = "made_up";
