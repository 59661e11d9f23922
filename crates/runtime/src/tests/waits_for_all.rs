//! Waiting for all jobs of a list.

use std::time::Duration;

use crate::core::Core;
use crate::error::Error;
use crate::list::page::PageStyle;
use crate::list::pages::Pages;
use crate::wait::all::WaitingAll;
use crate::wait::job::{Job, JobState};
use crate::wait::outcome::Outcome;
use crate::wait::rule::Wait;

use super::clock::ManualClock;
use super::jobs::FakeJob;
use super::paging::FakePage;
use super::{Notes, OPERATION, core, not_found, outage, response};

use JobState::{Cancelled, Failed, Running, Succeeded};

/// A wait whose poll number `n`, from 0, gets jobs in the states of `script(n)`, two per page, with ids
/// from 0.
fn wait_for_all(
    core: &Core,
    wait: Wait,
    mut script: impl FnMut(usize) -> Result<Vec<JobState>, Error> + Send + 'static,
) -> WaitingAll<'static, FakePage<FakeJob>> {
    let mut number = 0;
    let reads = core.clone();
    WaitingAll::new(core.clone(), &OPERATION, wait, move |_turn| {
        let mut seen = Some(script(number));
        number += 1;
        let mut left = Vec::new();
        Pages::new(&reads, &OPERATION, PageStyle::Number, None, move |_| {
            let answer = seen.take().unwrap_or(Ok(Vec::new()));
            let answer = answer.map(|states| {
                left.extend((0..).zip(states).map(|(id, state)| FakeJob { id, state }));
                let items = left.drain(..left.len().min(2)).collect();
                response(FakePage { items, total: None })
            });
            async move { answer }
        })
    })
}

fn short() -> Wait {
    Wait::up_to(Duration::from_secs(60))
}

#[test]
fn it_succeeds_when_all_jobs_on_all_pages_have() {
    let clock = ManualClock::default();
    let core = core(&clock, 64);
    let shown = Notes::new();
    let noted = shown.clone();
    let waiting = wait_for_all(&core, short(), |poll| {
        Ok((0..5)
            .map(|job| if job <= 2 * poll { Succeeded } else { Running })
            .collect())
    });
    let waiting = waiting.on_progress(move |jobs| {
        noted.add(jobs.iter().filter(|job| job.state().is_final()).count());
    });
    let Outcome::Succeeded(done) = clock.run(async { waiting.await }).unwrap() else {
        panic!("all jobs succeeded");
    };
    assert_eq!((done.job.len(), done.polls), (5, 3));
    assert_eq!(shown.list(), [1, 3, 5]);
}

#[test]
fn one_failure_is_reported_when_all_have_ended() {
    let clock = ManualClock::default();
    let core = core(&clock, 64);
    let waiting = wait_for_all(&core, short(), |poll| {
        let last = if poll < 3 { Running } else { Succeeded };
        Ok(vec![Succeeded, Failed, Cancelled, last])
    });
    let error = clock
        .run(waiting.outcome())
        .unwrap()
        .succeeded()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "get_job: ended as failed: 2 of 4 jobs did not succeed; the first: no space left"
    );
    assert_eq!(error.job().map(Vec::len), Some(4));
}

#[test]
fn unwanted_jobs_are_left_out() {
    let clock = ManualClock::default();
    let core = core(&clock, 64);
    let waiting = wait_for_all(&core, short(), |_| {
        Ok(vec![Failed, Succeeded, Running, Succeeded])
    });
    let waiting = waiting.only(|job| [1, 3].contains(&job.id)).at_least(2);
    let outcome = clock.run(waiting.outcome()).unwrap();
    assert!(outcome.is_success());
    let ids: Vec<u32> = outcome.job().unwrap().iter().map(|job| job.id).collect();
    assert_eq!(ids, [1, 3]);
}

#[test]
fn it_waits_for_a_job_that_the_list_does_not_show_yet() {
    let clock = ManualClock::default();
    let core = core(&clock, 64);
    let grows = |poll: usize| Ok(vec![Succeeded; poll]);
    let outcome = clock
        .run(wait_for_all(&core, short(), grows).outcome())
        .unwrap();
    assert_eq!(
        (outcome.is_success(), outcome.polls()),
        (true, 2),
        "an empty list is not the end"
    );
    let waiting = wait_for_all(&core, short(), grows).at_least(3);
    assert_eq!(clock.run(waiting.outcome()).unwrap().polls(), 4);
    let waiting = wait_for_all(&core, short(), grows).at_least(0);
    assert_eq!(clock.run(waiting.outcome()).unwrap().polls(), 1);
}

#[test]
fn a_timeout_says_what_has_not_ended() {
    let clock = ManualClock::default();
    let core = core(&clock, 64);
    let waiting = wait_for_all(&core, short(), |_| Ok(vec![Succeeded, Running, Running]));
    let error = clock
        .run(waiting.outcome())
        .unwrap()
        .succeeded()
        .unwrap_err();
    let text = error.to_string();
    assert!(
        text.contains("last seen as running: 2 of 3 jobs have not ended"),
        "{text}"
    );

    let waiting = wait_for_all(&core, short(), |_| Ok(vec![Succeeded])).at_least(2);
    let error = clock
        .run(waiting.outcome())
        .unwrap()
        .succeeded()
        .unwrap_err();
    assert_eq!(error.reason(), Some("1 job, but at least 2 were expected"));
    assert!(error.is_timeout());
}

#[test]
fn errors_count_as_for_one_job() {
    let clock = ManualClock::default();
    let core = core(&clock, 64);
    let waiting = wait_for_all(&core, short(), |poll| match poll {
        0 => Err(outage()),
        _ => Ok(vec![Succeeded]),
    });
    assert!(clock.run(waiting.outcome()).unwrap().is_success());
    let waiting = wait_for_all(&core, short(), |_| Err(not_found()));
    assert!(clock.run(waiting.outcome()).unwrap_err().is_not_found());
}

#[test]
fn the_loop_sees_the_same() {
    let clock = ManualClock::default();
    let core = core(&clock, 64);
    let mut waiting = wait_for_all(&core, short(), |poll| {
        Ok(vec![if poll == 0 { Running } else { Succeeded }; 3])
    });
    let mut seen = Vec::new();
    while let Some(jobs) = clock.run(waiting.try_next()).unwrap() {
        seen.push(jobs[2].state());
    }
    assert_eq!(seen, [Running, Succeeded]);
}
