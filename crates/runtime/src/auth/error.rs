//! Why a request could not be authorized.

use std::borrow::Cow;
use std::fmt;

/// A request could not be authorized, so it was not sent.
///
/// `Display` names the scheme and the problem, and never shows a secret.
#[derive(Clone, Debug)]
pub struct AuthError {
    scheme: &'static str,
    problem: Cow<'static, str>,
}

impl AuthError {
    pub(crate) fn new(scheme: &'static str, problem: impl Into<Cow<'static, str>>) -> Self {
        Self {
            scheme,
            problem: problem.into(),
        }
    }

    /// The name of the scheme that failed, as [`Authorizer::scheme`](super::Authorizer::scheme) gives it.
    pub fn scheme(&self) -> &'static str {
        self.scheme
    }
}

impl fmt::Display for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.scheme, self.problem)
    }
}

impl std::error::Error for AuthError {}
