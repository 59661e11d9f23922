//! The trait of a store, and a lock in it.

use std::fmt;
use std::io;

use secrecy::SecretString;

use super::key::TokenKey;
use crate::future::BoxFuture;

/// A place where processes share the tokens that they fetch: those of MongoDB's service accounts, and those
/// of Open Telekom Cloud's IAM. [`FileTokenStore`](super::FileTokenStore) is one in a folder.
///
/// MongoDB limits how many tokens a service account may fetch per minute, and how many may be active. Many
/// short processes with one account reach that limit, because each fetches its own. With a store, the first
/// one fetches a token, and the others find it there.
///
/// A store keeps texts by key. What is in a text is the client's affair, except that it is a secret: it gives
/// access until it expires. Do not show it, and keep it from other users. A process that can read a store can
/// use its tokens without knowing the secret that they were fetched with.
///
/// **A store that fails does not fail a call.** The client then writes a warning with `tracing` and fetches a
/// token of its own. An error of the kind [`InvalidData`](io::ErrorKind::InvalidData) from [`read`](Self::read)
/// says that only this entry cannot be used, and it is replaced.
///
/// ```
/// use std::collections::HashMap;
/// use std::io;
/// use std::sync::{Arc, Mutex};
///
/// use backhaul_runtime::auth::{BoxFuture, SecretString, TokenKey, TokenLock, TokenStore};
///
/// /// Shares tokens between the clients of one process.
/// #[derive(Debug, Default)]
/// struct InMemory {
///     entries: Mutex<HashMap<String, SecretString>>,
///     turn: Arc<tokio::sync::Mutex<()>>,
/// }
///
/// impl TokenStore for InMemory {
///     fn read<'a>(&'a self, key: &'a TokenKey) -> BoxFuture<'a, io::Result<Option<SecretString>>> {
///         let found = self.entries.lock().unwrap().get(key.as_str()).cloned();
///         Box::pin(async { Ok(found) })
///     }
///
///     fn write<'a>(&'a self, key: &'a TokenKey, entry: SecretString) -> BoxFuture<'a, io::Result<()>> {
///         self.entries.lock().unwrap().insert(key.as_str().to_owned(), entry);
///         Box::pin(async { Ok(()) })
///     }
///
///     fn remove<'a>(&'a self, key: &'a TokenKey) -> BoxFuture<'a, io::Result<()>> {
///         self.entries.lock().unwrap().remove(key.as_str());
///         Box::pin(async { Ok(()) })
///     }
///
///     fn try_lock<'a>(&'a self, _key: &'a TokenKey) -> BoxFuture<'a, io::Result<Option<TokenLock>>> {
///         let turn = Arc::clone(&self.turn).try_lock_owned().ok();
///         Box::pin(async { Ok(turn.map(TokenLock::new)) })
///     }
/// }
/// ```
pub trait TokenStore: fmt::Debug + Send + Sync {
    /// The entry of `key`, if there is one. It is read without a lock, so [`write`](Self::write) must never
    /// let half an entry be seen.
    ///
    /// # Errors
    /// If the store does not work, or (`InvalidData`) if this entry cannot be used.
    fn read<'a>(&'a self, key: &'a TokenKey) -> BoxFuture<'a, io::Result<Option<SecretString>>>;

    /// Puts `entry` in the place of what `key` had.
    ///
    /// # Errors
    /// If the store does not work.
    fn write<'a>(&'a self, key: &'a TokenKey, entry: SecretString)
    -> BoxFuture<'a, io::Result<()>>;

    /// Removes the entry of `key`, if there is one.
    ///
    /// # Errors
    /// If the store does not work.
    fn remove<'a>(&'a self, key: &'a TokenKey) -> BoxFuture<'a, io::Result<()>>;

    /// The lock of `key`, which one client holds while it fetches a token; `None` if another one holds it.
    /// The client tries again after a pause, as long as half of its `timeout`, and then fetches a token
    /// without the lock. The lock must not outlive a process that crashes.
    ///
    /// # Errors
    /// If the store does not work, or (`Unsupported`) if it has no locks; then the client goes on without.
    fn try_lock<'a>(&'a self, key: &'a TokenKey) -> BoxFuture<'a, io::Result<Option<TokenLock>>>;
}

/// A lock in a [`TokenStore`], which ends when it is dropped.
pub struct TokenLock(#[expect(dead_code, reason = "it is only held")] Box<dyn Send + Sync>);

impl TokenLock {
    /// A lock that `guard` holds: dropping it ends the lock.
    pub fn new(guard: impl Send + Sync + 'static) -> Self {
        Self(Box::new(guard))
    }
}

impl fmt::Debug for TokenLock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenLock")
    }
}
