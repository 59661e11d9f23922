//! What the restore jobs and exports of one Atlas cluster have in common.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use super::snapshots::SHARDS;
use crate::state::objects::{LIFETIME, Objects};
use crate::time::date;

const MINUTE: Duration = Duration::from_secs(60);

/// What all jobs of the cluster have in common.
#[derive(Clone, Debug)]
pub(super) struct Template {
    /// Address of the cluster's backup resources.
    pub(super) backup: String,
    pub(super) cluster: String,
    pub(super) group: String,
    pub(super) snapshot_id: String,
    pub(super) export_bucket_id: String,
    pub(super) times: Times,
}

/// The times of a job.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    /// When its snapshot was taken.
    pub(super) taken: SystemTime,
    /// When it was created.
    pub(super) created: SystemTime,
    /// When it ended. A job that is moved to its end gets the time at which it is.
    pub(super) finished: SystemTime,
    /// When its links were made.
    pub(super) linked: SystemTime,
}

impl Times {
    /// Those of jobs that exist when the world begins.
    pub(super) fn of_what_was_there(began: SystemTime) -> Self {
        Self {
            taken: date::earlier(began, MINUTE * 120),
            created: date::earlier(began, MINUTE * 60),
            finished: date::earlier(began, MINUTE * 30),
            linked: began,
        }
    }
}

impl Template {
    /// A restore job that runs.
    pub(super) fn restore_job(&self, id: &str, delivery: &str) -> Value {
        let mut job = json!({
            "cancelled": false,
            "deliveryType": delivery,
            "expired": false,
            "failed": false,
            "id": id,
            "links": [{ "href": format!("{}/restoreJobs/{id}", self.backup), "rel": "self" }],
            "snapshotId": self.snapshot_id,
            "timestamp": date::iso(self.times.taken),
        });
        if delivery == "download" {
            job["deliveryUrl"] = json!([]);
        } else {
            job["targetClusterName"] = json!(self.cluster);
            job["targetGroupId"] = json!(self.group);
        }
        job
    }

    /// The same with a link for each shard, to files that exist from now on.
    pub(super) fn linked(&self, mut job: Value, objects: &Objects) -> Value {
        let id = text(&job, "id").to_owned();
        let shards = SHARDS.map(|shard| {
            let object = objects.make(&format!("fake-download/{id}/{shard}.tar.gz"));
            (shard, objects.link(&object))
        });
        job["deliveryUrl"] = shards.iter().map(|(_, link)| link.as_str()).collect();
        job["components"] = shards
            .iter()
            .map(|(shard, link)| json!({ "downloadUrl": link, "replicaSetName": shard }))
            .collect();
        job["expiresAt"] = json!(date::iso(self.times.linked + LIFETIME));
        job
    }

    /// When a job of this world ended.
    pub(super) fn finished_at(&self) -> Value {
        json!(date::iso(self.times.finished))
    }

    pub(super) fn export(&self, id: &str, state: &str, exported: u32) -> Value {
        json!({
            "components": [{
                "exportId": "5f00000000000000000000e1",
                "replicaSetName": "shard-0",
            }],
            "createdAt": date::iso(self.times.created),
            "customData": [{ "key": "purpose", "value": "demonstration" }],
            "exportBucketId": self.export_bucket_id,
            "exportStatus": { "exportedCollections": exported, "totalCollections": 42 },
            "id": id,
            "links": [{ "href": format!("{}/exports/{id}", self.backup), "rel": "self" }],
            "prefix": format!(
                "/exported_snapshots/demo-org/demo-project/{}/{}/{}",
                self.cluster,
                date::utc(self.times.taken).format("%Y-%m-%dT%H%M"),
                date::unix(self.times.created)
            ),
            "snapshotId": self.snapshot_id,
            "state": state,
        })
    }

    /// An export that is over.
    pub(super) fn exported(&self, id: &str, state: &str, exported: u32) -> Value {
        let mut export = self.export(id, state, exported);
        export["finishedAt"] = self.finished_at();
        export
    }

    /// The views of an export from its beginning to its end.
    pub(super) fn export_life(&self, id: &str) -> Vec<Value> {
        vec![
            self.export(id, "Queued", 0),
            self.export(id, "InProgress", 0),
            self.export(id, "InProgress", 14),
            self.export(id, "InProgress", 28),
            self.exported(id, "Successful", 42),
        ]
    }
}

/// A text of an object; empty if it has none of this name.
pub(super) fn text<'a>(body: &'a Value, name: &str) -> &'a str {
    body[name].as_str().unwrap_or_default()
}
