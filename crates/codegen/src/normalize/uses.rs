//! What the use of a schema comes down to: the schema that is meant, and what is said about this use of it.

use serde_json::Value;

use super::arms::{self, Arms};
use super::dialect::is_note;
use super::findings::Findings;
use super::newer::is_closing;
use super::node::Node;
use super::references::Reading;
use super::source::{Identity, Source};
use super::view::View;

/// A use of a schema.
pub(super) struct Use<'a> {
    /// What is meant: a schema with content of its own, or several that must be put together.
    pub(super) view: View<'a>,
    /// Schemas on the way there that say something about this use; the first that says a thing counts.
    notes: Vec<Source<'a>>,
    /// Whether the use allows `null` beside the schema.
    has_null: bool,
}

impl<'a> Use<'a> {
    /// Goes through references, and through compositions that add nothing but words.
    pub(super) fn of(reading: &Reading<'a>, view: &View<'a>, findings: &mut Findings<'_>) -> Self {
        let mut this = Self {
            view: view.clone(),
            notes: Vec::new(),
            has_null: false,
        };
        if !view.without.is_empty() {
            return this;
        }
        let mut seen: Vec<Identity> = Vec::new();
        loop {
            this.set_notes_apart();
            let Some(schema) = this.view.only().cloned() else {
                return this;
            };
            if seen.contains(&schema.identity()) {
                findings.report(
                    "document/schema-of-itself",
                    &schema,
                    "the schema refers only to itself",
                    "describe what it is",
                );
                return this;
            }
            seen.push(schema.identity());
            match this.next(reading, &schema, findings) {
                Some(next) => this.view = next,
                None => return this,
            }
        }
    }

    /// Schemas beside one other that only say something about it, or the same.
    fn set_notes_apart(&mut self) {
        let parts = &mut self.view.parts;
        if parts.len() < 2 {
            return;
        }
        let mut content = parts.iter().filter(|part| is_content(part));
        let Some(first) = content.next() else {
            return;
        };
        let first = first.value.get("$ref");
        if content.any(|other| first.is_none() || other.value.get("$ref") != first) {
            return;
        }
        let mut kept = Vec::new();
        for part in std::mem::take(parts) {
            match is_content(&part) && kept.is_empty() {
                true => kept.push(part),
                false => self.notes.push(part),
            }
        }
        *parts = kept;
    }

    /// One step towards what is meant.
    fn next(
        &mut self,
        reading: &Reading<'a>,
        schema: &Source<'a>,
        findings: &mut Findings<'_>,
    ) -> Option<View<'a>> {
        if let Some(reference) = schema.get("$ref") {
            // In 3.0 nothing but `$ref` counts; what people write beside it all the same is said about the use.
            let adds = |key: &str, member: &Value| {
                !says_nothing(key, member) && key != "$ref" && key != "$defs"
            };
            let mut members = schema.entries();
            if reading.is_3_1 && members.any(|(key, member)| adds(key, member)) {
                return None;
            }
            let target = reading.target(&reference, findings);
            self.notes.push(schema.clone());
            return Some(target.map_or_else(View::empty, View::of));
        }
        let (inner, has_null) = wrapped(reading, schema)?;
        let referred = |part: &Source<'a>| {
            let target = part.get("$ref")?;
            reading.root.pointed(target.value.as_str()?)
        };
        // What is written out here is part of the schema. A base stays what it is for all its heirs.
        let is_meant = |part: &Source<'a>| match referred(part) {
            Some(target) => !target.has("discriminator") && fits(schema, &target),
            None => !is_content(part),
        };
        if !inner.parts.iter().all(is_meant) {
            return None;
        }
        self.has_null |= has_null;
        self.notes.push(schema.clone());
        Some(inner)
    }

    /// Puts what is said about this use on `node`, which stands for what is meant.
    pub(super) fn note_on(&self, node: &mut Node, is_3_1: bool) {
        let mut said: Vec<&str> = Vec::new();
        for (key, member) in self.notes.iter().flat_map(Source::members) {
            let (key, member) = match key {
                "examples" if is_3_1 => ("example", member.get("0").unwrap_or(member)),
                _ => (key, member),
            };
            if is_said(key) && !said.contains(&key) {
                said.push(key);
                node.put(key, member.copy());
            }
        }
        if self.has_null {
            node.put_new("nullable", serde_json::json!(true));
        }
    }

    /// Whether the use may be `null` whatever the schema says.
    pub(super) fn is_nullable(&self) -> bool {
        self.has_null || self.notes.iter().any(|note| note.flag("nullable"))
    }
}

/// What is composed in `schema`, if it is one schema with content, and nothing but words are beside it; and
/// whether `null` is composed with it.
fn wrapped<'a>(reading: &Reading<'a>, schema: &Source<'a>) -> Option<(View<'a>, bool)> {
    let mut composed = schema
        .entries()
        .filter(|(key, _)| *key == "allOf" || arms::KEYS.contains(key));
    let (key, _) = composed.next()?;
    let is_alone = composed.next().is_none()
        && schema.entries().all(|(other, member)| {
            let is_object = other == "type" && member.as_str() == Some("object");
            says_nothing(other, member) || other == key || is_object
        });
    if !is_alone {
        return None;
    }
    if key != "allOf" {
        return match arms::read(reading, schema, key)? {
            (Arms::Only(only), has_null) => Some((View::of(only), has_null)),
            _ => None,
        };
    }
    let mut inner = View::empty();
    inner.parts = schema.items_of(key);
    let count = inner.parts.iter().filter(|part| is_content(part)).count();
    (count == 1).then_some((inner, false))
}

/// Whether a key says something about a use that readers of the normal form look at.
fn is_said(key: &str) -> bool {
    is_note(key) && key != "xml" && key != "title" && !key.starts_with('$')
}

/// Whether a schema says more than words about another.
fn is_content(schema: &Source<'_>) -> bool {
    let mut members = schema.entries();
    !members.all(|(key, member)| says_nothing(key, member))
}

/// Whether a member of a schema changes nothing of what a value may be.
fn says_nothing(key: &str, member: &Value) -> bool {
    is_note(key) || is_closing(key, member)
}

/// Whether the type that a schema names beside a composition is that of what it is composed of.
fn fits(schema: &Source<'_>, inner: &Source<'_>) -> bool {
    let (outer, inner) = (schema.text("type"), inner.text("type"));
    outer.is_empty() || inner.is_empty() || outer == inner
}
