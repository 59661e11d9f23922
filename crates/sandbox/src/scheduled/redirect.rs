//! Redirects, scheduled by tests: credentials must not follow one to another host.

use std::sync::{Mutex, PoisonError};

use axum::http::{StatusCode, header};

use crate::http::Answer;

/// A redirect instead of the answer to a request with valid credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Redirect {
    location: String,
    status: StatusCode,
    operation: Option<String>,
}

impl Redirect {
    /// A redirect to `location` with status 307, which asks for the same method and body there.
    pub fn to(location: impl Into<String>) -> Self {
        Self {
            location: location.into(),
            status: StatusCode::TEMPORARY_REDIRECT,
            operation: None,
        }
    }

    /// Status 302 instead.
    pub fn found(mut self) -> Self {
        self.status = StatusCode::FOUND;
        self
    }

    /// Only for a request of this operation, named as in [`crate::RequestRecord::operation`].
    pub fn of_operation(mut self, operation: impl Into<String>) -> Self {
        self.operation = Some(operation.into());
        self
    }
}

impl From<&str> for Redirect {
    fn from(location: &str) -> Self {
        Self::to(location)
    }
}

impl From<String> for Redirect {
    fn from(location: String) -> Self {
        Self::to(location)
    }
}

/// Redirects that are still to come.
#[derive(Debug, Default)]
pub(crate) struct Redirects(Mutex<Vec<Redirect>>);

impl Redirects {
    pub(crate) fn order(&self, redirect: Redirect) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(redirect);
    }

    /// The answer that sends a request of `operation` elsewhere, if one is due.
    pub(crate) fn next(&self, operation: &str) -> Option<Answer> {
        let mut redirects = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let due = |redirect: &Redirect| {
            redirect
                .operation
                .as_deref()
                .is_none_or(|only| only == operation)
        };
        let position = redirects.iter().position(due)?;
        let redirect = redirects.remove(position);
        Some(Answer::empty(redirect.status).header(header::LOCATION, &redirect.location))
    }
}

#[cfg(test)]
mod tests {
    use super::{Redirect, Redirects};

    #[test]
    fn each_redirect_comes_once_and_only_where_it_was_scheduled() {
        let redirects = Redirects::default();
        redirects.order(Redirect::to("http://192.0.2.1/").of_operation("b").found());
        assert!(redirects.next("a").is_none());
        redirects.order("http://192.0.2.2/".into());
        let statuses = ["a", "b"].map(|operation| redirects.next(operation).unwrap().status);
        assert_eq!(statuses.map(|status| status.as_u16()), [307, 302]);
        assert!(redirects.next("b").is_none());
    }
}
