//! Jobs that go from view to view: those of the fixtures, and those that callers create.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use serde_json::{Value, json};

use crate::time::Clock;
use crate::time::date;

/// A job with its views, one after the other. The last one stays.
#[derive(Debug)]
struct Job {
    views: Vec<Value>,
    passed: usize,
}

impl Job {
    /// The present view. If jobs advance, the next read returns the next view; a view that ends the
    /// job ends it at the time `now`.
    fn look(&mut self, advance: bool, now: SystemTime) -> Value {
        let view = self.now().clone();
        if advance && let Some(next) = self.views.get_mut(self.passed + 1) {
            self.passed += 1;
            if let Some(finished) = next.get_mut("finishedAt") {
                *finished = json!(date::iso(now));
            }
        }
        view
    }

    fn now(&self) -> &Value {
        // A job is made with at least one view; null would break the document and be noticed.
        let view = self.views.get(self.passed).or(self.views.last());
        view.unwrap_or(&Value::Null)
    }
}

/// Jobs of one kind, by id.
#[derive(Debug)]
pub(super) struct AtlasJobs {
    jobs: Mutex<BTreeMap<String, Job>>,
    /// How the ids of created jobs begin; their number follows in eight hexadecimal digits.
    id_start: &'static str,
    /// How many were created, deleted ones too.
    made: AtomicU32,
    clock: Clock,
}

impl AtlasJobs {
    /// Those that exist in the beginning, each with its views.
    pub(super) fn new(
        id_start: &'static str,
        clock: &Clock,
        jobs: impl IntoIterator<Item = (&'static str, Vec<Value>)>,
    ) -> Self {
        let jobs: BTreeMap<String, Job> = jobs
            .into_iter()
            .map(|(id, views)| (id.to_owned(), Job { views, passed: 0 }))
            .collect();
        Self {
            jobs: Mutex::new(jobs),
            id_start,
            made: AtomicU32::new(0),
            clock: clock.clone(),
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.jobs().len()
    }

    /// Creates one with the views that `views` returns for its id. The caller gets the first view. This
    /// does not count as a read: the first read finds the job as it was created.
    pub(super) fn make(&self, views: impl FnOnce(&str) -> Vec<Value>) -> Value {
        let mut jobs = self.jobs();
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        let id = format!("{}{number:08x}", self.id_start);
        let job = Job {
            views: views(&id),
            passed: 0,
        };
        let made = job.now().clone();
        jobs.insert(id, job);
        made
    }

    /// Reads one.
    pub(super) fn look(&self, id: &str, advance: bool) -> Option<Value> {
        let now = self.clock.now();
        Some(self.jobs().get_mut(id)?.look(advance, now))
    }

    /// Reads those of a range, in the order of their ids.
    pub(super) fn looks(&self, range: Range<usize>, advance: bool) -> Vec<Value> {
        let now = self.clock.now();
        let mut jobs = self.jobs();
        let jobs = jobs.values_mut().skip(range.start).take(range.len());
        jobs.map(|job| job.look(advance, now)).collect()
    }

    /// Moves one a step. `false` if there is none.
    pub(super) fn advance(&self, id: &str) -> bool {
        self.look(id, true).is_some()
    }

    /// Replaces the views of one by a view made of the present one. `false` if there is none.
    pub(super) fn change(&self, id: &str, change: impl FnOnce(&Value) -> Option<Value>) -> bool {
        let mut jobs = self.jobs();
        let Some(job) = jobs.get_mut(id) else {
            return false;
        };
        if let Some(view) = change(job.now()) {
            job.views = vec![view];
        }
        true
    }

    /// Edits all views of one, the present one and those to come. `false` if there is none.
    pub(super) fn edit(&self, id: &str, edit: impl FnMut(&mut Value)) -> bool {
        let mut jobs = self.jobs();
        let job = jobs.get_mut(id);
        job.map(|job| job.views.iter_mut().for_each(edit)).is_some()
    }

    /// Deletes one. `false` if there is none.
    pub(super) fn delete(&self, id: &str) -> bool {
        self.jobs().remove(id).is_some()
    }

    fn jobs(&self) -> MutexGuard<'_, BTreeMap<String, Job>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use serde_json::{Value, json};

    use super::AtlasJobs;
    use crate::time::Clock;

    fn through(views: &[&str]) -> AtlasJobs {
        let views: Vec<Value> = views.iter().map(|view| json!(view)).collect();
        jobs(views)
    }

    fn jobs(views: Vec<Value>) -> AtlasJobs {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_746_351_720);
        AtlasJobs::new("made", &Clock::new(move || now), [("a", views)])
    }

    #[test]
    fn a_job_ends_when_it_is_moved_to_its_end() {
        let old = json!({ "finishedAt": "2020-01-01T00:00:00Z" });
        let jobs = jobs(vec![old.clone(), json!({}), old.clone()]);
        assert_eq!(jobs.look("a", true), Some(old));
        assert_eq!(jobs.look("a", true), Some(json!({})));
        let ended = json!({ "finishedAt": "2025-05-04T09:42:00Z" });
        assert_eq!(jobs.look("a", true), Some(ended.clone()));
        assert_eq!(jobs.look("a", true), Some(ended));
    }

    #[test]
    fn a_deleted_job_is_gone_and_its_id_with_it() {
        let jobs = through(&["ended"]);
        let views = |id: &str| vec![json!(id)];
        assert_eq!(jobs.make(views), "made00000000");
        assert!(jobs.delete("a") && jobs.delete("made00000000") && !jobs.delete("a"));
        assert_eq!(jobs.make(views), "made00000001");
    }

    #[test]
    fn a_job_goes_through_its_views_if_jobs_advance() {
        let jobs = through(&["runs", "ended"]);
        let still = [jobs.look("a", false), jobs.look("a", false)];
        assert_eq!(still, [Some(json!("runs")), Some(json!("runs"))]);
        let looks = [(); 3].map(|()| jobs.look("a", true).unwrap());
        assert_eq!(looks, ["runs", "ended", "ended"]);
        assert_eq!(jobs.look("b", true), None);
    }

    #[test]
    fn a_job_moves_when_it_is_told_to() {
        let jobs = through(&["runs", "ended"]);
        assert!(jobs.advance("a") && !jobs.advance("b"));
        assert_eq!(jobs.looks(0..5, false), ["ended"]);
    }

    #[test]
    fn a_made_job_has_an_id_of_its_own_and_is_found_as_it_was_made() {
        let jobs = through(&["ended"]);
        let views = |id: &str| vec![json!({ "id": id }), json!("ended")];
        assert_eq!(jobs.make(views)["id"], "made00000000");
        assert_eq!(jobs.make(views)["id"], "made00000001");
        assert_eq!(jobs.len(), 3);
        assert_eq!(
            jobs.look("made00000001", true).unwrap()["id"],
            "made00000001"
        );
        assert_eq!(jobs.look("made00000001", true).unwrap(), "ended");
    }

    #[test]
    fn a_changed_job_stays_as_it_is() {
        let jobs = through(&["runs", "ended"]);
        assert!(jobs.change("a", |_| Some(json!("cancelled"))));
        let looks = [(); 2].map(|()| jobs.look("a", true).unwrap());
        assert_eq!(looks, ["cancelled", "cancelled"]);
        assert!(jobs.change("a", |_| None) && !jobs.change("b", |_| None));
    }
}
