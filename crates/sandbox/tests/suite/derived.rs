//! Values that depend on others: dates and sizes after a change, and jobs that are retried.

use backhaul_sandbox::Sandbox;
use reqwest::Method;
use serde_json::{Value, json};

use crate::common::{Answer, Sent, TestClock};

/// 2024-02-29T23:59:58Z.
const NOW: u64 = 1_709_251_198;

/// A sandbox whose jobs do not move by themselves, and its clock.
async fn sandbox() -> (Sandbox, TestClock) {
    let clock = TestClock::at(NOW);
    let now = clock.clone();
    let sandbox = Sandbox::builder().clock(move || now.now());
    (sandbox.start().await.unwrap(), clock)
}

async fn send(sandbox: &Sandbox, request: Sent) -> Answer {
    let fixtures = sandbox.fixtures();
    request
        .send_with_digest(fixtures.public_key, fixtures.private_key)
        .await
}

/// Calls a backup resource of Atlas; null means no body.
async fn atlas(sandbox: &Sandbox, method: Method, rest: &str, body: Value) -> Answer {
    let date = if rest == "schedule" {
        "2024-08-05"
    } else {
        "2023-01-01"
    };
    let version = &format!("application/vnd.atlas.{date}+json");
    let fixtures = sandbox.fixtures();
    let (url, group, cluster) = (sandbox.url(), fixtures.group_id, fixtures.cluster_name);
    let url = format!("{url}/api/atlas/v2/groups/{group}/clusters/{cluster}/backup/{rest}");
    let mut request = Sent::new(method, url).header("accept", version);
    if !body.is_null() {
        request = request.header("content-type", version);
        request.body = body.to_string().into_bytes();
    }
    send(sandbox, request).await
}

async fn get(sandbox: &Sandbox, rest: &str) -> Value {
    let answer = atlas(sandbox, Method::GET, rest, Value::Null).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()
}

