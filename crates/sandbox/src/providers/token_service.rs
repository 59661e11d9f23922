//! Endpoints that hand out tokens. They stand in no document of the repository, so they have their
//! own routes and rules.

use std::time::Duration;

use axum::http::{HeaderName, header};

use crate::http::{Answer, Request};

/// Who sent a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    /// Someone whose credentials are good.
    Known,
    /// Anyone: the endpoint asks for no credentials.
    Anyone,
}

/// A service that hands out tokens. The server calls these in the order in which they stand here.
pub(crate) trait TokenService: Send + Sync {
    /// The names of its operations.
    fn operations(&self) -> &'static [&'static str];

    /// The name of the operation, or `None` if the request is for someone else.
    fn operation(&self, request: &Request) -> Option<&'static str>;

    /// Lets the caller in, or says why not.
    fn authenticate(&self, operation: &str, request: &Request) -> Result<Caller, Answer>;

    /// Does what the operation does.
    fn perform(&self, operation: &str, request: &Request) -> Answer;
}

/// `Retry-After` in whole seconds.
pub(super) fn retry_after(delay: Duration) -> (HeaderName, String) {
    (header::RETRY_AFTER, delay.as_secs().to_string())
}
