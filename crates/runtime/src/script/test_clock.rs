//! A clock whose pauses take no time.

use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use crate::clock::Clock;

/// A clock whose pauses take no time: whoever pauses lets other tasks run once, and then the time jumps to
/// whatever is due next. So a wait of hours is over at once, and sees the same times as a real one.
///
/// It begins at the date of the machine. Clones share the time.
///
/// A time limit ends only when a jump passes it. Together with a real server, one task's pause may therefore end
/// another task's attempt; a [`Script`](crate::testing::Script) answers at once, so there this cannot happen.
///
/// ```
/// # async fn example() {
/// use std::time::Duration;
/// use backhaul_runtime::testing::TestClock;
///
/// let time = TestClock::new();
/// // For a client: Client::builder().clock(time.clock())
/// time.clock().sleep(Duration::from_secs(3600)).await;
/// assert_eq!(time.elapsed(), Duration::from_secs(3600));
/// # }
/// ```
#[derive(Clone)]
pub struct TestClock {
    began: SystemTime,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// Since the beginning.
    now: Duration,
    /// All timers that somebody awaits, sorted by their end.
    timers: BTreeMap<(Duration, u64), Waker>,
    next_id: u64,
}

impl TestClock {
    /// A new clock.
    pub fn new() -> Self {
        Self {
            began: Clock::default().now(),
            state: Arc::default(),
        }
    }

    /// The clock for a client.
    pub fn clock(&self) -> Clock {
        let (date, passed, sleep, limit) = (self.clone(), self.clone(), self.clone(), self.clone());
        Clock::new(move || date.date())
            .with_monotonic(move || passed.elapsed())
            .with_sleep(move |time| Box::pin(sleep.timer(time, true)))
            .with_limit(move |time| Box::pin(limit.timer(time, false)))
    }

    /// How much time has passed for those who use this clock.
    pub fn elapsed(&self) -> Duration {
        self.state().now
    }

    /// Lets other time limits end, and never ends itself.
    pub(super) fn forever(&self) -> impl Future<Output = ()> + Send + use<> {
        self.timer(Duration::MAX, true)
    }

    fn date(&self) -> SystemTime {
        let passed = self.elapsed();
        self.began.checked_add(passed).unwrap_or(self.began)
    }

    fn timer(&self, time: Duration, jumps: bool) -> Timer {
        let mut state = self.state();
        state.next_id += 1;
        Timer {
            due: (state.now.saturating_add(time), state.next_id),
            state: Arc::clone(&self.state),
            jumps,
            has_waited: false,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }
}

impl Default for TestClock {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for TestClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestClock")
            .field("elapsed", &self.elapsed())
            .finish_non_exhaustive()
    }
}

struct Timer {
    state: Arc<Mutex<State>>,
    due: (Duration, u64),
    /// Whether it moves the time, or only waits until others do.
    jumps: bool,
    /// Whether others had a turn to begin their own timers.
    has_waited: bool,
}

impl Future for Timer {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let next = {
            let mut state = lock(&self.state);
            if state.now >= self.due.0 && self.due.0 != Duration::MAX {
                return Poll::Ready(());
            }
            state.timers.insert(self.due, context.waker().clone());
            if !self.jumps {
                return Poll::Pending;
            }
            if self.has_waited {
                state.jump()
            } else {
                Some((self.due, context.waker().clone()))
            }
        };
        self.has_waited = true;
        match next {
            Some((due, _)) if due == self.due && self.is_due() => Poll::Ready(()),
            Some((_, waker)) => {
                waker.wake();
                // Once more, after those who were woken.
                context.waker().wake_by_ref();
                Poll::Pending
            }
            // Nobody else waits for time to pass, and this timer never ends.
            None => Poll::Pending,
        }
    }
}

impl Timer {
    fn is_due(&self) -> bool {
        lock(&self.state).now >= self.due.0
    }
}

impl State {
    /// Jumps to the end of the next timer that has one.
    fn jump(&mut self) -> Option<((Duration, u64), Waker)> {
        let entry = self.timers.first_entry()?;
        if entry.key().0 == Duration::MAX {
            return None;
        }
        let (due, waker) = entry.remove_entry();
        self.now = self.now.max(due.0);
        Some((due, waker))
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        lock(&self.state).timers.remove(&self.due);
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::future::pending;
    use std::time::Duration;

    use super::TestClock;

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[tokio::test]
    async fn pauses_of_several_tasks_end_in_their_order() {
        let time = TestClock::new();
        let clock = time.clock();
        let began = clock.now();
        let pauses = |name: &'static str, each: u64, number: u64| {
            let (time, clock) = (time.clone(), clock.clone());
            async move {
                let mut seen = Vec::new();
                for _ in 0..number {
                    clock.sleep(seconds(each)).await;
                    seen.push((time.elapsed(), name));
                }
                seen
            }
        };
        let (long, short) = tokio::join!(
            tokio::spawn(pauses("long", 3600, 2)),
            tokio::spawn(pauses("short", 1000, 4)),
        );
        let mut seen = long.unwrap();
        seen.extend(short.unwrap());
        seen.sort();
        let expected = [
            (1000, "short"),
            (2000, "short"),
            (3000, "short"),
            (3600, "long"),
            (4000, "short"),
            (7200, "long"),
        ];
        assert_eq!(seen, expected.map(|(at, name)| (seconds(at), name)));
        assert_eq!(clock.now().duration_since(began).unwrap(), seconds(7200));
    }

    #[tokio::test]
    async fn a_limit_ends_when_the_time_passes_it_and_moves_no_time_itself() {
        let time = TestClock::new();
        let clock = time.clock();
        let work = std::pin::pin!(clock.sleep(seconds(59)));
        assert!(clock.within(seconds(60), work).await.is_some());
        assert_eq!(time.elapsed(), seconds(59));
        let work = std::pin::pin!(clock.sleep(seconds(61)));
        assert!(clock.within(seconds(60), work).await.is_none());
        assert_eq!(time.elapsed(), seconds(119), "the time of the limit");
    }

    #[tokio::test]
    async fn what_never_ends_lets_limits_end() {
        let time = TestClock::new();
        let work = std::pin::pin!(async {
            time.forever().await;
            pending::<()>().await;
        });
        assert!(time.clock().within(seconds(60), work).await.is_none());
        assert_eq!(time.elapsed(), seconds(60));
    }
}
