//! The requests that changed something, so that tests notice one that was delivered twice.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// A request that changed something, and how often it did.
///
/// Two requests are the same if operation, target and body are. The sandbox cannot know whether a
/// client meant to send a request twice, so a test that does must vary them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Applied {
    /// `operationId` of the document.
    pub operation: String,
    /// Path and query as sent, still encoded.
    pub target: String,
    /// Body; empty if there is none.
    pub body: String,
    /// Whether the document says that repeating it does no harm.
    pub idempotent: bool,
    /// How often it was applied.
    pub times: u64,
}

/// What tells one request from another: operation, target, body.
type Identity = (String, String, String);

/// All requests that were applied since the start: whether repeating does no harm, and how often.
#[derive(Debug, Default)]
pub(crate) struct AppliedRequests(Mutex<BTreeMap<Identity, (bool, u64)>>);

impl AppliedRequests {
    /// Counts one request.
    pub(crate) fn count(&self, operation: &str, target: &str, body: &[u8], idempotent: bool) {
        let body = String::from_utf8_lossy(body).into_owned();
        let key = (operation.to_owned(), target.to_owned(), body);
        let mut applied = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        applied.entry(key).or_insert((idempotent, 0)).1 += 1;
    }

    /// Ordered by operation, target and body.
    pub(crate) fn all(&self) -> Vec<Applied> {
        let applied = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        applied
            .iter()
            .map(|((operation, target, body), (idempotent, times))| Applied {
                operation: operation.clone(),
                target: target.clone(),
                body: body.clone(),
                idempotent: *idempotent,
                times: *times,
            })
            .collect()
    }
}
