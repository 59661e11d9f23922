//! The life of work that failed and can be retried.
//!
//! Time never moves a job. It moves when somebody asks to see it *and* move it on
//! ([`RetryableJob::advance`]), so that tests see every stage without waiting.

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// It failed and may be retried.
    Failed,
    /// It runs, for the first time or again.
    Running,
    /// It succeeded; nothing moves it any more.
    Succeeded,
    /// What it brought is about to be removed. Log collection jobs only.
    MarkedForExpiry,
    /// What it brought is gone. Log collection jobs only.
    Expired,
}

/// A job that can be retried once it has failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RetryableJob {
    stage: Stage,
    /// Whether it will fail when it has run.
    fails: bool,
}

impl RetryableJob {
    /// A job that stands at `stage`.
    pub(crate) fn at(stage: Stage) -> Self {
        Self {
            stage,
            fails: false,
        }
    }

    /// A job that runs and will fail, until it is retried.
    pub(crate) fn failing() -> Self {
        Self {
            stage: Stage::Running,
            fails: true,
        }
    }

    /// Sets a failed job running again. `false`, and no change, for any other job.
    pub(crate) fn retry(&mut self) -> bool {
        let failed = self.stage == Stage::Failed;
        if failed {
            *self = Self::at(Stage::Running);
        }
        failed
    }

    /// Where the job stands, without moving it.
    pub(crate) fn peek(&self) -> Stage {
        self.stage
    }

    /// Where the job stands, and then one step on: a running job will have ended by the next look.
    /// All others stay.
    pub(crate) fn advance(&mut self) -> Stage {
        let seen = self.stage;
        if seen == Stage::Running {
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
    use super::{RetryableJob, Stage};

    #[test]
    fn a_retried_job_is_seen_running_once_and_then_succeeded() {
        let mut job = RetryableJob::at(Stage::Failed);
        assert_eq!(job.advance(), Stage::Failed);
        assert!(job.retry());
        assert_eq!(job.advance(), Stage::Running);
        assert_eq!(job.advance(), Stage::Succeeded);
        assert_eq!(job.advance(), Stage::Succeeded);
    }

    #[test]
    fn a_job_that_is_to_fail_does_so_until_it_is_retried() {
        let mut job = RetryableJob::failing();
        assert_eq!(job.advance(), Stage::Running);
        assert_eq!(job.advance(), Stage::Failed);
        assert!(job.retry());
        assert_eq!(job.advance(), Stage::Running);
        assert_eq!(job.advance(), Stage::Succeeded);
    }

    #[test]
    fn a_look_does_not_move_a_job() {
        let mut job = RetryableJob::at(Stage::Failed);
        job.retry();
        assert_eq!(job.peek(), Stage::Running);
        assert_eq!(job.peek(), Stage::Running);
    }

    #[test]
    fn only_a_failed_job_can_be_retried() {
        for stage in [Stage::Running, Stage::Succeeded, Stage::Expired] {
            let mut job = RetryableJob::at(stage);
            assert!(!job.retry());
            assert_eq!(job.peek(), stage);
        }
    }
}
