//! The one place that asks the machine for the time, and waits for it to pass.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use crate::future::{BoxFuture, before};

/// Where a client reads the time from, and how it waits: signatures carry a date, and retries wait.
///
/// It has two hands. One tells the date, and may be set forward or back while a client works. The other
/// tells only how much time has passed, and never jumps: all limits of time and all durations are
/// measured by it.
///
/// The default is the machine's clock. Tests give one of their own, and need not wait for anything.
#[derive(Clone)]
pub struct Clock {
    now: Arc<dyn Fn() -> SystemTime + Send + Sync>,
    monotonic: Arc<dyn Fn() -> Duration + Send + Sync>,
    sleep: Sleep,
    limit: Sleep,
}

type Sleep = Arc<dyn Fn(Duration) -> BoxFuture<'static, ()> + Send + Sync>;

/// A moment by both hands of a [`Clock`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    /// The date.
    pub(crate) wall: SystemTime,
    /// How much time has passed since some beginning.
    pub(crate) monotonic: Duration,
}

impl Clock {
    /// A clock that calls `now` for the date, and measures and waits in real time.
    pub fn new(now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        let real: Sleep = Arc::new(|time| Box::pin(tokio::time::sleep(time)));
        // The hand that the sleeps above go by, so that a runtime whose time stands still stops both.
        let beginning = Instant::now();
        Self {
            now: Arc::new(now),
            monotonic: Arc::new(move || beginning.elapsed()),
            sleep: Arc::clone(&real),
            limit: real,
        }
    }

    /// The same clock, which calls `passed` to measure durations: the time that has passed since some
    /// beginning, which stays the same. It must never become less.
    #[must_use]
    pub fn with_monotonic(mut self, passed: impl Fn() -> Duration + Send + Sync + 'static) -> Self {
        self.monotonic = Arc::new(passed);
        self
    }

    /// The same clock, which calls `sleep` for the waits that a client makes on purpose: between two
    /// attempts, and between two looks at a job. What it gives may be dropped before it ends: a clock
    /// that moves its time should do so in the future, not in the call.
    #[must_use]
    pub fn with_sleep(
        mut self,
        sleep: impl Fn(Duration) -> BoxFuture<'static, ()> + Send + Sync + 'static,
    ) -> Self {
        self.sleep = Arc::new(sleep);
        self
    }

    /// The same clock, which calls `limit` to learn that a limit of time is over: what it gives ends
    /// when the limit does.
    #[must_use]
    pub fn with_limit(
        mut self,
        limit: impl Fn(Duration) -> BoxFuture<'static, ()> + Send + Sync + 'static,
    ) -> Self {
        self.limit = Arc::new(limit);
        self
    }

    /// The present date and time according to this clock. It may jump; [`monotonic`](Self::monotonic)
    /// does not.
    pub fn now(&self) -> SystemTime {
        (self.now)()
    }

    /// The time that has passed since some beginning, which is the same for this clock and its clones.
    pub fn monotonic(&self) -> Duration {
        (self.monotonic)()
    }

    /// Waits for `time` to pass.
    pub async fn sleep(&self, time: Duration) {
        self.timer(time).await;
    }

    /// The same, to keep: `time` runs from now on.
    pub(crate) fn timer(&self, time: Duration) -> BoxFuture<'static, ()> {
        (self.sleep)(time)
    }

    /// Ends when `limit` is over.
    pub(crate) fn limit(&self, limit: Duration) -> BoxFuture<'static, ()> {
        (self.limit)(limit)
    }

    /// What `work` gives, or `None` if `limit` passes first. It is pinned by the caller: moving it here
    /// would double the size of every call.
    pub(crate) async fn within<T>(
        &self,
        limit: Duration,
        work: Pin<&mut (impl Future<Output = T> + ?Sized)>,
    ) -> Option<T> {
        let mut end = self.limit(limit);
        before(end.as_mut(), work).await
    }

    /// The present moment by both hands.
    pub(crate) fn moment(&self) -> Moment {
        Moment {
            wall: self.now(),
            monotonic: self.monotonic(),
        }
    }
}

impl Default for Clock {
    fn default() -> Self {
        #[expect(clippy::disallowed_methods, reason = "every other place takes a Clock")]
        Self::new(SystemTime::now)
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}
