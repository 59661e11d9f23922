//! Credentials in use: fetched once however many calls wait, renewed before they end.

use std::fmt;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use tokio::sync::Mutex;

use super::Authorizer;
use super::provide::{BoxFuture, ProvideCredentials, ProvideError};
use crate::clock::Clock;
use crate::race::within;

/// Credentials are renewed this long before they end, or a tenth of their life if that is less.
const LONGEST_LEAD: Duration = Duration::from_secs(300);

/// How the calls of one client prove who makes them: with credentials that never change, or with
/// some that are provided, held, renewed and dropped while the client lives.
#[derive(Debug)]
pub struct Authorization(Kind);

enum Kind {
    Fixed(Arc<Held>),
    Renewed(Renewed),
}

/// An authorizer with the credentials that it was made from.
pub(crate) struct Held {
    pub(crate) authorizer: Arc<dyn Authorizer>,
    /// Ends the credentials where they came from.
    revoke: Box<dyn Fn() -> BoxFuture<'static, Result<(), ProvideError>> + Send + Sync>,
    expires_at: Option<SystemTime>,
    renew_at: Option<SystemTime>,
    /// Whether the provider has accepted them in some call.
    accepted: AtomicBool,
}

impl Held {
    fn is_fresh(&self, now: SystemTime) -> bool {
        self.renew_at.is_none_or(|renew_at| now < renew_at)
    }

    fn is_valid(&self, now: SystemTime) -> bool {
        self.expires_at.is_none_or(|expires_at| now < expires_at)
    }

    /// The provider accepted them: a later refusal means that they have ended.
    pub(crate) fn accept(&self) {
        self.accepted.store(true, Ordering::Relaxed);
    }
}

impl Authorization {
    /// Credentials that never change, in an authorizer of their own.
    pub fn fixed(authorizer: impl Authorizer + 'static) -> Self {
        Self(Kind::Fixed(Arc::new(Held {
            authorizer: Arc::new(authorizer),
            revoke: Box::new(|| Box::pin(async { Ok(()) })),
            expires_at: None,
            renew_at: None,
            accepted: AtomicBool::new(false),
        })))
    }

    /// Credentials from `provider`; `prove` makes an authorizer of them.
    pub fn provided<C, A>(
        provider: Arc<dyn ProvideCredentials<C>>,
        clock: Clock,
        prove: impl Fn(&C) -> A + Send + Sync + 'static,
    ) -> Self
    where
        C: Send + Sync + 'static,
        A: Authorizer + 'static,
    {
        let name = format!("{provider:?}");
        let prove = Arc::new(prove);
        let fetch_clock = clock.clone();
        let fetch = move || -> BoxFuture<'static, Result<Held, ProvideError>> {
            let (provider, prove) = (Arc::clone(&provider), Arc::clone(&prove));
            let clock = fetch_clock.clone();
            Box::pin(async move {
                let provided = provider.provide().await?;
                let credentials = Arc::new(provided.credentials);
                let authorizer = prove(&credentials);
                Ok(Held {
                    authorizer: Arc::new(authorizer),
                    revoke: Box::new(move || {
                        let (provider, credentials) =
                            (Arc::clone(&provider), Arc::clone(&credentials));
                        Box::pin(async move { provider.revoke(&credentials).await })
                    }),
                    expires_at: provided.expires_at,
                    renew_at: renewal_time(provided.expires_at, clock.now()),
                    accepted: AtomicBool::new(false),
                })
            })
        };
        Self(Kind::Renewed(Renewed {
            name,
            fetch: Box::new(fetch),
            clock,
            present: RwLock::new(None),
            last_failure: Mutex::new(None),
            rounds: AtomicU64::new(0),
        }))
    }

    /// What to prove the next attempt with, unless it has to be fetched first.
    pub(crate) fn at_hand(&self) -> Option<Arc<Held>> {
        match &self.0 {
            Kind::Fixed(held) => Some(Arc::clone(held)),
            Kind::Renewed(renewed) => renewed.fresh(),
        }
    }

    /// What to prove the next attempt with. It waits no longer than `limit` for another call that fetches
    /// it already, and no longer than that for its own fetch.
    ///
    /// # Errors
    /// If there are no credentials, and none can be had.
    pub(crate) async fn get(&self, limit: Duration) -> Result<Arc<Held>, ProvideError> {
        match &self.0 {
            Kind::Fixed(held) => Ok(Arc::clone(held)),
            // In a box, so that calls whose credentials are at hand stay small.
            Kind::Renewed(renewed) => Box::pin(renewed.get(limit)).await,
        }
    }

    /// The provider refused `used`: whether others are worth a further attempt.
    pub(crate) fn refused(&self, used: &Arc<Held>) -> bool {
        match &self.0 {
            Kind::Fixed(_) => false,
            Kind::Renewed(renewed) => renewed.refused(used),
        }
    }

    /// Ends the present credentials where they came from, and forgets them. Does nothing for fixed
    /// credentials, and for a place that cannot end any.
    ///
    /// # Errors
    /// If the place refuses or cannot be reached; they are forgotten all the same.
    pub(crate) async fn revoke(&self) -> Result<(), ProvideError> {
        match &self.0 {
            Kind::Fixed(_) => Ok(()),
            Kind::Renewed(renewed) => match renewed.forget() {
                Some(held) => (held.revoke)().await,
                None => Ok(()),
            },
        }
    }
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(held) => fmt::Debug::fmt(&held.authorizer, f),
            Self::Renewed(renewed) => f.write_str(&renewed.name),
        }
    }
}

