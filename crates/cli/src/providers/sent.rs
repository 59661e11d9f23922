//! Which changes were sent, for the words after an interrupt.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use backhaul_runtime::{AddedHeaders, Interceptor, RequestEnd, RequestInfo};

/// What a client has sent of what may change something. Clones share it.
#[derive(Clone, Default)]
pub struct Sent(Arc<Mutex<Changes>>);

#[derive(Default)]
struct Changes {
    /// The operation whose request has no answer yet, or none that tells whether it was applied.
    open: Option<String>,
    /// How many were applied.
    applied: usize,
}

impl Sent {
    /// The operation of which nobody knows whether it was applied, as on the command line.
    pub fn open(&self) -> Option<String> {
        self.look(|changes| changes.open.clone())
    }

    /// Whether nothing was changed at the provider, as far as this client knows.
    pub fn is_nothing(&self) -> bool {
        self.look(|changes| changes.open.is_none() && changes.applied == 0)
    }

    fn look<T>(&self, at: impl FnOnce(&mut Changes) -> T) -> T {
        at(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Interceptor for Sent {
    fn add_headers(&self, request: &RequestInfo<'_>, _: &mut AddedHeaders<'_>) {
        if is_change(request) {
            let name = request.operation.replace('_', "-");
            self.look(|changes| changes.open = Some(name));
        }
    }

    fn after_request(&self, request: &RequestInfo<'_>, end: &RequestEnd) {
        if !is_change(request) {
            return;
        }
        self.look(|changes| match end.status {
            Some(200..=399) if end.error.is_none() => {
                changes.open = None;
                changes.applied += 1;
            }
            Some(400..=499) => changes.open = None,
            _ => {}
        });
    }
}

fn is_change(request: &RequestInfo<'_>) -> bool {
    !matches!(request.method, "GET" | "HEAD")
}

impl fmt::Debug for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sent").finish_non_exhaustive()
    }
}
