//! The project, its Logstores and their shippers, against the sandbox.

use std::time::{Duration, SystemTime};

use backhaul_runtime::{Clock, JobState};
use backhaul_sandbox::Sandbox;
use backhaul_sls::{Client, Job, requests, types};

use crate::support::clients::{assert_refused, sls, sls_key};

/// When the sandbox begins, in Unix seconds.
const BEGAN: u64 = 1_709_251_198;

fn began() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(BEGAN)
}

async fn started() -> (Sandbox, Client) {
    let sandbox = Sandbox::builder().clock(began).start().await.unwrap();
    let builder = sls(&sandbox, sls_key(&sandbox)).clock(Clock::new(began));
    let client = builder.build().unwrap();
    (sandbox, client)
}

fn to_oss(name: &str, interval: i64) -> requests::OssShipper {
    let detail = requests::JsonDetail::new().enable_tag(true);
    let target = requests::OssShipperTarget::new()
        .oss_bucket("fake-bucket")
        .buffer_interval(interval)
        .buffer_size(5)
        .path_format("%Y/%m")
        .storage(requests::JsonStorage::new().detail(detail));
    requests::OssShipper::new()
        .shipper_name(name)
        .target_configuration(target)
}

async fn names(client: &Client, logstore: &str) -> Vec<String> {
    let list = client.list_shipper().logstore(logstore).send().await;
    list.unwrap().into_inner().shipper
}

async fn configured(client: &Client, logstore: &str, name: &str) -> types::ShipperConfig {
    let get = client.get_shipper_config().logstore(logstore);
    let get = get.shipper_name(name).send().await;
    get.unwrap().into_inner()
}

#[tokio::test]
async fn what_exists_is_found_from_the_project_on() {
    let (sandbox, client) = started().await;
    let ids = sandbox.fixtures();
    let project = client.get_project().send().await.unwrap();
    assert_eq!(project.project_name.as_deref(), Some(ids.sls_project));
    assert_eq!(project.region.as_deref(), Some(ids.sls_region));
    assert_eq!(project.status, Some(types::ProjectStatus::Normal));

    let logstores = client.list_log_stores().send().await.unwrap();
    assert_eq!(logstores.logstores, [ids.sls_logstore]);
    let none = client.list_log_stores().logstore_name("nothing-like-it");
    assert_eq!(none.send().await.unwrap().total, Some(0));
    let none = client.list_log_stores().mode("query").send().await;
    assert_eq!(none.unwrap().total, Some(0));
    let logstore = client.get_log_store().logstore(ids.sls_logstore);
    let logstore = logstore.send().await.unwrap();
    assert_eq!(logstore.logstore_name.as_deref(), Some(ids.sls_logstore));
    assert_eq!(logstore.mode, Some(types::LogstoreMode::Standard));

    assert_eq!(names(&client, ids.sls_logstore).await, [ids.sls_shipper]);
    let shipper = configured(&client, ids.sls_logstore, ids.sls_shipper).await;
    let types::ShipperConfig::Oss(shipper) = shipper else {
        panic!("{shipper:?}");
    };
    let target = shipper.target_configuration;
    assert_eq!(target.oss_bucket.as_deref(), Some("fake-bucket"));
    let Some(types::ShipperStorage::Json(storage)) = target.storage else {
        panic!("{:?}", target.storage);
    };
    assert_eq!(storage.detail.unwrap().enable_tag, Some(false));
}

