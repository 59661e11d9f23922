//! Where ids and names come from: organizations, projects, and what is in them; logs of what is no cluster, and the
//! rate limits.

use backhaul_atlas::Client;
use backhaul_atlas::requests::{
    CloudProviderAccessAwsiamRoleRequest as AwsRole,
    CloudProviderAccessAwsiamRoleRequestUpdate as AwsUpdate,
};

use super::ids::{FLEX, ID, Ids, ORGANIZATION, PROCESS};
use crate::calls::{Row, sent};

pub(super) const ROWS: &[Row<Client, Ids>] = &[
    ("list_groups", |client, _| {
        sent(client.list_groups().include_count(false).page_num(2))
    }),
    ("get_group", |client, ids| {
        sent(client.get_group().group_id(ids.group_id))
    }),
    ("get_group_by_name", |client, _| {
        sent(client.get_group_by_name().group_name("Demo Project"))
    }),
    ("get_org_groups", |client, _| {
        sent(client.get_org_groups().org_id(ORGANIZATION).name("demo"))
    }),
    ("list_orgs", |client, _| {
        sent(client.list_orgs().name("Example & Co"))
    }),
    ("get_org", |client, _| {
        sent(client.get_org().org_id(ORGANIZATION))
    }),
    ("get_system_status", |client, _| {
        sent(client.get_system_status())
    }),
    ("list_clusters", |client, ids| {
        let call = client.list_clusters().group_id(ids.group_id);
        let call = call.include_deleted_with_retained_backups(true);
        sent(call.use_effective_instance_fields(false).page_num(2))
    }),
    ("get_cluster", |client, ids| {
        let call = client.get_cluster().group_id(ids.group_id);
        let call = call.cluster_name(ids.cluster_name);
        sent(call.use_effective_fields_replication_specs(true))
    }),
    ("get_cluster_status", |client, ids| {
        let call = client.get_cluster_status().group_id(ids.group_id);
        sent(call.cluster_name(ids.cluster_name))
    }),
    ("list_cluster_details", |client, _| {
        sent(client.list_cluster_details().items_per_page(500))
    }),
    ("list_flex_clusters", |client, ids| {
        sent(client.list_flex_clusters().group_id(ids.group_id))
    }),
    ("get_flex_cluster", |client, ids| {
        let call = client.get_flex_cluster().group_id(ids.group_id);
        sent(call.name(FLEX))
    }),
    ("list_cloud_provider_access", |client, ids| {
        let call = client.list_cloud_provider_access();
        sent(call.group_id(ids.group_id))
    }),
    ("create_cloud_provider_access", |client, ids| {
        let call = client.create_cloud_provider_access();
        sent(call.group_id(ids.group_id).body(AwsRole::new()))
    }),
    ("get_cloud_provider_access", |client, ids| {
        let call = client.get_cloud_provider_access().group_id(ids.group_id);
        sent(call.role_id(ID))
    }),
    ("authorize_provider_access_role", |client, ids| {
        let call = client.authorize_provider_access_role();
        let role = AwsUpdate::new();
        let role = role.iam_assumed_role_arn("arn:aws:iam::123456789012:role/atlas-exports");
        sent(call.group_id(ids.group_id).role_id(ID).body(role))
    }),
    ("deauthorize_provider_access_role", |client, ids| {
        let call = client.deauthorize_provider_access_role();
        let call = call.group_id(ids.group_id).cloud_provider("AZURE");
        sent(call.role_id(ID))
    }),
    ("list_databases", |client, ids| {
        let call = client.list_databases().group_id(ids.group_id);
        sent(call.process_id(PROCESS))
    }),
    ("list_data_federation", |client, ids| {
        let call = client.list_data_federation().group_id(ids.group_id);
        sent(call.type_("ONLINE_ARCHIVE"))
    }),
    ("get_data_federation", |client, ids| {
        let call = client.get_data_federation().group_id(ids.group_id);
        sent(call.tenant_name("Federated 0"))
    }),
    ("list_stream_workspaces", |client, ids| {
        let call = client.list_stream_workspaces().group_id(ids.group_id);
        sent(call.page_num(2))
    }),
    ("get_stream_workspace", |client, ids| {
        let call = client.get_stream_workspace().group_id(ids.group_id);
        sent(call.tenant_name("Streams0").include_connections(false))
    }),
    ("download_federation_query_logs", |client, ids| {
        let call = client.download_federation_query_logs();
        let call = call.group_id(ids.group_id).tenant_name("Federated0");
        sent(call.start_date(1_709_164_798).end_date(1_709_251_198))
    }),
    ("download_query_logs", |client, ids| {
        let call = client.download_query_logs().group_id(ids.group_id);
        let call = call.cluster_name(ids.cluster_name).archive_only(true);
        sent(call.start_date(1_709_164_798).end_date(1_709_251_198))
    }),
    ("download_audit_logs", |client, ids| {
        let call = client.download_audit_logs().group_id(ids.group_id);
        sent(call.tenant_name("Streams0").sp_name("orders/eu"))
    }),
    ("download_operational_logs", |client, ids| {
        let call = client.download_operational_logs().group_id(ids.group_id);
        sent(call.tenant_name("Streams 0").start_date(1_709_164_798))
    }),
    ("list_rate_limits", |client, ids| {
        let call = client.list_rate_limits().group_id(ids.group_id);
        let call = call.endpoint_path("/api/atlas/v2/clusters");
        sent(call.ip_address("127.0.0.1").page_num(2))
    }),
    ("get_rate_limit", |client, _| {
        let call = client.get_rate_limit().org_id(ORGANIZATION);
        let call = call.user_id("mdb_sa_id_1234567890abcdef12345678");
        sent(call.endpoint_set_id("rateLimitsInspection_group"))
    }),
];
