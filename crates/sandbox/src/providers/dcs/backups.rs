//! Backups and restorations of DCS: what each request becomes, and what they look like in answers.

use std::time::Duration;

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::place::{body, instance, ok, page};
use crate::auth::dcs::DcsError;
use crate::http::Answer;
use crate::providers::provider::Call;
use crate::state::{Backup, Look, NotBackedUp, Restoration, Standing, World};
use crate::time::date;

/// Why every backup fails that does: it took too long.
const FAILURE: &str = "dcs.08.0002";

/// Answers an operation of this family; `None` if it is of another one.
pub(super) fn perform(world: &World, call: &Call<'_>) -> Option<Result<Answer, DcsError>> {
    Some(match call.operation.id.as_str() {
        "CopyInstance" => back_up(world, call),
        "ListBackupRecords" => list_backups(world, call),
        "DeleteBackupFile" => delete(world, call),
        "ListBackupFileLinks" => links(world, call),
        "RestoreInstance" => restore(world, call),
        "ListRestoreRecords" => list_restorations(world, call),
        _ => return None,
    })
}

fn back_up(world: &World, call: &Call<'_>) -> Result<Answer, DcsError> {
    let body = body(call);
    // The default is that of Huawei Cloud, which runs the same service.
    let format = body["backup_format"].as_str().unwrap_or("rdb");
    let id = world
        .backups
        .back_up(instance(call), format, remark(&body), world.clock.now())
        .map_err(refusal)?;
    Ok(ok(&json!({ "backup_id": id })))
}

fn restore(world: &World, call: &Call<'_>) -> Result<Answer, DcsError> {
    let body = body(call);
    let backup_id = body["backup_id"].as_str().unwrap_or_default();
    let id = world
        .backups
        .restore(instance(call), backup_id, remark(&body), world.clock.now())
        .map_err(|reason| match reason {
            NotBackedUp::NoBackup | NotBackedUp::NoFiles => DcsError::service(
                StatusCode::BAD_REQUEST,
                "DCS.4087",
                "the backup record status is err when restore this instance",
            ),
            other => refusal(other),
        })?;
    Ok(ok(&json!({ "restore_id": id })))
}

fn list_backups(world: &World, call: &Call<'_>) -> Result<Answer, DcsError> {
    let seen = world.backups.backups(instance(call), &look(world, call));
    let (backups, total) = seen.ok_or_else(DcsError::no_instance)?;
    let instance = call.path("instance_id");
    let size = world.objects.size();
    let items = backups.iter().map(|one| record(one, instance, size));
    let items: Vec<Value> = items.collect();
    Ok(list("backup_record_response", items, total))
}

fn list_restorations(world: &World, call: &Call<'_>) -> Result<Answer, DcsError> {
    let look = look(world, call);
    let seen = world.backups.restorations(instance(call), &look);
    let (restorations, total) = seen.ok_or_else(DcsError::no_instance)?;
    let items = restorations.iter().map(restoration).collect();
    Ok(list("restore_record_response", items, total))
}

fn links(world: &World, call: &Call<'_>) -> Result<Answer, DcsError> {
    let seconds = body(call)["expiration"].as_u64().unwrap_or_default();
    let id = call.path("backup_id");
    let backup = world
        .backups
        .whole(instance(call), id)
        .map_err(|reason| match reason {
            // A guess: the table's row for a state that does not allow it.
            NotBackedUp::BackingUp | NotBackedUp::NoFiles => DcsError::service(
                StatusCode::BAD_REQUEST,
                "DCS.4026",
                "This operation is not allowed when the DCS instance is in the current state.",
            ),
            other => refusal(other),
        })?;
    let lifetime = Duration::from_secs(seconds);
    let links = backup.files().map(|file| {
        let object = world.objects.make(&path(id, &file));
        let link = world.objects.link_for(&object, lifetime);
        json!({ "file_name": file, "link": link })
    });
    Ok(ok(&json!({
        "file_path": format!("{id}/"),
        "bucket_name": "fake-bucket",
        "links": links,
    })))
}

