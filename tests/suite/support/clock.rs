//! A clock for clients of a sandbox that misbehaves: nothing ever waits for real time.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use backhaul_runtime::Clock;
use backhaul_runtime::auth::BoxFuture;
use backhaul_sandbox::Faults;

/// The limit of one attempt, for clients with a [`TestClock`].
pub(crate) const ATTEMPT: Duration = Duration::from_secs(1);

/// The limit of a whole call.
pub(crate) const CALL: Duration = Duration::from_secs(1000);

/// Waits between attempts are over at once. One of the two limits is over when a request stalls, and
/// the other one never.
#[derive(Clone)]
pub(crate) struct TestClock(Arc<Inner>);

struct Inner {
    waits: Mutex<Vec<Duration>>,
    faults: Faults,
    /// The limit that a stall ends.
    ends: Mutex<Duration>,
    /// Whether a wait brings back a port that refuses connections.
    mends: AtomicBool,
}

impl TestClock {
    /// A stall ends the attempt.
    pub(crate) fn new(faults: &Faults) -> Self {
        Self(Arc::new(Inner {
            waits: Mutex::default(),
            faults: faults.clone(),
            ends: Mutex::new(ATTEMPT),
            mends: AtomicBool::new(false),
        }))
    }

    /// A stall ends this limit instead, [`ATTEMPT`] or [`CALL`].
    pub(crate) fn end_with_a_stall(&self, limit: Duration) {
        *self.0.ends.lock().unwrap() = limit;
    }

    /// While the client waits for the first time, the sandbox takes connections again.
    pub(crate) fn mend_while_waiting(&self) {
        self.0.mends.store(true, Ordering::SeqCst);
    }

    /// The waits that the client asked for.
    pub(crate) fn waits(&self) -> Vec<Duration> {
        self.0.waits.lock().unwrap().clone()
    }

    /// For a client's builder.
    pub(crate) fn clock(&self) -> Clock {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_709_251_198);
        let (waits, limits) = (self.clone(), self.clone());
        Clock::new(move || now)
            .with_sleep(move |time| waits.wait(time))
            .with_limit(move |time| limits.limit(time))
    }

    fn wait(&self, time: Duration) -> BoxFuture<'static, ()> {
        self.0.waits.lock().unwrap().push(time);
        if self.0.mends.load(Ordering::SeqCst) {
            self.0.faults.accept_connections().unwrap();
        }
        Box::pin(async {})
    }

    fn limit(&self, limit: Duration) -> BoxFuture<'static, ()> {
        if limit == *self.0.ends.lock().unwrap() {
            Box::pin(self.0.faults.next_stall())
        } else {
            Box::pin(std::future::pending())
        }
    }
}
