//! The bodies of requests are what the documents show as examples.

use std::collections::BTreeMap;

use documents::Document;
use serde_json::Value;
use wire::calls::{self, clock};

use crate::recorded::recorded;

/// What a request puts on the wire when its fields are those of the example.
#[tokio::test]
async fn every_object_in_a_request_is_sent_as_its_example_says() {
    let created = wire::json_answer("{\"id\":\"5f00000000000000000000c9\"}");
    let answers = ["", "{}", "{}", "{}", "{}"].map(wire::json_answer);
    let answers = [created].into_iter().chain(answers).collect();
    let (address, requests) = wire::recorder(answers).await;
    let client = backhaul_cloud_manager::Client::builder()
        .credentials(backhaul_cloud_manager::Credentials::access_token("FAKE"))
        .base_url(&address)
        .build()
        .unwrap();
    let document = Document::read("cloud-manager");
    let mut examples = BTreeMap::from_iter(document.request_objects());

    let example = examples.remove("LogCollectionRequest").unwrap();
    let text = |name: &str| example[name].as_str().unwrap();
    let types = example["logTypes"].as_array().unwrap().iter();
    let types: Vec<&str> = types.map(|kind| kind.as_str().unwrap()).collect();
    let call = client
        .create_log_collection_job()
        .group_id("5f0000000000000000000001")
        .resource_type(text("resourceType"))
        .resource_name(text("resourceName"))
        .size_requested_per_file_bytes(example["sizeRequestedPerFileBytes"].as_i64().unwrap())
        .log_types(types)
        .redacted(example["redacted"].as_bool().unwrap());
    call.send().await.unwrap();
    let mut expected = vec![example];

    let example = examples.remove("LogCollectionExtension").unwrap();
    let call = client
        .extend_log_collection_job()
        .group_id("5f0000000000000000000001")
        .job_id("5f00000000000000000000c1")
        .expiration_date(example["expirationDate"].as_str().unwrap());
    call.send().await.unwrap();
    expected.push(example);

    let example = examples.remove("SnapshotExpiry").unwrap();
    let call = client
        .change_snapshot_expiry()
        .group_id("5f0000000000000000000001")
        .cluster_id("6b8cd61180eef547110159d9")
        .snapshot_id("5a4279d4fcc178500596745a")
        .do_not_delete(example["doNotDelete"].as_bool().unwrap());
    call.send().await.unwrap();
    expected.push(example);

    let example = examples.remove("BackupRestoreJobRequest").unwrap();
    let number = |name: &str| example["delivery"][name].as_i64().unwrap();
    let delivery = backhaul_cloud_manager::requests::HttpRestoreDelivery::new()
        .expiration_hours(number("expirationHours"))
        .max_downloads(number("maxDownloads"));
    let call = client
        .create_restore_job()
        .group_id("5f0000000000000000000001")
        .cluster_id("6b8cd61180eef547110159d9")
        .snapshot_id(example["snapshotId"].as_str().unwrap())
        .delivery(delivery);
    call.send().await.unwrap();
    expected.push(example);

    let example = examples.remove("BackupConfigChange").unwrap();
    let text = |name: &str| example[name].as_str().unwrap();
    let call = client
        .update_backup_config()
        .group_id("5f0000000000000000000001")
        .cluster_id("6b8cd61180eef547110159d9")
        .status_name(text("statusName"))
        .storage_engine_name(text("storageEngineName"))
        .sync_source(text("syncSource"));
    call.send().await.unwrap();
    expected.push(example);

    let example = examples.remove("SnapshotSchedule").unwrap();
    let number = |name: &str| example[name].as_i64().unwrap();
    let call = client
        .update_snapshot_schedule()
        .group_id("5f0000000000000000000001")
        .cluster_id("6b8cd61180eef547110159d9")
        .full_incremental_day_of_week(example["fullIncrementalDayOfWeek"].as_str().unwrap())
        .snapshot_interval_hours(number("snapshotIntervalHours"))
        .daily_snapshot_retention_days(number("dailySnapshotRetentionDays"))
        .monthly_snapshot_retention_months(number("monthlySnapshotRetentionMonths"));
    call.send().await.unwrap();
    expected.push(example);

    let sent: Vec<Value> = requests
        .await
        .unwrap()
        .iter()
        .map(|request| serde_json::from_str(request.split_once("\r\n\r\n").unwrap().1).unwrap())
        .collect();
    assert_eq!(sent.iter().collect::<Vec<_>>(), expected);
    assert!(examples.is_empty(), "send the new one here: {examples:?}");
}

