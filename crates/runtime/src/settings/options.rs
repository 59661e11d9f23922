//! The settings of one call, which override the client's.

use std::time::Duration;

use crate::retry::rule::Retry;
use crate::retry::turn::Turn;

/// The settings of one call, which override the client's. Generated builders hold it.
///
/// Boxed, because most calls have none, and each setter moves the builder.
#[derive(Clone, Debug, Default)]
pub struct CallOptions {
    overrides: Option<Box<Overrides>>,
    /// The turn of the poll that the call is part of. Not in the box, because each poll has its own.
    turn: Option<Turn>,
}

/// Each setting that is present overrides the client's or the operation's.
#[derive(Clone, Debug, Default)]
pub(crate) struct Overrides {
    pub(crate) retry: Option<Retry>,
    pub(crate) idempotent: Option<bool>,
    pub(crate) call_timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) answer_limit: Option<usize>,
}

static NOTHING: Overrides = Overrides {
    retry: None,
    idempotent: None,
    call_timeout: None,
    attempt_timeout: None,
    answer_limit: None,
};

impl CallOptions {
    /// Overrides the client's retry rule.
    pub fn retry(&mut self, retry: Retry) {
        self.change().retry = Some(retry);
    }

    /// Overrides whether sending the call twice has the same effect as sending it once.
    pub fn idempotent(&mut self, idempotent: bool) {
        self.change().idempotent = Some(idempotent);
    }

    /// Overrides the longest time for the whole call.
    pub fn call_timeout(&mut self, limit: Duration) {
        self.change().call_timeout = Some(limit);
    }

    /// Overrides the longest time for one attempt.
    pub fn attempt_timeout(&mut self, limit: Duration) {
        self.change().attempt_timeout = Some(limit);
    }

    /// Makes the call part of a poll, whose `turn` it gives back while it pauses.
    #[doc(hidden)]
    pub fn turn(&mut self, turn: Turn) {
        self.turn = Some(turn);
    }

    /// The turn of the poll that the call is part of.
    pub(crate) fn own_turn(&self) -> Option<&Turn> {
        self.turn.as_ref()
    }

    /// Overrides the largest allowed JSON of the answer, in bytes.
    pub fn answer_limit(&mut self, bytes: usize) {
        self.change().answer_limit = Some(bytes);
    }

    pub(crate) fn get(&self) -> &Overrides {
        self.overrides.as_deref().unwrap_or(&NOTHING)
    }

    fn change(&mut self) -> &mut Overrides {
        self.overrides.get_or_insert_default()
    }
}

/// The setters for [`CallOptions`] on a generated builder, which has a field `options`.
#[macro_export]
macro_rules! call_options {
    ($builder:ident) => {
        impl $builder {
            /// Retries by this rule instead of the client's.
            pub fn retry(mut self, retry: $crate::Retry) -> Self {
                self.options.retry(retry);
                self
            }

            /// Whether sending this call twice has the same effect as sending it once. Only then is it retried
            /// after the provider may have received it.
            pub fn idempotent(mut self, idempotent: bool) -> Self {
                self.options.idempotent(idempotent);
                self
            }

            /// Longest time for one attempt, instead of the client's limit, and as long again if credentials
            /// must be fetched first. An attempt without an answer is retried only after this time, so it
            /// should be less than `call_timeout`.
            pub fn timeout(mut self, limit: ::std::time::Duration) -> Self {
                self.options.attempt_timeout(limit);
                self
            }

            /// The largest allowed JSON of the answer, in bytes, instead of the client's limit; its arrays may
            /// take 8 times as much memory.
            pub fn answer_limit(mut self, bytes: usize) -> Self {
                self.options.answer_limit(bytes);
                self
            }

            /// Longest time for this call, including all attempts and the waits between them.
            pub fn call_timeout(mut self, limit: ::std::time::Duration) -> Self {
                self.options.call_timeout(limit);
                self
            }
        }
    };
}
