//! MongoDB Cloud Manager.

use std::time::Duration;

use backhaul_cloud_manager::{Client, requests};

use super::{Row, now, sent};

/// What the calls name.
pub struct Ids {
    /// A project that exists.
    pub group_id: &'static str,
    /// A log collection job that failed.
    pub failed_job_id: &'static str,
    /// One that succeeded.
    pub successful_job_id: &'static str,
}

impl Ids {
    /// Those of the snapshots.
    pub const WIRE: Self = Self {
        group_id: "5f0000000000000000000001",
        failed_job_id: "5f00000000000000000000c1",
        successful_job_id: "5f00000000000000000000c1",
    };
}

/// What the first request of a client is answered with.
pub const CHALLENGE: Option<&str> = Some(super::DIGEST_CHALLENGE);

/// The client of the snapshots.
pub fn client(address: &str) -> Client {
    let credentials = backhaul_cloud_manager::Credentials::api_key("FAKEPUBK", "fake-private");
    let client = Client::builder().credentials(credentials);
    client
        .base_url(address)
        .clock(super::clock())
        .build()
        .unwrap()
}

/// One row per operation; new ones last.
pub const ROWS: &[Row<Client, Ids>] = &[
    ("retry_log_collection_job", |client, ids| {
        let call = client.retry_log_collection_job().group_id(ids.group_id);
        sent(call.job_id(ids.failed_job_id))
    }),
    ("list_log_collection_jobs", |client, ids| {
        let call = client.list_log_collection_jobs().group_id(ids.group_id);
        sent(call.page_num(2).items_per_page(500).verbose(true))
    }),
    ("get_log_collection_job", |client, ids| {
        let call = client.get_log_collection_job().group_id(ids.group_id);
        sent(call.job_id(ids.failed_job_id))
    }),
    ("download_log_collection_job", |client, ids| {
        let call = client.download_log_collection_job().group_id(ids.group_id);
        sent(call.job_id(ids.successful_job_id))
    }),
    ("create_log_collection_job", |client, ids| {
        let call = client.create_log_collection_job().group_id(ids.group_id);
        let call = call.resource_type("REPLICASET").resource_name("demo-rs");
        let call = call
            .size_requested_per_file_bytes(10_000_000)
            .redacted(true);
        let call = call
            .log_types(["MONGODB", "FTDC"])
            .log_collection_from_date("2024-02-27T00:00:00Z");
        sent(call.log_collection_to_date("2024-02-28T00:00:00+01:00"))
    }),
    ("extend_log_collection_job", |client, ids| {
        let call = client.extend_log_collection_job().group_id(ids.group_id);
        let until = now() + Duration::from_secs(30 * 24 * 60 * 60);
        sent(call.job_id(ids.failed_job_id).expiration_date(until))
    }),
    ("delete_log_collection_job", |client, ids| {
        let call = client.delete_log_collection_job().group_id(ids.group_id);
        sent(call.job_id(ids.failed_job_id))
    }),
    ("list_snapshots", |client, ids| {
        let call = client.list_snapshots().group_id(ids.group_id);
        let call = call.cluster_id(CLUSTER);
        sent(call.page_num(1).items_per_page(500))
    }),
    ("get_snapshot", |client, ids| {
        let call = client.get_snapshot().group_id(ids.group_id);
        sent(call.cluster_id(CLUSTER).snapshot_id(SNAPSHOT))
    }),
    ("change_snapshot_expiry", |client, ids| {
        let call = client.change_snapshot_expiry().group_id(ids.group_id);
        let call = call.cluster_id(CLUSTER).snapshot_id(SNAPSHOT);
        sent(call.expires("2024-04-01T00:00:00Z"))
    }),
    ("delete_snapshot", |client, ids| {
        let call = client.delete_snapshot().group_id(ids.group_id);
        sent(call.cluster_id(CLUSTER).snapshot_id(SNAPSHOT))
    }),
    ("list_restore_jobs", |client, ids| {
        let call = client.list_restore_jobs().group_id(ids.group_id);
        let call = call.cluster_id(CLUSTER).batch_id(BATCH);
        sent(call.page_num(1).items_per_page(500))
    }),
    ("create_restore_job", |client, ids| {
        let call = client.create_restore_job().group_id(ids.group_id);
        let call = call
            .cluster_id(CLUSTER)
            .point_in_time_utc_millis(1_709_247_598_000_i64);
        let delivery = requests::AutomatedRestoreDelivery::new()
            .target_group_id(ids.group_id)
            .target_cluster_id(CLUSTER);
        sent(call.delivery(delivery))
    }),
    ("get_restorable_time_ranges", |client, ids| {
        let call = client.get_restorable_time_ranges().group_id(ids.group_id);
        sent(call.cluster_id(CLUSTER))
    }),
    ("get_restore_job", |client, ids| {
        let call = client.get_restore_job().group_id(ids.group_id);
        sent(call.cluster_id(CLUSTER).restore_job_id(RESTORE_JOB))
    }),
    ("list_checkpoints", |client, ids| {
        let call = client.list_checkpoints().group_id(ids.group_id);
        let call = call.cluster_id(CLUSTER);
        sent(call.page_num(1).items_per_page(500))
    }),
    ("get_checkpoint", |client, ids| {
        let call = client.get_checkpoint().group_id(ids.group_id);
        sent(call.cluster_id(CLUSTER).checkpoint_id(CHECKPOINT))
    }),
    ("list_groups", |client, _| {
        sent(client.list_groups().page_num(1).items_per_page(500))
    }),
    ("get_group", |client, ids| {
        sent(client.get_group().group_id(ids.group_id))
    }),
    ("get_group_by_name", |client, _| {
        sent(client.get_group_by_name().group_name(GROUP_NAME))
    }),
    ("list_organization_groups", |client, _| {
        let call = client.list_organization_groups().org_id(ORGANIZATION);
        let call = call.name("Demo");
        sent(call.page_num(1).items_per_page(500))
    }),
    ("list_all_clusters", |client, _| {
        sent(client.list_all_clusters())
    }),
    ("list_clusters", |client, ids| {
        let call = client.list_clusters().group_id(ids.group_id);
        sent(call.page_num(1).items_per_page(500))
    }),
    ("get_cluster", |client, ids| {
        let call = client.get_cluster().group_id(ids.group_id);
        sent(call.cluster_id(CLUSTER))
    }),
    ("list_hosts", |client, ids| {
        let call = client.list_hosts().group_id(ids.group_id);
        let call = call.cluster_id(CLUSTER);
        sent(call.page_num(1).items_per_page(500))
    }),
    ("get_host", |client, ids| {
        let call = client.get_host().group_id(ids.group_id);
        sent(call.host_id("680ab316473d6b28f966364b947134fc"))
    }),
    ("get_automation_status", |client, ids| {
        sent(client.get_automation_status().group_id(ids.group_id))
    }),
    ("list_backup_configs", |client, ids| {
        let call = client.list_backup_configs().group_id(ids.group_id);
        sent(call.page_num(1).items_per_page(500))
    }),
    ("get_backup_config", |client, ids| {
        let call = client.get_backup_config().group_id(ids.group_id);
        sent(call.cluster_id(CLUSTER))
    }),
    ("update_backup_config", |client, ids| {
        let call = client.update_backup_config().group_id(ids.group_id);
        let call = call.cluster_id(CLUSTER).status_name("STARTED");
        sent(
            call.storage_engine_name("WIRED_TIGER")
                .sync_source("primary"),
        )
    }),
    ("get_snapshot_schedule", |client, ids| {
        let call = client.get_snapshot_schedule().group_id(ids.group_id);
        sent(call.cluster_id(CLUSTER))
    }),
    ("update_snapshot_schedule", |client, ids| {
        let call = client.update_snapshot_schedule().group_id(ids.group_id);
        let call = call.cluster_id(CLUSTER).snapshot_interval_hours(8);
        let call = call.full_incremental_day_of_week("TUESDAY");
        let call = call.daily_snapshot_retention_days(15);
        sent(call.monthly_snapshot_retention_months(6))
    }),
];

// What the sandbox takes to be there.
const GROUP_NAME: &str = "Demo Project";
const ORGANIZATION: &str = "5980cfdf0b6d97029d82f86e";
const CLUSTER: &str = "6b8cd61180eef547110159d9";
const SNAPSHOT: &str = "5a4279d4fcc178500596745a";
const BATCH: &str = "5a66783b80eef5354c77ee13";
const RESTORE_JOB: &str = "5a66783b80eef5354c77ee16";
const CHECKPOINT: &str = "55bc0658e4b097a3efe06f1f";
