//! What the rows of `wire::calls` name at the sandbox.

use backhaul_sandbox::Fixtures;
use wire::calls;

pub(crate) fn atlas(fixtures: &Fixtures) -> calls::atlas::Ids {
    calls::atlas::Ids {
        group_id: fixtures.group_id,
        cluster_name: fixtures.cluster_name,
        restore_job_id: fixtures.running_restore_job_id,
        export_id: fixtures.running_export_id,
        snapshot_id: fixtures.snapshot_id,
        export_bucket_id: fixtures.export_bucket_id,
        log_integration_id: fixtures.log_integration_id,
        invoice_id: fixtures.invoice_id,
        invoice_report_id: fixtures.invoice_report_id,
    }
}

pub(crate) fn cloud_manager(fixtures: &Fixtures) -> calls::cloud_manager::Ids {
    calls::cloud_manager::Ids {
        group_id: fixtures.group_id,
        failed_job_id: fixtures.failed_log_job_id,
        successful_job_id: fixtures.successful_log_job_id,
    }
}

pub(crate) fn dcs(fixtures: &Fixtures) -> calls::dcs::Ids {
    calls::dcs::Ids {
        project_id: fixtures.dcs_project_id,
        instance_id: fixtures.dcs_instance_id,
        redislog_id: fixtures.dcs_redislog_id,
        backup_id: fixtures.dcs_backup_id,
    }
}

/// The sandbox has tasks of the last 48 hours.
pub(crate) fn sls(fixtures: &Fixtures) -> calls::sls::Ids {
    let [first, second, third, ..] = fixtures.sls_failed_task_ids;
    let now = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap();
    let now = i64::try_from(now.as_secs()).unwrap();
    calls::sls::Ids {
        logstore: fixtures.sls_logstore,
        shipper_name: fixtures.sls_shipper,
        task_ids: [first, second, third],
        download_job: fixtures.sls_download_job,
        from: now - 24 * 60 * 60,
        to: now,
    }
}
