//! What one call does otherwise than its client.

use std::time::Duration;

use crate::retry::rule::Retry;
use crate::retry::turn::Turn;

/// What one call does otherwise than its client. Generated builders hold it.
///
/// In a box, since most calls have none, and a builder is moved by each of its setters.
#[derive(Clone, Debug, Default)]
pub struct CallOptions(Option<Box<Overrides>>);

/// Each in place of the client's or the operation's, if it is there.
#[derive(Clone, Debug, Default)]
pub(crate) struct Overrides {
    pub(crate) retry: Option<Retry>,
    pub(crate) idempotent: Option<bool>,
    pub(crate) call_timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    /// The turn of the poll that the call is one of.
    pub(crate) turn: Option<Turn>,
    pub(crate) answer_limit: Option<usize>,
}

static NOTHING: Overrides = Overrides {
    retry: None,
    idempotent: None,
    call_timeout: None,
    attempt_timeout: None,
    turn: None,
    answer_limit: None,
};

impl CallOptions {
    /// When to try again, in place of the client's rule.
    pub fn retry(&mut self, retry: Retry) {
        self.change().retry = Some(retry);
    }

    /// Whether sending it twice has the effect of sending it once, in place of the operation's rule.
    pub fn idempotent(&mut self, idempotent: bool) {
        self.change().idempotent = Some(idempotent);
    }

    /// Longest time for the whole call, in place of the client's.
    pub fn call_timeout(&mut self, limit: Duration) {
        self.change().call_timeout = Some(limit);
    }

    /// Longest time for one attempt, in place of the client's.
    pub fn attempt_timeout(&mut self, limit: Duration) {
        self.change().attempt_timeout = Some(limit);
    }

    /// The call is part of a poll, whose `turn` it gives back while it pauses.
    #[doc(hidden)]
    pub fn turn(&mut self, turn: Turn) {
        self.change().turn = Some(turn);
    }

    /// Most bytes that the JSON of the answer may have, in place of the client's limit.
    pub fn answer_limit(&mut self, bytes: usize) {
        self.change().answer_limit = Some(bytes);
    }

    pub(crate) fn get(&self) -> &Overrides {
        self.0.as_deref().unwrap_or(&NOTHING)
    }

    fn change(&mut self) -> &mut Overrides {
        self.0.get_or_insert_default()
    }
}

/// The setters for [`CallOptions`] on a generated builder, which has a field `options`.
#[macro_export]
macro_rules! call_options {
    ($builder:ident) => {
        impl $builder<'_> {
            /// Tries again by this rule, in place of the client's.
            pub fn retry(mut self, retry: $crate::Retry) -> Self {
                self.options.retry(retry);
                self
            }

            /// Whether sending this call twice has the effect of sending it once: only then is it tried
            /// again after the provider may have received it.
            pub fn idempotent(mut self, idempotent: bool) -> Self {
                self.options.idempotent(idempotent);
                self
            }

            /// Longest time for one attempt, and as long again for credentials that must be fetched first, in
            /// place of the client's. An attempt that gets no answer goes again only after it, so it should
            /// be less than `call_timeout`.
            pub fn timeout(mut self, limit: ::std::time::Duration) -> Self {
                self.options.attempt_timeout(limit);
                self
            }

            /// Most bytes that the JSON of the answer may have, in place of the client's limit; its arrays may
            /// take 8 times as much memory.
            pub fn answer_limit(mut self, bytes: usize) -> Self {
                self.options.answer_limit(bytes);
                self
            }

            /// Longest time for this call, with all its attempts and the waits between them.
            pub fn call_timeout(mut self, limit: ::std::time::Duration) -> Self {
                self.options.call_timeout(limit);
                self
            }
        }
    };
}
