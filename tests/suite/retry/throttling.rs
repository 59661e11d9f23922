//! Calls that a provider throttles for the rest of its window, without saying for how long.
//!
//! Each call has a time of its own, which only its pauses move on; the sandbox throttles until that time
//! has come far enough.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use backhaul_runtime::{Clock, Error, Outcome, Retry, Wait};
use backhaul_sandbox::{Fault, Faults, Sandbox};

/// The window of all four providers.
const WINDOW: Duration = Duration::from_secs(60);

/// The pauses of a call, none of which really passes. The faults end when `over` has passed.
#[derive(Clone)]
struct Throttled {
    faults: Faults,
    over: Duration,
    pauses: Arc<Mutex<Vec<Duration>>>,
}

impl Throttled {
    fn until(over: Duration, sandbox: &Sandbox) -> Self {
        Self {
            faults: sandbox.faults(),
            over,
            pauses: Arc::default(),
        }
    }

    fn passed(&self) -> Duration {
        self.pauses.lock().unwrap().iter().sum()
    }

    fn pauses(&self) -> Vec<Duration> {
        self.pauses.lock().unwrap().clone()
    }

    fn clock(&self) -> Clock {
        let (now, sleep) = (self.clone(), self.clone());
        let beginning = SystemTime::UNIX_EPOCH + Duration::from_secs(1_709_251_198);
        Clock::new(move || beginning + now.passed()).with_sleep(move |pause| {
            sleep.pauses.lock().unwrap().push(pause);
            if sleep.passed() >= sleep.over {
                sleep.faults.clear();
            }
            Box::pin(async {})
        })
    }
}

fn atlas(sandbox: &Sandbox, clock: Clock, retry: Option<Retry>) -> backhaul_atlas::Client {
    let fixtures = sandbox.fixtures();
    let key = (fixtures.public_key, fixtures.private_key);
    let builder = backhaul_atlas::Client::builder()
        .credentials(backhaul_atlas::Credentials::api_key(key.0, key.1))
        .base_url(sandbox.url())
        .clock(clock);
    let builder = match retry {
        Some(retry) => builder.retry(retry),
        None => builder,
    };
    builder.build().unwrap()
}

async fn get_export(client: &backhaul_atlas::Client, sandbox: &Sandbox) -> Result<(), Error> {
    let fixtures = sandbox.fixtures();
    let call = client
        .get_backup_export()
        .group_id(fixtures.group_id)
        .cluster_name(fixtures.cluster_name)
        .export_id(fixtures.running_export_id);
    call.send().await.map(|_| ())
}

async fn call_cloud_manager(sandbox: &Sandbox, clock: Clock) -> Result<(), Error> {
    let fixtures = sandbox.fixtures();
    let key = (fixtures.public_key, fixtures.private_key);
    let client = backhaul_cloud_manager::Client::builder()
        .credentials(backhaul_cloud_manager::Credentials::api_key(key.0, key.1))
        .base_url(sandbox.url())
        .clock(clock)
        .build()
        .unwrap();
    let call = client.get_log_collection_job().group_id(fixtures.group_id);
    let call = call.job_id(fixtures.running_log_job_id);
    call.send().await.map(|_| ())
}

async fn call_sls(sandbox: &Sandbox, clock: Clock) -> Result<(), Error> {
    let fixtures = sandbox.fixtures();
    let key = (fixtures.sls_access_key_id, fixtures.sls_access_key_secret);
    let client = backhaul_sls::Client::builder()
        .credentials(backhaul_sls::Credentials::access_key(key.0, key.1))
        .endpoint(sandbox.url())
        .region(fixtures.sls_region)
        .project(fixtures.sls_project)
        .clock(clock)
        .build()
        .unwrap();
    let call = client.list_shipper().logstore(fixtures.sls_logstore);
    call.send().await.map(|_| ())
}

async fn call_dcs(sandbox: &Sandbox, clock: Clock) -> Result<(), Error> {
    let fixtures = sandbox.fixtures();
    let client = backhaul_dcs::Client::builder()
        .credentials(backhaul_dcs::Credentials::token(fixtures.dcs_token))
        .base_url(sandbox.url())
        .clock(clock)
        .build()
        .unwrap();
    let call = client
        .list_background_task()
        .project_id(fixtures.dcs_project_id)
        .instance_id(fixtures.dcs_instance_id);
    call.send().await.map(|_| ())
}

/// Pauses that outlast `WINDOW`, in few requests and in not much more time than is needed.
fn assert_outlasts(provider: &str, pauses: &[Duration]) {
    let sum: Duration = pauses.iter().sum();
    assert!(pauses.len() <= 3, "{provider}: {pauses:?}");
    assert!(
        sum >= WINDOW && sum <= WINDOW * 3 / 2,
        "{provider}: {pauses:?}"
    );
}

