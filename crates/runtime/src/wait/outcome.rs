//! How a wait ended.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use crate::error::Error;
use crate::shown::OneLine;
use crate::shown::without_full_stop;
use crate::wait::job::JobState;

/// How a wait ended: with success, with a failed job, or because the time was over.
///
/// `J` is the job from the last poll; after `wait_all`, a `Vec` of jobs.
///
/// ```
/// # use backhaul_runtime::Outcome;
/// # fn report<J>(outcome: Outcome<J>) {
/// match outcome {
///     Outcome::Succeeded(done) => println!("done after {} polls", done.polls),
///     Outcome::Ended(ended) => println!("ended as {}: {:?}", ended.state, ended.reason),
///     Outcome::TimedOut(late) => println!("the wait timed out after {:?}", late.limit),
/// }
/// # }
/// ```
#[derive(Debug)]
#[must_use = "a job may have failed, or not have ended in time"]
pub enum Outcome<J> {
    /// The job has ended, and its state does not count as a failure.
    Succeeded(Succeeded<J>),
    /// The job is in a state that counts as a failure.
    Ended(Ended<J>),
    /// The time was over before the job ended.
    TimedOut(TimedOut<J>),
}

/// The job has ended, and its state does not count as a failure.
#[derive(Debug)]
#[non_exhaustive]
pub struct Succeeded<J> {
    /// The job.
    pub job: J,
    /// How many polls were made.
    pub polls: u32,
}

/// The job is in a state that counts as a failure.
#[non_exhaustive]
pub struct Ended<J> {
    /// The job.
    pub job: J,
    /// Its state. For several jobs, the state of the first that did not succeed.
    pub state: JobState,
    /// The provider's reason, unchanged, if it sent one. For several jobs, how many did not succeed, and why
    /// the first did not.
    pub reason: Option<String>,
    /// How many polls were made.
    pub polls: u32,
    /// The operation that polled, for example `get_backup_export`.
    pub operation: &'static str,
}

/// The time was over before the job ended.
#[non_exhaustive]
pub struct TimedOut<J> {
    /// The job from the last poll; `None` if no poll had an answer.
    pub job: Option<J>,
    /// Its state. For several jobs, the state of the first that has not ended.
    pub state: Option<JobState>,
    /// The provider's reason, unchanged, if it sent one. For several jobs, how many have not ended.
    pub reason: Option<String>,
    /// How many polls were made, including one that was dropped when the time was over.
    pub polls: u32,
    /// The time limit of the wait.
    pub limit: Duration,
    /// Why the last poll failed, if it did.
    pub last_error: Option<Error>,
    /// The operation that polled, for example `get_backup_export`.
    pub operation: &'static str,
}

impl<J> Outcome<J> {
    /// The job from the last poll; `None` if the time was over before any poll had an answer.
    pub fn job(&self) -> Option<&J> {
        match self {
            Self::Succeeded(done) => Some(&done.job),
            Self::Ended(ended) => Some(&ended.job),
            Self::TimedOut(late) => late.job.as_ref(),
        }
    }

    /// The job, for every outcome.
    pub fn into_job(self) -> Option<J> {
        match self {
            Self::Succeeded(done) => Some(done.job),
            Self::Ended(ended) => Some(ended.job),
            Self::TimedOut(late) => late.job,
        }
    }

    /// How many polls were made.
    pub fn polls(&self) -> u32 {
        match self {
            Self::Succeeded(done) => done.polls,
            Self::Ended(ended) => ended.polls,
            Self::TimedOut(late) => late.polls,
        }
    }

    /// Whether the job has ended and did not fail.
    pub fn is_success(&self) -> bool {
        matches!(self, Self::Succeeded(_))
    }

    /// The job if it succeeded, for use with `?`.
    ///
    /// # Errors
    /// If the job did not succeed, or not in time. The error contains the job.
    pub fn succeeded(self) -> Result<J, NotSucceeded<J>> {
        match self {
            Self::Succeeded(done) => Ok(done.job),
            Self::Ended(ended) => Err(NotSucceeded(Box::new(Other::Ended(ended)))),
            Self::TimedOut(late) => Err(NotSucceeded(Box::new(Other::TimedOut(late)))),
        }
    }
}

/// A wait did not end with success. `Display` shows the state and the reason, but not the job itself.
///
/// [`Outcome::succeeded`] returns it, and `From` converts the other two outcomes of a `match` into it.
///
/// Its [`source`](StdError::source) is the error of the last poll, if that failed.
pub struct NotSucceeded<J>(Box<Other<J>>);

