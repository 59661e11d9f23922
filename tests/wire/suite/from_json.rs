//! Bodies that are read from JSON are sent as they are, and what is wrong with them is named.

use backhaul_runtime::{Error, ProblemKind};
use documents::Document;
use serde_json::{Value, json};

/// An id of every provider that has ids of this form.
const ID: &str = "5f0000000000000000000001";

/// The clients, each with an address to call.
fn atlas(address: &str) -> backhaul_atlas::Client {
    let token = backhaul_atlas::Credentials::access_token("FAKE");
    let client = backhaul_atlas::Client::builder().credentials(token);
    client.base_url(address).build().unwrap()
}

fn cloud_manager(address: &str) -> backhaul_cloud_manager::Client {
    let token = backhaul_cloud_manager::Credentials::access_token("FAKE");
    let client = backhaul_cloud_manager::Client::builder().credentials(token);
    client.base_url(address).build().unwrap()
}

fn dcs(address: &str) -> backhaul_dcs::Client {
    let token = backhaul_dcs::Credentials::token("FAKE");
    let client = backhaul_dcs::Client::builder().credentials(token);
    client.base_url(address).build().unwrap()
}

fn sls(address: &str) -> backhaul_sls::Client {
    let key = backhaul_sls::Credentials::access_key("FAKE", "FAKE");
    let client = backhaul_sls::Client::builder().credentials(key);
    let client = client.endpoint(address).region("cn-hangzhou");
    client.project("ali-test-project").build().unwrap()
}

/// Sends the example of the body of each operation, which is read from JSON as a whole, and compares.
macro_rules! each_example {
    ($provider:literal, $client:ident: $($method:ident($($setter:ident = $value:expr),*);)+) => {{
        let document = Document::read($provider);
        let operations = document.operations();
        let mut examples = Vec::new();
        $(
            let row = wire::calls::operation($provider, stringify!($method));
            let documented = operations.iter().find(|one| one["operationId"] == row.id).unwrap();
            let media = &document.follow(&documented["requestBody"])["content"];
            let (_, media) = media.as_object().unwrap().iter().next().unwrap();
            examples.push((stringify!($method), &media["example"]));
        )+
        let with_body = operations.iter().filter(|one| one.get("requestBody").is_some());
        assert_eq!(examples.len(), with_body.count(), "{}: add the new one", $provider);

        let answers = vec![wire::json_answer("{}"); examples.len()];
        let (address, requests) = wire::recorder(answers).await;
        let client = $client(&address);
        let mut bodies = examples.iter();
        $(
            let (_, example) = bodies.next().unwrap();
            let call = client.$method()$(.$setter($value))*;
            // The answer may be any.
            let answer = call.body_json(example.to_string()).send().await;
            if let Err(error) = answer {
                assert!(error.problems().is_empty(), "{error}");
            }
        )+
        let requests = requests.await.unwrap();
        for ((name, example), request) in examples.iter().zip(&requests) {
            let (_, body) = request.split_once("\r\n\r\n").unwrap();
            let sent: Value = serde_json::from_str(body).unwrap();
            assert_eq!(&sent, *example, "{name}");
        }
        examples.len()
    }};
}

