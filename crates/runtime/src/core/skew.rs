//! The difference between the provider's clock and ours, for signatures with a date.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use reqwest::StatusCode;
use reqwest::header::{DATE, HeaderMap};

use crate::answer::received::Received;
use crate::provider::Provider;

/// A smaller difference between the clocks is not the reason for a refusal.
const TOLERATED_SECONDS: u64 = 180;

/// A larger difference is believed only if the provider says that the date is the reason.
const LONGEST_SECONDS: u64 = 24 * 3600;

/// 2026-11-01, shortly before this release, in seconds since 1970: no correct clock shows an earlier time.
const RELEASED: Duration = Duration::from_secs(1_793_491_200);

/// 2100-01-01, in seconds since 1970: a later date is a mistake, no matter who sends it.
const LATEST: Duration = Duration::from_secs(4_102_444_800);

/// Seconds by which the provider's clock is ahead of ours, once it has complained.
#[derive(Default)]
pub(crate) struct Skew(AtomicI64);

/// A clock that may be the provider's. The refused call tries it, and if it helps, other calls use it too.
#[derive(Debug)]
pub(crate) struct Trial {
    seconds: i64,
    was_asked_for: bool,
}

impl Trial {
    /// `time` by this clock.
    pub(crate) fn apply(&self, time: SystemTime) -> SystemTime {
        shifted(time, self.seconds)
    }

    /// Whether the provider said that the date was wrong.
    pub(crate) fn was_asked_for(&self) -> bool {
        self.was_asked_for
    }
}

impl Skew {
    /// `time` by the provider's clock.
    pub(crate) fn apply(&self, time: SystemTime) -> SystemTime {
        shifted(time, self.0.load(Ordering::Relaxed))
    }

    /// Keeps the clock of `trial`, with which a call was accepted.
    pub(crate) fn keep(&self, trial: Trial) {
        self.0.store(trial.seconds, Ordering::Relaxed);
    }

    /// The clock to try after a request that was signed at `signed_at` was refused, if the date may be the
    /// reason.
    pub(crate) fn offered(
        &self,
        signed_at: SystemTime,
        received: &Received,
        provider: &Provider,
        now: SystemTime,
    ) -> Option<Trial> {
        if !provider.follows_server_date || !received.status.is_client_error() {
            return None;
        }
        let was_asked_for = provider
            .code_of(&received.body)
            .is_some_and(|code| provider.clock_skew_codes.contains(&code.as_str()));
        let date = date_of(&received.headers);
        let seconds = if was_asked_for {
            self.asked_for(date, signed_at, now)?
        } else {
            let is_about_credentials = matches!(
                received.status,
                StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN
            );
            let is_throttled = provider.throttles(received.status.as_u16(), &received.body);
            if !is_about_credentials || is_throttled {
                return None;
            }
            guessed(date?, signed_at, now)?
        };
        Some(Trial {
            seconds,
            was_asked_for,
        })
    }

    /// The provider says that the date was wrong. If it sends no date of its own, the stored difference must
    /// be wrong.
    fn asked_for(
        &self,
        date: Option<SystemTime>,
        signed_at: SystemTime,
        now: SystemTime,
    ) -> Option<i64> {
        let latest = SystemTime::UNIX_EPOCH + LATEST;
        match date.filter(|date| *date < latest) {
            Some(date) => {
                (seconds_between(signed_at, date) != 0).then(|| seconds_between(now, date))
            }
            None => (self.0.load(Ordering::Relaxed) != 0).then_some(0),
        }
    }
}

/// A refusal without a reason may be about the date, if ours is minutes off and theirs is plausible.
fn guessed(date: SystemTime, signed_at: SystemTime, now: SystemTime) -> Option<i64> {
    let ahead = seconds_between(now, date);
    let is_plausible =
        date >= SystemTime::UNIX_EPOCH + RELEASED && ahead.unsigned_abs() <= LONGEST_SECONDS;
    let is_far_off = seconds_between(signed_at, date).unsigned_abs() > TOLERATED_SECONDS;
    (is_plausible && is_far_off).then_some(ahead)
}

fn date_of(headers: &HeaderMap) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(DATE)?.to_str().ok()?).ok()
}

fn shifted(time: SystemTime, seconds: i64) -> SystemTime {
    let by = Duration::from_secs(seconds.unsigned_abs());
    let moved = if seconds < 0 {
        time.checked_sub(by)
    } else {
        time.checked_add(by)
    };
    moved.unwrap_or(time)
}

/// Whole seconds from `ours` to `theirs`; negative if theirs is earlier.
fn seconds_between(ours: SystemTime, theirs: SystemTime) -> i64 {
    let whole = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
    match theirs.duration_since(ours) {
        Ok(ahead) => whole(ahead),
        Err(earlier) => -whole(earlier.duration()),
    }
}
