//! Shipping tasks of SLS.

use super::{Named, one};
use crate::date;
use crate::fixtures::Fixtures;
use crate::job::{RetryableJob, Stage};
use std::time::SystemTime;

/// Shipping tasks by project, logstore, shipper and task id.
pub(crate) type Projects = Named<Named<Named<Named<ShipperTask>>>>;

/// A shipping task.
#[derive(Debug)]
pub(crate) struct ShipperTask {
    /// How far it is.
    pub(crate) job: RetryableJob,
    /// When it was created, in Unix seconds.
    pub(crate) created: i64,
}

/// The tasks of the fixtures, created one a minute before the world `began`, in the order of their
/// ids.
pub(super) fn projects(fixtures: &Fixtures, began: SystemTime) -> Projects {
    let failed = fixtures.sls_failed_task_ids.map(|id| (id, Stage::Failed));
    let mut stages = vec![
        (fixtures.sls_successful_task_id, Stage::Succeeded),
        (fixtures.sls_running_task_id, Stage::Running),
    ];
    stages.extend(failed);
    stages.sort_unstable_by_key(|(id, _)| *id);
    let mut created = date::unix(began) - 60 * 60;
    let tasks = stages
        .into_iter()
        .map(|(id, stage)| {
            created += 60;
            let job = RetryableJob::at(stage);
            (id.to_owned(), ShipperTask { job, created })
        })
        .collect();
    let shippers = one(fixtures.sls_shipper, tasks);
    one(fixtures.sls_project, one(fixtures.sls_logstore, shippers))
}
