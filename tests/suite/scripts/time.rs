//! Waits, retries and limits take no real time.

use std::time::Duration;

use backhaul_atlas::operations::GET_BACKUP_EXPORT;
use backhaul_runtime::testing::{Reply, Script};
use backhaul_runtime::{Job, JobState, Outcome, TimeLimit, Wait};
use serde_json::json;

use super::clients::{atlas, export, get_export};

const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn a_wait_of_hours_is_over_at_once() {
    let script = Script::new();
    for state in ["Queued", "InProgress", "InProgress", "Successful"] {
        script.on(&GET_BACKUP_EXPORT, export(state));
    }
    let wait = Wait::up_to(HOUR).initial_delay(HOUR / 2);
    let outcome = get_export(&atlas(&script)).wait(wait).await.unwrap();
    assert_eq!(outcome.polls(), 4);
    outcome.succeeded().unwrap();
    assert!(script.elapsed() >= HOUR / 2 && script.elapsed() < HOUR);
    assert_eq!(script.finish().unwrap().len(), 4);
}

#[tokio::test]
async fn a_job_that_never_ends_is_a_wait_that_times_out() {
    let script = Script::new();
    script.on(&GET_BACKUP_EXPORT, export("InProgress").for_all());
    let client = atlas(&script);
    let job = get_export(&client).send().await.unwrap().into_inner();
    let outcome = get_export(&client).wait(Wait::up_to(HOUR * 6));
    let outcome = outcome.await.unwrap();
    let Outcome::TimedOut(late) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(late.state, Some(JobState::Running));
    assert_eq!(late.job, Some(job), "all of it, as it was last seen");
    assert_eq!(script.elapsed(), HOUR * 6);
    let requests = script.finish().unwrap();
    assert_eq!(requests.len(), late.polls as usize + 1);
}

/// A wait sees the states of the job, and ends with the job as it came.
#[tokio::test]
async fn a_job_that_was_waited_for_is_kept_byte_by_byte() {
    const DONE: &[u8] =
        br#"{"exportBucketId":"x","state":"Successful", "new":12345678901234567890.10,"id" : "x"}"#;
    let script = Script::new();
    script.on(&GET_BACKUP_EXPORT, export("InProgress"));
    let done = Reply::bytes(DONE).header("content-type", "application/json");
    script.on(&GET_BACKUP_EXPORT, done);
    let mut states = Vec::new();
    let waiting = get_export(&atlas(&script)).raw_wait(Wait::up_to(HOUR));
    let outcome = waiting.on_progress(|job| states.push(job.state())).await;
    let job = outcome.unwrap().succeeded().unwrap();
    assert_eq!(states, [JobState::Running, JobState::Succeeded]);
    assert_eq!(job.body().as_bytes(), DONE);
    assert_eq!(job.id.as_deref(), Some("x"));
}

/// A wait whose time ends after a poll that failed still has the last answer, whatever its charset.
#[tokio::test]
async fn a_job_in_another_charset_is_kept() {
    const BODY: &[u8] = b"{\"exportBucketId\":\"x\",\"state\":\"InProgress\",\"id\":\"caf\xe9\"}";
    for has_body in [false, true] {
        let script = Script::new();
        let media_type = "application/json;charset=ISO-8859-1";
        let first = Reply::bytes(BODY).header("content-type", media_type);
        script.on(&GET_BACKUP_EXPORT, first);
        let down = Reply::error(503, "BUSY", "Later.");
        script.on(&GET_BACKUP_EXPORT, down.for_all());
        let wait = Wait::up_to(HOUR).tolerated_errors(u32::MAX);
        let call = get_export(&atlas(&script));
        let id = if has_body {
            let job = call.raw_wait(wait).await.unwrap().into_job().unwrap();
            assert_eq!(job.body().as_bytes(), BODY);
            job.id.clone()
        } else {
            call.wait(wait).await.unwrap().into_job().unwrap().id
        };
        assert_eq!(id.as_deref(), Some("café"));
    }
}

