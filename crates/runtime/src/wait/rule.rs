//! How long and how often to poll a job.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::retry::jitter::share;
use crate::wait::job::JobState;

/// Shorter pauses between two polls would flood the provider.
const SHORTEST_DELAY: Duration = Duration::from_millis(1);

/// How long to wait for a job to end, and how often to poll it meanwhile.
///
/// The first poll is sent at once. After each poll that does not show the end there is a pause: 2 seconds at
/// first, then half as long again after each poll, up to 30 seconds. Each pause is randomly shortened, by at
/// most half, so that many waits that begin together spread out. Unlike the pauses between retries, it is
/// never shortened to zero, because an immediate poll would show nothing new.
///
/// If the time ends during a pause, one last poll is made, which may take at most 10 seconds. If it ends
/// during a poll, that poll is dropped.
///
/// A poll is retried by the retry rule of its call, like any other call. If it still fails and the failure
/// may be temporary, the wait continues. Its next pause is then at least as long as the provider asks for,
/// but at most a day; see [`tolerated_errors`](Self::tolerated_errors). Any other error, such as 404, ends
/// the wait.
///
/// ```
/// use std::time::Duration;
/// # use backhaul_runtime::{JobState, Wait};
///
/// let patient = Wait::up_to(Duration::from_secs(6 * 3600))
///     .first_delay(Duration::from_secs(10))
///     .longest_delay(Duration::from_secs(60))
///     .counts_as_failure(|state| matches!(state, JobState::Failed | JobState::Cancelled));
/// # drop(patient);
/// ```
#[derive(Clone)]
#[must_use]
pub struct Wait {
    pub(crate) longest_time: Duration,
    pub(crate) initial_delay: Duration,
    pub(crate) tolerated_errors: u32,
    first_delay: Duration,
    longest_delay: Duration,
    growth: f64,
    counts_as_failure: Option<Arc<CountsAsFailure>>,
}

type CountsAsFailure = dyn Fn(&JobState) -> bool + Send + Sync;

/// The usual rule with this limit, as [`Wait::up_to`].
impl From<Duration> for Wait {
    fn from(limit: Duration) -> Self {
        Self::up_to(limit)
    }
}

impl Wait {
    /// Waits for at most `limit`, from the moment when the wait is first awaited. With zero it polls once.
    pub const fn up_to(limit: Duration) -> Self {
        Self {
            longest_time: limit,
            initial_delay: Duration::ZERO,
            tolerated_errors: 20,
            first_delay: Duration::from_secs(2),
            longest_delay: Duration::from_secs(30),
            growth: 1.5,
            counts_as_failure: None,
        }
    }

    /// A pause before the first poll, for jobs that still show their old state for a moment after they were
    /// restarted. Default zero.
    pub const fn initial_delay(mut self, delay: Duration) -> Self {
        self.initial_delay = delay;
        self
    }

    /// The pause after the first poll. Default 2 s; less than 1 ms counts as 1 ms.
    pub const fn first_delay(mut self, delay: Duration) -> Self {
        self.first_delay = delay;
        self
    }

    /// The factor by which each pause is longer than the one before. Default 1.5; less than 1, or not a
    /// number, counts as 1.
    pub const fn growth(mut self, factor: f64) -> Self {
        self.growth = factor;
        self
    }

    /// Pauses do not grow beyond this. Default 30 s; less than the first delay counts as the first
    /// delay.
    pub const fn longest_delay(mut self, delay: Duration) -> Self {
        self.longest_delay = delay;
        self
    }

    /// How many polls in a row may fail temporarily, each after its own retries. One
    /// more failure ends the wait with its error. Default 20.
    pub const fn tolerated_errors(mut self, number: u32) -> Self {
        self.tolerated_errors = number;
        self
    }

    /// Decides which states are failures. Default: `Failed`, `Cancelled` and `Expired`.
    ///
    /// A state that counts as a failure ends the wait, even if it is not final by itself
    /// (`Unknown("Paused")`). A final state that does not count as a failure is a success.
    pub fn counts_as_failure(
        mut self,
        decide: impl Fn(&JobState) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.counts_as_failure = Some(Arc::new(decide));
        self
    }

    pub(crate) fn is_failure(&self, state: &JobState) -> bool {
        match &self.counts_as_failure {
            Some(decide) => decide(state),
            None => matches!(
                state,
                JobState::Failed | JobState::Cancelled | JobState::Expired
            ),
        }
    }

