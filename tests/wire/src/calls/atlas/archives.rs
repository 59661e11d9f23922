//! Calls about online archives.

use backhaul_atlas::Client;
use backhaul_atlas::requests::{
    AwsCreateDataProcessRegionView as Aws, CustomCriteriaView as Custom,
    DailyScheduleView as Daily, DataExpirationRuleView as Expiration, DateCriteriaView as Dated,
    PartitionFieldView as Field, WeeklyScheduleView as Weekly,
};

use super::ids::{ID, Ids};
use crate::calls::{Row, sent};

pub(super) const ROWS: &[Row<Client, Ids>] = &[
    ("list_online_archives", |client, ids| {
        let call = client.list_online_archives().group_id(ids.group_id);
        sent(call.cluster_name(ids.cluster_name))
    }),
    ("create_online_archive", |client, ids| {
        let call = client.create_online_archive().group_id(ids.group_id);
        let call = call.cluster_name(ids.cluster_name);
        let call = call.db_name("sales").coll_name("orders");
        let dated = Dated::new().date_field("createdAt").date_format("ISODATE");
        let call = call.collection_type("STANDARD");
        let call = call.criteria(dated.expire_after_days(90));
        let call = call.data_expiration_rule(Expiration::new().expire_after_days(3650));
        let call = call.data_process_region(Aws::new().region("EU_WEST_1"));
        let created = Field::new().field_name("createdAt").order(0);
        let customer = Field::new().field_name("customerId").order(1);
        let call = call.partition_fields([created, customer]).paused(false);
        let nightly = Daily::new().start_hour(1).start_minute(0);
        sent(call.schedule(nightly.end_hour(5).end_minute(0)))
    }),
    ("get_online_archive", |client, ids| {
        let call = client.get_online_archive().group_id(ids.group_id);
        sent(call.cluster_name(ids.cluster_name).archive_id(ID))
    }),
    ("update_online_archive", |client, ids| {
        let call = client.update_online_archive().group_id(ids.group_id);
        let call = call.cluster_name(ids.cluster_name).archive_id(ID);
        let call = call.criteria(Custom::new().query(r#"{"status": "closed"}"#));
        let call = call.data_expiration_rule(Expiration::new().expire_after_days(3650));
        let weekly = Weekly::new().day_of_week(1).start_hour(1).start_minute(0);
        let call = call.schedule(weekly.end_hour(5).end_minute(0));
        sent(call.paused(true))
    }),
    ("delete_online_archive", |client, ids| {
        let call = client.delete_online_archive().group_id(ids.group_id);
        sent(call.cluster_name(ids.cluster_name).archive_id(ID))
    }),
];