fn renewal_time(expires_at: Option<SystemTime>, now: SystemTime) -> Option<SystemTime> {
    expires_at.map(|expires_at| {
        let life = expires_at.duration_since(now).unwrap_or_default();
        expires_at - LONGEST_LEAD.min(life / 10)
    })
}

struct Renewed {
    name: String,
    fetch: Box<dyn Fn() -> BoxFuture<'static, Result<Held, ProvideError>> + Send + Sync>,
    clock: Clock,
    present: RwLock<Option<Arc<Held>>>,
    /// Taken by whoever fetches. Holds the failure of the last fetch.
    last_failure: Mutex<Option<ProvideError>>,
    /// Number of fetches that have ended, so that a caller that waited knows whether one did.
    rounds: AtomicU64,
}

impl Renewed {
    async fn get(&self, limit: Duration) -> Result<Arc<Held>, ProvideError> {
        let seen = self.rounds.load(Ordering::Acquire);
        let now = self.clock.now();
        let mut last_failure = match self.present() {
            Some(held) if held.is_fresh(now) => return Ok(held),
            // Close to the end one call renews, and the others go on with what they have.
            Some(held) if held.is_valid(now) => match self.last_failure.try_lock() {
                Ok(guard) => guard,
                Err(_) => return Ok(held),
            },
            _ => within(limit, &self.clock, pin!(self.last_failure.lock()))
                .await
                .ok_or_else(|| ProvideError::timed_out(limit))?,
        };
        if let Some(held) = self.fresh() {
            return Ok(held);
        }
        // Whoever waited for a fetch that failed shares its failure: a crowd of callers must not
        // send a wrong secret once each.
        if let Some(failure) = &*last_failure
            && self.rounds.load(Ordering::Acquire) != seen
        {
            return Err(failure.clone());
        }
        let fetched = within(limit, &self.clock, (self.fetch)().as_mut())
            .await
            .unwrap_or_else(|| Err(ProvideError::timed_out(limit)));
        // A limit is that of one call: others may have more time.
        let failure = fetched.as_ref().err().filter(|error| !error.is_timeout());
        *last_failure = failure.cloned();
        self.rounds.fetch_add(1, Ordering::AcqRel);
        match fetched {
            Ok(held) => {
                let held = Arc::new(held);
                *self.present.write().unwrap_or_else(PoisonError::into_inner) =
                    Some(Arc::clone(&held));
                Ok(held)
            }
            Err(failure) => {
                let still_valid = self
                    .present()
                    .filter(|held| held.is_valid(self.clock.now()));
                still_valid.ok_or(failure)
            }
        }
    }

