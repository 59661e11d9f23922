//! Projects of Cloud Manager, and the clusters in them. They do not change.

use crate::fixtures::Fixtures;

/// The organization of all projects.
pub(crate) const ORGANIZATION: &str = "5980cfdf0b6d97029d82f86e";

/// A project.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) clusters: Vec<Deployment>,
}

/// What the API calls a cluster: a sharded cluster, a shard of one, or a replica set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deployment {
    pub(crate) id: &'static str,
    /// Its name; that of a shard is the name of its cluster.
    pub(crate) name: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) replica_set: Option<&'static str>,
    pub(crate) shard: Option<&'static str>,
}

/// The projects, sorted by id.
pub(super) fn groups(fixtures: &Fixtures) -> Vec<Group> {
    let sharded = Deployment {
        id: fixtures.sharded_cluster_id,
        name: fixtures.cluster_name,
        kind: "SHARDED_REPLICA_SET",
        replica_set: None,
        shard: None,
    };
    let shard = |id, shard| Deployment {
        id,
        kind: "REPLICA_SET",
        replica_set: Some(shard),
        shard: Some(shard),
        ..sharded
    };
    let config = Deployment {
        id: "5f00000000000000000000d8",
        kind: "CONFIG_SERVER_REPLICA_SET",
        replica_set: Some("configReplSet"),
        ..sharded
    };
    let replica_set = |id, name| Deployment {
        id,
        name,
        kind: "REPLICA_SET",
        replica_set: Some(name),
        shard: None,
    };
    vec![
        Group {
            id: fixtures.group_id,
            name: fixtures.group_name,
            clusters: vec![
                sharded,
                shard("5f00000000000000000000d6", "shard_0"),
                shard("5f00000000000000000000d7", "shard_1"),
                config,
                replica_set(fixtures.replica_set_id, fixtures.replica_set_name),
                replica_set(fixtures.twin_ids[0], fixtures.twin_name),
                replica_set(fixtures.twin_ids[1], fixtures.twin_name),
            ],
        },
        Group {
            id: fixtures.other_group_id,
            name: "Other Project",
            clusters: Vec::new(),
        },
    ]
}
