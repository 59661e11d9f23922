//! How SLS shows the tasks of a shipper.

use std::collections::BTreeMap;
use std::time::SystemTime;

use serde_json::{Value, json};

use crate::http::Request;
use crate::state::{RetryableJob, ShipperTask, Stage};
use crate::time::date;

/// How far back tasks can be read, in seconds.
const WINDOW: i64 = 48 * 60 * 60;

/// The status as the API names it.
pub(crate) fn status(stage: Stage) -> &'static str {
    match stage {
        Stage::Running => "running",
        Stage::Succeeded => "success",
        // The other stages are of log collection jobs; no task comes to them.
        Stage::Failed | Stage::MarkedForExpiry | Stage::Expired => "fail",
    }
}

/// Which tasks a request is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    from: i64,
    to: i64,
    /// Empty for all.
    status: String,
    offset: usize,
    size: usize,
}

impl Wanted {
    /// What the request asks for at the time `now`, in Unix seconds, or what is wrong with it.
    pub(super) fn of(request: &Request, now: i64) -> Result<Self, &'static str> {
        let query = request.query();
        let text = |name: &str| {
            let found = query.iter().find(|(key, _)| key == name);
            found.map_or("", |(_, value)| value.as_str())
        };
        // The validation has made sure that they are numbers.
        let number = |name: &str| text(name).parse::<i64>().unwrap_or_default();
        let count = |name: &str, default| text(name).parse().unwrap_or(default);
        let wanted = Self {
            from: number("from"),
            to: number("to"),
            status: text("status").to_owned(),
            offset: count("offset", 0),
            size: count("size", 100),
        };
        if wanted.from >= wanted.to {
            return Err("Start time must be earlier than end time.");
        }
        if wanted.from < now - WINDOW {
            return Err("Only support query last 48 hours task status.");
        }
        Ok(wanted)
    }

    /// The answer; `look` is a look at one of the tasks that it shows.
    ///
    /// Whether the counts are of the tasks of all states, and whether the bounds belong to the span,
    /// is not documented: here `statistics` are of all, `total` of the wanted ones, and the bounds
    /// belong to it.
    pub(super) fn answer(
        &self,
        tasks: &mut BTreeMap<String, ShipperTask>,
        look: impl Fn(&mut RetryableJob) -> Stage,
    ) -> Value {
        let mut within: Vec<(&String, &mut ShipperTask)> = tasks
            .iter_mut()
            .filter(|(_, task)| (self.from..=self.to).contains(&task.created))
            .collect();
        let count = |status_wanted: &str, tasks: &[(&String, &mut ShipperTask)]| {
            let stages = tasks.iter().map(|(_, task)| task.job.peek());
            stages
                .filter(|stage| status(*stage) == status_wanted)
                .count()
        };
        let statistics = json!({
            "running": count("running", &within),
            "success": count("success", &within),
            "fail": count("fail", &within),
        });
        if !self.status.is_empty() {
            within.retain(|(_, task)| status(task.job.peek()) == self.status);
        }
        let total = within.len();
        let shown: Vec<Value> = within
            .into_iter()
            .skip(self.offset)
            .take(self.size)
            .map(|(id, task)| {
                // The answer shows the task before this read, which may end the run.
                let ended = task.job.ended();
                item(id, look(&mut task.job), task.created, ended)
            })
            .collect();
        json!({ "count": shown.len(), "total": total, "statistics": statistics, "tasks": shown })
    }
}

fn item(id: &str, stage: Stage, created: i64, ended: Option<SystemTime>) -> Value {
    let failed = stage == Stage::Failed;
    // What the service says of a task that runs is unknown; its own clients need the members.
    let finished = ended.map_or(0, date::unix);
    let lines = if stage == Stage::Succeeded { 1200 } else { 0 };
    let (message, code) = if failed {
        // No real code is known.
        ("The sandbox lets this task fail.", "SANDBOX_TASK_FAILED")
    } else {
        ("", "")
    };
    json!({
        "id": id,
        "taskStatus": status(stage),
        "taskMessage": message,
        "taskCode": code,
        "taskCreateTime": created,
        "taskLastDataReceiveTime": created - 10,
        "taskFinishTime": finished,
        "taskDataLines": lines,
    })
}
