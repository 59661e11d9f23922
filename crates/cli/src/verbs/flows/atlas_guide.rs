//! How to go on with snapshots, exports and restores of Atlas.

use backhaul_flows::Work;
use backhaul_flows::atlas::Cluster;

#[cfg(test)]
use super::atlas_invoices;
use super::words::{Guide, line};

/// How to go on with what was begun for a cluster. `then` has the words of the flow that goes on with a snapshot,
/// without its id.
pub(super) fn guide(cluster: &Cluster, list: &'static str, then: Vec<String>) -> Guide {
    let place = [cluster.group_id.clone(), cluster.name.clone()];
    let of = move |words: &[&str], more: &[&str]| {
        let [group, name] = &place;
        let place = ["--group-id", group, "--cluster-name", name];
        line(&[words, &place, more].concat())
    };
    let look = of(&["atlas", list], &[]);
    let goes_on = move |work: Work, id: &str| {
        let wait = |operation, flag| {
            of(
                &["wait", "atlas", operation],
                &[flag, id, "--timeout", "6h"],
            )
        };
        let snapshot = |operation| {
            let [verb, more @ ..] = then.as_slice() else {
                return vec![wait(operation, "--snapshot-id")];
            };
            let more: Vec<&str> = more.iter().map(String::as_str).collect();
            let more = [&["--snapshot-id", id], &more[..], &["--timeout", "6h"]].concat();
            let then = of(&[verb, "atlas"], &more);
            vec![wait(operation, "--snapshot-id"), then]
        };
        match work {
            Work::Snapshot => snapshot("get-cluster-backup-snapshot"),
            Work::ShardedSnapshot => snapshot("get-backup-sharded-cluster"),
            Work::Export => vec![wait("get-backup-export", "--export-id")],
            _ => vec![wait("get-backup-restore-job", "--restore-job-id")],
        }
    };
    Guide {
        look,
        goes_on: Box::new(goes_on),
    }
}

/// How to go on with a restore whose files belong into `folder`.
pub(super) fn guide_to_files(cluster: &Cluster, folder: &str) -> Guide {
    let all = guide(cluster, "list-backup-restore-jobs", Vec::new());
    let (cluster, folder) = (cluster.clone(), folder.trim_end_matches('/').to_owned());
    let goes_on = move |work: Work, id: &str| {
        let mut next = (all.goes_on)(work, id);
        let (group, name) = (cluster.group_id.as_str(), cluster.name.as_str());
        let job = [
            "--group-id",
            group,
            "--cluster-name",
            name,
            "--restore-job-id",
            id,
        ];
        let get = [&["atlas", "get-backup-restore-job"], &job[..]].concat();
        let link = [&get[..], &["--reveal", "--get", "/deliveryUrl/0"]].concat();
        let file = format!("{folder}/{name}-{id}.tar.gz");
        let save = ["download", "--link", "-", "--to", &file];
        next.push(format!(
            "{} | {}   # a sharded cluster has a file for each shard: /deliveryUrl/1 and so on",
            line(&link),
            line(&save)
        ));
        next
    };
    Guide {
        look: all.look,
        goes_on: Box::new(goes_on),
    }
}

/// How flows go on, for a test.
#[cfg(test)]
pub(super) fn guides() -> Vec<Guide> {
    let cluster = Cluster::new("g", "c");
    let then = [
        "export",
        "--export-bucket-id",
        "b",
        "--custom-data",
        "key=a,value=b",
    ];
    let then = then.map(str::to_owned).to_vec();
    vec![
        guide(&cluster, "list-backup-exports", then),
        guide(&cluster, "list-backup-restore-jobs", Vec::new()),
        guide_to_files(&cluster, "files"),
        atlas_invoices::guide("o", "i"),
    ]
}
