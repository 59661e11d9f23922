//! Where requests and bytes wait until a test releases them. No timer is involved.

use std::future::Future;
use std::sync::Arc;

use tokio::sync::{Semaphore, watch};

/// The number of releases that means a release for ever.
const FOR_EVER: u64 = u64::MAX;

/// Makes requests and bytes wait.
#[derive(Debug)]
pub(crate) struct Gate {
    /// How often all was released.
    releases: watch::Sender<u64>,
    /// How often something began to wait.
    waits: watch::Sender<u64>,
    /// Bytes that may be sent.
    bytes: Semaphore,
}

impl Gate {
    pub(crate) fn new() -> Self {
        Self {
            releases: watch::Sender::new(0),
            waits: watch::Sender::new(0),
            bytes: Semaphore::new(0),
        }
    }

    /// Waits for the next release.
    pub(crate) async fn stall(&self) {
        let released = self.next_release();
        self.begin_to_wait();
        released.await;
    }

    /// Waits until one byte may be sent, or for `release`.
    pub(crate) async fn byte(self: Arc<Self>, mut release: watch::Receiver<u64>, seen: u64) {
        if let Ok(permit) = self.bytes.try_acquire() {
            permit.forget();
            return;
        }
        if is_over(*release.borrow(), seen) {
            return;
        }
        self.begin_to_wait();
        tokio::select! {
            permit = self.bytes.acquire() => {
                if let Ok(permit) = permit {
                    permit.forget();
                }
            }
            _ = release.wait_for(|now| is_over(*now, seen)) => {}
        }
    }

    /// The next release, for [`Self::byte`].
    pub(crate) fn releases(&self) -> (watch::Receiver<u64>, u64) {
        let releases = self.releases.subscribe();
        let seen = *releases.borrow();
        (releases, seen)
    }

    /// Releases `bytes` more bytes, present and future ones.
    pub(crate) fn let_bytes(&self, bytes: usize) {
        let room = Semaphore::MAX_PERMITS - self.bytes.available_permits();
        self.bytes.add_permits(bytes.min(room));
    }

    /// Releases everything that waits now.
    pub(crate) fn release(&self) {
        self.releases
            .send_modify(|releases| *releases = releases.saturating_add(1));
    }

    /// Releases everything, now and from now on.
    pub(crate) fn open(&self) {
        self.releases.send_replace(FOR_EVER);
    }

    /// Completes when something begins to wait after this call.
    pub(crate) fn next_wait(&self) -> impl Future<Output = ()> + Send + 'static + use<> {
        let mut waits = self.waits.subscribe();
        let seen = *waits.borrow();
        async move {
            // An error means that the sandbox is gone: nothing will ever wait.
            if waits.wait_for(|now| *now != seen).await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }

    fn next_release(&self) -> impl Future<Output = ()> + Send + 'static + use<> {
        let (mut releases, seen) = self.releases();
        async move {
            // An error means that the sandbox is gone, which releases everything too.
            let _ = releases.wait_for(|now| is_over(*now, seen)).await;
        }
    }

    fn begin_to_wait(&self) {
        self.waits.send_modify(|waits| *waits += 1);
    }
}

fn is_over(releases: u64, seen: u64) -> bool {
    releases != seen || releases == FOR_EVER
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Gate;

    #[tokio::test]
    async fn a_release_frees_those_that_wait_and_no_later_one() {
        let gate = Arc::new(Gate::new());
        for _ in 0..2 {
            let (waits, stalled) = (gate.next_wait(), Arc::clone(&gate));
            let stalled = tokio::spawn(async move { stalled.stall().await });
            waits.await;
            assert!(!stalled.is_finished());
            gate.release();
            stalled.await.unwrap();
        }
        gate.open();
        gate.release();
        gate.stall().await;
    }

    #[tokio::test]
    async fn bytes_go_one_by_one() {
        let gate = Arc::new(Gate::new());
        gate.let_bytes(2);
        gate.let_bytes(usize::MAX);
        let (releases, seen) = gate.releases();
        for _ in 0..3 {
            Arc::clone(&gate).byte(releases.clone(), seen).await;
        }
    }
}
