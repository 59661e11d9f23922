//! Download jobs of SLS: created, shown with the file that they made, deleted.

use axum::http::StatusCode;
use md5::{Digest, Md5};
use serde_json::{Value, json};

use super::errors::not_found;
use crate::auth::sls::SlsError;
use crate::providers::provider::Call;
use crate::state::{Download, World};
use crate::time::date;
use crate::tokens::hex;

/// Creates the job that the body describes. The validation has made sure that it is one.
pub(super) fn create(world: &World, project: &str, request: Value) -> Result<(), SlsError> {
    let now = date::unix(world.clock.now());
    let created = world.downloads.create(project, request, now);
    created.map_err(|_| {
        let text = "A job with this name has other parameters.".to_owned();
        SlsError::new(StatusCode::BAD_REQUEST, "IdempotentParameterMismatch", text)
    })
}

/// One job, which may move by it.
pub(super) fn show(world: &World, project: &str, name: &str) -> Result<Value, SlsError> {
    let job = world.downloads.look(project, name, world.jobs_advance);
    job.map(|job| shown(world, project, &job))
        .ok_or_else(|| no_job(name))
}

/// The jobs of a Logstore, or all, from `offset` on, `size` at most.
pub(super) fn list(world: &World, project: &str, call: &Call<'_>, page: [usize; 2]) -> Value {
    let logstore = call.query("logstore");
    let mut jobs = world.downloads.all(project);
    jobs.retain(|job| {
        let of = &job.request["configuration"]["logstore"];
        logstore.as_ref().is_none_or(|wanted| of == wanted)
    });
    let [offset, size] = page;
    let seen = jobs.iter().skip(offset).take(size);
    let seen: Vec<Value> = seen.map(|job| shown(world, project, job)).collect();
    json!({ "count": seen.len(), "total": jobs.len(), "results": seen })
}

/// Deletes a job. Its file stays; what the real service does with it is unknown.
pub(super) fn delete(world: &World, project: &str, name: &str) -> Result<(), SlsError> {
    if world.downloads.delete(project, name) {
        Ok(())
    } else {
        Err(no_job(name))
    }
}

fn no_job(name: &str) -> SlsError {
    // The real code is unknown.
    not_found("JobNotExist", format!("The job {name} does not exist."))
}

fn shown(world: &World, project: &str, job: &Download) -> Value {
    let mut shown = job.request.clone();
    shown["status"] = job.status().into();
    shown["createTime"] = job.created.to_string().into();
    shown["executionDetails"] = match job.status() {
        "SUCCEEDED" => file(world, project, job),
        "ERROR" => json!({ "progress": 0, "errorMessage": "The sandbox lets this job fail." }),
        "RUNNING" => json!({ "progress": 50 }),
        _ => json!({ "progress": 0 }),
    };
    shown
}

/// The file that a job made, with a new link for each look.
fn file(world: &World, project: &str, job: &Download) -> Value {
    let sink = &job.request["configuration"]["sink"];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let ending = match sink["compressionType"].as_str() {
        Some("zstd") => ".zst",
        Some("lz4") => ".lz4",
        Some("gzip") => ".gz",
        _ => "",
    };
    let (name, format) = (text(&job.request["name"]), text(&sink["contentType"]));
    let path = format!("fake-download/{project}/{name}.{format}{ending}");
    let object = world.objects.make(&path);
    let mut hash = Md5::new();
    for piece in object.content() {
        hash.update(&piece);
    }
    json!({
        "progress": 100,
        "filePath": world.objects.link(&object),
        "fileSize": object.size,
        "logCount": 123,
        "executeTime": 123,
        // Object storage gives a file that was stored in one piece its MD5 as an ETag.
        "checkSum": hex(&hash.finalize()).to_uppercase(),
    })
}
