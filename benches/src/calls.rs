//! The calls that are compared: each by the generated client and by hand.

use std::time::Duration;

use backhaul_atlas::types::DiskBackupExportJob;
use backhaul_atlas::{Credentials, Wait};
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::answers::{MOVING_CLUSTER, POLLS};
use crate::by_hand;
use crate::by_hand_sls;
use crate::server::Server;

/// The longest pause between two polls of a wait. All waits together need less than that for one poll each.
pub const PAUSE: Duration = Duration::from_secs(2);
/// As many as the generated client has by default.
const POLLS_AT_ONCE: usize = 64;

const GROUP_ID: &str = "32b6e34b3d91647abb20e7b8";
const CLUSTER_NAME: &str = "Cluster0";
const EXPORT_ID: &str = "32b6e34b3d91647abb20e7b8";
const TOKEN: &str = "fake-access-token-of-a-length-that-is-usual-for-such-tokens";

const PROJECT: &str = "ali-test-project";
const REGION: &str = "cn-hangzhou";
const KEY_ID: &str = "FAKEAKID0000example";
const KEY_SECRET: &str = "FakeSecret+NotReal/000000000000";
const LOGSTORE: &str = "ali-test-logstore";
const SHIPPER_NAME: &str = "ali-test-shipper";
const TASK_IDS: [&str; 3] = [
    "c1411eb7291c77560ba31fc65bc73c52",
    "c1411eb7291c77560ba31fc65bc73c53",
    "c1411eb7291c77560ba31fc65bc73c54",
];

/// Clients of both kinds, all connected to one server.
pub struct Clients {
    atlas: backhaul_atlas::Client,
    atlas_by_hand: by_hand::Client,
    sls: backhaul_sls::Client,
    sls_by_hand: by_hand_sls::Client,
    /// For waits by hand: how many polls are under way at once.
    turns: Semaphore,
}

impl Clients {
    /// Clients of `server`.
    ///
    /// # Errors
    /// If one cannot be built.
    pub fn of(server: &Server) -> Result<Self, Box<dyn std::error::Error>> {
        Self::at(server.url())
    }

    /// Clients of the server at `url`.
    ///
    /// # Errors
    /// If one cannot be built.
    pub fn at(url: &str) -> Result<Self, Box<dyn std::error::Error>> {
        let atlas = backhaul_atlas::Client::builder()
            .credentials(Credentials::access_token(TOKEN))
            .base_url(url)
            .build()?;
        let sls = backhaul_sls::Client::builder()
            .credentials(backhaul_sls::Credentials::access_key(KEY_ID, KEY_SECRET))
            .endpoint(url)
            .region(REGION)
            .project(PROJECT)
            .build()?;
        let host = format!("{PROJECT}.127.0.0.1");
        Ok(Self {
            atlas,
            turns: Semaphore::new(POLLS_AT_ONCE),
            atlas_by_hand: by_hand::Client::new(url, TOKEN)?,
            sls,
            sls_by_hand: by_hand_sls::Client::new(url, &host, REGION, KEY_ID, KEY_SECRET)?,
        })
    }

    /// `get_backup_export` of the generated client.
    ///
    /// # Errors
    /// If it fails.
    pub async fn export(&self) -> Result<DiskBackupExportJob, backhaul_atlas::Error> {
        let answer = self
            .atlas
            .get_backup_export()
            .group_id(GROUP_ID)
            .cluster_name(CLUSTER_NAME)
            .export_id(EXPORT_ID)
            .send()
            .await?;
        Ok(answer.into_inner())
    }

    /// The same by hand.
    ///
    /// # Errors
    /// If it fails.
    pub async fn export_by_hand(&self) -> Result<by_hand::ExportJob, by_hand::Error> {
        self.atlas_by_hand
            .get_backup_export(GROUP_ID, CLUSTER_NAME, EXPORT_ID)
            .await
    }

    /// Waits for a job that ends with poll number [`POLLS`], by the generated client. Gives the number of
    /// polls.
    pub fn wait(&self, job: u32) -> impl Future<Output = u32> + Send + use<'_> {
        let wait = Wait::up_to(Duration::from_secs(600))
            .first_delay(PAUSE)
            .growth(1.0);
        let waiting = self
            .atlas
            .get_backup_export()
            .group_id(GROUP_ID)
            .cluster_name(MOVING_CLUSTER)
            .export_id(id_of(job))
            .wait(wait);
        async move {
            match waiting.await {
                Ok(outcome) if outcome.is_success() => outcome.polls(),
                _ => 0,
            }
        }
    }

    /// The same by hand: with a limit on polls at once, and a pause shortened at random by up to a half.
    pub async fn wait_by_hand(&self, job: u32) -> u32 {
        let id = id_of(job);
        for polls in 1.. {
            let Ok(turn) = self.turns.acquire().await else {
                return 0;
            };
            let answer = self
                .atlas_by_hand
                .get_backup_export(GROUP_ID, MOVING_CLUSTER, &id)
                .await;
            drop(turn);
            match answer.map(|job| job.state).as_ref().map(Option::as_deref) {
                Ok(Some("Successful")) => return polls,
                Ok(_) => {}
                Err(_) => return 0,
            }
            let thousandths = 500 + job.wrapping_mul(2_654_435_761) % 500;
            tokio::time::sleep(PAUSE * thousandths / 1000).await;
        }
        0
    }

    /// `retry_shipper_task` of the generated client, signed with version 4.
    ///
    /// # Errors
    /// If it fails.
    pub async fn retry(&self) -> Result<(), backhaul_sls::Error> {
        self.sls
            .retry_shipper_task()
            .logstore(LOGSTORE)
            .shipper_name(SHIPPER_NAME)
            .body(TASK_IDS)
            .send()
            .await?;
        Ok(())
    }

    /// The same by hand.
    ///
    /// # Errors
    /// If it fails.
    pub async fn retry_by_hand(&self) -> Result<(), by_hand_sls::Error> {
        self.sls_by_hand
            .retry_shipper_task(LOGSTORE, SHIPPER_NAME, &TASK_IDS)
            .await
    }
}

/// Runs all `waits`, each in a task of its own.
///
/// # Panics
/// If one did not succeed after [`POLLS`] polls.
pub fn at_once<F>(runtime: &Runtime, waits: impl Iterator<Item = F>)
where
    F: Future<Output = u32> + Send + 'static,
{
    runtime.block_on(async {
        let mut waits: JoinSet<u32> = waits.collect();
        while let Some(polls) = waits.join_next().await {
            assert_eq!(polls.ok(), Some(POLLS), "a wait");
        }
    });
}

/// The id of a job, 24 hexadecimal digits.
fn id_of(job: u32) -> String {
    format!("{job:024x}")
}
