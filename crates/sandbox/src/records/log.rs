//! What the server received, for tests to read.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::http::one_line;

/// One request as the sandbox saw and answered it. Holds no header. Its texts are as they came;
/// `Display` is for logs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestRecord {
    /// Method.
    pub method: String,
    /// Path and query as sent, still encoded; but the query of a pre-signed link is left out.
    pub target: String,
    /// `operationId` of the document, if the request reached an operation. Endpoints that stand in
    /// no document are called `oauth token`, `oauth revoke`, `iam version`, `iam token` and
    /// `iam projects`, and a file behind a link is called `object`.
    pub operation: Option<String>,
    /// Status of the answer, whether the client got it or not; 0 if none was made: the connection was
    /// reset before, or the client went away while the request stalled.
    pub status: u16,
    /// Whether the credentials were found good.
    pub authenticated: bool,
    /// What the sandbox's own answer has that the document does not allow; empty if all is well.
    /// In debug builds such an answer is replaced by a 500 that says the same.
    pub violations: Vec<String>,
    /// The faults that met it, by their short names.
    pub faults: Vec<String>,
}

/// The request and its status on one line, fit for a terminal: what is unprintable in the target is
/// escaped, and a long one is cut.
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

/// Someone who is told of each request once it is answered.
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

    /// Keeps `record` once it is dropped, which is when the request is answered or the client has gone.
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