#[tokio::test]
async fn every_body_is_sent_as_its_json_says() {
    let mut count = each_example! { "atlas", atlas:
        authorize_provider_access_role(group_id = ID, role_id = ID);
        create_backup_export(group_id = ID, cluster_name = "c");
        create_backup_private_endpoint(group_id = ID, cloud_provider = "AWS");
        create_backup_restore_job(group_id = ID, cluster_name = "c");
        create_cloud_provider_access(group_id = ID);
        create_collection_restore_job(group_id = ID, cluster_name = "c");
        create_export_bucket(group_id = ID);
        create_flex_restore_job(group_id = ID, name = "c");
        create_group_log_integration(group_id = ID);
        create_online_archive(group_id = ID, cluster_name = "c");
        create_org_invoice_report(org_id = ID, invoice_id = ID);
        download_flex_backup(group_id = ID, name = "c");
        take_snapshots(group_id = ID, cluster_name = "c");
        update_audit_log(group_id = ID);
        update_backup_export_bucket(group_id = ID, export_bucket_id = ID);
        update_backup_schedule(group_id = ID, cluster_name = "c");
        update_backup_snapshot(group_id = ID, cluster_name = "c", snapshot_id = ID);
        update_compliance_policy(group_id = ID);
        update_group_log_integration(group_id = ID, id = ID);
        update_online_archive(group_id = ID, cluster_name = "c", archive_id = ID);
    };
    count += each_example! { "cloud-manager", cloud_manager:
        change_snapshot_expiry(group_id = ID, cluster_id = ID, snapshot_id = ID);
        create_log_collection_job(group_id = ID);
        create_restore_job(group_id = ID, cluster_id = ID);
        extend_log_collection_job(group_id = ID, job_id = ID);
        update_backup_config(group_id = ID, cluster_id = ID);
        update_snapshot_schedule(group_id = ID, cluster_id = ID);
    };
    count += each_example! { "dcs", dcs:
        batch_stop_migration_tasks(project_id = "p");
        copy_instance(project_id = "p", instance_id = "i");
        create_migration_task(project_id = "p");
        create_online_migration_task(project_id = "p");
        delete_migration_task(project_id = "p");
        list_backup_file_links(project_id = "p", instance_id = "i", backup_id = "b");
        restore_instance(project_id = "p", instance_id = "i");
        set_online_migration_task(project_id = "p", task_id = "t");
        update_bigkey_autoscan_config(project_id = "p", instance_id = "i");
        update_configurations(project_id = "p", instance_id = "i");
        update_hotkey_auto_scan_config(project_id = "p", instance_id = "i");
        update_migration_task(project_id = "p", task_id = "t");
        update_ssl_switch(project_id = "p", instance_id = "i");
    };
    count += each_example! { "sls", sls:
        create_download_job();
        create_max_compute_export();
        create_oss_export();
        create_osshdfs_export();
        update_max_compute_export(mc_export_name = "mc");
        update_oss_export(oss_export_name = "oss");
        update_osshdfs_export(oss_export_name = "hdfs");
        create_shipper(logstore = "ali-test-logstore");
        retry_shipper_task(logstore = "ali-test-logstore", shipper_name = "test-shipper");
        update_shipper(logstore = "ali-test-logstore", shipper_name = "test-shipper");
    };
    documents::report!("examples: {count} bodies are read from JSON and sent as they are");
}

/// Each problem as its setter, its name on the wire, and its reason.
fn problems(error: &Error) -> Vec<(ProblemKind, &str, &str, &str)> {
    let parts = error.problems().iter();
    let parts = parts.map(|one| {
        (
            one.kind,
            one.setter.as_str(),
            one.wire.as_str(),
            one.reason.as_str(),
        )
    });
    parts.collect()
}

/// The address that nothing is sent to.
const NOWHERE: &str = "http://127.0.0.1:1";

