//! Atlas' clusters, and the processes of them. They do not change.

use serde_json::{Value, json};

use crate::http::Answer;
use crate::providers::mongodb::{self, Page};
use crate::providers::provider::Call;
use crate::state::World;
use crate::time::date;

/// A replica set of the group that can only be looked at: it has no snapshots and no jobs.
const REPLICA_SET: &str = "reporting";

/// What all names of hosts end with.
const DOMAIN: &str = "fake1.mongodb.net";

/// A cluster as the API shows it.
struct Cluster<'w> {
    name: &'w str,
    id: &'static str,
    /// The number of its shards; 1 for a replica set.
    shards: usize,
}

/// The answer to a call about clusters or processes; `None` if the call is about something else, or about one that
/// the world does not have.
pub(super) fn perform(call: &Call<'_>, media_type: &str, world: &World) -> Option<Answer> {
    let group_id = call.path("groupId");
    let names = world.atlas.get(group_id)?.keys();
    let sharded = names.map(|name| Cluster {
        name,
        id: "5f00000000000000000000e1",
        shards: 2,
    });
    let replica_set = Cluster {
        name: REPLICA_SET,
        id: "5f00000000000000000000e2",
        shards: 1,
    };
    let mut clusters = sharded.chain([replica_set]);
    let now = date::iso(world.clock.now());
    let listed = |shown: Vec<Value>| {
        let (page, total) = (Page::of(call.request), shown.len());
        let range = page.range();
        let shown = shown.into_iter().skip(range.start).take(range.len());
        mongodb::list(call.request, media_type, page, total, shown.collect())
    };
    let one = |shown| mongodb::success(call.request, media_type, shown);
    Some(match call.operation.id.as_str() {
        "listClusters" => listed(clusters.map(|cluster| cluster.shown(group_id)).collect()),
        "getCluster" => {
            let name = call.path("clusterName");
            one(clusters
                .find(|cluster| cluster.name == name)?
                .shown(group_id))
        }
        "listGroupProcesses" => {
            let processes = clusters.flat_map(|cluster| cluster.processes(group_id, &now));
            listed(processes.collect())
        }
        "getGroupProcess" => {
            let mut processes = clusters.flat_map(|cluster| cluster.processes(group_id, &now));
            one(processes.find(|process| process["id"] == call.path("processId"))?)
        }
        _ => return None,
    })
}

impl Cluster<'_> {
    fn is_sharded(&self) -> bool {
        self.shards > 1
    }

    fn shown(&self, group_id: &str) -> Value {
        let (kind, port) = if self.is_sharded() {
            ("SHARDED", 27016)
        } else {
            ("REPLICASET", 27017)
        };
        // Of a sharded cluster, some of its `mongos`.
        let hosts: Vec<String> = (0..3)
            .map(|node| format!("{}:{port}", host(self.name, 0, node)))
            .collect();
        json!({
            "backupEnabled": self.is_sharded(),
            "clusterType": kind,
            "connectionStrings": {
                "standard": format!("mongodb://{}/?ssl=true&authSource=admin", hosts.join(",")),
                "standardSrv": format!("mongodb+srv://{}.{DOMAIN}", self.name),
            },
            "createDate": "2026-01-12T08:30:00Z",
            "groupId": group_id,
            "id": self.id,
            "links": [],
            "mongoDBMajorVersion": "8.0",
            "mongoDBVersion": "8.0.4",
            "name": self.name,
            "paused": false,
            "pitEnabled": self.is_sharded(),
            "stateName": "IDLE",
            "tags": [],
        })
    }

    /// Three nodes in each shard, with a `mongos` on each if it is sharded.
    fn processes(&self, group_id: &str, now: &str) -> Vec<Value> {
        let mut all = Vec::new();
        for (shard, node) in
            (0..self.shards).flat_map(|shard| (0..3).map(move |node| (shard, node)))
        {
            let mut process = |port: u16, kind: &str, replica_set: Option<String>| {
                let host_name = host(&format!("atlas-{}", &self.id[18..]), shard, node);
                let mut process = json!({
                    "created": "2026-01-12T08:30:00Z",
                    "groupId": group_id,
                    "hostname": host_name,
                    "id": format!("{host_name}:{port}"),
                    "lastPing": now,
                    "links": [],
                    "port": port,
                    "typeName": kind,
                    "userAlias": host(self.name, shard, node),
                    "version": "8.0.4",
                });
                if let Some(name) = replica_set {
                    process["replicaSetName"] = json!(name);
                }
                all.push(process);
            };
            let kind = match (self.is_sharded(), node) {
                (true, 0) => "SHARD_PRIMARY",
                (true, _) => "SHARD_SECONDARY",
                (false, 0) => "REPLICA_PRIMARY",
                (false, _) => "REPLICA_SECONDARY",
            };
            process(
                27017,
                kind,
                Some(format!("atlas-{}-shard-{shard}", self.name)),
            );
            if self.is_sharded() {
                process(27016, "SHARD_MONGOS", None);
            }
        }
        all
    }
}

fn host(name: &str, shard: usize, node: usize) -> String {
    format!("{name}-shard-{shard:02}-{node:02}.{DOMAIN}")
}