    /// Credentials that had been accepted have ended. Those that never were are as they are, and
    /// are not asked for again: providers count wrong ones.
    fn refused(&self, used: &Arc<Held>) -> bool {
        let mut present = self.present.write().unwrap_or_else(PoisonError::into_inner);
        match &*present {
            Some(held) if !Arc::ptr_eq(held, used) => true,
            Some(_) if used.accepted.load(Ordering::Relaxed) => {
                *present = None;
                true
            }
            Some(_) => false,
            None => true,
        }
    }

    fn forget(&self) -> Option<Arc<Held>> {
        self.present
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }

    fn fresh(&self) -> Option<Arc<Held>> {
        let now = self.clock.now();
        self.present().filter(|held| held.is_fresh(now))
    }

    fn present(&self) -> Option<Arc<Held>> {
        self.present
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;
    use crate::auth::{Provided, StaticToken, Token};

    const START: u64 = 1_700_000_000;
    /// Over at once where a fetch hangs, and never elsewhere.
    const LIMIT: Duration = Duration::from_secs(1);

    /// Provides a new token each time, each living for 1000 s; fails while `fails` says so.
    #[derive(Debug, Default)]
    struct Counter {
        fetches: AtomicUsize,
        fails: AtomicBool,
        hangs: Arc<AtomicBool>,
        clock: Arc<AtomicU64>,
    }

    impl ProvideCredentials<Token> for Counter {
        fn provide(&self) -> BoxFuture<'_, Result<Provided<Token>, ProvideError>> {
            Box::pin(async {
                let number = self.fetches.fetch_add(1, Ordering::SeqCst);
                // Gives every other caller the chance to arrive while this one fetches.
                tokio::task::yield_now().await;
                if self.hangs.load(Ordering::SeqCst) {
                    std::future::pending::<()>().await;
                }
                if self.fails.load(Ordering::SeqCst) {
                    return Err(ProvideError::new(format!("failure {number}")));
                }
                let now = START + self.clock.load(Ordering::SeqCst);
                let end = SystemTime::UNIX_EPOCH + Duration::from_secs(now + 1000);
                Ok(Provided::new(Token::new(format!("fake-{number}"))).expires_at(end))
            })
        }
    }

    fn authorization(counter: &Arc<Counter>) -> Arc<Authorization> {
        let seconds = Arc::clone(&counter.clock);
        let hangs = Arc::clone(&counter.hangs);
        let clock = Clock::new(move || {
            SystemTime::UNIX_EPOCH + Duration::from_secs(START + seconds.load(Ordering::SeqCst))
        })
        .with_limit(move |_| {
            if hangs.load(Ordering::SeqCst) {
                Box::pin(async {})
            } else {
                Box::pin(std::future::pending())
            }
        });
        let provider: Arc<dyn ProvideCredentials<Token>> = Arc::clone(counter) as _;
        Arc::new(Authorization::provided(provider, clock, |token: &Token| {
            StaticToken::new("X-Auth-Token", token.clone())
        }))
    }

    /// The outcomes of `count` calls at once.
    async fn at_once(
        authorization: &Arc<Authorization>,
        count: usize,
    ) -> Vec<Result<Arc<Held>, ProvideError>> {
        let calls = (0..count).map(|_| {
            let authorization = Arc::clone(authorization);
            tokio::spawn(async move { authorization.get(LIMIT).await })
        });
        let mut outcomes = Vec::new();
        for call in calls.collect::<Vec<_>>() {
            outcomes.push(call.await.unwrap());
        }
        outcomes
    }

