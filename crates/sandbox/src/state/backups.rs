//! Backups and restorations of DCS: orders make them, looks move them on.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use super::named::{Named, one};
use crate::fixtures::Fixtures;
use crate::time::date;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The stage of a backup or a restoration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Ordered, not begun.
    Waiting,
    /// Begun, not over.
    Running,
    /// Over, and done.
    Succeeded,
    /// Over, and not done.
    Failed,
    /// Done, but its files are too old and gone. Backups only.
    Expired,
    /// Done, but somebody deleted its files. Backups only.
    Deleted,
}

/// A backup or a restoration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Work<D> {
    /// Its id.
    pub(crate) id: String,
    /// What was noted about it.
    pub(crate) remark: Option<String>,
    /// When it was created.
    pub(crate) created: SystemTime,
    /// When it reached its stage.
    pub(crate) changed: SystemTime,
    /// Its stage.
    pub(crate) standing: Standing,
    /// Whether it will fail.
    fails: bool,
    /// What only a backup has, or only a restoration.
    pub(crate) detail: D,
}

/// A backup: the format of its files, `aof` or `rdb`.
pub(crate) type Backup = Work<String>;

/// A restoration, of a backup.
pub(crate) type Restoration = Work<Backup>;

impl<D> Work<D> {
    /// Its name, which has the time at which it was created.
    pub(crate) fn name(&self, kind: &str) -> String {
        format!("{kind}_{}", date::compact(self.created))
    }

    fn is_under_way(&self) -> bool {
        matches!(self.standing, Standing::Waiting | Standing::Running)
    }

    fn step(&mut self, now: SystemTime) {
        let next = match (self.standing, self.fails) {
            (Standing::Waiting, _) => Standing::Running,
            (Standing::Running, false) => Standing::Succeeded,
            (Standing::Running, true) => Standing::Failed,
            _ => return,
        };
        (self.standing, self.changed) = (next, now);
    }
}

impl Backup {
    /// The files that it is made of, one per shard.
    pub(crate) fn files(&self) -> [String; 2] {
        let (time, format) = (date::compact(self.created), &self.detail);
        ["0-8191", "8192-16383"]
            .map(|slots| format!("redis_192.0.2.1_6379_{slots}_{time}.{format}"))
    }
}

/// Why something is not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotBackedUp {
    /// There is no such instance.
    NoInstance,
    /// A backup of the instance is under way.
    BackingUp,
    /// A restoration into the instance is under way.
    Restoring,
    /// The instance has no such backup, or its files were deleted.
    NoBackup,
    /// The backup has no files: it failed or has expired.
    NoFiles,
}

/// Reads a part of a list.
#[derive(Debug)]
pub(crate) struct Look {
    /// The items of the page.
    pub(crate) page: Range<usize>,
    /// The first and the last time of order that is looked for, as yyyyMMddHHmmss. Whether the service
    /// counts the last is not documented; the sandbox does.
    pub(crate) period: [Option<String>; 2],
    /// The time of the look, if it moves on what it sees.
    pub(crate) moves: Option<SystemTime>,
}

/// All backups and restorations, by project and instance, in the order in which they were created.
#[derive(Debug)]
pub(crate) struct Backups(Mutex<State>);

#[derive(Debug)]
struct State {
    instances: Named<Named<Instance>>,
    made: u64,
    next_fails: bool,
}

#[derive(Debug, Default)]
struct Instance {
    backups: Vec<Backup>,
    restorations: Vec<Restoration>,
}

impl Backups {
    /// The fixtures' backups; the second instance has none, and nothing was restored.
    pub(super) fn new(fixtures: &Fixtures, began: SystemTime) -> Self {
        let backup = |id: &str, days: u32, standing| Work {
            id: id.to_owned(),
            remark: None,
            created: began - DAY * days,
            changed: began - DAY * days,
            standing,
            fails: false,
            detail: "rdb".to_owned(),
        };
        let backups = vec![
            backup(fixtures.dcs_expired_backup_id, 9, Standing::Expired),
            backup(fixtures.dcs_failed_backup_id, 2, Standing::Failed),
            backup(fixtures.dcs_backup_id, 1, Standing::Succeeded),
        ];
        let first = Instance {
            backups,
            restorations: Vec::new(),
        };
        let instances = BTreeMap::from([
            (fixtures.dcs_instance_id.to_owned(), first),
            (
                fixtures.dcs_other_instance_id.to_owned(),
                Instance::default(),
            ),
        ]);
        Self(Mutex::new(State {
            instances: one(fixtures.dcs_project_id, instances),
            made: 0,
            next_fails: false,
        }))
    }

    /// Makes the next backup that is created fail.
    pub(crate) fn fail_next(&self) {
        self.state().next_fails = true;
    }

    /// Orders a backup, and gives its id.
    pub(crate) fn back_up(
        &self,
        place: [&str; 2],
        format: &str,
        remark: Option<String>,
        now: SystemTime,
    ) -> Result<String, NotBackedUp> {
        let mut state = self.state();
        state.idle(place)?;
        let fails = std::mem::take(&mut state.next_fails);
        let work = state.work(now, remark, fails, format.to_owned());
        let id = work.id.clone();
        state.instance(place)?.backups.push(work);
        Ok(id)
    }

