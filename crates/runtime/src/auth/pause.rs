//! Pauses between requests for credentials, each twice as long as the one before.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::clock::Moment;

const FIRST: Duration = Duration::from_secs(10);
const LONGEST: Duration = Duration::from_secs(300);

/// A pause, running or over. The next one is twice as long, up to five minutes. If nothing goes wrong for
/// five more minutes after a pause, the next one takes ten seconds again.
#[derive(Debug, Default)]
pub(super) struct Pause(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    began: Option<Moment>,
    length: Duration,
    /// Number of pauses in a row so far.
    count: u32,
}

impl Pause {
    /// Begins a pause, unless one is running. Returns whether it did.
    pub(super) fn begin(&self, now: Moment) -> bool {
        let mut state = self.state();
        if state.left(now).is_some() {
            return false;
        }
        if state.is_long_over(now) {
            state.count = 0;
        }
        let factor = 1_u32.checked_shl(state.count).unwrap_or(u32::MAX);
        state.length = FIRST.saturating_mul(factor).min(LONGEST);
        state.count = state.count.saturating_add(1);
        state.began = Some(now);
        true
    }

    /// Extends the last pause to at least `length`.
    pub(super) fn extend(&self, length: Duration) {
        let mut state = self.state();
        state.length = state.length.max(length);
    }

    /// How much is left of the running pause.
    pub(super) fn left(&self, now: Moment) -> Option<Duration> {
        self.state().left(now)
    }

    /// Ends the pause and resets its length.
    pub(super) fn end(&self) {
        *self.state() = State::default();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The time since the pause began, by the date or the monotonic clock, whichever advanced more: a date
    /// that is set back must not prolong a pause, and the monotonic clock stops while a laptop sleeps.
    fn passed(&self, now: Moment) -> Option<Duration> {
        let began = self.began?;
        let wall = now.wall.duration_since(began.wall).unwrap_or_default();
        Some(wall.max(now.monotonic.saturating_sub(began.monotonic)))
    }

    fn left(&self, now: Moment) -> Option<Duration> {
        let left = self.length.checked_sub(self.passed(now)?)?;
        (!left.is_zero()).then_some(left)
    }

    fn is_long_over(&self, now: Moment) -> bool {
        self.passed(now)
            .is_none_or(|passed| passed >= self.length.saturating_add(LONGEST))
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    fn at(seconds: u64) -> Moment {
        by_both_clocks(seconds, seconds)
    }

    fn by_both_clocks(wall: u64, monotonic: u64) -> Moment {
        Moment {
            wall: SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000 + wall),
            monotonic: Duration::from_secs(monotonic),
        }
    }

    #[test]
    fn pauses_double_up_to_five_minutes_and_start_over_after_a_quiet_time() {
        let pause = Pause::default();
        let mut now = 0;
        for length in [10, 20, 40, 80, 160, 300, 300, 300] {
            assert!(pause.begin(at(now)), "{length}");
            assert!(!pause.begin(at(now + length - 1)), "one is on");
            assert_eq!(pause.left(at(now)), Some(Duration::from_secs(length)));
            assert_eq!(pause.left(at(now + length)), None);
            now += length;
        }
        assert!(pause.begin(at(now + 300)));
        assert_eq!(pause.left(at(now + 300)), Some(Duration::from_secs(10)));
        pause.end();
        assert_eq!(pause.left(at(now + 300)), None);
        for _ in 0..100 {
            now += 400;
            assert!(pause.begin(at(now)));
        }
    }

    #[test]
    fn a_pause_may_be_longer_than_any_clock() {
        let pause = Pause::default();
        assert!(pause.begin(at(100)));
        pause.extend(Duration::from_secs(5));
        assert_eq!(pause.left(at(100)), Some(Duration::from_secs(10)));
        pause.extend(Duration::MAX);
        assert!(pause.left(at(1_000_000_000)).is_some());
    }

    #[test]
    fn a_date_that_is_set_does_not_prolong_a_pause() {
        let pause = Pause::default();
        assert!(pause.begin(at(10_000)));
        for (wall, monotonic, left) in [
            (10_004, 10_004, Some(6)),
            (6_404, 10_004, Some(6)),
            (6_410, 10_010, None),
            // The machine slept.
            (20_000, 10_004, None),
        ] {
            let left = left.map(Duration::from_secs);
            assert_eq!(pause.left(by_both_clocks(wall, monotonic)), left, "{wall}");
        }
    }
}
