//! What the server received, for tests to read.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::http::one_line;

/// One request and the status of its answer, without headers. Its texts are as received; use `Display`
/// in logs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestRecord {
    /// Method.
    pub method: String,
    /// Path and query as sent, still encoded; but the query of a pre-signed link is left out.
    pub target: String,
    /// `operationId` of the document, if the request reached an operation. Endpoints outside of the
    /// documents are called `oauth token`, `oauth revoke`, `iam version`, `iam token` and
    /// `iam projects`, and a file that a link leads to is called `object`.
    pub operation: Option<String>,
    /// Status of the answer, whether or not the client received it. 0 if there was none: the connection
    /// was reset before, or the client disconnected while the request stalled.
    pub status: u16,
    /// Whether the credentials were valid.
    pub authenticated: bool,
    /// What the document does not allow in the sandbox's answer; empty if there is nothing.
    /// In debug builds such an answer is replaced by a 500 that says the same.
    pub violations: Vec<String>,
    /// The faults that were injected, by their short names.
    pub faults: Vec<String>,
}

/// The request and its status on one line, safe for a terminal: unprintable characters of the target
/// are escaped, and a long target is cut.
impl fmt::Display for RequestRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (method, target) = (one_line(&self.method), one_line(&self.target));
        write!(f, "{method} {target} -> ")?;
        match self.status {
            0 => f.write_str("no answer"),
            status => write!(f, "{status}"),
        }
    }
}

/// Called for each request once it is answered.
#[derive(Clone)]
pub(crate) struct Watcher(Arc<dyn Fn(&RequestRecord) + Send + Sync>);

impl Watcher {
    pub(crate) fn new(watch: impl Fn(&RequestRecord) + Send + Sync + 'static) -> Self {
        Self(Arc::new(watch))
    }
}

impl fmt::Debug for Watcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Watcher")
    }
}

/// All requests since the start, oldest first.
#[derive(Debug)]
pub(crate) struct RequestLog {
    records: Mutex<Vec<RequestRecord>>,
    watcher: Option<Watcher>,
}

impl RequestLog {
    pub(crate) fn new(watcher: Option<Watcher>) -> Self {
        Self {
            records: Mutex::default(),
            watcher,
        }
    }

    /// Keeps `record` once the entry is dropped: when the request is answered or the client disconnects.
    pub(crate) fn open(&self, record: RequestRecord) -> Entry<'_> {
        Entry { log: self, record }
    }

    fn push(&self, record: RequestRecord) {
        if let Some(Watcher(watch)) = &self.watcher {
            watch(&record);
        }
        self.records
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(record);
    }

    pub(crate) fn all(&self) -> Vec<RequestRecord> {
        self.records
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// A record that is still being written.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    log: &'a RequestLog,
    pub(crate) record: RequestRecord,
}

impl Drop for Entry<'_> {
    fn drop(&mut self) {
        self.log.push(std::mem::take(&mut self.record));
    }
}
