//! Atlas and Cloud Manager: jobs in lists, jobs that move, and the archive of a log collection job.

use backhaul_sandbox::{PlannedEnd, Sandbox};
use reqwest::Method;
use serde_json::{Value, json};

use crate::common::{Answer, Sent};

/// Asks Atlas for one of its backup resources.
async fn atlas(sandbox: &Sandbox, rest: &str) -> Answer {
    let fixtures = sandbox.fixtures();
    let url = format!(
        "{}/api/atlas/v2/groups/{}/clusters/{}/backup/{rest}",
        sandbox.url(),
        fixtures.group_id,
        fixtures.cluster_name
    );
    let request = Sent::new(Method::GET, url);
    let request = request.header("accept", "application/vnd.atlas.2023-01-01+json");
    send(sandbox, request).await
}

/// A request for log collection jobs.
fn log_jobs(sandbox: &Sandbox, rest: &str) -> Sent {
    let (url, group) = (sandbox.url(), sandbox.fixtures().group_id);
    let url = format!("{url}/api/public/v1.0/groups/{group}/logCollectionJobs{rest}");
    Sent::new(Method::GET, url)
}

async fn send(sandbox: &Sandbox, request: Sent) -> Answer {
    let fixtures = sandbox.fixtures();
    request
        .send_with_digest(fixtures.public_key, fixtures.private_key)
        .await
}

fn ids(list: &Value) -> Vec<&str> {
    let jobs = list["results"].as_array().unwrap().iter();
    jobs.map(|job| job["id"].as_str().unwrap()).collect()
}

fn rels(list: &Value) -> Vec<&str> {
    let links = list["links"].as_array().unwrap().iter();
    links.map(|link| link["rel"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn lists_have_pages_with_links_and_a_count() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let all = atlas(&sandbox, "restoreJobs").await.json();
    assert_eq!((&all["totalCount"], ids(&all).len()), (&json!(7), 7));
    assert_eq!(rels(&all), ["self"]);

    let mut seen = Vec::new();
    for (page, links) in [
        (1, &["self", "next"][..]),
        (2, &["self", "previous", "next"]),
        (3, &["self", "previous"]),
        (4, &["self", "previous"]),
    ] {
        let query = format!("restoreJobs?includeCount=false&itemsPerPage=3&pageNum={page}");
        let list = atlas(&sandbox, &query).await.json();
        assert_eq!(rels(&list), links, "page {page}");
        assert_eq!(list.get("totalCount"), None);
        let address = list["links"][0]["href"].as_str().unwrap();
        assert!(address.ends_with(&format!(
            "/restoreJobs?includeCount=false&pageNum={page}&itemsPerPage=3"
        )));
        seen.extend(ids(&list).into_iter().map(str::to_owned));
    }
    assert_eq!(seen, ids(&all));

    let exports = atlas(&sandbox, "exports?itemsPerPage=2&envelope=true")
        .await
        .json();
    assert_eq!(
        (&exports["status"], &exports["totalCount"]),
        (&json!(200), &json!(5))
    );
    assert_eq!(
        ids(&exports),
        [fixtures.running_export_id, fixtures.successful_export_id]
    );

    for query in [
        "itemsPerPage=501",
        "itemsPerPage=0",
        "pageNum=0",
        "pageNum=x",
    ] {
        let answer = atlas(&sandbox, &format!("restoreJobs?{query}")).await;
        assert_eq!(
            answer.error("errorCode"),
            (400, json!("VALIDATION_ERROR")),
            "{query}"
        );
    }
    let unknown = log_jobs(&sandbox, "")
        .url
        .replace(fixtures.group_id, &"f".repeat(24));
    let answer = send(&sandbox, Sent::new(Method::GET, unknown)).await;
    assert_eq!(answer.error("reason"), (404, json!("Not Found")));
}

#[tokio::test]
async fn restore_jobs_are_in_every_state() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    for (id, flag) in [
        (fixtures.failed_restore_job_id, "failed"),
        (fixtures.cancelled_restore_job_id, "cancelled"),
        (fixtures.expired_restore_job_id, "expired"),
    ] {
        let job = atlas(&sandbox, &format!("restoreJobs/{id}")).await.json();
        for other in ["failed", "cancelled", "expired"] {
            assert_eq!(job[other], json!(other == flag), "{id}");
        }
        assert!(job["deliveryUrl"].as_array().is_none_or(Vec::is_empty));
    }
    let path = format!("restoreJobs/{}", fixtures.ready_restore_job_id);
    let ready = atlas(&sandbox, &path).await.json();
    assert_eq!(ready.get("finishedAt"), None);
    assert_eq!(ready["deliveryUrl"].as_array().unwrap().len(), 2);
    for link in ready["deliveryUrl"].as_array().unwrap() {
        let link = link.as_str().unwrap();
        let file = Sent::new(Method::GET, link.to_owned()).send().await;
        assert_eq!(file.status, 200);
        assert_eq!(
            file.bytes,
            sandbox.object_content(link).flatten().collect::<Vec<u8>>()
        );
    }
}

#[tokio::test]
async fn an_export_grows_as_it_is_looked_at_alone_or_in_a_list() {
    let sandbox = Sandbox::builder().jobs_advance(true).start().await.unwrap();
    let queued = sandbox.fixtures().queued_export_id;
    let mut seen = Vec::new();
    for look in 0..6 {
        let job = if look % 2 == 0 {
            atlas(&sandbox, &format!("exports/{queued}")).await.json()
        } else {
            let list = atlas(&sandbox, "exports").await.json();
            let jobs = list["results"].as_array().unwrap();
            jobs.iter().find(|job| job["id"] == queued).unwrap().clone()
        };
        let exported = job["exportStatus"]["exportedCollections"].as_u64().unwrap();
        seen.push((job["state"].as_str().unwrap().to_owned(), exported));
    }
    let expected = [
        ("Queued", 0),
        ("InProgress", 0),
        ("InProgress", 14),
        ("InProgress", 28),
        ("Successful", 42),
        ("Successful", 42),
    ];
    assert_eq!(
        seen,
        expected.map(|(state, count)| (state.to_owned(), count))
    );
}

#[tokio::test]
async fn a_test_moves_a_job_that_does_not_move_by_itself() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let path = format!("restoreJobs/{}", fixtures.running_restore_job_id);
    for _ in 0..2 {
        assert_eq!(atlas(&sandbox, &path).await.json().get("finishedAt"), None);
    }
    assert!(sandbox.advance_atlas_job(fixtures.running_restore_job_id));
    assert!(atlas(&sandbox, &path).await.json()["finishedAt"].is_string());
    assert!(!sandbox.advance_atlas_job("no-such-job"));
}

