//! The operations that list jobs, read their state and bring data back, against the sandbox.

use std::time::{Duration, SystemTime};

use backhaul_runtime::{Clock, ErrorKind, Job, JobState, Page};
use backhaul_sandbox::Sandbox;

use crate::support::clients::{
    NO_SUCH_ID, assert_refused, atlas, cloud_manager, dcs, sls, sls_key,
};

/// When the sandboxes with a fixed clock begin, in Unix seconds.
const BEGAN: u64 = 1_709_251_198;

fn began() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(BEGAN)
}

#[tokio::test]
async fn restore_jobs_are_listed_page_by_page_in_every_state() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = atlas(&sandbox, fixtures.private_key);
    let list = client
        .list_backup_restore_jobs()
        .group_id(fixtures.group_id);
    let list = list.cluster_name(fixtures.cluster_name);

    let page = list.clone().items_per_page(3).send().await.unwrap();
    assert_eq!((page.results.len(), page.total_count), (3, Some(7)));
    assert_eq!(page.links[1].rel.as_deref(), Some("next"));
    // The count is an estimate, so it is none that paging may rely on.
    assert_eq!(page.total(), None);

    let three = list.clone().include_count(false).items_per_page(3);
    let before = sandbox.requests().len();
    let jobs = three.items().collect().await.unwrap();
    // Pages of 3, 3 and 1, and an empty one: the list is over when there is nothing more.
    assert_eq!(sandbox.requests().len() - before, 4);
    let states: Vec<_> = jobs
        .iter()
        .map(|job| (job.id.as_deref().unwrap(), job.state()))
        .collect();
    assert_eq!(
        states,
        [
            (fixtures.running_restore_job_id, JobState::Running),
            (fixtures.finished_restore_job_id, JobState::Succeeded),
            (fixtures.failed_restore_job_id, JobState::Failed),
            (fixtures.cancelled_restore_job_id, JobState::Cancelled),
            (fixtures.expired_restore_job_id, JobState::Expired),
            (fixtures.automated_restore_job_id, JobState::Succeeded),
            (fixtures.ready_restore_job_id, JobState::Succeeded),
        ]
    );

    let error = list
        .clone()
        .cluster_name("no-such")
        .send()
        .await
        .unwrap_err();
    assert_refused(&error, 404, Some("RESOURCE_NOT_FOUND"), "no-such");
    let before = sandbox.requests().len();
    let error = list
        .items_per_page(501)
        .page_num(0)
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    for culprit in ["items_per_page", "501", "page_num"] {
        assert!(error.to_string().contains(culprit), "{error}");
    }
    assert_eq!(sandbox.requests().len(), before, "nothing was sent");
}

/// Paging sets the position itself, which must not hide a wrong one.
#[tokio::test]
async fn a_wrong_position_is_reported_with_the_first_page() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = atlas(&sandbox, fixtures.private_key);
    let list = client.list_backup_exports().group_id(fixtures.group_id);
    let list = list.cluster_name(fixtures.cluster_name);
    for (list, culprit) in [
        (
            list.clone().page_num(0),
            "page_num: 0 is not allowed: it must be at least 1",
        ),
        (list.page_num(u64::MAX), "page_num: out of range"),
    ] {
        let error = list.items().try_next().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(error.to_string().contains(culprit), "{error}");
    }
    assert!(sandbox.requests().is_empty(), "nothing was sent");
}

#[tokio::test]
async fn exports_are_listed_with_reason_and_progress() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = atlas(&sandbox, fixtures.private_key);
    let list = client.list_backup_exports().group_id(fixtures.group_id);
    let list = list.cluster_name(fixtures.cluster_name);
    let jobs = list.items().collect().await.unwrap();
    let states: Vec<_> = jobs.iter().map(Job::state).collect();
    assert_eq!(
        states,
        [
            JobState::Running,
            JobState::Succeeded,
            JobState::Failed,
            JobState::Queued,
            JobState::Cancelled,
        ]
    );
    let reason = jobs[2].reason().unwrap();
    assert_eq!(reason, "The sandbox lets this export fail.");
    assert_eq!(jobs[0].reason(), None);
    let progress = jobs[0].progress().unwrap();
    assert_eq!((progress.done(), progress.total()), (17, Some(42)));
}

#[tokio::test]
async fn log_jobs_are_listed_read_and_downloaded() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = cloud_manager(&sandbox, fixtures.private_key);
    let group = fixtures.group_id;

    let list = client.list_log_collection_jobs().group_id(group);
    let jobs = list
        .clone()
        .items_per_page(2)
        .items()
        .collect()
        .await
        .unwrap();
    let states: Vec<_> = jobs.iter().map(Job::state).collect();
    assert_eq!(
        states,
        [
            JobState::Failed,
            JobState::Running,
            JobState::Succeeded,
            JobState::Expired,
            JobState::Succeeded,
        ]
    );
    assert!(jobs.iter().all(|job| job.child_jobs.is_empty()));
    let unknown = list.group_id(NO_SUCH_ID).send().await.unwrap_err();
    assert_refused(&unknown, 404, None, NO_SUCH_ID);

    let get = client
        .get_log_collection_job()
        .group_id(group)
        .verbose(true);
    let failed = get.clone().job_id(fixtures.failed_log_job_id);
    let failed = failed.send().await.unwrap();
    let children: Vec<_> = failed
        .child_jobs
        .iter()
        .map(|child| (child.state(), child.reason().is_some()))
        .collect();
    assert_eq!(
        children,
        [(JobState::Succeeded, false), (JobState::Failed, true)]
    );
    let unknown = get.job_id(NO_SUCH_ID).send().await.unwrap_err();
    assert_refused(&unknown, 404, None, NO_SUCH_ID);

    let download = client.download_log_collection_job().group_id(group);
    let id = fixtures.successful_log_job_id;
    let archive = sandbox.log_archive(group, id).unwrap();
    let mut answer = download.clone().job_id(id).send().await.unwrap();
    assert_eq!(answer.content_length(), Some(archive.len() as u64));
    assert_eq!(answer.header("content-type"), Some("application/gzip"));
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await.unwrap() {
        bytes.extend_from_slice(&chunk);
    }
    assert!(bytes == archive, "the archive came as it is");

    let mut written = Vec::new();
    let whole = download.clone().job_id(id).download();
    whole.to_writer(&mut written).await.unwrap();
    assert!(written == archive, "and so it did through a writer");

    let running = download.job_id(fixtures.running_log_job_id);
    let error = running.send().await.unwrap_err();
    assert_refused(&error, 409, None, "IN_PROGRESS");
}

