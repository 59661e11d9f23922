//! Calls that send a schedule or a compliance policy.

use backhaul_atlas::Client;
use backhaul_atlas::requests::{
    AdvancedDiskBackupSnapshotSchedulePolicy as Policy, AutoExportPolicyView as AutoExport,
    BackupComplianceOnDemandPolicyItem as OnDemand,
    BackupComplianceScheduledPolicyItem as Scheduled, DeleteCopiedBackups20240805 as DeleteCopies,
    DiskBackupApiPolicyItem as Rule, DiskBackupCopyPolicyItem as CopyItem,
    DiskBackupCopySetting20240805 as CopySetting,
    DiskBackupOnDemandCopyPolicyItem as CopyOfOnDemand,
    DiskBackupTimeBasedCopyPolicyItem as CopyOfScheduled,
};

use super::ids::{BUCKET, ITEM, Ids, PROJECT, ZONE};
use crate::calls::{Pending, sent};

pub(super) fn update_compliance_policy(client: &Client, ids: &Ids) -> Pending {
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
    sent(call)
}

pub(super) fn update_backup_schedule(client: &Client, ids: &Ids) -> Pending {
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
    sent(call.update_snapshots(true))
}
