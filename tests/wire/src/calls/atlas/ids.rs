//! What the calls name.

/// What the calls name.
pub struct Ids {
    /// A project that exists.
    pub group_id: &'static str,
    /// A cluster of it.
    pub cluster_name: &'static str,
    /// A restore job of it.
    pub restore_job_id: &'static str,
    /// An export job of it.
    pub export_id: &'static str,
    /// A snapshot of it.
    pub snapshot_id: &'static str,
    /// A bucket for exports of the project.
    pub export_bucket_id: &'static str,
    /// A log integration of the project.
    pub log_integration_id: &'static str,
    /// An invoice.
    pub invoice_id: &'static str,
    /// A report of it.
    pub invoice_report_id: &'static str,
}

impl Ids {
    /// Those of the snapshots.
    pub const WIRE: Self = Self {
        group_id: "5f0000000000000000000001",
        cluster_name: "Cluster-0",
        restore_job_id: "5f00000000000000000000a1",
        export_id: "5f00000000000000000000b1",
        snapshot_id: "5f1a6c2e9d3b7a0012c4e8d1",
        export_bucket_id: "5e2f8b71c04d9a0013aa57b0",
        log_integration_id: "5f3c6a01b2c4d5e6f7a8b9c0",
        invoice_id: "666acb8787ba43606905dcae",
        invoice_report_id: "5f4d2c1b0a99887766554433",
    };
}

// Ids and names of what the sandbox has no world for: it answers with the document's examples.
pub(super) const ORGANIZATION: &str = "5980cfdf0b6d97029d82f86e";
pub(super) const ID: &str = "5f000000000000000000001f";
pub(super) const PROJECT: &str = "32b6e34b3d91647abb20e7b8";
pub(super) const SNAPSHOT: &str = "5f1a6c2e9d3b7a0012c4e8d1";
pub(super) const BUCKET: &str = "5e2f8b71c04d9a0013aa57b0";
/// An item of a schedule or of a compliance policy.
pub(super) const ITEM: &str = "5d0b1f44e27c9a0011d2c3b6";
pub(super) const ZONE: &str = "5c9d0e55f38dab0010c1b2a6";
pub(super) const FLEX: &str = "FlexCluster0";
pub(super) const PROCESS: &str = "cluster0-shard-00-00.fake1.mongodb.net:27017";
