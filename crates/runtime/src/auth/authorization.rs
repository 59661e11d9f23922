//! How a client authorizes its calls.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::in_use::InUse;
use super::life::Life;
use super::provide::{ProvideCredentials, ProvideError, Refused};
use super::renewed::Renewed;
use super::together::together;
use crate::auth::authorizer::Authorizer;
use crate::auth::error::AuthError;
use crate::clock::Clock;
use crate::error::Error;
use crate::future::BoxFuture;

/// How a client authorizes its calls: with credentials that never change, or with credentials that are
/// provided, kept, renewed and dropped while the client lives. Cheap to clone; clones share the credentials.
#[derive(Clone, Debug)]
pub struct Authorization(Kind);

#[derive(Clone)]
enum Kind {
    Fixed(Arc<InUse>),
    Renewed(Arc<Renewed>),
    /// Several at once, of which some are renewed.
    Together(Arc<[Authorization]>),
}

impl Authorization {
    /// Uses credentials that never change.
    ///
    /// # Errors
    /// If they can never be used, by [`check`](Authorizer::check).
    pub fn fixed(authorizer: impl Authorizer + 'static) -> Result<Self, Error> {
        authorizer.check().map_err(unusable)?;
        Ok(Self(Kind::Fixed(Arc::new(InUse {
            authorizer: Arc::new(authorizer),
            revoke: Box::new(|| Box::pin(async { Ok(()) })),
            life: Life::endless(),
            accepted: Arc::default(),
            parts: Vec::new(),
        }))))
    }

    /// Uses nothing: the calls are anonymous.
    pub(crate) fn none() -> Self {
        Self(Kind::Fixed(Arc::new(together(Vec::new()))))
    }

    /// Uses all of `parts` in each request.
    pub(crate) fn together(parts: Vec<Self>) -> Self {
        let fixed: Option<Vec<_>> = parts.iter().map(Self::if_fixed).collect();
        Self(match fixed {
            Some(fixed) => Kind::Fixed(Arc::new(together(fixed))),
            None => Kind::Together(parts.into()),
        })
    }

    fn if_fixed(&self) -> Option<Arc<InUse>> {
        match &self.0 {
            Kind::Fixed(in_use) => Some(Arc::clone(in_use)),
            Kind::Renewed(_) | Kind::Together(_) => None,
        }
    }

