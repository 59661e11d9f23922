//! Migrations of DCS: what each request becomes, and what they look like in answers.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use super::place::{body, ok, page};
use crate::auth::dcs::DcsError;
use crate::fixtures::Fixtures;
use crate::http::Answer;
use crate::providers::provider::Call;
use crate::state::{Migrating, Migration, NotMigrated, Order, World};
use crate::time::date;

/// Why every import fails that does. What the service says is not documented.
const FAILURE: &str = "the backup file cannot be read";

/// Answers an operation of this family; `None` if it is of another one.
pub(super) fn perform(
    world: &World,
    fixtures: &Fixtures,
    call: &Call<'_>,
) -> Option<Result<Answer, DcsError>> {
    let id = call.path("task_id");
    let now = world.clock.now();
    let moves = world.jobs_advance.then_some(now);
    let migrations = &world.migrations;
    Some(match call.operation.id.as_str() {
        "CreateMigrationTask" => import(world, fixtures, call),
        "CreateOnlineMigrationTask" => Ok(create(world, call)),
        "SetOnlineMigrationTask" => migrations
            .start(id, body(call), now)
            .map(|migration| started(&migration, &migration.name))
            .map_err(refusal),
        "ListMigrationTask" => Ok(list(world, call)),
        "ShowMigrationTask" => migrations
            .look(id, moves)
            .map(|migration| ok(&details(&migration)))
            .map_err(refusal),
        "UpdateMigrationTask" => migrations
            .resume(id, body(call)["resume_mode"].clone())
            .map(|()| Answer::empty(StatusCode::OK))
            .map_err(refusal),
        "StopMigrationTask" => migrations
            .stop(id, now)
            .map(|migration| ok(&details(&migration)))
            .map_err(refusal),
        "BatchStopMigrationTasks" => Ok(stop(world, call)),
        "DeleteMigrationTask" => Ok(delete(world, call)),
        _ => return None,
    })
}

fn import(world: &World, fixtures: &Fixtures, call: &Call<'_>) -> Result<Answer, DcsError> {
    let body = body(call);
    let target = body["target_instance"]["id"].as_str().unwrap_or_default();
    let place = [call.path("project_id"), target];
    if world.run_logs.look(place, 0, 0, false).is_none() {
        return Err(DcsError::no_instance());
    }
    let files = body["backup_files"]["files"].as_array();
    if files.is_none_or(Vec::is_empty) {
        return Err(DcsError::invalid("backup_files"));
    }
    let order = Order {
        name: text(&body, "task_name").unwrap_or_default(),
        description: text(&body, "description"),
        import: Some(body.clone()),
    };
    let migration = world.migrations.create(order, world.clock.now());
    // The provider's sample has the name of the instance here.
    let instance = if target == fixtures.dcs_instance_id {
        "dcs-first"
    } else {
        "dcs-second"
    };
    Ok(started(&migration, instance))
}

fn create(world: &World, call: &Call<'_>) -> Answer {
    let body = body(call);
    let order = Order {
        name: text(&body, "name").unwrap_or_default(),
        description: text(&body, "description"),
        import: None,
    };
    let migration = world.migrations.create(order, world.clock.now());
    ok(&json!({ "instance_id": migration.id }))
}

fn started(migration: &Migration, name: &str) -> Answer {
    ok(&json!({
        "id": migration.id,
        "name": name,
        "status": status(migration),
        "error": "",
    }))
}

fn list(world: &World, call: &Call<'_>) -> Answer {
    let moves = world.jobs_advance.then(|| world.clock.now());
    let name = call.query("name");
    let all = world.migrations.all(moves);
    // Whether a part of the name is enough is not documented; here it is not.
    let meant = |one: &&Migration| name.as_ref().is_none_or(|name| one.name == *name);
    let meant: Vec<&Migration> = all.iter().filter(meant).collect();
    let page = page(call);
    let seen = meant.iter().skip(page.start).take(page.len());
    let seen: Vec<Value> = seen.map(|one| item(one)).collect();
    if seen.is_empty() {
        return Answer::empty(StatusCode::NO_CONTENT);
    }
    ok(&json!({ "count": meant.len(), "migration_tasks": seen }))
}

