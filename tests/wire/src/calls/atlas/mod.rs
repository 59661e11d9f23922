//! MongoDB Atlas.
//!
//! | file | subject |
//! |---|---|
//! | `ids` | what the calls name |
//! | `policies` | calls that send a schedule or a compliance policy |
//! | `logs` | where logs go |
//! | `money` | invoices |
//! | `history` | what happened |
//! | `archives` | online archives |
//! | `look_ups` | where ids and names come from |

mod archives;
mod history;
mod ids;
mod logs;
mod look_ups;
mod money;
mod policies;

use backhaul_atlas::Client;
use backhaul_atlas::requests::{
    ApiAtlasRestoreNamespaceView as Namespace, BackupLabel,
    DiskBackupSnapshotAwsExportBucketRequest as AwsBucket,
};

pub use self::ids::Ids;
use self::ids::{FLEX, ID, PROCESS, PROJECT, SNAPSHOT};
use super::{Row, count, joined, sent};

/// What the first request of a client is answered with.
pub const CHALLENGE: Option<&str> = Some(super::DIGEST_CHALLENGE);

/// The client of the snapshots.
pub fn client(address: &str) -> Client {
    let credentials = backhaul_atlas::Credentials::api_key("FAKEPUBK", "fake-private");
    let client = Client::builder().credentials(credentials);
    client
        .base_url(address)
        .clock(super::clock())
        .build()
        .unwrap()
}

/// One row per operation; new ones last. A body is that of the document's example: `examples.rs` looks.
pub const ROWS: &[Row<Client, Ids>] = &joined::<_, _, { count(TABLES) }>(TABLES);

const TABLES: &[&[Row<Client, Ids>]] = &[
    BACKUPS,
    logs::ROWS,
    money::ROWS,
    history::ROWS,
    history::EVENTS,
    archives::ROWS,
    look_ups::ROWS,
];

