//! `x-job`, read.

use serde_json::Value;

use crate::document::{items, text};

/// How to read the state of a job.
#[derive(Debug)]
pub(crate) struct Job {
    /// Component name of the schema that is the job.
    pub(crate) schema: String,
    /// In order: the first that holds gives the state.
    pub(crate) rules: Vec<Rule>,
    /// Path of the text that an unknown state carries.
    pub(crate) unknown: Option<String>,
    /// Paths of the texts that may say why; the first with something in it is taken.
    pub(crate) reason: Vec<String>,
    pub(crate) progress: Option<Progress>,
}

/// One rule.
#[derive(Debug)]
pub(crate) struct Rule {
    /// As the document has it, in lower case.
    pub(crate) state: String,
    /// Path and condition; without one the rule always holds.
    pub(crate) condition: Option<(String, Condition)>,
}

/// What a property must be.
#[derive(Debug)]
pub(crate) enum Condition {
    Is(bool),
    OneOf(Vec<String>),
    Present,
    Filled,
}

/// Paths of two integers.
#[derive(Debug)]
pub(crate) struct Progress {
    pub(crate) done: String,
    pub(crate) total: Option<String>,
}

impl Job {
    /// Reads the extension on a component, if it has one.
    pub(super) fn of(name: &str, schema: &Value) -> Option<Self> {
        let job = schema.get("x-job")?;
        Some(Self {
            schema: name.to_owned(),
            rules: items(job, "rules").iter().map(rule).collect(),
            unknown: member(job, "unknown"),
            reason: match job.get("reason") {
                Some(Value::String(path)) => vec![path.clone()],
                _ => texts(items(job, "reason")),
            },
            progress: job.get("progress").map(|progress| Progress {
                done: text(progress, "done").to_owned(),
                total: member(progress, "total"),
            }),
        })
    }
}

fn member(owner: &Value, key: &str) -> Option<String> {
    Some(owner.get(key)?.as_str()?.to_owned())
}

fn texts(list: &[Value]) -> Vec<String> {
    let texts = list.iter().filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}

fn rule(rule: &Value) -> Rule {
    let condition = member(rule, "property").map(|property| {
        let condition = match rule.get("is") {
            Some(Value::Bool(value)) => Condition::Is(*value),
            Some(Value::Array(values)) => Condition::OneOf(texts(values)),
            Some(Value::String(word)) if word == "filled" => Condition::Filled,
            _ => Condition::Present,
        };
        (property, condition)
    });
    Rule {
        state: text(rule, "state").to_owned(),
        condition,
    }
}
