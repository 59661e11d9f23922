//! Everything that exists.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::atlas::{Cluster, ExportBuckets, InvoiceReports, LogIntegrations};
use super::backups::Backups;
use super::deployments::{self, Group};
use super::downloads::Downloads;
use super::job::{RetryableJob, Stage};
use super::log_jobs::{LogJob, LogJobs};
use super::migrations::Migrations;
use super::named::{Named, one};
use super::objects::Objects;
use super::run_logs::RunLogs;
use super::shipper::{self, Projects};
use crate::fixtures::Fixtures;
use crate::time::Clock;

/// The settings of the world.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// Whether reading a job through the API moves it.
    pub(crate) jobs_advance: bool,
    /// How many restore jobs there are in addition to those of the fixtures.
    pub(crate) restore_jobs: usize,
    /// Size of each file that a link leads to, in bytes.
    pub(crate) object_size: u64,
    /// Whether parts of downloads can be requested.
    pub(crate) ranges: bool,
}

/// Everything that exists. Jobs move when a test moves them and, with
/// [`Plan::jobs_advance`], when they are read.
#[derive(Debug)]
pub(crate) struct World {
    /// Whether reading a job through the API moves it.
    pub(crate) jobs_advance: bool,
    /// Whether parts of downloads can be requested.
    pub(crate) ranges: bool,
    /// The present time.
    pub(crate) clock: Clock,
    /// Atlas: clusters by group and name.
    pub(crate) atlas: Named<Named<Cluster>>,
    /// Atlas: the export buckets of the one group.
    pub(crate) export_buckets: ExportBuckets,
    /// Atlas: the log integrations of the one group.
    pub(crate) log_integrations: LogIntegrations,
    /// Atlas: reports of the one invoice.
    pub(crate) invoice_reports: InvoiceReports,
    /// DCS: run logs by project and instance.
    pub(crate) run_logs: RunLogs,
    /// DCS: backups and restorations by project and instance.
    pub(crate) backups: Backups,
    /// DCS: migrations of the one project.
    pub(crate) migrations: Migrations,
    /// The files that links lead to.
    pub(crate) objects: Objects,
    /// Cloud Manager: projects with their clusters.
    pub(crate) groups: Vec<Group>,
    /// Cloud Manager: log collection jobs by group and id.
    pub(crate) log_jobs: LogJobs,
    /// SLS: download jobs by project and name.
    pub(crate) downloads: Downloads,
    sls: Mutex<Projects>,
}

/// The outcome of retrying a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Retry {
    /// It runs again.
    Started,
    /// It exists but has not failed.
    NotFailed,
    /// There is no such job.
    NoJob,
    /// There is no such group.
    NoParent,
}

impl World {
    /// The world of a plan.
    pub(crate) fn new(fixtures: &Fixtures, base_url: &str, clock: &Clock, plan: Plan) -> Self {
        let began = clock.now();
        let objects = Objects::new(base_url.to_owned(), clock.clone(), plan.object_size);
        let cluster = Cluster::new(fixtures, base_url, &objects, clock, plan.restore_jobs);
        Self {
            jobs_advance: plan.jobs_advance,
            ranges: plan.ranges,
            clock: clock.clone(),
            atlas: one(fixtures.group_id, one(fixtures.cluster_name, cluster)),
            export_buckets: ExportBuckets::new(fixtures, base_url),
            log_integrations: LogIntegrations::new(fixtures),
            invoice_reports: InvoiceReports::new(fixtures, &objects, clock),
            run_logs: RunLogs::new(fixtures, began),
            backups: Backups::new(fixtures, began),
            migrations: Migrations::new(fixtures, began),
            objects,
            groups: deployments::groups(fixtures),
            log_jobs: LogJobs::new(fixtures, began, clock.clone()),
            downloads: Downloads::new(fixtures, began),
            sls: Mutex::new(shipper::projects(fixtures, began)),
        }
    }

    /// Starts a failed log collection job again.
    pub(crate) fn retry_log_job(&self, group_id: &str, job_id: &str) -> Retry {
        let now = self.clock.now();
        let retry = |jobs: &mut Named<LogJob>| jobs.get_mut(job_id).map(|job| job.job.retry(now));
        match self.log_jobs.of(group_id, retry) {
            Some(Some(true)) => Retry::Started,
            Some(Some(false)) => Retry::NotFailed,
            Some(None) => Retry::NoJob,
            None => Retry::NoParent,
        }
    }

    /// Runs `look` on a shipping task.
    pub(crate) fn shipper_task<T>(
        &self,
        [project, logstore, shipper, task]: [&str; 4],
        look: impl FnOnce(&mut RetryableJob) -> T,
    ) -> Option<T> {
        let mut projects = self.sls();
        let shippers = projects.get_mut(project)?.get_mut(logstore)?;
        Some(look(
            &mut shippers.get_mut(shipper)?.tasks.get_mut(task)?.job,
        ))
    }

    /// SLS' projects.
    pub(crate) fn sls(&self) -> MutexGuard<'_, Projects> {
        self.sls.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads a job as the API does, which may move it.
    pub(crate) fn look(&self, job: &mut RetryableJob) -> Stage {
        if self.jobs_advance {
            job.advance(self.clock.now())
        } else {
            job.peek()
        }
    }
}
