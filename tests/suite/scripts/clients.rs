//! Clients that follow a script.

use backhaul_atlas::builders::GetBackupExport;
use backhaul_runtime::testing::{Reply, Script};
use serde_json::json;

pub(super) const GROUP: &str = "5f0000000000000000000001";
pub(super) const EXPORT: &str = "5f00000000000000000000b1";

pub(super) fn atlas(script: &Script) -> backhaul_atlas::Client {
    atlas_with(
        script,
        backhaul_atlas::Credentials::access_token("fake-token"),
    )
}

pub(super) fn atlas_with(
    script: &Script,
    credentials: backhaul_atlas::Credentials,
) -> backhaul_atlas::Client {
    let client = backhaul_atlas::Client::builder().credentials(credentials);
    client.script(script).build().unwrap()
}

pub(super) fn cloud_manager(script: &Script) -> backhaul_cloud_manager::Client {
    let key = backhaul_cloud_manager::Credentials::api_key("fakepubl", "fake-private-key");
    let client = backhaul_cloud_manager::Client::builder().credentials(key);
    client.script(script).build().unwrap()
}

pub(super) fn dcs_with(
    script: &Script,
    credentials: backhaul_dcs::Credentials,
) -> backhaul_dcs::Client {
    let client = backhaul_dcs::Client::builder().credentials(credentials);
    client.region("eu-de").script(script).build().unwrap()
}

pub(super) fn sls(script: &Script) -> backhaul_sls::Client {
    let key = backhaul_sls::Credentials::access_key("fake-id", "fake-secret");
    let client = backhaul_sls::Client::builder().credentials(key);
    let client = client
        .endpoint("cn-hangzhou.log.aliyuncs.com")
        .region("cn-hangzhou")
        .project("demo-project");
    client.script(script).build().unwrap()
}

/// A call that nothing is missing of.
pub(super) fn get_export(client: &backhaul_atlas::Client) -> GetBackupExport {
    let call = client.get_backup_export().group_id(GROUP);
    call.cluster_name("prod").export_id(EXPORT)
}

/// An export job in this state.
pub(super) fn export(state: &str) -> Reply {
    Reply::json(&json!({ "id": EXPORT, "state": state, "exportBucketId": EXPORT }))
}
