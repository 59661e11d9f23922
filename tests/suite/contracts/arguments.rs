//! Arguments that are wrong are refused before anything is sent.

use backhaul_runtime::ErrorKind;
use backhaul_sandbox::Sandbox;

use crate::support::clients::{atlas, sls, sls_key};

#[tokio::test]
async fn more_than_ten_tasks_never_leave() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = sls(&sandbox, sls_key(&sandbox)).build().unwrap();
    let eleven = &fixtures.sls_failed_task_ids[..11];
    let call = client.retry_shipper_task().logstore(fixtures.sls_logstore);
    let error = call
        .shipper_name(fixtures.sls_shipper)
        .body(eleven.to_vec())
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(error.never_sent());
    assert!(
        error.to_string().contains("body: 11 items are not allowed"),
        "{error}"
    );
    assert!(sandbox.requests().is_empty());
}

#[tokio::test]
async fn arguments_that_would_reach_another_resource_never_leave() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = atlas(&sandbox, fixtures.private_key);
    let call = client.get_backup_export().group_id(fixtures.group_id);
    let call = call.export_id(fixtures.running_export_id);
    for name in [
        "..", ".", "", "a/b", "%2e%2e", "a%2Fb", "a\\b", "a b", "a\n", "-a", "é",
    ] {
        let error = call.clone().cluster_name(name).send().await.unwrap_err();
        assert!(error.never_sent(), "{name:?}: {error}");
        let culprit = "get_backup_export: cluster_name: ";
        assert!(error.to_string().starts_with(culprit), "{name:?}: {error}");
    }
    let error = client
        .get_backup_export()
        .group_id("xyz")
        .send()
        .await
        .unwrap_err();
    for culprit in [
        "group_id: \"xyz\"",
        "cluster_name is missing",
        "export_id is missing",
    ] {
        assert!(error.to_string().contains(culprit), "{error}");
    }
    assert!(sandbox.requests().is_empty());
}

/// A schedule is read, changed and sent again; all that is wrong with one call comes in one error.
#[tokio::test]
async fn what_was_read_is_sent_again_and_each_mistake_is_named() {
    use backhaul_atlas::requests::{
        AdvancedDiskBackupSnapshotSchedulePolicy, DiskBackupApiPolicyItem,
    };
    use backhaul_atlas::types::DiskBackupApiPolicyItemFrequencyType as Frequency;

    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = atlas(&sandbox, fixtures.private_key);
    let update = client.update_backup_schedule();
    let update = update
        .group_id(fixtures.group_id)
        .cluster_name(fixtures.cluster_name);
    let rule = |frequency: &Frequency, interval: i64| {
        let rule = DiskBackupApiPolicyItem::new().frequency_type(frequency);
        let rule = rule.frequency_interval(interval).retention_unit("days");
        let policy = AdvancedDiskBackupSnapshotSchedulePolicy::new().id("5d0b1f44e27c9a0011d2c3a5");
        policy.policy_items([rule.retention_value(2)])
    };

    let sent = update.clone().policies([rule(&Frequency::Daily, 1)]);
    assert_eq!(sent.send().await.unwrap().status(), 200);

    let before = sandbox.requests().len();
    let later = Frequency::from("each_decade");
    let wrong = update.policies([rule(&later, 1), rule(&Frequency::Daily, 29)]);
    let error = wrong.send().await.unwrap_err().to_string();
    for part in [
        "policies: 2 items are not allowed: there must be at most 1; ",
        "policies[0].policy_items[0].frequency_type: \"each_decade\" is not allowed: it must be one of",
        "policies[1].policy_items[0].frequency_interval: 29 is not allowed: it must be 1 to 28, or 40",
    ] {
        assert!(error.contains(part), "{part}: {error}");
    }
    assert_eq!(sandbox.requests().len(), before, "nothing was sent");
}
