//! What is found about one document.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// What became of a document.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    /// A crate was generated.
    Whole,
    /// It has findings.
    Refused,
    /// The generator took it and failed, or its process broke or hung: in words.
    Broken(String),
}

/// A document and what is found about it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Judged {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) outcome: Outcome,
    /// Method and path of each operation.
    pub(super) operations: Vec<String>,
    /// For each operation that cannot be generated, the rules that it meets.
    pub(super) blocked: Vec<Vec<String>>,
    /// How often each rule is broken.
    pub(super) findings: BTreeMap<String, usize>,
    /// The stages with the milliseconds that each took.
    pub(super) times: Vec<(String, u64)>,
    /// Whether the generated source compiles, if that was asked: the first error otherwise.
    pub(super) compiled: Option<Result<(), String>>,
}

impl Judged {
    /// A document about which nothing could be found.
    pub(super) fn broken(name: &str, why: String) -> Self {
        Self {
            name: name.to_owned(),
            version: String::new(),
            outcome: Outcome::Broken(why),
            operations: Vec::new(),
            blocked: Vec::new(),
            findings: BTreeMap::new(),
            times: Vec::new(),
            compiled: None,
        }
    }

    /// How many operations the generated crate has.
    pub(super) fn generated(&self) -> usize {
        match self.outcome {
            Outcome::Whole => self.operations.len(),
            Outcome::Refused | Outcome::Broken(_) => 0,
        }
    }

    /// Whether the generator did what it should: code that compiles, or findings.
    pub(super) fn is_sound(&self) -> bool {
        !matches!(self.outcome, Outcome::Broken(_)) && !matches!(self.compiled, Some(Err(_)))
    }

    pub(super) fn to_json(&self) -> Value {
        let (outcome, why) = match &self.outcome {
            Outcome::Whole => ("whole", ""),
            Outcome::Refused => ("refused", ""),
            Outcome::Broken(why) => ("broken", why.as_str()),
        };
        // Nothing, if it was not asked; an empty text, if it compiles.
        let compiled = self.compiled.as_ref().map(|compiled| match compiled {
            Ok(()) => "",
            Err(error) => error.as_str(),
        });
        json!({
            "name": self.name, "version": self.version, "outcome": outcome, "why": why,
            "operations": self.operations, "blocked": self.blocked, "findings": self.findings,
            "times": self.times, "compiled": compiled,
        })
    }

    /// Reads what [`to_json`](Self::to_json) has written.
    pub(super) fn from_json(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let said = |key: &str| value.get(key)?.as_str().map(str::to_owned);
        let outcome = match said("outcome")?.as_str() {
            "whole" => Outcome::Whole,
            "refused" => Outcome::Refused,
            _ => Outcome::Broken(said("why")?),
        };
        let texts = |list: &Value| -> Option<Vec<String>> {
            let items = list.as_array()?.iter();
            items.map(|item| item.as_str().map(str::to_owned)).collect()
        };
        let findings = value.get("findings")?.as_object()?.iter();
        let times = value.get("times")?.as_array()?.iter();
        let compiled = value.get("compiled")?.as_str().map(|error| match error {
            "" => Ok(()),
            error => Err(error.to_owned()),
        });
        Some(Self {
            name: said("name")?,
            version: said("version")?,
            outcome,
            operations: texts(value.get("operations")?)?,
            blocked: value
                .get("blocked")?
                .as_array()?
                .iter()
                .map(texts)
                .collect::<Option<_>>()?,
            findings: findings
                .map(|(rule, count)| Some((rule.clone(), usize::try_from(count.as_u64()?).ok()?)))
                .collect::<Option<_>>()?,
            times: times
                .map(|time| Some((time.get(0)?.as_str()?.to_owned(), time.get(1)?.as_u64()?)))
                .collect::<Option<_>>()?,
            compiled,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Judged, Outcome};

    #[test]
    fn what_is_written_is_read() {
        let judged = Judged {
            version: "3.0.3".to_owned(),
            operations: vec!["GET /a".to_owned(), "PUT /a".to_owned()],
            blocked: vec![vec!["a/b".to_owned(), "c/d".to_owned()], vec![]],
            findings: BTreeMap::from([("a/b".to_owned(), 7)]),
            times: vec![("load".to_owned(), 5), ("lint".to_owned(), 0)],
            ..Judged::broken("x.yaml", "hung".to_owned())
        };
        let compiled = [None, Some(Ok(())), Some(Err("E0428".to_owned()))];
        let outcomes = [Outcome::Whole, Outcome::Refused, judged.outcome.clone()];
        for (outcome, compiled) in outcomes.into_iter().zip(compiled) {
            let judged = Judged {
                outcome,
                compiled,
                ..judged.clone()
            };
            assert_eq!(
                Judged::from_json(&judged.to_json().to_string()),
                Some(judged)
            );
        }
        assert_eq!(Judged::from_json("{}"), None);
        assert_eq!(Judged::from_json("thread 'main' has overflowed"), None);
    }
}
