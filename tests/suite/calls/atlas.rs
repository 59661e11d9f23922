//! MongoDB Atlas.

use backhaul_atlas::Client;
use backhaul_sandbox::Fixtures;

use super::{Row, sent};

/// What the calls name.
pub(crate) struct Ids {
    group_id: &'static str,
    cluster_name: &'static str,
    restore_job_id: &'static str,
    export_id: &'static str,
}

impl Ids {
    /// Those of the snapshots.
    pub(crate) const WIRE: Self = Self {
        group_id: "5f0000000000000000000001",
        cluster_name: "Cluster-0",
        restore_job_id: "5f00000000000000000000a1",
        export_id: "5f00000000000000000000b1",
    };

    /// Those of the sandbox.
    pub(crate) fn of(fixtures: &Fixtures) -> Self {
        Self {
            group_id: fixtures.group_id,
            cluster_name: fixtures.cluster_name,
            restore_job_id: fixtures.running_restore_job_id,
            export_id: fixtures.running_export_id,
        }
    }
}

/// One row per operation; new ones last.
pub(crate) const ROWS: &[Row<Client, Ids>] = &[
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
];
