//! A challenge that belongs to one attempt.

use std::any::Any;
use std::fmt;

/// A challenge that belongs to one attempt. No other attempt answers it until that one was accepted.
///
/// An [`Authorizer`](super::Authorizer) with challenges stores in it what it needs for an answer.
pub struct Challenge(Box<dyn Any + Send>);

impl Challenge {
    /// A challenge that holds `what`.
    pub fn new(what: impl Any + Send) -> Self {
        Self(Box::new(what))
    }

    /// The value that it holds, if that is a `T`.
    pub fn get_mut<T: Any>(&mut self) -> Option<&mut T> {
        self.0.downcast_mut()
    }

    /// The same, by value.
    pub fn into_inner<T: Any>(self) -> Option<T> {
        self.0.downcast().ok().map(|what| *what)
    }
}

impl fmt::Debug for Challenge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Challenge")
    }
}
