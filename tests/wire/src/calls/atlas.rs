//! MongoDB Atlas.

use backhaul_atlas::Client;
use backhaul_atlas::requests::{
    AdvancedDiskBackupSnapshotSchedulePolicy as Policy, ApiAtlasRestoreNamespaceView as Namespace,
    AutoExportPolicyView as AutoExport, BackupComplianceOnDemandPolicyItem as OnDemand,
    BackupComplianceScheduledPolicyItem as Scheduled, BackupLabel,
    DeleteCopiedBackups20240805 as DeleteCopies, DiskBackupApiPolicyItem as Rule,
    DiskBackupCopyPolicyItem as CopyItem, DiskBackupCopySetting20240805 as CopySetting,
    DiskBackupOnDemandCopyPolicyItem as CopyOfOnDemand,
    DiskBackupSnapshotAwsExportBucketRequest as AwsBucket,
    DiskBackupTimeBasedCopyPolicyItem as CopyOfScheduled,
};

use super::{Row, sent};

/// What the calls name.
pub struct Ids {
    /// A project that exists.
    pub group_id: &'static str,
    /// A cluster of it.
    pub cluster_name: &'static str,
    /// A restore job of it.
    pub restore_job_id: &'static str,
    /// An export job of it.
    pub export_id: &'static str,
    /// A snapshot of it.
    pub snapshot_id: &'static str,
    /// A bucket for exports of the project.
    pub export_bucket_id: &'static str,
}

impl Ids {
    /// Those of the snapshots.
    pub const WIRE: Self = Self {
        group_id: "5f0000000000000000000001",
        cluster_name: "Cluster-0",
        restore_job_id: "5f00000000000000000000a1",
        export_id: "5f00000000000000000000b1",
        snapshot_id: "5f1a6c2e9d3b7a0012c4e8d1",
        export_bucket_id: "5e2f8b71c04d9a0013aa57b0",
    };
}

// Ids and names of what the sandbox has no world for: it answers with the document's examples.
const ID: &str = "5f000000000000000000001f";
const PROJECT: &str = "32b6e34b3d91647abb20e7b8";
const SNAPSHOT: &str = "5f1a6c2e9d3b7a0012c4e8d1";
const BUCKET: &str = "5e2f8b71c04d9a0013aa57b0";
/// An item of a schedule or of a compliance policy.
const ITEM: &str = "5d0b1f44e27c9a0011d2c3b6";
const ZONE: &str = "5c9d0e55f38dab0010c1b2a6";
const FLEX: &str = "FlexCluster0";
const PROCESS: &str = "cluster0-shard-00-00.fake1.mongodb.net:27017";

