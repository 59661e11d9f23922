//! Log collection jobs of Cloud Manager: requests create, extend and delete them.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use chrono::Months;

use super::job::{RetryableJob, Stage};
use super::named::{Named, one};
use crate::fixtures::Fixtures;
use crate::time::Clock;
use crate::time::date;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The age of jobs of last night: whoever looks at the last 24 hours finds them.
const NIGHT: Duration = Duration::from_secs(10 * 60 * 60);

/// How long the finished jobs took.
const COLLECTED: Duration = Duration::from_secs(6);

/// How long an archive is kept, as in most of the provider's examples; no page states it.
const KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// What a job collects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LogRequest {
    /// As in answers: in lower case.
    pub(crate) resource_type: String,
    /// Name of the resource that it collects from.
    pub(crate) resource_name: String,
    /// Most bytes of each log.
    pub(crate) size: u64,
    /// Types of logs.
    pub(crate) types: Vec<String>,
    /// Whether answers hide names.
    pub(crate) redacted: bool,
}

/// A job.
#[derive(Clone, Debug)]
pub(crate) struct LogJob {
    /// Its stage.
    pub(crate) job: RetryableJob,
    pub(crate) created: SystemTime,
    /// When the archive is removed.
    pub(crate) expires: SystemTime,
    pub(crate) request: LogRequest,
}

/// Why a job cannot be extended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotExtended {
    /// There is no such job.
    NoJob,
    /// It has expired already.
    Expired,
    /// The date is in the past.
    Past,
    /// The date is more than 6 months after the job was created.
    TooLate,
}

/// The jobs by group and id.
#[derive(Debug)]
pub(crate) struct LogJobs {
    clock: Clock,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    groups: Named<Named<LogJob>>,
    /// How many were created by requests.
    made: u32,
    /// How many of the next ones will fail.
    to_fail: u32,
}

impl LogJobs {
    /// The fixtures' jobs.
    pub(super) fn new(fixtures: &Fixtures, began: SystemTime, clock: Clock) -> Self {
        let jobs = [
            (fixtures.failed_log_job_id, Stage::Failed, NIGHT),
            (fixtures.running_log_job_id, Stage::Running, NIGHT),
            (fixtures.successful_log_job_id, Stage::Succeeded, NIGHT),
            (fixtures.expired_log_job_id, Stage::Expired, KEPT),
            (
                fixtures.marked_log_job_id,
                Stage::MarkedForExpiry,
                KEPT - DAY,
            ),
        ]
        .map(|(id, stage, age)| {
            let created = date::earlier(began, age);
            let job = LogJob {
                job: match stage {
                    Stage::Running => RetryableJob::running(created),
                    over => RetryableJob::over(over, created, date::later(created, COLLECTED)),
                },
                created,
                expires: date::later(created, KEPT),
                request: LogRequest {
                    resource_type: "replicaset".to_owned(),
                    resource_name: "myReplicaSet".to_owned(),
                    size: 60_000,
                    types: ["AUTOMATION_AGENT", "MONGODB"].map(str::to_owned).into(),
                    redacted: false,
                },
            };
            (id.to_owned(), job)
        })
        .into();
        Self {
            clock,
            state: Mutex::new(State {
                groups: one(fixtures.group_id, jobs),
                made: 0,
                to_fail: 0,
            }),
        }
    }

    /// Runs `look` on the jobs of a group.
    pub(crate) fn of<T>(
        &self,
        group_id: &str,
        look: impl FnOnce(&mut BTreeMap<String, LogJob>) -> T,
    ) -> Option<T> {
        let now = self.clock.now();
        let mut state = self.state();
        let jobs = state.groups.get_mut(group_id)?;
        for job in jobs.values_mut() {
            if job.expires <= now && job.job.peek() != Stage::Running {
                job.job.expire();
            }
        }
        Some(look(jobs))
    }

    /// Runs `look` on one job.
    pub(crate) fn one<T>(
        &self,
        group_id: &str,
        job_id: &str,
        look: impl FnOnce(&mut LogJob) -> T,
    ) -> Option<T> {
        self.of(group_id, |jobs| jobs.get_mut(job_id).map(look))?
    }

    /// Starts a job, and returns its id. `None` if there is no such group.
    pub(crate) fn create(&self, group_id: &str, request: LogRequest) -> Option<String> {
        let created = self.clock.now();
        let state = &mut *self.state();
        let jobs = state.groups.get_mut(group_id)?;
        let job = if state.to_fail > 0 {
            state.to_fail -= 1;
            RetryableJob::failing(created)
        } else {
            RetryableJob::running(created)
        };
        state.made += 1;
        let id = format!("5f00000000000000001{:05x}", state.made);
        let job = LogJob {
            job,
            created,
            expires: date::later(created, KEPT),
            request,
        };
        jobs.insert(id.clone(), job);
        Some(id)
    }

    /// Makes the next job that is created fail, until it is retried.
    pub(crate) fn fail_next(&self) {
        self.state().to_fail += 1;
    }

    /// Sets the date on which the archive of a job is removed.
    pub(crate) fn extend(
        &self,
        group_id: &str,
        job_id: &str,
        expires: SystemTime,
    ) -> Result<(), NotExtended> {
        let now = self.clock.now();
        let extend = |job: &mut LogJob| {
            if job.job.peek() == Stage::Expired {
                Err(NotExtended::Expired)
            } else if expires < now {
                Err(NotExtended::Past)
            } else if expires > six_months_after(job.created) {
                Err(NotExtended::TooLate)
            } else {
                job.expires = expires;
                // A guess: a job that is kept for longer is no longer marked for expiry.
                job.job.unmark();
                Ok(())
            }
        };
        self.one(group_id, job_id, extend)
            .unwrap_or(Err(NotExtended::NoJob))
    }

    /// Removes a job. `false` if there is none.
    pub(crate) fn delete(&self, group_id: &str, job_id: &str) -> bool {
        let removed = self.of(group_id, |jobs| jobs.remove(job_id));
        removed.flatten().is_some()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Six calendar months later.
fn six_months_after(time: SystemTime) -> SystemTime {
    let later = date::utc(time).checked_add_months(Months::new(6));
    // `utc` never returns a date that is too late for this.
    later.map_or(time, SystemTime::from)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::six_months_after;
    use crate::time::date;

    #[test]
    fn months_are_those_of_the_calendar() {
        let last_of_august = SystemTime::UNIX_EPOCH + Duration::from_secs(1_693_440_000);
        assert_eq!(date::day(last_of_august), "2023-08-31");
        assert_eq!(date::day(six_months_after(last_of_august)), "2024-02-29");
    }
}
