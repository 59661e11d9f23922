//! The end of a call, for interceptors.

use std::time::Duration;

use crate::clock::Clock;
use crate::error::Error;
use crate::intercept::interceptor::{CallEnd, CallInfo};
use crate::intercept::interceptors::Interceptors;
use crate::shown::OneLine;

/// A call whose end interceptors want to know. There is one only if there are interceptors, so it may own its
/// texts.
pub(crate) struct Ending {
    pub(crate) interceptors: Interceptors,
    pub(crate) clock: Clock,
    /// By the monotonic clock.
    pub(crate) began: Duration,
    pub(crate) provider: &'static str,
    pub(crate) operation: String,
    pub(crate) method: String,
    pub(crate) path_template: Option<String>,
}

impl Ending {
    /// The call was answered with `status` after `attempts`. Its answer may still be unusable: `failure`.
    pub(crate) fn answered(
        &self,
        status: u16,
        attempts: u32,
        request_id: Option<&str>,
        failure: Option<&Error>,
    ) {
        let id = request_id.map(|id| OneLine::name(id).to_string());
        self.tell(&CallEnd {
            status: Some(status),
            error: failure.map(Error::kind),
            time_limit: failure.and_then(Error::time_limit),
            attempts,
            duration: self.duration(),
            request_id: id.as_deref(),
        });
    }

    /// The call failed.
    pub(crate) fn failed(&self, error: &Error) {
        let id = error.request_id().map(|id| OneLine::name(id).to_string());
        self.tell(&CallEnd {
            status: error.status(),
            error: Some(error.kind()),
            time_limit: error.time_limit(),
            attempts: error.attempts(),
            duration: self.duration(),
            request_id: id.as_deref(),
        });
    }

    fn tell(&self, end: &CallEnd<'_>) {
        let call = CallInfo {
            provider: self.provider,
            operation: &self.operation,
            method: &self.method,
            path_template: self.path_template.as_deref(),
        };
        self.interceptors.after_call(&call, end);
    }

    fn duration(&self) -> Duration {
        self.clock.monotonic().saturating_sub(self.began)
    }
}
