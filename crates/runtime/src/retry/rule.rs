//! When a failed call is retried.

use std::time::Duration;

use crate::error::Error;
use crate::retry::jitter::share;

/// A longer `Retry-After` ends the call, even if the call has more time.
pub(crate) const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(24 * 60 * 60);

/// How often and for how long a failed call is retried.
///
/// A call that the provider cannot have received may always be retried. A call that it may have received is
/// retried only if the operation is idempotent, or the caller says so, and only after a failure that may be
/// temporary: throttling, a status of 408, 500, 502, 503 or 504, a broken connection, a time limit. Wrong
/// credentials and invalid input are never retried.
///
/// Before each retry the client waits: a random time up to a limit that doubles with each retry (full
/// jitter), and never less than the provider's `Retry-After`. If that is longer than the call has time, or
/// longer than a day, the call fails at once.
///
/// **Throttling.** Providers count calls in time windows, and refuse any excess until the window is over. So
/// the pauses of a throttled call grow until its last attempt comes after the window. They are random, so
/// that many callers do not return together. With the standard rule and a window of one minute, attempts are
/// sent at the beginning, after about 5 s, after 18 to 27 s, and after 60 to 81 s. If the provider sends
/// `Retry-After`, the client waits for that instead. If [`total_time`](Self::total_time), the `call_timeout`
/// or the time of a wait leaves less, the pauses are shortened to fit. [`attempts`](Self::attempts) still
/// applies; the [`budget`](Self::budget) does not. The window of MongoDB Atlas, MongoDB Cloud Manager,
/// Alibaba Cloud SLS and Open Telekom Cloud DCS is one minute.
///
/// ```
/// use std::time::Duration;
/// # use backhaul_runtime::Retry;
///
/// let patient = Retry::standard().attempts(8).total_time(Duration::from_secs(300));
/// # drop(patient);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retry {
    attempts: u32,
    total_time: Duration,
    first_delay: Duration,
    longest_delay: Duration,
    budget: u32,
}

impl Retry {
    /// At most 4 attempts within 2 minutes, with waits of up to 0.5, 1 and 2 seconds between them, and a
    /// budget of 100 retries.
    pub const fn standard() -> Self {
        Self {
            attempts: 4,
            total_time: Duration::from_secs(120),
            first_delay: Duration::from_millis(500),
            longest_delay: Duration::from_secs(20),
            budget: 100,
        }
    }

    /// One attempt and no retries.
    pub const fn off() -> Self {
        let mut once = Self::standard();
        once.attempts = 1;
        once
    }

    /// The largest number of attempts, including the first; 0 counts as 1.
    #[must_use]
    pub const fn attempts(mut self, number: u32) -> Self {
        self.attempts = number;
        self
    }

    /// No retry begins later than this after the call began.
    #[must_use]
    pub const fn total_time(mut self, limit: Duration) -> Self {
        self.total_time = limit;
        self
    }

