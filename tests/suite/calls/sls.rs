//! Alibaba Cloud SLS.

use backhaul_sandbox::Fixtures;
use backhaul_sls::Client;

use super::{Row, now, sent};

/// What the calls name.
pub(crate) struct Ids {
    logstore: &'static str,
    shipper_name: &'static str,
    task_ids: [&'static str; 3],
    /// Unix seconds.
    from: i64,
    to: i64,
}

impl Ids {
    /// Those of the snapshots.
    pub(crate) const WIRE: Self = Self {
        logstore: "ali-test-logstore",
        shipper_name: "test-shipper",
        task_ids: ["task-id-1", "task-id-2", "task-id-3"],
        from: 1_448_748_198,
        to: 1_448_948_198,
    };

    /// Those of the sandbox, which has tasks of the last 48 hours.
    pub(crate) fn of(fixtures: &Fixtures) -> Self {
        let [first, second, third, ..] = fixtures.sls_failed_task_ids;
        let now = now().duration_since(std::time::SystemTime::UNIX_EPOCH);
        let now = i64::try_from(now.unwrap().as_secs()).unwrap();
        Self {
            logstore: fixtures.sls_logstore,
            shipper_name: fixtures.sls_shipper,
            task_ids: [first, second, third],
            from: now - 24 * 60 * 60,
            to: now,
        }
    }
}

/// One row per operation; new ones last.
pub(crate) const ROWS: &[Row<Client, Ids>] = &[
    ("retry_shipper_task", |client, ids| {
        let call = client.retry_shipper_task().logstore(ids.logstore);
        let call = call.shipper_name(ids.shipper_name);
        sent(call.body(ids.task_ids).send())
    }),
    ("get_shipper_status", |client, ids| {
        let call = client.get_shipper_status().logstore(ids.logstore);
        let call = call.shipper_name(ids.shipper_name).status("fail");
        let call = call.from(ids.from).to(ids.to);
        sent(call.offset(100).size(500).send())
    }),
];
