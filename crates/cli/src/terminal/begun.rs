//! What was begun, for the words after an interrupt.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::failure::{Failure, Status};

/// What is said after Ctrl-C and SIGTERM.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// What was begun, and what became of it: `the job goes on at the provider`.
    pub what: String,
    /// How to go on.
    pub next: Option<String>,
}

type Say = Box<dyn Fn() -> Words + Send>;

/// What was begun last. A verb says it before it begins something; clones share it.
#[derive(Clone, Default)]
pub struct Begun {
    say: Arc<Mutex<Option<Say>>>,
    was_said: Arc<AtomicBool>,
}

impl Begun {
    /// From now on, an interrupt says what `say` returns then.
    pub fn set(&self, say: impl Fn() -> Words + Send + 'static) {
        self.put(Some(Box::new(say)));
    }

    /// What was begun has ended.
    pub fn clear(&self) {
        self.put(None);
    }

    /// Whether nothing was begun.
    pub fn is_empty(&self) -> bool {
        self.say
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .is_none()
    }

    fn put(&self, say: Option<Say>) {
        *self.say.lock().unwrap_or_else(PoisonError::into_inner) = say;
    }

    /// The failure after a signal, whose status is `status`. Only the first call has it, so that it is said once.
    pub(super) fn ended(&self, status: Status) -> Option<Failure> {
        if self.was_said.swap(true, Ordering::SeqCst) {
            return None;
        }
        let say = self.say.lock().unwrap_or_else(PoisonError::into_inner);
        let words = say.as_ref().map(|say| say()).unwrap_or_default();
        let message = if words.what.is_empty() {
            status.name().to_owned()
        } else {
            format!("{}: {}", status.name(), words.what)
        };
        let failure = Failure::new(status, message);
        Some(match words.next {
            Some(next) => failure.hint(next),
            None => failure,
        })
    }
}

impl fmt::Debug for Begun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Begun").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{Begun, Status, Words};

    #[test]
    fn an_interrupt_says_once_what_was_begun_last() {
        let begun = Begun::default();
        begun.set(|| Words {
            what: "one".to_owned(),
            next: None,
        });
        let clone = begun.clone();
        clone.set(|| Words {
            what: "two".to_owned(),
            next: Some("go on".to_owned()),
        });
        let failure = begun.ended(Status::Interrupted).unwrap();
        assert_eq!(failure.message, "interrupted: two");
        assert_eq!(failure.hint.as_deref(), Some("go on"));
        assert_eq!(failure.status.code(), 130);
        assert!(clone.ended(Status::Terminated).is_none());
    }

    #[test]
    fn nothing_begun_is_nothing_to_say() {
        let begun = Begun::default();
        begun.set(|| Words {
            what: "one".to_owned(),
            next: None,
        });
        assert!(!begun.is_empty());
        begun.clear();
        assert!(begun.is_empty());
        assert_eq!(
            begun.ended(Status::Interrupted).unwrap().message,
            "interrupted"
        );
    }
}