    /// Orders a restoration, and gives its id.
    pub(crate) fn restore(
        &self,
        place: [&str; 2],
        backup_id: &str,
        remark: Option<String>,
        now: SystemTime,
    ) -> Result<String, NotBackedUp> {
        let mut state = self.state();
        state.idle(place)?;
        let backup = state.whole(place, backup_id)?.clone();
        let work = state.work(now, remark, false, backup);
        let id = work.id.clone();
        state.instance(place)?.restorations.push(work);
        Ok(id)
    }

    /// Reads the backups of an instance, and the number of all in the period. `None` if there is
    /// no such instance.
    pub(crate) fn backups(&self, place: [&str; 2], look: &Look) -> Option<(Vec<Backup>, usize)> {
        let mut state = self.state();
        Some(seen(&mut state.instance(place).ok()?.backups, look))
    }

    /// As [`Self::backups`], of the restorations.
    pub(crate) fn restorations(
        &self,
        place: [&str; 2],
        look: &Look,
    ) -> Option<(Vec<Restoration>, usize)> {
        let mut state = self.state();
        Some(seen(&mut state.instance(place).ok()?.restorations, look))
    }

    /// The backup whose files are wanted.
    pub(crate) fn whole(&self, place: [&str; 2], id: &str) -> Result<Backup, NotBackedUp> {
        self.state().whole(place, id).cloned()
    }

    /// Deletes the files of a backup, and gives the backup as it was. Its record stays.
    pub(crate) fn delete(
        &self,
        place: [&str; 2],
        id: &str,
        now: SystemTime,
    ) -> Result<Backup, NotBackedUp> {
        let mut state = self.state();
        let backup = state.backup(place, id)?;
        if backup.is_under_way() {
            return Err(NotBackedUp::BackingUp);
        }
        let before = backup.clone();
        (backup.standing, backup.changed) = (Standing::Deleted, now);
        Ok(before)
    }

    /// Moves everything one step on.
    pub(crate) fn advance(&self, now: SystemTime) {
        let mut state = self.state();
        let instances = state.instances.values_mut().flat_map(BTreeMap::values_mut);
        for instance in instances {
            instance.backups.iter_mut().for_each(|work| work.step(now));
            instance
                .restorations
                .iter_mut()
                .for_each(|work| work.step(now));
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn instance(&mut self, [project, id]: [&str; 2]) -> Result<&mut Instance, NotBackedUp> {
        let instances = self.instances.get_mut(project);
        let instance = instances.and_then(|instances| instances.get_mut(id));
        instance.ok_or(NotBackedUp::NoInstance)
    }

    /// That nothing is under way at the instance: one work at a time.
    fn idle(&mut self, place: [&str; 2]) -> Result<(), NotBackedUp> {
        let instance = self.instance(place)?;
        if instance.backups.iter().any(Work::is_under_way) {
            Err(NotBackedUp::BackingUp)
        } else if instance.restorations.iter().any(Work::is_under_way) {
            Err(NotBackedUp::Restoring)
        } else {
            Ok(())
        }
    }

    fn backup(&mut self, place: [&str; 2], id: &str) -> Result<&mut Backup, NotBackedUp> {
        let mut backups = self.instance(place)?.backups.iter_mut();
        backups
            .find(|backup| backup.id == id && backup.standing != Standing::Deleted)
            .ok_or(NotBackedUp::NoBackup)
    }

    /// A backup that has files.
    fn whole(&mut self, place: [&str; 2], id: &str) -> Result<&Backup, NotBackedUp> {
        let backup = self.backup(place, id)?;
        if backup.is_under_way() {
            Err(NotBackedUp::BackingUp)
        } else if backup.standing == Standing::Succeeded {
            Ok(backup)
        } else {
            Err(NotBackedUp::NoFiles)
        }
    }

    fn work<D>(
        &mut self,
        now: SystemTime,
        remark: Option<String>,
        fails: bool,
        detail: D,
    ) -> Work<D> {
        self.made += 1;
        Work {
            id: format!("5f000000-0000-4000-9000-{:012x}", self.made),
            remark,
            created: now,
            changed: now,
            standing: Standing::Waiting,
            fails,
            detail,
        }
    }
}

/// What a look sees, and the number of all in the period. If it moves things on, the next look finds
/// those of the page one step further.
fn seen<D: Clone>(list: &mut [Work<D>], look: &Look) -> (Vec<Work<D>>, usize) {
    let [begin, end] = &look.period;
    let is_meant = |work: &Work<D>| {
        let time = date::compact(work.created);
        begin.as_ref().is_none_or(|begin| *begin <= time)
            && end.as_ref().is_none_or(|end| time <= *end)
    };
    let meant: Vec<&mut Work<D>> = list.iter_mut().filter(|work| is_meant(work)).collect();
    let total = meant.len();
    let page = meant.into_iter().skip(look.page.start);
    let mut items = Vec::new();
    for work in page.take(look.page.len()) {
        items.push(work.clone());
        if let Some(now) = look.moves {
            work.step(now);
        }
    }
    (items, total)
}
