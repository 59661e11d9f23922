//! Endpoints that issue tokens. No document of the repository has them, so they have their
//! own routes and rules.

use std::time::Duration;

use axum::http::{HeaderName, Method, header};

use crate::http::{Answer, Request};

/// Who sent a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    /// Someone with valid credentials.
    Known,
    /// Anyone: the endpoint asks for no credentials.
    Anyone,
}

/// A service that issues tokens. The server calls these methods in this order.
pub(crate) trait TokenService: Send + Sync {
    /// The names of its operations.
    fn operations(&self) -> &'static [&'static str];

    /// The method and the name of the operation at a path, or `None` if the path is not one of its own.
    fn endpoint(&self, path: &str) -> Option<(Method, &'static str)>;

    /// The name of the operation, or `None` if the request is not for this service.
    fn operation(&self, request: &Request) -> Option<&'static str> {
        let (method, name) = self.endpoint(request.path())?;
        (method == request.method).then_some(name)
    }

    /// Lets the caller in, or says why not.
    fn authenticate(&self, operation: &str, request: &Request) -> Result<Caller, Answer>;

    /// Runs the operation.
    fn perform(&self, operation: &str, request: &Request) -> Answer;
}

/// `Retry-After` in whole seconds.
pub(super) fn retry_after(delay: Duration) -> (HeaderName, String) {
    (header::RETRY_AFTER, delay.as_secs().to_string())
}