/// One row per operation; new ones last. A body is that of the document's example: `examples.rs` looks.
pub const ROWS: &[Row<Client, Ids>] = &[
    ("get_backup_restore_job", |client, ids| {
        let call = client.get_backup_restore_job().group_id(ids.group_id);
        let call = call.cluster_name(ids.cluster_name);
        sent(call.restore_job_id(ids.restore_job_id).send())
    }),
    ("get_backup_export", |client, ids| {
        let call = client.get_backup_export().group_id(ids.group_id);
        let call = call.cluster_name(ids.cluster_name);
        sent(call.export_id(ids.export_id).send())
    }),
    ("list_backup_restore_jobs", |client, ids| {
        let call = client.list_backup_restore_jobs().group_id(ids.group_id);
        let call = call.cluster_name(ids.cluster_name).include_count(false);
        sent(call.page_num(3).items_per_page(500).send())
    }),
    // What is not set is not sent.
    ("list_backup_exports", |client, ids| {
        let call = client.list_backup_exports().group_id(ids.group_id);
        sent(call.cluster_name(ids.cluster_name).send())
    }),
    // Rows of other operations than those on jobs and exports.
    ("list_collection_restore_jobs", |client, ids| {
        let call = client.list_collection_restore_jobs().group_id(ids.group_id);
        let call = call.cluster_name(ids.cluster_name).page_num(2);
        sent(call.send())
    }),
    ("get_collection_restore_job", |client, ids| {
        let call = client.get_collection_restore_job().group_id(ids.group_id);
        let call = call.cluster_name(ids.cluster_name).job_id(ID);
        sent(call.send())
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
        sent(call.send())
    }),
    ("get_restore_job_collection", |client, ids| {
        let call = client.get_restore_job_collection().group_id(ids.group_id);
        let call = call.cluster_name(ids.cluster_name).job_id(ID);
        let call = call.source_namespace("sales.Größen 1");
        sent(call.send())
    }),
    ("cancel_backup_restore_job", |client, ids| {
        let call = client.cancel_backup_restore_job().group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .restore_job_id(ids.restore_job_id);
        sent(call.send())
    }),
    ("update_backup_export_bucket", |client, ids| {
        let call = client.update_backup_export_bucket().group_id(ids.group_id);
        let call = call
            .export_bucket_id(ids.export_bucket_id)
            .require_private_networking(true);
        sent(call.send())
    }),
    ("delete_export_bucket", |client, ids| {
        let call = client.delete_export_bucket().group_id(ids.group_id);
        let call = call.export_bucket_id(ids.export_bucket_id);
        sent(call.send())
    }),
    ("list_backup_snapshots", |client, ids| {
        let call = client.list_backup_snapshots().group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .oplog_ts(1_709_251_198)
            .oplog_inc(1);
        sent(call.send())
    }),
    ("get_cluster_backup_snapshot", |client, ids| {
        let call = client.get_cluster_backup_snapshot().group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .snapshot_id(ids.snapshot_id);
        sent(call.send())
    }),
    ("delete_cluster_backup_snapshot", |client, ids| {
        let call = client
            .delete_cluster_backup_snapshot()
            .group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .snapshot_id(ids.snapshot_id);
        sent(call.send())
    }),
    ("list_backup_sharded_clusters", |client, ids| {
        let call = client.list_backup_sharded_clusters().group_id(ids.group_id);
        let call = call.cluster_name(ids.cluster_name);
        sent(call.send())
    }),
    ("get_backup_sharded_cluster", |client, ids| {
        let call = client.get_backup_sharded_cluster().group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .snapshot_id(ids.snapshot_id);
        sent(call.send())
    }),
    ("delete_backup_sharded_cluster", |client, ids| {
        let call = client
            .delete_backup_sharded_cluster()
            .group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .snapshot_id(ids.snapshot_id);
        sent(call.send())
    }),
    ("list_backup_snapshot_databases", |client, ids| {
        let call = client
            .list_backup_snapshot_databases()
            .group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .snapshot_id(ids.snapshot_id);
        sent(call.send())
    }),
    ("get_backup_snapshot_database", |client, ids| {
        let call = client.get_backup_snapshot_database().group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .snapshot_id(ids.snapshot_id);
        let call = call.database_name("sales");
        sent(call.send())
    }),
    ("list_snapshot_database_collections", |client, ids| {
        let call = client
            .list_snapshot_database_collections()
            .group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .snapshot_id(ids.snapshot_id);
        let call = call.database_name("sales");
        sent(call.send())
    }),
    ("get_snapshot_database_collection", |client, ids| {
        let call = client
            .get_snapshot_database_collection()
            .group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .snapshot_id(ids.snapshot_id);
        let call = call.database_name("sales").collection_name("orders.2026");
        sent(call.send())
    }),
    ("disable_compliance_policy", |client, ids| {
        let call = client.disable_compliance_policy().group_id(ids.group_id);
        sent(call.send())
    }),
    ("list_flex_backup_snapshots", |client, ids| {
        let call = client
            .list_flex_backup_snapshots()
            .group_id(ids.group_id)
            .name(FLEX);
        sent(call.send())
    }),
    ("get_flex_backup_snapshot", |client, ids| {
        let call = client
            .get_flex_backup_snapshot()
            .group_id(ids.group_id)
            .name(FLEX);
        let call = call.snapshot_id(ids.snapshot_id);
        sent(call.send())
    }),
    ("download_flex_backup", |client, ids| {
        let call = client
            .download_flex_backup()
            .group_id(ids.group_id)
            .name(FLEX);
        let call = call.snapshot_id(ids.snapshot_id);
        sent(call.send())
    }),
    ("list_flex_restore_jobs", |client, ids| {
        let call = client
            .list_flex_restore_jobs()
            .group_id(ids.group_id)
            .name(FLEX);
        sent(call.send())
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
        sent(call.send())
    }),
    ("get_flex_restore_job", |client, ids| {
        let call = client
            .get_flex_restore_job()
            .group_id(ids.group_id)
            .name(FLEX);
        let call = call.restore_job_id(ids.restore_job_id);
        sent(call.send())
    }),
    ("list_group_processes", |client, ids| {
        let call = client
            .list_group_processes()
            .group_id(ids.group_id)
            .include_count(false);
        sent(call.send())
    }),
    ("get_group_process", |client, ids| {
        let call = client
            .get_group_process()
            .group_id(ids.group_id)
            .process_id(PROCESS);
        sent(call.send())
    }),
    ("create_backup_restore_job", |client, ids| {
        let call = client.create_backup_restore_job().group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .delivery_type("download");
        let call = call.snapshot_id(ids.snapshot_id);
        sent(call.send())
    }),
    ("create_backup_export", |client, ids| {
        let call = client.create_backup_export().group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .snapshot_id(ids.snapshot_id);
        let call = call.export_bucket_id(ids.export_bucket_id);
        let call = call.custom_data([BackupLabel::new().key("team").value("reporting")]);
        sent(call.send())
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
        sent(call.send())
    }),
    ("update_backup_snapshot", |client, ids| {
        let call = client.update_backup_snapshot().group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .snapshot_id(ids.snapshot_id);
        let call = call.retention_unit("DAYS").retention_value(7);
        sent(call.send())
    }),
    ("get_compliance_policy", |client, ids| {
        let call = client.get_compliance_policy().group_id(ids.group_id);
        sent(call.send())
    }),
    ("update_compliance_policy", |client, ids| {
        let call = client.update_compliance_policy().group_id(ids.group_id);
        let call = call.overwrite_backup_policies(false);
        let call = call.authorized_email("backup.admin@example.com");
        let call = call.authorized_user_first_name("Example");
        let call = call
            .authorized_user_last_name("Admin")
            .copy_protection_enabled(false);
        let call = call.encryption_at_rest_enabled(false);
        let call = call.on_demand_policy_item(
            OnDemand::new()
                .frequency_interval(0)
                .frequency_type("ondemand")
                .retention_unit("days")
                .retention_value(7)
                .id(ITEM),
        );
        let call = call
            .pit_enabled(true)
            .project_id(PROJECT)
            .restore_window_days(7);
        let call = call.scheduled_policy_items([Scheduled::new()
            .frequency_interval(1)
            .frequency_type("daily")
            .retention_unit("days")
            .retention_value(7)
            .id(ITEM)]);
        sent(call.send())
    }),
    ("list_export_buckets", |client, ids| {
        let call = client.list_export_buckets().group_id(ids.group_id);
        sent(call.send())
    }),
    ("get_export_bucket", |client, ids| {
        let call = client.get_export_bucket().group_id(ids.group_id);
        let call = call.export_bucket_id(ids.export_bucket_id);
        sent(call.send())
    }),
    ("create_export_bucket", |client, ids| {
        let call = client.create_export_bucket().group_id(ids.group_id);
        let call = call.body(
            AwsBucket::new()
                .bucket_name("example-exports")
                .iam_role_id("5e2f8b71c04d9a0013aa57c1")
                .require_private_networking(false),
        );
        sent(call.send())
    }),
    ("take_snapshots", |client, ids| {
        let call = client.take_snapshots().group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .description("before the migration");
        let call = call.retention_in_days(7);
        sent(call.send())
    }),
    ("get_backup_schedule", |client, ids| {
        let call = client.get_backup_schedule().group_id(ids.group_id);
        let call = call.cluster_name(ids.cluster_name);
        sent(call.send())
    }),
    ("delete_cluster_backup_schedule", |client, ids| {
        let call = client
            .delete_cluster_backup_schedule()
            .group_id(ids.group_id);
        let call = call.cluster_name(ids.cluster_name);
        sent(call.send())
    }),
    ("update_backup_schedule", |client, ids| {
        let daily = CopyOfScheduled::new().frequency_type("daily");
        let daily = daily.retention_unit("days").retention_value(3);
        let daily = daily.id(ITEM);
        let copy = CopySetting::new().cloud_provider("AWS").zone_id(ZONE);
        let copy = copy.region_name("EU_WEST_1").should_copy_oplogs(false);
        let on_demand = CopyOfOnDemand::new().id(ITEM);
        let items: [CopyItem; 2] = [daily.into(), on_demand.into()];
        let copy = copy.copy_policy_items(items);
        let removed = DeleteCopies::new().cloud_provider("AWS").zone_id(ZONE);
        let export = AutoExport::new()
            .export_bucket_id(BUCKET)
            .frequency_type("monthly");
        let weekly = Rule::new().frequency_interval(1).frequency_type("daily");
        let weekly = weekly.retention_unit("days").retention_value(7).id(ITEM);
        let yearly = Rule::new().frequency_interval(40).frequency_type("monthly");
        let yearly = yearly.retention_unit("months").retention_value(12);
        let policy = Policy::new().id("5d0b1f44e27c9a0011d2c3a5");
        let call = client.update_backup_schedule().group_id(ids.group_id);
        let call = call
            .cluster_name(ids.cluster_name)
            .auto_export_enabled(true);
        let call = call.copy_policy_items_enabled(true).copy_settings([copy]);
        let call = call.delete_copied_backups([removed.region_name("EU_CENTRAL_1")]);
        let call = call
            .export(export)
            .policies([policy.policy_items([weekly, yearly])]);
        let call = call.reference_hour_of_day(3).reference_minute_of_hour(15);
        sent(call.update_snapshots(true).send())
    }),
    ("list_backup_private_endpoints", |client, ids| {
        let call = client
            .list_backup_private_endpoints()
            .group_id(ids.group_id);
        let call = call.cloud_provider("AWS");
        sent(call.send())
    }),
    ("create_backup_private_endpoint", |client, ids| {
        let call = client
            .create_backup_private_endpoint()
            .group_id(ids.group_id);
        let call = call.cloud_provider("AWS").body_cloud_provider("AWS");
        let call = call.region_name("US_EAST_1").vpc_region_name("US_EAST_1");
        sent(call.send())
    }),
    ("get_backup_private_endpoint", |client, ids| {
        let call = client.get_backup_private_endpoint().group_id(ids.group_id);
        let call = call.cloud_provider("AWS").endpoint_id(ID);
        sent(call.send())
    }),
    ("delete_backup_private_endpoint", |client, ids| {
        let call = client
            .delete_backup_private_endpoint()
            .group_id(ids.group_id);
        let call = call.cloud_provider("AWS").endpoint_id(ID);
        sent(call.send())
    }),
    ("download_cluster_log", |client, ids| {
        let call = client.download_cluster_log().group_id(ids.group_id);
        let call = call.host_name("cluster0-shard-00-00.fake1.mongodb.net");
        let call = call.log_name("mongos-audit-log").start_date(1_709_164_798);
        let call = call.end_date(1_709_251_198);
        sent(call.send())
    }),
];
