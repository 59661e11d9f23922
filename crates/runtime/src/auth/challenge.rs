//! A challenge in the hands of the attempt that was challenged.

use std::any::Any;
use std::fmt;

/// A challenge that belongs to one attempt: nobody else answers it before that attempt was let in.
///
/// An [`Authorizer`](super::Authorizer) whose scheme has challenges makes it of whatever it needs for an answer.
pub struct Challenge(Box<dyn Any + Send>);

impl Challenge {
    /// A challenge that is answered with `what`.
    pub fn new(what: impl Any + Send) -> Self {
        Self(Box::new(what))
    }

    /// What it was made of, if that is a `T`.
    pub fn get_mut<T: Any>(&mut self) -> Option<&mut T> {
        self.0.downcast_mut()
    }

    /// The same, to keep.
    pub fn into_inner<T: Any>(self) -> Option<T> {
        self.0.downcast().ok().map(|what| *what)
    }
}

impl fmt::Debug for Challenge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Challenge")
    }
}
