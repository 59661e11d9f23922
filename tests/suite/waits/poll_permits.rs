//! What bounds how many polls are under way: requests count, pauses between the attempts of a poll do not.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use backhaul_atlas::{Client, Clock, Credentials, Wait};
use backhaul_sandbox::{Fault, Sandbox};
use tokio::sync::Semaphore;

use crate::support::soon::soon;

const AT_ONCE: usize = 4;

/// Pauses of a second and more last until the test ends them.
#[derive(Clone)]
struct LongPauses {
    begun: Arc<AtomicUsize>,
    all_pause: Arc<Semaphore>,
    over: Arc<Semaphore>,
}

impl LongPauses {
    fn new() -> Self {
        Self {
            begun: Arc::default(),
            all_pause: Arc::new(Semaphore::new(0)),
            over: Arc::new(Semaphore::new(0)),
        }
    }

    fn clock(&self) -> Clock {
        let pauses = self.clone();
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_709_251_198);
        Clock::new(move || now)
            .with_sleep(move |time| {
                let pauses = pauses.clone();
                Box::pin(async move {
                    if time < Duration::from_secs(10) {
                        return;
                    }
                    if pauses.begun.fetch_add(1, Ordering::SeqCst) + 1 == AT_ONCE {
                        pauses.all_pause.add_permits(1);
                    }
                    pauses.over.acquire().await.unwrap().forget();
                })
            })
            .with_limit(|_| Box::pin(std::future::pending()))
    }
}

#[tokio::test]
async fn waits_that_pause_between_attempts_do_not_hold_up_others() {
    for lists in [false, true] {
        let sandbox = Sandbox::start().await.unwrap();
        let fixtures = sandbox.fixtures();
        let operation = if lists {
            "listBackupRestoreJobs"
        } else {
            "getBackupRestoreJob"
        };
        let busy = Fault::status(503).header("retry-after", "20");
        sandbox.faults().on(operation, busy).times(AT_ONCE as u64);
        let pauses = LongPauses::new();
        let key = (fixtures.public_key, fixtures.private_key);
        let client = Client::builder()
            .credentials(Credentials::api_key(key.0, key.1))
            .base_url(sandbox.url())
            .polls_at_once(AT_ONCE as u32)
            .clock(pauses.clock())
            .build()
            .unwrap();
        let wait = Wait::up_to(Duration::from_secs(3600));
        let mut held_up = tokio::task::JoinSet::new();
        for _ in 0..AT_ONCE {
            let (client, wait) = (client.clone(), wait.clone());
            held_up.spawn(async move {
                if lists {
                    let call = client
                        .list_backup_restore_jobs()
                        .group_id(fixtures.group_id);
                    let call = call.cluster_name(fixtures.cluster_name);
                    let finished = fixtures.finished_restore_job_id;
                    let all = call.wait_all(wait);
                    all.only(move |job| job.id.as_deref() == Some(finished))
                        .await
                        .map(|outcome| outcome.is_success())
                } else {
                    let call = client.get_backup_restore_job().group_id(fixtures.group_id);
                    let call = call.cluster_name(fixtures.cluster_name);
                    let call = call.restore_job_id(fixtures.finished_restore_job_id);
                    call.wait(wait).await.map(|outcome| outcome.is_success())
                }
            });
        }
        let all_pause = soon("the fourth pause", pauses.all_pause.acquire()).await;
        all_pause.unwrap().forget();

        // All of the client's polls are in pauses now; one more is another matter.
        let call = client.get_backup_export().group_id(fixtures.group_id);
        let call = call.cluster_name(fixtures.cluster_name);
        let call = call.export_id(fixtures.successful_export_id);
        let outcome = soon("the fifth wait", async { call.wait(wait).await }).await;
        assert!(outcome.unwrap().is_success());

        pauses.over.add_permits(AT_ONCE);
        while let Some(ended) = soon("a wait that paused", held_up.join_next()).await {
            assert!(ended.unwrap().unwrap());
        }
    }
}
