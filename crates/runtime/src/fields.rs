//! An object in a request, as far as the caller has filled it.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::field_value::FieldValue;

/// The properties of an object that is sent. Generated builders and request types fill it.
///
/// What is wrong or missing is remembered in its place, and reported when the call is sent.
#[derive(Clone, Default)]
pub struct Fields {
    /// Sorted by name. They are few: a list serves as well as a map, and is compiled in less time.
    list: Vec<Field>,
}

#[derive(Clone)]
struct Field {
    /// On the wire.
    name: &'static str,
    setter: &'static str,
    value: FieldValue,
}

impl Fields {
    /// Sets the property that is called `name` on the wire and is set by the method `setter`. A later
    /// value takes the place of an earlier one.
    pub fn put(&mut self, name: &'static str, setter: &'static str, value: impl Into<FieldValue>) {
        self.insert(Field {
            name,
            setter,
            value: value.into(),
        });
    }

    fn insert(&mut self, field: Field) {
        match self.position(field.name) {
            Ok(position) => self.list[position] = field,
            Err(position) => self.list.insert(position, field),
        }
    }

    /// Where the property is, or else where it belongs.
    fn position(&self, name: &str) -> Result<usize, usize> {
        self.list.binary_search_by_key(&name, |field| field.name)
    }

    /// Marks as missing what is not set and must be. Each is a name on the wire with its setter.
    #[must_use]
    pub fn require(mut self, required: &[(&'static str, &'static str)]) -> Self {
        for &(name, setter) in required {
            if self.position(name).is_err() {
                self.insert(Field {
                    name,
                    setter,
                    value: FieldValue::default(),
                });
            }
        }
        self
    }

    /// Adds everything that is wrong with the object at `place`: the setters that lead to it, or nothing
    /// if its properties are setters of the call.
    pub(crate) fn problems(&self, place: &str, problems: &mut Vec<String>) {
        for Field { setter, value, .. } in &self.list {
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
        for Field { setter, value, .. } in &self.list {
            map.entry(&format_args!("{setter}"), value);
        }
        map.finish()
    }
}

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.list.iter().map(|field| (field.name, &field.value)))
    }
}