fn delete(world: &World, call: &Call<'_>) -> Result<Answer, DcsError> {
    let id = call.path("backup_id");
    let now = world.clock.now();
    let deleted = world.backups.delete(instance(call), id, now);
    for file in deleted.map_err(refusal)?.files() {
        world.objects.remove(&path(id, &file));
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// Where a file of a backup is in object storage.
fn path(backup_id: &str, file: &str) -> String {
    format!("fake-bucket/{backup_id}/{file}")
}

/// The part of a list that a call wants to see.
fn look(world: &World, call: &Call<'_>) -> Look {
    Look {
        page: page(call),
        period: [call.query("begin_time"), call.query("end_time")],
        moves: world.jobs_advance.then(|| world.clock.now()),
    }
}

fn remark(body: &Value) -> Option<String> {
    body["remark"].as_str().map(str::to_owned)
}

/// A page; 204 if it is empty. That is documented for a list with nothing in it. What a page beyond
/// the end gives is unknown.
fn list(name: &str, items: Vec<Value>, total: usize) -> Answer {
    if items.is_empty() {
        Answer::empty(StatusCode::NO_CONTENT)
    } else {
        ok(&json!({ "total_num": total, name: items }))
    }
}

/// A backup as the list shows it, whose files have `size` bytes each.
fn record(backup: &Backup, instance_id: &str, size: u64) -> Value {
    let status = match backup.standing {
        Standing::Waiting => "waiting",
        Standing::Running => "backuping",
        Standing::Succeeded => "succeed",
        Standing::Failed => "failed",
        Standing::Expired => "expired",
        Standing::Deleted => "deleted",
    };
    let restorable = backup.standing == Standing::Succeeded;
    let mut record = json!({
        // As in the provider's sample, where it has nothing to say.
        "period": {},
        "backup_type": "manual",
        "created_at": date::iso(backup.created),
        "is_support_restore": if restorable { "TRUE" } else { "FALSE" },
        "backup_id": backup.id,
        "backup_name": backup.name("backup"),
        "instance_id": instance_id,
        "size": size.saturating_mul(backup.files().len() as u64),
        "updated_at": date::iso(backup.changed),
        "progress": progress(backup.standing),
        "error_code": error_code(backup.standing),
        "status": status,
        "execution_at": date::iso(backup.created),
        "backup_format": backup.detail,
    });
    note(&mut record, "remark", backup.remark.as_deref());
    record
}

/// A restoration as the list shows it.
fn restoration(restoration: &Restoration) -> Value {
    let status = match restoration.standing {
        Standing::Waiting => "waiting",
        Standing::Running => "restoring",
        Standing::Succeeded => "succeed",
        Standing::Failed | Standing::Expired | Standing::Deleted => "failed",
    };
    let backup = &restoration.detail;
    let mut record = json!({
        "backup_id": backup.id,
        "restore_id": restoration.id,
        "backup_name": backup.name("backup"),
        "updated_at": date::iso(restoration.changed),
        "created_at": date::iso(restoration.created),
        "progress": progress(restoration.standing),
        "error_code": error_code(restoration.standing),
        "restore_name": restoration.name("restore"),
        "backup_remark": backup.remark.as_ref().map_or_else(|| json!({}), |text| json!(text)),
        "status": status,
    });
    note(&mut record, "restore_remark", restoration.remark.as_deref());
    record
}

/// What nothing was noted about has no remark. No source says that it would be null.
fn note(record: &mut Value, name: &str, remark: Option<&str>) {
    if let Some(remark) = remark {
        record[name] = json!(remark);
    }
}

fn progress(standing: Standing) -> &'static str {
    match standing {
        Standing::Waiting => "0.00",
        Standing::Running | Standing::Failed => "50.00",
        Standing::Succeeded | Standing::Expired | Standing::Deleted => "100.00",
    }
}

/// As in the provider's sample, an empty object is not an error.
fn error_code(standing: Standing) -> Value {
    if standing == Standing::Failed {
        json!(FAILURE)
    } else {
        json!({})
    }
}

fn refusal(reason: NotBackedUp) -> DcsError {
    let bad = |code, message| DcsError::service(StatusCode::BAD_REQUEST, code, message);
    match reason {
        NotBackedUp::NoInstance => DcsError::no_instance(),
        NotBackedUp::BackingUp => bad("DCS.4096", "the instance is backuping."),
        NotBackedUp::Restoring => bad("DCS.4097", "the instance is restoring."),
        // The table of error codes has no row for a backup that does not exist; a guess.
        NotBackedUp::NoBackup | NotBackedUp::NoFiles => DcsError::invalid("backup_id"),
    }
}
