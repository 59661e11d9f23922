//! The jobs of the fixtures, which exist from the beginning.

use serde_json::{Value, json};

use super::jobs::AtlasJobs;
use super::template::Template;
use crate::fixtures::Fixtures;
use crate::state::objects::Objects;
use crate::time::Clock;

/// The restore jobs of the fixtures.
pub(super) fn restore_jobs(
    fixtures: &Fixtures,
    template: &Template,
    objects: &Objects,
    clock: &Clock,
) -> AtlasJobs {
    let running = template.restore_job(fixtures.running_restore_job_id, "download");
    let ready = |id: &str| template.linked(template.restore_job(id, "download"), objects);
    let with = |mut job: Value, members: &[(&str, Value)]| {
        for (name, value) in members {
            job[*name] = value.clone();
        }
        job
    };
    let finished_at = ("finishedAt", template.finished_at());
    let finished = |id: &str| with(ready(id), std::slice::from_ref(&finished_at));
    let over = |id: &str, delivery: &str, flag: &str| {
        let flag = (flag, json!(true));
        let job = template.restore_job(id, delivery);
        vec![with(job, &[flag, finished_at.clone()])]
    };
    let automated = template.restore_job(fixtures.automated_restore_job_id, "automated");
    let jobs = [
        (
            fixtures.running_restore_job_id,
            vec![running, finished(fixtures.running_restore_job_id)],
        ),
        (
            fixtures.finished_restore_job_id,
            vec![finished(fixtures.finished_restore_job_id)],
        ),
        (
            fixtures.failed_restore_job_id,
            over(fixtures.failed_restore_job_id, "automated", "failed"),
        ),
        (
            fixtures.cancelled_restore_job_id,
            over(fixtures.cancelled_restore_job_id, "automated", "cancelled"),
        ),
        (
            fixtures.expired_restore_job_id,
            over(fixtures.expired_restore_job_id, "download", "expired"),
        ),
        (
            fixtures.automated_restore_job_id,
            vec![with(automated, std::slice::from_ref(&finished_at))],
        ),
        (
            fixtures.ready_restore_job_id,
            vec![ready(fixtures.ready_restore_job_id)],
        ),
    ];
    AtlasJobs::new("5f40000000000000", clock, jobs)
}

/// The exports of the fixtures.
pub(super) fn exports(fixtures: &Fixtures, template: &Template, clock: &Clock) -> AtlasJobs {
    let over = |id: &str, state: &str, exported| vec![template.exported(id, state, exported)];
    let running = fixtures.running_export_id;
    let mut failed = over(fixtures.failed_export_id, "Failed", 3);
    failed[0]["stateReason"] = json!({
        // No real code is known.
        "errorCode": "SANDBOX_EXPORT_FAILED",
        "message": "The sandbox lets this export fail.",
    });
    let jobs = [
        (
            running,
            vec![
                template.export(running, "InProgress", 17),
                template.exported(running, "Successful", 42),
            ],
        ),
        (
            fixtures.queued_export_id,
            template.export_life(fixtures.queued_export_id),
        ),
        (
            fixtures.successful_export_id,
            over(fixtures.successful_export_id, "Successful", 42),
        ),
        (
            fixtures.cancelled_export_id,
            over(fixtures.cancelled_export_id, "Cancelled", 5),
        ),
        (fixtures.failed_export_id, failed),
    ];
    AtlasJobs::new("5f30000000000000", clock, jobs)
}
