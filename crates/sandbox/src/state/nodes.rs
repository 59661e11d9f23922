//! The nodes of DCS instances.

/// A node of an instance: an even number is the master of a shard, the next one its replica.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Node(usize);

impl Node {
    /// The first node of an instance, and the only one of a single-node instance.
    pub(crate) const FIRST: Self = Self(0);

    /// The nodes of an instance of the fixtures: one shard of two nodes, and of the second instance, a
    /// cluster, two of them.
    pub(crate) fn all(is_cluster: bool) -> impl Iterator<Item = Self> {
        (0..if is_cluster { 4 } else { 2 }).map(Self)
    }

    /// What collecting its logs names.
    pub(crate) fn replication_id(self) -> String {
        format!("5f000000-0000-4000-a000-{:012x}", self.0)
    }

    /// Its other id.
    pub(crate) fn node_id(self) -> String {
        format!("5f0000000000000000000000{:08x}", self.0)
    }

    /// Its address.
    pub(crate) fn ip(self) -> String {
        format!("192.0.2.{}", self.0 + 1)
    }

    /// The number of its shard.
    pub(crate) fn shard(self) -> usize {
        self.0 / 2
    }

    /// Whether it is the master of its shard.
    pub(crate) fn is_master(self) -> bool {
        self.0.is_multiple_of(2)
    }
}
