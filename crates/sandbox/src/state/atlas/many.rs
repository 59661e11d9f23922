//! Thousands of restore jobs, each held as one number.

use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};

use super::template::Template;

/// How the ids begin; the number of the job follows in eight hexadecimal digits.
const ID_START: &str = "5f10000000000000";

/// How one of the many restore jobs ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PlannedEnd {
    /// It has `finishedAt` and nothing else.
    Succeeded,
    /// It has `failed`.
    Failed,
    /// It has `cancelled`.
    Cancelled,
    /// It has `expired`.
    Expired,
}

/// What one of the many restore jobs will do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PlannedRestoreJob {
    /// Its id.
    pub id: String,
    /// How many reads find it running, 1 to 4. The next one finds it ended.
    pub running_looks: u32,
    /// How it ends.
    pub end: PlannedEnd,
}

/// Restore jobs that move each time they are read, alone or in a list.
#[derive(Debug)]
pub(crate) struct ManyRestoreJobs {
    /// How often each was read.
    looks: Vec<AtomicU32>,
    template: Template,
}

impl ManyRestoreJobs {
    pub(super) fn new(count: usize, template: Template) -> Self {
        Self {
            looks: (0..count).map(|_| AtomicU32::new(0)).collect(),
            template,
        }
    }

    pub(super) fn count(&self) -> usize {
        self.looks.len()
    }

    /// What each one will do, in the order of the list.
    pub(crate) fn plan(&self) -> Vec<PlannedRestoreJob> {
        (0..self.looks.len()).map(planned).collect()
    }

    /// The number of the job with this id.
    pub(super) fn index(&self, id: &str) -> Option<usize> {
        let digits = id.strip_prefix(ID_START).filter(|rest| rest.len() == 8)?;
        usize::from_str_radix(digits, 16).ok()
    }

    /// Reads a job, which moves it.
    pub(super) fn look(&self, index: usize) -> Option<Value> {
        let before = self.looks.get(index)?.fetch_add(1, Ordering::Relaxed);
        let planned = planned(index);
        let mut job = self.template.restore_job(&planned.id, "automated");
        if before >= planned.running_looks {
            job["finishedAt"] = self.template.finished_at();
            match planned.end {
                PlannedEnd::Succeeded => {}
                PlannedEnd::Failed => job["failed"] = json!(true),
                PlannedEnd::Cancelled => job["cancelled"] = json!(true),
                PlannedEnd::Expired => job["expired"] = json!(true),
            }
        }
        Some(job)
    }
}

/// Of ten jobs, seven succeed. How a job ends does not depend on how long it runs.
fn planned(index: usize) -> PlannedRestoreJob {
    PlannedRestoreJob {
        id: format!("{ID_START}{index:08x}"),
        running_looks: [1, 2, 3, 4][index / 10 % 4],
        end: match index % 10 {
            0 => PlannedEnd::Failed,
            1 => PlannedEnd::Cancelled,
            2 => PlannedEnd::Expired,
            _ => PlannedEnd::Succeeded,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::planned;

    #[test]
    fn ids_are_those_of_the_provider_and_looks_vary() {
        assert_eq!(planned(0).id, "5f1000000000000000000000");
        assert_eq!(planned(255).id, "5f10000000000000000000ff");
        let looks: Vec<u32> = (0..50)
            .step_by(10)
            .map(|i| planned(i).running_looks)
            .collect();
        assert_eq!(looks, [1, 2, 3, 4, 1]);
    }
}
