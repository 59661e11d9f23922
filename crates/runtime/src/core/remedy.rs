//! Reasons to repeat a refused attempt at once: a challenge that can be answered, expired credentials,
//! a wrong clock.

use std::sync::Arc;
use std::time::SystemTime;

use reqwest::StatusCode;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};

use crate::answer::received::Received;
use crate::auth::{Authorization, Challenge, InUse, Refused};
use crate::core::skew::{Skew, Trial};
use crate::provider::Provider;

/// How many challenges are answered within one attempt. Two are needed when a nonce expires: one for the
/// new challenge, and one more if that nonce expires at once.
const MOST_CHALLENGES: usize = 2;

/// How a request was authorized.
pub(crate) struct Sent {
    /// The `Authorization` header, if the scheme has challenges.
    pub(crate) authorization: Option<HeaderValue>,
    pub(crate) signed_at: SystemTime,
}

/// A request that was refused.
pub(crate) struct Refusal<'a> {
    pub(crate) sent: Sent,
    pub(crate) received: &'a Received,
}

/// Why another request may succeed.
pub(crate) enum Remedy {
    /// With the same credentials, now that the challenge or the clock is right.
    TryAgain,
    /// With other credentials, because these were refused.
    OtherCredentials,
}

/// The fixes so far. Each problem is fixed a limited number of times.
#[derive(Default)]
pub(crate) struct Remedies {
    /// Whether any attempt of the call has asked for other credentials.
    asked: bool,
    challenges: usize,
    clock_set: bool,
    /// The challenge that the next request of this call answers, and no other call.
    challenge: Option<Challenge>,
    /// The provider's clock, on trial: the next request is signed with it.
    trial: Option<Trial>,
}

impl Remedies {
    /// Begins another attempt of the same call.
    pub(crate) fn begin_attempt(&mut self) {
        *self = Self {
            asked: self.asked,
            ..Self::default()
        };
    }

    /// The challenge to answer, if there is one.
    pub(crate) fn challenge(&mut self) -> Option<&mut Challenge> {
        self.challenge.as_mut()
    }

    /// The date to sign with when our own clock shows `now`.
    pub(crate) fn date(&self, skew: &Skew, now: SystemTime) -> SystemTime {
        match &self.trial {
            Some(trial) => trial.apply(now),
            None => skew.apply(now),
        }
    }

    /// A request was answered with `status`: keeps the challenge and the clock if they helped.
    pub(crate) fn answered(
        &mut self,
        authorization: &Authorization,
        in_use: &Arc<InUse>,
        skew: &Skew,
        status: StatusCode,
    ) {
        if let Some(challenge) = self.challenge.take()
            && status != StatusCode::UNAUTHORIZED
        {
            in_use.authorizer.share(challenge);
        }
        if was_accepted(status) {
            authorization.accepted(in_use, self.asked);
            if let Some(trial) = self.trial.take() {
                skew.keep(trial);
            }
        }
    }

    /// Fixes the cause of `refusal`, if possible.
    pub(crate) fn find(
        &mut self,
        authorization: &Authorization,
        in_use: &Arc<InUse>,
        refusal: Refusal<'_>,
        skew: &Skew,
        provider: &Provider,
        now: SystemTime,
    ) -> Option<Remedy> {
        let received = refusal.received;
        if !self.clock_set
            && let Some(trial) = skew.offered(refusal.sent.signed_at, received, provider, now)
        {
            self.clock_set = true;
            self.trial = Some(trial);
            return Some(Remedy::TryAgain);
        }
        // A guessed date that did not help must not be used with other credentials.
        self.trial.take_if(|trial| !trial.was_asked_for());
        if received.status != StatusCode::UNAUTHORIZED {
            return None;
        }
        let sent: HeaderMap = refusal
            .sent
            .authorization
            .map(|value| (AUTHORIZATION, value))
            .into_iter()
            .collect();
        if self.challenges < MOST_CHALLENGES {
            self.challenge = in_use.authorizer.take_challenge(&sent, &received.headers);
            if self.challenge.is_some() {
                self.challenges += 1;
                return Some(Remedy::TryAgain);
            }
        }
        let refused = || Refused {
            status: Some(received.status.as_u16()),
            code: provider.code_of(&received.body),
        };
        if authorization.refused(in_use, !self.asked, refused) {
            self.asked = true;
            return Some(Remedy::OtherCredentials);
        }
        None
    }
}

/// Whether a status shows that the provider accepted the credentials.
fn was_accepted(status: StatusCode) -> bool {
    status.is_success()
        || (status.is_client_error()
            && !matches!(
                status,
                StatusCode::BAD_REQUEST
                    | StatusCode::UNAUTHORIZED
                    | StatusCode::FORBIDDEN
                    | StatusCode::PROXY_AUTHENTICATION_REQUIRED
                    | StatusCode::REQUEST_TIMEOUT
                    | StatusCode::TOO_MANY_REQUESTS
            ))
}
