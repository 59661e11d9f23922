//! Jobs that go from view to view, some from the beginning and some made by callers.

use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A job with all the views that it gives, one after the other. The last one stays.
#[derive(Debug)]
struct Job {
    views: Vec<Value>,
    passed: usize,
}

impl Job {
    /// The job as it is. If jobs advance, the next look gives the next view.
    fn look(&mut self, advance: bool) -> Value {
        let view = self.now().clone();
        if advance {
            self.passed += 1;
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
    /// How the ids of those that callers make begin; their number follows in eight hexadecimal
    /// digits.
    id_start: &'static str,
    /// How many there were in the beginning.
    first: usize,
}

impl AtlasJobs {
    /// Those that exist in the beginning, each with its views.
    pub(super) fn new(
        id_start: &'static str,
        jobs: impl IntoIterator<Item = (&'static str, Vec<Value>)>,
    ) -> Self {
        let jobs: BTreeMap<String, Job> = jobs
            .into_iter()
            .map(|(id, views)| (id.to_owned(), Job { views, passed: 0 }))
            .collect();
        Self {
            first: jobs.len(),
            jobs: Mutex::new(jobs),
            id_start,
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.jobs().len()
    }

    /// Makes one with the views that `views` gives it for its id. What the caller gets is the first
    /// of them, and no look: the first look finds it as it was made.
    pub(super) fn make(&self, views: impl FnOnce(&str) -> Vec<Value>) -> Value {
        let mut jobs = self.jobs();
        let id = format!("{}{:08x}", self.id_start, jobs.len() - self.first);
        let job = Job {
            views: views(&id),
            passed: 0,
        };
        let made = job.now().clone();
        jobs.insert(id, job);
        made
    }

    /// A look at one.
    pub(super) fn look(&self, id: &str, advance: bool) -> Option<Value> {
        Some(self.jobs().get_mut(id)?.look(advance))
    }

    /// A look at those of a range, in the order of their ids.
    pub(super) fn looks(&self, range: Range<usize>, advance: bool) -> Vec<Value> {
        let mut jobs = self.jobs();
        let jobs = jobs.values_mut().skip(range.start).take(range.len());
        jobs.map(|job| job.look(advance)).collect()
    }

    /// Moves one a step on. `false` if there is none.
    pub(super) fn advance(&self, id: &str) -> bool {
        self.look(id, true).is_some()
    }

    /// Gives one other views from now on, made of the present one. `false` if there is none.
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

    fn jobs(&self) -> MutexGuard<'_, BTreeMap<String, Job>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::AtlasJobs;
    use serde_json::{Value, json};

    fn through(views: &[&str]) -> AtlasJobs {
        let views: Vec<Value> = views.iter().map(|view| json!(view)).collect();
        AtlasJobs::new("made", [("a", views)])
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
