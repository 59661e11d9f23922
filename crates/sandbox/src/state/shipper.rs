//! Shippers of SLS and their tasks.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use super::job::{RetryableJob, Stage};
use super::named::{Named, one};
use crate::fixtures::Fixtures;
use crate::time::date;

const MINUTE: Duration = Duration::from_secs(60);

/// Shippers by project, logstore and name.
pub(crate) type Projects = Named<Named<Named<Shipper>>>;

/// A shipper.
#[derive(Debug)]
pub(crate) struct Shipper {
    /// Its configuration, as it was sent.
    pub(crate) config: Value,
    /// When it was created, in Unix seconds.
    pub(crate) created: i64,
    /// When it was last changed, in Unix seconds.
    pub(crate) changed: i64,
    /// Its tasks by id.
    pub(crate) tasks: Named<ShipperTask>,
}

impl Shipper {
    /// A shipper that is created `now`, in Unix seconds, and has no tasks yet.
    pub(crate) fn new(config: Value, now: i64) -> Self {
        Self {
            config,
            created: now,
            changed: now,
            tasks: Named::new(),
        }
    }
}

/// A shipping task.
#[derive(Debug)]
pub(crate) struct ShipperTask {
    /// Its job.
    pub(crate) job: RetryableJob,
    /// When it was created, in Unix seconds.
    pub(crate) created: i64,
}

/// The project of the fixtures when the world `began`.
pub(super) fn projects(fixtures: &Fixtures, began: SystemTime) -> Projects {
    let created = date::unix(began) - 24 * 60 * 60;
    let mut shipper = Shipper::new(config(fixtures.sls_shipper), created);
    shipper.tasks = tasks(fixtures, began);
    let shippers = one(fixtures.sls_shipper, shipper);
    one(fixtures.sls_project, one(fixtures.sls_logstore, shippers))
}

/// The tasks of the fixtures, created one a minute before the world `began`, in the order of their
/// ids.
fn tasks(fixtures: &Fixtures, began: SystemTime) -> Named<ShipperTask> {
    let failed = fixtures.sls_failed_task_ids.map(|id| (id, Stage::Failed));
    let mut stages = vec![
        (fixtures.sls_successful_task_id, Stage::Succeeded),
        (fixtures.sls_running_task_id, Stage::Running),
    ];
    stages.extend(failed);
    stages.sort_unstable_by_key(|(id, _)| *id);
    let mut created = date::earlier(began, MINUTE * 60);
    let tasks = stages.into_iter().map(|(id, stage)| {
        created = date::later(created, MINUTE);
        let job = match stage {
            Stage::Running => RetryableJob::running(created),
            over => RetryableJob::over(over, created, date::later(created, MINUTE / 2)),
        };
        let created = date::unix(created);
        (id.to_owned(), ShipperTask { job, created })
    });
    tasks.collect()
}

fn config(name: &str) -> Value {
    json!({
        "shipperName": name,
        "targetType": "oss",
        "targetConfiguration": {
            "ossBucket": "fake-bucket",
            "ossPrefix": "fake-logs",
            "roleArn": "acs:ram::1234567890:role/aliyunlogdefaultrole",
            "bufferInterval": 300,
            "bufferSize": 128,
            "compressType": "snappy",
            "pathFormat": "%Y/%m/%d/%H/%M",
            "timeZone": "+0000",
            "enable": true,
            "storage": { "format": "json", "detail": { "enableTag": false } },
        },
    })
}
