//! The jobs of one Atlas cluster, as the API shows them.

use std::ops::Range;
use std::time::SystemTime;

use chrono::DateTime;
use serde_json::{Value, json};

use super::first_jobs::{exports, restore_jobs};
use super::jobs::AtlasJobs;
use super::many::ManyRestoreJobs;
use super::snapshots::Snapshots;
use super::template::{Template, Times, text};
use crate::fixtures::Fixtures;
use crate::state::objects::Objects;
use crate::time::Clock;
use crate::time::date;

/// A sharded cluster with its snapshots, restore jobs and exports.
#[derive(Debug)]
pub(crate) struct Cluster {
    snapshots: Snapshots,
    restore_jobs: AtlasJobs,
    many: ManyRestoreJobs,
    exports: AtlasJobs,
    template: Template,
    clock: Clock,
}

impl Cluster {
    pub(crate) fn new(
        fixtures: &Fixtures,
        base_url: &str,
        objects: &Objects,
        clock: &Clock,
        many: usize,
    ) -> Self {
        let template = Template {
            backup: format!(
                "{base_url}/api/atlas/v2/groups/{}/clusters/{}/backup",
                fixtures.group_id, fixtures.cluster_name
            ),
            cluster: fixtures.cluster_name.to_owned(),
            group: fixtures.group_id.to_owned(),
            snapshot_id: fixtures.snapshot_id.to_owned(),
            export_bucket_id: fixtures.export_bucket_id.to_owned(),
            times: Times::of_what_was_there(clock.now()),
        };
        Self {
            snapshots: Snapshots::new(fixtures.snapshot_id, &template.backup, clock),
            restore_jobs: restore_jobs(fixtures, &template, objects, clock),
            exports: exports(fixtures, &template, clock),
            many: ManyRestoreJobs::new(many, template.clone()),
            template,
            clock: clock.clone(),
        }
    }

    /// The snapshots.
    pub(crate) fn snapshots(&self) -> &Snapshots {
        &self.snapshots
    }

    /// Reads a restore job.
    pub(crate) fn restore_job(&self, id: &str, advance: bool) -> Option<Value> {
        let job = self.restore_jobs.look(id, advance);
        job.or_else(|| self.many.look(self.many.index(id)?))
    }

    /// Reads an export.
    pub(crate) fn export(&self, id: &str, advance: bool) -> Option<Value> {
        self.exports.look(id, advance)
    }

    /// How many restore jobs there are.
    pub(crate) fn restore_job_count(&self) -> usize {
        self.restore_jobs.len() + self.many.count()
    }

    /// How many exports there are.
    pub(crate) fn export_count(&self) -> usize {
        self.exports.len()
    }

    /// Reads the restore jobs of a range.
    pub(crate) fn restore_jobs(&self, range: Range<usize>, advance: bool) -> Vec<Value> {
        let named = self.restore_jobs.len();
        let first = self.restore_jobs.looks(range.clone(), advance);
        let rest = range.start.saturating_sub(named)..range.end.saturating_sub(named);
        first
            .into_iter()
            .chain(rest.filter_map(|index| self.many.look(index)))
            .collect()
    }

    /// Reads the exports of a range.
    pub(crate) fn exports(&self, range: Range<usize>, advance: bool) -> Vec<Value> {
        self.exports.looks(range, advance)
    }

    /// Moves a job one step on. `false` if there is no such job, or if it moves only when it is read.
    pub(crate) fn advance(&self, id: &str) -> bool {
        let mut kinds = [&self.restore_jobs, &self.exports].into_iter();
        kinds.any(|jobs| jobs.advance(id)) || self.snapshots.advance(id)
    }

    /// The restore jobs in addition to those of the fixtures.
    pub(crate) fn many(&self) -> &ManyRestoreJobs {
        &self.many
    }

    /// Exports a snapshot. `None` if there is no such snapshot.
    pub(crate) fn make_export(&self, wanted: &Value) -> Option<Value> {
        let snapshot = self.snapshots.look(text(wanted, "snapshotId"), false)?;
        let template = self.template_for(&snapshot);
        let job = self.exports.make(|id| {
            let mut views = template.export_life(id);
            for view in &mut views {
                view["customData"] = json!([]);
                copy(
                    wanted,
                    view,
                    &["snapshotId", "exportBucketId", "customData"],
                );
            }
            views
        });
        Some(job)
    }

    /// Restores a snapshot. `None` if there is no such snapshot.
    pub(crate) fn make_restore_job(&self, wanted: &Value, objects: &Objects) -> Option<Value> {
        // A restore to a point in time names no snapshot: it is found from the oplog.
        let id = wanted["snapshotId"].as_str();
        let id = id.unwrap_or(&self.template.snapshot_id);
        let snapshot = self.snapshots.look(id, false)?;
        let template = self.template_for(&snapshot);
        let delivery = text(wanted, "deliveryType");
        let job = self.restore_jobs.make(|id| {
            let running = template.restore_job(id, delivery);
            let mut over = match delivery {
                "download" => template.linked(running.clone(), objects),
                _ => running.clone(),
            };
            over["finishedAt"] = template.finished_at();
            let mut views = vec![running.clone(), running, over];
            for view in &mut views {
                copy(wanted, view, &SENT_TO_RESTORE);
            }
            views
        });
        Some(job)
    }

    /// Cancels a restore job, if it is not over. `false` if there is no such job.
    pub(crate) fn cancel_restore_job(&self, id: &str) -> bool {
        self.restore_jobs.change(id, |job| {
            let over = ["cancelled", "failed", "expired"].iter();
            let is_over = over.into_iter().any(|flag| job[flag] == true);
            let is_over = is_over || job.get("finishedAt").is_some();
            (!is_over).then(|| {
                let mut job = job.clone();
                job["cancelled"] = json!(true);
                job["finishedAt"] = json!(date::iso(self.clock.now()));
                job
            })
        })
    }

    /// What jobs that are made now from this snapshot have in common.
    fn template_for(&self, snapshot: &Value) -> Template {
        let taken = DateTime::parse_from_rfc3339(text(snapshot, "createdAt"));
        let now = self.clock.now();
        Template {
            snapshot_id: text(snapshot, "id").to_owned(),
            times: Times {
                taken: taken.map_or(now, SystemTime::from),
                created: now,
                finished: now,
                linked: now,
            },
            ..self.template.clone()
        }
    }
}

/// The members of its request that a restore job shows.
const SENT_TO_RESTORE: [&str; 6] = [
    "snapshotId",
    "targetClusterName",
    "targetGroupId",
    "oplogTs",
    "oplogInc",
    "pointInTimeUTCSeconds",
];

/// Copies those members of `names` that `from` has.
fn copy(from: &Value, to: &mut Value, names: &[&str]) {
    for name in names {
        if let Some(value) = from.get(name) {
            to[*name] = value.clone();
        }
    }
}