fn stop(world: &World, call: &Call<'_>) -> Answer {
    let body = body(call);
    let ids = body["migration_tasks"].as_array().into_iter().flatten();
    let results = ids.filter_map(Value::as_str).map(|id| {
        let stopped = world.migrations.stop(id, world.clock.now());
        let result = if stopped.is_ok() { "success" } else { "failed" };
        json!({ "task_id": id, "result": result })
    });
    ok(&json!({ "migration_tasks": results.collect::<Vec<_>>() }))
}

/// What the service does with migrations that go on is not documented; here they stay.
fn delete(world: &World, call: &Call<'_>) -> Answer {
    let body = body(call);
    let ids = body["task_id_list"].as_array().into_iter().flatten();
    let ids: Vec<&str> = ids.filter_map(Value::as_str).collect();
    ok(&json!({ "task_id_list": world.migrations.delete(&ids) }))
}

/// A migration as the list shows it.
fn item(migration: &Migration) -> Value {
    let order = &migration.order;
    let failed = migration.standing == Migrating::Failed;
    let mut item = common(migration);
    item.extend([
        (
            "target_instance_id".to_owned(),
            order["target_instance"]["id"].clone(),
        ),
        ("created_at".to_owned(), json!(date::iso(migration.created))),
        (
            "error_message".to_owned(),
            if failed { json!(FAILURE) } else { Value::Null },
        ),
    ]);
    without_null(item, "error_message")
}

/// A migration by itself. Its dates have another form than those of the list, and the password of an
/// instance comes back, as in the provider's sample.
fn details(migration: &Migration) -> Value {
    let order = &migration.order;
    let mut details = common(migration);
    for name in [
        "backup_files",
        "source_instance",
        "target_instance",
        "bandwidth_limit_mb",
    ] {
        details.insert(name.to_owned(), order[name].clone());
    }
    details.insert(
        "created_at".to_owned(),
        json!(date::with_slashes(migration.created)),
    );
    details.insert(
        "updated_at".to_owned(),
        json!(date::with_slashes(migration.changed)),
    );
    without_null(details, "")
}

fn common(migration: &Migration) -> Map<String, Value> {
    let kind = if migration.is_online {
        "online_migration"
    } else {
        "backupfile_import"
    };
    let members = [
        ("task_id", json!(migration.id)),
        ("task_name", json!(migration.name)),
        ("description", json!(migration.description)),
        ("status", json!(status(migration))),
        ("migration_type", json!(kind)),
        (
            "migration_method",
            migration.order["migration_method"].clone(),
        ),
        ("resume_mode", migration.order["resume_mode"].clone()),
    ];
    let members = members.into_iter();
    members
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// Nothing is null but what may be.
fn without_null(members: Map<String, Value>, but: &str) -> Value {
    let members = members.into_iter();
    Value::Object(
        members
            .filter(|(name, value)| !value.is_null() || name == but)
            .collect(),
    )
}

fn status(migration: &Migration) -> &'static str {
    match migration.standing {
        Migrating::Configurable => "RUNNING",
        Migrating::Copying if migration.is_online => "FULLMIGRATING",
        Migrating::Copying => "MIGRATING",
        Migrating::Following => "INCRMIGRATING",
        Migrating::Stopping => "TERMINATING",
        Migrating::Succeeded => "SUCCESS",
        Migrating::Failed => "FAILED",
        Migrating::Stopped => "TERMINATED",
    }
}

fn refusal(reason: NotMigrated) -> DcsError {
    match reason {
        // The table of error codes has no row for either; guesses.
        NotMigrated::NoMigration => DcsError::invalid("task_id"),
        NotMigrated::Standing => DcsError::service(
            StatusCode::BAD_REQUEST,
            "DCS.4026",
            "This operation is not allowed when the DCS instance is in the current state.",
        ),
    }
}

fn text(body: &Value, name: &str) -> Option<String> {
    body[name].as_str().map(str::to_owned)
}
