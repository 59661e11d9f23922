//! Looking at jobs, moving them on, and letting them fail.

use std::collections::BTreeMap;

use super::running::Sandbox;
use crate::providers::{archive, log_job_status, task_status};
use crate::state::{Cluster, PlannedRestoreJob, RetryableJob, Stage};

impl Sandbox {
    /// The status of a log collection job, such as `FAILURE`, without moving it. `None` if there is no
    /// such job.
    #[must_use]
    pub fn log_job_status(&self, group_id: &str, job_id: &str) -> Option<&'static str> {
        self.log_job(group_id, job_id, |job| job.peek())
    }

    /// Like [`Self::log_job_status`], and then moves the job one step: `IN_PROGRESS` becomes
    /// `SUCCESS`, any other status stays. After a retry, calls give `IN_PROGRESS`, `SUCCESS`,
    /// `SUCCESS`, ...
    pub fn advance_log_job(&self, group_id: &str, job_id: &str) -> Option<&'static str> {
        let now = self.server.world.clock.now();
        self.log_job(group_id, job_id, |job| job.advance(now))
    }

    /// The archive that a download of a log collection job would give now. `None` if there is no such
    /// job, or nothing to download.
    #[must_use]
    pub fn log_archive(&self, group_id: &str, job_id: &str) -> Option<Vec<u8>> {
        let jobs = &self.server.world.log_jobs;
        jobs.one(group_id, job_id, |job| archive(job_id, job))?
    }

    /// Makes the next log collection job that is created fail, until it is retried.
    pub fn fail_next_log_job(&self) {
        self.server.world.log_jobs.fail_next();
    }

    /// Moves a restore job or an export of the fixtures one step. `false` if there is none with this
    /// id.
    pub fn advance_atlas_job(&self, id: &str) -> bool {
        self.clusters().any(|cluster| cluster.advance(id))
    }

    /// What the restore jobs of [`SandboxBuilder::restore_jobs`](crate::SandboxBuilder::restore_jobs) will
    /// do, in the order of the list, where they come after those of the fixtures.
    #[must_use]
    pub fn planned_restore_jobs(&self) -> Vec<PlannedRestoreJob> {
        self.clusters()
            .flat_map(|cluster| cluster.many().plan())
            .collect()
    }

    /// Makes the next backup of DCS that is created fail.
    pub fn fail_next_backup(&self) {
        self.server.world.backups.fail_next();
    }

    /// Makes the next import of a backup into DCS that is created fail.
    pub fn fail_next_import(&self) {
        self.server.world.migrations.fail_next();
    }

    /// Makes the next report of an invoice of Atlas that is started fail.
    pub fn fail_next_invoice_report(&self) {
        self.server.world.invoice_reports.fail_next();
    }

    /// Moves all unfinished backups and restorations of DCS one step: waiting ones run, and running
    /// ones end.
    pub fn advance_backups(&self) {
        let world = &self.server.world;
        world.backups.advance(world.clock.now());
    }

    /// Moves all run logs of DCS that are being collected one step.
    pub fn advance_run_logs(&self) {
        self.server.world.run_logs.advance();
    }

    /// Moves all download jobs of SLS one step: those that start run, and running ones end.
    pub fn advance_download_jobs(&self) {
        self.server.world.downloads.advance();
    }

    /// Makes the next download job of SLS that is created fail.
    pub fn fail_next_download_job(&self) {
        self.server.world.downloads.fail_next();
    }

    fn clusters(&self) -> impl Iterator<Item = &Cluster> {
        let groups = self.server.world.atlas.values();
        groups.flat_map(BTreeMap::values)
    }

    /// The status of a task of the fixtures' shipper, without moving it: `fail`, `running` or `success`.
    /// `None` if there is no such task.
    #[must_use]
    pub fn shipper_task_status(&self, task_id: &str) -> Option<&'static str> {
        self.shipper_task(task_id, |task| task.peek())
    }

    /// Like [`Self::shipper_task_status`], and then moves the task one step: `running` becomes
    /// `success`, any other status stays.
    pub fn advance_shipper_task(&self, task_id: &str) -> Option<&'static str> {
        let now = self.server.world.clock.now();
        self.shipper_task(task_id, |task| task.advance(now))
    }

    fn log_job(
        &self,
        group_id: &str,
        job_id: &str,
        look: impl FnOnce(&mut RetryableJob) -> Stage,
    ) -> Option<&'static str> {
        let jobs = &self.server.world.log_jobs;
        let stage = jobs.one(group_id, job_id, |job| look(&mut job.job))?;
        Some(log_job_status(stage))
    }

    fn shipper_task(
        &self,
        task_id: &str,
        look: impl FnOnce(&mut RetryableJob) -> Stage,
    ) -> Option<&'static str> {
        let fixtures = self.fixtures();
        let place = [
            fixtures.sls_project,
            fixtures.sls_logstore,
            fixtures.sls_shipper,
            task_id,
        ];
        let stage = self.server.world.shipper_task(place, look)?;
        Some(task_status(stage))
    }
}
