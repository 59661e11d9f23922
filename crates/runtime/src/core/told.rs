//! What interceptors are told of a call beyond its requests.

use std::time::Duration;

use super::Core;
use crate::answer::received::Received;
use crate::error::Error;
use crate::intercept::ending::Ending;
use crate::intercept::interceptor::{CallInfo, RetryInfo};
use crate::request::operation::Operation;
use crate::request::outgoing::Outgoing;

impl Core {
    /// The call `outgoing` begins, if anybody wants to know how it ends.
    pub(super) fn begin_to_tell(&self, outgoing: &Outgoing) -> Option<Box<Ending>> {
        if self.connection().wire.is_unwatched() {
            return None;
        }
        let operation = outgoing.operation;
        let (method, path) = (operation.method.as_str(), operation.template());
        let wire = &self.connection().wire;
        wire.begin_call(operation.name, method, path)
    }

    /// Another attempt follows after `pause`, because attempt number `failed_attempts` failed with `error`.
    pub(super) fn tell_of_retry(
        &self,
        outgoing: &Outgoing,
        failed_attempts: u32,
        pause: Duration,
        error: &Error,
    ) {
        if self.connection().wire.is_unwatched() {
            return;
        }
        let retry = RetryInfo {
            failed_attempts,
            status: error.status(),
            error: error.kind(),
            pause,
        };
        let interceptors = &self.connection().config.interceptors;
        interceptors.before_retry(&self.call_info(outgoing.operation), &retry);
    }

    fn call_info<'a>(&self, operation: &'a Operation) -> CallInfo<'a> {
        CallInfo {
            provider: self.provider().name,
            operation: operation.name,
            method: operation.method.as_str(),
            path_template: operation.template(),
        }
    }

    /// A failed call has ended. An answered one ends when its answer is decoded, which happens later.
    pub(super) fn tell_of_end(
        ending: Box<Ending>,
        outcome: Result<Box<Received>, Error>,
    ) -> Result<Box<Received>, Error> {
        match outcome {
            Ok(mut received) => {
                received.ending = Some(ending);
                Ok(received)
            }
            Err(error) => {
                ending.failed(&error);
                Err(error)
            }
        }
    }
}