#[tokio::test]
async fn many_restore_jobs_end_as_planned() {
    let sandbox = Sandbox::builder().restore_jobs(1000).start().await.unwrap();
    let planned = sandbox.planned_restore_jobs();
    assert_eq!(planned.len(), 1000);
    let count = |end| planned.iter().filter(|job| job.end == end).count();
    assert_eq!(count(PlannedEnd::Succeeded), 700);
    for job in &planned[988..1000] {
        let path = format!("restoreJobs/{}", job.id);
        for look in 0..=job.running_looks {
            let seen = atlas(&sandbox, &path).await.json();
            let ended = look == job.running_looks;
            assert_eq!(seen.get("finishedAt").is_some(), ended, "{job:?}");
            assert_eq!(
                seen["failed"],
                json!(ended && job.end == PlannedEnd::Failed)
            );
            assert_eq!(
                seen["cancelled"],
                json!(ended && job.end == PlannedEnd::Cancelled)
            );
            assert_eq!(
                seen["expired"],
                json!(ended && job.end == PlannedEnd::Expired)
            );
        }
    }
    // They come after those of the fixtures.
    let list = atlas(&sandbox, "restoreJobs?itemsPerPage=500&pageNum=3")
        .await
        .json();
    assert_eq!((&list["totalCount"], ids(&list).len()), (&json!(1007), 7));
    assert_eq!(ids(&list)[6], planned[999].id);
    let unknown = atlas(&sandbox, "restoreJobs/5f100000000000000000ffff").await;
    assert_eq!(unknown.status, 404);
}

