//! Where ids and names come from: organizations, projects, and what is in them.

use backhaul_atlas::Client;

use super::ids::{Ids, ORGANIZATION};
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
];
