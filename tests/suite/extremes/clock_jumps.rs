//! A machine's clock that is set forward or back while a client works: nothing ends early or late.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use backhaul_runtime::{Clock, Retry};
use backhaul_sandbox::{Fault, Sandbox};

const HOUR: i64 = 3600;

/// A wall clock that jumps by `jump` whenever the client pauses. No pause really passes.
#[derive(Clone)]
struct Jumping {
    jump: i64,
    pauses: Arc<Mutex<Vec<Duration>>>,
}

impl Jumping {
    fn by(jump: i64) -> Self {
        Self {
            jump,
            pauses: Arc::default(),
        }
    }

    fn pauses(&self) -> usize {
        self.pauses.lock().unwrap().len()
    }

    fn clock(&self) -> Clock {
        let (now, sleep) = (self.clone(), self.clone());
        let beginning = 1_709_251_198_i64;
        Clock::new(move || {
            let jumps = i64::try_from(now.pauses()).unwrap();
            let seconds = u64::try_from(beginning + now.jump * jumps).unwrap();
            SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
        })
        .with_sleep(move |pause| {
            sleep.pauses.lock().unwrap().push(pause);
            Box::pin(async {})
        })
        .with_limit(|_| Box::pin(std::future::pending()))
    }
}

fn atlas(sandbox: &Sandbox, clock: Clock, retry: Retry) -> backhaul_atlas::Client {
    let fixtures = sandbox.fixtures();
    let key = (fixtures.public_key, fixtures.private_key);
    backhaul_atlas::Client::builder()
        .credentials(backhaul_atlas::Credentials::api_key(key.0, key.1))
        .base_url(sandbox.url())
        .clock(clock)
        .retry(retry)
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_call_goes_on_trying() {
    for jump in [HOUR, -HOUR] {
        let sandbox = Sandbox::start().await.unwrap();
        sandbox.faults().everywhere(Fault::status(503)).times(3);
        let clock = Jumping::by(jump);
        let client = atlas(&sandbox, clock.clock(), Retry::standard());
        let fixtures = sandbox.fixtures();
        let call = client.get_backup_export().group_id(fixtures.group_id);
        let call = call.cluster_name(fixtures.cluster_name);
        let answer = call.export_id(fixtures.running_export_id).send().await;
        answer.unwrap_or_else(|error| panic!("{jump}: {error}"));
        assert_eq!(clock.pauses(), 3);
    }
}

/// Setting the clock back does not give a call more time than it has.
#[tokio::test]
async fn a_call_ends_when_its_time_is_over() {
    for jump in [HOUR, -HOUR, 0] {
        let sandbox = Sandbox::start().await.unwrap();
        let busy = Fault::status(503).header("retry-after", "30");
        sandbox.faults().everywhere(busy);
        let clock = Jumping::by(jump);
        let client = atlas(&sandbox, clock.clock(), Retry::standard().attempts(50));
        let fixtures = sandbox.fixtures();
        let call = client.get_backup_export().group_id(fixtures.group_id);
        let call = call.cluster_name(fixtures.cluster_name);
        let answer = call.export_id(fixtures.running_export_id).send().await;
        let error = answer.unwrap_err();
        assert_eq!(
            error.attempts(),
            5,
            "four pauses of 30 s are two minutes: {jump}"
        );
    }
}

#[tokio::test]
async fn a_wait_goes_on_until_its_job_ends() {
    for jump in [HOUR, -HOUR] {
        let sandbox = Sandbox::builder().jobs_advance(true).start().await.unwrap();
        let clock = Jumping::by(jump);
        let client = atlas(&sandbox, clock.clock(), Retry::standard());
        let fixtures = sandbox.fixtures();
        let call = client.get_backup_export().group_id(fixtures.group_id);
        let call = call.cluster_name(fixtures.cluster_name);
        let wait = backhaul_atlas::Wait::up_to(Duration::from_secs(600));
        let call = call.export_id(fixtures.queued_export_id);
        let outcome = call.wait(wait).await.unwrap();
        assert!(outcome.is_success(), "{jump}");
        assert!(clock.pauses() >= 3);
    }
}

#[tokio::test]
async fn a_download_continues_after_it_broke_off() {
    for jump in [HOUR, -HOUR] {
        let sandbox = Sandbox::start().await.unwrap();
        // Nothing comes in between, so that all failures count together.
        let broken = Fault::truncate(0);
        sandbox
            .faults()
            .on("downloadLogCollectionJob", broken)
            .times(3);
        let clock = Jumping::by(jump);
        let fixtures = sandbox.fixtures();
        let key = (fixtures.public_key, fixtures.private_key);
        let client = backhaul_cloud_manager::Client::builder()
            .credentials(backhaul_cloud_manager::Credentials::api_key(key.0, key.1))
            .base_url(sandbox.url())
            .clock(clock.clock())
            .build()
            .unwrap();
        let call = client
            .download_log_collection_job()
            .group_id(fixtures.group_id)
            .job_id(fixtures.successful_log_job_id);
        let mut bytes = Vec::new();
        let downloaded = call.download().to_writer(&mut bytes).await;
        let downloaded = downloaded.unwrap_or_else(|error| panic!("{jump}: {error}"));
        assert_eq!(downloaded.bytes, bytes.len() as u64);
        assert_eq!(clock.pauses(), 3);
    }
}

/// A date that is set back does not keep a token beyond its life, and neither does a night of sleep, in
/// which only the date goes on.
#[tokio::test]
async fn a_token_is_renewed_when_its_life_is_over() {
    let hour = 3600;
    for (date, passed, tokens) in [
        (hour, hour, 2),
        (-hour, hour, 2),
        (8 * hour, 5, 2),
        (-hour, 5, 1),
        (hour / 2, hour / 2, 1),
    ] {
        let sandbox = Sandbox::start().await.unwrap();
        let hands = Arc::new(Mutex::new((0_i64, 0_i64)));
        let (wall, monotonic) = (Arc::clone(&hands), Arc::clone(&hands));
        let seconds = |seconds: i64| Duration::from_secs(u64::try_from(seconds).unwrap());
        let clock = Clock::new(move || {
            let (date, _) = *wall.lock().unwrap();
            SystemTime::UNIX_EPOCH + seconds(1_709_251_198 + date)
        })
        .with_monotonic(move || seconds(monotonic.lock().unwrap().1));
        let fixtures = sandbox.fixtures();
        let (id, secret) = (fixtures.service_account_id, fixtures.service_account_secret);
        let client = backhaul_atlas::Client::builder()
            .credentials(backhaul_atlas::Credentials::service_account(id, secret))
            .base_url(sandbox.url())
            .clock(clock)
            .build()
            .unwrap();
        for moment in [(0, 0), (date, passed)] {
            *hands.lock().unwrap() = moment;
            let call = client.get_backup_export().group_id(fixtures.group_id);
            let call = call.cluster_name(fixtures.cluster_name);
            let call = call.export_id(fixtures.running_export_id);
            call.send().await.unwrap();
        }
        let fetched = sandbox.token_fetches().mongodb;
        assert_eq!(fetched, tokens, "{date}, {passed}");
    }
}
