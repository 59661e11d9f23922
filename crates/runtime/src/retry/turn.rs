//! The turn of a poll: a client limits how many polls have a request in flight.

use std::fmt;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The turn of one poll, which its calls give back while they pause between two attempts.
///
/// For generated code, which passes it from the wait to the call.
#[doc(hidden)]
#[derive(Clone)]
pub struct Turn(Arc<Inner>);

struct Inner {
    turns: Arc<Semaphore>,
    permit: Mutex<Option<OwnedSemaphorePermit>>,
    time_left: Duration,
}

impl Turn {
    /// The turn of a poll that holds `permit` of `turns`, and whose wait has `time_left`.
    pub(crate) fn new(
        turns: Arc<Semaphore>,
        permit: Option<OwnedSemaphorePermit>,
        time_left: Duration,
    ) -> Self {
        Self(Arc::new(Inner {
            turns,
            permit: Mutex::new(permit),
            time_left,
        }))
    }

    /// How much time the wait had left when the poll began.
    pub(crate) fn time_left(&self) -> Duration {
        self.0.time_left
    }

    /// Gives the turn to other polls during `pause`, and then waits to get one back.
    pub(crate) async fn lend_during(&self, pause: impl Future<Output = ()>) {
        self.hold(None);
        pause.await;
        // The semaphore is never closed; if it were, a request without a permit would do no harm.
        self.hold(Arc::clone(&self.0.turns).acquire_owned().await.ok());
    }

    fn hold(&self, permit: Option<OwnedSemaphorePermit>) {
        *self.0.permit.lock().unwrap_or_else(PoisonError::into_inner) = permit;
    }
}

impl fmt::Debug for Turn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Turn")
            .field("time_left", &self.0.time_left)
            .finish_non_exhaustive()
    }
}