#[tokio::test]
async fn log_jobs_are_listed_with_child_jobs_on_demand() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let list = send(&sandbox, log_jobs(&sandbox, "?itemsPerPage=2"))
        .await
        .json();
    assert_eq!(list["totalCount"], 5);
    assert_eq!(
        ids(&list),
        [fixtures.failed_log_job_id, fixtures.running_log_job_id]
    );
    assert_eq!(list["results"][0].get("childJobs"), None);

    let list = send(&sandbox, log_jobs(&sandbox, "?verbose=true"))
        .await
        .json();
    let found: Vec<_> = list["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|job| {
            let children = job["childJobs"].as_array().unwrap();
            let statuses = children
                .iter()
                .map(|child| child["status"].as_str().unwrap());
            (
                job["status"].as_str().unwrap(),
                statuses.collect::<Vec<_>>(),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("FAILURE", vec!["SUCCESS", "FAILURE"]),
            ("IN_PROGRESS", vec!["SUCCESS", "IN_PROGRESS"]),
            ("SUCCESS", vec!["SUCCESS", "SUCCESS"]),
            ("EXPIRED", vec!["EXPIRED", "EXPIRED"]),
            (
                "MARKED_FOR_EXPIRY",
                vec!["MARKED_FOR_EXPIRY", "MARKED_FOR_EXPIRY"]
            ),
        ]
    );
    let failed = &list["results"][0]["childJobs"];
    assert_eq!(failed[0]["errorMessage"], Value::Null);
    assert!(failed[1]["errorMessage"].is_string());
}

#[tokio::test]
async fn a_retried_log_job_is_seen_running_and_then_succeeded() {
    let sandbox = Sandbox::builder().jobs_advance(true).start().await.unwrap();
    let path = format!("/{}", sandbox.fixtures().failed_log_job_id);
    let mut retry = log_jobs(&sandbox, &format!("{path}/retry"));
    retry.method = Method::PUT;
    assert_eq!(send(&sandbox, retry).await.status, 200);
    for status in ["IN_PROGRESS", "SUCCESS", "SUCCESS"] {
        let job = send(&sandbox, log_jobs(&sandbox, &path)).await.json();
        assert_eq!(job["status"], status);
    }
}

#[tokio::test]
async fn the_archive_holds_what_was_collected() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let download = |id: &str| log_jobs(&sandbox, &format!("/{id}/download"));
    let mut lengths = Vec::new();
    for id in [
        fixtures.failed_log_job_id,
        fixtures.successful_log_job_id,
        fixtures.marked_log_job_id,
    ] {
        let answer = send(&sandbox, download(id)).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), "application/gzip");
        assert_eq!(answer.header("accept-ranges"), "bytes");
        assert_eq!(
            answer.header("content-length"),
            answer.bytes.len().to_string()
        );
        let archive = sandbox.log_archive(fixtures.group_id, id).unwrap();
        assert_eq!(answer.bytes, archive);
        assert_eq!(archive[..3], [0x1f, 0x8b, 8]);
        assert!(
            answer
                .text
                .contains("server1.example.com/automation_agent/")
        );
        lengths.push(archive.len());
    }
    assert!(
        lengths[0] < lengths[1] && lengths[1] == lengths[2],
        "{lengths:?}"
    );
    for id in [fixtures.running_log_job_id, fixtures.expired_log_job_id] {
        let answer = send(&sandbox, download(id)).await;
        assert_eq!(answer.error("reason"), (409, json!("Conflict")));
        assert_eq!(sandbox.log_archive(fixtures.group_id, id), None);
    }
}

#[tokio::test]
async fn the_archive_is_given_in_parts() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let id = fixtures.successful_log_job_id;
    let archive = sandbox.log_archive(fixtures.group_id, id).unwrap();
    let download = || log_jobs(&sandbox, &format!("/{id}/download"));
    let etag = send(&sandbox, download()).await.header("etag").to_owned();

    let rest = download()
        .header("range", "bytes=1000-")
        .header("if-range", &etag);
    let rest = send(&sandbox, rest).await;
    assert_eq!(rest.status, 206);
    let length = archive.len();
    assert_eq!(
        rest.header("content-range"),
        format!("bytes 1000-{}/{length}", length - 1)
    );
    assert_eq!(rest.bytes, archive[1000..]);

    let other = download()
        .header("range", "bytes=1000-")
        .header("if-range", "\"other\"");
    let other = send(&sandbox, other).await;
    assert_eq!((other.status.as_u16(), other.bytes.len()), (200, length));

    let beyond = download().header("range", &format!("bytes={length}-"));
    let beyond = send(&sandbox, beyond).await;
    assert_eq!(beyond.status, 416);
    assert_eq!(beyond.header("content-range"), format!("bytes */{length}"));
}
