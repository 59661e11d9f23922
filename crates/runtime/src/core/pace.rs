//! When the next attempt of one call begins.

use std::time::Duration;

use crate::clock::Clock;
use crate::connection::Connection;
use crate::error::Error;
use crate::retry::rule::{Retry, Throttling};
use crate::retry::turn::Turn;
use crate::settings::options::CallOptions;

/// The times and pauses of one call so far.
pub(crate) struct Pace {
    began: Duration,
    /// The total length of the pauses.
    waited: Duration,
    /// When the provider throttled the call for the first time, counted from its beginning.
    throttled_after: Option<Duration>,
}

/// The limits for the pauses of one call.
pub(crate) struct Limits<'a> {
    pub(crate) retry: &'a Retry,
    /// The provider's throttling window.
    pub(crate) window: Option<Duration>,
    /// The limit of the whole call.
    pub(crate) call: Option<Duration>,
    /// If this call is a poll of a wait: how much time the wait had left when the call began. It does not cut
    /// a pause short: a pause that would take longer does not begin.
    pub(crate) poll: Option<Duration>,
}

impl<'a> Limits<'a> {
    /// The limits for a call with these `options`.
    pub(crate) fn of(options: &'a CallOptions, connection: &'a Connection) -> Self {
        let (config, turn) = (&connection.config, options.own_turn());
        let options = options.get();
        Self {
            retry: options.retry.as_ref().unwrap_or(&config.retry),
            window: connection.provider.throttling_window,
            call: options.call_timeout.or(config.call_timeout),
            poll: turn.map(Turn::time_left),
        }
    }
}

impl Pace {
    /// Begins a call.
    pub(crate) fn begin(clock: &Clock) -> Self {
        Self {
            began: clock.monotonic(),
            waited: Duration::ZERO,
            throttled_after: None,
        }
    }

    /// How long to wait after attempt number `attempts` failed with `error`, or `None` if the call fails with
    /// it. `random` is between 0 and 1.
    pub(crate) fn pause(
        &mut self,
        attempts: u32,
        error: &Error,
        limits: &Limits<'_>,
        clock: &Clock,
        random: f64,
    ) -> Option<Duration> {
        // A test clock whose pauses end at once does not advance, but the pauses count.
        let passed = clock.monotonic().saturating_sub(self.began);
        let elapsed = passed.max(self.waited);
        let (retry, retry_after) = (limits.retry, error.retry_after());
        let pause = match limits.window.filter(|_| error.is_throttled()) {
            None => retry.wait(attempts, elapsed, retry_after, random),
            Some(window) => {
                let since = *self.throttled_after.get_or_insert(elapsed);
                let throttling = Throttling {
                    rest: window.saturating_sub(elapsed.saturating_sub(since)),
                    room: room(limits, elapsed),
                };
                retry.wait_throttled(attempts, elapsed, retry_after, throttling, random)
            }
        }?;
        let end = elapsed.checked_add(pause)?;
        if limits.poll.is_some_and(|poll| end >= poll) {
            return None;
        }
        self.waited = self.waited.saturating_add(pause);
        Some(pause)
    }
}

