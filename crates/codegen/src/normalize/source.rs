//! A part of the document as it was loaded: its value, its places, and the way to it.

use serde_json::Value;

use super::node::Node;
use crate::document::{Document, decoded};
use crate::places::Places;
use crate::way::Way;

/// A part of the loaded document.
#[derive(Clone)]
pub(super) struct Source<'a> {
    pub(super) value: &'a Value,
    places: Option<&'a Places>,
    way: Way<'a>,
}

/// How many references there may be on the way to a part.
const MOST_REFERENCES: usize = 32;

/// What tells a part of the loaded document from all others.
pub(super) type Identity = *const Value;

impl<'a> Source<'a> {
    pub(super) fn root(document: &'a Document) -> Self {
        Self {
            value: &document.root,
            places: Some(&document.places),
            way: Way::default(),
        }
    }

    pub(super) fn identity(&self) -> Identity {
        self.value
    }

    /// The member or item called `key`.
    pub(super) fn get(&self, key: &str) -> Option<Self> {
        let places = self.places.and_then(|places| places.part(key));
        let (value, way) = match self.value {
            Value::Object(members) => {
                let (key, value) = members.get_key_value(key)?;
                (value, self.way.to_member(key))
            }
            Value::Array(items) => {
                let index = key.parse().ok()?;
                (items.get(index)?, self.way.to_item(index))
            }
            _ => return None,
        };
        Some(Self { value, places, way })
    }

    /// The part that a local reference such as `#/components/schemas/Name` points to from the root. A reference
    /// on the way there is followed.
    pub(super) fn pointed(&self, reference: &str) -> Option<Self> {
        self.pointed_within(reference, MOST_REFERENCES)
    }

    fn pointed_within(&self, reference: &str, most: usize) -> Option<Self> {
        let mut most = most.checked_sub(1)?;
        let mut part = self.clone();
        for token in reference.strip_prefix('#')?.strip_prefix('/')?.split('/') {
            part = loop {
                if let Some(inner) = part.at_token(token) {
                    break inner;
                }
                let further = part.value.get("$ref").and_then(Value::as_str)?;
                part = self.pointed_within(further, most)?;
                most = most.checked_sub(1)?;
            };
        }
        Some(part)
    }

    /// The member or item that a token of a pointer means.
    fn at_token(&self, token: &str) -> Option<Self> {
        if !token.contains(['~', '%']) {
            return self.get(token);
        }
        let key = token.replace("~1", "/").replace("~0", "~");
        self.get(&key).or_else(|| self.get(&decoded(&key)))
    }

    /// The members; nothing if this is not an object.
    pub(super) fn members(&self) -> Vec<(&'a str, Self)> {
        let parts = self.entries();
        parts
            .map(|(key, value)| (key, self.member(key, value)))
            .collect()
    }

    /// The members without their places, which takes a fraction of the time.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'a str, &'a Value)> + use<'a> {
        let members = self.value.as_object().into_iter().flatten();
        members.map(|(key, value)| (key.as_str(), value))
    }

    /// One of [`Self::entries`], with its place.
    pub(super) fn member(&self, key: &'a str, value: &'a Value) -> Self {
        Self {
            value,
            places: self.places.and_then(|places| places.part(key)),
            way: self.way.to_member(key),
        }
    }

    /// The members of the member `key`.
    pub(super) fn members_of(&self, key: &str) -> Vec<(&'a str, Self)> {
        self.get(key).map(|part| part.members()).unwrap_or_default()
    }

    /// The items of the member `key`.
    pub(super) fn items_of(&self, key: &str) -> Vec<Self> {
        let Some(list) = self.get(key) else {
            return Vec::new();
        };
        let items = list.value.as_array().into_iter().flatten();
        let items = items.enumerate().map(|(index, value)| Self {
            value,
            places: list.places.and_then(|places| places.item(index)),
            way: list.way.to_item(index),
        });
        items.collect()
    }

    /// The text of the member `key`; empty if there is none.
    pub(super) fn text(&self, key: &str) -> &'a str {
        crate::document::text(self.value, key)
    }

    /// Whether the member `key` is `true`.
    pub(super) fn flag(&self, key: &str) -> bool {
        crate::document::flag(self.value, key)
    }

    /// Whether there is a member `key`.
    pub(super) fn has(&self, key: &str) -> bool {
        self.value.get(key).is_some()
    }

    /// The keys that lead here.
    pub(super) fn path(&self) -> Vec<String> {
        self.way.path()
    }

    /// The place of this part, without those of what it holds.
    pub(super) fn place(&self) -> Places {
        Places {
            here: self.places.and_then(|places| places.here),
            moved_from: Some(self.way.with_dots().into_boxed_str()),
            ..Places::default()
        }
    }

    /// A copy with all its places.
    pub(super) fn copy(&self) -> Node {
        let mut places = self.places.cloned().unwrap_or_default();
        places.moved_from = self.place().moved_from;
        Node {
            value: self.value.clone(),
            places,
        }
    }
}
