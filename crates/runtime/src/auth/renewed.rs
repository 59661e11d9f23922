//! Credentials in use: fetched once for all waiting calls, renewed before they expire, requested again after
//! a refusal.

use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex as StdMutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::Mutex;

use super::in_use::InUse;
use super::pause::Pause;
use super::provide::{ProvideError, Refused};
use crate::clock::{Clock, Moment};
use crate::future::BoxFuture;

pub(super) struct Renewed {
    name: String,
    fetch: Box<dyn Fn() -> BoxFuture<'static, Result<InUse, ProvideError>> + Send + Sync>,
    clock: Clock,
    present: RwLock<Option<Arc<InUse>>>,
    /// Locked by the call that fetches. Holds the failure of the last fetch.
    last_failure: Mutex<Option<ProvideError>>,
    /// Number of finished fetches, so that a caller that waited knows whether one finished.
    rounds: AtomicU64,
    /// Between failed renewals while the old credentials are still valid.
    renewals: Pause,
    /// Between requests to a source that refuses the secret itself.
    denials: Pause,
    /// Between requests for new credentials after a refusal.
    refusals: Pause,
    /// The refusal of a key that another refusal may lock. The key is not sent while `refusals` pauses.
    locked: StdMutex<Option<Refused>>,
}

impl Renewed {
    pub(super) fn new(
        name: String,
        fetch: impl Fn() -> BoxFuture<'static, Result<InUse, ProvideError>> + Send + Sync + 'static,
        clock: Clock,
    ) -> Self {
        Self {
            name,
            fetch: Box::new(fetch),
            clock,
            present: RwLock::new(None),
            last_failure: Mutex::new(None),
            rounds: AtomicU64::new(0),
            renewals: Pause::default(),
            denials: Pause::default(),
            refusals: Pause::default(),
            locked: StdMutex::new(None),
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The current credentials, unless they should be renewed now.
    pub(super) fn at_hand(&self) -> Option<Arc<InUse>> {
        let now = self.clock.moment();
        self.present().filter(|in_use| self.serves(in_use, now))
    }

    /// Whether `in_use` can be used: fresh, or still valid in the pause after a failed renewal.
    fn serves(&self, in_use: &InUse, now: Moment) -> bool {
        in_use.is_fresh(now) || (in_use.is_valid(now) && self.renewals.left(now).is_some())
    }

    pub(super) async fn get(&self, limit: Duration) -> Result<Arc<InUse>, ProvideError> {
        let seen = self.rounds.load(Ordering::Acquire);
        let now = self.clock.moment();
        let before = self.present();
        let mut last_failure = match &before {
            Some(in_use) if self.serves(in_use, now) => return Ok(Arc::clone(in_use)),
            // Close to the end, one call renews, and the others continue with the old credentials.
            Some(in_use) if in_use.is_valid(now) => match self.last_failure.try_lock() {
                Ok(guard) => guard,
                Err(_) => return Ok(Arc::clone(in_use)),
            },
            _ => self
                .clock
                .within(limit, pin!(self.last_failure.lock()))
                .await
                .ok_or_else(|| ProvideError::timed_out(limit))?,
        };
        if let Some(in_use) = self.at_hand() {
            return Ok(in_use);
        }
        // Calls that waited for a fetch share its outcome: many callers must not each send a wrong
        // secret, nor fetch one after another if the new credentials have already expired.
        if self.rounds.load(Ordering::Acquire) != seen {
            if let Some(failure) = &*last_failure {
                return Err(failure.clone());
            }
            let is_new =
                |in_use: &Arc<InUse>| before.as_ref().is_none_or(|old| !Arc::ptr_eq(old, in_use));
            if let Some(in_use) = self.present().filter(is_new) {
                return Ok(in_use);
            }
        }
        let now = self.clock.moment();
        let is_renewal = self.present().is_some_and(|in_use| in_use.is_valid(now));
        if let (Some(failure), Some(_)) = (&*last_failure, self.denials.left(now))
            && !is_renewal
        {
            return Err(failure.clone());
        }
        let was_locked = self.unlock(now)?;
        if was_locked {
            self.refusals.begin(now);
        }
        if is_renewal {
            // Begins before the fetch, which may hang until its call is dropped.
            self.renewals.begin(now);
        }
        let fetched = self
            .clock
            .within(limit, (self.fetch)().as_mut())
            .await
            .unwrap_or_else(|| Err(ProvideError::timed_out(limit)));
        // The limit is that of one call: others may have more time.
        let failure = fetched.as_ref().err().filter(|error| !error.is_timeout());
        self.note_denial(last_failure.as_ref(), failure);
        *last_failure = failure.cloned();
        self.rounds.fetch_add(1, Ordering::AcqRel);
        match fetched {
            Ok(in_use) => {
                let in_use = Arc::new(in_use);
                self.renewals.end();
                // After a lock, one call tries the new credentials before others may.
                if !was_locked {
                    self.replace(Some(Arc::clone(&in_use)));
                }
                Ok(in_use)
            }
            Err(failure) => {
                let still_valid = self
                    .present()
                    .filter(|in_use| in_use.is_valid(self.clock.moment()));
                if let (Some(_), Some(wait)) = (&still_valid, failure.retry_after()) {
                    self.renewals.extend(wait);
                }
                still_valid.ok_or(failure)
            }
        }
    }

    /// A source that refuses twice in a row, as IAM does for a wrong password, is not asked for a while,
    /// because it may lock the account. A single refusal may be temporary.
    fn note_denial(&self, before: Option<&ProvideError>, failure: Option<&ProvideError>) {
        let is_denial = |error: &ProvideError| error.status() == Some(401);
        match (
            before.is_some_and(is_denial),
            failure.is_some_and(is_denial),
        ) {
            (true, true) => {
                self.denials.begin(self.clock.moment());
            }
            (false, true) => {}
            (_, false) => self.denials.end(),
        }
    }

    /// New credentials are requested once, and not again before a pause is over: the refused ones may be
    /// wrong, and providers count wrong ones. Until then, calls still send them, because the refusal may
    /// concern only one operation. The exception is a key that was never accepted, if more refusals
    /// would lock it.
    pub(super) fn refused(
        &self,
        used: &InUse,
        may_ask: bool,
        refusal: impl FnOnce() -> Refused,
    ) -> bool {
        let mut present = self.present.write().unwrap_or_else(PoisonError::into_inner);
        if !present.as_ref().is_some_and(|in_use| in_use.is_same(used)) {
            // Another call was refused before, and has already asked for new ones.
            return may_ask && self.locked().is_none();
        }
        let now = self.clock.moment();
        if may_ask && self.refusals.begin(now) {
            *present = None;
            return true;
        }
        if used.authorizer.is_locked_by_refusals() && !used.was_accepted() {
            *present = None;
            *self.locked() = Some(refusal());
        }
        false
    }

    /// A call was accepted with `used`; `asked` says whether it had asked for them after a refusal. Only
    /// then, or after a lock, does that prove that the old credentials were the problem.
    pub(super) fn accepted(&self, used: &Arc<InUse>, asked: bool) {
        let was_locked = self.locked().take().is_some();
        if was_locked {
            self.replace(Some(Arc::clone(used)));
        }
        if asked || was_locked {
            self.refusals.end();
        }
    }

    /// Whether the last key was refused, and the client may ask for another one now.
    ///
    /// # Errors
    /// The refusal, if the client may not ask for another key yet.
    fn unlock(&self, now: Moment) -> Result<bool, ProvideError> {
        let locked = self.locked();
        match (&*locked, self.refusals.left(now)) {
            (Some(refusal), Some(left)) => Err(ProvideError::locked(refusal, left)),
            (refusal, _) => Ok(refusal.is_some()),
        }
    }

    fn locked(&self) -> MutexGuard<'_, Option<Refused>> {
        self.locked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn forget(&self) -> Option<Arc<InUse>> {
        self.locked().take();
        self.refusals.end();
        self.renewals.end();
        self.denials.end();
        self.replace(None)
    }

    /// Replaces the current credentials, and returns the old ones.
    fn replace(&self, others: Option<Arc<InUse>>) -> Option<Arc<InUse>> {
        let mut present = self.present.write().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut present, others)
    }

    fn present(&self) -> Option<Arc<InUse>> {
        self.present
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

#[cfg(test)]
mod tests;
