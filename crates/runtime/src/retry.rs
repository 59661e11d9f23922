//! When a failed call is tried again.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crate::error::Error;

/// How often and for how long a failed call is tried again.
///
/// A call that the provider cannot have received may always go again. One that it may have received
/// goes again only if the operation is idempotent, or the caller says so, and only after a failure
/// that time may mend: throttling, a status of 408, 500, 502, 503 or 504, a connection that broke, a
/// time limit. Wrong credentials and bad input never go again.
///
/// Before each further try the client waits: between nothing and a limit that doubles from try to try
/// (full jitter), and never less than the provider asks for with `Retry-After`.
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
    /// At most 4 attempts within 2 minutes, waiting up to 0.5, 1 and 2 seconds between them; 100
    /// further attempts in reserve.
    pub const fn standard() -> Self {
        Self {
            attempts: 4,
            total_time: Duration::from_secs(120),
            first_delay: Duration::from_millis(500),
            longest_delay: Duration::from_secs(20),
            budget: 100,
        }
    }

    /// One attempt, no more.
    pub const fn off() -> Self {
        let mut once = Self::standard();
        once.attempts = 1;
        once
    }

    /// Largest number of attempts, the first included; 0 counts as 1.
    #[must_use]
    pub const fn attempts(mut self, number: u32) -> Self {
        self.attempts = number;
        self
    }

    /// No further attempt begins later than this after the call began.
    #[must_use]
    pub const fn total_time(mut self, limit: Duration) -> Self {
        self.total_time = limit;
        self
    }

    /// Longest wait before the second attempt, and longest wait at all; it doubles in between.
    #[must_use]
    pub const fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        self.first_delay = first;
        self.longest_delay = longest;
        self
    }

    /// How many further attempts a client has in reserve, for all its calls and its clones' together.
    /// Each takes one, and every five calls that succeed give one back, up to this number. With none
    /// left, calls fail at the first attempt: when everything fails, retries must not multiply the
    /// load. It counts in the client's rule, not in that of a call.
    #[must_use]
    pub const fn budget(mut self, attempts: u32) -> Self {
        self.budget = attempts;
        self
    }

    /// How long to wait before the next attempt, after `failed` attempts and `elapsed` time. `None` if
    /// there is none. `random` is between 0 and 1.
    pub(crate) fn wait(
        &self,
        failed: u32,
        elapsed: Duration,
        retry_after: Option<Duration>,
        random: f64,
    ) -> Option<Duration> {
        if failed >= self.attempts {
            return None;
        }
        let doubled = self
            .first_delay
            .saturating_mul(1_u32.checked_shl(failed - 1)?);
        let ours = doubled
            .min(self.longest_delay)
            .mul_f64(random.clamp(0.0, 1.0));
        let wait = ours.max(retry_after.unwrap_or_default());
        (elapsed + wait <= self.total_time).then_some(wait)
    }
}

impl Default for Retry {
    fn default() -> Self {
        Self::standard()
    }
}

/// Whether `error` is one that time may mend, for a call that is `idempotent` or not.
pub(crate) fn may_go_again(error: &Error, idempotent: bool) -> bool {
    error.is_retryable() && (idempotent || error.never_sent())
}

/// What is left of a client's [`budget`](Retry::budget), counted in successes: a further attempt costs 5,
/// so it lasts for ever while fewer than one request in six fails.
#[derive(Debug)]
pub(crate) struct Budget {
    left: AtomicU32,
    full: u32,
}

impl Budget {
    /// How many calls have to succeed for one more attempt.
    const PRICE: u32 = 5;

    pub(crate) fn new(retry: &Retry) -> Self {
        let full = retry.budget.saturating_mul(Self::PRICE);
        Self {
            left: AtomicU32::new(full),
            full,
        }
    }

    /// Pays for one more attempt; false if there is not enough left.
    pub(crate) fn take(&self) -> bool {
        self.change(|left| left.checked_sub(Self::PRICE))
    }

    /// A call succeeded: the provider is well, so the budget grows again.
    pub(crate) fn refill(&self) {
        self.change(|left| (left < self.full).then(|| left + 1));
    }

    /// Replaces what is left, if `change` gives something else. Whether it did.
    fn change(&self, change: impl FnMut(u32) -> Option<u32>) -> bool {
        let (set, fetch) = (Ordering::Relaxed, Ordering::Relaxed);
        self.left.fetch_update(set, fetch, change).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Budget, Retry};

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
        assert!(many.wait(31, NONE, None, 0.0).is_some());
        assert_eq!(many.wait(40, NONE, None, 0.0), None, "no overflow");
    }

    /// How many of 10,000 requests find no budget, when one in `one_in` fails.
    fn refused(one_in: u32) -> usize {
        let budget = Budget::new(&Retry::standard());
        let fails = |request: &u32| request.is_multiple_of(one_in);
        let requests = 1..=10_000;
        let pays = |failed| {
            if failed {
                budget.take()
            } else {
                budget.refill();
                true
            }
        };
        requests.filter(|request| !pays(fails(request))).count()
    }

    #[test]
    fn a_budget_lasts_while_few_requests_fail() {
        assert_eq!((refused(10), refused(6)), (0, 0));
        // It holds off what cannot be paid for with what succeeds, and no more than that.
        assert!((1..=2500).contains(&refused(4)), "{}", refused(4));
        assert_eq!(refused(1), 10_000 - 100);
    }

    #[test]
    fn a_budget_runs_out_and_grows_again_with_success() {
        assert!(!Budget::new(&Retry::standard().budget(0)).take());
        let budget = Budget::new(&Retry::standard());
        assert_eq!((0..1000).filter(|_| budget.take()).count(), 100);
        for _ in 0..5 {
            assert!(!budget.take());
            budget.refill();
        }
        assert!(budget.take());
    }
}
