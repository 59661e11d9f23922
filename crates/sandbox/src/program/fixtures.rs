//! The fixtures as a person reads them, and a script can: `name value`, with the rest of the line as value.

use backhaul_sandbox::Fixtures;

/// All credentials and ids of the default world, by provider.
pub(crate) fn fixtures(ids: &Fixtures) -> String {
    [
        section("MongoDB: an API key and a service account"),
        one("public_key", ids.public_key),
        one("private_key", ids.private_key),
        one("service_account_id", ids.service_account_id),
        one("service_account_secret", ids.service_account_secret),
        section("MongoDB Atlas, and the group of Cloud Manager"),
        one("group_id", ids.group_id),
        one("group_name", ids.group_name),
        one("other_group_id", ids.other_group_id),
        one("cluster_name", ids.cluster_name),
        one("snapshot_id", ids.snapshot_id),
        one("export_bucket_id", ids.export_bucket_id),
        one("log_integration_id", ids.log_integration_id),
        one("invoice_id", ids.invoice_id),
        one("invoice_report_id", ids.invoice_report_id),
        one("running_restore_job_id", ids.running_restore_job_id),
        one("finished_restore_job_id", ids.finished_restore_job_id),
        one("failed_restore_job_id", ids.failed_restore_job_id),
        one("cancelled_restore_job_id", ids.cancelled_restore_job_id),
        one("expired_restore_job_id", ids.expired_restore_job_id),
        one("automated_restore_job_id", ids.automated_restore_job_id),
        one("ready_restore_job_id", ids.ready_restore_job_id),
        one("running_export_id", ids.running_export_id),
        one("queued_export_id", ids.queued_export_id),
        one("cancelled_export_id", ids.cancelled_export_id),
        one("successful_export_id", ids.successful_export_id),
        one("failed_export_id", ids.failed_export_id),
        section("MongoDB Cloud Manager: clusters and log collection jobs"),
        one("sharded_cluster_id", ids.sharded_cluster_id),
        one("replica_set_name", ids.replica_set_name),
        one("replica_set_id", ids.replica_set_id),
        one("twin_name", ids.twin_name),
        one("twin_ids", &ids.twin_ids.join(" ")),
        one("failed_log_job_id", ids.failed_log_job_id),
        one("running_log_job_id", ids.running_log_job_id),
        one("successful_log_job_id", ids.successful_log_job_id),
        one("expired_log_job_id", ids.expired_log_job_id),
        one("marked_log_job_id", ids.marked_log_job_id),
        section("Alibaba Cloud SLS"),
        one("sls_access_key_id", ids.sls_access_key_id),
        one("sls_access_key_secret", ids.sls_access_key_secret),
        one("sls_sts_access_key_id", ids.sls_sts_access_key_id),
        one("sls_sts_access_key_secret", ids.sls_sts_access_key_secret),
        one("sls_sts_token", ids.sls_sts_token),
        one("sls_expired_sts_token", ids.sls_expired_sts_token),
        one("sls_region", ids.sls_region),
        one("sls_project", ids.sls_project),
        one("sls_logstore", ids.sls_logstore),
        one("sls_shipper", ids.sls_shipper),
        one("sls_failed_task_ids", &ids.sls_failed_task_ids.join(" ")),
        one("sls_successful_task_id", ids.sls_successful_task_id),
        one("sls_running_task_id", ids.sls_running_task_id),
        one("sls_download_job", ids.sls_download_job),
        section("Open Telekom Cloud: DCS and IAM"),
        one("dcs_token", ids.dcs_token),
        one("dcs_expired_token", ids.dcs_expired_token),
        one("dcs_access_key", ids.dcs_access_key),
        one("dcs_secret_key", ids.dcs_secret_key),
        one("dcs_temporary_access_key", ids.dcs_temporary_access_key),
        one("dcs_temporary_secret_key", ids.dcs_temporary_secret_key),
        one("dcs_security_token", ids.dcs_security_token),
        one("iam_user_name", ids.iam_user_name),
        one("iam_user_id", ids.iam_user_id),
        one("iam_password", ids.iam_password),
        one("iam_domain_name", ids.iam_domain_name),
        one("iam_domain_id", ids.iam_domain_id),
        one("iam_project_name", ids.iam_project_name),
        one("iam_other_project_name", ids.iam_other_project_name),
        one("iam_other_project_id", ids.iam_other_project_id),
        one("dcs_project_id", ids.dcs_project_id),
        one("dcs_instance_id", ids.dcs_instance_id),
        one("dcs_redislog_id", ids.dcs_redislog_id),
        one("dcs_failed_redislog_id", ids.dcs_failed_redislog_id),
        one("dcs_backup_id", ids.dcs_backup_id),
        one("dcs_failed_backup_id", ids.dcs_failed_backup_id),
        one("dcs_expired_backup_id", ids.dcs_expired_backup_id),
        one("dcs_other_instance_id", ids.dcs_other_instance_id),
        one("dcs_migration_id", ids.dcs_migration_id),
    ]
    .concat()
}

fn section(title: &str) -> String {
    format!("\n# {title}\n")
}

/// The name as [`Fixtures`] has it; of several values, all in one line.
fn one(name: &str, value: &str) -> String {
    format!("{name:<26} {value}\n")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use backhaul_sandbox::Sandbox;

    use super::fixtures;

    #[tokio::test]
    async fn every_fixture_is_printed_once() {
        let sandbox = Sandbox::start().await.unwrap();
        let ids = sandbox.fixtures();
        // Debug knows every field.
        let debug = format!("{ids:#?}");
        let fields = debug.lines().filter_map(|line| line.strip_prefix("    "));
        let fields = fields.filter_map(|line| line.split_once(": ").map(|(name, _)| name));
        let fields: BTreeSet<&str> = fields.collect();
        let text = fixtures(ids);
        let lines = text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        let names: Vec<&str> = lines.filter_map(|line| line.split(' ').next()).collect();
        assert_eq!(names.len(), fields.len());
        assert_eq!(BTreeSet::from_iter(names), fields);
        assert!(
            text.contains("\ngroup_id                   5f0000000000000000000001\n"),
            "{text}"
        );
        assert!(text.contains(" Fake Password \"not\" real äö\n"), "{text}");
    }
}
