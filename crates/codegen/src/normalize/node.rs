//! A part of the document that is being made: its value, with the places that it came from.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::places::{Parts, Places};

/// A value with its places.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    pub(super) value: Value,
    pub(super) places: Places,
}

impl Node {
    /// A part that comes from where `places` is. What it holds has no places of its own.
    pub(super) fn at(value: Value, places: &Places) -> Self {
        let places = Places {
            here: places.here,
            moved_from: places.moved_from.clone(),
            parts: Parts::None,
        };
        Self { value, places }
    }

    /// An object without members, from the same place as `other`.
    pub(super) fn object_at(other: &Places) -> Self {
        Self::at(Value::Object(Map::new()), other)
    }

    /// Adds a member, or puts another in its place. Nothing happens to what is not an object.
    pub(super) fn put(&mut self, key: &str, member: Node) {
        let Value::Object(members) = &mut self.value else {
            return;
        };
        members.insert(key.to_owned(), member.value);
        match &mut self.places.parts {
            Parts::Members(places) => {
                places.insert(key.to_owned(), member.places);
            }
            Parts::None | Parts::Items(_) => {
                self.places.parts =
                    Parts::Members(HashMap::from([(key.to_owned(), member.places)]));
            }
        }
    }

    /// Adds a member that no part of the document has: it is where its owner is.
    pub(super) fn put_new(&mut self, key: &str, value: Value) {
        let member = Self::at(value, &self.places);
        self.put(key, member);
    }

    /// Takes a member out.
    pub(super) fn take(&mut self, key: &str) -> Option<Node> {
        let value = self.value.as_object_mut()?.remove(key)?;
        let places = match &mut self.places.parts {
            Parts::Members(places) => places.remove(key),
            Parts::None | Parts::Items(_) => None,
        };
        let places = places.unwrap_or_default();
        Some(Self { value, places })
    }

    /// A list of parts, from the same place as `other`.
    pub(super) fn list_at(other: &Places, items: Vec<Node>) -> Self {
        let (values, places) = items
            .into_iter()
            .map(|item| (item.value, item.places))
            .unzip();
        let mut list = Self::at(Value::Array(values), other);
        list.places.parts = Parts::Items(places);
        list
    }

    /// Whether it is an object without members.
    pub(super) fn is_empty(&self) -> bool {
        self.value.as_object().is_some_and(Map::is_empty)
    }
}
