//! Reports of the organization's invoice.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};

use super::jobs::AtlasJobs;
use crate::fixtures::Fixtures;
use crate::state::objects::{LIFETIME, Objects};
use crate::time::Clock;
use crate::time::date;

/// Reports of one invoice, by id.
#[derive(Debug)]
pub(crate) struct InvoiceReports {
    /// The invoice that they are of.
    pub(crate) invoice_id: &'static str,
    reports: AtlasJobs,
    clock: Clock,
    next_fails: AtomicBool,
}

impl InvoiceReports {
    /// One that is done.
    pub(crate) fn new(fixtures: &Fixtures, objects: &Objects, clock: &Clock) -> Self {
        let id = fixtures.invoice_report_id;
        let wanted = json!({ "reportFormat": "CSV", "reportType": "FOCUS" });
        let standing = standing(fixtures.invoice_id, id, &wanted);
        let done = done(&standing, id, objects, clock);
        let clock = clock.clone();
        Self {
            invoice_id: fixtures.invoice_id,
            reports: AtlasJobs::new("5f70000000000000", &clock, [(id, vec![done])]),
            clock,
            next_fails: AtomicBool::new(false),
        }
    }

    /// Starts one, as the body of a request describes it. It waits, runs, and is done.
    pub(crate) fn make(&self, wanted: &Value, objects: &Objects) -> Value {
        let fails = self.next_fails.swap(false, Ordering::SeqCst);
        self.reports.make(|id| {
            let pending = standing(self.invoice_id, id, wanted);
            let with = |state: &str| {
                let mut view = pending.clone();
                view["state"] = json!(state);
                view
            };
            let end = if fails {
                let mut view = with("FAILED");
                view["failureReason"] = json!("Made to fail.");
                view
            } else {
                done(&pending, id, objects, &self.clock)
            };
            vec![pending.clone(), with("RUNNING"), end]
        })
    }

    /// Reads one.
    pub(crate) fn look(&self, id: &str, advance: bool) -> Option<Value> {
        self.reports.look(id, advance)
    }

    /// How many there are, and those of a range, without links as documented.
    pub(crate) fn list(&self, range: Range<usize>, advance: bool) -> (usize, Vec<Value>) {
        let mut shown = self.reports.looks(range, advance);
        for report in shown.iter_mut().filter_map(Value::as_object_mut) {
            report.remove("downloadUrl");
        }
        (self.reports.len(), shown)
    }

    /// Makes the next one that is started fail.
    pub(crate) fn fail_next(&self) {
        self.next_fails.store(true, Ordering::SeqCst);
    }
}

fn standing(invoice_id: &str, id: &str, wanted: &Value) -> Value {
    let mut report = wanted.clone();
    report["invoiceId"] = json!(invoice_id);
    report["reportId"] = json!(id);
    report["state"] = json!("PENDING");
    report
}

fn done(pending: &Value, id: &str, objects: &Objects, clock: &Clock) -> Value {
    let mut report = pending.clone();
    let file = objects.make(&format!("fake-download/reports/{id}.csv"));
    report["state"] = json!("SUCCEEDED");
    report["downloadUrl"] = json!(objects.link(&file));
    report["expiresAt"] = json!(date::iso(date::later(clock.now(), LIFETIME)));
    report
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::InvoiceReports;
    use crate::fixtures::DEFAULT;
    use crate::state::objects::Objects;
    use crate::time::Clock;

    #[test]
    fn a_report_waits_runs_and_has_a_link_at_the_end_which_no_list_shows() {
        let clock = Clock::system();
        let objects = Objects::new("http://127.0.0.1:1".to_owned(), clock.clone(), 9);
        let reports = InvoiceReports::new(&DEFAULT, &objects, &clock);
        let wanted = json!({ "reportFormat": "CSV", "reportType": "FOCUS" });
        for ends in ["SUCCEEDED", "FAILED"] {
            let made = reports.make(&wanted, &objects);
            let id = made["reportId"].as_str().unwrap();
            let look = || reports.look(id, true).unwrap();
            let states = [look(), look(), look()].map(|view| view["state"].clone());
            assert_eq!(states, ["PENDING", "RUNNING", ends]);
            let has_link = look().get("downloadUrl").is_some();
            assert_eq!(has_link, ends == "SUCCEEDED");
            reports.fail_next();
        }
        let (total, shown) = reports.list(0..9, false);
        assert_eq!((total, shown.len()), (3, 3));
        assert!(shown.iter().all(|one| one.get("downloadUrl").is_none()));
    }
}
