//! The bodies that the server sends and that are decoded.

/// How often a job of the [moving cluster](MOVING_CLUSTER) is looked at until it has ended.
pub const POLLS: u32 = 4;

/// The cluster whose jobs end with poll number `POLLS`. Those of other clusters stay as they are.
pub const MOVING_CLUSTER: &str = "Moving";

/// One export job, in the shape of the provider's example and with values of real length.
pub const EXPORT_JOB: &str = r#"{
  "components": [
    {"exportId": "32b6e34b3d91647abb20e7b9", "replicaSetName": "atlas-12abc3-shard-0"},
    {"exportId": "32b6e34b3d91647abb20e7ba", "replicaSetName": "atlas-12abc3-shard-1"}
  ],
  "createdAt": "2025-05-04T09:42:00Z",
  "customData": [{"key": "exported by", "value": "the nightly run"}],
  "exportBucketId": "32b6e34b3d91647abb20e7b8",
  "exportStatus": {"exportedCollections": 17, "totalCollections": 42},
  "id": "32b6e34b3d91647abb20e7b8",
  "links": [
    {"href": "https://cloud.mongodb.com/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/clusters/Cluster0/backup/exports/32b6e34b3d91647abb20e7b8", "rel": "self"}
  ],
  "prefix": "/exported_snapshots/Fake Organization/Fake Project/Cluster0/2025-05-04T0900/1746351720",
  "snapshotId": "32b6e34b3d91647abb20e7b8",
  "state": "InProgress",
  "stateReason": {"errorCode": "EXPORT_IN_PROGRESS", "message": "Exporting collections"}
}"#;

/// A page of a list with `items` export jobs.
pub fn export_jobs(items: usize) -> String {
    let jobs = vec![EXPORT_JOB; items].join(",");
    format!(r#"{{"links": [], "results": [{jobs}], "totalCount": {items}}}"#)
}