#[tokio::test]
async fn shipper_tasks_are_listed_by_span_and_status() {
    let sandbox = Sandbox::builder().clock(began).start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = sls(&sandbox, sls_key(&sandbox)).clock(Clock::new(began));
    let client = client.build().unwrap();
    let (from, to) = (BEGAN as i64 - 24 * 60 * 60, BEGAN as i64);
    let list = client.get_shipper_status().logstore(fixtures.sls_logstore);
    let list = list.shipper_name(fixtures.sls_shipper).from(from).to(to);

    let page = list.clone().send().await.unwrap();
    assert_eq!((page.count, page.total()), (Some(14), Some(14)));
    let statistics = page.statistics.as_ref().unwrap();
    let counts = (statistics.running, statistics.success, statistics.fail);
    assert_eq!(counts, (Some(1), Some(1), Some(12)));
    assert_eq!(page.request_id().map(str::len), Some(24));

    let before = sandbox.requests().len();
    let failed = list.clone().status("fail").size(5).items().collect().await;
    let failed = failed.unwrap();
    let ids: Vec<_> = failed.iter().map(|task| task.id.as_str()).collect();
    assert_eq!(ids, fixtures.sls_failed_task_ids);
    assert!(failed.iter().all(|task| task.state() == JobState::Failed));
    assert!(failed[0].reason().unwrap().contains("lets this task fail"));
    // 5, 5 and 2: the service says how many there are.
    assert_eq!(sandbox.requests().len() - before, 3);
    let page = list.clone().status("success").send().await.unwrap();
    assert_eq!(page.tasks[0].state(), JobState::Succeeded);
    assert_eq!(page.tasks[0].reason(), None);

    let early = list.clone().from(to - 48 * 60 * 60 - 1).send().await;
    let refusal = Some("ParameterInvalid");
    assert_refused(&early.unwrap_err(), 400, refusal, "last 48 hours");
    let turned = list.clone().from(to).send().await.unwrap_err();
    assert_refused(&turned, 400, refusal, "earlier than end time");
    let before = sandbox.requests().len();
    let error = list.status("done").size(501).send().await.unwrap_err();
    assert!(error.never_sent());
    for culprit in ["status", "done", "size", "501"] {
        assert!(error.to_string().contains(culprit), "{error}");
    }
    assert_eq!(sandbox.requests().len(), before, "nothing was sent");
}

#[tokio::test]
async fn run_logs_are_collected_listed_and_fetched_by_link() {
    let sandbox = Sandbox::builder().jobs_advance(true).start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = dcs(
        &sandbox,
        backhaul_dcs::Credentials::token(fixtures.dcs_token),
    );
    let (project, instance) = (fixtures.dcs_project_id, fixtures.dcs_other_instance_id);
    let list = client.list_redislog().project_id(project);
    let list = list.instance_id(instance).log_type("run");
    let none = list.clone().send().await.unwrap();
    assert_eq!((none.status(), none.file_list.len()), (204, 0));

    let collect = client.create_redislog().project_id(project);
    let collect = collect.instance_id(instance).log_type("run");
    let answer = collect.clone().query_time(7).send().await.unwrap();
    assert_eq!(answer.status(), 204);
    assert!(answer.request_id().is_some());
    let first = list.clone().send().await.unwrap();
    let unknown = JobState::Unknown("collecting".to_owned());
    assert!(first.file_list.iter().all(|log| log.state() == unknown));
    list.clone().send().await.unwrap();
    let logs = list.clone().limit(3).items().collect().await.unwrap();
    let states: Vec<_> = logs.iter().map(Job::state).collect();
    assert_eq!(states, vec![JobState::Succeeded; 7]);

    let link = client.create_redislog_download_link().project_id(project);
    let link = link
        .instance_id(instance)
        .id(logs[0].id.as_deref().unwrap());
    let link = link.send().await.unwrap();
    let link = link.link.as_ref().unwrap();
    let mut file = Vec::new();
    let done = client.download_link(link).to_writer(&mut file).await;
    done.unwrap();
    let content: Vec<u8> = sandbox.object_content(link.expose()).flatten().collect();
    assert!(file == content && !file.is_empty());

    let other = list.instance_id("no-such").send().await.unwrap_err();
    assert_refused(&other, 404, Some("DCS.3022"), "does not exist");
    let other = collect.clone().instance_id("no-such").send().await;
    assert_refused(&other.unwrap_err(), 404, Some("DCS.3022"), "");
    let error = collect.log_type("slow").query_time(2).send().await;
    let error = error.unwrap_err();
    assert!(error.never_sent());
    for culprit in ["log_type", "slow", "query_time", "0, 1, 3"] {
        assert!(error.to_string().contains(culprit), "{error}");
    }
}