    #[tokio::test]
    async fn a_crowd_of_first_calls_fetches_once() {
        let counter = Arc::new(Counter::default());
        let authorization = authorization(&counter);
        assert!(at_once(&authorization, 200).await.iter().all(Result::is_ok));
        assert_eq!(counter.fetches.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn a_fetch_that_hangs_ends_with_the_limit_of_its_call_and_is_nobody_elses_failure() {
        let counter = Arc::new(Counter::default());
        let authorization = authorization(&counter);
        counter.hangs.store(true, Ordering::SeqCst);
        for outcome in at_once(&authorization, 3).await {
            assert!(outcome.is_err_and(|error| error.is_timeout()));
        }
        counter.hangs.store(false, Ordering::SeqCst);
        assert!(authorization.get(LIMIT).await.is_ok());
        // Close to their end, credentials are good enough while others do not come.
        counter.clock.store(950, Ordering::SeqCst);
        assert!(authorization.at_hand().is_none());
        counter.hangs.store(true, Ordering::SeqCst);
        let fetches = counter.fetches.load(Ordering::SeqCst);
        assert!(authorization.get(LIMIT).await.is_ok());
        assert_eq!(counter.fetches.load(Ordering::SeqCst), fetches + 1);
        counter.clock.store(1000, Ordering::SeqCst);
        assert!(authorization.get(LIMIT).await.is_err());
    }

    #[tokio::test]
    async fn a_crowd_shares_a_failure_and_a_later_call_tries_again() {
        let counter = Arc::new(Counter::default());
        let authorization = authorization(&counter);
        counter.fails.store(true, Ordering::SeqCst);
        let outcomes = at_once(&authorization, 200).await;
        assert!(outcomes.iter().all(|outcome| {
            outcome
                .as_ref()
                .is_err_and(|e| e.to_string() == "failure 0")
        }));
        assert_eq!(counter.fetches.load(Ordering::SeqCst), 1);
        counter.fails.store(false, Ordering::SeqCst);
        assert!(authorization.get(LIMIT).await.is_ok());
    }

    #[tokio::test]
    async fn credentials_are_renewed_once_before_they_end_and_the_old_ones_serve_if_that_fails() {
        let counter = Arc::new(Counter::default());
        let authorization = authorization(&counter);
        let first = authorization.get(LIMIT).await.unwrap();
        counter.clock.store(899, Ordering::SeqCst);
        assert!(Arc::ptr_eq(
            &first,
            &authorization.get(LIMIT).await.unwrap()
        ));
        counter.clock.store(900, Ordering::SeqCst);
        counter.fails.store(true, Ordering::SeqCst);
        assert!(
            Arc::ptr_eq(&first, &authorization.get(LIMIT).await.unwrap()),
            "still valid"
        );
        counter.fails.store(false, Ordering::SeqCst);
        let before = counter.fetches.load(Ordering::SeqCst);
        assert!(at_once(&authorization, 200).await.iter().all(Result::is_ok));
        assert_eq!(counter.fetches.load(Ordering::SeqCst), before + 1);
        counter.clock.store(5000, Ordering::SeqCst);
        counter.fails.store(true, Ordering::SeqCst);
        assert!(
            authorization.get(LIMIT).await.is_err(),
            "ended, and no others to be had"
        );
    }

    #[tokio::test]
    async fn only_credentials_that_had_been_accepted_are_replaced_after_a_refusal() {
        let counter = Arc::new(Counter::default());
        let authorization = authorization(&counter);
        let first = authorization.get(LIMIT).await.unwrap();
        assert!(!authorization.refused(&first), "never accepted");
        first.accept();
        assert!(authorization.refused(&first));
        assert!(
            authorization.refused(&first),
            "a second caller with the same ended credentials"
        );
        let second = authorization.get(LIMIT).await.unwrap();
        assert!(authorization.refused(&first), "others are here");
        assert!(!authorization.refused(&second));
        assert_eq!(counter.fetches.load(Ordering::SeqCst), 2);
    }
}
