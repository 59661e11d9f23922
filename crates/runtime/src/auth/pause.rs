//! Pauses between one asking for credentials and the next, each twice as long as the one before.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

const FIRST: Duration = Duration::from_secs(10);
const LONGEST: Duration = Duration::from_secs(300);

/// A pause that is on or over. After it, the next one is twice as long, up to five minutes; it is ten seconds again
/// once nothing has gone wrong for five minutes more.
#[derive(Debug, Default)]
pub(super) struct Pause(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    began: Option<SystemTime>,
    length: Duration,
    /// Number of pauses so far, one behind the other.
    count: u32,
}

impl Pause {
    /// Begins a pause, unless one is on. Whether it did.
    pub(super) fn begin(&self, now: SystemTime) -> bool {
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

    /// Makes the pause that began last at least as long as `length`.
    pub(super) fn extend(&self, length: Duration) {
        let mut state = self.state();
        state.length = state.length.max(length);
    }

    /// How long the pause that is on will last.
    pub(super) fn left(&self, now: SystemTime) -> Option<Duration> {
        self.state().left(now)
    }

    /// All is well again.
    pub(super) fn end(&self) {
        *self.state() = State::default();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// A clock that was set back ends the pause: it must not last as long as the clock was off.
    fn passed(&self, now: SystemTime) -> Option<Duration> {
        now.duration_since(self.began?).ok()
    }

    fn left(&self, now: SystemTime) -> Option<Duration> {
        let left = self.length.checked_sub(self.passed(now)?)?;
        (!left.is_zero()).then_some(left)
    }

    fn is_long_over(&self, now: SystemTime) -> bool {
        self.passed(now)
            .is_none_or(|passed| passed >= self.length.saturating_add(LONGEST))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000 + seconds)
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
    fn a_pause_may_be_longer_than_any_clock_and_ends_when_the_clock_is_set_back() {
        let pause = Pause::default();
        assert!(pause.begin(at(100)));
        pause.extend(Duration::from_secs(5));
        assert_eq!(pause.left(at(100)), Some(Duration::from_secs(10)));
        pause.extend(Duration::MAX);
        assert!(pause.left(at(1_000_000_000)).is_some());
        assert_eq!(pause.left(at(99)), None);
        assert!(pause.begin(at(99)));
        assert_eq!(pause.left(at(99)), Some(Duration::from_secs(10)));
    }
}
