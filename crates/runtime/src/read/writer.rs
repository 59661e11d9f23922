//! The fields of a struct of an answer, written as an object.

use std::collections::BTreeMap;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value;

/// An object that is written. The methods are called as the rows of `record!` are.
#[derive(Debug)]
pub struct Writer<S: Serializer>(Result<S::SerializeMap, S::Error>);

impl<S: Serializer> Writer<S> {
    /// Begins the object.
    pub fn new(serializer: S) -> Self {
        Self(serializer.serialize_map(None))
    }

    /// Writes a value.
    #[must_use]
    pub fn required<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Self {
        Self(self.0.and_then(|mut members| {
            members.serialize_entry(name, value)?;
            Ok(members)
        }))
    }

    /// Writes a value if there is one.
    #[must_use]
    pub fn optional<T: Serialize>(self, name: &'static str, value: &Option<T>) -> Self {
        match value {
            Some(value) => self.required(name, value),
            None => self,
        }
    }

    /// Writes any JSON if there is one.
    #[must_use]
    pub fn optional_json(self, name: &'static str, value: &Option<Value>) -> Self {
        self.optional(name, value)
    }

    /// Writes an array that is not empty.
    #[must_use]
    pub fn list<T: Serialize>(self, name: &'static str, value: &[T]) -> Self {
        match value {
            [] => self,
            value => self.required(name, value),
        }
    }

    /// Writes an array.
    #[must_use]
    pub fn required_list<T: Serialize>(self, name: &'static str, value: &[T]) -> Self {
        self.required(name, value)
    }

    /// Writes a map that is not empty.
    #[must_use]
    pub fn map<T: Serialize>(self, name: &'static str, value: &BTreeMap<String, T>) -> Self {
        match value.is_empty() {
            true => self,
            false => self.required(name, value),
        }
    }

    /// Writes a map.
    #[must_use]
    pub fn required_map<T: Serialize>(
        self,
        name: &'static str,
        value: &BTreeMap<String, T>,
    ) -> Self {
        self.required(name, value)
    }

    /// Writes a map of any JSON that is not empty.
    #[must_use]
    pub fn json_map(self, name: &'static str, value: &BTreeMap<String, Value>) -> Self {
        self.map(name, value)
    }

    /// Writes a map of any JSON.
    #[must_use]
    pub fn required_json_map(self, name: &'static str, value: &BTreeMap<String, Value>) -> Self {
        self.required(name, value)
    }

    /// Ends the object.
    ///
    /// # Errors
    /// Those of everything before.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.0.and_then(SerializeMap::end)
    }
}
