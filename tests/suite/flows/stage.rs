//! A sandbox and the clients of a flow. Time passes only when a client pauses.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use backhaul_flows::atlas::Cluster;
use backhaul_flows::dcs::Instance;
use backhaul_flows::sls::{RetriedTasks, RetryTasks};
use backhaul_flows::{Event, Patience};
use backhaul_runtime::Clock;
use backhaul_sandbox::{RequestRecord, Sandbox, SandboxBuilder};

/// When the tests begin, in Unix seconds.
pub(super) const BEGINNING: u64 = 1_709_251_198;

/// A sandbox and what clients need to use it; all of them share one time, which pauses move on.
pub(crate) struct Stage {
    pub(crate) sandbox: Sandbox,
    time: Arc<Mutex<SystemTime>>,
    pauses: Arc<Mutex<Vec<Duration>>>,
    said: Mutex<Vec<String>>,
}

impl Stage {
    pub(super) async fn new(settings: impl FnOnce(SandboxBuilder) -> SandboxBuilder) -> Self {
        let beginning = SystemTime::UNIX_EPOCH + Duration::from_secs(BEGINNING);
        let time = Arc::new(Mutex::new(beginning));
        let now = Arc::clone(&time);
        let builder = Sandbox::builder().clock(move || *now.lock().unwrap());
        Self {
            sandbox: settings(builder).start().await.unwrap(),
            time,
            pauses: Arc::default(),
            said: Mutex::default(),
        }
    }

    /// Jobs move when they are looked at.
    pub(crate) async fn moving() -> Self {
        Self::new(|sandbox| sandbox.jobs_advance(true)).await
    }

    /// Jobs do not move.
    pub(crate) async fn still() -> Self {
        Self::new(|sandbox| sandbox).await
    }

    pub(super) fn clock(&self) -> Clock {
        let (now, time) = (Arc::clone(&self.time), Arc::clone(&self.time));
        let pauses = Arc::clone(&self.pauses);
        Clock::new(move || *now.lock().unwrap()).with_sleep(move |pause| {
            let (time, pauses) = (Arc::clone(&time), Arc::clone(&pauses));
            // Only when it is awaited: a pause is begun after the last look, too.
            Box::pin(async move {
                *time.lock().unwrap() += pause;
                pauses.lock().unwrap().push(pause);
            })
        })
    }

    pub(crate) fn say(&self, event: Event) {
        self.said.lock().unwrap().push(event.to_string());
    }

    pub(crate) fn said(&self) -> Vec<String> {
        self.said.lock().unwrap().clone()
    }

    /// What the flow paused for, first to last.
    pub(super) fn pauses(&self) -> Vec<Duration> {
        self.pauses.lock().unwrap().clone()
    }

    /// The requests that the sandbox saw: operation and status.
    pub(crate) fn requests(&self) -> Vec<String> {
        let show = |request: &RequestRecord| {
            let operation = request.operation.as_deref().unwrap_or("nothing");
            format!("{operation} {}", request.status)
        };
        self.sandbox.requests().iter().map(show).collect()
    }

    /// How many requests there were like this one.
    pub(crate) fn count(&self, request: &str) -> usize {
        self.requests()
            .iter()
            .filter(|seen| *seen == request)
            .count()
    }

    pub(super) fn cloud_manager(&self) -> backhaul_cloud_manager::Client {
        let ids = self.sandbox.fixtures();
        let key = backhaul_cloud_manager::Credentials::api_key(ids.public_key, ids.private_key);
        backhaul_cloud_manager::Client::builder()
            .credentials(key)
            .base_url(self.sandbox.url())
            .clock(self.clock())
            .build()
            .unwrap()
    }

    pub(super) fn atlas(&self) -> backhaul_atlas::Client {
        let ids = self.sandbox.fixtures();
        let account = backhaul_atlas::Credentials::service_account(
            ids.service_account_id,
            ids.service_account_secret,
        );
        backhaul_atlas::Client::builder()
            .credentials(account)
            .base_url(self.sandbox.url())
            .clock(self.clock())
            .build()
            .unwrap()
    }

    pub(super) fn cluster(&self) -> Cluster {
        let ids = self.sandbox.fixtures();
        Cluster::new(ids.group_id, ids.cluster_name)
    }

    pub(super) fn sls(&self) -> backhaul_sls::Client {
        let names = self.sandbox.fixtures();
        let key = backhaul_sls::Credentials::access_key(
            names.sls_access_key_id,
            names.sls_access_key_secret,
        );
        backhaul_sls::Client::builder()
            .credentials(key)
            .endpoint(self.sandbox.url())
            .region(names.sls_region)
            .project(names.sls_project)
            .clock(self.clock())
            .build()
            .unwrap()
    }

    pub(super) async fn ship_again(&self) -> RetriedTasks {
        let names = self.sandbox.fixtures();
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(BEGINNING);
        RetryTasks::failed(names.sls_logstore, names.sls_shipper)
            .between(now - Duration::from_secs(24 * 3600), now)
            .wait(Patience::up_to(Duration::from_secs(3600)))
            .run(&self.sls(), |event| self.say(event))
            .await
            .unwrap()
    }

    pub(crate) fn dcs(&self) -> backhaul_dcs::Client {
        let ids = self.sandbox.fixtures();
        let key = backhaul_dcs::Credentials::access_key(ids.dcs_access_key, ids.dcs_secret_key);
        backhaul_dcs::Client::builder()
            .credentials(key.project_id(ids.dcs_project_id))
            .base_url(self.sandbox.url())
            .clock(self.clock())
            .build()
            .unwrap()
    }

    pub(super) fn instance(&self) -> Instance {
        let ids = self.sandbox.fixtures();
        Instance::new(ids.dcs_project_id, ids.dcs_instance_id)
    }
}

/// The names of the files in a folder, hidden ones included.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name();
    let mut names: Vec<String> = entries
        .map(|entry| name(entry).into_string().unwrap())
        .collect();
    names.sort_unstable();
    names
}
