//! Reads the state of a job from JSON by its rules, as the clients do from their types.

use std::borrow::Cow;

use backhaul_runtime::{JobProgress, JobState, from_json};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::rules::{Condition, Entry, JobRules, Reason, Rules, Test};

impl JobRules {
    /// The state of `job`.
    pub fn state(&self, job: &Value) -> JobState {
        match self.of(job) {
            Some(rules) => rules.state(job),
            None => JobState::Unknown(String::new()),
        }
    }

    /// The provider's reason for it.
    pub fn reason(&self, job: &Value) -> Option<String> {
        let mut reasons = self.of(job)?.reasons.iter();
        reasons.find_map(|reason| {
            let text = match reason {
                Reason::Of(path) => text(job, path),
                Reason::OfEntry(array, path) => {
                    let mut entries = entries(job, array).iter();
                    entries.find_map(|entry| filled(entry, path))
                }
            };
            text.filter(|text| !text.is_empty()).map(Cow::into_owned)
        })
    }

    /// How far it is.
    pub fn progress(&self, job: &Value) -> Option<JobProgress> {
        let (done, total) = self.of(job)?.progress?;
        let total = total.and_then(|path| number(job, path));
        Some(JobProgress::new(number(job, done)?, total))
    }

    /// The rules of an object like `job`.
    fn of(&self, job: &Value) -> Option<&Rules> {
        match self {
            Self::Of(rules) => Some(rules),
            Self::Choice(property, members) => {
                let value = text(job, property)?;
                let mut members = members.iter();
                let (_, rules) = members.find(|(values, _)| values.contains(&&*value))?;
                rules.of(job)
            }
        }
    }
}

impl Rules {
    fn state(&self, job: &Value) -> JobState {
        let holds = |condition: &Option<(&str, Condition)>| {
            let condition = condition.as_ref();
            condition.is_none_or(|(path, condition)| condition.holds(job, path))
        };
        let mut states = self.states.iter();
        if let Some((state, _)) = states.find(|(_, condition)| holds(condition)) {
            return state.clone();
        }
        let value = self.unknown.and_then(|path| text(job, path));
        JobState::Unknown(value.unwrap_or_default().into_owned())
    }
}

impl Condition {
    fn holds(&self, job: &Value, path: &str) -> bool {
        match self {
            Self::Is(value) => scalar(job, path) == Some(*value),
            Self::OneOf(values) => {
                let text = text(job, path).unwrap_or_default();
                values.iter().any(|value| value.eq_ignore_ascii_case(&text))
            }
            Self::Present => at(job, path).is_some(),
            Self::Filled => !entries(job, path).is_empty() || filled(job, path).is_some(),
            Self::Any(entry) => entries(job, path).iter().any(|one| entry.passes(one, job)),
            // Of nothing, nothing is known.
            Self::All(entry) => {
                let entries = entries(job, path);
                !entries.is_empty() && entries.iter().all(|one| entry.passes(one, job))
            }
        }
    }
}

impl Entry {
    fn passes(&self, entry: &Value, job: &Value) -> bool {
        let number = scalar::<i64>(entry, self.property);
        number.is_some_and(|number| match self.test {
            Test::Equals(path) => scalar(job, path) == Some(number),
            Test::Not(other) => number != other,
        })
    }
}

/// What is at `path`; `null` is nothing.
fn at<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    let mut steps = path.split('.');
    let found = steps.try_fold(value, |value, property| value.get(property))?;
    Some(found).filter(|value| !value.is_null())
}

/// The text at `path`, or a number or a boolean as it was written.
fn text<'a>(value: &'a Value, path: &str) -> Option<Cow<'a, str>> {
    match at(value, path)? {
        Value::String(text) => Some(Cow::Borrowed(text)),
        scalar @ (Value::Number(_) | Value::Bool(_)) => Some(Cow::Owned(scalar.to_string())),
        _ => None,
    }
}

/// The same, unless it is empty.
fn filled<'a>(value: &'a Value, path: &str) -> Option<Cow<'a, str>> {
    text(value, path).filter(|text| !text.is_empty())
}

/// The entries of the array at `path`.
fn entries<'a>(value: &'a Value, path: &str) -> &'a [Value] {
    let array = at(value, path).and_then(Value::as_array);
    array.map_or(&[], Vec::as_slice)
}

/// The integer at `path`, unless it is negative.
pub(super) fn number(value: &Value, path: &str) -> Option<u64> {
    u64::try_from(scalar::<i64>(value, path)?).ok()
}

/// The boolean or the integer at `path`, read as leniently as clients do.
fn scalar<T: DeserializeOwned>(value: &Value, path: &str) -> Option<T> {
    from_json(at(value, path)?.to_string().as_bytes()).ok()
}