#[tokio::test]
async fn a_shipper_is_created_found_changed_and_deleted() {
    let (sandbox, client) = started().await;
    let ids = sandbox.fixtures();
    let logstore = ids.sls_logstore;
    let create = client.create_shipper().logstore(logstore);
    create.body(to_oss("mine", 300)).send().await.unwrap();
    assert_eq!(names(&client, logstore).await, ["mine", ids.sls_shipper]);

    let update = client.update_shipper().logstore(logstore);
    let update = update.shipper_name("mine");
    update.body(to_oss("mine", 900)).send().await.unwrap();
    let types::ShipperConfig::Oss(shipper) = configured(&client, logstore, "mine").await else {
        panic!("no shipper to OSS");
    };
    assert_eq!(shipper.shipper_name, "mine");
    assert_eq!(shipper.target_configuration.buffer_interval, Some(900));
    assert_eq!(shipper.create_time, i64::try_from(BEGAN).ok());

    // A new shipper has no tasks.
    let now = i64::try_from(BEGAN).unwrap();
    let tasks = client.get_shipper_status().logstore(logstore);
    let tasks = tasks.shipper_name("mine").from(now - 60).to(now);
    assert_eq!(tasks.send().await.unwrap().total, Some(0));

    let delete = client.delete_shipper().logstore(logstore);
    delete.clone().shipper_name("mine").send().await.unwrap();
    assert_eq!(names(&client, logstore).await, [ids.sls_shipper]);
    let error = delete.shipper_name("mine").send().await.unwrap_err();
    assert_refused(&error, 404, Some("ShipperNotExist"), "exist");

    let applied = sandbox.applied();
    let applied: Vec<_> = applied
        .iter()
        .map(|one| (one.operation.as_str(), one.times))
        .collect();
    let once = [
        ("CreateShipper", 1),
        ("DeleteShipper", 1),
        ("UpdateShipper", 1),
    ];
    assert_eq!(applied, once);
}

#[tokio::test]
async fn a_deleted_shipper_has_no_tasks_left_to_read() {
    let (sandbox, client) = started().await;
    let ids = sandbox.fixtures();
    let now = i64::try_from(BEGAN).unwrap();
    let tasks = client.get_shipper_status().logstore(ids.sls_logstore);
    let tasks = tasks.shipper_name(ids.sls_shipper);
    let tasks = tasks.from(now - 24 * 3600).to(now);
    let failed = |task: &&types::ShipperTask| task.state() == JobState::Failed;
    let before = tasks.clone().send().await.unwrap();
    assert_eq!(before.tasks.iter().filter(failed).count(), 12);

    let delete = client.delete_shipper().logstore(ids.sls_logstore);
    let delete = delete.shipper_name(ids.sls_shipper);
    delete.send().await.unwrap();
    let error = tasks.send().await.unwrap_err();
    assert_refused(&error, 404, Some("ShipperNotExist"), "exist");
}

#[tokio::test]
async fn what_the_service_would_refuse_is_refused() {
    let (sandbox, client) = started().await;
    let ids = sandbox.fixtures();
    let create = client.create_shipper();
    let error = create
        .clone()
        .logstore("no-such-logstore")
        .body(to_oss("mine", 300))
        .send()
        .await
        .unwrap_err();
    assert_refused(&error, 404, Some("LogStoreNotExist"), "no-such-logstore");
    let again = to_oss(ids.sls_shipper, 300);
    let error = create.logstore(ids.sls_logstore).body(again).send().await;
    let error = error.unwrap_err();
    assert_refused(&error, 400, Some("ParameterInvalid"), "already exists");

    let update = client.update_shipper().logstore(ids.sls_logstore);
    let error = update
        .shipper_name(ids.sls_shipper)
        .body(to_oss("another", 300))
        .send()
        .await
        .unwrap_err();
    assert_refused(&error, 400, Some("ParameterInvalid"), "another");
}

#[tokio::test]
async fn a_bad_shipper_is_not_sent_and_all_that_is_wrong_is_named() {
    let (sandbox, client) = started().await;
    let target = requests::OssShipperTarget::new()
        .oss_bucket("fake-bucket")
        .buffer_interval(299)
        .path_format("%Y");
    let shipper = requests::OssShipper::new()
        .shipper_name("-mine")
        .target_configuration(target);
    let create = client.create_shipper().logstore("ali-test-logstore");
    let error = create.body(shipper).send().await.unwrap_err().to_string();
    for culprit in ["shipper_name", "buffer_interval", "299", "buffer_size"] {
        assert!(error.contains(culprit), "{culprit} in {error}");
    }
    assert!(sandbox.requests().is_empty());
}
