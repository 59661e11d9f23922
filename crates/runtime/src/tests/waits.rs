//! Waiting for one job: when it polls, and how it ends.

use std::pin::pin;
use std::time::Duration;

use reqwest::StatusCode;

use crate::error::{Error, ErrorKind, TimeLimit};
use crate::wait::job::{Job, JobState};
use crate::wait::outcome::Outcome;
use crate::wait::rule::Wait;

use super::clock::ManualClock;
use super::jobs::{Look, fails, is_gone, job, running, succeeded, wait_for};
use super::{Notes, core};

const HOUR: Duration = Duration::from_secs(3600);

fn seconds(number: u64) -> Duration {
    Duration::from_secs(number)
}

/// The pauses between polls at `times`.
fn pauses(times: &[f64]) -> Vec<f64> {
    times.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

#[test]
fn it_polls_at_once_and_then_less_often_until_the_end() {
    let clock = ManualClock::default();
    let core = core(&clock, 64);
    let (waiting, times) = wait_for(&core, &clock, Wait::up_to(HOUR), |number| {
        if number < 12 { running() } else { succeeded() }
    });
    let outcome = clock.run(async { waiting.await }).unwrap();
    assert!(outcome.is_success());
    assert_eq!(
        (outcome.polls(), outcome.job()),
        (13, Some(&job(JobState::Succeeded)))
    );
    let times = times.list();
    assert_eq!(times[0], 0.0);
    let full = [
        2.0, 3.0, 4.5, 6.75, 10.125, 15.1875, 22.78125, 30.0, 30.0, 30.0, 30.0, 30.0,
    ];
    for (pause, full) in pauses(&times).into_iter().zip(full) {
        assert!(
            pause >= full / 2.0 - 1e-6 && pause <= full + 1e-6,
            "{times:?}"
        );
    }
    assert_eq!(clock.timers(), 0);
}

#[test]
fn waits_that_begin_together_spread_out() {
    let clock = ManualClock::default();
    let core = core(&clock, 64);
    let mut second_polls: Vec<u64> = (0..20)
        .map(|_| {
            let (waiting, times) =
                wait_for(&core, &clock, Wait::up_to(HOUR), |number| match number {
                    0 => running(),
                    _ => succeeded(),
                });
            assert!(clock.run(waiting.outcome()).unwrap().is_success());
            let times = times.list();
            ((times[1] - times[0]) * 1e6) as u64
        })
        .collect();
    second_polls.sort_unstable();
    second_polls.dedup();
    assert!(second_polls.len() > 10, "{second_polls:?}");
}

#[test]
fn the_last_poll_is_made_when_the_time_is_over() {
    let clock = ManualClock::default();
    let core = core(&clock, 64);
    let (waiting, times) = wait_for(&core, &clock, Wait::up_to(seconds(100)), |_| running());
    let Outcome::TimedOut(late) = clock.run(waiting.outcome()).unwrap() else {
        panic!("the job never ends");
    };
    let times = times.list();
    assert_eq!(times.last(), Some(&100.0));
    assert_eq!(clock.now(), seconds(100));
    assert_eq!(late.polls as usize, times.len());
    assert_eq!(
        (late.job, late.state),
        (Some(job(JobState::Running)), Some(JobState::Running))
    );
    assert_eq!(late.limit, seconds(100));
    assert!(late.last_error.is_none());
}

/// A clock whose pauses end at once and whose limits never do, as in users' tests.
#[test]
fn the_time_of_a_wait_ends_by_its_pauses_alone() {
    let asked = Notes::new();
    let noted = asked.clone();
    let manual = ManualClock::default();
    let clock = manual
        .clock()
        .with_sleep(move |time: Duration| {
            noted.add(time);
            Box::pin(async {})
        })
        .with_limit(|_| Box::pin(std::future::pending()));
    let core = super::core_with(clock, 64);
    let (waiting, _) = wait_for(&core, &manual, Wait::up_to(seconds(20)), |_| running());
    let outcome = manual.run(waiting.outcome()).unwrap();
    assert!(matches!(outcome, Outcome::TimedOut(_)));
    assert_eq!(asked.list().iter().sum::<Duration>(), seconds(20));
}

#[test]
fn no_time_at_all_is_one_poll() {
    let clock = ManualClock::default();
    let core = core(&clock, 64);
    let wait = Wait::up_to(Duration::ZERO).initial_delay(seconds(5));
    let (waiting, times) = wait_for(&core, &clock, wait.clone(), |_| running());
    let outcome = clock.run(waiting.outcome()).unwrap();
    assert!(matches!(outcome, Outcome::TimedOut(_)));
    assert_eq!(times.list(), [0.0]);
    let (waiting, _) = wait_for(&core, &clock, wait, |_| succeeded());
    assert!(clock.run(waiting.outcome()).unwrap().is_success());
}

#[test]
fn a_running_poll_is_dropped_when_the_time_is_over() {
    let clock = ManualClock::default();
    let core = core(&clock, 64);
    let (waiting, times) = wait_for(
        &core,
        &clock,
        Wait::up_to(seconds(60)),
        |number| match number {
            0 => running(),
            _ => Look::Hangs,
        },
    );
    let Outcome::TimedOut(late) = clock.run(waiting.outcome()).unwrap() else {
        panic!("the poll never ends");
    };
    assert_eq!(clock.now(), seconds(60));
    assert_eq!((late.polls, times.list().len()), (2, 2));
    assert_eq!(
        late.job,
        Some(job(JobState::Running)),
        "what was seen before is kept"
    );
}

#[test]
fn the_last_poll_gets_ten_seconds() {
    let clock = ManualClock::default();
    let core = core(&clock, 64);
    let wait = Wait::up_to(seconds(60)).first_delay(HOUR);
    let (waiting, times) = wait_for(&core, &clock, wait, |number| match number {
        0 => running(),
        _ => Look::Hangs,
    });
    let outcome = clock.run(waiting.outcome()).unwrap();
    assert!(matches!(outcome, Outcome::TimedOut(_)));
    assert_eq!(times.list(), [0.0, 60.0]);
    assert_eq!(clock.now(), seconds(70));
}

#[test]
fn an_initial_delay_comes_before_the_first_poll() {
    let clock = ManualClock::default();
    let core = core(&clock, 64);
    let wait = Wait::up_to(HOUR).initial_delay(seconds(15));
    let (waiting, times) = wait_for(&core, &clock, wait, |_| succeeded());
    assert!(clock.run(waiting.outcome()).unwrap().is_success());
    assert_eq!(times.list(), [15.0]);

    let wait = Wait::up_to(seconds(5)).initial_delay(seconds(15));
    let (waiting, times) = wait_for(&core, &clock, wait, |_| succeeded());
    assert!(clock.run(waiting.outcome()).unwrap().is_success());
    assert_eq!(times.list(), [20.0], "it is cut to the time of the wait");
}

/// A call that `limit` ended.
fn timed_out(limit: TimeLimit) -> Error {
    Error::new(ErrorKind::Timeout, "made up".to_owned()).ended_by(limit)
}

#[test]
fn temporary_failures_do_not_end_a_wait() {
    let clock = ManualClock::default();
    let core = core(&clock, 64);
    let (waiting, _) = wait_for(&core, &clock, Wait::up_to(HOUR), |number| match number {
        0 => fails(),
        1 => Look::Fails(timed_out(TimeLimit::Attempt)),
        2 => Look::Fails(timed_out(TimeLimit::Call)),
        3 => Look::Fails(Error::answered(StatusCode::SERVICE_UNAVAILABLE, None)),
        4 => running(),
        _ => succeeded(),
    });
    let outcome = clock.run(waiting.outcome()).unwrap();
    assert!(outcome.is_success());
    assert_eq!(outcome.polls(), 6);
}

#[test]
fn a_pause_is_as_long_as_the_provider_asks_for() {
    let clock = ManualClock::default();
    let core = core(&clock, 64);
    let (waiting, times) = wait_for(&core, &clock, Wait::up_to(HOUR), |number| match number {
        0 => Look::Fails(Error::answered(
            StatusCode::TOO_MANY_REQUESTS,
            Some(seconds(90)),
        )),
        _ => succeeded(),
    });
    assert!(clock.run(waiting.outcome()).unwrap().is_success());
    assert_eq!(times.list(), [0.0, 90.0]);
}

#[test]
fn a_wait_never_pauses_for_more_than_a_day() {
    let day = 24.0 * 3600.0;
    for asked in [seconds(24 * 3601), seconds(u64::MAX), Duration::MAX] {
        let clock = ManualClock::default();
        let core = core(&clock, 64);
        let wait = Wait::up_to(Duration::MAX);
        let (waiting, times) = wait_for(&core, &clock, wait, move |number| match number {
            0 => Look::Fails(Error::answered(StatusCode::TOO_MANY_REQUESTS, Some(asked))),
            _ => succeeded(),
        });
        assert!(clock.run(waiting.outcome()).unwrap().is_success());
        assert_eq!(times.list(), [0.0, day]);
    }
}

#[test]
fn the_longest_settings_give_the_longest_wait() {
    for limit in [Duration::MAX, Duration::MAX / 2] {
        let clock = ManualClock::default();
        let core = core(&clock, 64);
        let wait = Wait::up_to(limit)
            .initial_delay(Duration::MAX)
            .first_delay(Duration::MAX)
            .longest_delay(Duration::MAX);
        let (waiting, times) = wait_for(&core, &clock, wait, |_| running());
        let outcome = clock.run(waiting.outcome()).unwrap();
        assert!(matches!(outcome, Outcome::TimedOut(late) if late.limit == limit));
        assert_eq!(clock.now(), limit);
        // At the largest possible time, none is left for the last poll.
        let polls = usize::from(limit < Duration::MAX);
        assert_eq!(times.list(), vec![limit.as_secs_f64(); polls]);
    }
}

#[test]
fn too_many_failures_in_a_row_end_a_wait() {
    let clock = ManualClock::default();
    let core = core(&clock, 64);
    let wait = Wait::up_to(HOUR).tolerated_errors(3);
    // Three failures, one answer, four failures.
    let (waiting, times) = wait_for(&core, &clock, wait, |number| match number {
        3 => running(),
        _ => fails(),
    });
    let error = clock.run(waiting.outcome()).unwrap_err();
    assert!(error.is_retryable());
    assert_eq!(times.list().len(), 8);
}

#[test]
fn other_errors_end_a_wait_at_once_and_it_may_continue() {
    let clock = ManualClock::default();
    let core = core(&clock, 64);
    let (mut waiting, times) = wait_for(&core, &clock, Wait::up_to(HOUR), |number| match number {
        0 => is_gone(),
        _ => succeeded(),
    });
    let error = clock.run(waiting.try_next()).unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(times.list(), [0.0]);
    let seen = clock.run(waiting.try_next()).unwrap();
    assert_eq!(seen, Some(&job(JobState::Succeeded)));
    assert!(times.list()[1] >= 1.0, "after a pause");
}

#[test]
fn a_timeout_says_why_the_last_poll_failed() {
    let clock = ManualClock::default();
    let core = core(&clock, 64);
    let (waiting, _) = wait_for(&core, &clock, Wait::up_to(seconds(30)), |_| fails());
    let Outcome::TimedOut(late) = clock.run(waiting.outcome()).unwrap() else {
        panic!("the job is never seen");
    };
    assert_eq!((late.job, late.state), (None, None));
    assert!(late.last_error.is_some());
}

#[test]
fn the_caller_decides_what_is_a_failure() {
    let clock = ManualClock::default();
    let core = core(&clock, 64);
    let run = |wait: Wait, state: JobState| {
        let (waiting, _) = wait_for(&core, &clock, wait, move |_| Look::Shows(state.clone()));
        clock.run(waiting.outcome()).unwrap()
    };
    let short = Wait::up_to(seconds(10));
    let paused = JobState::Unknown("Paused".to_owned());
    for state in [JobState::Failed, JobState::Cancelled, JobState::Expired] {
        let Outcome::Ended(ended) = run(short.clone(), state.clone()) else {
            panic!("{state} counts as failure");
        };
        assert_eq!((ended.polls, ended.state), (1, state));
    }
    assert!(matches!(
        run(short.clone(), paused.clone()),
        Outcome::TimedOut(_)
    ));
    let own = short.counts_as_failure(|state| matches!(state, JobState::Unknown(_)));
    assert!(matches!(run(own.clone(), paused), Outcome::Ended(_)));
    assert!(run(own, JobState::Expired).is_success());
}

#[test]
fn the_job_of_every_poll_is_shown() {
    let clock = ManualClock::default();
    let core = core(&clock, 64);
    let script = |number| match number {
        0 => Look::Shows(JobState::Queued),
        1 => fails(),
        2 => running(),
        _ => Look::Shows(JobState::Failed),
    };
    let states = [JobState::Queued, JobState::Running, JobState::Failed];

    let shown = Notes::new();
    let noted = shown.clone();
    let (waiting, _) = wait_for(&core, &clock, Wait::up_to(HOUR), script);
    let waiting = waiting.on_progress(move |job| noted.add(job.state()));
    assert!(!clock.run(waiting.outcome()).unwrap().is_success());
    assert_eq!(shown.list(), states);

    let (mut waiting, _) = wait_for(&core, &clock, Wait::up_to(HOUR), script);
    let mut seen = Vec::new();
    while let Some(job) = clock.run(waiting.try_next()).unwrap() {
        seen.push(job.state());
    }
    assert_eq!(seen, states);
    assert_eq!(
        clock.run(waiting.try_next()).unwrap(),
        None,
        "and ever after"
    );
    let Outcome::Ended(ended) = clock.run(waiting.outcome()).unwrap() else {
        panic!("the job failed");
    };
    assert_eq!(ended.reason.as_deref(), Some("no space left"));
    assert_eq!(ended.polls, 4, "no further poll was made for the outcome");
}

#[test]
fn dropping_the_future_does_not_prolong_a_pause() {
    let clock = ManualClock::default();
    let core = core(&clock, 64);
    let (mut waiting, times) = wait_for(&core, &clock, Wait::up_to(HOUR), |number| match number {
        0 => running(),
        _ => succeeded(),
    });
    clock.run(waiting.try_next()).unwrap();
    // A program that redraws its screen every 0.1 s, and asks for the job in between.
    while clock.poll(pin!(waiting.try_next())).is_pending() {
        clock.run(clock.sleep(Duration::from_millis(100)));
    }
    assert_eq!(times.list().len(), 2);
    assert!(times.list()[1] <= 2.2, "{:?}", times.list());
}

#[test]
fn dropping_a_wait_stops_everything() {
    let clock = ManualClock::default();
    let core = core(&clock, 64);
    let (waiting, times) = wait_for(&core, &clock, Wait::up_to(HOUR), |_| running());
    {
        let mut future = pin!(waiting.outcome());
        assert!(clock.poll(future.as_mut()).is_pending());
        assert_eq!(
            clock.timers(),
            1,
            "a pause, which ends with the wait by itself"
        );
    }
    assert_eq!((clock.timers(), times.list().len()), (0, 1));
    assert!(!clock.jump());
}