#[tokio::test]
async fn a_call_outlasts_the_window_of_every_provider() {
    let too_many = Fault::status(429);
    let quota = Fault::status(403)
        .body("{\"errorCode\":\"ProjectQuotaExceed\",\"errorMessage\":\"quota is exceeded\"}");
    macro_rules! outlasts {
        ($name:literal, $fault:expr, $call:expr) => {{
            let sandbox = Sandbox::start().await.unwrap();
            let throttled = Throttled::until(WINDOW, &sandbox);
            sandbox.faults().everywhere($fault);
            let outcome = $call(&sandbox, throttled.clock()).await;
            outcome.unwrap_or_else(|error| panic!("{}: {error}", $name));
            assert_outlasts($name, &throttled.pauses());
        }};
    }
    outlasts!("Atlas", too_many.clone(), async |sandbox, clock| {
        get_export(&atlas(sandbox, clock, None), sandbox).await
    });
    outlasts!("Cloud Manager", too_many.clone(), call_cloud_manager);
    outlasts!("SLS", quota, call_sls);
    outlasts!("DCS", too_many, call_dcs);
}

/// The endpoint that tokens come from has limits too.
#[tokio::test]
async fn a_call_outlasts_the_window_of_a_token_endpoint() {
    let sandbox = Sandbox::start().await.unwrap();
    let throttled = Throttled::until(WINDOW, &sandbox);
    sandbox.faults().on("oauth token", Fault::status(429));
    let fixtures = sandbox.fixtures();
    let client = backhaul_atlas::Client::builder()
        .credentials(backhaul_atlas::Credentials::service_account(
            fixtures.service_account_id,
            fixtures.service_account_secret,
        ))
        .base_url(sandbox.url())
        .clock(throttled.clock())
        .build()
        .unwrap();
    get_export(&client, &sandbox).await.unwrap();
    assert_outlasts("token endpoint", &throttled.pauses());
}

#[tokio::test]
async fn a_short_throttling_costs_seconds() {
    let sandbox = Sandbox::start().await.unwrap();
    let throttled = Throttled::until(Duration::from_secs(1), &sandbox);
    sandbox.faults().everywhere(Fault::status(429));
    let client = atlas(&sandbox, throttled.clock(), None);
    get_export(&client, &sandbox).await.unwrap();
    assert!(throttled.passed() < Duration::from_secs(6));
    assert_eq!(throttled.pauses().len(), 1);
}

#[tokio::test]
async fn callers_that_are_throttled_together_come_back_apart() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut seconds = BTreeSet::new();
    for _ in 0..100 {
        // It never ends; only the time of the last attempt matters.
        let throttled = Throttled::until(Duration::MAX, &sandbox);
        sandbox.faults().everywhere(Fault::status(429));
        let client = atlas(&sandbox, throttled.clock(), None);
        let error = get_export(&client, &sandbox).await.unwrap_err();
        assert!(error.is_throttled());
        assert_eq!(error.attempts(), 4);
        assert_outlasts("Atlas", &throttled.pauses());
        seconds.insert(throttled.passed().as_secs());
        sandbox.faults().clear();
    }
    // More than twenty seconds; a hundred random callers leave hardly any of them out.
    assert!(seconds.len() >= 12, "{seconds:?}");
}

#[tokio::test]
async fn a_call_waits_no_longer_than_its_limits_allow() {
    let second = Duration::from_secs(1);
    for (total, call, ends_after) in [
        (Some(20 * second), None, 14 * second),
        (None, Some(30 * second), 18 * second),
        (Some(20 * second), Some(30 * second), 14 * second),
    ] {
        let sandbox = Sandbox::start().await.unwrap();
        let throttled = Throttled::until(ends_after, &sandbox);
        sandbox.faults().everywhere(Fault::status(429));
        let retry = total.map(|total| Retry::standard().total_time(total));
        let limits = throttled
            .clock()
            .with_limit(|_| Box::pin(std::future::pending()));
        let client = atlas(&sandbox, limits, retry);
        let fixtures = sandbox.fixtures();
        let mut export = client
            .get_backup_export()
            .group_id(fixtures.group_id)
            .cluster_name(fixtures.cluster_name)
            .export_id(fixtures.running_export_id);
        if let Some(call) = call {
            export = export.call_timeout(call);
        }
        export.send().await.unwrap();
        let passed = throttled.passed();
        let limit = total.into_iter().chain(call).min().unwrap();
        assert!(passed < limit, "{passed:?} of {limit:?}");
    }
}

