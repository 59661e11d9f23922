//! What the server received, for tests to read.

use std::sync::{Mutex, PoisonError};

/// One request as the sandbox saw and answered it. Holds no header.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestRecord {
    /// Method.
    pub method: String,
    /// Path and query as sent, still encoded.
    pub target: String,
    /// `operationId` of the document, if the request reached an operation.
    pub operation: Option<String>,
    /// Status of the answer.
    pub status: u16,
    /// Whether the credentials were found good.
    pub authenticated: bool,
}

/// All requests since the start, oldest first.
#[derive(Debug, Default)]
pub(crate) struct RequestLog {
    records: Mutex<Vec<RequestRecord>>,
}

impl RequestLog {
    pub(crate) fn push(&self, record: RequestRecord) {
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
