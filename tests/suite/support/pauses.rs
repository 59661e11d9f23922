//! A clock whose pauses take no time.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use backhaul_runtime::Clock;

/// When the clock begins, after the epoch.
pub(crate) const NOW: Duration = Duration::from_secs(1_709_251_198);

/// A clock whose pauses pass at once; it notes them, and its time moves by them.
#[derive(Clone, Default)]
pub(crate) struct Pauses(Arc<Mutex<Vec<Duration>>>);

impl Pauses {
    pub(crate) fn list(&self) -> Vec<Duration> {
        self.0.lock().unwrap().clone()
    }

    pub(crate) fn clock(&self) -> Clock {
        let (now, sleep) = (self.clone(), self.clone());
        let now = move || SystemTime::UNIX_EPOCH + NOW + now.list().iter().sum::<Duration>();
        Clock::new(now).with_sleep(move |pause| {
            sleep.0.lock().unwrap().push(pause);
            Box::pin(async {})
        })
    }
}
