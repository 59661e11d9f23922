//! Calls about what happened: logins, slow queries, what is audited, events.

use backhaul_atlas::Client;

use super::ids::{ID, Ids, ORGANIZATION, PROCESS};
use crate::calls::{Row, sent};

pub(super) const ROWS: &[Row<Client, Ids>] = &[
    ("get_access_history_cluster", |client, ids| {
        let call = client.get_access_history_cluster().group_id(ids.group_id);
        let call = call.cluster_name(ids.cluster_name).auth_result(false);
        let call = call.start(1_709_164_798_000_i64).end(1_709_251_198_000_i64);
        sent(call.ip_address("192.0.2.17").n_logs(100))
    }),
    ("get_access_history_process", |client, ids| {
        let call = client.get_access_history_process().group_id(ids.group_id);
        sent(call.hostname("cluster0-shard-00-00.fake1.mongodb.net"))
    }),
    ("list_slow_query_logs", |client, ids| {
        let call = client.list_slow_query_logs().group_id(ids.group_id);
        let call = call
            .process_id(PROCESS)
            .namespaces(["sales.orders", "a.b/c"]);
        let call = call.since(1_709_164_798_000_i64).duration(3_600_000);
        sent(call.include_metrics(true).include_op_type(true))
    }),
    ("list_performance_advisor_namespaces", |client, ids| {
        let call = client.list_performance_advisor_namespaces();
        sent(call.group_id(ids.group_id).process_id(PROCESS))
    }),
    ("get_group_audit_log", |client, ids| {
        sent(client.get_group_audit_log().group_id(ids.group_id))
    }),
    ("update_audit_log", |client, ids| {
        let call = client.update_audit_log().group_id(ids.group_id);
        let call = call.audit_authorization_success(false).enabled(true);
        let filter = r#"{"atype": {"$in": ["authenticate", "dropCollection"]}}"#;
        sent(call.audit_filter(filter))
    }),
];

pub(super) const EVENTS: &[Row<Client, Ids>] = &[
    ("list_group_events", |client, ids| {
        let call = client.list_group_events().group_id(ids.group_id);
        let call = call.event_type(["CPS_SNAPSHOT_SUCCESSFUL", "CPS_SNAPSHOT_FAILED"]);
        let call = call.cluster_names([ids.cluster_name]).include_raw(true);
        sent(call.min_date("2024-02-28T00:00:00Z"))
    }),
    ("get_group_event", |client, ids| {
        sent(client.get_group_event().group_id(ids.group_id).event_id(ID))
    }),
    ("list_org_events", |client, _| {
        let call = client.list_org_events().org_id(ORGANIZATION);
        sent(call.max_date("2024-03-01T00:00:00Z"))
    }),
    ("get_org_event", |client, _| {
        sent(client.get_org_event().org_id(ORGANIZATION).event_id(ID))
    }),
    ("list_event_types", |client, _| {
        sent(client.list_event_types().page_num(2))
    }),
];
