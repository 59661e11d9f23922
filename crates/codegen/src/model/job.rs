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
    /// The texts that may say why; the first with something in it is taken.
    pub(crate) reason: Vec<Reason>,
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
    /// The property is an array; so many of its entries must pass a test.
    Entries(Quantifier, Entry),
}

/// How many entries of an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quantifier {
    /// One or more.
    Any,
    /// Every one, and there is one at least.
    All,
}

impl Quantifier {
    /// The key of a rule.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::All => "all",
        }
    }
}

/// A test of an entry of an array.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Path of an integer in the entry.
    pub(crate) property: String,
    pub(crate) test: Test,
}

/// What an integer must be. One that is absent passes no test.
#[derive(Debug)]
pub(crate) enum Test {
    /// Equal to the integer at this path of the job.
    Equals(String),
    /// Not this number.
    Not(i64),
}

/// A text that may say why.
#[derive(Debug)]
pub(crate) enum Reason {
    /// The property at this path.
    Of(String),
    /// That of the first entry of an array that has one: the array, and the path in the entry.
    OfEntry(String, String),
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
                Some(one @ (Value::String(_) | Value::Object(_))) => {
                    reason(one).into_iter().collect()
                }
                _ => items(job, "reason").iter().filter_map(reason).collect(),
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

fn reason(reason: &Value) -> Option<Reason> {
    match reason {
        Value::String(path) => Some(Reason::Of(path.clone())),
        entry => Some(Reason::OfEntry(
            member(entry, "any")?,
            member(entry, "property")?,
        )),
    }
}

/// The array of a rule on its entries, and what must be true of them.
fn entries(rule: &Value) -> Option<(String, Condition)> {
    let quantifiers = [Quantifier::Any, Quantifier::All].into_iter();
    let mut named = quantifiers.filter_map(|one| Some((one, member(rule, one.word())?)));
    let (quantifier, array) = named.next()?;
    let is = rule.get("is")?;
    let test = match (member(is, "equals"), is.get("not")) {
        (Some(path), _) => Test::Equals(path),
        (None, number) => Test::Not(number?.as_i64()?),
    };
    let property = member(rule, "property")?;
    let entry = Entry { property, test };
    Some((array, Condition::Entries(quantifier, entry)))
}

fn rule(rule: &Value) -> Rule {
    let on_property = |property| {
        let condition = match rule.get("is") {
            Some(Value::Bool(value)) => Condition::Is(*value),
            Some(Value::Array(values)) => Condition::OneOf(texts(values)),
            Some(Value::String(word)) if word == "filled" => Condition::Filled,
            _ => Condition::Present,
        };
        (property, condition)
    };
    let condition = entries(rule).or_else(|| member(rule, "property").map(on_property));
    Rule {
        state: text(rule, "state").to_owned(),
        condition,
    }
}
