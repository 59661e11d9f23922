//! How many retries all calls of a client have together.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::retry::rule::Retry;

/// The rest of a client's [`budget`](Retry::budget), counted in successes. A retry costs 5, so the budget
/// never runs out while fewer than one request in six fails.
#[derive(Debug)]
pub(crate) struct Budget {
    left: AtomicU32,
    full: u32,
}

impl Budget {
    /// How many calls have to succeed to pay for one retry.
    const PRICE: u32 = 5;

    pub(crate) fn new(retry: &Retry) -> Self {
        let full = retry.reserve().saturating_mul(Self::PRICE);
        Self {
            left: AtomicU32::new(full),
            full,
        }
    }

    /// Pays for one retry; false if there is not enough left.
    pub(crate) fn take(&self) -> bool {
        self.change(|left| left.checked_sub(Self::PRICE))
    }

    /// A call succeeded, so the budget grows again.
    pub(crate) fn refill(&self) {
        self.change(|left| (left < self.full).then(|| left + 1));
    }

    /// Changes the rest if `change` returns a new value. Returns whether it did.
    fn change(&self, change: impl FnMut(u32) -> Option<u32>) -> bool {
        let (set, fetch) = (Ordering::Relaxed, Ordering::Relaxed);
        self.left.fetch_update(set, fetch, change).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::Budget;
    use crate::retry::rule::Retry;

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
        // It refuses the retries that successes cannot pay for, and no others.
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
