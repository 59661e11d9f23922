//! Walking through a document with the path always at hand.

use std::collections::HashSet;

use serde_json::Value;

use super::hidden::Hidden;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, reference};
use crate::rules::{self, Profile, Severity};
use crate::way::Way;

/// A part of a document together with the way to it.
#[derive(Clone)]
pub(super) struct Part<'a> {
    pub(super) value: &'a Value,
    way: Way<'a>,
}

impl<'a> Part<'a> {
    pub(super) fn root(document: &'a Document) -> Self {
        Self {
            value: &document.root,
            way: Way::default(),
        }
    }

    /// The member or item called `key`.
    pub(super) fn get(&self, key: &str) -> Option<Part<'a>> {
        match self.value {
            Value::Object(members) => {
                let (key, value) = members.get_key_value(key)?;
                let way = self.way.to_member(key);
                Some(Part { value, way })
            }
            Value::Array(items) => {
                let index = key.parse().ok()?;
                let (value, way) = (items.get(index)?, self.way.to_item(index));
                Some(Part { value, way })
            }
            _ => None,
        }
    }

    /// The member `key`, for a finding about it; this part itself, if the member is missing.
    pub(super) fn at(&self, key: &str) -> Part<'a> {
        self.get(key).unwrap_or_else(|| self.clone())
    }

    /// The keys that lead here.
    pub(super) fn path(&self) -> Vec<String> {
        self.way.path()
    }

    /// How many keys lead here.
    pub(super) fn depth(&self) -> usize {
        self.way.length()
    }

    /// What the member is called that this is; empty for an item, and for the whole document.
    pub(super) fn name(&self) -> &'a str {
        self.way.last_member().unwrap_or_default()
    }

    /// Members with their names; nothing if this is not an object.
    pub(super) fn members(&self) -> Vec<(&'a str, Part<'a>)> {
        let members = self.value.as_object().into_iter().flatten();
        let parts = members.map(|(name, value)| {
            let way = self.way.to_member(name);
            (name.as_str(), Part { value, way })
        });
        parts.collect()
    }

    /// Items; nothing if this is not an array.
    pub(super) fn items(&self) -> Vec<Part<'a>> {
        let items = self.value.as_array().into_iter().flatten().enumerate();
        let parts = items.map(|(index, value)| Part {
            value,
            way: self.way.to_item(index),
        });
        parts.collect()
    }

    /// Members of the member `key`.
    pub(super) fn members_of(&self, key: &str) -> Vec<(&'a str, Part<'a>)> {
        self.get(key).map(|part| part.members()).unwrap_or_default()
    }

    /// Items of the member `key`.
    pub(super) fn items_of(&self, key: &str) -> Vec<Part<'a>> {
        self.get(key).map(|part| part.items()).unwrap_or_default()
    }

    /// The text of the member `key`; empty if there is none.
    pub(super) fn text(&self, key: &str) -> &'a str {
        crate::document::text(self.value, key)
    }

    /// Whether the member `key` is `true`.
    pub(super) fn flag(&self, key: &str) -> bool {
        crate::document::flag(self.value, key)
    }

    /// This, or the component of `section` that it refers to.
    ///
    /// Nothing if the reference does not lead to one; `references` reports that, and no other rule
    /// should stumble over it.
    pub(super) fn follow(&self, document: &'a Document, section: &str) -> Option<Part<'a>> {
        if self.value.get("$ref").is_none() {
            return Some(self.clone());
        }
        let name = component_name(reference(self.value)?, section)?;
        let component = Part::root(document)
            .get("components")?
            .get(section)?
            .get(name)?;
        component.value.get("$ref").is_none().then_some(component)
    }
}

/// `Name` of `#/components/SECTION/Name`. Names need no escapes: none has `/` or `~`.
pub(super) fn component_name<'r>(target: &'r str, section: &str) -> Option<&'r str> {
    let name = target
        .strip_prefix("#/components/")?
        .strip_prefix(section)?
        .strip_prefix('/')?;
    (!name.is_empty() && !name.contains('/') && !name.contains('~')).then_some(name)
}

/// A finding and the path to its place.
pub(super) struct Found {
    pub(super) path: Vec<String>,
    pub(super) finding: Diagnostic,
    /// Whether the same was found already: one component can be reached on several ways.
    pub(super) is_repeated: bool,
}

/// Everything found so far.
pub(super) struct Findings<'a> {
    document: &'a Document,
    profile: Profile,
    /// The paths of values that are of the wrong kind.
    pub(super) broken: Vec<Vec<String>>,
    hidden: Hidden,
    has_lost_track: bool,
    seen: HashSet<Diagnostic>,
    pub(super) list: Vec<Found>,
}

impl<'a> Findings<'a> {
    pub(super) fn new(document: &'a Document, profile: Profile) -> Self {
        Self {
            document,
            profile,
            broken: Vec::new(),
            hidden: Hidden::default(),
            has_lost_track: false,
            seen: HashSet::new(),
            list: Vec::new(),
        }
    }

    /// From now on nothing is reported about what a value of the wrong kind hides.
    pub(super) fn hide(&mut self, hidden: Hidden) {
        self.hidden = hidden;
    }

    /// Says that other rules would stumble over `part`: it is of the wrong kind.
    pub(super) fn breaks(&mut self, part: &Part<'_>) {
        self.broken.push(part.path());
    }

    /// Says that something else may seem unused because of what was just reported.
    pub(super) fn loses_track(&mut self) {
        self.has_lost_track = true;
    }

    /// Whether it is known what refers to what.
    pub(super) fn knows_all_uses(&self) -> bool {
        self.broken.is_empty() && !self.has_lost_track
    }

    /// Reports what is wrong with `part`, unless the profile has nothing against it.
    pub(super) fn report(
        &mut self,
        rule: &'static str,
        part: &Part<'_>,
        message: impl Into<String>,
        hint: &str,
    ) {
        if !self.hidden.covers(&part.path()) {
            self.report_alone(rule, part, message, hint);
        }
    }

    /// The same for a rule that looks at one text and nothing around it: what is wrong elsewhere cannot mislead it, so
    /// it hides nothing.
    pub(super) fn report_alone(
        &mut self,
        rule: &'static str,
        part: &Part<'_>,
        message: impl Into<String>,
        hint: &str,
    ) {
        let Some(severity) = rules::severity(rule, self.profile) else {
            return;
        };
        let path = part.path();
        let mut finding = self.document.finding(rule, &path, message.into(), hint);
        finding.severity = severity;
        let is_repeated = !self.seen.insert(finding.clone());
        // Which operations an error keeps from being generated, each of its places tells.
        if !is_repeated || severity == Severity::Error {
            self.list.push(Found {
                path,
                finding,
                is_repeated,
            });
        }
    }
}
