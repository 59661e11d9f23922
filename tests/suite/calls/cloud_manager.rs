//! MongoDB Cloud Manager.

use std::time::Duration;

use backhaul_cloud_manager::Client;
use backhaul_sandbox::Fixtures;

use super::{Row, now, sent};

/// What the calls name.
pub(crate) struct Ids {
    group_id: &'static str,
    failed_job_id: &'static str,
    successful_job_id: &'static str,
}

impl Ids {
    /// Those of the snapshots.
    pub(crate) const WIRE: Self = Self {
        group_id: "5f0000000000000000000001",
        failed_job_id: "5f00000000000000000000c1",
        successful_job_id: "5f00000000000000000000c1",
    };

    /// Those of the sandbox.
    pub(crate) fn of(fixtures: &Fixtures) -> Self {
        Self {
            group_id: fixtures.group_id,
            failed_job_id: fixtures.failed_log_job_id,
            successful_job_id: fixtures.successful_log_job_id,
        }
    }
}

/// One row per operation; new ones last.
pub(crate) const ROWS: &[Row<Client, Ids>] = &[
    ("retry_log_collection_job", |client, ids| {
        let call = client.retry_log_collection_job().group_id(ids.group_id);
        sent(call.job_id(ids.failed_job_id).send())
    }),
    ("list_log_collection_jobs", |client, ids| {
        let call = client.list_log_collection_jobs().group_id(ids.group_id);
        sent(call.page_num(2).items_per_page(500).verbose(true).send())
    }),
    ("get_log_collection_job", |client, ids| {
        let call = client.get_log_collection_job().group_id(ids.group_id);
        sent(call.job_id(ids.failed_job_id).send())
    }),
    ("download_log_collection_job", |client, ids| {
        let call = client.download_log_collection_job().group_id(ids.group_id);
        sent(call.job_id(ids.successful_job_id).send())
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
        sent(
            call.log_collection_to_date("2024-02-28T00:00:00+01:00")
                .send(),
        )
    }),
    ("extend_log_collection_job", |client, ids| {
        let call = client.extend_log_collection_job().group_id(ids.group_id);
        let until = now() + Duration::from_secs(30 * 24 * 60 * 60);
        sent(call.job_id(ids.failed_job_id).expiration_date(until).send())
    }),
    ("delete_log_collection_job", |client, ids| {
        let call = client.delete_log_collection_job().group_id(ids.group_id);
        sent(call.job_id(ids.failed_job_id).send())
    }),
];