    /// Uses credentials from `provider`; `prove` turns them into an authorizer. Credentials that
    /// [`check`](Authorizer::check) rejects cannot be used and count as none.
    pub fn provided<C, A>(
        provider: Arc<dyn ProvideCredentials<C>>,
        clock: Clock,
        prove: impl Fn(&C) -> A + Send + Sync + 'static,
    ) -> Self
    where
        C: PartialEq + Send + Sync + 'static,
        A: Authorizer + 'static,
    {
        let name = format!("{provider:?}");
        let prove = Arc::new(prove);
        let fetch_clock = clock.clone();
        let last = Arc::new(Last(Mutex::new(None)));
        let fetch = move || -> BoxFuture<'static, Result<InUse, ProvideError>> {
            let (provider, prove) = (Arc::clone(&provider), Arc::clone(&prove));
            let (clock, last) = (fetch_clock.clone(), Arc::clone(&last));
            Box::pin(async move {
                let provided = provider.provide().await?;
                let authorizer = prove(&provided.credentials);
                authorizer.check().map_err(not_sendable)?;
                let (credentials, accepted) = last.replace(provided.credentials);
                Ok(InUse {
                    authorizer: Arc::new(authorizer),
                    revoke: Box::new(move || {
                        let (provider, credentials) =
                            (Arc::clone(&provider), Arc::clone(&credentials));
                        Box::pin(async move { provider.revoke(&credentials).await })
                    }),
                    life: Life::until(provided.expires_at, clock.moment()),
                    accepted,
                    parts: Vec::new(),
                })
            })
        };
        Self(Kind::Renewed(Arc::new(Renewed::new(name, fetch, clock))))
    }

    /// The credentials for the next attempt, unless they have to be fetched first.
    pub(crate) fn at_hand(&self) -> Option<Arc<InUse>> {
        match &self.0 {
            Kind::Fixed(in_use) => Some(Arc::clone(in_use)),
            Kind::Renewed(renewed) => renewed.at_hand(),
            Kind::Together(parts) => {
                let parts: Option<Vec<_>> = parts.iter().map(Self::at_hand).collect();
                parts.map(|parts| Arc::new(together(parts)))
            }
        }
    }

    /// The credentials for the next attempt. Waits at most `limit` for another call that is already fetching
    /// them, and at most `limit` for its own fetch; for each of several credentials.
    ///
    /// # Errors
    /// If there are no credentials and none can be fetched.
    pub(crate) async fn get(&self, limit: Duration) -> Result<Arc<InUse>, ProvideError> {
        match &self.0 {
            Kind::Fixed(in_use) => Ok(Arc::clone(in_use)),
            // Boxed, so that calls whose credentials are at hand stay small.
            Kind::Renewed(renewed) => Box::pin(renewed.get(limit)).await,
            Kind::Together(parts) => Box::pin(Self::get_all(parts, limit)).await,
        }
    }

    async fn get_all(parts: &[Self], limit: Duration) -> Result<Arc<InUse>, ProvideError> {
        let mut got = Vec::with_capacity(parts.len());
        for part in parts {
            got.push(Box::pin(part.get(limit)).await?);
        }
        Ok(Arc::new(together(got)))
    }

    /// The provider refused `used`, with `refusal`. Returns whether the call should try again with other
    /// credentials; `may_ask` says whether it may ask for some.
    pub(crate) fn refused(
        &self,
        used: &InUse,
        may_ask: bool,
        refusal: impl Fn() -> Refused + Copy,
    ) -> bool {
        match &self.0 {
            Kind::Fixed(_) => false,
            Kind::Renewed(renewed) => renewed.refused(used, may_ask, refusal),
            // Nobody says which of them was refused.
            Kind::Together(parts) => {
                let mut try_again = false;
                for (part, used) in parts.iter().zip(&used.parts) {
                    try_again |= part.refused(used, may_ask, refusal);
                }
                try_again
            }
        }
    }

    /// The provider accepted a call with `used`; `asked` says whether the call had asked for them after a
    /// refusal.
    pub(crate) fn accepted(&self, used: &Arc<InUse>, asked: bool) {
        match &self.0 {
            Kind::Renewed(renewed) if asked || !used.was_accepted() => {
                used.accepted.store(true, Ordering::Relaxed);
                renewed.accepted(used, asked);
            }
            Kind::Together(parts) => {
                for (part, used) in parts.iter().zip(&used.parts) {
                    part.accepted(used, asked);
                }
            }
            Kind::Fixed(_) | Kind::Renewed(_) => {}
        }
    }

    /// Revokes the current credentials at their source, and forgets them. Does nothing for fixed credentials,
    /// or if the source cannot revoke any.
    ///
    /// # Errors
    /// If the source refuses or cannot be reached. The credentials are forgotten anyway.
    pub(crate) async fn revoke(&self) -> Result<(), ProvideError> {
        match &self.0 {
            Kind::Fixed(_) => Ok(()),
            Kind::Renewed(renewed) => match renewed.forget() {
                Some(in_use) => (in_use.revoke)().await,
                None => Ok(()),
            },
            Kind::Together(parts) => {
                let mut outcome = Ok(());
                for part in parts.iter() {
                    outcome = outcome.and(Box::pin(part.revoke()).await);
                }
                outcome
            }
        }
    }
}

/// The credentials that were provided last, with a flag that equal credentials share.
struct Last<C>(Mutex<Option<(Arc<C>, Arc<AtomicBool>)>>);

impl<C: PartialEq> Last<C> {
    fn replace(&self, credentials: C) -> (Arc<C>, Arc<AtomicBool>) {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let accepted = match &*last {
            Some((same, accepted)) if **same == credentials => Arc::clone(accepted),
            _ => Arc::default(),
        };
        let credentials = Arc::new(credentials);
        *last = Some((Arc::clone(&credentials), Arc::clone(&accepted)));
        (credentials, accepted)
    }
}

/// The error for a client whose credentials can never be used.
pub(crate) fn unusable(error: AuthError) -> Error {
    Error::invalid_input(format!("the credentials cannot be used: {error}")).with_source(error)
}

fn not_sendable(error: AuthError) -> ProvideError {
    let message = format!("the credentials that were provided cannot be sent: {error}");
    ProvideError::caused_by(message, error)
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(in_use) => fmt::Debug::fmt(&in_use.authorizer, f),
            Self::Renewed(renewed) => f.write_str(renewed.name()),
            Self::Together(parts) => f.debug_list().entries(parts.iter()).finish(),
        }
    }
}
