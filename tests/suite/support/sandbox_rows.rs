//! What the rows of `wire::calls` need to be called at the sandbox.

use std::time::SystemTime;

use backhaul_sandbox::{Fixtures, Sandbox};
use wire::calls::{self, now};

/// A sandbox of its own for one row.
pub(crate) async fn sandbox() -> Sandbox {
    Sandbox::builder().clock(now).start().await.unwrap()
}

pub(crate) fn atlas(fixtures: &Fixtures) -> calls::atlas::Ids {
    calls::atlas::Ids {
        group_id: fixtures.group_id,
        cluster_name: fixtures.cluster_name,
        restore_job_id: fixtures.running_restore_job_id,
        export_id: fixtures.running_export_id,
        snapshot_id: fixtures.snapshot_id,
        export_bucket_id: fixtures.export_bucket_id,
    }
}

pub(crate) fn cloud_manager(fixtures: &Fixtures) -> calls::cloud_manager::Ids {
    calls::cloud_manager::Ids {
        group_id: fixtures.group_id,
        failed_job_id: fixtures.failed_log_job_id,
        successful_job_id: fixtures.successful_log_job_id,
    }
}

/// The sandbox has tasks of the last 48 hours.
pub(crate) fn sls(fixtures: &Fixtures) -> calls::sls::Ids {
    let [first, second, third, ..] = fixtures.sls_failed_task_ids;
    let now = now().duration_since(SystemTime::UNIX_EPOCH);
    let now = i64::try_from(now.unwrap().as_secs()).unwrap();
    calls::sls::Ids {
        logstore: fixtures.sls_logstore,
        shipper_name: fixtures.sls_shipper,
        task_ids: [first, second, third],
        from: now - 24 * 60 * 60,
        to: now,
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
