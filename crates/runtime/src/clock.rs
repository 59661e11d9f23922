//! The one place that asks the machine for the time, and waits for it to pass.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::auth::BoxFuture;

/// Where a client reads the time from, and how it waits: signatures carry a date, and retries wait.
///
/// The default is the machine's clock. Tests give one of their own.
#[derive(Clone)]
pub struct Clock {
    now: Arc<dyn Fn() -> SystemTime + Send + Sync>,
    sleep: Arc<dyn Fn(Duration) -> BoxFuture<'static, ()> + Send + Sync>,
}

impl Clock {
    /// A clock that calls `now` each time, and waits in real time.
    pub fn new(now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self {
            now: Arc::new(now),
            sleep: Arc::new(|time| Box::pin(tokio::time::sleep(time))),
        }
    }

    /// The same clock, which calls `sleep` to wait.
    #[must_use]
    pub fn with_sleep(
        mut self,
        sleep: impl Fn(Duration) -> BoxFuture<'static, ()> + Send + Sync + 'static,
    ) -> Self {
        self.sleep = Arc::new(sleep);
        self
    }

    /// The present time according to this clock.
    pub fn now(&self) -> SystemTime {
        (self.now)()
    }

    /// Waits for `time` to pass.
    pub async fn sleep(&self, time: Duration) {
        self.timer(time).await;
    }

    /// The same, to keep: `time` runs from now on.
    pub(crate) fn timer(&self, time: Duration) -> BoxFuture<'static, ()> {
        (self.sleep)(time)
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
