//! The server's clock.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::date::FROM_1970;

/// The clock for everything in the server that compares dates or sends one.
#[derive(Clone)]
pub(crate) struct Clock(Arc<dyn Fn() -> SystemTime + Send + Sync>);

impl Clock {
    pub(crate) fn new(now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The computer's own clock.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that asks the computer for the time"
    )]
    pub(crate) fn system() -> Self {
        Self::new(SystemTime::now)
    }

    /// The present time, from 1970 to 9999: headers can hold no other years, and neither can the
    /// dates that the sandbox derives from it.
    pub(crate) fn now(&self) -> SystemTime {
        let first = SystemTime::UNIX_EPOCH;
        (self.0)().clamp(first, first + FROM_1970)
    }

    /// Whether `other` is within `limit` of now, before or after.
    pub(crate) fn is_within(&self, limit: Duration, other: SystemTime) -> bool {
        let now = self.now();
        let distance = now
            .duration_since(other)
            .or_else(|_| other.duration_since(now));
        distance.is_ok_and(|distance| distance <= limit)
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::Clock;

    #[test]
    fn a_time_beyond_the_years_of_headers_is_the_first_or_last_of_them() {
        let epoch = SystemTime::UNIX_EPOCH;
        let second = Duration::from_secs(1);
        let last = epoch + Duration::from_secs(253_402_300_799);
        for (time, expected) in [
            (epoch - second, epoch),
            (epoch, epoch),
            (epoch + second, epoch + second),
            (last, last),
            (last + second, last),
            (last + Duration::from_secs(1 << 40), last),
        ] {
            assert_eq!(Clock::new(move || time).now(), expected);
        }
    }

    #[test]
    fn the_window_has_both_sides_and_includes_its_bounds() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        let clock = Clock::new(move || now);
        let limit = Duration::from_secs(900);
        assert!(clock.is_within(limit, now));
        assert!(clock.is_within(limit, now - limit));
        assert!(clock.is_within(limit, now + limit));
        let beyond = limit + Duration::from_secs(1);
        assert!(!clock.is_within(limit, now - beyond));
        assert!(!clock.is_within(limit, now + beyond));
    }
}
