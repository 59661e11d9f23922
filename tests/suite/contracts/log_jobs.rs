//! Creating, extending and deleting log collection jobs, against the sandbox.

use std::time::{Duration, SystemTime};

use backhaul_cloud_manager::builders::CreateLogCollectionJob;
use backhaul_cloud_manager::parameters::{LogCollectionResourceType, LogType};
use backhaul_runtime::{ErrorKind, Job, JobState, Timestamp};
use backhaul_sandbox::{Fault, Sandbox};

use crate::support::clients::{NO_SUCH_ID, assert_refused, cloud_manager};
use crate::support::clock::TestClock;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// 2024-03-01T00:00:00Z.
fn began() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_709_251_200)
}

fn filled(client: &backhaul_cloud_manager::Client, group: &str) -> CreateLogCollectionJob {
    client
        .create_log_collection_job()
        .group_id(group)
        .resource_type(LogCollectionResourceType::Process)
        .resource_name("demo-process")
        .size_requested_per_file_bytes(1_000)
        .log_types([LogType::Mongodb, LogType::Ftdc, LogType::MonitoringAgent])
        .redacted(true)
}

#[tokio::test]
async fn a_job_is_created_as_asked_for_and_runs() {
    let sandbox = Sandbox::builder().clock(began).start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = cloud_manager(&sandbox, fixtures.private_key);
    let group = fixtures.group_id;

    let answer = filled(&client, group).send().await.unwrap();
    assert_eq!(answer.status(), 201);
    let id = answer.id.clone();
    let get = client.get_log_collection_job().group_id(group).job_id(&id);
    let job = get.clone().verbose(true).send().await.unwrap();
    assert_eq!(job.state(), JobState::Running);
    assert_eq!(job.resource_type.as_deref(), Some("process"));
    assert_eq!(job.resource_name.as_deref(), Some("demo-process"));
    assert_eq!(job.size_requested_per_file_bytes, Some(1_000));
    assert_eq!((job.redacted, job.child_jobs.len()), (Some(true), 3));
    let date = |at: &Option<Timestamp>| at.as_ref().and_then(Timestamp::to_system_time);
    assert_eq!(date(&job.creation_date), Some(began()));
    assert_eq!(date(&job.expiration_date), Some(began() + DAY * 30));

    // Another call starts another job.
    let other = filled(&client, group).send().await.unwrap();
    assert_ne!(other.id, id);
    sandbox.advance_log_job(group, &id);
    sandbox.advance_log_job(group, &id);
    assert_eq!(get.send().await.unwrap().state(), JobState::Succeeded);
    assert!(sandbox.log_archive(group, &id).is_some());

    let call = filled(&client, NO_SUCH_ID);
    let error = call.send().await.unwrap_err();
    assert_refused(&error, 404, None, NO_SUCH_ID);
    for (from, to, reason) in [
        (
            Some("2024-02-01T00:00:00Z"),
            None,
            "needs logCollectionToDate",
        ),
        (None, Some("2024-03-02T00:00:00Z"), "not past"),
        (
            Some("2024-02-02T00:00:00Z"),
            Some("2024-02-01T00:00:00Z"),
            "not after",
        ),
    ] {
        let mut call = filled(&client, group);
        if let Some(from) = from {
            call = call.log_collection_from_date(from);
        }
        if let Some(to) = to {
            call = call.log_collection_to_date(to);
        }
        assert_refused(&call.send().await.unwrap_err(), 400, None, reason);
    }
    let call = filled(&client, group).log_collection_from_date("2024-02-01T00:00:00Z");
    let call = call.log_collection_to_date(began() - DAY);
    assert_eq!(call.send().await.unwrap().status(), 201);
}

#[tokio::test]
async fn what_is_missing_or_wrong_in_a_request_is_said_at_once_and_nothing_is_sent() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = cloud_manager(&sandbox, fixtures.private_key);

    let empty = client.create_log_collection_job().send().await.unwrap_err();
    let wrong = filled(&client, "no-group")
        .resource_type("replicaset")
        .log_types(["MONGODB", "SYSLOG"])
        .size_requested_per_file_bytes(u64::MAX)
        .log_collection_from_date("yesterday")
        .log_collection_to_date("2024-02-01");
    let wrong = wrong.send().await.unwrap_err();
    for (error, parts) in [
        (
            &empty,
            &[
                "group_id is missing",
                "resource_type is missing: call .resource_type(...)",
                "resource_name is missing",
                "size_requested_per_file_bytes is missing",
                "log_types is missing",
                "redacted is missing",
            ][..],
        ),
        (
            &wrong,
            &[
                "no-group",
                "it must be one of CLUSTER, PROCESS, REPLICASET",
                "log_types[1]: \"SYSLOG\" is not allowed: it must be one of",
                "size_requested_per_file_bytes: out of range",
                "log_collection_from_date: \"yesterday\" is not a valid Timestamp",
                "log_collection_to_date: \"2024-02-01\" is not a valid Timestamp",
            ],
        ),
    ] {
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        for part in parts {
            assert!(error.to_string().contains(part), "{part}: {error}");
        }
    }
    assert!(!empty.to_string().contains("log_collection_from_date"));
    assert!(sandbox.requests().is_empty(), "nothing was sent");
}