#[tokio::test]
async fn every_mistake_in_a_file_is_named_at_once() {
    let folder = std::env::temp_dir().join(format!("backhaul-from-json-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("export.json");
    let text = r#"{
        "exportBucketId": "32b6e34b3d91647abb20e7b8",
        "snapshotID": "32b6e34b3d91647abb20e7b8",
        "customData": [{ "key": "a", "value": 7 }]
    }"#;
    std::fs::write(&file, text).unwrap();
    let client = atlas(NOWHERE);
    let call = client.create_backup_export().group_id("not an id");
    let call = call.body_json(std::fs::read_to_string(&file).unwrap());
    std::fs::remove_dir_all(&folder).unwrap();
    let error = call.send().await.unwrap_err();
    assert!(error.never_sent());
    assert_eq!(
        error.to_string(),
        "create_backup_export: group_id: \"not an id\" is not a valid GroupId: it must match \
         ^([a-f0-9]{24})$; cluster_name is missing: call .cluster_name(...); snapshotID: there is no such \
         member: did you mean snapshotId?; customData[0].value: must be a string, not a number; \
         snapshotId is missing"
    );
    assert_eq!(
        problems(&error),
        [
            (
                ProblemKind::NotAllowed,
                "group_id",
                "groupId",
                "\"not an id\" is not a valid GroupId: it must match ^([a-f0-9]{24})$"
            ),
            (
                ProblemKind::Missing,
                "cluster_name",
                "clusterName",
                "is missing"
            ),
            (
                ProblemKind::Unknown,
                "snapshotID",
                "snapshotID",
                "there is no such member: did you mean snapshotId?"
            ),
            (
                ProblemKind::NotAllowed,
                "custom_data[0].value",
                "customData[0].value",
                "must be a string, not a number"
            ),
            (
                ProblemKind::Missing,
                "snapshot_id",
                "snapshotId",
                "is missing"
            ),
        ]
    );
}

/// The object that a provider answers has members that it does not take back.
#[tokio::test]
async fn what_only_the_provider_sets_is_named() {
    let client = atlas(NOWHERE);
    let call = client
        .update_backup_schedule()
        .group_id(ID)
        .cluster_name("c");
    let answered =
        json!({ "clusterName": "c", "clusterId": ID, "referenceHourOfDay": 99, "links": [] });
    let error = call.body_json(answered).send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "update_backup_schedule: clusterId: only the provider sets it: leave it out; clusterName: only the \
         provider sets it: leave it out; links: only the provider sets it: leave it out; policies is \
         missing; referenceHourOfDay: 99 is not allowed: it must be at most 23"
    );
}

/// And the answer is written as JSON.
#[tokio::test]
async fn a_later_setter_replaces_a_member() {
    let answer = wire::json_answer(r#"{"backup_id":"b","new":1}"#);
    let (address, requests) = wire::recorder(vec![answer]).await;
    let client = dcs(&address);
    let call = client.copy_instance().project_id("p").instance_id("i");
    let call = call
        .remark("dropped")
        .body_json(json!({ "backup_format": "wrong" }));
    let answer = call.backup_format("rdb").send().await.unwrap();
    assert_eq!(
        serde_json::to_value(&answer).unwrap(),
        json!({ "backup_id": "b" })
    );
    let request = requests.await.unwrap().remove(0);
    let (_, body) = request.split_once("\r\n\r\n").unwrap();
    assert_eq!(body, r#"{"backup_format":"rdb"}"#);
}

#[test]
fn a_part_of_a_request_is_read_and_then_completed() {
    use backhaul_sls::requests::{JsonStorage, OssShipper, ShipperConfig};

    let shipper = json!({
        "shipperName": "test-shipper",
        "targetType": "oss",
        "targetConfiguration": {
            "ossBucket": "b", "roleArn": "r", "bufferInterval": 300, "bufferSize": 5000,
            "storage": { "format": "json", "detail": { "enableTg": true } },
        },
    });
    let error = ShipperConfig::from_json(&shipper).unwrap_err();
    assert!(error.to_string().starts_with("ShipperConfig: "), "{error}");
    let places: Vec<&str> = problems(&error)
        .into_iter()
        .map(|(_, _, wire, _)| wire)
        .collect();
    let wrong = "targetConfiguration.storage.detail.enableTg";
    assert!(places.contains(&wrong), "{places:?}");
    let storage = JsonStorage::from_json(r#"{ "detail": { "enableTag": true } }"#).unwrap();
    assert!(
        format!("{storage:?}").contains("enable_tag: true"),
        "{storage:?}"
    );
    let missing = OssShipper::try_from(json!({})).unwrap_err();
    assert_eq!(
        missing.to_string(),
        "OssShipper: shipperName is missing; targetConfiguration is missing"
    );
}
