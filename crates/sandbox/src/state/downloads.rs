//! Download jobs of SLS: a query is run once, and its result becomes a file.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use serde_json::{Value, json};

use super::named::{Named, one};
use crate::fixtures::Fixtures;
use crate::time::date;

/// A download job.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Download {
    /// What was sent to create it.
    pub(crate) request: Value,
    /// When it was created, in Unix seconds.
    pub(crate) created: i64,
    /// Steps that are left until it is over.
    steps_left: u32,
    fails: bool,
}

impl Download {
    /// Its status: two steps lead to the end.
    pub(crate) fn status(&self) -> &'static str {
        match (self.steps_left, self.fails) {
            (0, false) => "SUCCEEDED",
            (0, true) => "ERROR",
            (1, _) => "RUNNING",
            _ => "STARTING",
        }
    }
}

/// Why no job was created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OtherExists;

/// Download jobs by project and name.
#[derive(Debug)]
pub(crate) struct Downloads(Mutex<State>);

#[derive(Debug)]
struct State {
    jobs: Named<Named<Download>>,
    /// Whether the next one that is created fails.
    fails_next: bool,
}

impl Downloads {
    /// One job, which is over.
    pub(super) fn new(fixtures: &Fixtures, began: SystemTime) -> Self {
        let created = date::unix(began) - 60 * 60;
        let job = Download {
            request: request(fixtures, created),
            created,
            steps_left: 0,
            fails: false,
        };
        let jobs = one(fixtures.sls_project, one(fixtures.sls_download_job, job));
        Self(Mutex::new(State {
            jobs,
            fails_next: false,
        }))
    }

    /// Creates a job `now`, in Unix seconds. The same one once more changes nothing.
    pub(crate) fn create(
        &self,
        project: &str,
        request: Value,
        now: i64,
    ) -> Result<(), OtherExists> {
        let mut state = self.state();
        let fails = state.fails_next;
        let name = request["name"].as_str().unwrap_or_default().to_owned();
        let jobs = state.jobs.entry(project.to_owned()).or_default();
        match jobs.get(&name) {
            Some(known) if known.request == request => return Ok(()),
            Some(_) => return Err(OtherExists),
            None => {}
        }
        let job = Download {
            request,
            created: now,
            steps_left: 2,
            fails,
        };
        jobs.insert(name, job);
        state.fails_next = false;
        Ok(())
    }

    /// Reads a job; if jobs advance, the next look finds it one step further.
    pub(crate) fn look(&self, project: &str, name: &str, advance: bool) -> Option<Download> {
        let mut state = self.state();
        let job = state.jobs.get_mut(project)?.get_mut(name)?;
        let seen = job.clone();
        if advance {
            step(job);
        }
        Some(seen)
    }

    /// All jobs of a project, unmoved, in the order of their names.
    pub(crate) fn all(&self, project: &str) -> Vec<Download> {
        let state = self.state();
        let jobs = state.jobs.get(project).into_iter();
        jobs.flat_map(Named::values).cloned().collect()
    }

    /// Deletes a job. `false` if there is none.
    pub(crate) fn delete(&self, project: &str, name: &str) -> bool {
        let mut state = self.state();
        let jobs = state.jobs.get_mut(project);
        jobs.is_some_and(|jobs| jobs.remove(name).is_some())
    }

    /// Moves all jobs one step on.
    pub(crate) fn advance(&self) {
        let mut state = self.state();
        let jobs = state.jobs.values_mut().flat_map(Named::values_mut);
        jobs.for_each(step);
    }

    /// Makes the next job that is created fail.
    pub(crate) fn fail_next(&self) {
        self.state().fails_next = true;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn step(job: &mut Download) {
    job.steps_left = job.steps_left.saturating_sub(1);
}

fn request(fixtures: &Fixtures, now: i64) -> Value {
    json!({
        "name": fixtures.sls_download_job,
        "displayName": fixtures.sls_download_job,
        "description": "Logs of one hour",
        "configuration": {
            "logstore": fixtures.sls_logstore,
            "fromTime": now - 60 * 60,
            "toTime": now,
            "query": "* | select *",
            "allowInComplete": false,
            "sink": { "type": "AliyunOSS", "contentType": "csv", "compressionType": "zstd" },
        },
    })
}
