//! The kinds of operations, a call of each, and how often a fault hits it.

use backhaul_runtime::{Clock, Error, Retry};
use backhaul_sandbox::Sandbox;

use crate::support::clock::{ATTEMPT, CALL};

/// How often a call meets what goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frequency {
    Once,
    Always,
}

impl Frequency {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Once => "once",
            Self::Always => "always",
        }
    }
}

/// The kinds of operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `get_backup_export` of Atlas, by an API key: each first request is challenged.
    Idempotent,
    /// `create_redislog_download_link` of DCS, by a token.
    NotIdempotent,
    /// `download_log_collection_job` of Cloud Manager, by an API key, into memory.
    Streaming,
}

impl Kind {
    /// In the order of [`Row::outcomes`].
    pub(super) const ALL: [Self; 3] = [Self::Idempotent, Self::NotIdempotent, Self::Streaming];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Idempotent => "idempotent",
            Self::NotIdempotent => "not idempotent",
            Self::Streaming => "streaming",
        }
    }

    /// As the sandbox calls it.
    pub(super) fn operation(self) -> &'static str {
        match self {
            Self::Idempotent => "getBackupExport",
            Self::NotIdempotent => "CreateRedislogDownloadLink",
            Self::Streaming => "downloadLogCollectionJob",
        }
    }

    /// One call by a client of its own. A download gives the number of its bytes.
    pub(super) async fn call(self, sandbox: &Sandbox, clock: Clock) -> Result<Option<u64>, Error> {
        let fixtures = sandbox.fixtures();
        match self {
            Self::Idempotent => {
                let key = (fixtures.public_key, fixtures.private_key);
                let client = backhaul_atlas::Client::builder()
                    .credentials(backhaul_atlas::Credentials::api_key(key.0, key.1))
                    .base_url(sandbox.url())
                    .timeout(ATTEMPT)
                    .call_timeout(CALL)
                    .retry(Retry::standard().total_time(CALL))
                    .clock(clock)
                    .build()?;
                let call = client.get_backup_export().group_id(fixtures.group_id);
                let call = call
                    .cluster_name(fixtures.cluster_name)
                    .export_id(fixtures.running_export_id);
                call.send().await.map(|_| None)
            }
            Self::NotIdempotent => make_link(sandbox, clock, false).await.map(|()| None),
            Self::Streaming => download(sandbox, clock).await.map(Some),
        }
    }
}

/// The call that is not idempotent, unless the caller says that it is.
pub(super) async fn make_link(
    sandbox: &Sandbox,
    clock: Clock,
    idempotent: bool,
) -> Result<(), Error> {
    let fixtures = sandbox.fixtures();
    let client = backhaul_dcs::Client::builder()
        .credentials(backhaul_dcs::Credentials::token(fixtures.dcs_token))
        .base_url(sandbox.url())
        .timeout(ATTEMPT)
        .call_timeout(CALL)
        .retry(Retry::standard().total_time(CALL))
        .clock(clock)
        .build()?;
    let call = client
        .create_redislog_download_link()
        .project_id(fixtures.dcs_project_id);
    let mut call = call
        .instance_id(fixtures.dcs_instance_id)
        .id(fixtures.dcs_redislog_id);
    if idempotent {
        call = call.idempotent(true);
    }
    call.send().await.map(|_| ())
}

/// Downloads the archive of a job into memory.
async fn download(sandbox: &Sandbox, clock: Clock) -> Result<u64, Error> {
    let fixtures = sandbox.fixtures();
    let (public_key, private_key) = (fixtures.public_key, fixtures.private_key);
    let credentials = backhaul_cloud_manager::Credentials::api_key(public_key, private_key);
    let client = backhaul_cloud_manager::Client::builder()
        .credentials(credentials)
        .base_url(sandbox.url())
        .timeout(ATTEMPT)
        .read_timeout(ATTEMPT)
        .call_timeout(CALL)
        .retry(Retry::standard().total_time(CALL))
        .clock(clock)
        .build()?;
    let call = client
        .download_log_collection_job()
        .group_id(fixtures.group_id)
        .job_id(fixtures.successful_log_job_id);
    let mut bytes = Vec::new();
    let downloaded = call.download().to_writer(&mut bytes).await?;
    assert_eq!(downloaded.bytes, bytes.len() as u64);
    Ok(downloaded.bytes)
}
