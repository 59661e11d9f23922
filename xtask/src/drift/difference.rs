//! One difference between two documents.

use serde_json::Value;

/// What a difference means for users of our crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// What we offer is gone, or refused, or is another thing.
    Breaking,
    /// The provider has more than we offer.
    Additive,
    /// An operation that we lack, in a tag of which we have others.
    Missing,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Difference {
    pub(super) weight: Weight,
    /// Where it is, in our document.
    pub(super) place: String,
    pub(super) what: String,
    /// The `x-deviation` that explains it.
    pub(super) deviation: Option<String>,
}

/// The way through our document to what is compared: each part with what it is called.
#[derive(Clone)]
pub(super) struct Place<'a> {
    /// For people.
    pub(super) name: String,
    /// From the outside in.
    parts: Vec<&'a Value>,
}

impl<'a> Place<'a> {
    pub(super) fn new(name: impl Into<String>, part: &'a Value) -> Self {
        Self {
            name: name.into(),
            parts: vec![part],
        }
    }

    /// The place of a part within this one.
    pub(super) fn to(&self, name: &str, part: &'a Value) -> Self {
        let mut parts = self.parts.clone();
        parts.push(part);
        Self {
            name: format!("{}{name}", self.name),
            parts,
        }
    }

    /// The same part under another name.
    pub(super) fn renamed(self, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..self
        }
    }

    /// The deviation that explains a difference in `thing` here. One of the part itself explains all that
    /// differs in it; one further out only what it names.
    pub(super) fn deviation(&self, thing: &str) -> Option<&'a str> {
        let mut said = self
            .parts
            .iter()
            .rev()
            .map(|part| part.get("x-deviation").and_then(Value::as_str));
        let own = said.next().flatten();
        own.or_else(|| said.flatten().find(|text| names(text, thing)))
    }
}

/// Whether a text has `thing` in it as a word.
fn names(text: &str, thing: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    !thing.is_empty()
        && text
            .split(|letter| !is_part(letter))
            .any(|word| word == thing)
}
