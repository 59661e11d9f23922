//! Tokens that come from a store that processes share, or else from their source.

use std::fmt;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use secrecy::ExposeSecret;

use super::provide::{ProvideCredentials, ProvideError, Provided};
use crate::auth::carried;
use crate::auth::token::Token;
use crate::clock::Clock;
use crate::connection::Connection;
use crate::future::BoxFuture;
use crate::telemetry;
use crate::token_store::{TokenKey, TokenLock, TokenStore};

mod entry;

use self::entry::Entry;

/// Between two tries to get the lock. They double.
const FIRST_PAUSE: Duration = Duration::from_millis(10);
const LONGEST_PAUSE: Duration = Duration::from_millis(200);

/// Tokens from `source`, through the token store of `connection` if it has one. `key` says whose tokens
/// they are.
pub(super) fn through_store<P>(
    source: P,
    key: impl FnOnce(&P) -> TokenKey,
    connection: &Connection,
) -> Arc<dyn ProvideCredentials<Token>>
where
    P: ProvideCredentials<Token> + 'static,
{
    match &connection.config.token_store {
        None => Arc::new(source),
        Some(store) => Arc::new(Stored {
            key: key(&source),
            source,
            store: Arc::clone(store),
            clock: connection.clock(),
            patience: connection.config.attempt_timeout / 2,
            given: Mutex::new(None),
        }),
    }
}

/// Tokens that are in `store`, or come from `source` and are put there.
struct Stored<P> {
    source: P,
    store: Arc<dyn TokenStore>,
    key: TokenKey,
    clock: Clock,
    /// How long to wait for a lock that somebody else holds.
    patience: Duration,
    /// The last token that the client got from here. A client asks again only when its token is about to
    /// expire or was refused. So if this one is still in the store, it was refused.
    given: Mutex<Option<Token>>,
}

/// What the store has.
enum Look {
    /// A token that may be used.
    Good(Provided<Token>),
    /// One that was refused, or expires soon, or cannot be read.
    Bad,
    Nothing,
}

/// What to do after the store was asked.
enum Plan {
    Use(Provided<Token>),
    /// Fetch a token while nobody else does, if there is a lock, and save it.
    Fetch(Option<TokenLock>),
}

impl<P: ProvideCredentials<Token>> Stored<P> {
    async fn find_or_fetch(&self) -> Result<Provided<Token>, ProvideError> {
        let provided = match self.plan().await {
            Ok(Plan::Use(found)) => found,
            Ok(Plan::Fetch(lock)) => {
                let fetched = self.source.provide().await?;
                self.save(&fetched).await;
                drop(lock);
                fetched
            }
            Err(problem) => {
                telemetry::token_store_failed(&problem);
                self.source.provide().await?
            }
        };
        *self.given() = Some(provided.credentials.clone());
        Ok(provided)
    }

    async fn plan(&self) -> io::Result<Plan> {
        if let Look::Good(found) = self.look().await? {
            return Ok(Plan::Use(found));
        }
        let mut waited = Duration::ZERO;
        let mut pause = FIRST_PAUSE;
        let lock = loop {
            match self.store.try_lock(&self.key).await {
                Ok(Some(lock)) => break Some(lock),
                Ok(None) if waited < self.patience => {
                    self.clock.sleep(pause).await;
                    waited = waited.saturating_add(pause);
                    pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
                }
                Ok(None) => {
                    let seconds = self.patience.as_secs_f64();
                    telemetry::token_store_failed(&io::Error::other(format!(
                        "another process has held the lock for {seconds} s"
                    )));
                    break None;
                }
                Err(error) if error.kind() == io::ErrorKind::Unsupported => {
                    telemetry::token_store_failed(&error);
                    break None;
                }
                Err(error) => return Err(error),
            }
            // Who held the lock has probably put a token there.
            if let Look::Good(found) = self.look().await? {
                return Ok(Plan::Use(found));
            }
        };
        match self.look().await? {
            Look::Good(found) => return Ok(Plan::Use(found)),
            // Before another one is fetched, which may fail or be dropped.
            Look::Bad => self.store.remove(&self.key).await?,
            Look::Nothing => {}
        }
        Ok(Plan::Fetch(lock))
    }

    async fn look(&self) -> io::Result<Look> {
        let entry = match self.store.read(&self.key).await {
            Ok(Some(text)) => Entry::read(text.expose_secret(), &self.key),
            Ok(None) => return Ok(Look::Nothing),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Err(error.to_string()),
            Err(error) => return Err(error),
        };
        let entry = match entry {
            Ok(entry) => entry,
            Err(fault) => {
                let told = format!("the token there is ignored, and will be replaced: {fault}");
                telemetry::token_store_failed(&io::Error::other(told));
                return Ok(Look::Bad);
            }
        };
        let was_given = self.given().as_ref() == Some(&entry.token);
        if was_given || !entry.is_fresh(self.clock.now()) {
            return Ok(Look::Bad);
        }
        Ok(Look::Good(
            Provided::new(entry.token).expires_at(entry.expires_at),
        ))
    }

    /// Puts a token into the store, if others can use it: they must know when it expires.
    async fn save(&self, fetched: &Provided<Token>) {
        let Some(expires_at) = fetched.expires_at else {
            return;
        };
        let now = self.clock.now();
        let entry = Entry {
            token: fetched.credentials.clone(),
            fetched_at: now,
            expires_at,
        };
        let can_be_sent = carried::check("token", "token", entry.token.expose()).is_ok();
        let Some(text) = entry.write(&self.key).filter(|_| can_be_sent) else {
            return;
        };
        if entry.is_fresh(now)
            && let Err(problem) = self.store.write(&self.key, text).await
        {
            telemetry::token_store_failed(&problem);
        }
    }

    /// Removes `token` from the store if it is there. Another process may have put a new one there.
    async fn forget(&self, token: &Token) -> io::Result<()> {
        if let Some(text) = self.store.read(&self.key).await?
            && Entry::read(text.expose_secret(), &self.key).is_ok_and(|it| it.token == *token)
        {
            self.store.remove(&self.key).await?;
        }
        Ok(())
    }

    fn given(&self) -> std::sync::MutexGuard<'_, Option<Token>> {
        self.given.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<P: ProvideCredentials<Token>> ProvideCredentials<Token> for Stored<P> {
    fn provide(&self) -> BoxFuture<'_, Result<Provided<Token>, ProvideError>> {
        Box::pin(self.find_or_fetch())
    }

    fn revoke<'a>(&'a self, token: &'a Token) -> BoxFuture<'a, Result<(), ProvideError>> {
        Box::pin(async {
            // First, so that no process finds it there when it is revoked.
            if let Err(problem) = self.forget(token).await {
                telemetry::token_store_failed(&problem);
            }
            self.source.revoke(token).await
        })
    }
}

impl<P: fmt::Debug> fmt::Debug for Stored<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(f)
    }
}

#[cfg(test)]
mod tests;
