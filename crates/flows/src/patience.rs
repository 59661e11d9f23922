//! How long a flow waits.

use std::time::Duration;

use backhaul_runtime::{Clock, Wait};

/// The longest pause between two looks, unless a flow knows better.
pub(crate) const USUAL: Duration = Duration::from_secs(30);

/// How long a flow waits for jobs, in all, and how often it looks at them meanwhile.
///
/// The time runs from the first wait of the flow. A download is never cut short.
#[derive(Clone, Debug)]
pub struct Patience {
    limit: Duration,
    every: Option<Duration>,
    clock: Option<Clock>,
}

impl Patience {
    /// Waits at most so long, for all waits of the flow together.
    pub const fn up_to(limit: Duration) -> Self {
        Self {
            limit,
            every: None,
            clock: None,
        }
    }

    /// The longest pause between two looks; each is shorter by chance, by at most half. By default it is 2
    /// seconds at first, and grows.
    #[must_use]
    pub fn every(mut self, pause: Duration) -> Self {
        self.every = Some(pause);
        self
    }

    /// The clock that measures, for tests: the one of the client. Default: the machine's.
    #[must_use]
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = Some(clock);
        self
    }
}

/// The waits of one run.
#[derive(Debug)]
pub(crate) struct Waits {
    patience: Patience,
    clock: Clock,
    begun: Option<Duration>,
}

impl Waits {
    pub(crate) fn new(patience: &Patience) -> Self {
        Self {
            patience: patience.clone(),
            clock: patience.clock.clone().unwrap_or_default(),
            begun: None,
        }
    }

    /// The next wait, with a pause of `settle` before its first look, and pauses that grow up to `longest`.
    pub(crate) fn next(&mut self, settle: Duration, longest: Duration) -> Wait {
        let wait = Wait::up_to(self.left());
        match self.patience.every {
            Some(every) => wait
                .initial_delay(settle.min(every))
                .first_delay(every)
                .longest_delay(every),
            None => wait.initial_delay(settle).longest_delay(longest),
        }
    }

    /// How much time is left. The first call begins it.
    fn left(&mut self) -> Duration {
        let now = self.clock.monotonic();
        let begun = *self.begun.get_or_insert(now);
        let spent = now.saturating_sub(begun);
        self.patience.limit.saturating_sub(spent)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::time::{Duration, SystemTime};

    use backhaul_runtime::Clock;

    use super::{Patience, Waits};

    #[test]
    fn all_waits_share_one_limit() {
        let passed = Arc::new(AtomicU64::new(7));
        let read = Arc::clone(&passed);
        let clock = Clock::new(|| SystemTime::UNIX_EPOCH);
        let clock = clock.with_monotonic(move || Duration::from_secs(read.load(Ordering::SeqCst)));
        let patience = Patience::up_to(Duration::from_secs(60)).clock(clock);
        let mut waits = Waits::new(&patience);
        for (second, left) in [(10, 60), (30, 40), (69, 1), (70, 0), (500, 0)] {
            passed.store(second, Ordering::SeqCst);
            assert_eq!(waits.left(), Duration::from_secs(left), "at {second}");
        }
    }
}