#[tokio::test]
async fn a_job_is_extended_within_its_limits() {
    let sandbox = Sandbox::builder().clock(began).start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = cloud_manager(&sandbox, fixtures.private_key);
    let group = fixtures.group_id;
    let extend = client.extend_log_collection_job().group_id(group);
    // Created on 2024-02-29 at 14:00.
    let id = fixtures.successful_log_job_id;
    let one = extend.clone().job_id(id);
    for date in ["2024-08-29T14:00:00Z", "2024-03-02T00:00:00Z"] {
        // The same date again is not a new one.
        for _ in 0..2 {
            let answer = one.clone().expiration_date(date).send().await.unwrap();
            assert_eq!(answer.status(), 200);
        }
    }
    let until = began() + DAY * 60;
    one.clone().expiration_date(until).send().await.unwrap();
    let job = client.get_log_collection_job().group_id(group).job_id(id);
    let job = job.send().await.unwrap();
    let date = job.expiration_date.as_ref().unwrap();
    assert_eq!(date.to_system_time(), Some(until));

    for (date, reason) in [
        ("2024-08-29T14:00:01Z", "6 months"),
        ("2024-02-29T23:59:59Z", "past"),
    ] {
        let error = one.clone().expiration_date(date).send().await.unwrap_err();
        assert_refused(&error, 400, None, reason);
    }
    let expired = extend.clone().job_id(fixtures.expired_log_job_id);
    let error = expired.expiration_date(until).send().await.unwrap_err();
    assert_refused(&error, 409, None, "expired");
    let unknown = extend.job_id(NO_SUCH_ID).expiration_date(until);
    let error = unknown.send().await.unwrap_err();
    assert_refused(&error, 404, None, NO_SUCH_ID);
}

#[tokio::test]
async fn a_deleted_job_is_gone() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = cloud_manager(&sandbox, fixtures.private_key);
    let group = fixtures.group_id;
    let delete = client.delete_log_collection_job().group_id(group);
    for id in [fixtures.running_log_job_id, fixtures.successful_log_job_id] {
        let one = delete.clone().job_id(id);
        assert_eq!(one.clone().send().await.unwrap().status(), 200);
        let get = client.get_log_collection_job().group_id(group).job_id(id);
        assert_refused(&get.send().await.unwrap_err(), 404, None, id);
        assert_refused(&one.send().await.unwrap_err(), 404, None, id);
    }
    let list = client.list_log_collection_jobs().group_id(group);
    assert_eq!(list.items().collect().await.unwrap().len(), 3);
    let unknown = client.delete_log_collection_job().group_id(NO_SUCH_ID);
    let unknown = unknown.job_id(fixtures.failed_log_job_id);
    assert_refused(&unknown.send().await.unwrap_err(), 404, None, NO_SUCH_ID);
}

/// The answer is lost after the request was applied: who sends again, does it twice.
#[tokio::test]
async fn only_what_does_no_harm_is_sent_again_when_an_answer_is_lost() {
    let sandbox = Sandbox::builder().clock(began).start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let group = fixtures.group_id;
    let faults = sandbox.faults();
    let key = (fixtures.public_key, fixtures.private_key);
    let client = backhaul_cloud_manager::Client::builder()
        .credentials(backhaul_cloud_manager::Credentials::api_key(key.0, key.1))
        .base_url(sandbox.url())
        .clock(TestClock::new(&faults).clock())
        .build()
        .unwrap();
    let list = client.list_log_collection_jobs().group_id(group);
    let lose = |operation: &str| {
        faults
            .on(operation, Fault::reset().after_applied())
            .times(1);
    };

    for (idempotent, made) in [(None, 1), (Some(true), 2)] {
        let before = list.clone().items().collect().await.unwrap().len();
        lose("createLogCollectionJob");
        let mut call = filled(&client, group);
        if let Some(idempotent) = idempotent {
            call = call.idempotent(idempotent);
        }
        assert_eq!(call.send().await.is_ok(), idempotent.is_some());
        let after = list.clone().items().collect().await.unwrap().len();
        assert_eq!(after - before, made);
    }

    let id = fixtures.successful_log_job_id;
    lose("extendLogCollectionJob");
    let extend = client.extend_log_collection_job().group_id(group);
    let extend = extend.job_id(id).expiration_date("2024-05-01T00:00:00Z");
    assert_eq!(extend.send().await.unwrap().status(), 200);

    lose("deleteLogCollectionJob");
    let delete = client.delete_log_collection_job().group_id(group);
    let error = delete.job_id(id).send().await.unwrap_err();
    assert_refused(&error, 404, None, id);
    assert_eq!(error.attempts(), 2, "the first one has deleted it");
}
