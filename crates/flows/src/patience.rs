//! How long a flow waits.

use std::time::{Duration, Instant};

use backhaul_runtime::Wait;

/// How long a flow waits for jobs, in all, and how often it looks at them meanwhile. The time that calls and
/// downloads take is not counted while nothing is waited for before them, and downloads are never cut short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    limit: Duration,
    every: Option<Duration>,
}

impl Patience {
    /// Waits at most so long: from the first wait of the flow, for all its waits together.
    pub const fn up_to(limit: Duration) -> Self {
        Self { limit, every: None }
    }

    /// The longest pause between two looks; each is shorter by chance, by at most half. By default it is 2
    /// seconds at first, and grows.
    #[must_use]
    pub const fn every(mut self, pause: Duration) -> Self {
        self.every = Some(pause);
        self
    }
}

/// The waits of one run.
#[derive(Debug)]
pub(crate) struct Waits {
    patience: Patience,
    begun: Option<Instant>,
}

impl Waits {
    pub(crate) fn new(patience: Patience) -> Self {
        Self {
            patience,
            begun: None,
        }
    }

    /// The next wait, with a pause of `settle` before its first look, and pauses that grow up to `longest`.
    pub(crate) fn next(&mut self, settle: Duration, longest: Duration) -> Wait {
        let limit = match self.begun {
            Some(begun) => self.patience.limit.saturating_sub(begun.elapsed()),
            None => self.patience.limit,
        };
        self.begun.get_or_insert_with(Instant::now);
        let wait = Wait::up_to(limit);
        match self.patience.every {
            Some(every) => wait
                .initial_delay(settle.min(every))
                .first_delay(every)
                .longest_delay(every),
            None => wait.initial_delay(settle).longest_delay(longest),
        }
    }
}

/// The longest pause between two looks, unless a flow knows better.
pub(crate) const USUAL: Duration = Duration::from_secs(30);