async fn make(sandbox: &Sandbox, rest: &str, body: Value) -> Value {
    let answer = atlas(sandbox, Method::POST, rest, body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()
}

fn id(made: &Value) -> &str {
    made["id"].as_str().unwrap()
}

#[tokio::test]
async fn a_snapshot_expires_as_many_days_after_it_was_taken_as_was_asked_for() {
    let (sandbox, clock) = sandbox().await;
    clock.advance(60);
    for (days, expires) in [
        (json!(1), "2024-03-02T00:00:58Z"),
        (json!(30), "2024-03-31T00:00:58Z"),
        (json!(366), "2025-03-02T00:00:58Z"),
        (json!(i32::MAX), "9999-12-31T23:59:59Z"),
    ] {
        let made = make(&sandbox, "snapshots", json!({ "retentionInDays": days })).await;
        assert_eq!(made["createdAt"], "2024-03-01T00:00:58Z");
        assert_eq!(made["expiresAt"], expires, "{days}");
        let path = format!("snapshots/shardedCluster/{}", id(&made));
        for status in ["queued", "inProgress", "completed"] {
            let seen = get(&sandbox, &path).await;
            assert_eq!(
                (&seen["status"], &seen["expiresAt"]),
                (&json!(status), &json!(expires))
            );
            assert!(sandbox.advance_atlas_job(id(&made)));
        }
    }
}

#[tokio::test]
async fn a_snapshot_that_is_kept_for_longer_expires_later() {
    let (sandbox, _) = sandbox().await;
    let made = make(&sandbox, "snapshots", json!({ "description": "d" })).await;
    let path = format!("snapshots/{}", id(&made));
    for (unit, value, expires) in [
        ("DAYS", 3, "2024-03-03T23:59:58Z"),
        ("WEEKS", 1, "2024-03-07T23:59:58Z"),
        ("MONTHS", 2, "2024-04-29T23:59:58Z"),
        ("YEARS", 1, "2025-02-28T23:59:58Z"),
    ] {
        let wanted = json!({ "retentionUnit": unit, "retentionValue": value });
        let changed = atlas(&sandbox, Method::PATCH, &path, wanted).await.json();
        assert_eq!(
            (&changed["id"], &changed["expiresAt"]),
            (&made["id"], &json!(expires))
        );
        // In every place where it is shown.
        let sharded = format!("snapshots/shardedCluster/{}", id(&made));
        let list = get(&sandbox, "snapshots/shardedClusters").await;
        let listed = list["results"].as_array().unwrap().last().unwrap().clone();
        for seen in [
            get(&sandbox, &path).await,
            get(&sandbox, &sharded).await,
            listed,
        ] {
            assert_eq!(
                (&seen["id"], &seen["expiresAt"]),
                (&made["id"], &json!(expires))
            );
            assert_eq!(seen["description"], "d");
        }
    }
    // Also where the cluster does not have it, and the document's example is shown.
    let wanted = json!({ "retentionUnit": "WEEKS", "retentionValue": 4 });
    let path = "snapshots/5f1a6c2e9d3b7a0012c4e8d1";
    let example = atlas(&sandbox, Method::PATCH, path, wanted).await.json();
    assert_eq!(example["createdAt"], "2026-05-04T09:42:00Z");
    assert_eq!(example["expiresAt"], "2026-06-01T09:42:00Z");
    let never = json!({ "retentionUnit": "DAYS", "retentionValue": 0 });
    let refused = atlas(&sandbox, Method::PATCH, path, never).await;
    assert_eq!(refused.error("errorCode"), (400, json!("VALIDATION_ERROR")));
}

#[tokio::test]
async fn a_deleted_snapshot_is_gone() {
    let (sandbox, _) = sandbox().await;
    let made = make(&sandbox, "snapshots", json!({})).await;
    let path = format!("snapshots/shardedCluster/{}", id(&made));
    let delete = || atlas(&sandbox, Method::DELETE, &path, Value::Null);
    assert_eq!(delete().await.status, 204);
    assert_eq!(delete().await.status, 404);
    let look = atlas(&sandbox, Method::GET, &path, Value::Null).await;
    assert_eq!(look.status, 404);
    let wanted = json!({ "snapshotId": made["id"], "deliveryType": "download" });
    let restore = atlas(&sandbox, Method::POST, "restoreJobs", wanted).await;
    assert_eq!(restore.status, 404);
    // Its id is not used again.
    let other = make(&sandbox, "snapshots", json!({})).await;
    assert_ne!(other["id"], made["id"]);
}

#[tokio::test]
async fn a_restore_job_has_the_times_of_its_own_life() {
    let (sandbox, clock) = sandbox().await;
    clock.advance(2);
    let snapshot = make(&sandbox, "snapshots", json!({})).await;
    clock.advance(60);
    let wanted = json!({ "snapshotId": snapshot["id"], "deliveryType": "download" });
    let made = make(&sandbox, "restoreJobs", wanted.clone()).await;
    // Documented: when the snapshot was taken.
    assert_eq!(made["timestamp"], "2024-03-01T00:00:00Z");
    assert_eq!(made.get("finishedAt"), None);
    let path = format!("restoreJobs/{}", id(&made));
    clock.advance(60);
    for _ in 0..2 {
        assert!(sandbox.advance_atlas_job(id(&made)));
    }
    clock.advance(60);
    let over = get(&sandbox, &path).await;
    assert_eq!(over["finishedAt"], "2024-03-01T00:02:00Z");
    // The links are valid as long as it says.
    assert_eq!(over["expiresAt"], "2024-03-02T00:01:00Z");
    let link = over["deliveryUrl"][0].as_str().unwrap();
    assert!(link.contains("Expires=1709337660"), "{link}");

    let cancelled = make(&sandbox, "restoreJobs", wanted).await;
    let path = format!("restoreJobs/{}", id(&cancelled));
    clock.advance(60);
    let answer = atlas(&sandbox, Method::DELETE, &path, Value::Null).await;
    assert_eq!(answer.status, 204);
    clock.advance(60);
    let over = get(&sandbox, &path).await;
    assert_eq!(
        (&over["cancelled"], &over["finishedAt"]),
        (&json!(true), &json!("2024-03-01T00:04:00Z"))
    );
}

#[tokio::test]
async fn an_export_has_the_times_of_its_own_life() {
    let (sandbox, clock) = sandbox().await;
    let fixtures = sandbox.fixtures();
    clock.advance(62);
    let wanted = json!({
        "snapshotId": fixtures.snapshot_id,
        "exportBucketId": fixtures.export_bucket_id,
    });
    let made = make(&sandbox, "exports", wanted).await;
    assert_eq!(made["createdAt"], "2024-03-01T00:01:00Z");
    let prefix = made["prefix"].as_str().unwrap();
    assert!(prefix.ends_with("/2024-02-29T2159/1709251260"), "{prefix}");
    clock.advance(60);
    for _ in 0..4 {
        assert!(sandbox.advance_atlas_job(id(&made)));
    }
    let over = get(&sandbox, &format!("exports/{}", id(&made))).await;
    assert_eq!(
        (&over["state"], &over["finishedAt"]),
        (&json!("Successful"), &json!("2024-03-01T00:02:00Z"))
    );
    // One of the fixtures that ends now ends now.
    assert!(sandbox.advance_atlas_job(fixtures.running_export_id));
    let over = get(&sandbox, &format!("exports/{}", fixtures.running_export_id)).await;
    assert_eq!(over["finishedAt"], "2024-03-01T00:02:00Z");
}

#[tokio::test]
async fn a_retried_log_job_keeps_nothing_of_its_former_run() {
    let (sandbox, clock) = sandbox().await;
    let fixtures = sandbox.fixtures();
    let (group, job) = (fixtures.group_id, fixtures.failed_log_job_id);
    let url = format!(
        "{}/api/public/v1.0/groups/{group}/logCollectionJobs/{job}",
        sandbox.url()
    );
    let children = async || {
        let request = Sent::new(Method::GET, format!("{url}?verbose=true"));
        let job = send(&sandbox, request).await.json();
        assert_eq!(job["creationDate"], "2024-02-29T13:59:58Z");
        let children = job["childJobs"].as_array().unwrap().iter();
        let second = children.last().unwrap();
        ["status", "startDate", "finishDate", "errorMessage"].map(|name| second[name].clone())
    };
    let [status, started, finished, error] = children().await;
    assert_eq!(
        [status, started, finished],
        ["FAILURE", "2024-02-29T13:59:58Z", "2024-02-29T14:00:04Z"]
    );
    assert!(error.is_string());
    clock.advance(2);
    let retry = Sent::new(Method::PUT, format!("{url}/retry"));
    assert_eq!(send(&sandbox, retry).await.status, 200);
    clock.advance(60);
    let started = json!("2024-03-01T00:00:00Z");
    let running = [
        json!("IN_PROGRESS"),
        started.clone(),
        Value::Null,
        Value::Null,
    ];
    assert_eq!(children().await, running);
    sandbox.advance_log_job(group, job);
    clock.advance(60);
    let finished = json!("2024-03-01T00:01:00Z");
    assert_eq!(
        children().await,
        [json!("SUCCESS"), started, finished, Value::Null]
    );
}

#[tokio::test]
async fn a_log_job_that_is_kept_for_longer_is_not_about_to_be_removed() {
    let (sandbox, _) = sandbox().await;
    let fixtures = sandbox.fixtures();
    let (group, job) = (fixtures.group_id, fixtures.marked_log_job_id);
    let url = format!(
        "{}/api/public/v1.0/groups/{group}/logCollectionJobs/{job}",
        sandbox.url()
    );
    let mut extend = Sent::new(Method::PATCH, url.clone());
    extend = extend.header("content-type", "application/json");
    extend.body = br#"{"expirationDate":"2024-05-01T00:00:00Z"}"#.to_vec();
    let answer = send(&sandbox, extend).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let job = send(&sandbox, Sent::new(Method::GET, url)).await.json();
    assert_eq!(job["expirationDate"], "2024-05-01T00:00:00Z");
    assert_eq!(job["status"], "SUCCESS");
}

#[tokio::test]
async fn an_example_repeats_what_was_sent() {
    let (sandbox, _) = sandbox().await;
    let change = async |more: Value| {
        let mut wanted =
            json!({ "policies": [{ "id": "5d0b1f44e27c9a0011d2c3a5", "policyItems": [] }] });
        wanted
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        let answer = atlas(&sandbox, Method::PATCH, "schedule", wanted).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()
    };
    let sent =
        json!({ "referenceHourOfDay": 21, "restoreWindowDays": 2, "autoExportEnabled": false });
    let changed = change(sent.clone()).await;
    for (name, value) in sent.as_object().unwrap() {
        assert_eq!(changed[name], *value, "{name}");
    }
    // Members that the answer does not have are not added.
    let changed = change(json!({ "updateSnapshots": true })).await;
    assert_eq!(changed.get("updateSnapshots"), None);

    let (url, group) = (sandbox.url(), sandbox.fixtures().group_id);
    let cluster = "6b8cd61180eef547110159d9";
    let snapshot = "5a4279d4fcc178500596745a";
    let url =
        format!("{url}/api/public/v1.0/groups/{group}/clusters/{cluster}/snapshots/{snapshot}");
    let change = async |body: Value| {
        let mut request = Sent::new(Method::PATCH, url.clone());
        request = request.header("content-type", "application/json");
        request.body = body.to_string().into_bytes();
        send(&sandbox, request).await
    };
    let date = "2026-05-04T09:42:00Z";
    let seen = change(json!({ "expires": date })).await.json();
    assert_eq!(
        (&seen["expires"], &seen["doNotDelete"]),
        (&json!(date), &json!(false))
    );
    let seen = change(json!({ "doNotDelete": true })).await.json();
    assert_eq!(
        (seen.get("expires"), &seen["doNotDelete"]),
        (None, &json!(true))
    );
    let refused = change(json!({ "doNotDelete": true, "expires": date })).await;
    assert_eq!(refused.error("reason"), (400, json!("Bad Request")));
}
