//! Clients that go by a time of the test, and the calls that they make.

use std::sync::Arc;

use backhaul_atlas::Credentials;
use backhaul_runtime::{Error, Retry};
use backhaul_sandbox::Sandbox;

use crate::support::time::Time;

pub(crate) fn atlas(url: &str, credentials: Credentials, time: &Time) -> backhaul_atlas::Client {
    backhaul_atlas::Client::builder()
        .credentials(credentials)
        .base_url(url)
        .clock(time.clock())
        .retry(Retry::off())
        .build()
        .unwrap()
}

pub(crate) fn service_account(sandbox: &Sandbox) -> Credentials {
    let fixtures = sandbox.fixtures();
    Credentials::service_account(fixtures.service_account_id, fixtures.service_account_secret)
}

pub(crate) async fn get_export(
    client: &backhaul_atlas::Client,
    sandbox: &Sandbox,
) -> Result<(), Error> {
    let fixtures = sandbox.fixtures();
    let call = client.get_backup_export().group_id(fixtures.group_id);
    let call = call
        .cluster_name(fixtures.cluster_name)
        .export_id(fixtures.running_export_id);
    call.send().await.map(|_| ())
}

/// Makes the same call `count` times at once, and returns how many failed.
pub(crate) async fn crowd(
    client: &backhaul_atlas::Client,
    sandbox: &Arc<Sandbox>,
    count: usize,
) -> usize {
    let calls = (0..count).map(|_| {
        let (client, sandbox) = (client.clone(), Arc::clone(sandbox));
        tokio::spawn(async move { get_export(&client, &sandbox).await })
    });
    let mut failed = 0;
    for call in calls.collect::<Vec<_>>() {
        failed += usize::from(call.await.unwrap().is_err());
    }
    failed
}

pub(crate) fn dcs(
    sandbox: &Sandbox,
    credentials: backhaul_dcs::Credentials,
    time: &Time,
) -> backhaul_dcs::Client {
    backhaul_dcs::Client::builder()
        .credentials(credentials)
        .base_url(sandbox.url())
        .iam_url(format!("{}/v3", sandbox.url()))
        .clock(time.clock())
        .build()
        .unwrap()
}

pub(crate) async fn make_link(
    client: &backhaul_dcs::Client,
    sandbox: &Sandbox,
) -> Result<(), Error> {
    let fixtures = sandbox.fixtures();
    let call = client
        .create_redislog_download_link()
        .project_id(fixtures.dcs_project_id);
    let call = call
        .instance_id(fixtures.dcs_instance_id)
        .id(fixtures.dcs_redislog_id);
    call.send().await.map(|_| ())
}
