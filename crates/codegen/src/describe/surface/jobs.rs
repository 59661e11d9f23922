//! The rules of each job.

use std::collections::BTreeMap;

use crate::model::{Condition, Job, Model, Reason, Rule, Test};
use crate::naming;

pub(super) fn describe(model: &Model) -> BTreeMap<String, String> {
    let jobs = model.jobs.iter().map(|job| {
        let name = naming::pascal(&job.schema);
        let text = format!("job {name}\n{}", rules(job));
        (format!("jobs.{name}"), text)
    });
    jobs.collect()
}

/// In the order in which they are tried.
fn rules(job: &Job) -> String {
    let mut text: String = job.rules.iter().map(|one| rule(one) + "\n").collect();
    if let Some(path) = &job.unknown {
        text.push_str(&format!("otherwise unknown with the text of {path}\n"));
    }
    if !job.reason.is_empty() {
        let reasons = job.reason.iter().map(|reason| match reason {
            Reason::Of(path) => path.clone(),
            Reason::OfEntry(array, path) => format!("{path} of the first entry of {array}"),
        });
        let reasons: Vec<String> = reasons.collect();
        text.push_str(&format!("reason: {}\n", reasons.join(", or else ")));
    }
    if let Some(progress) = &job.progress {
        let total = progress.total.as_deref().unwrap_or("an unknown total");
        text.push_str(&format!("progress: {} of {total}\n", progress.done));
    }
    text
}

fn rule(rule: &Rule) -> String {
    let Rule { state, condition } = rule;
    match condition {
        None => format!("otherwise {state}"),
        Some((path, Condition::Is(value))) => format!("{state} if {path} is {value}"),
        Some((path, Condition::Present)) => format!("{state} if {path} is there"),
        Some((path, Condition::Filled)) => format!("{state} if {path} is not empty"),
        Some((array, Condition::Entries(quantifier, entry))) => {
            let test = match &entry.test {
                Test::Equals(path) => format!("equals {path}"),
                Test::Not(number) => format!("is not {number}"),
            };
            let (word, property) = (quantifier.word(), &entry.property);
            format!("{state} if {property} of {word} of {array} {test}")
        }
        Some((path, Condition::OneOf(values))) => {
            let values: Vec<String> = values.iter().map(|value| format!("{value:?}")).collect();
            format!("{state} if {path} is {}", values.join(" or "))
        }
    }
}
