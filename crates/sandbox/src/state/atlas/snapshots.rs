//! The snapshots of one Atlas cluster, and how long each is kept.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Days, Months, Utc};
use serde_json::{Value, json};

use super::jobs::AtlasJobs;
use crate::time::Clock;
use crate::time::date;

/// The replica sets that the cluster is made of.
pub(super) const SHARDS: [&str; 2] = ["shard-0", "shard-1"];

/// The ids of the snapshots of the replica sets.
const MEMBERS: [&str; 2] = ["5f00000000000000000000d2", "5f00000000000000000000d3"];

/// How long a snapshot is kept if the request does not say. Atlas does not document it.
const USUAL_DAYS: i64 = 7;

/// The snapshots of a sharded cluster, as the API shows them.
#[derive(Debug)]
pub(crate) struct Snapshots {
    snapshots: AtlasJobs,
    clock: Clock,
    /// Address of the cluster's backup resources.
    backup: String,
}

impl Snapshots {
    /// The one with the id `first`, which was taken two hours ago.
    pub(super) fn new(first: &'static str, backup: &str, clock: &Clock) -> Self {
        let taken = date::earlier(clock.now(), Duration::from_secs(2 * 60 * 60));
        let snapshot = snapshot(backup, first, "completed", taken);
        Self {
            snapshots: AtlasJobs::new("5f20000000000000", clock, [(first, vec![snapshot])]),
            clock: clock.clone(),
            backup: backup.to_owned(),
        }
    }

    /// Reads one.
    pub(crate) fn look(&self, id: &str, advance: bool) -> Option<Value> {
        self.snapshots.look(id, advance)
    }

    /// Reads all.
    pub(crate) fn looks(&self, advance: bool) -> Vec<Value> {
        self.snapshots.looks(0..self.snapshots.len(), advance)
    }

    /// Moves one a step. `false` if there is none.
    pub(super) fn advance(&self, id: &str) -> bool {
        self.snapshots.advance(id)
    }

    /// Takes a snapshot, as the body of a request describes it.
    pub(crate) fn take(&self, wanted: &Value) -> Value {
        let taken = self.clock.now();
        let days = wanted["retentionInDays"].as_i64().unwrap_or(USUAL_DAYS);
        self.snapshots.make(|id| {
            let mut views = ["queued", "inProgress", "completed"]
                .map(|status| snapshot(&self.backup, id, status, taken));
            for view in &mut views {
                view["snapshotType"] = json!("onDemand");
                view["expiresAt"] = json!(end(taken, "DAYS", days));
                if let Some(description) = wanted.get("description") {
                    view["description"] = description.clone();
                }
            }
            views.into()
        })
    }

    /// Keeps one for as long as the body of a request says, counted from when it was taken. `false`
    /// if there is none.
    pub(crate) fn keep(&self, id: &str, wanted: &Value) -> bool {
        self.snapshots.edit(id, |view| keep(view, wanted))
    }

    /// Deletes one. `false` if there is none.
    pub(crate) fn delete(&self, id: &str) -> bool {
        self.snapshots.delete(id)
    }
}

/// Sets when a snapshot, or the document's example of one, expires, as the body of a request asks.
pub(crate) fn keep(snapshot: &mut Value, wanted: &Value) {
    let taken = snapshot["createdAt"].as_str().unwrap_or_default();
    // A date of our own or of the document.
    let Ok(taken) = DateTime::parse_from_rfc3339(taken) else {
        return;
    };
    let unit = wanted["retentionUnit"].as_str().unwrap_or_default();
    let count = wanted["retentionValue"].as_i64().unwrap_or_default();
    snapshot["expiresAt"] = json!(end(taken.into(), unit, count));
}

/// When a snapshot expires that was `taken` then and is kept for `count` units.
fn end(taken: SystemTime, unit: &str, count: i64) -> String {
    let taken = date::utc(taken);
    let count = u32::try_from(count.max(0)).unwrap_or(u32::MAX);
    let days = |count: u64| taken.checked_add_days(Days::new(count));
    let months = |count| taken.checked_add_months(Months::new(count));
    let end = match unit {
        "WEEKS" => days(u64::from(count) * 7),
        "MONTHS" => months(count),
        "YEARS" => months(count.saturating_mul(12)),
        _ => days(u64::from(count)),
    };
    // Beyond the end of the calendar nothing expires.
    date::iso(end.unwrap_or(DateTime::<Utc>::MAX_UTC).into())
}

/// A snapshot of the sharded cluster in the shape of a replica set's: operations on one snapshot take
/// the ids of both.
pub(crate) fn as_replica_set(mut snapshot: Value) -> Value {
    if let Some(members) = snapshot.as_object_mut() {
        for name in ["configServerType", "members", "snapshotIds"] {
            members.remove(name);
        }
    }
    snapshot["cloudProvider"] = json!("AWS");
    snapshot["replicaSetName"] = json!(SHARDS[0]);
    snapshot["type"] = json!("replicaSet");
    snapshot
}

fn snapshot(backup: &str, id: &str, status: &str, taken: SystemTime) -> Value {
    // The shards of all snapshots have the same ids: nothing here asks for them.
    let members: Vec<Value> = SHARDS
        .iter()
        .zip(MEMBERS)
        .map(|(shard, id)| json!({ "cloudProvider": "AWS", "id": id, "replicaSetName": shard }))
        .collect();
    let mut snapshot = json!({
        "configServerType": "DEDICATED",
        "createdAt": date::iso(taken),
        "expiresAt": end(taken, "DAYS", USUAL_DAYS),
        "id": id,
        "links": [{ "href": format!("{backup}/snapshots/shardedCluster/{id}"), "rel": "self" }],
        "mongodVersion": "8.0.4",
        "snapshotType": "scheduled",
        "status": status,
        "type": "shardedCluster",
    });
    if status == "completed" {
        snapshot["storageSizeBytes"] = json!(8_589_934_592_u64);
        snapshot["snapshotIds"] = json!(MEMBERS);
        snapshot["members"] = Value::Array(members);
    }
    snapshot
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::end;

    #[test]
    fn a_snapshot_is_kept_by_the_calendar() {
        // 2024-02-29T23:59:58Z.
        let taken = SystemTime::UNIX_EPOCH + Duration::from_secs(1_709_251_198);
        for (unit, count, expected) in [
            ("DAYS", 1, "2024-03-01T23:59:58Z"),
            ("WEEKS", 2, "2024-03-14T23:59:58Z"),
            ("MONTHS", 1, "2024-03-29T23:59:58Z"),
            ("YEARS", 1, "2025-02-28T23:59:58Z"),
            ("DAYS", i64::from(i32::MAX), "9999-12-31T23:59:59Z"),
            ("YEARS", i64::from(i32::MAX), "9999-12-31T23:59:59Z"),
            ("WEEKS", i64::MAX, "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(end(taken, unit, count), expected, "{count} {unit}");
        }
    }
}