/// Between two polls a wait keeps the job only as it arrived.
#[tokio::test]
async fn a_job_is_kept_while_later_polls_fail() {
    let script = Script::new();
    let first = json!({ "exportBucketId": 7, "id": "café", "state": "InProgress" });
    script.on(&GET_BACKUP_EXPORT, Reply::json(&first));
    let down = Reply::error(503, "BUSY", "Later.");
    script.on(&GET_BACKUP_EXPORT, down.for_all());
    let wait = Wait::up_to(HOUR).tolerated_errors(u32::MAX);
    let mut waiting = get_export(&atlas(&script)).wait(wait);
    let seen = waiting.try_next().await.unwrap().cloned().unwrap();
    // Read leniently: the number became a text.
    assert_eq!(
        (&*seen.export_bucket_id, seen.id.as_deref()),
        ("7", Some("café"))
    );
    let Outcome::TimedOut(late) = waiting.outcome().await.unwrap() else {
        panic!("the job never ends");
    };
    assert_eq!(late.job, Some(seen));
    assert!(late.polls > 1 && late.last_error.is_some());
}

/// The same for a job with its body, in whatever charset that is.
#[tokio::test]
async fn a_raw_answer_is_kept_while_later_polls_fail() {
    for (charset, id) in [("utf-8", &b"caf\xc3\xa9"[..]), ("iso-8859-1", b"caf\xe9")] {
        let script = Script::new();
        let body = [
            b"{\"exportBucketId\": \"x\", \"new\": 1, \"id\": \"",
            id,
            b"\"}",
        ]
        .concat();
        let media_type = format!("application/json; charset={charset}");
        let first = Reply::bytes(body.clone()).header("content-type", &media_type);
        script.on(&GET_BACKUP_EXPORT, first);
        let down = Reply::error(503, "BUSY", "Later.");
        script.on(&GET_BACKUP_EXPORT, down.for_all());
        let wait = Wait::up_to(HOUR).tolerated_errors(u32::MAX);
        let outcome = get_export(&atlas(&script)).raw_wait(wait).await.unwrap();
        let Outcome::TimedOut(late) = outcome else {
            panic!("the job never ends");
        };
        let job = late.job.unwrap();
        assert_eq!(job.id.as_deref(), Some("café"), "{charset}");
        assert_eq!(job.body().as_bytes(), body, "{charset}");
        let text = job.body().text().unwrap();
        assert!(text.ends_with("\"café\"}"), "{text}");
    }
}

#[tokio::test]
async fn waits_for_several_jobs_go_on_side_by_side() {
    let script = Script::new();
    script.on(&GET_BACKUP_EXPORT, export("InProgress").for_all());
    let client = atlas(&script);
    let waits: Vec<_> = (1..=3)
        .map(|hours| {
            let wait = get_export(&client).wait(Wait::up_to(HOUR * hours));
            tokio::spawn(async move { wait.await.unwrap() })
        })
        .collect();
    for wait in waits {
        assert!(matches!(wait.await.unwrap(), Outcome::TimedOut(_)));
    }
    assert_eq!(script.elapsed(), HOUR * 3);
}

#[tokio::test]
async fn a_limit_of_a_call_ends_it_between_attempts_and_within_one() {
    for reply in [Reply::error(503, "BUSY", "Later."), Reply::timeout()] {
        let script = Script::new();
        script.on(
            &GET_BACKUP_EXPORT,
            reply.header("retry-after", "20").for_all(),
        );
        let call = get_export(&atlas(&script));
        let call = call.call_timeout(Duration::from_secs(30));
        let error = call.send().await.unwrap_err();
        match error.time_limit() {
            Some(TimeLimit::Call) => {
                assert_eq!(script.elapsed(), Duration::from_secs(30));
            }
            None => assert_eq!((error.status(), error.attempts()), (Some(503), 2)),
            other => panic!("{other:?}: {error}"),
        }
    }
}
