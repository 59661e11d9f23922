//! Run logs of DCS: collecting makes them, looks move them on.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use super::named::{Named, one};
use super::nodes::Node;
use crate::fixtures::Fixtures;
use crate::time::date;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A run log file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RunLog {
    /// Its id.
    pub(crate) id: String,
    /// Its day, yyyy-MM-dd.
    pub(crate) day: String,
    /// The node from which it comes.
    pub(crate) node: Node,
    /// Steps that are left until it is collected.
    steps_left: u32,
    failed: bool,
}

impl RunLog {
    /// Its file name.
    pub(crate) fn file(&self) -> String {
        format!("redis_{}_{}.log", self.node.ip(), self.day)
    }

    /// Its status. What the real service says while it collects is unknown; this is the sandbox's.
    pub(crate) fn status(&self) -> &'static str {
        match (self.steps_left, self.failed) {
            (0, false) => "succeed",
            (0, true) => "failed",
            _ => "collecting",
        }
    }
}

/// Why there is no link to a run log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotLinkable {
    /// There is no such instance.
    NoInstance,
    /// The instance has no such log.
    NoLog,
    /// The log is not collected.
    NotCollected,
}

/// Run logs by project and instance, in the order in which they were made.
#[derive(Debug)]
pub(crate) struct RunLogs(Mutex<State>);

#[derive(Debug)]
struct State {
    logs: Named<Named<Vec<RunLog>>>,
    made: u64,
}

impl RunLogs {
    /// The fixtures' logs; the second instance has none.
    pub(super) fn new(fixtures: &Fixtures, began: SystemTime) -> Self {
        let log = |id: &str, days: u32, failed| RunLog {
            id: id.to_owned(),
            day: date::day(began - DAY * days),
            node: Node::FIRST,
            steps_left: 0,
            failed,
        };
        let logs = vec![
            log(fixtures.dcs_redislog_id, 2, false),
            log(fixtures.dcs_failed_redislog_id, 1, true),
        ];
        let instances = BTreeMap::from([
            (fixtures.dcs_instance_id.to_owned(), logs),
            (fixtures.dcs_other_instance_id.to_owned(), Vec::new()),
        ]);
        let logs = one(fixtures.dcs_project_id, instances);
        Self(Mutex::new(State { logs, made: 0 }))
    }

    /// Starts to collect the logs of a node and of `days` days up to `now`, once more with each call. `false` if
    /// there is no such instance.
    pub(crate) fn collect(&self, place: [&str; 2], node: Node, days: u32, now: SystemTime) -> bool {
        let mut state = self.state();
        let first = state.made;
        let Some(logs) = logs_of(&mut state, place) else {
            return false;
        };
        for (number, days_ago) in (first..).zip((0..days).rev()) {
            logs.push(RunLog {
                id: format!("5f000000-0000-4000-8000-{number:012x}"),
                day: date::day(now - DAY * days_ago),
                node,
                // Some take longer than others.
                steps_left: 1 + days_ago % 2,
                failed: false,
            });
        }
        state.made += u64::from(days);
        true
    }

    /// Reads one page of logs, and the number of all. If jobs advance, the next look finds
    /// those of the page one step further.
    pub(crate) fn look(
        &self,
        place: [&str; 2],
        skip: usize,
        take: usize,
        advance: bool,
    ) -> Option<(Vec<RunLog>, usize)> {
        let mut state = self.state();
        let logs = logs_of(&mut state, place)?;
        let page = logs.iter().skip(skip).take(take).cloned().collect();
        if advance {
            logs.iter_mut().skip(skip).take(take).for_each(step);
        }
        Some((page, logs.len()))
    }

    /// The log that a link is wanted for.
    pub(crate) fn linkable(&self, place: [&str; 2], id: &str) -> Result<RunLog, NotLinkable> {
        let mut state = self.state();
        let logs = logs_of(&mut state, place).ok_or(NotLinkable::NoInstance)?;
        let log = logs
            .iter()
            .find(|log| log.id == id)
            .ok_or(NotLinkable::NoLog)?;
        if log.status() == "succeed" {
            Ok(log.clone())
        } else {
            Err(NotLinkable::NotCollected)
        }
    }

    /// Moves all logs one step on.
    pub(crate) fn advance(&self) {
        let mut state = self.state();
        let instances = state.logs.values_mut().flat_map(BTreeMap::values_mut);
        instances.flatten().for_each(step);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn step(log: &mut RunLog) {
    log.steps_left = log.steps_left.saturating_sub(1);
}

fn logs_of<'a>(
    state: &'a mut State,
    [project, instance]: [&str; 2],
) -> Option<&'a mut Vec<RunLog>> {
    state.logs.get_mut(project)?.get_mut(instance)
}
