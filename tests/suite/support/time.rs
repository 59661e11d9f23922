//! A time that a test moves on, for clients and their sandbox.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use backhaul_runtime::Clock;
use backhaul_sandbox::Sandbox;

pub(crate) const START: u64 = 1_709_251_198;

/// A clock that tests move.
#[derive(Clone, Default)]
pub(crate) struct Time(Arc<AtomicU64>);

impl Time {
    pub(crate) fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(START + self.0.load(Ordering::SeqCst))
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }

    pub(crate) fn clock(&self) -> Clock {
        let time = self.clone();
        Clock::new(move || time.now())
    }

    pub(crate) async fn sandbox(&self) -> Sandbox {
        let time = self.clone();
        Sandbox::builder()
            .clock(move || time.now())
            .start()
            .await
            .unwrap()
    }
}