    /// Whether a job in this state need not be polled again.
    pub(crate) fn is_over(&self, state: &JobState) -> bool {
        state.is_final() || self.is_failure(state)
    }

    /// The pause after poll number `polls`, from 1. `random` is between 0 and 1.
    pub(crate) fn delay(&self, polls: u32, random: f64) -> Duration {
        let first = self.first_delay.max(SHORTEST_DELAY);
        let longest = self.longest_delay.max(first);
        // `max` also turns NaN into 1.
        let growth = self.growth.max(1.0);
        let exponent = i32::try_from(polls.saturating_sub(1)).unwrap_or(i32::MAX);
        let grown = first.as_secs_f64() * growth.powi(exponent);
        let delay = Duration::try_from_secs_f64(grown).map_or(longest, |grown| grown.min(longest));
        share(delay, 0.5 + 0.5 * random.clamp(0.0, 1.0))
    }
}

impl fmt::Debug for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait")
            .field("up_to", &self.longest_time)
            .field("initial_delay", &self.initial_delay)
            .field("first_delay", &self.first_delay)
            .field("growth", &self.growth)
            .field("longest_delay", &self.longest_delay)
            .field("tolerated_errors", &self.tolerated_errors)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Wait;
    use crate::wait::job::JobState;

    const HOUR: Duration = Duration::from_secs(3600);

    fn delays(wait: &Wait, random: f64) -> Vec<f64> {
        (1..=9)
            .map(|polls| wait.delay(polls, random).as_secs_f64())
            .collect()
    }

    #[test]
    fn pauses_grow_up_to_a_limit_and_lose_at_most_half() {
        let wait = Wait::up_to(HOUR);
        assert_eq!(
            delays(&wait, 1.0),
            [2.0, 3.0, 4.5, 6.75, 10.125, 15.1875, 22.78125, 30.0, 30.0]
        );
        assert_eq!(delays(&wait, 0.0)[..2], [1.0, 1.5]);
        assert_eq!(delays(&wait, 0.0)[8], 15.0);
    }

    #[test]
    fn odd_settings_still_give_pauses() {
        let second = Duration::from_secs(1);
        for growth in [f64::NAN, -3.0, 0.0] {
            let wait = Wait::up_to(HOUR).first_delay(second).growth(growth);
            assert_eq!(delays(&wait, 1.0), [1.0; 9]);
        }
        let wait = Wait::up_to(HOUR).growth(f64::INFINITY);
        assert_eq!(delays(&wait, 1.0)[..3], [2.0, 30.0, 30.0]);
        let wait = Wait::up_to(HOUR).first_delay(Duration::from_secs(90));
        assert_eq!(delays(&wait, 1.0), [90.0; 9]);
        let wait = Wait::up_to(HOUR).first_delay(Duration::ZERO);
        assert_eq!(wait.delay(1, 1.0), Duration::from_millis(1));
        let wait = Wait::up_to(HOUR).first_delay(Duration::MAX);
        for random in [0.0, 0.5, 1.0] {
            assert!(wait.delay(u32::MAX, random) > HOUR, "no overflow");
        }
        let wait = wait.longest_delay(Duration::MAX).growth(f64::MAX);
        assert_eq!(wait.delay(u32::MAX, 1.0), Duration::MAX);
    }

    #[test]
    fn a_duration_is_the_usual_rule_with_that_limit() {
        let (short, long) = (Wait::from(HOUR), Wait::up_to(HOUR));
        assert_eq!(short.longest_time, HOUR);
        assert_eq!(format!("{short:?}"), format!("{long:?}"));
    }

    #[test]
    fn the_caller_decides_what_is_a_failure() {
        let usual = Wait::up_to(HOUR);
        assert!(usual.is_failure(&JobState::Expired) && !usual.is_failure(&JobState::Succeeded));
        assert!(!usual.is_over(&JobState::Unknown("Paused".to_owned())));
        let own = usual.counts_as_failure(|state| matches!(state, JobState::Unknown(_)));
        assert!(own.is_over(&JobState::Unknown("Paused".to_owned())));
        assert!(own.is_over(&JobState::Failed) && !own.is_failure(&JobState::Failed));
        assert!(!own.is_over(&JobState::Running));
    }
}
