//! Alibaba Cloud SLS.

use backhaul_sls::{Client, Credentials, SignatureVersion, requests};

use super::{Row, sent};

/// What the calls name.
pub struct Ids {
    /// A logstore that exists.
    pub logstore: &'static str,
    /// A shipper of it.
    pub shipper_name: &'static str,
    /// Tasks of it that failed.
    pub task_ids: [&'static str; 3],
    /// A download job that exists.
    pub download_job: &'static str,
    /// Unix seconds.
    pub from: i64,
    /// Unix seconds.
    pub to: i64,
}

impl Ids {
    /// Those of the snapshots.
    pub const WIRE: Self = Self {
        logstore: "ali-test-logstore",
        shipper_name: "test-shipper",
        task_ids: ["task-id-1", "task-id-2", "task-id-3"],
        download_job: "download-123",
        from: 1_448_748_198,
        to: 1_448_948_198,
    };
}

/// What the first request of a client is answered with.
pub const CHALLENGE: Option<&str> = None;

/// The client of the snapshots.
pub fn client(address: &str) -> Client {
    client_with(address, SignatureVersion::V4)
}

/// A client with another signature.
pub fn client_with(address: &str, version: SignatureVersion) -> Client {
    let key = Credentials::access_key("FAKEAKID", "FakeSecret+NotReal");
    Client::builder()
        .credentials(key.signature(version))
        .endpoint(address)
        .region("cn-hangzhou")
        .project("ali-test-project")
        .clock(super::clock())
        .build()
        .unwrap()
}

/// One row per operation; new ones last.
pub const ROWS: &[Row<Client, Ids>] = &[
    ("retry_shipper_task", |client, ids| {
        let call = client.retry_shipper_task().logstore(ids.logstore);
        let call = call.shipper_name(ids.shipper_name);
        sent(call.body(ids.task_ids))
    }),
    ("get_shipper_status", |client, ids| {
        let call = client.get_shipper_status().logstore(ids.logstore);
        let call = call.shipper_name(ids.shipper_name).status("fail");
        let call = call.from(ids.from).to(ids.to);
        sent(call.offset(100).size(500))
    }),
    ("list_shipper", |client, ids| {
        let call = client.list_shipper().logstore(ids.logstore);
        sent(call.offset(0).size(500))
    }),
    ("create_shipper", |client, ids| {
        let call = client.create_shipper().logstore(ids.logstore);
        sent(call.body(odps_shipper("new-shipper")))
    }),
    ("get_shipper_config", |client, ids| {
        let call = client.get_shipper_config().logstore(ids.logstore);
        sent(call.shipper_name(ids.shipper_name))
    }),
    ("update_shipper", |client, ids| {
        let call = client.update_shipper().logstore(ids.logstore);
        let call = call.shipper_name(ids.shipper_name);
        sent(call.body(oss_shipper(ids.shipper_name)))
    }),
    ("delete_shipper", |client, ids| {
        let call = client.delete_shipper().logstore(ids.logstore);
        sent(call.shipper_name(ids.shipper_name))
    }),
    ("list_log_stores", |client, _| {
        let call = client.list_log_stores().logstore_name("test");
        let call = call.mode("standard").telemetry_type("None");
        sent(call.offset(0).size(500))
    }),
    ("get_log_store", |client, ids| {
        sent(client.get_log_store().logstore(ids.logstore))
    }),
    ("get_project", |client, _| {
        sent(client.get_project().cross_region(false))
    }),
    ("list_oss_exports", |client, ids| {
        let call = client.list_oss_exports().logstore(ids.logstore);
        sent(call.offset(0).size(10))
    }),
    ("create_oss_export", |client, ids| {
        let call = client.create_oss_export().name("new-export");
        let call = call.display_name("a new export").description("for a test");
        sent(call.configuration(export(ids.logstore)))
    }),
    ("get_oss_export", |client, _| {
        sent(client.get_oss_export().oss_export_name(EXPORT))
    }),
    ("start_or_stop_oss_export", |client, _| {
        let call = client.start_or_stop_oss_export();
        sent(call.oss_export_name(EXPORT).action("STOP"))
    }),
    ("delete_oss_export", |client, _| {
        sent(client.delete_oss_export().oss_export_name(EXPORT))
    }),
    ("update_oss_export", |client, ids| {
        let call = client.update_oss_export().oss_export_name(EXPORT);
        let call = call.display_name("a changed export").description("");
        sent(call.configuration(export(ids.logstore)))
    }),
    ("list_project", |client, _| {
        let call = client.list_project().project_name("ali test");
        let call = call.description("Description of ali-test-project");
        let call = call.resource_group_id("rg-example").fetch_quota(true);
        sent(call.offset(0).size(500))
    }),
    ("list_osshdfs_exports", |client, ids| {
        let call = client.list_osshdfs_exports().logstore(ids.logstore);
        sent(call.offset(0).size(10))
    }),
    ("create_osshdfs_export", |client, ids| {
        let call = client.create_osshdfs_export().name("new-export");
        let call = call.display_name("a new export").description("for a test");
        sent(call.configuration(export(ids.logstore)))
    }),
    ("get_osshdfs_export", |client, _| {
        sent(client.get_osshdfs_export().oss_export_name(EXPORT))
    }),
    ("update_osshdfs_export", |client, ids| {
        let call = client.update_osshdfs_export().oss_export_name(EXPORT);
        let call = call
            .display_name("a changed export")
            .description("for a test");
        sent(call.configuration(export(ids.logstore)))
    }),
    ("start_or_stop_osshdfs_export", |client, _| {
        let call = client.start_or_stop_osshdfs_export();
        sent(call.oss_export_name(EXPORT).action("START"))
    }),
    ("delete_osshdfs_export", |client, _| {
        sent(client.delete_osshdfs_export().oss_export_name(EXPORT))
    }),
    ("list_max_compute_exports", |client, ids| {
        let call = client.list_max_compute_exports().logstore(ids.logstore);
        sent(call.offset(0).size(10))
    }),
    ("create_max_compute_export", |client, ids| {
        let call = client.create_max_compute_export().name("new-export");
        let call = call.display_name("a new export").description("for a test");
        sent(call.configuration(max_compute(ids.logstore)))
    }),
    ("get_max_compute_export", |client, _| {
        sent(client.get_max_compute_export().mc_export_name(EXPORT))
    }),
    ("update_max_compute_export", |client, ids| {
        let call = client.update_max_compute_export().mc_export_name(EXPORT);
        let call = call
            .display_name("a changed export")
            .description("for a test");
        sent(call.configuration(max_compute(ids.logstore)))
    }),
    ("start_or_stop_max_compute_export", |client, _| {
        let call = client.start_or_stop_max_compute_export();
        sent(call.mc_export_name(EXPORT).action("STOP"))
    }),
    ("delete_max_compute_export", |client, _| {
        sent(client.delete_max_compute_export().mc_export_name(EXPORT))
    }),
    ("create_download_job", |client, ids| {
        let sink = requests::DownloadJobSink::new().type_("AliyunOSS");
        let sink = sink.content_type("json").compression_type("gzip");
        let sink = sink
            .bucket("fake-bucket")
            .prefix("download/")
            .role_arn(ROLE);
        let configuration = requests::DownloadJobConfiguration::new()
            .logstore(ids.logstore)
            .from_time(1_722_406_260)
            .to_time(1_722_409_860)
            .query("* | select \"a\"")
            .power_sql(true)
            .allow_in_complete(true)
            .sink(sink);
        let call = client.create_download_job().name("new-download");
        let call = call
            .display_name("a new download")
            .description("for a test");
        sent(call.configuration(configuration))
    }),
    ("get_download_job", |client, ids| {
        let call = client.get_download_job();
        sent(call.download_job_name(ids.download_job))
    }),
    ("list_download_jobs", |client, ids| {
        let call = client.list_download_jobs().logstore(ids.logstore);
        sent(call.offset(0).size(10))
    }),
    ("delete_download_job", |client, ids| {
        let call = client.delete_download_job();
        sent(call.download_job_name(ids.download_job))
    }),
    ("list_scheduled_sqls", |client, ids| {
        let call = client.list_scheduled_sqls().logstore(ids.logstore);
        sent(call.offset(0).size(10))
    }),
    ("list_job_instances", |client, _| {
        let call = client.list_job_instances().job_name(SCHEDULED);
        let call = call.start(1_784_151_198).end(1_784_237_598);
        let call = call.state("FAILED").job_type("ScheduledSQL");
        sent(call.caller_owner("1234567890").offset(0).size(10))
    }),
    ("get_job_instance", |client, _| {
        let call = client.get_job_instance().job_name(SCHEDULED);
        let call = call.instance_id(INSTANCE).result(true);
        sent(call.caller_owner("1234567890"))
    }),
    ("modify_job_instance_state", |client, _| {
        let call = client.modify_job_instance_state().job_name(SCHEDULED);
        sent(call.instance_id(INSTANCE).state("RUNNING"))
    }),
    ("get_histograms", |client, ids| {
        let call = client.get_histograms().logstore(ids.logstore);
        let call = call.type_("histogram").query("status: 5* or \"a b\"");
        let call = call.from(1_409_529_600).to(1_409_608_800);
        sent(call.topic("topic"))
    }),
];

/// A scheduled SQL job, and a run of it.
const SCHEDULED: &str = "sql-123456789-123456";
const INSTANCE: &str = "467b2b2cb7de2a9-656946cb235f3-52f6f88";

/// An export job, which the sandbox takes to be there.
const EXPORT: &str = "export-oss-1234567890-123456";

fn oss_shipper(name: &str) -> requests::OssShipper {
    let columns = [("__time__", "int64"), ("content", "string")]
        .map(|(name, kind)| requests::StorageColumn::new().name(name).type_(kind));
    let detail = requests::ColumnsDetail::new().columns(columns);
    let target = requests::OssShipperTarget::new()
        .oss_bucket("fake-bucket")
        .oss_prefix("fake-logs")
        .role_arn(ROLE)
        .buffer_interval(600)
        .buffer_size(128)
        .compress_type("snappy")
        .path_format("%Y/%m/%d")
        .time_zone("+0800")
        .enable(true)
        .storage(requests::ParquetStorage::new().detail(detail));
    requests::OssShipper::new()
        .shipper_name(name)
        .target_configuration(target)
}

fn odps_shipper(name: &str) -> requests::OdpsShipper {
    let target = requests::OdpsShipperTarget::new()
        .odps_endpoint("http://odps.example.com/api")
        .odps_project("fake_project")
        .odps_table("fake_table")
        .fields(["__time__", "content"])
        .partition_column(["__PARTITION_TIME__"])
        .partition_time_format("yyyy_MM_dd_HH_mm")
        .buffer_interval(1800)
        .enable(true);
    requests::OdpsShipper::new()
        .shipper_name(name)
        .target_configuration(target)
}

fn export(logstore: &str) -> requests::OssExportConfiguration {
    let detail = requests::CsvExportDetail::new()
        .columns(["__time__", "content"])
        .delimiter(",")
        .escape("\\")
        .null("-")
        .header(true);
    let sink = requests::OssExportCsvSink::new()
        .endpoint("https://oss-cn-hangzhou-internal.aliyuncs.com")
        .bucket("fake-bucket")
        .role_arn(ROLE)
        .compression_type("none")
        .buffer_interval(300)
        .buffer_size(256)
        .content_detail(detail);
    requests::OssExportConfiguration::new()
        .logstore(logstore)
        .role_arn(ROLE)
        .from_time(1_709_164_798)
        .to_time(0)
        .sink(sink)
}

fn max_compute(logstore: &str) -> requests::MaxComputeExportConfiguration {
    let sink = requests::MaxComputeExportSink::new()
        .odps_endpoint("http://odps.example.com/api")
        .odps_tunnel_endpoint("http://tunnel.example.com")
        .odps_project("fake_project")
        .odps_table("fake_table")
        .odps_rolearn(ROLE)
        .odps_access_key_id("FAKEAKID")
        .odps_access_secret("FakeSecret+NotReal")
        .fields(["__source__", "content"])
        .partition_column(["__partition_time__"])
        .partition_time_format("%Y_%m_%d")
        .time_format_type("time")
        .time_zone("+0800")
        .buffer_interval("1800")
        .filter_invalid(true);
    requests::MaxComputeExportConfiguration::new()
        .logstore(logstore)
        .role_arn(ROLE)
        .from_time(1)
        .to_time(0)
        .sink(sink)
}

const ROLE: &str = "acs:ram::1234567890:role/aliyunlogdefaultrole";
