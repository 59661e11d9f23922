//! Failed shipper tasks of SLS.

use std::time::Duration;

use backhaul_runtime::{Job, JobState};
use backhaul_sandbox::Redirect;

use crate::flows::stage::Stage;

#[tokio::test]
async fn all_failed_tasks_of_a_day_are_shipped_again() {
    let stage = Stage::moving().await;
    let names = stage.sandbox.fixtures();
    let shipped = stage.ship_again().await;

    let expected = [
        "GetShipperStatus 200",
        "RetryShipperTask 200", // ten tasks
        "RetryShipperTask 200", // two
        "GetShipperStatus 200",
        "GetShipperStatus 200",
    ];
    assert_eq!(stage.requests(), expected);
    assert!(shipped.is_over && shipped.report.is_complete());
    let accepted: Vec<&str> = shipped.report.accepted().collect();
    assert_eq!(accepted, names.sls_failed_task_ids);
    assert_eq!(shipped.tasks.len(), 12, "and none that had not failed");
    for task in &shipped.tasks {
        assert_eq!(task.state(), JobState::Succeeded, "{}", task.id);
        let status = stage.sandbox.shipper_task_status(&task.id);
        assert_eq!(status, Some("success"), "{}", task.id);
    }
    let said = [
        "12 tasks failed",
        "10 tasks were started again",
        "2 tasks were started again",
        "0 of 12 shipped",
        "12 of 12 shipped",
    ];
    assert_eq!(stage.said(), said);
    assert_eq!(stage.pauses()[0], Duration::from_secs(10));

    // Then there is nothing left to do.
    let again = stage.ship_again().await;
    assert!(again.is_over && again.tasks.is_empty() && again.report.is_complete());
    assert_eq!(stage.requests().len(), expected.len() + 1);
}

#[tokio::test]
async fn tasks_that_the_service_did_not_take_are_named_and_not_waited_for() {
    let stage = Stage::moving().await;
    let names = stage.sandbox.fixtures();
    let elsewhere = Redirect::to("http://127.0.0.1:1/").of_operation("RetryShipperTask");
    stage.sandbox.redirect_next(elsewhere);
    let shipped = stage.ship_again().await;

    let remaining: Vec<&str> = shipped.report.remaining().collect();
    assert_eq!(remaining, names.sls_failed_task_ids[..10]);
    assert_eq!(shipped.report.first_error().unwrap().status(), Some(307));
    let tasks: Vec<&str> = shipped.tasks.iter().map(|task| task.id.as_str()).collect();
    assert_eq!(tasks, names.sls_failed_task_ids[10..]);
    for id in remaining {
        assert_eq!(stage.sandbox.shipper_task_status(id), Some("fail"), "{id}");
    }
}

#[tokio::test]
async fn tasks_that_are_not_shipped_in_time_are_reported_in_their_current_state() {
    let stage = Stage::still().await;
    let shipped = stage.ship_again().await;
    assert!(!shipped.is_over && shipped.report.is_complete());
    let states: Vec<JobState> = shipped.tasks.iter().map(Job::state).collect();
    assert_eq!(states, vec![JobState::Running; 12]);
}
