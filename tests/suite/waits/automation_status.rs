//! A change of Cloud Manager's automation is over when every process has reached the goal.

use backhaul_cloud_manager::types::AutomationStatus;
use backhaul_cloud_manager::{Job, JobState};
use serde_json::{Value, json};

fn status(goal: &Value, processes: &Value) -> AutomationStatus {
    let status = json!({ "goalVersion": goal, "processes": processes });
    serde_json::from_str(&status.to_string()).unwrap()
}

fn state(goal: &Value, processes: &Value) -> JobState {
    status(goal, processes).state()
}

fn at(version: i64) -> Value {
    json!({ "lastGoalVersionAchieved": version, "plan": ["Download"], "errorCode": 0 })
}

#[test]
fn every_process_must_have_reached_the_goal() {
    let goal = json!(11);
    for (processes, expected) in [
        (json!([at(11), at(11)]), JobState::Succeeded),
        (json!([at(11), at(10)]), JobState::Running),
        (json!([at(12)]), JobState::Running),
        (json!([at(11), {}]), JobState::Running),
        // The plan says nothing, and a code may be absent.
        (
            json!([{ "lastGoalVersionAchieved": 11 }]),
            JobState::Succeeded,
        ),
    ] {
        assert_eq!(state(&goal, &processes), expected, "{processes}");
    }
}

/// A wait must not succeed on nothing.
#[test]
fn without_processes_or_a_goal_nothing_is_over() {
    for processes in [json!([]), json!(null)] {
        assert_eq!(state(&json!(11), &processes), JobState::Running);
    }
    assert_eq!(state(&json!(null), &json!([at(11)])), JobState::Running);
    assert_eq!(state(&json!(null), &json!([{}])), JobState::Running);
}

#[test]
fn an_error_of_one_process_ends_it_with_its_reason() {
    let failed = json!({
        "lastGoalVersionAchieved": 11,
        "errorCode": 100,
        "errorCodeDescription": "There is an issue with file permissions",
        "errorCodeHumanReadable": "File Permissions Error",
    });
    let fine = json!({ "lastGoalVersionAchieved": 11, "errorCode": 0, "errorCodeDescription": "" });
    let status = status(&json!(11), &json!([fine, failed]));
    assert_eq!(status.state(), JobState::Failed);
    let reason = "There is an issue with file permissions";
    assert_eq!(status.reason().as_deref(), Some(reason));
}
