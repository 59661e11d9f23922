//! The errors of waits that did not succeed.

use std::error::Error as StdError;
use std::time::Duration;

use crate::wait::job::JobState;
use crate::wait::outcome::NotSucceeded;
use crate::wait::rule::Wait;

use super::clock::ManualClock;
use super::core;
use super::jobs::{FakeJob, Look, fails, job, running, succeeded, wait_for};

fn run(
    script: impl FnMut(usize) -> Look + Send + 'static,
) -> Result<FakeJob, NotSucceeded<FakeJob>> {
    run_for(Duration::from_secs(3), script)
}

fn run_for(
    limit: Duration,
    script: impl FnMut(usize) -> Look + Send + 'static,
) -> Result<FakeJob, NotSucceeded<FakeJob>> {
    let clock = ManualClock::default();
    let core = core(&clock, 64);
    let wait = Wait::up_to(limit).first_delay(Duration::from_secs(60));
    let (waiting, _) = wait_for(&core, &clock, wait, script);
    clock.run(waiting.outcome()).unwrap().succeeded()
}

#[test]
fn success_gives_the_job() {
    assert_eq!(run(|_| succeeded()).unwrap(), job(JobState::Succeeded));
}

#[test]
fn the_error_of_a_failed_job_shows_its_reason_and_not_the_job() {
    let error = run(|_| Look::Shows(JobState::Failed)).unwrap_err();
    assert_eq!(error.to_string(), "get_job: ended as failed: no space left");
    assert_eq!(format!("{error:?}"), error.to_string());
    assert_eq!(
        (error.state(), error.reason()),
        (Some(&JobState::Failed), Some("no space left"))
    );
    assert!(!error.is_timeout() && error.source().is_none());
    assert_eq!(error.into_job(), Some(job(JobState::Failed)));
    let error = run(|_| Look::Shows(JobState::Cancelled)).unwrap_err();
    assert_eq!(error.to_string(), "get_job: ended as cancelled");
}

#[test]
fn a_timeout_shows_the_last_state_and_the_last_error() {
    let error = run(|_| running()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "get_job: the wait timed out after 3 s and 2 polls, last seen as running"
    );
    assert!(error.is_timeout());
    assert_eq!(error.job(), Some(&job(JobState::Running)));
    let once = run_for(Duration::ZERO, |_| running()).unwrap_err();
    assert_eq!(
        once.to_string(),
        "get_job: the wait timed out after 0 s and 1 poll, last seen as running"
    );

    let rest = run_for(Duration::from_nanos(671_073_294), |_| running()).unwrap_err();
    assert!(
        rest.to_string().contains("timed out after 0.671 s"),
        "{rest}"
    );

    let error = run(|number| if number == 0 { running() } else { fails() }).unwrap_err();
    assert_eq!(
        error.to_string(),
        "get_job: the wait timed out after 3 s and 2 polls, last seen as running; the last poll failed: the \
         connection broke"
    );
    assert!(
        error
            .source()
            .unwrap()
            .to_string()
            .contains("the connection broke")
    );

    let error = run(|_| fails()).unwrap_err();
    assert_eq!((error.state(), error.job()), (None, None));
}

#[test]
fn it_goes_through_a_question_mark_with_any_other_error() {
    fn of(error: NotSucceeded<FakeJob>) -> Box<dyn StdError + Send + Sync> {
        error.into()
    }
    let error = of(run(|_| Look::Shows(JobState::Expired)).unwrap_err());
    assert!(error.downcast_ref::<NotSucceeded<FakeJob>>().is_some());
}
