//! Failures of the token endpoints, scheduled by tests.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How MongoDB's token endpoint can be made to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenFailure {
    /// An error in the shape of OAuth: `error` is a text, next to `error_description`.
    OAuth(OAuthError),
    /// 429 in the shape that MongoDB documents: `error` is `rate_limited`.
    RateLimited {
        /// `Retry-After`, sent in whole seconds.
        retry_after: Duration,
    },
    /// 429 in the shape of the Administration API, as users have seen it: `error` is 429, next to
    /// an `errorCode`.
    RateLimitedAsApiError {
        /// `Retry-After`, sent in whole seconds.
        retry_after: Duration,
    },
    /// 503 with an HTML page.
    Unavailable,
}

/// The errors of OAuth (RFC 6749, sections 4.1.2.1 and 5.2) that MongoDB documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OAuthError {
    /// 400 `invalid_request`.
    InvalidRequest,
    /// 400 `invalid_grant`.
    InvalidGrant,
    /// 400 `unsupported_grant_type`.
    UnsupportedGrantType,
    /// 401 `invalid_client`.
    InvalidClient,
    /// 403 `access_denied`: too many tokens are active.
    AccessDenied,
    /// 500 `server_error`.
    ServerError,
}

/// How IAM's token endpoint can be made to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IamTokenFailure {
    /// 401 in the shape of Keystone: `error.code` is a number.
    Unauthorized,
    /// 429 `IAM.0012` in IAM's other shape: `error_code` and `error_msg`.
    Throttled {
        /// `Retry-After`, sent in whole seconds.
        retry_after: Duration,
    },
    /// 503 in the shape of Keystone.
    Unavailable,
}

/// The failures that are still to come, in their order, each with a count.
#[derive(Debug)]
pub(crate) struct Failures<F>(Mutex<VecDeque<(F, usize)>>);

impl<F: Clone> Failures<F> {
    pub(crate) fn new() -> Self {
        Self(Mutex::default())
    }

    /// Schedules the same failure `times` times, after those scheduled before.
    pub(crate) fn order(&self, times: usize, failure: F) {
        if times > 0 {
            self.queue().push_back((failure, times));
        }
    }

    /// The failure that is due now.
    pub(crate) fn next(&self) -> Option<F> {
        let mut queue = self.queue();
        let (failure, times) = queue.pop_front()?;
        if times > 1 {
            queue.push_front((failure.clone(), times - 1));
        }
        Some(failure)
    }

    fn queue(&self) -> MutexGuard<'_, VecDeque<(F, usize)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
