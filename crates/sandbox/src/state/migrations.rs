//! Migrations of DCS: orders make them, looks move them on.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use serde_json::Value;

use crate::fixtures::Fixtures;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// How far a migration is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Migrating {
    /// An online migration that waits to be configured.
    Configurable,
    /// Copies all.
    Copying,
    /// Follows the source, without an end.
    Following,
    /// Is being stopped.
    Stopping,
    /// Over, and done.
    Succeeded,
    /// Over, and not done.
    Failed,
    /// Over, because somebody stopped it.
    Stopped,
}

/// A migration.
#[derive(Clone, Debug)]
pub(crate) struct Migration {
    /// Its id.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: String,
    /// Its description.
    pub(crate) description: Option<String>,
    /// Whether it is an online migration, and no import.
    pub(crate) is_online: bool,
    /// How far it is.
    pub(crate) standing: Migrating,
    /// What it was ordered with: methods, files, source and target.
    pub(crate) order: Value,
    /// When it was created.
    pub(crate) created: SystemTime,
    /// When it reached its standing.
    pub(crate) changed: SystemTime,
    fails: bool,
}

/// What an order says.
#[derive(Debug)]
pub(crate) struct Order {
    /// Name of the migration.
    pub(crate) name: String,
    /// Its description.
    pub(crate) description: Option<String>,
    /// The rest of the order; nothing for an online migration, which is configured later.
    pub(crate) import: Option<Value>,
}

impl Migration {
    fn new(id: String, order: Order, now: SystemTime, fails: bool) -> Self {
        let is_online = order.import.is_none();
        Self {
            id,
            name: order.name,
            description: order.description,
            is_online,
            standing: if is_online {
                Migrating::Configurable
            } else {
                Migrating::Copying
            },
            order: order.import.unwrap_or_default(),
            created: now,
            changed: now,
            fails,
        }
    }

    fn step(&mut self, now: SystemTime) {
        let next = match self.standing {
            Migrating::Copying if self.fails => Migrating::Failed,
            Migrating::Copying if self.order["migration_method"] == "incremental_migration" => {
                Migrating::Following
            }
            Migrating::Copying => Migrating::Succeeded,
            Migrating::Stopping => Migrating::Stopped,
            _ => return,
        };
        (self.standing, self.changed) = (next, now);
    }

    /// Whether nothing happens to it any more.
    fn has_ended(&self) -> bool {
        !self.goes_on() && self.standing != Migrating::Stopping
    }

    /// Whether it can be stopped.
    fn goes_on(&self) -> bool {
        matches!(
            self.standing,
            Migrating::Configurable | Migrating::Copying | Migrating::Following
        )
    }
}

/// Why something is not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotMigrated {
    /// There is no such migration.
    NoMigration,
    /// Its standing does not allow it.
    Standing,
}

/// The migrations of the one project, in the order in which they were created.
#[derive(Debug)]
pub(crate) struct Migrations(Mutex<State>);

#[derive(Debug)]
struct State {
    migrations: Vec<Migration>,
    made: u64,
    next_fails: bool,
}

impl Migrations {
    /// The fixtures' migration, which waits to be configured.
    pub(super) fn new(fixtures: &Fixtures, began: SystemTime) -> Self {
        let order = Order {
            name: "dcs-migration-1db7".to_owned(),
            description: None,
            import: None,
        };
        let id = fixtures.dcs_migration_id.to_owned();
        Self(Mutex::new(State {
            migrations: vec![Migration::new(id, order, began - DAY, false)],
            made: 0,
            next_fails: false,
        }))
    }

    /// Makes the next import that is created fail.
    pub(crate) fn fail_next(&self) {
        self.state().next_fails = true;
    }

    /// Orders a migration.
    pub(crate) fn create(&self, order: Order, now: SystemTime) -> Migration {
        let mut state = self.state();
        let is_import = order.import.is_some();
        let fails = is_import && std::mem::take(&mut state.next_fails);
        state.made += 1;
        let id = format!("5f000000000000000000{:012x}", state.made);
        let migration = Migration::new(id, order, now, fails);
        state.migrations.push(migration.clone());
        migration
    }

    /// Reads all migrations, and moves them on if jobs advance.
    pub(crate) fn all(&self, moves: Option<SystemTime>) -> Vec<Migration> {
        let mut state = self.state();
        let seen = state.migrations.clone();
        if let Some(now) = moves {
            state.migrations.iter_mut().for_each(|one| one.step(now));
        }
        seen
    }

    /// Reads one migration, and moves it on if jobs advance.
    pub(crate) fn look(
        &self,
        id: &str,
        moves: Option<SystemTime>,
    ) -> Result<Migration, NotMigrated> {
        self.change(id, |migration| {
            let seen = migration.clone();
            if let Some(now) = moves {
                migration.step(now);
            }
            Ok(seen)
        })
    }

    /// Configures and starts an online migration.
    pub(crate) fn start(
        &self,
        id: &str,
        order: Value,
        now: SystemTime,
    ) -> Result<Migration, NotMigrated> {
        self.change(id, |migration| {
            if migration.standing != Migrating::Configurable {
                return Err(NotMigrated::Standing);
            }
            (migration.standing, migration.changed) = (Migrating::Copying, now);
            migration.order = order;
            Ok(migration.clone())
        })
    }

    /// Says how a migration reconnects.
    pub(crate) fn resume(&self, id: &str, mode: Value) -> Result<(), NotMigrated> {
        self.change(id, |migration| {
            if !migration.order.is_object() {
                migration.order = Value::Object(serde_json::Map::new());
            }
            migration.order["resume_mode"] = mode;
            Ok(())
        })
    }

    /// Stops a migration.
    pub(crate) fn stop(&self, id: &str, now: SystemTime) -> Result<Migration, NotMigrated> {
        self.change(id, |migration| {
            if !migration.goes_on() {
                return Err(NotMigrated::Standing);
            }
            (migration.standing, migration.changed) = (Migrating::Stopping, now);
            Ok(migration.clone())
        })
    }

    /// Deletes those of these migrations that have ended, and gives their ids.
    pub(crate) fn delete(&self, ids: &[&str]) -> Vec<String> {
        let mut state = self.state();
        let is_meant = |one: &Migration| ids.contains(&one.id.as_str()) && one.has_ended();
        let (gone, left) = std::mem::take(&mut state.migrations)
            .into_iter()
            .partition(is_meant);
        state.migrations = left;
        let gone: Vec<Migration> = gone;
        gone.into_iter().map(|migration| migration.id).collect()
    }

    fn change<T>(
        &self,
        id: &str,
        change: impl FnOnce(&mut Migration) -> Result<T, NotMigrated>,
    ) -> Result<T, NotMigrated> {
        let mut state = self.state();
        let mut migrations = state.migrations.iter_mut();
        let migration = migrations.find(|migration| migration.id == id);
        change(migration.ok_or(NotMigrated::NoMigration)?)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
