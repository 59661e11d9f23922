//! What makes a refused attempt worth another one at once: a challenge that can be answered,
//! credentials that have ended, a clock that is off.

use std::sync::Arc;
use std::time::SystemTime;

use reqwest::StatusCode;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};

use crate::answer::received::Received;
use crate::auth::{Authorization, Challenge, InUse, Refused};
use crate::core::skew::{Skew, Trial};
use crate::provider::Provider;

/// How often a challenge is answered within one attempt. Two are needed when a nonce that was in use
/// ends: once for the new challenge, once more if that nonce ends at once.
const MOST_CHALLENGES: usize = 2;

/// What a request was authorized with.
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

/// What makes another request worth while.
pub(crate) enum Remedy {
    /// The same credentials, with a challenge or a clock that is right now.
    TryAgain,
    /// Others, since these were refused.
    OtherCredentials,
}

/// What has been mended already. Each cause is removed a fixed number of times.
#[derive(Default)]
pub(crate) struct Remedies {
    /// Whether other credentials were asked for, in any attempt of the call.
    asked: bool,
    challenges: usize,
    clock_set: bool,
    /// The challenge that the next request answers, and no other call.
    challenge: Option<Challenge>,
    /// The provider's clock, which the next request is signed by, until it shows that it helps.
    trial: Option<Trial>,
}

impl Remedies {
    /// Another attempt of the same call.
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

    /// The date to sign with, if it is `now` by our own clock.
    pub(crate) fn date(&self, skew: &Skew, now: SystemTime) -> SystemTime {
        match &self.trial {
            Some(trial) => trial.apply(now),
            None => skew.apply(now),
        }
    }

    /// A request was answered with `status`: keeps what let it in.
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
        if was_let_in(status) {
            authorization.accepted(in_use, self.asked);
            if let Some(trial) = self.trial.take() {
                skew.keep(trial);
            }
        }
    }

    /// Removes the cause of `refusal`, if it has one that can be removed.
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
        // A date that the provider did not ask for, and that did not help, is none for other credentials.
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

/// Whether a status shows that the provider took the credentials for good.
fn was_let_in(status: StatusCode) -> bool {
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
