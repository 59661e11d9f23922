//! How Cloud Manager shows a log collection job, and what its archive holds.

use serde_json::{Value, json};

use crate::files::archive::tar_gz;
use crate::state::{LogJob, Stage};
use crate::time::date;

/// The types of logs: name, folder in the archive, and what the files' names end in. Agents share a
/// folder, as in the provider's table.
const TYPES: [(&str, &str, &str); 5] = [
    (
        "AUTOMATION_AGENT",
        "server1.example.com/automation_agent",
        ".log",
    ),
    (
        "BACKUP_AGENT",
        "server1.example.com/automation_agent",
        ".backup.log",
    ),
    ("FTDC", "server1.example.com/27017/ftdc", ".log"),
    ("MONGODB", "server1.example.com/27017/mongodb", ".log"),
    (
        "MONITORING_AGENT",
        "server1.example.com/automation_agent",
        ".monitoring.log",
    ),
];

/// Most bytes of each log file, whatever was asked for.
const LOG_SIZE: u64 = 60_000;

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

/// The part of a job that collects one type of log.
struct Part {
    kind: &'static str,
    folder: &'static str,
    ending: &'static str,
    stage: Stage,
}

/// The parts of a job. While it runs, and when it has failed, the first of several is collected.
fn parts(job: &LogJob, stage: Stage) -> Vec<Part> {
    let wanted = TYPES
        .into_iter()
        .filter(|(kind, ..)| job.request.types.iter().any(|wanted| wanted == kind));
    let mut parts: Vec<Part> = wanted
        .map(|(kind, folder, ending)| Part {
            kind,
            folder,
            ending,
            stage,
        })
        .collect();
    if let [first, _, ..] = &mut parts[..]
        && matches!(stage, Stage::Failed | Stage::Running)
    {
        first.stage = Stage::Succeeded;
    }
    parts
}

/// Size of each log, in bytes.
fn log_size(job: &LogJob) -> u64 {
    job.request.size.min(LOG_SIZE)
}

/// What all jobs of one answer have in common.
pub(super) struct View {
    /// Address of the list.
    pub(super) url: String,
    pub(super) group_id: String,
    pub(super) verbose: bool,
}

impl View {
    /// A job.
    pub(super) fn job(&self, id: &str, job: &LogJob, stage: Stage) -> Value {
        let request = &job.request;
        let parts = parts(job, stage);
        let collected = parts.iter().filter(|part| part.is_collected()).count() as u64;
        let mut shown = json!({
            "creationDate": date::iso(job.created),
            "downloadUrl": format!("{}/{id}/download", self.url),
            "expirationDate": date::iso(job.expires),
            "groupId": self.group_id,
            "id": id,
            "logTypes": request.types,
            "redacted": request.redacted,
            "resourceName": request.resource_name,
            // In lower case, as the real server answers.
            "resourceType": request.resource_type,
            "rootResourceName": request.resource_name,
            "rootResourceType": request.resource_type,
            "sizeRequestedPerFileBytes": request.size,
            "status": status(stage),
            "uncompressedSizeTotalBytes": collected * log_size(job),
            "userId": "5f00000000000000000000f2",
        });
        if self.verbose {
            shown["childJobs"] = parts.iter().map(|part| child(part, job)).collect();
        }
        shown
    }
}

impl Part {
    fn is_collected(&self) -> bool {
        !matches!(self.stage, Stage::Failed | Stage::Running)
    }
}

fn child(part: &Part, job: &LogJob) -> Value {
    let host = match part.kind {
        "MONGODB" | "FTDC" => "server1.example.com:27017",
        _ => "server1.example.com",
    };
    let failed = part.stage == Stage::Failed;
    let size = if part.is_collected() {
        log_size(job)
    } else {
        0
    };
    let mut child = json!({
        "automationAgentId": "5f00000000000000000000f3",
        "errorMessage": failed.then_some("The sandbox lets this child job fail."),
        "hostName": host,
        "logCollectionType": part.kind,
        "path": part.folder,
        "startDate": date::iso(job.job.started()),
        "status": status(part.stage),
        "uncompressedDiskSpaceBytes": size,
    });
    // Whether a running one has none or null is unknown.
    if part.stage != Stage::Running {
        // A part that is collected while others are not yet took no time.
        let ended = job.job.ended().unwrap_or(job.job.started());
        child["finishDate"] = json!(date::iso(ended));
    }
    child
}

/// The archive of a job. None while it runs, and when it has expired.
pub(crate) fn archive(id: &str, job: &LogJob) -> Option<Vec<u8>> {
    let stage = job.job.peek();
    if matches!(stage, Stage::Running | Stage::Expired) {
        return None;
    }
    let collected = parts(job, stage).into_iter().filter(Part::is_collected);
    let files: Vec<(String, Vec<u8>)> = collected
        .map(|part| {
            let name = format!("{}/{id}{}", part.folder, part.ending);
            (name, log(id, part.folder, log_size(job)))
        })
        .collect();
    Some(tar_gz(&files))
}

/// Lines of a log, numbered, so that no two stretches are alike.
fn log(id: &str, folder: &str, size: u64) -> Vec<u8> {
    // At most LOG_SIZE.
    let size = size as usize;
    let mut text = String::with_capacity(size);
    for line in 0.. {
        if text.len() >= size {
            break;
        }
        text += &format!("line {line:06} of {folder}, collected by {id}\n");
    }
    let mut bytes = text.into_bytes();
    bytes.truncate(size);
    bytes
}