#[tokio::test]
async fn the_number_of_attempts_is_kept_and_off_is_off() {
    for attempts in [1, 2, 3, 8] {
        let sandbox = Sandbox::start().await.unwrap();
        let throttled = Throttled::until(Duration::MAX, &sandbox);
        sandbox.faults().everywhere(Fault::status(429));
        let retry = match attempts {
            1 => Retry::off(),
            _ => Retry::standard().attempts(attempts),
        };
        let client = atlas(&sandbox, throttled.clock(), Some(retry));
        let error = get_export(&client, &sandbox).await.unwrap_err();
        assert_eq!(error.attempts(), attempts);
        assert_eq!(throttled.pauses().len() as u32, attempts - 1);
        if attempts > 1 {
            assert!(throttled.passed() >= WINDOW, "{:?}", throttled.pauses());
        }
    }
}

/// If the provider says when to come back, it is believed; but zero seconds says nothing.
#[tokio::test]
async fn retry_after_is_believed_unless_it_says_zero() {
    for (asked, is_told) in [("30", true), ("0", false)] {
        let sandbox = Sandbox::start().await.unwrap();
        let throttled = Throttled::until(WINDOW, &sandbox);
        let fault = Fault::status(429).header("retry-after", asked);
        sandbox.faults().everywhere(fault);
        let client = atlas(&sandbox, throttled.clock(), None);
        get_export(&client, &sandbox).await.unwrap();
        let pauses = throttled.pauses();
        assert_outlasts("Atlas", &pauses);
        if is_told {
            assert_eq!(pauses, [Duration::from_secs(30); 2]);
        }
    }
}

#[tokio::test]
async fn throttling_takes_nothing_from_the_budget() {
    let sandbox = Sandbox::start().await.unwrap();
    let throttled = Throttled::until(Duration::MAX, &sandbox);
    let client = atlas(&sandbox, throttled.clock(), None);
    sandbox.faults().everywhere(Fault::status(429));
    for _ in 0..50 {
        get_export(&client, &sandbox).await.unwrap_err();
    }
    assert_eq!(throttled.pauses().len(), 150, "more than the budget has");
    sandbox.faults().clear();
    sandbox.faults().everywhere(Fault::status(503)).times(1);
    get_export(&client, &sandbox).await.unwrap();

    // Nor does it need one.
    let throttled = Throttled::until(WINDOW, &sandbox);
    sandbox.faults().everywhere(Fault::status(429));
    let none = Retry::standard().budget(0);
    let client = atlas(&sandbox, throttled.clock(), Some(none));
    get_export(&client, &sandbox).await.unwrap();
}

/// The attempts of a poll have no more time than the wait, so that its outcome can say what was wrong.
#[tokio::test]
async fn a_wait_that_is_throttled_to_its_end_says_so() {
    let sandbox = Sandbox::start().await.unwrap();
    let throttled = Throttled::until(Duration::MAX, &sandbox);
    sandbox.faults().everywhere(Fault::status(429));
    let clock = throttled.clock();
    let clock = clock.with_limit(|_| Box::pin(std::future::pending()));
    let client = atlas(&sandbox, clock, None);
    let fixtures = sandbox.fixtures();
    let call = client.get_backup_export().group_id(fixtures.group_id);
    let call = call.cluster_name(fixtures.cluster_name);
    let call = call.export_id(fixtures.running_export_id);
    let wait = Wait::up_to(Duration::from_secs(30));
    let Outcome::TimedOut(late) = call.wait(wait).await.unwrap() else {
        panic!("the job never ends");
    };
    assert!(late.last_error.unwrap().is_throttled());
    let longest = throttled.pauses().into_iter().max().unwrap();
    assert!(longest < Duration::from_secs(30), "{longest:?}");
}

/// After a bad phase the budget grows with each success, for ever.
#[tokio::test]
async fn a_client_recovers_from_a_bad_phase() {
    let sandbox = Sandbox::start().await.unwrap();
    let clock = Throttled::until(Duration::MAX, &sandbox);
    let client = atlas(&sandbox, clock.clock(), None);
    for _ in 0..3 {
        sandbox.faults().everywhere(Fault::status(503));
        for _ in 0..200 {
            get_export(&client, &sandbox).await.unwrap_err();
        }
        let before = clock.pauses().len();
        get_export(&client, &sandbox).await.unwrap_err();
        assert_eq!(clock.pauses().len(), before, "the budget is used up");
        sandbox.faults().clear();
        for _ in 0..5 {
            get_export(&client, &sandbox).await.unwrap();
        }
        sandbox.faults().everywhere(Fault::status(503)).times(1);
        get_export(&client, &sandbox).await.unwrap();
        sandbox.faults().clear();
    }
}