    /// The longest wait before the first retry, and the longest wait before any retry; it doubles in between.
    #[must_use]
    pub const fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        self.first_delay = first;
        self.longest_delay = longest;
        self
    }

    /// How many retries a client has in reserve, for all its calls and those of its clones. Each retry takes
    /// one, and every five successful calls give one back, up to this number. So the budget never runs out
    /// while fewer than one request in six fails. A client that has used up the standard 100 has 10 again
    /// after 50 successes, and all after 500. Without budget, calls fail at the first attempt: when
    /// everything fails, retries must not multiply the load. Retries after throttling do not count. Only the
    /// budget of the client's rule counts, not that of a single call's rule.
    #[must_use]
    pub const fn budget(mut self, attempts: u32) -> Self {
        self.budget = attempts;
        self
    }

    /// How many retries a client has in reserve.
    pub(crate) fn reserve(&self) -> u32 {
        self.budget
    }

    /// Whether anything is retried.
    pub(crate) fn is_on(&self) -> bool {
        self.attempts > 1
    }

    /// How long to wait before the next attempt, after `failed` attempts and `elapsed` time. `None` if there
    /// is no further attempt. `random` is between 0 and 1.
    pub(crate) fn wait(
        &self,
        failed: u32,
        elapsed: Duration,
        retry_after: Option<Duration>,
        random: f64,
    ) -> Option<Duration> {
        let is_too_long = retry_after.is_some_and(|asked| asked > LONGEST_RETRY_AFTER);
        if failed >= self.attempts || is_too_long {
            return None;
        }
        let ours = share(self.longest_pause(failed), random);
        let wait = ours.max(retry_after.unwrap_or_default());
        let end = elapsed.checked_add(wait)?;
        (end <= self.total_time).then_some(wait)
    }

    /// The same after a throttled attempt: the remaining pauses outlast `throttling`, if there is enough time.
    pub(crate) fn wait_throttled(
        &self,
        failed: u32,
        elapsed: Duration,
        retry_after: Option<Duration>,
        throttling: Throttling,
        random: f64,
    ) -> Option<Duration> {
        let wait = self.wait(failed, elapsed, retry_after, random)?;
        // The provider knows best how long to wait.
        if retry_after.is_some_and(|asked| !asked.is_zero()) {
            return Some(wait);
        }
        let room = throttling.room.min(self.total_time.saturating_sub(elapsed));
        // Callers that were refused together should not return together.
        let rest = throttling.rest;
        let outlast = rest.saturating_add(share(rest / 2, random));
        let outlast = if outlast > room {
            share(room, 0.75 + random / 4.0)
        } else {
            outlast
        };
        // Each pause but the last is a quarter of the next, so that short throttling costs little.
        let later = self.attempts.saturating_sub(failed).saturating_sub(1);
        let parts = 4_u32.checked_pow(later).unwrap_or(u32::MAX);
        Some(wait.max(outlast / parts))
    }

    /// The upper limit of our own pause after `failed` attempts.
    fn longest_pause(&self, failed: u32) -> Duration {
        let mut pause = self.first_delay;
        // 128 doublings exceed every limit, even from the shortest pause.
        for _ in 1..failed.min(128) {
            pause = pause.saturating_mul(2);
        }
        pause.min(self.longest_delay)
    }
}

/// The state of a throttled call.
#[derive(Clone, Copy)]
pub(crate) struct Throttling {
    /// How much of the provider's window may be left.
    pub(crate) rest: Duration,
    /// How long the call can pause, apart from its retry rule.
    pub(crate) room: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        Self::standard()
    }
}

/// Why a failed call is not retried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GivenUp {
    /// The failure is not temporary, or the rule allows no further attempt.
    Over,
    /// The provider may have acted, and the operation is not idempotent.
    NotIdempotent,
    /// The client's budget is used up.
    NoBudget,
}

impl GivenUp {
    /// The note in the error, with advice; `None` if the reason is obvious.
    pub(crate) const fn note(self) -> Option<&'static str> {
        match self {
            Self::Over => None,
            Self::NotIdempotent => Some(
                "not sent again on purpose, because the provider may have acted on it: check that, or call \
                 .idempotent(true) on the builder if sending it twice does no harm",
            ),
            Self::NoBudget => Some(
                "not sent again, because the client's retry budget is used up: successful calls refill \
                 it, and Retry::budget sets its size",
            ),
        }
    }
}

