//! The project of SLS and its Logstores, as the service shows them.

use serde_json::{Value, json};

/// When all of them were created, in Unix seconds.
const CREATED: i64 = 1_439_538_649;

/// The kind of all Logstores.
pub(super) const MODE: &str = "standard";
/// The kind of the data in all Logstores: logs.
pub(super) const TELEMETRY_TYPE: &str = "None";

/// The names that have `part` in them, from `offset` on, `size` at most.
pub(super) fn list<'a>(
    names: impl Iterator<Item = &'a String>,
    part: &str,
    offset: usize,
    size: usize,
) -> Value {
    let names: Vec<&String> = names.filter(|name| name.contains(part)).collect();
    let total = names.len();
    let shown: Vec<&String> = names.into_iter().skip(offset).take(size).collect();
    json!({ "count": shown.len(), "total": total, "logstores": shown })
}

/// One Logstore.
pub(super) fn logstore(name: &str) -> Value {
    json!({
        "logstoreName": name,
        "ttl": 30,
        "shardCount": 2,
        "enable_tracking": false,
        "autoSplit": true,
        "maxSplitShard": 64,
        "appendMeta": false,
        "createTime": CREATED,
        "lastModifyTime": CREATED,
        "mode": MODE,
        "telemetryType": TELEMETRY_TYPE,
    })
}

/// The projects whose name has `part` in it, from `offset` on, `size` at most.
pub(super) fn projects<'a>(
    names: impl Iterator<Item = &'a String>,
    part: &str,
    [offset, size]: [usize; 2],
    region: &str,
) -> Value {
    let names: Vec<&String> = names.filter(|name| name.contains(part)).collect();
    let shown = names.iter().skip(offset).take(size);
    let shown: Vec<Value> = shown.map(|name| project(name, region)).collect();
    json!({ "count": shown.len(), "total": names.len(), "projects": shown })
}

/// The project.
pub(super) fn project(name: &str, region: &str) -> Value {
    json!({
        "projectName": name,
        "status": "Normal",
        "owner": "",
        "description": format!("Description of {name}"),
        "region": region,
        "createTime": "2020-11-18 16:55:57",
        "lastModifyTime": "2020-11-18 16:55:57",
    })
}
