//! What makes a refused attempt worth another one at once: a challenge that can be answered,
//! credentials that have ended, a clock that is off.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use reqwest::StatusCode;
use reqwest::header::{AUTHORIZATION, DATE, HeaderMap, HeaderValue};

use crate::auth::{Authorization, Held};
use crate::body::Received;
use crate::provider::Provider;

/// How often a challenge is answered within one call. Two are needed when a nonce that was in use
/// ends: once for the new challenge, once more if that nonce ends at once.
const MOST_CHALLENGES: usize = 2;

/// Clocks that differ by less than this are not the reason for a refusal.
const TOLERATED_SKEW_SECONDS: i64 = 180;

/// An attempt that was refused.
pub(crate) struct Refusal<'a> {
    /// The `Authorization` header as sent, if the scheme has challenges.
    pub(crate) sent: Option<HeaderValue>,
    pub(crate) signed_at: SystemTime,
    pub(crate) received: &'a Received,
}

/// What makes another attempt worth while.
pub(crate) enum Remedy {
    /// The same credentials, with a challenge or a clock that is right now.
    TryAgain,
    /// Others, since these have ended.
    OtherCredentials,
}

/// What has been mended already within one attempt of a call. Each cause is removed a fixed number of
/// times, and wrong credentials are none.
#[derive(Default)]
pub(crate) struct Remedies {
    challenges: usize,
    renewed: bool,
    clock_set: bool,
}

impl Remedies {
    /// Removes the cause of `refusal`, if it has one that can be removed.
    pub(crate) fn find(
        &mut self,
        authorization: &Authorization,
        held: &Arc<Held>,
        refusal: Refusal<'_>,
        skew: &Skew,
        provider: &Provider,
        now: SystemTime,
    ) -> Option<Remedy> {
        if !self.clock_set && skew.learn(&refusal, provider, now) {
            self.clock_set = true;
            return Some(Remedy::TryAgain);
        }
        if refusal.received.status != StatusCode::UNAUTHORIZED {
            return None;
        }
        let sent: HeaderMap = refusal
            .sent
            .map(|value| (AUTHORIZATION, value))
            .into_iter()
            .collect();
        if self.challenges < MOST_CHALLENGES
            && held.authorizer.challenged(&sent, &refusal.received.headers)
        {
            self.challenges += 1;
            return Some(Remedy::TryAgain);
        }
        if !self.renewed && authorization.refused(held) {
            self.renewed = true;
            return Some(Remedy::OtherCredentials);
        }
        None
    }
}

/// Seconds by which the provider's clock is ahead of ours, once it has complained.
#[derive(Default)]
pub(crate) struct Skew(AtomicI64);

impl Skew {
    /// `time` by the provider's clock.
    pub(crate) fn apply(&self, time: SystemTime) -> SystemTime {
        shifted(time, self.0.load(Ordering::Relaxed))
    }

    /// Learns the provider's clock from a refusal that is about the date. False if it is not, or if
    /// the date was right.
    fn learn(&self, refusal: &Refusal<'_>, provider: &Provider, now: SystemTime) -> bool {
        let received = refusal.received;
        if !provider.follows_server_date || !received.status.is_client_error() {
            return false;
        }
        let date = received
            .headers
            .get(DATE)
            .and_then(|date| date.to_str().ok());
        let Some(date) = date.and_then(|date| httpdate::parse_http_date(date).ok()) else {
            return false;
        };
        let off = seconds_between(refusal.signed_at, date);
        let complains = provider
            .code_of(&received.body)
            .is_some_and(|code| provider.clock_skew_codes.contains(&code.as_str()));
        let is_about_credentials = matches!(
            received.status,
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN
        );
        let is_far_off = is_about_credentials && off.abs() > TOLERATED_SKEW_SECONDS;
        if off == 0 || !(complains || is_far_off) {
            return false;
        }
        self.0.store(seconds_between(now, date), Ordering::Relaxed);
        true
    }
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

/// Whole seconds from `ours` to `theirs`; negative if theirs is behind.
fn seconds_between(ours: SystemTime, theirs: SystemTime) -> i64 {
    let whole = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
    match theirs.duration_since(ours) {
        Ok(ahead) => whole(ahead),
        Err(behind) => -whole(behind.duration()),
    }
}
