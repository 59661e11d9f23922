//! A clock whose time passes only when there is nothing else to do.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, SystemTime};

use crate::clock::Clock;

/// Time since the test began. Live timers are sorted by their end.
#[derive(Clone, Default)]
pub(super) struct ManualClock(Arc<Mutex<Inner>>);

#[derive(Default)]
struct Inner {
    now: Duration,
    timers: BTreeMap<(Duration, u64), Waker>,
    next_id: u64,
}

impl ManualClock {
    pub(super) fn clock(&self) -> Clock {
        let (now, passed, sleep, limit) = (self.clone(), self.clone(), self.clone(), self.clone());
        Clock::new(move || SystemTime::UNIX_EPOCH + now.now())
            .with_monotonic(move || passed.now())
            .with_sleep(move |time| Box::pin(sleep.sleep(time)))
            .with_limit(move |time| Box::pin(limit.sleep(time)))
    }

    pub(super) fn now(&self) -> Duration {
        self.inner().now
    }

    /// How many timers are being awaited.
    pub(super) fn timers(&self) -> usize {
        self.inner().timers.len()
    }

    pub(super) fn sleep(&self, time: Duration) -> impl Future<Output = ()> + Send + use<> {
        let mut inner = self.inner();
        inner.next_id += 1;
        Timer {
            clock: self.clone(),
            key: (inner.now.saturating_add(time), inner.next_id),
        }
    }

    /// Drives `future` to its end. Whenever it is idle, time jumps to the next timer.
    pub(super) fn run<T>(&self, future: impl Future<Output = T>) -> T {
        let mut future = pin!(future);
        loop {
            if let Poll::Ready(done) = self.poll(future.as_mut()) {
                return done;
            }
            assert!(self.jump(), "nothing will ever wake this future");
        }
    }

    /// Drives `future` as far as possible without time passing.
    pub(super) fn poll<F: Future>(&self, mut future: Pin<&mut F>) -> Poll<F::Output> {
        let woken = Arc::new(Woken::default());
        let waker = Waker::from(Arc::clone(&woken));
        loop {
            let polled = future.as_mut().poll(&mut Context::from_waker(&waker));
            if polled.is_ready() || !woken.0.swap(false, Ordering::SeqCst) {
                return polled;
            }
        }
    }

    /// Jumps to the next timer; false if there is none.
    pub(super) fn jump(&self) -> bool {
        let mut inner = self.inner();
        let Some(entry) = inner.timers.first_entry() else {
            return false;
        };
        let ((due, _), waker) = entry.remove_entry();
        inner.now = inner.now.max(due);
        drop(inner);
        waker.wake();
        true
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap()
    }
}

#[derive(Default)]
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

struct Timer {
    clock: ManualClock,
    key: (Duration, u64),
}

impl Future for Timer {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut inner = self.clock.inner();
        if inner.now >= self.key.0 {
            return Poll::Ready(());
        }
        inner.timers.insert(self.key, context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        self.clock.inner().timers.remove(&self.key);
    }
}