const BACKUPS: &[Row<Client, Ids>] = &[
    ("get_backup_restore_job", |client, ids| {
        let call = client.get_backup_restore_job().group_id(ids.group_id);
        let call = call.cluster_name(ids.cluster_name);
        sent(call.restore_job_id(ids.restore_job_id))
    }),
    ("get_backup_export", |client, ids| {
        let call = client.get_backup_export().group_id(ids.group_id);
        let call = call.cluster_name(ids.cluster_name);
        sent(call.export_id(ids.export_id))
    }),
    ("list_backup_restore_jobs", |client, ids| {
        let call = client.list_backup_restore_jobs().group_id(ids.group_id);
        let call = call.cluster_name(ids.cluster_name).include_count(false);
        sent(call.page_num(3).items_per_page(500))
    }),
    // What is not set is not sent.
    ("list_backup_exports", |client, ids| {
        let call = client.list_backup_exports().group_id(ids.group_id);
        sent(call.cluster_name(ids.cluster_name))
    }),
    // Rows of other operations than those on jobs and exports.
    ("list_collection_restore_jobs", |client, ids| {
        let call = client.list_collection_restore_jobs().group_id(ids.group_id);
        let call = call.cluster_name(ids.cluster_name).page_num(2);
        sent(call)
    }),
    ("get_collection_restore_job", |client, ids| {
        let call = client.get_collection_restore_job().group_id(ids.group_id);
        let call = call.cluster_name(ids.cluster_name).job_id(ID);
        sent(call)
    }),
    ("list_restore_job_collections", |client, ids| {
        let call = client.list_restore_job_collections().group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .job_id(ID)
            .state("FAILED");
        let call = call
            .source_namespace("sales.a/b\\c")
            .target_namespace("sales.a/b");
        sent(call)
    }),
    ("get_restore_job_collection", |client, ids| {
        let call = client.get_restore_job_collection().group_id(ids.group_id);
        let call = call.cluster_name(ids.cluster_name).job_id(ID);
        let call = call.source_namespace("sales.Größen 1");
        sent(call)
    }),
    ("cancel_backup_restore_job", |client, ids| {
        let call = client.cancel_backup_restore_job().group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .restore_job_id(ids.restore_job_id);
        sent(call)
    }),
    ("update_backup_export_bucket", |client, ids| {
        let call = client.update_backup_export_bucket().group_id(ids.group_id);
        let call = call
            .export_bucket_id(ids.export_bucket_id)
            .require_private_networking(true);
        sent(call)
    }),
    ("delete_export_bucket", |client, ids| {
        let call = client.delete_export_bucket().group_id(ids.group_id);
        let call = call.export_bucket_id(ids.export_bucket_id);
        sent(call)
    }),
    ("list_backup_snapshots", |client, ids| {
        let call = client.list_backup_snapshots().group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .oplog_ts(1_709_251_198)
            .oplog_inc(1);
        sent(call)
    }),
    ("get_cluster_backup_snapshot", |client, ids| {
        let call = client.get_cluster_backup_snapshot().group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .snapshot_id(ids.snapshot_id);
        sent(call)
    }),
    ("delete_cluster_backup_snapshot", |client, ids| {
        let call = client
            .delete_cluster_backup_snapshot()
            .group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .snapshot_id(ids.snapshot_id);
        sent(call)
    }),
    ("list_backup_sharded_clusters", |client, ids| {
        let call = client.list_backup_sharded_clusters().group_id(ids.group_id);
        let call = call.cluster_name(ids.cluster_name);
        sent(call)
    }),
    ("get_backup_sharded_cluster", |client, ids| {
        let call = client.get_backup_sharded_cluster().group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .snapshot_id(ids.snapshot_id);
        sent(call)
    }),
    ("delete_backup_sharded_cluster", |client, ids| {
        let call = client
            .delete_backup_sharded_cluster()
            .group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .snapshot_id(ids.snapshot_id);
        sent(call)
    }),
    ("list_backup_snapshot_databases", |client, ids| {
        let call = client
            .list_backup_snapshot_databases()
            .group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .snapshot_id(ids.snapshot_id);
        sent(call)
    }),
    ("get_backup_snapshot_database", |client, ids| {
        let call = client.get_backup_snapshot_database().group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .snapshot_id(ids.snapshot_id);
        let call = call.database_name("sales");
        sent(call)
    }),
    ("list_snapshot_database_collections", |client, ids| {
        let call = client
            .list_snapshot_database_collections()
            .group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .snapshot_id(ids.snapshot_id);
        let call = call.database_name("sales");
        sent(call)
    }),
    ("get_snapshot_database_collection", |client, ids| {
        let call = client
            .get_snapshot_database_collection()
            .group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .snapshot_id(ids.snapshot_id);
        let call = call.database_name("sales").collection_name("orders.2026");
        sent(call)
    }),
    ("disable_compliance_policy", |client, ids| {
        let call = client.disable_compliance_policy().group_id(ids.group_id);
        sent(call)
    }),
    ("list_flex_backup_snapshots", |client, ids| {
        let call = client
            .list_flex_backup_snapshots()
            .group_id(ids.group_id)
            .name(FLEX);
        sent(call)
    }),
    ("get_flex_backup_snapshot", |client, ids| {
        let call = client
            .get_flex_backup_snapshot()
            .group_id(ids.group_id)
            .name(FLEX);
        let call = call.snapshot_id(ids.snapshot_id);
        sent(call)
    }),
    ("download_flex_backup", |client, ids| {
        let call = client
            .download_flex_backup()
            .group_id(ids.group_id)
            .name(FLEX);
        let call = call.snapshot_id(ids.snapshot_id);
        sent(call)
    }),
    ("list_flex_restore_jobs", |client, ids| {
        let call = client
            .list_flex_restore_jobs()
            .group_id(ids.group_id)
            .name(FLEX);
        sent(call)
    }),
    ("create_flex_restore_job", |client, ids| {
        let call = client
            .create_flex_restore_job()
            .group_id(ids.group_id)
            .name(FLEX);
        let call = call.snapshot_id(ids.snapshot_id);
        let call = call
            .target_deployment_item_name("FlexCluster1")
            .target_project_id(PROJECT);
        sent(call)
    }),
    ("get_flex_restore_job", |client, ids| {
        let call = client
            .get_flex_restore_job()
            .group_id(ids.group_id)
            .name(FLEX);
        let call = call.restore_job_id(ids.restore_job_id);
        sent(call)
    }),
    ("list_group_processes", |client, ids| {
        let call = client
            .list_group_processes()
            .group_id(ids.group_id)
            .include_count(false);
        sent(call)
    }),
    ("get_group_process", |client, ids| {
        let call = client
            .get_group_process()
            .group_id(ids.group_id)
            .process_id(PROCESS);
        sent(call)
    }),
    ("create_backup_restore_job", |client, ids| {
        let call = client.create_backup_restore_job().group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .delivery_type("download");
        let call = call.snapshot_id(ids.snapshot_id);
        sent(call)
    }),
    ("create_backup_export", |client, ids| {
        let call = client.create_backup_export().group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .snapshot_id(ids.snapshot_id);
        let call = call.export_bucket_id(ids.export_bucket_id);
        let call = call.custom_data([BackupLabel::new().key("team").value("reporting")]);
        sent(call)
    }),
    ("create_collection_restore_job", |client, ids| {
        let call = client
            .create_collection_restore_job()
            .group_id(ids.group_id);
        let call = call.cluster_name(ids.cluster_name).snapshot_id(SNAPSHOT);
        let call = call
            .target_group_id(PROJECT)
            .target_cluster_name("Cluster1");
        let call = call.write_strategy("CREATE_NEW").index_strategy("ALL");
        let call = call.collection_suffix("_restored").database_suffix_null();
        let call = call.collections([Namespace::new()
            .source_namespace("sales.orders")
            .target_namespace("sales.orders_check")]);
        let call = call.databases([Namespace::new().source_namespace("inventory")]);
        sent(call)
    }),
    ("update_backup_snapshot", |client, ids| {
        let call = client.update_backup_snapshot().group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .snapshot_id(ids.snapshot_id);
        let call = call.retention_unit("DAYS").retention_value(7);
        sent(call)
    }),
    ("get_compliance_policy", |client, ids| {
        let call = client.get_compliance_policy().group_id(ids.group_id);
        sent(call)
    }),
    (
        "update_compliance_policy",
        policies::update_compliance_policy,
    ),
    ("list_export_buckets", |client, ids| {
        let call = client.list_export_buckets().group_id(ids.group_id);
        sent(call)
    }),
    ("get_export_bucket", |client, ids| {
        let call = client.get_export_bucket().group_id(ids.group_id);
        let call = call.export_bucket_id(ids.export_bucket_id);
        sent(call)
    }),
    ("create_export_bucket", |client, ids| {
        let call = client.create_export_bucket().group_id(ids.group_id);
        let call = call.body(
            AwsBucket::new()
                .bucket_name("example-exports")
                .iam_role_id("5e2f8b71c04d9a0013aa57c1")
                .require_private_networking(false),
        );
        sent(call)
    }),
    ("take_snapshots", |client, ids| {
        let call = client.take_snapshots().group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .description("before the migration");
        let call = call.retention_in_days(7);
        sent(call)
    }),
    ("get_backup_schedule", |client, ids| {
        let call = client.get_backup_schedule().group_id(ids.group_id);
        let call = call.cluster_name(ids.cluster_name);
        sent(call)
    }),
    ("delete_cluster_backup_schedule", |client, ids| {
        let call = client
            .delete_cluster_backup_schedule()
            .group_id(ids.group_id);
        let call = call.cluster_name(ids.cluster_name);
        sent(call)
    }),
    ("update_backup_schedule", policies::update_backup_schedule),
    ("list_backup_private_endpoints", |client, ids| {
        let call = client
            .list_backup_private_endpoints()
            .group_id(ids.group_id);
        let call = call.cloud_provider("AWS");
        sent(call)
    }),
    ("create_backup_private_endpoint", |client, ids| {
        let call = client
            .create_backup_private_endpoint()
            .group_id(ids.group_id);
        let call = call.cloud_provider("AWS").body_cloud_provider("AWS");
        let call = call.region_name("US_EAST_1").vpc_region_name("US_EAST_1");
        sent(call)
    }),
    ("get_backup_private_endpoint", |client, ids| {
        let call = client.get_backup_private_endpoint().group_id(ids.group_id);
        let call = call.cloud_provider("AWS").endpoint_id(ID);
        sent(call)
    }),
    ("delete_backup_private_endpoint", |client, ids| {
        let call = client
            .delete_backup_private_endpoint()
            .group_id(ids.group_id);
        let call = call.cloud_provider("AWS").endpoint_id(ID);
        sent(call)
    }),
    ("download_cluster_log", |client, ids| {
        let call = client.download_cluster_log().group_id(ids.group_id);
        let call = call.host_name("cluster0-shard-00-00.fake1.mongodb.net");
        let call = call.log_name("mongos-audit-log").start_date(1_709_164_798);
        let call = call.end_date(1_709_251_198);
        sent(call)
    }),
];
