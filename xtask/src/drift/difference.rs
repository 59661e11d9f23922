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

    /// The deviation that explains how this part is something else: its own, whatever it names, or one further out
    /// that names `thing`.
    pub(super) fn deviation(&self, thing: &str) -> Option<&'a str> {
        let own = self.parts.last().and_then(|part| said(part));
        own.or_else(|| self.naming(thing))
    }

    /// The deviation that explains that `thing` is there on one side only, or must be there: one that names it. Most
    /// deviations of an operation or of an object are about something else.
    pub(super) fn naming(&self, thing: &str) -> Option<&'a str> {
        let mut said = self.parts.iter().rev().filter_map(|part| said(part));
        said.find(|text| names(text, thing))
    }
}

fn said(part: &Value) -> Option<&str> {
    part.get("x-deviation")?.as_str()
}

/// Whether a text has `thing` in it as a word.
fn names(text: &str, thing: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    let is_word = |(start, found): (usize, &str)| {
        let before = text[..start].chars().next_back();
        let behind = text[start + found.len()..].chars().next();
        !before.is_some_and(is_part) && !behind.is_some_and(is_part)
    };
    !thing.is_empty() && text.match_indices(thing).any(is_word)
}
