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
];

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

const ROLE: &str = "acs:ram::1234567890:role/aliyunlogdefaultrole";
