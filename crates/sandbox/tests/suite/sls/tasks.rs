//! Tasks: retried, and listed.

use backhaul_sandbox::Sandbox;
use serde_json::json;

use super::request::{NOW, Retry, VERSIONS, Version, code, sandbox};
use crate::common::TestClock;

#[tokio::test]
async fn retried_tasks_run_and_then_succeed() {
    for version in VERSIONS {
        let sandbox = sandbox().await;
        let fixtures = sandbox.fixtures();
        let [first, second, third, ..] = fixtures.sls_failed_task_ids;
        let answer = Retry::of(fixtures, &[first, second])
            .send(&sandbox, version)
            .await;
        assert_eq!(answer.status, 200, "{version:?}: {answer:?}");
        assert_eq!(answer.text, "");
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(answer.header("content-length"), "0");
        assert_eq!(answer.header("x-log-requestid").len(), 24);
        assert_eq!(sandbox.shipper_task_status(first), Some("running"));
        assert_eq!(sandbox.advance_shipper_task(first), Some("running"));
        assert_eq!(sandbox.advance_shipper_task(first), Some("success"));
        assert_eq!(sandbox.shipper_task_status(second), Some("running"));
        assert_eq!(sandbox.shipper_task_status(third), Some("fail"));
        assert_eq!(sandbox.shipper_task_status("no-such"), None);
    }
}

#[tokio::test]
async fn ids_that_have_not_failed_or_do_not_exist_change_nothing() {
    let sandbox = sandbox().await;
    let fixtures = sandbox.fixtures();
    let ids = [fixtures.sls_successful_task_id, "no-such-task"];
    let answer = Retry::of(fixtures, &ids).send(&sandbox, Version::V4).await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        sandbox.shipper_task_status(fixtures.sls_successful_task_id),
        Some("success")
    );
}

/// When the sandbox of these tests began, in Unix seconds; its tasks are of the hour before.
const BEGAN: i64 = 1_709_251_198;

/// A query for all tasks of the last hours.
fn last(hours: i64, more: &str) -> String {
    format!("?from={}&to={BEGAN}{more}", BEGAN - hours * 3600)
}

#[tokio::test]
async fn tasks_are_listed_by_pages_and_by_status() {
    for version in VERSIONS {
        let sandbox = sandbox().await;
        let fixtures = sandbox.fixtures();
        for (more, count, total, first) in [
            ("", 14, 14, fixtures.sls_running_task_id),
            // As the provider's own clients ask for all.
            (
                "&status=&offset=0&size=100",
                14,
                14,
                fixtures.sls_running_task_id,
            ),
            // A parameter without a value counts as missing.
            (
                "&status=&offset=&size=",
                14,
                14,
                fixtures.sls_running_task_id,
            ),
            ("&status=fail", 12, 12, fixtures.sls_failed_task_ids[0]),
            (
                "&status=fail&offset=10&size=5",
                2,
                12,
                fixtures.sls_failed_task_ids[10],
            ),
            ("&status=success", 1, 1, fixtures.sls_successful_task_id),
            ("&offset=3&size=2", 2, 14, fixtures.sls_failed_task_ids[1]),
        ] {
            let query = last(48, more);
            let answer = Retry::list(fixtures, &query).send(&sandbox, version).await;
            assert_eq!(answer.status, 200, "{version:?} {more}: {answer:?}");
            let body = answer.json();
            assert_eq!(
                (&body["count"], &body["total"]),
                (&json!(count), &json!(total))
            );
            assert_eq!(body["tasks"].as_array().unwrap().len(), count);
            assert_eq!(body["tasks"][0]["id"], first, "{more}");
            let statistics = json!({ "running": 1, "success": 1, "fail": 12 });
            assert_eq!(body["statistics"], statistics);
        }
        let query = last(48, "&offset=14");
        let body = Retry::list(fixtures, &query).send(&sandbox, version).await;
        assert_eq!(body.json()["tasks"], json!([]));
    }
}

#[tokio::test]
async fn a_span_must_be_valid_and_within_the_last_48_hours() {
    let sandbox = sandbox().await;
    let fixtures = sandbox.fixtures();
    let early = format!("?from={}&to={BEGAN}", BEGAN - 48 * 3600 - 1);
    for (query, message) in [
        (early, "Only support query last 48 hours task status."),
        (
            format!("?from={BEGAN}&to={BEGAN}"),
            "Start time must be earlier than end time.",
        ),
        (
            last(1, "&status=done"),
            "Status only contains success/running/fail.",
        ),
        (last(1, "&size=501"), "Parameter size is invalid"),
        (format!("?from={BEGAN}"), "Parameter to is missing"),
    ] {
        let answer = Retry::list(fixtures, &query)
            .send(&sandbox, Version::V4)
            .await;
        let (status, code, found) = code(&answer);
        assert_eq!((status, code.as_str()), (400, "ParameterInvalid"));
        assert!(found.starts_with(message), "{found}");
    }
    // The tasks are of the last hour.
    let query = format!("?from={}&to={}", BEGAN - 7200, BEGAN - 3601);
    let answer = Retry::list(fixtures, &query)
        .send(&sandbox, Version::V4)
        .await;
    assert_eq!(answer.json()["total"], 0);
}

#[tokio::test]
async fn a_retried_task_is_seen_running_and_then_succeeded() {
    let clock = TestClock::at(NOW);
    let now = clock.clone();
    let builder = Sandbox::builder().clock(move || now.now());
    let sandbox = builder.jobs_advance(true).start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let task = fixtures.sls_failed_task_ids[0];
    Retry::of(fixtures, &[task])
        .send(&sandbox, Version::V4)
        .await;
    // Nothing of its former run is left: reading the running task ends it, at the time of the read.
    for (status, message, code, finished) in [
        ("running", "", "", 0),
        ("success", "", "", BEGAN + 60),
        ("success", "", "", BEGAN + 60),
    ] {
        clock.advance(60);
        let query = last(47, "");
        let answer = Retry::list(fixtures, &query)
            .send(&sandbox, Version::V4)
            .await;
        let body = answer.json();
        let tasks = body["tasks"].as_array().unwrap();
        let found = tasks.iter().find(|found| found["id"] == task).unwrap();
        let seen =
            ["taskStatus", "taskMessage", "taskCode", "taskFinishTime"].map(|name| &found[name]);
        assert_eq!(
            seen,
            [
                &json!(status),
                &json!(message),
                &json!(code),
                &json!(finished)
            ]
        );
    }
}
