//! The only place that reads the machine's time and waits for it to pass.

use std::fmt;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use crate::future::{BoxFuture, before};

/// Where a client reads the time, and how it waits. Signatures contain a date, and retries wait.
///
/// It has two times. One is the date, which may be set forward or back while a client works. The other is
/// monotonic: it shows only how much time has passed, and never jumps. All time limits and durations are
/// measured with it.
///
/// The default is the machine's clock. Tests set their own, and need not wait for anything.
#[derive(Clone)]
pub struct Clock {
    now: Arc<dyn Fn() -> SystemTime + Send + Sync>,
    monotonic: Arc<dyn Fn() -> Duration + Send + Sync>,
    sleep: Sleep,
    /// `None` for real time, so that a limit of one attempt needs no box.
    limit: Option<Sleep>,
}

type Sleep = Arc<dyn Fn(Duration) -> BoxFuture<'static, ()> + Send + Sync>;

/// A moment, by both times of a [`Clock`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    /// The date.
    pub(crate) wall: SystemTime,
    /// The monotonic time: how much has passed since some fixed moment.
    pub(crate) monotonic: Duration,
}

impl Clock {
    /// A clock that calls `now` for the date, and measures and waits in real time.
    pub fn new(now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        // The same source as the sleeps above, so that a runtime with paused time pauses both.
        let beginning = Instant::now();
        Self {
            now: Arc::new(now),
            monotonic: Arc::new(move || beginning.elapsed()),
            sleep: Arc::new(|time| Box::pin(tokio::time::sleep(time))),
            limit: None,
        }
    }

    /// Calls `passed` to measure durations: it returns the time since some fixed moment, and must never
    /// decrease.
    #[must_use]
    pub fn with_monotonic(mut self, passed: impl Fn() -> Duration + Send + Sync + 'static) -> Self {
        self.monotonic = Arc::new(passed);
        self
    }

    /// Calls `sleep` for the deliberate waits of a client: between two attempts, and between two polls of a
    /// job. The returned future may be dropped before it ends. So a test clock should advance its time inside
    /// the future, not in the call.
    #[must_use]
    pub fn with_sleep(
        mut self,
        sleep: impl Fn(Duration) -> BoxFuture<'static, ()> + Send + Sync + 'static,
    ) -> Self {
        self.sleep = Arc::new(sleep);
        self
    }

    /// Calls `limit` for time limits: the returned future ends when the limit does.
    #[must_use]
    pub fn with_limit(
        mut self,
        limit: impl Fn(Duration) -> BoxFuture<'static, ()> + Send + Sync + 'static,
    ) -> Self {
        self.limit = Some(Arc::new(limit));
        self
    }

    /// The current date and time of this clock. It may jump; [`monotonic`](Self::monotonic) does not.
    pub fn now(&self) -> SystemTime {
        (self.now)()
    }

    /// The time since some fixed moment, which is the same for this clock and its clones.
    pub fn monotonic(&self) -> Duration {
        (self.monotonic)()
    }

    /// Waits for `time` to pass.
    pub async fn sleep(&self, time: Duration) {
        self.timer(time).await;
    }

    /// The same as a future to keep: `time` begins now.
    pub(crate) fn timer(&self, time: Duration) -> BoxFuture<'static, ()> {
        (self.sleep)(time)
    }

    /// Ends when `limit` is over.
    pub(crate) fn limit(&self, limit: Duration) -> BoxFuture<'static, ()> {
        match &self.limit {
            Some(own) => own(limit),
            None => Box::pin(tokio::time::sleep(limit)),
        }
    }

    /// The result of `work`, or `None` if `limit` passes first. The caller pins `work`: moving it here would
    /// double the size of every call.
    pub(crate) async fn within<T>(
        &self,
        limit: Duration,
        work: Pin<&mut (impl Future<Output = T> + ?Sized)>,
    ) -> Option<T> {
        if let Some(own) = &self.limit {
            return before(own(limit).as_mut(), work).await;
        }
        before(pin!(tokio::time::sleep(limit)), work).await
    }

    /// The current moment, by both times.
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
