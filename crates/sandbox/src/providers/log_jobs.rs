//! How Cloud Manager shows a log collection job, and what its archive holds.

use crate::archive::tar_gz;
use crate::date;
use crate::job::Stage;
use serde_json::{Value, json};
use std::time::{Duration, SystemTime};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The parts of every job: type of log, and folder in the archive. The second one is the one that
/// fails if the job fails.
const PARTS: [(&str, &str); 2] = [
    ("AUTOMATION_AGENT", "server1.example.com/automation_agent"),
    ("MONGODB", "server1.example.com/27017/mongodb"),
];

/// Size of each log file, in bytes.
const LOG_SIZE: usize = 60_000;

/// The status as the API names it.
pub(crate) fn status(stage: Stage) -> &'static str {
    match stage {
        Stage::Failed => "FAILURE",
        Stage::Running => "IN_PROGRESS",
        Stage::Succeeded => "SUCCESS",
        Stage::MarkedForExpiry => "MARKED_FOR_EXPIRY",
        Stage::Expired => "EXPIRED",
    }
}

/// The stage of a part of a job.
fn part_stage(number: usize, stage: Stage) -> Stage {
    match stage {
        Stage::Failed | Stage::Running if number == 0 => Stage::Succeeded,
        stage => stage,
    }
}

/// What all jobs of one answer have in common.
pub(super) struct View {
    /// Address of the list.
    pub(super) url: String,
    pub(super) group_id: String,
    pub(super) verbose: bool,
    /// When the world began.
    pub(super) began: SystemTime,
}

impl View {
    /// A job.
    pub(super) fn job(&self, id: &str, stage: Stage) -> Value {
        let age = match stage {
            Stage::Expired | Stage::MarkedForExpiry => DAY * 30,
            _ => DAY,
        };
        let created = self.began - age;
        let mut job = json!({
            "creationDate": date::iso(created),
            "downloadUrl": format!("{}/{id}/download", self.url),
            "expirationDate": date::iso(created + DAY * 30),
            "groupId": self.group_id,
            "id": id,
            "logTypes": PARTS.map(|(kind, _)| kind),
            "redacted": false,
            "resourceName": "myReplicaSet",
            // In lower case, as the real server answers.
            "resourceType": "replicaset",
            "rootResourceName": "myReplicaSet",
            "rootResourceType": "replicaset",
            "sizeRequestedPerFileBytes": LOG_SIZE,
            "status": status(stage),
            "uncompressedSizeTotalBytes": collected(stage).count() * LOG_SIZE,
            "userId": "5f00000000000000000000f2",
        });
        if self.verbose {
            job["childJobs"] = PARTS
                .iter()
                .enumerate()
                .map(|(number, (kind, path))| child(kind, path, part_stage(number, stage), created))
                .collect();
        }
        job
    }
}

fn child(kind: &str, path: &str, stage: Stage, created: SystemTime) -> Value {
    let host = match kind {
        "MONGODB" => "server1.example.com:27017",
        _ => "server1.example.com",
    };
    let failed = stage == Stage::Failed;
    let size = match stage {
        Stage::Failed | Stage::Running => 0,
        _ => LOG_SIZE,
    };
    let mut child = json!({
        "automationAgentId": "5f00000000000000000000f3",
        "errorMessage": failed.then_some("The sandbox lets this child job fail."),
        "hostName": host,
        "logCollectionType": kind,
        "path": path,
        "startDate": date::iso(created),
        "status": status(stage),
        "uncompressedDiskSpaceBytes": size,
    });
    // Whether a running one has none or null is unknown.
    if stage != Stage::Running {
        child["finishDate"] = json!(date::iso(created + Duration::from_secs(6)));
    }
    child
}

/// The folders of the parts that were collected.
fn collected(stage: Stage) -> impl Iterator<Item = &'static str> {
    let parts = PARTS.iter().enumerate();
    let there = move |number| !matches!(part_stage(number, stage), Stage::Failed | Stage::Running);
    parts.filter_map(move |(number, (_, path))| there(number).then_some(*path))
}

/// The archive of a job. None while it runs, and when it has expired.
pub(crate) fn archive(id: &str, stage: Stage) -> Option<Vec<u8>> {
    if matches!(stage, Stage::Running | Stage::Expired) {
        return None;
    }
    let files: Vec<(String, Vec<u8>)> = collected(stage)
        .map(|folder| (format!("{folder}/{id}.log"), log(id, folder)))
        .collect();
    Some(tar_gz(&files))
}

/// Lines of a log, numbered, so that no two stretches are alike.
fn log(id: &str, folder: &str) -> Vec<u8> {
    let lines = (0..)
        .flat_map(|line| format!("line {line:06} of {folder}, collected by {id}\n").into_bytes());
    lines.take(LOG_SIZE).collect()
}
