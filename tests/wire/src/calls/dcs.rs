//! Open Telekom Cloud DCS.

use backhaul_dcs::requests::{
    BackupFileBody, BackupFilesBody, MigrationEndBody, MigrationTargetBody, RedisConfigBody,
};
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
        backup_id: "8ba256cb-e5ac-44f6-a3da-c03d8f0e5029",
    };
}

/// A background task of the document's example; the sandbox has the tasks that a call names.
const TASK: &str = "8abf6e1e72c12e7c0172c15b508500aa";
/// A shard, a node of it, a migration, and a search through the keys: as `TASK`.
const SHARD: &str = "35e1bed6-7de5-4898-9eb2-c362c783df15";
const NODE: &str = "8abfa7aa73291f15017329e1cda0002d";
const MIGRATION: &str = "8aa6999e71cb638b0171f485f5266ef0";
const SCAN: &str = "28ae17aa-0f93-4f7b-a1a0-7ff7f5f0e6a9";

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
    ("list_group_replication_info", |client, ids| {
        let call = client.list_group_replication_info();
        sent(call.project_id(ids.project_id).instance_id(ids.instance_id))
    }),
    ("batch_show_nodes_information", |client, ids| {
        let call = client.batch_show_nodes_information();
        sent(call.project_id(ids.project_id).offset(0).limit(10))
    }),
    ("delete_ip_from_domain_name", |client, ids| {
        let call = client.delete_ip_from_domain_name();
        let call = call.project_id(ids.project_id).instance_id(ids.instance_id);
        sent(call.group_id(SHARD).node_id(NODE))
    }),
    ("create_migration_task", |client, ids| {
        let call = client.create_migration_task().project_id(ids.project_id);
        let file = BackupFileBody::new()
            .file_name("dcs-migration.zip")
            .size("754.0MB")
            .update_at("2019-10-22 14:44:30");
        let files = BackupFilesBody::new()
            .file_source("self_build_obs")
            .bucket_name("bucket1")
            .files([file]);
        let target = MigrationTargetBody::new()
            .id("5c597ce5-9823-48aa-bf4d-2defb9385b4a")
            .password("FAKE-password-of-the-instance");
        let call = call
            .task_name("migration1")
            .description("Back up to the other instance");
        let call = call.migration_type("backupfile_import");
        let call = call.migration_method("full_amount_migration");
        sent(call.backup_files(files).target_instance(target))
    }),
    ("create_online_migration_task", |client, ids| {
        let call = client.create_online_migration_task();
        let call = call.project_id(ids.project_id).name("dcs-migration-1db7");
        let call = call
            .description("Move to the new instance")
            .vpc_id("5e37b3be-950a-48e1-b498-65b63d336481")
            .subnet_id("a4112635-3ec0-471c-95c3-5cf49b9533af");
        sent(call.security_group_id("74edfbb1-5b2d-4cf5-a0f8-fd6df1c5a9d3"))
    }),
    ("set_online_migration_task", |client, ids| {
        let call = client.set_online_migration_task();
        let call = call.project_id(ids.project_id).task_id(MIGRATION);
        let source = MigrationEndBody::new()
            .addrs("192.168.1.27:6379")
            .password("FAKE-password-of-the-source");
        let target = MigrationEndBody::new()
            .id("5c597ce5-9823-48aa-bf4d-2defb9385b4a")
            .password("FAKE-password-of-the-target");
        let call = call.migration_method("incremental_migration");
        let call = call.resume_mode("auto").bandwidth_limit_mb("123");
        sent(call.source_instance(source).target_instance(target))
    }),
    ("list_migration_task", |client, ids| {
        let call = client.list_migration_task().project_id(ids.project_id);
        sent(call.offset(0).limit(10).name("dcs-migration-1db7"))
    }),
    ("show_migration_task", |client, ids| {
        let call = client.show_migration_task().project_id(ids.project_id);
        sent(call.task_id(MIGRATION))
    }),
    ("update_migration_task", |client, ids| {
        let call = client.update_migration_task().project_id(ids.project_id);
        sent(call.task_id(MIGRATION).resume_mode("auto"))
    }),
    ("show_migration_task_stats", |client, ids| {
        let call = client.show_migration_task_stats();
        sent(call.project_id(ids.project_id).task_id(MIGRATION))
    }),
    ("stop_migration_task", |client, ids| {
        let call = client.stop_migration_task().project_id(ids.project_id);
        sent(call.task_id(MIGRATION))
    }),
    ("batch_stop_migration_tasks", |client, ids| {
        let call = client.batch_stop_migration_tasks();
        sent(call.project_id(ids.project_id).migration_tasks([MIGRATION]))
    }),
    ("create_bigkey_scan_task", |client, ids| {
        let call = client.create_bigkey_scan_task();
        sent(call.project_id(ids.project_id).instance_id(ids.instance_id))
    }),
    ("list_bigkey_scan_tasks", |client, ids| {
        let call = client.list_bigkey_scan_tasks().project_id(ids.project_id);
        let call = call.instance_id(ids.instance_id).status("success");
        sent(call.offset(0).limit(10))
    }),
    ("show_bigkey_scan_task_details", |client, ids| {
        let call = client.show_bigkey_scan_task_details();
        let call = call.project_id(ids.project_id).instance_id(ids.instance_id);
        sent(call.bigkey_id(SCAN))
    }),
    ("delete_bigkey_scan_task", |client, ids| {
        let call = client.delete_bigkey_scan_task();
        let call = call.project_id(ids.project_id).instance_id(ids.instance_id);
        sent(call.bigkey_id(SCAN))
    }),
    ("show_bigkey_autoscan_config", |client, ids| {
        let call = client.show_bigkey_autoscan_config();
        sent(call.project_id(ids.project_id).instance_id(ids.instance_id))
    }),
    ("update_bigkey_autoscan_config", |client, ids| {
        let call = client.update_bigkey_autoscan_config();
        let call = call.project_id(ids.project_id).instance_id(ids.instance_id);
        sent(call.enable_auto_scan(true).schedule_at(["21:00"]))
    }),
    ("create_hotkey_scan_task", |client, ids| {
        let call = client.create_hotkey_scan_task();
        sent(call.project_id(ids.project_id).instance_id(ids.instance_id))
    }),
    ("list_hot_key_scan_tasks", |client, ids| {
        let call = client.list_hot_key_scan_tasks().project_id(ids.project_id);
        let call = call.instance_id(ids.instance_id).status("success");
        sent(call.offset(0).limit(10))
    }),
    ("show_hotkey_task_details", |client, ids| {
        let call = client.show_hotkey_task_details();
        let call = call.project_id(ids.project_id).instance_id(ids.instance_id);
        sent(call.hotkey_id(SCAN))
    }),
    ("delete_hotkey_scan_task", |client, ids| {
        let call = client.delete_hotkey_scan_task();
        let call = call.project_id(ids.project_id).instance_id(ids.instance_id);
        sent(call.hotkey_id(SCAN))
    }),
    ("show_hotkey_autoscan_config", |client, ids| {
        let call = client.show_hotkey_autoscan_config();
        sent(call.project_id(ids.project_id).instance_id(ids.instance_id))
    }),
    ("update_hotkey_auto_scan_config", |client, ids| {
        let call = client.update_hotkey_auto_scan_config();
        let call = call.project_id(ids.project_id).instance_id(ids.instance_id);
        sent(call.enable_auto_scan(true).schedule_at(["21:00"]))
    }),
    ("create_auto_expire_scan_task", |client, ids| {
        let call = client.create_auto_expire_scan_task();
        sent(call.project_id(ids.project_id).instance_id(ids.instance_id))
    }),
    ("list_diagnosis_tasks", |client, ids| {
        let call = client.list_diagnosis_tasks().project_id(ids.project_id);
        let call = call.instance_id(ids.instance_id);
        sent(call.offset(0).limit(10))
    }),
    ("show_diagnosis_task_details", |client, ids| {
        let call = client.show_diagnosis_task_details();
        sent(call.project_id(ids.project_id).report_id(SCAN))
    }),
    ("show_instance_ssl_detail", |client, ids| {
        let call = client.show_instance_ssl_detail();
        sent(call.project_id(ids.project_id).instance_id(ids.instance_id))
    }),
    ("update_ssl_switch", |client, ids| {
        let call = client.update_ssl_switch().project_id(ids.project_id);
        sent(call.instance_id(ids.instance_id).enabled(true))
    }),
    ("download_ssl_cert", |client, ids| {
        let call = client.download_ssl_cert().project_id(ids.project_id);
        sent(call.instance_id(ids.instance_id))
    }),
    ("list_configurations", |client, ids| {
        let call = client.list_configurations().project_id(ids.project_id);
        sent(call.instance_id(ids.instance_id))
    }),
    ("update_configurations", |client, ids| {
        let call = client.update_configurations().project_id(ids.project_id);
        let timeout = RedisConfigBody::new()
            .param_id("1")
            .param_name("timeout")
            .param_value("1000");
        sent(call.instance_id(ids.instance_id).redis_config([timeout]))
    }),
    ("list_config_histories", |client, ids| {
        let call = client.list_config_histories().project_id(ids.project_id);
        let call = call.instance_id(ids.instance_id);
        sent(call.offset(0).limit(10))
    }),
    ("delete_migration_task", |client, ids| {
        let call = client.delete_migration_task();
        sent(call.project_id(ids.project_id).task_id_list([MIGRATION]))
    }),
];
