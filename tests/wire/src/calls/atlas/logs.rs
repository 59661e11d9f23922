//! Calls about where logs go.

use backhaul_atlas::Client;
use backhaul_atlas::requests::{
    DatadogLogIntegrationRequest as Datadog, S3LogIntegrationRequest as S3,
};

use super::ids::Ids;
use crate::calls::{Row, sent};

pub(super) const ROWS: &[Row<Client, Ids>] = &[
    ("list_group_log_integrations", |client, ids| {
        let call = client.list_group_log_integrations();
        let call = call
            .group_id(ids.group_id)
            .integration_type("S3_LOG_EXPORT");
        sent(call.include_count(false))
    }),
    ("create_group_log_integration", |client, ids| {
        let bucket = S3::new()
            .bucket_name("example-logs")
            .iam_role_id("5e2f8b71c04d9a0013aa57c1")
            .log_types(["MONGOD", "MONGOS"])
            .prefix_path("mongo-logs/");
        let call = client.create_group_log_integration();
        sent(call.group_id(ids.group_id).body(bucket))
    }),
    ("get_group_log_integration", |client, ids| {
        let call = client.get_group_log_integration();
        sent(call.group_id(ids.group_id).id(ids.log_integration_id))
    }),
    ("update_group_log_integration", |client, ids| {
        let datadog = Datadog::new()
            .api_key("fake-datadog-key-0000000000000000")
            .log_types(["MONGOD", "MONGOD_AUDIT"])
            .region("EU");
        let call = client.update_group_log_integration();
        let call = call.group_id(ids.group_id).id(ids.log_integration_id);
        sent(call.body(datadog))
    }),
    ("delete_group_log_integration", |client, ids| {
        let call = client.delete_group_log_integration();
        sent(call.group_id(ids.group_id).id(ids.log_integration_id))
    }),
];
