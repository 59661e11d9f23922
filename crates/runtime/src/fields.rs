//! An object in a request, as far as the caller has filled it.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer};

use crate::field_value::FieldValue;

/// The properties of an object that is sent. Generated builders and request types fill it.
///
/// What is wrong or missing is remembered in its place, and reported when the call is sent.
#[derive(Clone, Default)]
pub struct Fields {
    /// By name on the wire.
    list: BTreeMap<&'static str, Field>,
}

#[derive(Clone)]
struct Field {
    setter: &'static str,
    value: FieldValue,
}

impl Fields {
    /// Sets the property that is called `name` on the wire and is set by the method `setter`. A later
    /// value takes the place of an earlier one.
    pub fn put(&mut self, name: &'static str, setter: &'static str, value: impl Into<FieldValue>) {
        let value = value.into();
        self.list.insert(name, Field { setter, value });
    }

    /// Marks as missing what is not set and must be. Each is a name on the wire with its setter.
    #[must_use]
    pub fn require(mut self, required: &[(&'static str, &'static str)]) -> Self {
        for &(name, setter) in required {
            self.list.entry(name).or_insert_with(|| Field {
                setter,
                value: FieldValue::default(),
            });
        }
        self
    }

    /// Adds everything that is wrong with the object at `place`: the setters that lead to it, or nothing
    /// if its properties are setters of the call.
    pub(crate) fn problems(&self, place: &str, problems: &mut Vec<String>) {
        for Field { setter, value } in self.list.values() {
            let place = match place {
                "" => (*setter).to_owned(),
                place => format!("{place}.{setter}"),
            };
            value.problems(&place, setter, problems);
        }
    }
}

impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        for Field { setter, value } in self.list.values() {
            map.entry(&format_args!("{setter}"), value);
        }
        map.finish()
    }
}

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.list.iter().map(|(name, field)| (name, &field.value)))
    }
}