/// Those of SLS are a shipper, export jobs, each created and then changed, and a download job.
#[tokio::test]
async fn every_object_in_a_request_to_sls_is_sent_as_its_example_says() {
    use backhaul_sls::requests;

    let answers = [""; 9].map(wire::json_answer).to_vec();
    let (address, sent) = wire::recorder(answers).await;
    let client = backhaul_sls::Client::builder()
        .credentials(backhaul_sls::Credentials::access_key("FAKE", "FAKE"))
        .endpoint(&address)
        .region("cn-hangzhou")
        .project("ali-test-project")
        .build()
        .unwrap();
    let detail = || requests::JsonDetail::new().enable_tag(false);
    let shipper = |interval: i32| {
        let target = requests::OssShipperTarget::new()
            .oss_bucket("ali-test-oss-bucket")
            .oss_prefix("ali-test-oss-prefix")
            .role_arn("acs:ram::1234567890:role/aliyunlogdefaultrole")
            .buffer_interval(interval)
            .buffer_size(128)
            .compress_type("snappy")
            .path_format("%Y/%m/%d/%H/%M")
            .time_zone("+0800")
            .enable(true)
            .storage(requests::JsonStorage::new().detail(detail()));
        let shipper = requests::OssShipper::new().shipper_name("test-shipper");
        shipper.target_configuration(target)
    };
    let create = client.create_shipper().logstore("ali-test-logstore");
    create.body(shipper(300)).send().await.unwrap();
    let update = client.update_shipper().logstore("ali-test-logstore");
    let update = update.shipper_name("test-shipper");
    update.body(shipper(600)).send().await.unwrap();

    let sink = requests::OssExportJsonSink::new()
        .endpoint("https://oss-cn-hangzhou-internal.aliyuncs.com")
        .bucket("my-bucket")
        .prefix("prefix-demo/")
        .suffix(".json")
        .role_arn("acs:ram::1234567890:role/aliyunlogdefaultrole")
        .path_format("%Y/%m/%d/%H/%M")
        .path_format_type("time")
        .time_zone("+0800")
        .compression_type("snappy")
        .buffer_interval(300)
        .buffer_size(256)
        .content_detail(detail());
    let configuration = || {
        requests::OssExportConfiguration::new()
            .logstore("my-logstore")
            .role_arn("acs:ram::1234567890:role/aliyunlogdefaultrole")
            .from_time(1_718_380_800)
            .to_time(1_718_467_200)
            .sink(sink.clone())
    };
    macro_rules! send {
        ($($call:expr, $display:literal, $configuration:expr;)*) => {$(
            let call = $call.display_name($display).description($display);
            call.configuration($configuration).send().await.unwrap();
        )*};
    }
    let (oss, hdfs) = (
        "export-oss-1234567890-123456",
        "export-osshdfs-1234567890-123456",
    );
    let mc = "export-mc-123456789-123456";
    send! {
        client.create_oss_export().name(oss), "my-oss-job", configuration();
        client.update_oss_export().oss_export_name(oss), "my-oss-job", configuration();
        client.create_osshdfs_export().name(hdfs), "my-oss-hdfs-job", configuration();
        client.update_osshdfs_export().oss_export_name(hdfs), "my-oss-hdfs-job", configuration();
        client.create_max_compute_export().name(mc), "MaxComputeExport", max_compute_example();
        client.update_max_compute_export().mc_export_name(mc), "MaxComputeExport", max_compute_example();
    }
    let sink = requests::DownloadJobSink::new().type_("AliyunOSS");
    let download = requests::DownloadJobConfiguration::new()
        .logstore("ali-test-logstore")
        .from_time(1_722_406_260)
        .to_time(1_722_409_860)
        .query("* | select *")
        .allow_in_complete(false)
        .sink(sink.content_type("csv").compression_type("zstd"));
    let create = client.create_download_job().name("download-123");
    let create = create
        .display_name("download-123")
        .description("Logs of one hour");
    create.configuration(download).send().await.unwrap();

    let bodies: Vec<Value> = sent
        .await
        .unwrap()
        .iter()
        .map(|request| serde_json::from_str(request.split_once("\r\n\r\n").unwrap().1).unwrap())
        .collect();
    let document = Document::read("sls");
    let operations = document.operations().into_iter();
    let documented = operations.filter_map(|one| one.get("requestBody"));
    let media = documented.map(|body| &body["content"]["application/json"]);
    // The ids of tasks are an array of texts, which is read and written below.
    let objects = media.filter(|media| media["example"].is_object());
    let examples: Vec<&Value> = objects.map(|media| &media["example"]).collect();
    assert_eq!(examples.len(), bodies.len(), "send the new one here");
    assert!(
        bodies.iter().all(|body| examples.contains(&body)),
        "{bodies:#?}"
    );
}

