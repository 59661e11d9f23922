//! The life of work that failed and can be retried.
//!
//! Time never moves a job. It moves when somebody asks to see it *and* move it on
//! ([`RetryableJob::advance`]), so that tests see every stage without waiting.

use std::time::SystemTime;

/// The stage of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// It failed and may be retried.
    Failed,
    /// It runs, for the first time or again.
    Running,
    /// It succeeded; nothing moves it any more.
    Succeeded,
    /// Its result is about to be removed. Log collection jobs only.
    MarkedForExpiry,
    /// Its result is gone. Log collection jobs only.
    Expired,
}

/// A job that can be retried once it has failed. A retry begins a new run, which knows nothing of
/// the one before: neither its times nor its failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RetryableJob {
    stage: Stage,
    /// When the present run began.
    started: SystemTime,
    /// When the present run ended, if it has.
    ended: Option<SystemTime>,
    /// Whether it will fail when it has run.
    fails: bool,
}

impl RetryableJob {
    /// A job that runs since `started`.
    pub(crate) fn running(started: SystemTime) -> Self {
        Self {
            stage: Stage::Running,
            started,
            ended: None,
            fails: false,
        }
    }

    /// A job that runs since `started` and will fail, until it is retried.
    pub(crate) fn failing(started: SystemTime) -> Self {
        Self {
            fails: true,
            ..Self::running(started)
        }
    }

    /// A job whose run is over, at `stage`.
    pub(crate) fn over(stage: Stage, started: SystemTime, ended: SystemTime) -> Self {
        Self {
            stage,
            ended: Some(ended),
            ..Self::running(started)
        }
    }

    /// Sets a failed job running again `now`. `false`, and no change, for any other job.
    pub(crate) fn retry(&mut self, now: SystemTime) -> bool {
        let failed = self.stage == Stage::Failed;
        if failed {
            *self = Self::running(now);
        }
        failed
    }

    /// What the job brought stays, if it was about to be removed.
    pub(crate) fn unmark(&mut self) {
        if self.stage == Stage::MarkedForExpiry {
            self.stage = Stage::Succeeded;
        }
    }

    /// Removes the result of the job.
    pub(crate) fn expire(&mut self) {
        self.stage = Stage::Expired;
    }

    /// When the present run began.
    pub(crate) fn started(&self) -> SystemTime {
        self.started
    }

    /// When the present run ended, if it has.
    pub(crate) fn ended(&self) -> Option<SystemTime> {
        self.ended
    }

    /// The stage of the job, without moving it.
    pub(crate) fn peek(&self) -> Stage {
        self.stage
    }

    /// The stage of the job, and then one step on: a running job ends `now`, and the next read finds
    /// it so. All others stay.
    pub(crate) fn advance(&mut self, now: SystemTime) -> Stage {
        let seen = self.stage;
        if seen == Stage::Running {
            self.ended = Some(now);
            self.stage = if self.fails {
                Stage::Failed
            } else {
                Stage::Succeeded
            };
        }
        seen
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::{RetryableJob, Stage};

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    fn over(stage: Stage) -> RetryableJob {
        RetryableJob::over(stage, at(1), at(2))
    }

    #[test]
    fn a_retried_job_is_seen_running_once_and_then_succeeded() {
        let mut job = over(Stage::Failed);
        assert_eq!(job.advance(at(3)), Stage::Failed);
        assert!(job.retry(at(4)));
        assert_eq!(job.advance(at(5)), Stage::Running);
        assert_eq!(job.advance(at(6)), Stage::Succeeded);
        assert_eq!(job.advance(at(7)), Stage::Succeeded);
    }

    #[test]
    fn a_retried_job_has_the_times_of_its_new_run() {
        let mut job = over(Stage::Failed);
        assert_eq!((job.started(), job.ended()), (at(1), Some(at(2))));
        assert!(job.retry(at(10)));
        assert_eq!((job.started(), job.ended()), (at(10), None));
        job.advance(at(20));
        assert_eq!((job.started(), job.ended()), (at(10), Some(at(20))));
        // What has ended does not end again.
        job.advance(at(30));
        job.expire();
        assert_eq!((job.started(), job.ended()), (at(10), Some(at(20))));
    }

    #[test]
    fn a_job_that_is_to_fail_does_so_until_it_is_retried() {
        let mut job = RetryableJob::failing(at(1));
        assert_eq!(job.advance(at(2)), Stage::Running);
        assert_eq!(job.advance(at(3)), Stage::Failed);
        assert!(job.retry(at(4)));
        assert_eq!(job.advance(at(5)), Stage::Running);
        assert_eq!(job.advance(at(6)), Stage::Succeeded);
    }

    #[test]
    fn a_look_does_not_move_a_job() {
        let mut job = over(Stage::Failed);
        job.retry(at(3));
        assert_eq!(job.peek(), Stage::Running);
        assert_eq!(job.peek(), Stage::Running);
    }

    #[test]
    fn only_a_failed_job_can_be_retried() {
        for stage in [Stage::Running, Stage::Succeeded, Stage::Expired] {
            let mut job = over(stage);
            let before = job.clone();
            assert!(!job.retry(at(3)));
            assert_eq!(job, before, "{stage:?}");
        }
    }
}
