//! Tokens that were issued, each valid until it expires or is revoked.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use crate::time::Clock;
use crate::time::date;

/// Whether a token is valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Standing<T> {
    /// It is valid for this.
    Good(T),
    /// It has expired.
    Expired,
    /// It was revoked, or never issued.
    Unknown,
}

/// The tokens of one kind, with what each is valid for. Its `Debug` shows none of them.
pub(crate) struct IssuedTokens<T> {
    clock: Clock,
    lifetime: Duration,
    state: Mutex<State<T>>,
}

struct State<T> {
    tokens: BTreeMap<String, Grant<T>>,
    issued: u64,
}

struct Grant<T> {
    /// `None` if the time is beyond any clock: then it never expires.
    expires_at: Option<SystemTime>,
    good_for: T,
}

impl<T> Grant<T> {
    fn is_good(&self, now: SystemTime) -> bool {
        self.expires_at.is_none_or(|expires_at| now < expires_at)
    }
}

impl<T: Clone> IssuedTokens<T> {
    /// No tokens yet; each will be valid for `lifetime`.
    pub(crate) fn new(clock: Clock, lifetime: Duration) -> Self {
        Self {
            clock,
            lifetime,
            state: Mutex::new(State {
                tokens: BTreeMap::new(),
                issued: 0,
            }),
        }
    }

    /// How long a token is valid.
    pub(crate) fn lifetime(&self) -> Duration {
        self.lifetime
    }

    /// Issues `token`, and returns from when to when it is valid.
    pub(crate) fn issue(&self, token: String, good_for: T) -> (SystemTime, SystemTime) {
        let now = self.clock.now();
        let grant = Grant {
            expires_at: now.checked_add(self.lifetime),
            good_for,
        };
        let mut state = self.state();
        state.tokens.insert(token, grant);
        state.issued += 1;
        (now, date::later(now, self.lifetime))
    }

    /// Whether `token` is valid now.
    pub(crate) fn standing(&self, token: &str) -> Standing<T> {
        let now = self.clock.now();
        match self.state().tokens.get(token) {
            Some(grant) if grant.is_good(now) => Standing::Good(grant.good_for.clone()),
            Some(_) => Standing::Expired,
            None => Standing::Unknown,
        }
    }

    /// How many tokens are valid now.
    pub(crate) fn active(&self) -> usize {
        let now = self.clock.now();
        let state = self.state();
        let good = |grant: &&Grant<T>| grant.is_good(now);
        state.tokens.values().filter(good).count()
    }

    /// Revokes one token. Nothing happens if there is no such token.
    pub(crate) fn revoke(&self, token: &str) {
        self.state().tokens.remove(token);
    }

    /// Revokes all tokens.
    pub(crate) fn revoke_all(&self) {
        self.state().tokens.clear();
    }

    /// How many tokens were issued since the start.
    pub(crate) fn issued(&self) -> u64 {
        self.state().issued
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> fmt::Debug for IssuedTokens<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IssuedTokens")
            .field("lifetime", &self.lifetime)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::time::{Duration, SystemTime};

    use super::{IssuedTokens, Standing};
    use crate::time::Clock;

    #[test]
    fn a_token_is_valid_until_it_expires_or_is_revoked() {
        let seconds = Arc::new(AtomicU64::new(0));
        let now = seconds.clone();
        let clock = Clock::new(move || {
            SystemTime::UNIX_EPOCH + Duration::from_secs(now.load(Ordering::Relaxed))
        });
        let tokens = IssuedTokens::new(clock, Duration::from_secs(60));
        let (from, to) = tokens.issue("a".to_owned(), 1);
        assert_eq!(to, from + Duration::from_secs(60));
        assert_eq!(tokens.standing("a"), Standing::Good(1));
        seconds.store(59, Ordering::Relaxed);
        tokens.issue("b".to_owned(), 2);
        assert_eq!(tokens.standing("a"), Standing::Good(1));
        assert_eq!(tokens.active(), 2);
        seconds.store(60, Ordering::Relaxed);
        assert_eq!(tokens.standing("a"), Standing::Expired);
        assert_eq!(tokens.active(), 1);
        tokens.revoke("b");
        tokens.revoke("never issued");
        assert_eq!(tokens.standing("b"), Standing::Unknown);
        tokens.issue("c".to_owned(), 3);
        tokens.revoke_all();
        assert_eq!(tokens.standing("c"), Standing::Unknown);
        assert_eq!(tokens.issued(), 3);
    }

    #[test]
    fn a_token_may_live_longer_than_time() {
        let tokens = IssuedTokens::new(Clock::system(), Duration::MAX);
        let (from, to) = tokens.issue("a".to_owned(), 1);
        assert!(to > from);
        assert_eq!(tokens.standing("a"), Standing::Good(1));
    }

    #[test]
    fn debug_shows_no_token() {
        let tokens = IssuedTokens::new(Clock::system(), Duration::from_secs(60));
        tokens.issue("token-marker".to_owned(), ());
        assert!(!format!("{tokens:?}").contains("token-marker"));
    }
}
