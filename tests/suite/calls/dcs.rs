//! Open Telekom Cloud DCS.

use backhaul_dcs::Client;
use backhaul_sandbox::Fixtures;

use super::{Row, sent};

/// What the calls name.
pub(crate) struct Ids {
    project_id: &'static str,
    instance_id: &'static str,
    redislog_id: &'static str,
}

impl Ids {
    /// The project of the snapshots, which a client with an access key must know too.
    pub(crate) const WIRE_PROJECT: &str = "0524e839a54847039e9b2b46e8aa788a";

    /// Those of the snapshots.
    pub(crate) const WIRE: Self = Self {
        project_id: Self::WIRE_PROJECT,
        instance_id: "5560df16-cebf-4473-95c4-d1b573c16e79",
        redislog_id: "3ea6ce21",
    };

    /// Those of the sandbox.
    pub(crate) fn of(fixtures: &Fixtures) -> Self {
        Self {
            project_id: fixtures.dcs_project_id,
            instance_id: fixtures.dcs_instance_id,
            redislog_id: fixtures.dcs_redislog_id,
        }
    }
}

/// One row per operation; new ones last.
pub(crate) const ROWS: &[Row<Client, Ids>] = &[
    ("create_redislog", |client, ids| {
        let call = client.create_redislog().project_id(ids.project_id);
        let call = call.instance_id(ids.instance_id).log_type("run");
        let call = call
            .query_time(7)
            .replication_id("ff80808179b6c5ab0179b6d5a1cd000f");
        sent(call.send())
    }),
    ("list_redislog", |client, ids| {
        let call = client.list_redislog().project_id(ids.project_id);
        let call = call.instance_id(ids.instance_id).log_type("run");
        sent(call.offset(0).limit(10).send())
    }),
    ("create_redislog_download_link", |client, ids| {
        let call = client
            .create_redislog_download_link()
            .project_id(ids.project_id);
        let call = call.instance_id(ids.instance_id);
        sent(call.id(ids.redislog_id).send())
    }),
];
