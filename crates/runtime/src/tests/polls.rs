//! Thousands of waits at once: what they hold, and how many poll at the same time.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;
use std::time::Duration;

use crate::answer::response::Response;
use crate::error::Error;
use crate::future::BoxFuture;
use crate::retry::turn::Turn;
use crate::wait::job::JobState;
use crate::wait::one::Waiting;
use crate::wait::outcome::Outcome;
use crate::wait::rule::Wait;

use super::clock::ManualClock;
use super::jobs::{FakeJob, job};
use super::{OPERATION, core, response};

/// Counts requests while they are alive.
#[derive(Clone, Default)]
struct Alive {
    now: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
    all: Arc<AtomicUsize>,
}

impl Alive {
    fn begin(&self) -> Self {
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        self.all.fetch_add(1, Ordering::SeqCst);
        self.clone()
    }

    async fn answer(self, clock: ManualClock, state: JobState) -> Result<Response<FakeJob>, Error> {
        let _alive = Guard(&self);
        clock.sleep(Duration::from_millis(50)).await;
        Ok(response(job(state)))
    }
}

struct Guard<'a>(&'a Alive);

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.0.now.fetch_sub(1, Ordering::SeqCst);
    }
}

type Boxed<'a> = Pin<Box<dyn Future<Output = Result<Outcome<FakeJob>, Error>> + 'a>>;

/// Waits for all, each woken together with all others, which is slow but simple.
async fn all(mut waits: Vec<Boxed<'_>>) -> Vec<Outcome<FakeJob>> {
    let mut outcomes = Vec::new();
    poll_fn(|context| {
        waits.retain_mut(|wait| match wait.as_mut().poll(context) {
            Poll::Ready(outcome) => {
                outcomes.push(outcome.unwrap());
                false
            }
            Poll::Pending => true,
        });
        if waits.is_empty() {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
    outcomes
}

#[test]
fn waits_of_one_client_share_a_limit_and_hold_no_request_while_they_pause() {
    let clock = ManualClock::default();
    let core = core(&clock, 3);
    let alive = Alive::default();
    let waits = (0..100).map(|_| {
        let (alive, clock) = (alive.clone(), clock.clone());
        let mut number = 0;
        let waiting = Waiting::new(
            core.clone(),
            &OPERATION,
            Wait::up_to(Duration::from_secs(3600)),
            move |_turn| {
                number += 1;
                let state = if number < 4 {
                    JobState::Running
                } else {
                    JobState::Succeeded
                };
                Box::pin(alive.begin().answer(clock.clone(), state))
            },
        );
        Box::pin(waiting.outcome()) as Boxed<'_>
    });
    let outcomes = clock.run(all(waits.collect()));
    assert_eq!(
        outcomes
            .iter()
            .filter(|outcome| outcome.is_success())
            .count(),
        100
    );
    assert_eq!(alive.all.load(Ordering::SeqCst), 400);
    assert_eq!(alive.most.load(Ordering::SeqCst), 3);
    assert_eq!(alive.now.load(Ordering::SeqCst), 0);
}

#[test]
fn a_wait_that_gets_no_turn_ends_in_time() {
    let clock = ManualClock::default();
    let core = core(&clock, 1);
    let hang = || {
        let wait = Wait::up_to(Duration::from_secs(60));
        let look = |_turn| -> BoxFuture<'static, _> { Box::pin(std::future::pending()) };
        Box::pin(Waiting::<FakeJob>::new(core.clone(), &OPERATION, wait, look).outcome())
            as Boxed<'_>
    };
    let outcomes = clock.run(all(vec![hang(), hang(), hang()]));
    let mut polls: Vec<u32> = outcomes.iter().map(Outcome::polls).collect();
    polls.sort_unstable();
    assert_eq!(
        polls,
        [0, 1, 1],
        "the turn passes on, and who waits for it gives up"
    );
    assert!(clock.now() <= Duration::from_secs(70));
}

#[test]
fn a_poll_that_pauses_between_attempts_gives_its_turn_back() {
    let clock = ManualClock::default();
    let core = core(&clock, 1);
    let alive = Alive::default();
    let pause = Duration::from_secs(20);
    // Each poll has a failed attempt, a pause and another attempt. Longer waits than that of one pause
    // mean that a poll held a turn without a request.
    let waits = (0..5).map(|_| {
        let (alive, clock) = (alive.clone(), clock.clone());
        let wait = Wait::up_to(Duration::from_secs(60));
        let look = move |turn: Turn| -> BoxFuture<'static, _> {
            let (alive, clock) = (alive.clone(), clock.clone());
            Box::pin(async move {
                let failed = alive.begin().answer(clock.clone(), JobState::Running);
                drop(failed.await);
                turn.lend_during(clock.sleep(pause)).await;
                alive.begin().answer(clock, JobState::Succeeded).await
            })
        };
        Box::pin(Waiting::new(core.clone(), &OPERATION, wait, look).outcome()) as Boxed<'_>
    });
    let outcomes = clock.run(all(waits.collect()));
    assert!(outcomes.iter().all(Outcome::is_success));
    assert_eq!(alive.all.load(Ordering::SeqCst), 10);
    assert_eq!(alive.most.load(Ordering::SeqCst), 1, "the limit is kept");
    assert!(
        clock.now() < pause + Duration::from_secs(1),
        "{:?}",
        clock.now()
    );
}

#[test]
fn a_wait_dropped_during_a_pause_keeps_no_turn() {
    let clock = ManualClock::default();
    let core = core(&clock, 1);
    let sleeper = clock.clone();
    let look = move |turn: Turn| -> BoxFuture<'static, Result<Response<FakeJob>, Error>> {
        let pause = sleeper.sleep(Duration::from_secs(20));
        Box::pin(async move {
            turn.lend_during(pause).await;
            std::future::pending().await
        })
    };
    let wait = Wait::up_to(Duration::from_secs(60));
    for jumps in [0, 1] {
        let waiting = Waiting::new(core.clone(), &OPERATION, wait.clone(), look.clone());
        let mut outcome = Box::pin(waiting.outcome());
        assert!(clock.poll(outcome.as_mut()).is_pending());
        for _ in 0..jumps {
            assert!(clock.jump());
            assert!(clock.poll(outcome.as_mut()).is_pending());
        }
        assert_eq!(core.polls().available_permits(), 1 - jumps);
        drop(outcome);
        assert_eq!(core.polls().available_permits(), 1);
    }
}