/// Whether a call may be retried after `error`, depending on whether it is `idempotent`.
pub(crate) fn may_go_again(error: &Error, idempotent: bool) -> bool {
    error.is_retryable() && (idempotent || error.never_sent())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Retry, Throttling};

    const NONE: Duration = Duration::ZERO;

    #[test]
    fn waits_double_up_to_a_limit_with_full_jitter() {
        let seconds = Duration::from_secs;
        let retry = Retry::standard()
            .attempts(9)
            .backoff(seconds(1), seconds(5));
        let longest: Vec<u64> = (1..9)
            .map(|failed| retry.wait(failed, NONE, None, 1.0).unwrap().as_secs())
            .collect();
        assert_eq!(longest, [1, 2, 4, 5, 5, 5, 5, 5]);
        assert_eq!(retry.wait(3, NONE, None, 0.0), Some(NONE));
        assert_eq!(retry.wait(3, NONE, None, 0.5), Some(seconds(2)));
        assert_eq!(retry.wait(9, NONE, None, 0.0), None, "no attempt is left");
    }

    #[test]
    fn the_provider_may_ask_for_more_and_time_ends_it_all() {
        let seconds = Duration::from_secs;
        let retry = Retry::standard();
        assert_eq!(
            retry.wait(1, NONE, Some(seconds(55)), 1.0),
            Some(seconds(55))
        );
        assert_eq!(retry.wait(1, seconds(70), Some(seconds(55)), 1.0), None);
        assert_eq!(Retry::off().wait(1, NONE, None, 0.0), None);
        assert_eq!(Retry::standard().attempts(0).wait(1, NONE, None, 0.0), None);
        let many = Retry::standard().attempts(u32::MAX);
        for failed in [31, 32, 33, 34, 64, 128, 129, u32::MAX - 1] {
            assert_eq!(
                many.wait(failed, NONE, None, 1.0),
                Some(seconds(20)),
                "{failed}"
            );
        }
        assert_eq!(many.wait(u32::MAX, NONE, None, 0.0), None);
    }

    #[test]
    fn no_time_is_too_long_to_calculate_with() {
        let (second, max) = (Duration::from_secs(1), Duration::MAX);
        let asked = Some(Duration::from_secs(u64::MAX));
        let unlimited = Retry::standard().total_time(max);
        for retry in [Retry::standard(), unlimited.clone()] {
            assert_eq!(retry.wait(1, second, asked, 0.5), None);
            assert_eq!(retry.wait(1, second, Some(max), 0.5), None);
            assert_eq!(retry.wait(1, max, Some(second), 0.5), None);
        }
        let day = Duration::from_secs(86_400);
        assert_eq!(unlimited.wait(1, NONE, Some(day), 1.0), Some(day));
        let longer = Some(day + Duration::from_nanos(1));
        for asked in [longer, asked, Some(max)] {
            assert_eq!(unlimited.wait(1, NONE, asked, 1.0), None);
        }
        let longest = unlimited.clone().backoff(max, max);
        assert_eq!(longest.wait(1, NONE, None, 1.0), Some(max));
        assert!(longest.wait(3, NONE, None, 0.999_999).is_some());
        let shortest = unlimited
            .backoff(Duration::from_nanos(1), max)
            .attempts(200);
        assert_eq!(
            shortest.wait(31, NONE, None, 1.0),
            Some(Duration::from_nanos(1 << 30))
        );
        assert_eq!(shortest.wait(128, NONE, None, 1.0), Some(max));
        let never = Retry::standard().backoff(NONE, NONE).attempts(u32::MAX);
        assert_eq!(never.wait(u32::MAX - 1, NONE, None, 1.0), Some(NONE));
        let throttling = |rest, room| Throttling { rest, room };
        let throttled = |rest, room, random| {
            longest.wait_throttled(3, second, None, throttling(rest, room), random)
        };
        for random in [0.0, 0.5, 1.0] {
            for (rest, room) in [(max, max), (max, NONE), (NONE, max), (NONE, NONE)] {
                let wait = throttled(rest, room, random);
                assert!(wait.is_none_or(|wait| wait.checked_add(second).is_some()));
            }
        }
    }

    #[test]
    fn the_pauses_of_a_throttled_call_outlast_its_window() {
        let seconds = Duration::from_secs;
        for attempts in [2, 3, 4, 8, 40] {
            for random in [0.0, 0.5, 1.0] {
                let retry = Retry::standard().attempts(attempts);
                let mut elapsed = NONE;
                for failed in 1..attempts {
                    let throttling = Throttling {
                        rest: seconds(60).saturating_sub(elapsed),
                        room: Duration::MAX,
                    };
                    let wait = retry.wait_throttled(failed, elapsed, None, throttling, random);
                    // With many attempts, the total time ends first.
                    let Some(wait) = wait else { break };
                    elapsed += wait;
                }
                let within = seconds(60)..=seconds(120);
                assert!(
                    within.contains(&elapsed),
                    "{attempts}, {random}: {elapsed:?}"
                );
            }
        }
    }
}
