//! The calls that are compared: each by the generated client and by hand.

use backhaul_atlas::Credentials;
use backhaul_atlas::types::DiskBackupExportJob;

use crate::by_hand;
use crate::by_hand_sls;
use crate::server::Server;

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
}

impl Clients {
    /// Clients of `server`.
    ///
    /// # Errors
    /// If one cannot be built.
    pub fn of(server: &Server) -> Result<Self, Box<dyn std::error::Error>> {
        let atlas = backhaul_atlas::Client::builder()
            .credentials(Credentials::access_token(TOKEN))
            .base_url(server.url())
            .build()?;
        let sls = backhaul_sls::Client::builder()
            .credentials(backhaul_sls::Credentials::access_key(KEY_ID, KEY_SECRET))
            .endpoint(server.url())
            .region(REGION)
            .project(PROJECT)
            .build()?;
        let host = format!("{PROJECT}.127.0.0.1");
        Ok(Self {
            atlas,
            atlas_by_hand: by_hand::Client::new(server.url(), TOKEN)?,
            sls,
            sls_by_hand: by_hand_sls::Client::new(server.url(), &host, REGION, KEY_ID, KEY_SECRET)?,
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
