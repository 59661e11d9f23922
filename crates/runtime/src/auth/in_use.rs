//! Credentials in use.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::authorizer::Authorizer;
use super::life::Life;
use super::provide::ProvideError;
use crate::clock::Moment;
use crate::future::BoxFuture;

/// An authorizer with the credentials that it was made from.
pub(crate) struct InUse {
    pub(crate) authorizer: Arc<dyn Authorizer>,
    /// Revokes the credentials at their source.
    pub(super) revoke: Box<dyn Fn() -> BoxFuture<'static, Result<(), ProvideError>> + Send + Sync>,
    pub(super) life: Life,
    /// Whether the provider has accepted them in some call. Equal credentials share it when they are
    /// provided again.
    pub(super) accepted: Arc<AtomicBool>,
    /// What it consists of, if one request needs several credentials.
    pub(super) parts: Vec<Arc<InUse>>,
}

impl InUse {
    pub(super) fn is_fresh(&self, now: Moment) -> bool {
        self.life.is_fresh(now)
    }

    pub(super) fn is_valid(&self, now: Moment) -> bool {
        self.life.is_valid(now)
    }

    /// Whether these are the same credentials, provided again.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        if self.parts.is_empty() {
            return Arc::ptr_eq(&self.accepted, &other.accepted);
        }
        let mut pairs = self.parts.iter().zip(&other.parts);
        self.parts.len() == other.parts.len() && pairs.all(|(one, other)| one.is_same(other))
    }

    /// The names of their schemes, for errors; empty if there are no credentials.
    pub(crate) fn schemes(&self) -> Cow<'static, str> {
        match &self.parts[..] {
            [] => Cow::Borrowed(self.authorizer.scheme()),
            parts => {
                let names: Vec<_> = parts.iter().map(|part| part.schemes()).collect();
                Cow::Owned(names.join(" with "))
            }
        }
    }

    pub(super) fn was_accepted(&self) -> bool {
        self.accepted.load(Ordering::Relaxed)
    }
}