fn max_compute_example() -> backhaul_sls::requests::MaxComputeExportConfiguration {
    let role = "acs:ram::1234567890:role/aliyunlogdefaultrole";
    let sink = backhaul_sls::requests::MaxComputeExportSink::new()
        .odps_endpoint("http://service.cn-hangzhou.maxcompute.aliyun-inc.com/api")
        .odps_tunnel_endpoint("http://dt.cn-hangzhou.maxcompute.aliyun-inc.com")
        .odps_project("my_project")
        .odps_table("my_table")
        .odps_rolearn(role)
        .fields(["__source__", "content"])
        .partition_column(["__partition_time__"])
        .partition_time_format("%Y_%m_%d_%H_%M")
        .time_zone("+0800")
        .buffer_interval("1800")
        .filter_invalid(true);
    backhaul_sls::requests::MaxComputeExportConfiguration::new()
        .logstore("my-logstore")
        .role_arn(role)
        .from_time(1)
        .to_time(0)
        .sink(sink)
}

/// The rows of `calls/atlas` and `calls/dcs` make the bodies that the document shows, `null` and all.
#[tokio::test]
async fn every_body_of_a_row_is_as_its_example_says() {
    for (provider, sent) in [("atlas", atlas_bodies().await), ("dcs", dcs_bodies().await)] {
        let document = Document::read(provider);
        for (operation, body) in &sent {
            let id = calls::operation(provider, operation).id;
            let operations = document.operations().into_iter();
            let documented = operations.filter(|one| one["operationId"] == id);
            let bodies = documented.filter_map(|one| one.get("requestBody"));
            let media = bodies.flat_map(|one| one["content"].as_object().unwrap().values());
            let examples: Vec<&Value> = media.map(|media| &media["example"]).collect();
            assert_eq!(examples, [body], "{operation}");
        }
        let operations = document.operations().into_iter();
        let with_body = operations.filter(|one| one.get("requestBody").is_some());
        assert_eq!(sent.len(), with_body.count(), "{provider}");
        documents::report!(
            "examples: {} bodies are sent as {provider} shows them",
            sent.len()
        );
    }
}

/// The JSON that the rows of `calls/atlas` send, by the name of their operation.
async fn atlas_bodies() -> Vec<(String, Value)> {
    let client = |address: &str| {
        let token = backhaul_atlas::Credentials::access_token("FAKE");
        let client = backhaul_atlas::Client::builder().credentials(token);
        client.base_url(address).clock(clock()).build().unwrap()
    };
    let (rows, ids) = (calls::atlas::ROWS, calls::atlas::Ids::WIRE);
    bodies(rows, recorded("atlas", None, client, rows, &ids).await)
}

/// As `atlas_bodies`.
async fn dcs_bodies() -> Vec<(String, Value)> {
    let (rows, ids) = (calls::dcs::ROWS, calls::dcs::Ids::WIRE);
    let client = calls::dcs::client;
    bodies(rows, recorded("dcs", None, client, rows, &ids).await)
}

/// The bodies of the requests of `rows`.
fn bodies<Client, Ids>(
    rows: &[calls::Row<Client, Ids>],
    texts: Vec<(String, String)>,
) -> Vec<(String, Value)> {
    let names = rows.iter().map(|(name, _)| (*name).to_owned());
    let bodies = texts
        .iter()
        .map(|(_, text)| text.split_once("\n\n").unwrap().1);
    let sent = names.zip(bodies).filter(|(_, body)| !body.is_empty());
    sent.map(|(name, body)| (name, serde_json::from_str(body).unwrap()))
        .collect()
}
