//! What the rows of `wire::calls` need to be called at the sandbox: a client, and the ids that exist there.

use backhaul_sandbox::Sandbox;
use wire::calls::now;

/// A sandbox of its own for one row.
pub(crate) async fn sandbox() -> Sandbox {
    Sandbox::builder().clock(now).start().await.unwrap()
}

pub(crate) mod atlas {
    use backhaul_sandbox::{Fixtures, Sandbox};
    use wire::calls;

    use crate::support::clients;

    pub(crate) fn client(sandbox: &Sandbox) -> backhaul_atlas::Client {
        clients::atlas(sandbox, sandbox.fixtures().private_key)
    }

    pub(crate) fn ids(fixtures: &Fixtures) -> calls::atlas::Ids {
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
}

pub(crate) mod cloud_manager {
    use backhaul_sandbox::{Fixtures, Sandbox};
    use wire::calls;

    use crate::support::clients;

    pub(crate) fn client(sandbox: &Sandbox) -> backhaul_cloud_manager::Client {
        clients::cloud_manager(sandbox, sandbox.fixtures().private_key)
    }

    pub(crate) fn ids(fixtures: &Fixtures) -> calls::cloud_manager::Ids {
        calls::cloud_manager::Ids {
            group_id: fixtures.group_id,
            failed_job_id: fixtures.failed_log_job_id,
            successful_job_id: fixtures.successful_log_job_id,
        }
    }
}

pub(crate) mod dcs {
    use backhaul_sandbox::{Fixtures, Sandbox};
    use wire::calls;

    use crate::support::clients;

    pub(crate) fn client(sandbox: &Sandbox) -> backhaul_dcs::Client {
        let token = backhaul_dcs::Credentials::token(sandbox.fixtures().dcs_token);
        clients::dcs(sandbox, token)
    }

    pub(crate) fn ids(fixtures: &Fixtures) -> calls::dcs::Ids {
        calls::dcs::Ids {
            project_id: fixtures.dcs_project_id,
            instance_id: fixtures.dcs_instance_id,
            redislog_id: fixtures.dcs_redislog_id,
            backup_id: fixtures.dcs_backup_id,
        }
    }
}

pub(crate) mod sls {
    use backhaul_sandbox::{Fixtures, Sandbox};
    use wire::calls;

    use crate::support::clients;

    /// Signatures carry a date, so the client has the clock of the sandbox.
    pub(crate) fn client(sandbox: &Sandbox) -> backhaul_sls::Client {
        let client = clients::sls(sandbox, clients::sls_key(sandbox));
        client.clock(calls::clock()).build().unwrap()
    }

    /// The sandbox has tasks of the last 48 hours.
    pub(crate) fn ids(fixtures: &Fixtures) -> calls::sls::Ids {
        let [first, second, third, ..] = fixtures.sls_failed_task_ids;
        let now = calls::now().duration_since(std::time::SystemTime::UNIX_EPOCH);
        let now = i64::try_from(now.unwrap().as_secs()).unwrap();
        calls::sls::Ids {
            logstore: fixtures.sls_logstore,
            shipper_name: fixtures.sls_shipper,
            task_ids: [first, second, third],
            download_job: fixtures.sls_download_job,
            from: now - 24 * 60 * 60,
            to: now,
        }
    }
}