/// The longest pause that leaves some of the call's time for another attempt.
fn room(limits: &Limits<'_>, elapsed: Duration) -> Duration {
    let ends = limits.call.into_iter().chain(limits.poll).min();
    ends.map_or(Duration::MAX, |end| {
        let left = end.saturating_sub(elapsed);
        left - left / 4
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::time::{Duration, SystemTime};

    use reqwest::StatusCode;

    use super::{Limits, Pace};
    use crate::clock::Clock;
    use crate::error::Error;
    use crate::retry::rule::Retry;

    const MINUTE: Duration = Duration::from_secs(60);

    /// A clock whose monotonic time is this many seconds, and whose date is nonsense.
    fn clock(seconds: &Arc<AtomicU64>) -> Clock {
        let (date, passed) = (Arc::clone(seconds), Arc::clone(seconds));
        let shift = |seconds: u64| Duration::from_secs((seconds * 7_919) % 100_000);
        Clock::new(move || SystemTime::UNIX_EPOCH + shift(date.load(Ordering::SeqCst)))
            .with_monotonic(move || Duration::from_secs(passed.load(Ordering::SeqCst)))
    }

    fn limits(retry: &Retry) -> Limits<'_> {
        Limits {
            retry,
            window: Some(MINUTE),
            call: None,
            poll: None,
        }
    }

    fn answered(status: StatusCode) -> Error {
        Error::answered(status, None)
    }

    #[test]
    fn time_is_measured_by_the_monotonic_clock() {
        let seconds = Arc::new(AtomicU64::new(1000));
        let clock = clock(&seconds);
        let (retry, busy) = (Retry::standard(), answered(StatusCode::SERVICE_UNAVAILABLE));
        let mut pace = Pace::begin(&clock);
        seconds.store(1000 + 119, Ordering::SeqCst);
        assert!(pace.pause(1, &busy, &limits(&retry), &clock, 0.0).is_some());
        seconds.store(1000 + 121, Ordering::SeqCst);
        assert!(pace.pause(2, &busy, &limits(&retry), &clock, 0.0).is_none());
        // Even if the monotonic clock does not advance, the pauses count.
        seconds.store(0, Ordering::SeqCst);
        assert_eq!(
            pace.pause(2, &busy, &limits(&retry), &clock, 0.0),
            Some(Duration::ZERO)
        );
    }

    #[test]
    fn a_window_begins_with_the_first_refusal() {
        let seconds = Arc::new(AtomicU64::new(0));
        let clock = clock(&seconds);
        let retry = Retry::standard().attempts(3);
        let mut pace = Pace::begin(&clock);
        let busy = answered(StatusCode::SERVICE_UNAVAILABLE);
        pace.pause(1, &busy, &limits(&retry), &clock, 0.0).unwrap();
        seconds.store(20, Ordering::SeqCst);
        let throttled = answered(StatusCode::TOO_MANY_REQUESTS);
        let pause = pace.pause(2, &throttled, &limits(&retry), &clock, 0.0);
        assert_eq!(pause, Some(MINUTE));
        // A provider with an unknown window gets the usual pauses.
        let unknown = Limits {
            window: None,
            ..limits(&retry)
        };
        let pause = pace.pause(2, &throttled, &unknown, &clock, 1.0);
        assert_eq!(pause, Some(Duration::from_secs(1)));
    }

    #[test]
    fn a_pause_leaves_time_for_an_attempt_and_never_outlasts_a_wait() {
        let clock = clock(&Arc::default());
        let retry = Retry::standard().attempts(2);
        let throttled = answered(StatusCode::TOO_MANY_REQUESTS);
        let half_a_minute = Some(MINUTE / 2);
        for random in [0.0, 0.5, 1.0] {
            for (call, poll) in [
                (half_a_minute, None),
                (None, half_a_minute),
                (half_a_minute, Some(MINUTE)),
            ] {
                let limits = Limits {
                    call,
                    poll,
                    ..limits(&retry)
                };
                let pause = Pace::begin(&clock).pause(1, &throttled, &limits, &clock, random);
                let seconds = pause.unwrap().as_secs_f64();
                assert!((16.0..=22.5).contains(&seconds), "{seconds}");
            }
        }
        let asked = Error::answered(StatusCode::SERVICE_UNAVAILABLE, half_a_minute);
        let pause = |poll| {
            let limits = Limits {
                poll: Some(poll),
                ..limits(&retry)
            };
            Pace::begin(&clock).pause(1, &asked, &limits, &clock, 0.5)
        };
        assert_eq!(pause(MINUTE), half_a_minute);
        assert_eq!(pause(MINUTE / 2), None);
    }
}
