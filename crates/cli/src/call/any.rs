//! A job and a page of any operation, as JSON. The types of the clients would make a copy of all that reads, waits and
//! lists for each of them.

use backhaul_runtime::{Job, JobProgress, JobState, Page, RawAnswer, RawBody};
use serde_json::Value;

use super::rules::JobRules;
use super::state::number;
use super::table::{Answer, Paging};

/// What has a state if there are rules for it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    value: Value,
    rules: Rules,
    /// The member that has its id: the first column of a table of it.
    id: Option<&'static str>,
}

impl Item {
    /// Its id, if it has one that is a text.
    pub(super) fn id(&self) -> Option<&str> {
        self.value.get(self.id?)?.as_str()
    }
}

/// Which rules, compared by their place.
#[derive(Clone, Copy, Debug)]
struct Rules(Option<&'static JobRules>);

impl PartialEq for Rules {
    fn eq(&self, other: &Self) -> bool {
        match (self.0, other.0) {
            (Some(one), Some(other)) => std::ptr::eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}

impl Job for Item {
    fn state(&self) -> JobState {
        let rules = self.rules.0;
        rules.map_or(JobState::Unknown(String::new()), |rules| {
            rules.state(&self.value)
        })
    }

    fn reason(&self) -> Option<String> {
        self.rules.0?.reason(&self.value)
    }

    fn progress(&self) -> Option<JobProgress> {
        self.rules.0?.progress(&self.value)
    }
}

/// The job that an operation answers.
#[derive(Debug)]
pub(super) struct AnyJob {
    item: Item,
    pub(super) body: RawBody,
}

impl AnyJob {
    pub(super) fn new(answer: RawAnswer<Value>, rules: &'static JobRules) -> Self {
        let (value, body) = answer.into_parts();
        let item = Item {
            value,
            rules: Rules(Some(rules)),
            id: None,
        };
        Self { item, body }
    }
}

impl Job for AnyJob {
    fn state(&self) -> JobState {
        self.item.state()
    }

    fn reason(&self) -> Option<String> {
        self.item.reason()
    }

    fn progress(&self) -> Option<JobProgress> {
        self.item.progress()
    }
}

/// A page of any list.
#[derive(Debug)]
pub(super) struct AnyPage {
    items: Vec<Item>,
    total: Option<u64>,
    pub(super) body: RawBody,
}

impl AnyPage {
    pub(super) fn new(answer: RawAnswer<Value>, paging: &Paging, of: &Answer) -> Self {
        let (mut value, body) = answer.into_parts();
        let total = paging.total.and_then(|path| number(&value, path));
        let items = match value.get_mut(paging.items).map(Value::take) {
            Some(Value::Array(items)) => items,
            _ => Vec::new(),
        };
        let item = |value| Item {
            value,
            rules: Rules(of.job),
            id: of.columns.first().copied(),
        };
        Self {
            items: items.into_iter().map(item).collect(),
            total,
            body,
        }
    }
}

impl Page for AnyPage {
    type Item = Item;

    fn items(&self) -> &[Item] {
        &self.items
    }

    fn into_items(self) -> Vec<Item> {
        self.items
    }

    fn total(&self) -> Option<u64> {
        self.total
    }
}
