//! Open Telekom Cloud DCS.

use backhaul_dcs::{Client, Credentials};

use super::{Row, sent};

/// What the calls name.
pub struct Ids {
    /// A project that exists.
    pub project_id: &'static str,
    /// An instance of it.
    pub instance_id: &'static str,
    /// A run log of it.
    pub redislog_id: &'static str,
    /// A backup of it.
    pub backup_id: &'static str,
}

impl Ids {
    /// The project of the snapshots, which a client with an access key must know too.
    pub const WIRE_PROJECT: &str = "0524e839a54847039e9b2b46e8aa788a";

    /// Those of the snapshots.
    pub const WIRE: Self = Self {
        project_id: Self::WIRE_PROJECT,
        instance_id: "5560df16-cebf-4473-95c4-d1b573c16e79",
        redislog_id: "3ea6ce21",
        backup_id: "548ceeff-2cbb-47ab-9a1c-7b085a8c08d7",
    };
}

/// A background task of the document's example; the sandbox has the tasks that a call names.
const TASK: &str = "8abf6e1e72c12e7c0172c15b508500aa";

/// What the first request of a client is answered with.
pub const CHALLENGE: Option<&str> = None;

/// The client of the snapshots, with a token.
pub fn client(address: &str) -> Client {
    client_with(address, Credentials::token("FAKE-TOKEN"))
}

/// A client with other credentials.
pub fn client_with(address: &str, credentials: Credentials) -> Client {
    let client = Client::builder().credentials(credentials);
    let client = client.base_url(address).clock(super::clock());
    client.build().unwrap()
}

/// One row per operation; new ones last.
pub const ROWS: &[Row<Client, Ids>] = &[
    ("create_redislog", |client, ids| {
        let call = client.create_redislog().project_id(ids.project_id);
        let call = call.instance_id(ids.instance_id).log_type("run");
        let call = call
            .query_time(7)
            .replication_id("ff80808179b6c5ab0179b6d5a1cd000f");
        sent(call)
    }),
    ("list_redislog", |client, ids| {
        let call = client.list_redislog().project_id(ids.project_id);
        let call = call.instance_id(ids.instance_id).log_type("run");
        sent(call.offset(0).limit(10))
    }),
    ("create_redislog_download_link", |client, ids| {
        let call = client
            .create_redislog_download_link()
            .project_id(ids.project_id);
        let call = call.instance_id(ids.instance_id);
        sent(call.id(ids.redislog_id))
    }),
    ("list_slowlog", |client, ids| {
        let call = client.list_slowlog().project_id(ids.project_id);
        let call = call.instance_id(ids.instance_id).offset(0).limit(10);
        let call = call.start_time("1598803200000").end_time("1599494399000");
        sent(call.sort_key("duration").sort_dir("asc"))
    }),
    ("copy_instance", |client, ids| {
        let call = client.copy_instance().project_id(ids.project_id);
        let call = call.instance_id(ids.instance_id).remark("Backup instances");
        sent(call.backup_format("aof"))
    }),
    ("list_backup_records", |client, ids| {
        let call = client.list_backup_records().project_id(ids.project_id);
        let call = call.instance_id(ids.instance_id).offset(0).limit(10);
        sent(call.begin_time("20170718235959").end_time("20380119031407"))
    }),
    ("delete_backup_file", |client, ids| {
        let call = client.delete_backup_file().project_id(ids.project_id);
        let call = call.instance_id(ids.instance_id);
        sent(call.backup_id(ids.backup_id))
    }),
    ("list_backup_file_links", |client, ids| {
        let call = client.list_backup_file_links().project_id(ids.project_id);
        let call = call.instance_id(ids.instance_id).backup_id(ids.backup_id);
        sent(call.expiration(1800))
    }),
    ("restore_instance", |client, ids| {
        let call = client.restore_instance().project_id(ids.project_id);
        let call = call.instance_id(ids.instance_id).backup_id(ids.backup_id);
        sent(call.remark("restore instance"))
    }),
    ("list_restore_records", |client, ids| {
        let call = client.list_restore_records().project_id(ids.project_id);
        let call = call.instance_id(ids.instance_id).offset(0).limit(10);
        sent(call.begin_time("20170718235959").end_time("20380119031407"))
    }),
    ("list_background_task", |client, ids| {
        let call = client.list_background_task().project_id(ids.project_id);
        let call = call.instance_id(ids.instance_id).offset(0).limit(10);
        sent(call.start_time("20200609160000").end_time("20200617155959"))
    }),
    ("delete_background_task", |client, ids| {
        let call = client.delete_background_task().project_id(ids.project_id);
        sent(call.instance_id(ids.instance_id).task_id(TASK))
    }),
    ("show_job_info", |client, ids| {
        let call = client.show_job_info().project_id(ids.project_id);
        sent(call.job_id("ff8080818822bbf70188235afc24141a"))
    }),
    ("delete_center_task", |client, ids| {
        let call = client.delete_center_task().project_id(ids.project_id);
        sent(call.task_id(TASK))
    }),
    ("show_instance", |client, ids| {
        let call = client.show_instance().project_id(ids.project_id);
        sent(call.instance_id(ids.instance_id))
    }),
    ("list_instances", |client, ids| {
        let call = client.list_instances().project_id(ids.project_id);
        let call = call.name("dcs").name_equal(false).status("RUNNING");
        let call = call.tags("team=reporting,stage=test").ip("192.168.7.146");
        let call = call
            .include_failure(true)
            .include_delete(true)
            .capacity("1");
        let call = call.instance_id(ids.instance_id);
        sent(call.offset(0).limit(10))
    }),
];