/// The outcomes other than success.
enum Other<J> {
    Ended(Ended<J>),
    TimedOut(TimedOut<J>),
}

impl<J> NotSucceeded<J> {
    /// The job from the last poll; `None` if the time was over before any poll had an answer.
    pub fn job(&self) -> Option<&J> {
        match &*self.0 {
            Other::Ended(ended) => Some(&ended.job),
            Other::TimedOut(late) => late.job.as_ref(),
        }
    }

    /// The job, by value.
    pub fn into_job(self) -> Option<J> {
        self.into_outcome().into_job()
    }

    /// The outcome that this error was made from, to match on.
    pub fn into_outcome(self) -> Outcome<J> {
        match *self.0 {
            Other::Ended(ended) => Outcome::Ended(ended),
            Other::TimedOut(late) => Outcome::TimedOut(late),
        }
    }

    /// The state from the last poll.
    pub fn state(&self) -> Option<&JobState> {
        match &*self.0 {
            Other::Ended(ended) => Some(&ended.state),
            Other::TimedOut(late) => late.state.as_ref(),
        }
    }

    /// The provider's reason for the state, unchanged, if it sent one; `Display` shows it on one line.
    pub fn reason(&self) -> Option<&str> {
        match &*self.0 {
            Other::Ended(ended) => ended.reason.as_deref(),
            Other::TimedOut(late) => late.reason.as_deref(),
        }
    }

    /// Whether the time was over before the job was.
    pub fn is_timeout(&self) -> bool {
        matches!(*self.0, Other::TimedOut(_))
    }
}

impl<J> From<Ended<J>> for NotSucceeded<J> {
    fn from(ended: Ended<J>) -> Self {
        Self(Box::new(Other::Ended(ended)))
    }
}

impl<J> From<TimedOut<J>> for NotSucceeded<J> {
    fn from(late: TimedOut<J>) -> Self {
        Self(Box::new(Other::TimedOut(late)))
    }
}

impl<J> fmt::Display for Ended<J> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ended as {}", self.operation, self.state)?;
        write_reason(f, self.reason.as_deref())
    }
}

impl<J> fmt::Display for TimedOut<J> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // In milliseconds: what remains of a longer time has more digits than anybody reads.
        let limit = (self.limit.as_secs_f64() * 1000.0).round() / 1000.0;
        write!(
            f,
            "{}: the wait timed out after {limit} s and {} {}",
            self.operation,
            self.polls,
            if self.polls == 1 { "poll" } else { "polls" },
        )?;
        if let Some(state) = &self.state {
            write!(f, ", last seen as {state}")?;
        }
        let reason = self.reason.as_deref();
        // Our own text continues the provider's sentence if a failure follows.
        let reason = match &self.last_error {
            Some(_) => reason.map(without_full_stop),
            None => reason,
        };
        write_reason(f, reason)?;
        if let Some(error) = &self.last_error {
            write!(f, "; the last poll failed: {}", error.line())?;
        }
        Ok(())
    }
}

fn write_reason(f: &mut fmt::Formatter<'_>, reason: Option<&str>) -> fmt::Result {
    match reason {
        Some(reason) => write!(f, ": {}", OneLine::new(reason)),
        None => Ok(()),
    }
}

impl<J: fmt::Debug> fmt::Debug for Ended<J> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ended")
            .field("job", &self.job)
            .field("state", &self.state)
            .field("reason", &self.reason.as_deref().map(OneLine::new))
            .field("polls", &self.polls)
            .field("operation", &self.operation)
            .finish()
    }
}

impl<J: fmt::Debug> fmt::Debug for TimedOut<J> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TimedOut")
            .field("job", &self.job)
            .field("state", &self.state)
            .field("reason", &self.reason.as_deref().map(OneLine::new))
            .field("polls", &self.polls)
            .field("limit", &self.limit)
            .field("last_error", &self.last_error)
            .field("operation", &self.operation)
            .finish()
    }
}

impl<J> fmt::Display for NotSucceeded<J> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Other::Ended(ended) => ended.fmt(f),
            Other::TimedOut(late) => late.fmt(f),
        }
    }
}

impl<J> fmt::Debug for NotSucceeded<J> {
    /// The same as `Display`, because a program whose `main` returns the error shows this.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<J> StdError for NotSucceeded<J> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &*self.0 {
            Other::Ended(_) => None,
            Other::TimedOut(late) => late.last_error.as_ref().map(|error| error as _),
        }
    }
}
