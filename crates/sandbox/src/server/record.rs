//! What is recorded of a request.

use crate::http::Request;
use crate::providers::ObjectStorage;
use crate::records::RequestRecord;

/// The record of a request before it is answered.
pub(super) fn record(request: &Request) -> RequestRecord {
    let target = if ObjectStorage::serves(request) {
        format!("{}?[signed]", request.path())
    } else {
        request.target.clone()
    };
    RequestRecord {
        method: request.method.to_string(),
        target,
        ..RequestRecord::default()
    }
}
